"""Writing a mail into a folder of files or of a Maildir, whole or not at all, and once."""

import os
from pathlib import Path

from orders.errors import Misconfigured, Retryable


def make(folder: Path) -> None:
    """Raises Misconfigured where it may not be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Misconfigured(f"The folder {folder} cannot be made ({reason}). Make it, or name another one.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Misconfigured(f"The folder {folder} cannot be written to. Give it to the service's user.")


def lay_down(content: bytes, target: Path, temporary: Path) -> None:
    """The bytes under a name that is theirs alone; a file that is there already stays. Raises Retryable."""
    if target.exists():
        return
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise Retryable(f"{target} cannot be written: {error.strerror}. Make room, or mend the drive.") from error
