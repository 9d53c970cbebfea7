"""The address of the page, taken before anything else is begun."""

import os
import socket
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from orders.errors import Misconfigured

_WAITING = 2048


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that listens. Close it, or use it as a context manager."""

    socket: socket.socket

    @classmethod
    def on(cls, host: str, port: int) -> Self:
        """Port 0 takes a free one. Raises `Misconfigured` when the address cannot be had."""
        try:
            family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            return cls(socket.create_server((host, port), family=family, backlog=_WAITING))
        except OSError as error:
            raise Misconfigured(
                f"[web]: the page cannot listen on {host}:{port} ({_reason(error)}). Stop what listens there, "
                "or set another host or port."
            ) from error

    @property
    def address(self) -> str:
        """As a browser on this machine takes it."""
        host, port, *_ = self.socket.getsockname()
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()


def _reason(error: OSError) -> str:
    """Without the address, which `create_server` adds; a name that cannot be resolved has a number of its own kind."""
    plain = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
    return plain or str(error)
