"""The set-up of a mailbox."""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from ingest.login import Password, Security, is_loopback


class Settle(StrEnum):
    """What happens to a mail in the mailbox once it is safe in the archive."""

    NOTHING = "nothing"
    FLAG = "flag"
    MOVE = "move"


DEFAULT_PORTS = {Security.SSL: 993, Security.STARTTLS: 143, Security.PLAIN: 143}


class ImapOptions(Password):
    """The table of a source of kind `imap`: one folder of one mailbox."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1)
    """The mail server."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Where not said, 993 for `ssl`, else 143."""
    security: Security = Security.SSL
    """How the connection is protected."""
    insecure: bool = False
    """Allows `security = "plain"` to another machine: password and mails can then be read on the way."""
    ca_file: Path | None = None
    """Certificates to trust in place of the system's, for a server with one of its own."""
    user: str = Field(min_length=1)
    """The name to sign in with."""
    folder: str = Field(default="INBOX", min_length=1)
    """The folder of the mailbox that is read."""
    settle: Settle = Settle.NOTHING
    """What happens to a mail that is safe in the archive: nothing, a flag, or a move to another folder."""
    flag: str = Field(default="\\Seen", pattern=r"^\\?[^\s(){%*\"\\\]]+$")
    """`\\Seen`, or a keyword such as `$Ordermill`."""
    move_to: str = ""
    """The folder for `settle = "move"`."""
    connect_seconds: float = Field(default=20, gt=0)
    """How long a connection may take to be made."""
    read_seconds: float = Field(default=60, gt=0)
    """How long the server may take to answer."""
    max_bytes: int = Field(default=50_000_000, gt=0)
    """A larger mail is recorded and held, and not fetched."""
    batch_messages: int = Field(default=20, ge=1, le=500)
    """How many mails are fetched at once."""
    batch_bytes: int = Field(default=4_000_000, ge=1)
    """How many bytes are fetched at once, one mail at least."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.passwords_given() != 1:
            raise ValueError("give exactly one of password, password_file and password_env")
        if self.security is Security.PLAIN and not self.insecure and not is_loopback(self.host):
            raise ValueError(f"a plain connection to {self.host} shows the password on the way: use ssl or starttls")
        if (self.settle is Settle.MOVE) != bool(self.move_to):
            raise ValueError('settle = "move" and move_to belong together')
        if self.move_to and self.move_to == self.folder:
            raise ValueError("move_to is the folder that is read: mails would come back for ever")
        return self

    @property
    def effective_port(self) -> int:
        return self.port or DEFAULT_PORTS[self.security]

    def secret(self) -> str:
        """Raises Misconfigured when the file or the variable is missing."""
        return self.secret_of(self.user)
