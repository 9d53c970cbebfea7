"""What a child writes is in a folder of its own, and gone with the call, the child or its parent, however they end."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.children.folder import ChildFolder, NoFolder
from pipeline.children.limits import ChildDied, ChildLimits, TimeLimit
from pipeline.children.pool import Children
from tests.fakes import hostile_work as work

ROOM = 1_000_000
PATIENCE = 60
"""Seconds. What takes longer never comes, however busy the machine is."""

PARENT = """
import sys
from pipeline.children.pool import Children
from tests.fakes import hostile_work as work

with Children(size=1, file_bytes=1_000_000) as pool:
    print(pool.run(work.temporary_folder), flush=True)
    pool.run(work.leave_page_and_wait)
"""


@pytest.fixture(params=["in memory", "on disk"])
def places(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Where folders in memory and others are made; for `on disk` the first cannot be written to."""
    memory, disk = tmp_path / "memory", tmp_path / "disk"
    disk.mkdir()
    if request.param == "in memory":
        memory.mkdir()
    monkeypatch.setattr("pipeline.children.folder.IN_MEMORY", memory)
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    return memory, disk


def left_in(places: tuple[Path, Path]) -> list[Path]:
    return [path for place in places if place.is_dir() for path in place.iterdir()]


@pytest.fixture
def pool(places: tuple[Path, Path]) -> Iterator[Children]:
    with Children(size=1, file_bytes=ROOM) as children:
        yield children


def test_a_child_has_a_folder_that_nobody_else_sees(pool: Children, places: tuple[Path, Path]) -> None:
    folder = pool.run(work.temporary_folder)
    memory, disk = places
    assert (memory if memory.is_dir() else disk) == folder.parent
    assert 0o700 == folder.stat().st_mode & 0o777
    assert str(os.getpid()) in folder.name


def test_the_folder_is_empty_after_each_call_and_gone_with_the_child(pool: Children, places: tuple[Path, Path]) -> None:
    folder = pool.run(work.temporary_folder)
    assert "written" == pool.run(work.leave_page, ROOM)
    assert (folder, []) == (pool.run(work.temporary_folder), list(folder.iterdir()))
    pool.close()
    assert [] == left_in(places)


def test_a_file_over_the_limit_is_refused(pool: Children) -> None:
    assert "EFBIG" == pool.run(work.leave_page, ROOM + 1)


def test_no_file_elsewhere_is_changed_where_the_kernel_allows(pool: Children, tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    order.write_text("posted")
    assert {"folder": "refused", "anywhere": "written"}[pool.files] == pool.run(work.write_over, order)
    assert pool.files == "anywhere" or order.read_text() == "posted"
    assert "written" == pool.run(work.leave_page, ROOM)


def test_a_child_whose_folder_is_gone_writes_nowhere_else(pool: Children, places: tuple[Path, Path]) -> None:
    pool.run(work.temporary_folder).rmdir()
    assert "ENOENT" == pool.run(work.leave_page, 10)
    assert [] == left_in(places)
    assert "written" == pool.run(work.leave_page, 10)


@pytest.mark.parametrize(
    ("function", "fault"), [(work.leave_page_and_wait, TimeLimit), (work.leave_page_and_die, ChildDied)]
)
def test_nothing_is_left_by_a_child_that_was_killed_or_died(
    pool: Children, places: tuple[Path, Path], function: Callable[[], None], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        pool.run(function, limits=ChildLimits(wall_seconds=2))
    assert [] == left_in(places)


def test_a_child_for_other_documents_has_no_folder_and_writes_no_file(places: tuple[Path, Path]) -> None:
    with Children(size=1) as children:
        assert "written" != children.run(work.leave_page, 1)
    assert [] == left_in(places)


def test_a_child_of_a_killed_parent_leaves_no_page_and_the_next_pool_takes_the_folder() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        folder = Path(parent.stdout.readline().strip())
        _await(lambda: any(folder.iterdir()))
        with Children(size=1, file_bytes=ROOM):
            assert folder.is_dir()
        parent.kill()
    _await(lambda: not folder.exists() or not any(folder.iterdir()))
    with Children(size=1, file_bytes=ROOM):
        assert not folder.exists()


def _await(comes: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not comes():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_leftovers_are_told_from_what_is_at_work_and_from_what_is_not_ours(places: tuple[Path, Path]) -> None:
    living, dead = ChildFolder.made(ROOM), ChildFolder.made(ROOM)
    (dead.path / "page.ppm").write_bytes(b"P5")
    # As the kernel does when a process ends.
    os.close(dead.lock)
    strange = living.path.parent / dead.path.name.replace("child", "sibling")
    strange.mkdir()
    elsewhere = living.path.parent / "elsewhere"
    elsewhere.mkdir()
    planted = living.path.with_name(living.path.name + "-link")
    planted.symlink_to(elsewhere)
    with Children(size=1, file_bytes=ROOM):
        pass
    assert {living.path, strange, elsewhere, planted} == set(left_in(places))
    living.remove()


def test_memory_that_is_too_small_gives_way_to_the_disk(places: tuple[Path, Path]) -> None:
    folder = ChildFolder.made(1 << 60)
    assert places[1] == folder.path.parent
    folder.remove()


def test_no_place_at_all_is_told_and_passes(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.children.folder._places", lambda: (places[0] / "gone", places[1] / "gone"))
    with pytest.raises(NoFolder, match="Make room"):
        ChildFolder.made(ROOM)


def test_a_file_that_is_written_while_its_writer_is_killed_goes_too(places: tuple[Path, Path]) -> None:
    folder = ChildFolder.made(ROOM)
    ended = threading.Event()

    def write_on() -> None:
        for number in range(300):
            try:
                (folder.path / str(number)).touch()
            except FileNotFoundError:
                break
        ended.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    folder.remove()
    writer.join()
    assert ended.is_set()
    assert [] == left_in(places)
