"""Free ports on loopback, and waiting for a server to answer on one."""

import random
import socket
import subprocess
import time
from pathlib import Path

LOOPBACK = "127.0.0.1"
# A started server answers in a fraction of a second; a machine shared with other builds needs more.
START_SECONDS = 120.0
# Between the services of a machine and the ports that systems hand out to connections by themselves.
FIRST_PORT, LAST_PORT = 20_000, 31_999


def free_port() -> int:
    """A port for a server that cannot be told to take any; no connection takes it before the server does."""
    for port in random.sample(range(FIRST_PORT, LAST_PORT + 1), 100):
        with socket.socket() as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"No port from {FIRST_PORT} to {LAST_PORT} is free")


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
