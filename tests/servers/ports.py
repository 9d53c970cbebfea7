"""Free ports on loopback, and waiting for a server to answer on one."""

import socket
import subprocess
import time
from pathlib import Path

LOOPBACK = "127.0.0.1"
# A started server answers in a fraction of a second; a machine shared with other builds needs more.
START_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once `port` accepts; raises RuntimeError with the server's log when it ended or is too slow."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    state = "is silent" if process.poll() is None else f"ended with {process.returncode}"
    raise RuntimeError(f"The server on port {port} {state}:\n{log.read_text(errors='replace')}")
