"""How a mail server is signed in to: the protection of the connection, and where the password comes from."""

import os
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from pydantic import BaseModel, SecretStr

from orders.errors import Misconfigured


class Security(StrEnum):
    """How the connection is protected."""

    SSL = "ssl"
    STARTTLS = "starttls"
    PLAIN = "plain"


class Password(BaseModel):
    """The settings of a password; which of them have to be given is for the table that holds them to say."""

    password: SecretStr | None = None
    """Best given by the environment. One of `password`, `password_file` and `password_env` is required."""
    password_file: Path | None = None
    """A file whose content is the password; it is read anew at each connection."""
    password_env: str = ""
    """The name of an environment variable that holds the password."""

    def passwords_given(self) -> int:
        """How many of them are set."""
        return sum([self.password is not None, self.password_file is not None, bool(self.password_env)])

    def secret_of(self, user: str) -> str:
        """The password as it is now, so that a changed file or variable counts at the next connection.

        Raises Misconfigured when the file or the variable is missing.
        """
        if self.password is not None:
            return self.password.get_secret_value()
        if self.password_file is not None:
            return _first_line(self.password_file)
        value = os.environ.get(self.password_env)
        if value is None:
            raise Misconfigured(f"The password of {user} is to come from {self.password_env}, which is not set.")
        return value


def is_loopback(host: str) -> bool:
    """Whether the connection does not leave the machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except OSError as error:
        raise Misconfigured(f"The password file {path} cannot be read: {error.strerror}.") from error
