"""An original is stored whole or not at all, and what comes back is what was stored, or an error says otherwise."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orders.document import digest_of
from orders.errors import Retryable
from orders.ids import Digest
from storage.archive import Archive, open_archive
from storage.errors import DamagedOriginal, MissingOriginal

CONTENT = b"UNA:+.? 'UNB+UNOC:3+..."


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(tmp_path / "archive", lambda: datetime.now(UTC))


def test_an_original_comes_back_byte_for_byte(archive: Archive) -> None:
    for content in (CONTENT, b"", bytes(range(256)) * 10_000):
        digest = archive.put(content)
        assert digest_of(content) == digest
        assert archive.has(digest)
        assert content == archive.get(digest)


def test_an_original_lies_under_its_address_and_nowhere_else(archive: Archive, tmp_path: Path) -> None:
    digest = archive.put(CONTENT)
    assert [tmp_path / "archive" / digest[:2] / digest[2] / digest] == _files(tmp_path)


def test_storing_it_again_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    digest = archive.put(CONTENT)
    (path,) = _files(tmp_path)
    before = path.stat()
    assert digest == archive.put(CONTENT)
    assert (before.st_ino, before.st_mtime_ns) == (path.stat().st_ino, path.stat().st_mtime_ns)
    assert [path] == _files(tmp_path)


def test_what_is_missing_is_said_to_be(archive: Archive) -> None:
    digest = digest_of(b"never stored")
    assert not archive.has(digest)
    with pytest.raises(MissingOriginal, match=digest):
        archive.get(digest)


@pytest.mark.parametrize("digest", ["", "abc", "../../../../etc/passwd", "A" * 64, "../" * 21 + "x"])
def test_an_address_that_is_no_digest_reaches_no_file(archive: Archive, digest: str) -> None:
    with pytest.raises(MissingOriginal, match="not a SHA-256"):
        archive.get(Digest(digest))
    with pytest.raises(MissingOriginal, match="not a SHA-256"):
        archive.has(Digest(digest))


@pytest.mark.parametrize("damage", [b"", CONTENT[:-1], CONTENT + b"\n", b"X" + CONTENT[1:]])
def test_damage_is_found_when_reading_and_mended_by_storing_again(
    archive: Archive, tmp_path: Path, damage: bytes
) -> None:
    digest = archive.put(CONTENT)
    (path,) = _files(tmp_path)
    path.write_bytes(damage)
    with pytest.raises(DamagedOriginal, match="backup"):
        archive.get(digest)
    assert digest == archive.put(CONTENT)
    assert CONTENT == archive.get(digest)


def test_only_the_owner_can_read_it(archive: Archive, tmp_path: Path) -> None:
    archive.put(CONTENT)
    assert {0o600} == {path.stat().st_mode & 0o777 for path in _files(tmp_path)}
    folders = [path for path in (tmp_path / "archive").rglob("*") if path.is_dir()]
    assert {0o700} == {path.stat().st_mode & 0o777 for path in folders}


def test_only_old_leftovers_of_dead_writers_are_swept(archive: Archive, tmp_path: Path) -> None:
    digest = archive.put(CONTENT)
    unfinished = tmp_path / "archive" / ".unfinished"
    old, young = unfinished / "old", unfinished / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    past = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(old, (past, past))
    open_archive(tmp_path / "archive", lambda: datetime.now(UTC))
    assert not old.exists()
    assert young.exists()
    assert CONTENT == archive.get(digest)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = open_archive(tmp_path, lambda: datetime.now(UTC))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Retryable, match="No space"):
        archive.put(CONTENT)
    monkeypatch.undo()
    assert [] == _files(tmp_path)
    assert CONTENT == archive.get(archive.put(CONTENT))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.archive import open_archive

archive = open_archive(Path(sys.argv[1]), lambda: datetime.now(UTC))
for number in range(1_000_000):
    archive.put(number.to_bytes(4, "big") * 50_000)
    print("kept", flush=True)
"""


def test_a_kill_in_the_middle_of_writing_leaves_no_half_file_under_its_address(tmp_path: Path) -> None:
    for delay in (0.005, 0.02, 0.05):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert b"kept\n" == writer.stdout.readline()
        time.sleep(delay)
        writer.kill()
        writer.wait()
        writer.stdout.close()
    stored = [path for path in _files(tmp_path) if path.parent.name != ".unfinished"]
    assert stored
    assert [path.name for path in stored] == [digest_of(path.read_bytes()) for path in stored]
