"""Whether a process dies between any two system calls or the power fails there, no order is doubled or lost."""

import contextlib
import itertools
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from erp_adapters.adapter import Posting
from erp_adapters.file_drop.adapter import FileDrop
from erp_adapters.file_drop.disk import Disk
from erp_adapters.file_drop.folder import DropFolder, prepare
from orders.ids import PostingId
from tests.fakes.posting_protocol import Ending, post
from tests.fakes.purchase_orders import purchase_order

POSTING = Posting(PostingId("0123456789abcdef0123456789abcdef"), purchase_order())
MOST_STEPS = 60


class Killed(BaseException):
    """Like SIGKILL, no error path of the code runs on it."""


class Dying:
    """Lets the process die before the step of this number."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.taken = 0

    def __call__(self, step: str) -> None:
        if self.taken == self.at:
            raise Killed(step)
        self.taken += 1


def no_wait(_: timedelta) -> None:
    """Nothing settles late."""


def taken_away(root: Path) -> int:
    """The import job takes what it finds."""
    files = list((root / "orders").iterdir())
    for file in files:
        file.unlink()
    return len(files)


def drop(root: Path, disk: Disk | None = None, boot: str = "boot-1") -> FileDrop:
    return FileDrop("file_drop", root, disk=disk, boot=boot)


def deaths(root: Path) -> Iterator[tuple[Path, bool]]:
    """A fresh folder for each step at which a posting may die, and whether it did."""
    for step in range(MOST_STEPS):
        folder = root / str(step)
        prepare(DropFolder(folder))
        try:
            post(drop(folder, Disk(Dying(step))), POSTING, no_wait)
        except Killed:
            yield folder, True
        else:
            yield folder, False
            return
    raise AssertionError(f"more than {MOST_STEPS} steps")


def test_a_killed_posting_is_finished_by_the_next_run_with_one_file(tmp_path: Path) -> None:
    killed = 0
    for root, died in deaths(tmp_path):
        assert Ending.RELEASED == post(drop(root), POSTING, no_wait)
        assert [f"{POSTING.id}.json"] == [file.name for file in (root / "orders").iterdir()]
        assert [] == list((root / "drafts").iterdir())
        assert [] == list((root / "temporary").iterdir())
        killed += died
    assert killed > 20


def test_an_order_that_the_import_took_before_the_crash_was_noticed_is_not_dropped_again(tmp_path: Path) -> None:
    for root, _ in deaths(tmp_path):
        taken = taken_away(root)
        assert Ending.RELEASED == post(drop(root), POSTING, no_wait)
        assert 1 == taken + taken_away(root)


@pytest.mark.parametrize("seed", range(10))
def test_a_posting_killed_again_and_again_ends_with_one_file(tmp_path: Path, seed: int) -> None:
    root, draw = tmp_path / "drop", random.Random(seed)
    prepare(DropFolder(root))
    taken = 0
    for _ in range(12):
        with contextlib.suppress(Killed):
            post(drop(root, Disk(Dying(draw.randrange(MOST_STEPS // 2)))), POSTING, no_wait)
        taken += taken_away(root)
    assert Ending.RELEASED == post(drop(root), POSTING, no_wait)
    assert 1 == taken + taken_away(root)


CHILD = """
import os, signal, sys
from pathlib import Path
from erp_adapters.file_drop.adapter import FileDrop
from erp_adapters.file_drop.disk import Disk
from tests.fakes.posting_protocol import post
from tests.unit.erp_adapters.test_file_drop_crashes import POSTING, no_wait

def die(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

post(FileDrop("file_drop", Path(sys.argv[1]), disk=Disk(die)), POSTING, no_wait)
"""


@pytest.mark.parametrize(
    "step", [f"write {POSTING.id}.draft", "fsync drafts", f"rename {POSTING.id}.json", "fsync orders"]
)
def test_a_real_sigkill_leaves_no_lock_and_no_second_file(tmp_path: Path, step: str) -> None:
    root, project = tmp_path / "drop", Path(__file__).parents[3]
    prepare(DropFolder(root))
    command = [sys.executable, "-c", CHILD, str(root), step]
    died = subprocess.run(command, cwd=project, env={"PYTHONPATH": str(project)}, check=False)
    assert -9 == died.returncode
    taken = taken_away(root)
    # In another process of the same machine, whose boot id is the real one.
    assert Ending.RELEASED == post(FileDrop("file_drop", root), POSTING, no_wait)
    assert 1 == taken + taken_away(root)


@dataclass(frozen=True)
class Change:
    """One change of a folder's entries: `gone` and `there` are relative paths, `content` what is found there."""

    there: str
    content: bytes | None
    gone: str = ""

    @property
    def folders(self) -> set[str]:
        return {str(Path(path).parent) for path in (self.there, self.gone) if path}


@dataclass
class ForgetfulDisk(Disk):
    """Remembers which entries a power failure could undo: those in no folder that was synced since.

    A rename is undone as a whole or not at all, as journaling file systems do. A file's content was synced by itself.
    """

    root: Path
    dies_at: int
    taken: int = 0
    changes: list[Change] = field(default_factory=list)
    certain: set[int] = field(default_factory=set)
    dropped: int = 0

    def __post_init__(self) -> None:
        super().__init__(Dying(self.dies_at))

    def folder(self, path: Path) -> None:
        if not path.exists():
            self.changes.append(Change(self._name(path), None))
        super().folder(path)

    def touch(self, path: Path) -> None:
        super().touch(path)
        self.changes.append(Change(self._name(path), b""))

    def move(self, source: Path, target: Path) -> None:
        content = source.read_bytes()
        super().move(source, target)
        # What was written under `temporary` is never synced there and means nothing.
        gone = "" if source.parent.name == "temporary" else self._name(source)
        self.changes.append(Change(self._name(target), content, gone))
        # The import job is waiting for it.
        self.dropped += taken_away(self.root)

    def sync(self, folder: Path) -> None:
        super().sync(folder)
        name = self._name(folder)
        self.certain |= {index for index, change in enumerate(self.changes) if name in change.folders}

    def remains(self) -> Iterator[tuple[Change, ...]]:
        """Every set of changes that the disk may hold after the power failed."""
        open_ones = [index for index in range(len(self.changes)) if index not in self.certain]
        for size in range(len(open_ones) + 1):
            for kept in itertools.combinations(open_ones, size):
                yield tuple(self.changes[index] for index in sorted({*self.certain, *kept}))

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.root))


def rebuilt(root: Path, changes: tuple[Change, ...]) -> None:
    prepare(DropFolder(root))
    for change in changes:
        path = root / change.there
        if change.content is None:
            path.mkdir(exist_ok=True)
        elif path.parent.exists():
            # In a folder that was forgotten, so is all that is in it.
            path.write_bytes(change.content)
        if change.gone:
            (root / change.gone).unlink(missing_ok=True)


def after_power_failures(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """Every folder that a power failure at any step may leave, and how many files the import had taken by then."""
    numbers = itertools.count()
    for step in range(MOST_STEPS):
        before = tmp_path / f"before-{step}"
        prepare(DropFolder(before))
        disk = ForgetfulDisk(before, step)
        try:
            post(drop(before, disk), POSTING, no_wait)
        except Killed:
            for changes in disk.remains():
                after = tmp_path / f"after-{next(numbers)}"
                rebuilt(after, changes)
                yield after, disk.dropped
        else:
            return
    raise AssertionError(f"more than {MOST_STEPS} steps")


def test_a_power_failure_never_has_an_order_dropped_twice_nor_forgotten(tmp_path: Path) -> None:
    states = 0
    for root, dropped in after_power_failures(tmp_path):
        # Some of these folders still hold the file that the import had taken: the disk forgot that too.
        still_there = sum(1 for _ in (root / "orders").iterdir())
        ending = post(drop(root, boot="boot-2"), POSTING, no_wait)
        again = taken_away(root) - (still_there if dropped else 0)
        match ending:
            case Ending.RELEASED:
                assert 1 == dropped + again
            case Ending.HELD:
                # Whether the import had seen the file cannot be known, so a person looks.
                assert 0 == again
        states += 1
    assert states > 25


def test_after_a_power_failure_an_order_is_found_by_its_po_number_if_it_is_there_at_all(tmp_path: Path) -> None:
    stranger = Posting(PostingId("another"), POSTING.order)
    for root, _ in after_power_failures(tmp_path):
        assert drop(root).find_orders(POSTING) == drop(root).find_orders(stranger)


@pytest.mark.parametrize("erp_has_it", [False, True])
def test_what_a_person_is_told_to_do_after_a_power_failure_settles_the_order(
    tmp_path: Path, *, erp_has_it: bool
) -> None:
    undecided = 0
    for root, dropped in after_power_failures(tmp_path):
        if dropped != erp_has_it or post(drop(root, boot="boot-2"), POSTING, no_wait) is Ending.RELEASED:
            continue
        draft = root / "drafts" / f"{POSTING.id}.json"
        if erp_has_it:
            draft.unlink()
        else:
            draft.rename(root / "orders" / draft.name)
        assert Ending.RELEASED == post(drop(root, boot="boot-2"), POSTING, no_wait)
        assert 1 == dropped + taken_away(root)
        undecided += 1
    assert undecided
