"""Moving a file that was read out of the way, without ever overwriting or moving something else."""

import errno
import os
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

from ingest.files import Signature, copy_durably

# File systems without hard links answer with one of these; another file system with EXDEV.
_NO_LINKS: Final = frozenset({errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})


def file_away(source: Path, digest: str, folder: Path) -> Path | None:
    """Move `source` into `folder` if its content still has `digest`; the new path, or None when it was left alone.

    Left alone: it is gone (already moved), it is no regular file any more, or something else is written there now.
    """
    signature = _signature_of(source, digest)
    if signature is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    target = _placed(source, folder)
    if not _still(source, signature):
        target.unlink()
        return None
    # Not synced: after a power cut the file may be back, and is then known; its content is in the archive.
    source.unlink()
    return target


def _signature_of(source: Path, digest: str) -> Signature | None:
    try:
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP, errno.ENXIO):
            return None
        raise
    with open(descriptor, "rb") as file:
        signature = Signature.of(os.fstat(descriptor))
        content = sha256()
        while block := file.read(1 << 20):
            content.update(block)
        unchanged = Signature.of(os.fstat(descriptor)) == signature
    return signature if unchanged and content.hexdigest() == digest else None


def _still(source: Path, signature: Signature) -> bool:
    try:
        return Signature.of(source.lstat()) == signature
    except FileNotFoundError:
        return False


def _placed(source: Path, folder: Path) -> Path:
    """A second name for the file in `folder`, or a copy where the file systems have no links."""
    for target in _names(folder, source.name):
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return _copied(source, folder)
        return target
    raise AssertionError("the names never end")


def _copied(source: Path, folder: Path) -> Path:
    # Copied under a temporary name, so that a crash never leaves half a file under the final one.
    temporary = folder / f".{source.name}.{os.getpid()}.part"
    temporary.unlink(missing_ok=True)
    copy_durably(source, temporary)
    for target in _names(folder, source.name):
        try:
            # Claims the name; the rename then replaces what is ours.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        temporary.replace(target)
        return target
    raise AssertionError("the names never end")


def _names(folder: Path, name: str) -> Iterator[Path]:
    stem, dot, suffix = name.partition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    return (folder / (name if number == 1 else f"{stem}-{number}{dot}{suffix}") for number in count(1))
