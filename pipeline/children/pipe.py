"""The parent's ends of the pipes to a child: frames with a deadline, so that a silent child never holds us."""

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from typing import Self

from pipeline.children.frames import HEADER_BYTES

_BLOCK = 1 << 16


class PipeClosed(Exception):
    """The child ended."""


class PipeTimeout(Exception):
    """The child neither read nor answered in time."""


@dataclass(frozen=True, slots=True)
class Pipe:
    """File descriptors that never block."""

    to_child: int
    from_child: int

    @classmethod
    def of(cls, process: "subprocess.Popen[bytes]") -> Self:
        if process.stdin is None or process.stdout is None:
            raise ValueError("the child was started without pipes")
        pipe = cls(process.stdin.fileno(), process.stdout.fileno())
        for descriptor in (pipe.to_child, pipe.from_child):
            os.set_blocking(descriptor, False)
        return pipe

    def send(self, frame: bytes, seconds: float) -> None:
        """Raises PipeClosed and PipeTimeout."""
        deadline = time.monotonic() + seconds
        left = memoryview(frame)
        while left:
            _wait(self.to_child, select.POLLOUT, deadline)
            try:
                left = left[os.write(self.to_child, left[:_BLOCK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise PipeClosed from error

    def unread(self) -> int:
        """How many bytes of what was sent the child has not taken yet; also of a child that ended since."""
        (count,) = struct.unpack("i", fcntl.ioctl(self.to_child, termios.FIONREAD, bytes(struct.calcsize("i"))))
        return int(count)

    def received(self, seconds: float, *, limit: int) -> bytes:
        """The next frame, of at most `limit` bytes. Raises PipeClosed, for a larger frame too, and PipeTimeout."""
        deadline = time.monotonic() + seconds
        size = int.from_bytes(self._exactly(HEADER_BYTES, deadline), "big")
        if size > limit:
            raise PipeClosed
        return self._exactly(size, deadline)

    def _exactly(self, size: int, deadline: float) -> bytes:
        content = bytearray()
        while len(content) < size:
            _wait(self.from_child, select.POLLIN, deadline)
            try:
                block = os.read(self.from_child, min(size - len(content), _BLOCK * 16))
            except BlockingIOError:
                continue
            if not block:
                raise PipeClosed
            content += block
        return bytes(content)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise PipeTimeout
