"""Looking back into a folder: everything in the range is yielded, or named with the reason why not."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest import files
from ingest.folder import FolderOptions, FolderSource
from ingest.source import LeftOut
from orders.errors import Retryable
from tests.fakes.lookback import HeardLookback

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def source(folder: Path) -> FolderSource:
    options = FolderOptions(path=folder, recursive=True, settle=False)
    return FolderSource("old", options, lambda: NOW)


def put(path: Path, *, age: timedelta = timedelta(days=1)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(path.name.encode())
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))


def read_in_place_of(path: str, instead: Callable[[], bytes | None], patch: pytest.MonkeyPatch) -> None:
    """Something happens when files that end so are read."""
    read = files.read

    def patched(entry: files.Entry, *, limit: int) -> bytes | None:
        return instead() if entry.relative.endswith(path) else read(entry, limit=limit)

    patch.setattr(files, "read", patched)


def fails() -> bytes | None:
    raise Retryable("a bad spot on the disk")


def test_the_oldest_comes_first_from_all_folders(tmp_path: Path) -> None:
    put(tmp_path / "a/new.edi")
    put(tmp_path / "b/old.edi", age=timedelta(days=3))
    put(tmp_path / "middle.edi", age=timedelta(days=2))
    heard = HeardLookback()
    found = [received.name for received in source(tmp_path).history(None, None, heard)]
    assert (["old.edi", "middle.edi", "new.edi"], [3], {}) == (found, heard.expected, heard.left)


def test_what_is_hidden_or_still_written_is_named(tmp_path: Path) -> None:
    put(tmp_path / "~$order.xlsx")
    put(tmp_path / ".hidden/order.edi")
    put(tmp_path / "order.edi", age=timedelta(seconds=1))
    heard = HeardLookback()
    assert [] == list(source(tmp_path).history(None, None, heard))
    assert {
        "~$order.xlsx": LeftOut.TEMPORARY_NAME,
        ".hidden/order.edi": LeftOut.TEMPORARY_NAME,
        "order.edi": LeftOut.BEING_WRITTEN,
    } == heard.left


def test_a_time_of_change_in_the_future_leaves_nothing_out(tmp_path: Path) -> None:
    put(tmp_path / "order.edi", age=timedelta(days=-400))
    assert ["order.edi"] == [received.name for received in source(tmp_path).history(None, None)]


def test_a_file_that_went_away_is_named_and_its_neighbours_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.edi", "b.edi", "c.edi"):
        put(tmp_path / name)
    read_in_place_of("b.edi", lambda: None, monkeypatch)
    heard = HeardLookback()
    assert ["a.edi", "c.edi"] == [received.name for received in source(tmp_path).history(None, None, heard)]
    assert {"b.edi": LeftOut.GONE} == heard.left


def test_a_bad_spot_on_the_disk_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.edi", "b.edi", "c.edi"):
        put(tmp_path / name)
    read_in_place_of("b.edi", fails, monkeypatch)
    heard = HeardLookback()
    assert ["a.edi", "c.edi"] == [received.name for received in source(tmp_path).history(None, None, heard)]
    assert {"b.edi": LeftOut.FAILING} == heard.left


def test_a_drive_that_is_gone_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        put(tmp_path / f"{number}.edi")
    read_in_place_of(".edi", fails, monkeypatch)
    with pytest.raises(Retryable, match="bad spot"):
        list(source(tmp_path).history(None, None))


def test_a_folder_below_that_went_away_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "gone/order.edi")
    put(tmp_path / "stays.edi")
    scandir = os.scandir

    def removed(path: Path) -> object:
        if path.name == "gone":
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr("ingest.files.os.scandir", removed)
    assert ["stays.edi"] == [received.name for received in source(tmp_path).history(None, None)]
