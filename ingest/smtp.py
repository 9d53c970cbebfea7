"""Sending mails on by an SMTP server (RFC 5321). The standard library's smtplib stays behind this file."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from ingest.forwarding import PassedOn, composed
from ingest.login import Password, Security, is_loopback
from orders.errors import Misconfigured, NeedsAttention, Retryable
from orders.findings import Finding, FindingCode, Severity

_PORTS: Final = {Security.SSL: 465, Security.STARTTLS: 587, Security.PLAIN: 25}
# Some servers lock an account after a few refused logins.
_AFTER_REFUSED_LOGIN: Final = timedelta(minutes=10)
_PERMANENT: Final = 500

Address = Annotated[str, Field(pattern=r"^[!-;=?A-~]+@[A-Za-z0-9.-]+$")]
"""An address of ASCII letters alone, which every server takes."""


class ForwardOptions(Password):
    """The table `[forward]`: to whom mails without an order go, and by which mail server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: Address
    """Who gets them: an address that none of the sources reads."""
    sender: Address
    """From whom they come. What cannot be delivered is returned there."""
    host: str = Field(min_length=1)
    """The mail server that takes mails of the sender."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Where not said, 465 for `ssl`, 587 for `starttls`, else 25."""
    security: Security = Security.STARTTLS
    """How the connection is protected."""
    insecure: bool = False
    """Allows `security = "plain"` to another machine: password and mails can then be read on the way."""
    ca_file: Path | None = None
    """Certificates to trust in place of the system's, for a server with one of its own."""
    user: str = ""
    """The name to sign in with; empty for a server that asks for none."""
    seconds: float = Field(default=30, gt=0, le=60)
    """How long the server may take to answer."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.passwords_given() != bool(self.user):
            raise ValueError(
                "give a user with exactly one of password, password_file and password_env, or none of them"
            )
        if self.security is Security.PLAIN and not self.insecure and not is_loopback(self.host):
            raise ValueError(f"a plain connection to {self.host} shows the mails on the way: use ssl or starttls")
        if self.to.casefold() == self.sender.casefold():
            raise ValueError("to and sender are the same address: what is sent on would come back")
        return self

    @property
    def effective_port(self) -> int:
        return self.port or _PORTS[self.security]


@dataclass(frozen=True, slots=True)
class SmtpForwarding:
    """`Forwarding` by one connection a mail."""

    options: ForwardOptions
    clock: Callable[[], datetime]

    @classmethod
    def from_options(cls, options: ForwardOptions) -> Self:
        return cls(options, lambda: datetime.now(UTC))

    @property
    def to(self) -> str:
        return self.options.to

    def check(self) -> None:
        with self._translated(), self._connected() as server:
            server.noop()

    def forward(self, mail: PassedOn) -> None:
        options = self.options
        with self._translated(), self._connected() as server:
            eight_bit = server.has_extn("8bitmime")
            content = composed(mail, options.sender, options.to, self.clock(), eight_bit=eight_bit)
            said = [] if content.isascii() else ["BODY=8BITMIME"]
            server.sendmail(options.sender, [options.to], content, mail_options=said)

    @property
    def _server(self) -> str:
        return f"The mail server {self.options.host}:{self.options.effective_port}"

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        options, tls = self.options, self._tls()
        # Who we are is the sender's domain: to look up the name of the machine may take long.
        domain, host, port = options.sender.rpartition("@")[2], options.host, options.effective_port
        with (
            smtplib.SMTP_SSL(host, port, domain, timeout=options.seconds, context=tls)
            if options.security is Security.SSL
            else smtplib.SMTP(host, port, domain, options.seconds)
        ) as server:
            if options.security is Security.STARTTLS:
                server.starttls(context=tls)
            server.ehlo_or_helo_if_needed()
            if options.user:
                server.login(options.user, options.secret_of(options.user))
            yield server

    def _tls(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=str(self.options.ca_file) if self.options.ca_file else None)
        except OSError as error:
            named = f"The certificate file {self.options.ca_file} cannot be read"
            raise Misconfigured(f"{named}: {error.strerror}.") from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise Misconfigured(
                f"{self._server}: its certificate is not trusted ({error.verify_message}). "
                "Correct `host`, or name the certificate authority in `ca_file`."
            ) from error
        except smtplib.SMTPAuthenticationError as error:
            reason = f"{self._server} refused the login ({_said(error.smtp_error)}). Check user and password."
            raise Retryable(reason, after=_AFTER_REFUSED_LOGIN) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise self._refused(*error.recipients[self.options.to]) from error
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Misconfigured(f"{self._server} cannot do what [forward] asks for: {error}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Retryable(f"{self._server} did not take the mail ({_said(error)}).") from error

    def _refused(self, code: int, said: bytes | str) -> Retryable | NeedsAttention:
        reason = f"{self._server} refused it: {code} {_said(said)}"
        if code < _PERMANENT:
            return Retryable(reason)
        message = f"The mail could not be forwarded to {self.options.to}. {reason}. Correct [forward], then retry."
        return NeedsAttention([Finding(code=FindingCode.NO_ORDER, severity=Severity.HOLD, message=message)])


def _said(text: object) -> str:
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(words.split())[:200] or type(text).__name__
