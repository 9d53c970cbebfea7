"""What the disk itself can do, to set beside every measurement that waits for it."""

import os
import time
from pathlib import Path


def fsync_rate(folder: Path, *, seconds: float = 1.0) -> float:
    """Writes of 4 kB a second, each waited for."""
    path = folder / "fsync_rate"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        written, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            os.write(descriptor, bytes(4096))
            os.fsync(descriptor)
            written += 1
        return written / (time.perf_counter() - begun)
    finally:
        os.close(descriptor)
        path.unlink()
