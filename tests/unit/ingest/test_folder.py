"""A drop folder: nothing half-written is read, nothing is overwritten, one bad file never stops its neighbours."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest import filing
from ingest.folder import FolderOptions, FolderSource
from ingest.source import Received
from orders.errors import Misconfigured, Retryable
from orders.findings import FindingCode
from tests.fakes.source_memory import RememberedSource

START = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory() -> RememberedSource:
    return RememberedSource()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    path = tmp_path / "drop"
    path.mkdir()
    return path


def source(drop: Path, clock: Clock, **options: object) -> FolderSource:
    return FolderSource("drop", FolderOptions.model_validate({"path": drop} | options), clock)


def put(path: Path, content: bytes = b"UNB+UNOC:3+A+B'", *, age: float = 100) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = (START - timedelta(seconds=age)).timestamp()
    os.utime(path, (moment, moment))
    return path


def names(found: list[Received]) -> list[str]:
    return [received.name for received in found]


class TestStability:
    def test_a_file_written_just_now_waits_for_a_second_look(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        folder = source(drop, clock)
        put(drop / "a.edi", age=0)
        assert [] == list(folder.poll(memory))
        clock.pass_seconds(1)
        assert [] == list(folder.poll(memory))
        clock.pass_seconds(2)
        assert ["a.edi"] == names(list(folder.poll(memory)))

    def test_a_file_that_grows_waits_on(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        folder = source(drop, clock)
        for length in range(1, 4):
            put(drop / "a.edi", b"x" * length, age=0)
            assert [] == list(folder.poll(memory))
            clock.pass_seconds(3)
        assert [b"xxx"] == [received.content for received in folder.poll(memory)]

    def test_a_file_that_was_quiet_for_long_is_read_at_once(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        put(drop / "a.edi", age=61)
        assert ["a.edi"] == names(list(source(drop, clock).poll(memory)))

    def test_a_time_of_change_in_the_future_is_no_obstacle(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        folder = source(drop, clock)
        put(drop / "a.edi", age=-86_400)
        list(folder.poll(memory))
        clock.pass_seconds(3)
        assert ["a.edi"] == names(list(folder.poll(memory)))

    @pytest.mark.parametrize("name", ["a.part", "a.TMP", ".a.edi", "a.edi~", "~a.edi", "a.filepart"])
    def test_temporary_names_are_left_alone(
        self, drop: Path, clock: Clock, memory: RememberedSource, name: str
    ) -> None:
        put(drop / name)
        assert [] == list(source(drop, clock).poll(memory))

    def test_an_empty_file_is_a_fault_once_it_is_stable(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        folder = source(drop, clock)
        put(drop / "a.edi", b"", age=0)
        assert [] == list(folder.poll(memory))
        clock.pass_seconds(3)
        (received,) = folder.poll(memory)
        assert received.fault is not None
        assert FindingCode.EMPTY_FILE is received.fault.code


class TestReading:
    def test_the_oldest_comes_first(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        put(drop / "a", b"1", age=100)
        put(drop / "b", b"2", age=200)
        assert ["b", "a"] == names(list(source(drop, clock).poll(memory)))

    def test_a_name_used_again_is_a_new_arrival(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        folder = source(drop, clock)
        for content in (b"one", b"two"):
            put(drop / "order.edi", content)
            assert [content] == [received.content for received in memory.poll(folder)]
        assert ["order-2.edi", "order.edi"] == sorted(os.listdir(drop / "processed" / "2026-03"))

    def test_subfolders_only_when_told(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        put(drop / "customer" / "deep" / "a.edi")
        assert [] == list(source(drop, clock).poll(memory))
        folder = source(drop, clock, recursive=True)
        assert ["customer/deep/a.edi#"] == [received.source_key.key[:20] for received in memory.poll(folder)]
        assert [] == list(folder.poll(memory))

    def test_a_link_is_a_fault_and_not_followed(
        self, drop: Path, tmp_path: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        secret = put(tmp_path / "secret", b"root:x")
        (drop / "a.edi").symlink_to(secret)
        put(drop / "b.edi")
        folder = source(drop, clock, stable_seconds=0)
        link, plain = sorted(memory.poll(folder), key=lambda received: received.name)
        assert link.fault is not None
        assert ("", True) == (link.content.decode(), "link" in link.fault.message)
        assert plain.fault is None
        assert (drop / "a.edi").is_symlink()
        assert [] == list(folder.poll(memory))

    def test_a_pipe_is_a_fault(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        os.mkfifo(drop / "a.edi")
        (received,) = source(drop, clock, quiet_seconds=0, stable_seconds=0).poll(memory)
        assert received.fault is not None

    def test_a_file_that_may_not_be_read_is_a_fault_and_its_neighbours_go_on(
        self, drop: Path, clock: Clock, memory: RememberedSource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(drop / "a.edi", b"1")
        put(drop / "b.edi", b"2")
        opened = os.open

        def refuse(path: object, *arguments: int) -> int:
            # Root may read everything, so that the refusal has to come from here.
            if str(path).endswith("a.edi"):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return opened(path, *arguments)  # type: ignore[call-overload]  # passed on as it came

        monkeypatch.setattr(os, "open", refuse)
        folder = source(drop, clock)
        bad, good = sorted(memory.poll(folder), key=lambda received: received.name)
        assert bad.fault is not None
        assert FindingCode.UNREADABLE is bad.fault.code
        assert b"2" == good.content
        monkeypatch.undo()
        assert [b"1"] == [received.content for received in memory.poll(folder)]

    def test_a_file_above_the_limit_is_a_fault_and_stays(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        put(drop / "a.edi", b"x" * 11)
        (received,) = memory.poll(source(drop, clock, max_bytes=10))
        assert received.fault is not None
        assert "11" in received.fault.message
        assert (drop / "a.edi").exists()

    def test_a_name_that_is_no_utf_8_has_a_key_and_is_settled(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        Path(os.fsdecode(os.fsencode(drop) + b"/100% \xe4.edi")).write_bytes(b"x")
        (received,) = memory.poll(source(drop, clock, quiet_seconds=0, stable_seconds=0))
        assert received.source_key.key.startswith("100%25 %E4.edi#")
        received.source_key.key.encode("utf-8")
        assert ["processed"] == os.listdir(drop)

    def test_a_folder_that_went_away_is_retryable(self, drop: Path, clock: Clock, memory: RememberedSource) -> None:
        folder = source(drop, clock)
        drop.rmdir()
        with pytest.raises(Retryable, match="drive"):
            list(folder.poll(memory))

    def test_a_folder_that_never_was_is_a_mistake_in_the_set_up(self, drop: Path) -> None:
        with pytest.raises(Misconfigured, match="path"):
            FolderSource.from_options("drop", FolderOptions(path=drop / "none"))

    def test_in_a_folder_that_is_never_written_to_each_file_comes_once(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        put(drop / "a.edi")
        folder = source(drop, clock, settle=False)
        assert 1 == len(list(memory.poll(folder)))
        assert [] == list(folder.poll(memory))
        assert [] == list(source(drop, clock, settle=False).poll(memory))
        assert ["a.edi"] == os.listdir(drop)


class TestSettling:
    def test_the_same_file_sent_again_after_it_was_moved_is_a_new_arrival(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        """Its first copy may have been refused; even name, content and time being equal it must not be swallowed."""
        folder = source(drop, clock)
        put(drop / "order.edi")
        (first,) = folder.poll(memory)
        memory.commit(first)
        folder.settle(first.source_key)
        put(drop / "order.edi")
        (second,) = folder.poll(memory)
        assert not memory.knows(second.source_key)

    def test_a_file_met_again_after_a_crash_before_it_was_moved_is_known(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        put(drop / "order.edi")
        (first,) = source(drop, clock).poll(memory)
        memory.commit(first)
        (again,) = source(drop, clock).poll(memory)
        assert memory.knows(again.source_key)

    def test_a_file_changed_after_it_was_read_stays_and_is_read_again(
        self, drop: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        folder = source(drop, clock)
        path = put(drop / "a.edi", b"first")
        (received,) = folder.poll(memory)
        memory.commit(received)
        put(path, b"second", age=90)
        folder.settle(received.source_key)
        assert b"second" == path.read_bytes()
        assert [b"second"] == [again.content for again in memory.poll(folder)]

    def test_works_to_another_file_system(
        self, drop: Path, tmp_path: Path, clock: Clock, memory: RememberedSource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EXDEV, "Invalid cross-device link")

        monkeypatch.setattr(filing.os, "link", refuse)
        processed = tmp_path / "elsewhere"
        folder = source(drop, clock, processed=processed)
        for content in (b"one", b"two"):
            put(drop / "a.edi", content)
            list(memory.poll(folder))
        month = processed / "2026-03"
        assert {"a.edi": b"one", "a-2.edi": b"two"} == {path.name: path.read_bytes() for path in month.iterdir()}
        assert [] == os.listdir(drop)

    def test_never_follows_a_link_put_in_its_place(
        self, drop: Path, tmp_path: Path, clock: Clock, memory: RememberedSource
    ) -> None:
        folder = source(drop, clock)
        path = put(drop / "a.edi", b"first")
        (received,) = folder.poll(memory)
        elsewhere = put(tmp_path / "elsewhere", b"first")
        path.unlink()
        path.symlink_to(elsewhere)
        folder.settle(received.source_key)
        assert elsewhere.exists()
        assert path.is_symlink()

    def test_that_fails_is_retryable(self, drop: Path, tmp_path: Path, clock: Clock, memory: RememberedSource) -> None:
        (tmp_path / "file").write_bytes(b"")
        folder = source(drop, clock, processed=tmp_path / "file")
        put(drop / "a.edi")
        with pytest.raises(Retryable, match="cannot be moved"):
            list(memory.poll(folder))
        assert 1 == len(memory.arrivals)
