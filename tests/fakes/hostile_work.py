"""What documents make readers do, on purpose or by accident."""

import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from orders.findings import Finding


@dataclass(frozen=True, slots=True)
class Sum:
    """A result of several types."""

    content: bytes
    total: Decimal
    findings: tuple[Finding, ...] = ()


def add(content: bytes, numbers: tuple[Decimal, ...]) -> Sum:
    return Sum(content[::-1], sum(numbers, Decimal(0)))


def process_id() -> int:
    return os.getpid()


def sleep_for_ever() -> None:
    time.sleep(3600)


def compute_for_ever() -> None:
    while True:
        pass


def take_all_memory() -> int:
    return len(b"x" * 8_000_000_000)


def take_memory_bit_by_bit() -> int:
    taken = []
    while True:
        taken.append(bytearray(10_000_000))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def leave() -> None:
    os._exit(0)


def stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def raise_error() -> None:
    raise ValueError("column 7")


def print_noise() -> str:
    sys.stdout.write("noise " * 1000)
    sys.stdout.flush()
    os.write(1, b"\x00" * 1000)
    return "quiet"


def give_the_wrong_type() -> int:
    return "seven"  # type: ignore[return-value]  # that is the point


def connect(port: int) -> str:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return "refused"
    return "connected"


def connect_from_a_process_of_its_own(port: int) -> str:
    """As an OCR engine would that a picture took over."""
    command = f"from tests.fakes.hostile_work import connect; print(connect({port}))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def start_an_engine_and_wait(folder: Path) -> None:
    """The engine's process id becomes the name of an empty file, since nothing can be written."""
    engine = subprocess.Popen(["sleep", "3600"])
    (folder / str(engine.pid)).touch()
    engine.wait()


def start_an_engine_and_die(folder: Path) -> None:
    engine = subprocess.Popen(["sleep", "3600"])
    (folder / str(engine.pid)).touch()
    os._exit(1)


def write_file(path: Path) -> str:
    try:
        path.write_text("x")
    except OSError:
        return "refused"
    return "written"


def environment() -> list[str]:
    return sorted(os.environ)


def temporary_folder() -> Path:
    return Path(tempfile.gettempdir())


def leave_page(size: int) -> str:
    """As an OCR engine that forgets the picture it was given, and what lies beside it."""
    try:
        folder = Path(tempfile.mkdtemp())
        (folder / "page.ppm").write_bytes(bytes(size))
        Path(tempfile.mkstemp()[1]).write_bytes(bytes(size))
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "written"


def leave_page_and_wait() -> None:
    leave_page(1000)
    time.sleep(3600)


def leave_page_and_die() -> None:
    leave_page(1000)
    os._exit(1)


def write_over(path: Path) -> str:
    """As an OCR engine would that a picture took over."""
    tried = (f"echo x > {path}", f"rm {path}", f"truncate -s 0 {path}", f"mv {path} {path}.gone", f"ln {path} {path}.2")
    ended = [subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode for command in tried]
    return "written" if 0 in ended else "refused"
