"""A TCP relay that loses the connection after so many bytes, as a failing network does."""

import socket
import threading
from types import TracebackType
from typing import Self

from tests.servers.ports import LOOPBACK


class Relay:
    """Passes connections on to `port` on loopback; each is cut once `cut_after` bytes came from the server.

    With `cut_after` None nothing is cut; it may be changed at any time and counts per connection.
    """

    def __init__(self, port: int, *, cut_after: int | None = None) -> None:
        self.cut_after = cut_after
        self.cuts = 0
        self._target = port
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing alone does not wake a thread that waits in accept or recv.
        for connection in (self._listener, *self._open):
            _shut(connection)
        for thread in self._threads:
            thread.join(timeout=10)
        for connection in (self._listener, *self._open):
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection((LOOPBACK, self._target))
            self._open += [client, server]
            for pump in (self._to_server, self._to_client):
                thread = threading.Thread(target=pump, args=(client, server), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        _pump(client, server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        passed = 0
        while chunk := _receive(server):
            limit = self.cut_after
            if limit is not None and passed + len(chunk) >= limit:
                _send(client, chunk[: limit - passed])
                self.cuts += 1
                break
            _send(client, chunk)
            passed += len(chunk)
        _shut(client)
        _shut(server)


def _pump(source: socket.socket, target: socket.socket) -> None:
    while chunk := _receive(source):
        _send(target, chunk)
    _shut(target)


def _receive(connection: socket.socket) -> bytes:
    try:
        return connection.recv(4096)
    except OSError:
        return b""


def _send(connection: socket.socket, chunk: bytes) -> None:
    # The other side may have gone meanwhile; its own reader notices that.
    try:
        connection.sendall(chunk)
    except OSError:
        _shut(connection)


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
