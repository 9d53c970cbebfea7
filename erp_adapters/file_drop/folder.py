"""Setting up the drop folder, and clearing what a crash left in it."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from orders.errors import Misconfigured

_LEFTOVER_SECONDS = 24 * 3600
"""A write takes milliseconds; what is a day old was left by a process that died."""


@dataclass(frozen=True, slots=True)
class DropFolder:
    """The places in the folder. The import job takes its files from `orders`; the others are Ordermill's own."""

    root: Path

    @property
    def orders(self) -> Path:
        """Released orders, until the import job takes them away."""
        return self.root / "orders"

    @property
    def drafts(self) -> Path:
        """Orders without effect. Who deletes one here cancels it."""
        return self.root / "drafts"

    @property
    def ledger(self) -> Path:
        """The permanent record."""
        return self.root / "ledger"

    @property
    def temporary(self) -> Path:
        """Files that are being written."""
        return self.root / "temporary"

    def must_be_there(self) -> None:
        """Raises OSError when the folder is not mounted: an absent ledger must never read as an empty one."""
        for place in (self.ledger / "postings", self.ledger / "identities", self.drafts):
            os.stat(place)


def prepare(folder: DropFolder) -> None:
    """Make the places of a new folder, and clear leftovers.

    Raises Misconfigured where the folder is there without its ledger: it may be the empty mount point of a share that
    is not mounted, and beginning a new ledger there would let orders be dropped a second time.
    """
    try:
        if not folder.root.exists():
            folder.ledger.mkdir(parents=True)
        _require_ledger(folder)
        places = (folder.orders, folder.drafts, folder.temporary)
        for place in (*places, folder.ledger / "postings", folder.ledger / "identities"):
            place.mkdir(exist_ok=True)
        _require_one_file_system(folder)
        _clear_leftovers(folder.temporary)
    except OSError as error:
        raise Misconfigured(f"The drop folder {folder.root} cannot be used: {error.strerror}.") from error


def _require_ledger(folder: DropFolder) -> None:
    if not folder.ledger.is_dir():
        raise Misconfigured(
            f"The drop folder {folder.root} has no ledger. If it is a share, mount it. If it is new and empty, remove"
            f" it and let Ordermill make it, or make an empty folder {folder.ledger}."
        )


def _require_one_file_system(folder: DropFolder) -> None:
    # A file moves in one step only within one file system.
    if len({os.stat(place).st_dev for place in (folder.orders, folder.drafts, folder.temporary, folder.ledger)}) > 1:
        raise Misconfigured(
            f"The folders in {folder.root} lie on several file systems. Mount the share on {folder.root} itself,"
            " not on a folder in it."
        )


def _clear_leftovers(temporary: Path) -> None:
    oldest = time.time() - _LEFTOVER_SECONDS
    with os.scandir(temporary) as entries:
        for entry in entries:
            # Another process may be clearing too.
            with suppress(FileNotFoundError):
                if entry.stat().st_mtime < oldest:
                    os.unlink(entry.path)
