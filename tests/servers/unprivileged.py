"""Starts programs that refuse to run as root, under another account when the tests run as root."""

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    """What servers run as: our own account, or `nobody` when we are root."""

    uid: int
    gid: int

    @property
    def user(self) -> str:
        return pwd.getpwuid(self.uid).pw_name

    @property
    def group(self) -> str:
        return grp.getgrgid(self.gid).gr_name


def account() -> Account:
    entry = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    return Account(entry.pw_uid, entry.pw_gid)


def give(path: Path) -> None:
    """Hand over what root wrote; without root it is the account's already."""
    if os.geteuid() == 0:
        os.chown(path, account().uid, account().gid)


@contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """A folder that the account may enter, with a path short enough for a Unix socket (107 bytes)."""
    folder = Path(tempfile.mkdtemp(prefix=f"om-{name}-"))
    give(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(command: Sequence[str | Path], *, log: Path) -> subprocess.Popen[bytes]:
    """Start a server in the foreground; its output goes to `log`."""
    user, group = _drop()
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
            user=user,
            group=group,
            extra_groups=[] if user is not None else None,
        )


def run(command: Sequence[str | Path]) -> None:
    """Run a program to its end; raises CalledProcessError when it fails."""
    user, group = _drop()
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd="/",
        user=user,
        group=group,
        extra_groups=[] if user is not None else None,
    )


def _drop() -> tuple[int, int] | tuple[None, None]:
    return (account().uid, account().gid) if os.geteuid() == 0 else (None, None)
