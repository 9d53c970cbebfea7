"""What every source promises, run over each of them: folder, folder of mails, Maildir, IMAP on a real Dovecot."""

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from ingest.eml import EmlFolderOptions, EmlFolderSource
from ingest.folder import FolderOptions, FolderSource
from ingest.imap.mailbox import ImapSource
from ingest.imap.options import ImapOptions, Settle
from ingest.login import Security
from ingest.maildir import MaildirOptions, MaildirSource
from ingest.source import Backfillable, Source
from tests.fakes.lookback import HeardLookback
from tests.fakes.source_memory import RememberedSource
from tests.servers.dovecot import Mailbox

DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)


def content_of(number: int) -> bytes:
    return f"From: buyer@customer.example\r\nSubject: PO {number}\r\n\r\nOrder {number}\r\n".encode()


@dataclass(frozen=True, slots=True)
class Place:
    """A source, how to put content where it looks, and the contents that are still to be read there."""

    make: Callable[[], Source]
    put: Callable[[bytes, datetime | None], None]
    unsettled: Callable[[], list[bytes]]


def _put_file(folder: Path, numbers: "itertools.count[int]", suffix: str) -> Callable[[bytes, datetime | None], None]:
    def put(content: bytes, at: datetime | None) -> None:
        path = folder / f"order-{next(numbers)}{suffix}"
        path.write_bytes(content)
        moment = (at or datetime.now(UTC) - timedelta(minutes=5)).timestamp()
        os.utime(path, (moment, moment))

    return put


def _contents(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.iterdir() if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    options = FolderOptions(path=tmp_path)
    put = _put_file(tmp_path, itertools.count(), ".edi")
    return Place(lambda: FolderSource.from_options("drop", options), put, lambda: _contents(tmp_path))


@pytest.fixture
def eml_folder(tmp_path: Path) -> Place:
    options = EmlFolderOptions(path=tmp_path)
    put = _put_file(tmp_path, itertools.count(), ".eml")
    return Place(lambda: EmlFolderSource.from_options("mails", options), put, lambda: _contents(tmp_path))


@pytest.fixture
def maildir(tmp_path: Path) -> Place:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    options = MaildirOptions(path=tmp_path)
    put = _put_file(tmp_path / "new", itertools.count(), ".host")
    return Place(lambda: MaildirSource.from_options("mailbox", options), put, lambda: _contents(tmp_path / "new"))


@pytest.fixture
def imap(dovecot: Mailbox) -> Place:
    dovecot.create_folder("Processed")
    options = ImapOptions(
        host=dovecot.host,
        port=dovecot.port,
        security=Security.PLAIN,
        user=dovecot.user,
        password=SecretStr(dovecot.password),
        settle=Settle.MOVE,
        move_to="Processed",
    )

    def unsettled() -> list[bytes]:
        with dovecot.connect() as session:
            count = int(session.select("INBOX", readonly=True)[1][0] or 0)
            fetched = [session.fetch(str(number + 1), "BODY.PEEK[]")[1][0] for number in range(count)]
        return sorted(answer[1] for answer in fetched if isinstance(answer, tuple))

    def put(content: bytes, at: datetime | None) -> None:
        dovecot.deliver("INBOX", content, received=at)

    return Place(lambda: ImapSource.from_options("imap", options), put, unsettled)


@pytest.fixture(params=["folder", "eml_folder", "maildir", "imap"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def memory(place: Place) -> RememberedSource:
    memory = RememberedSource()
    memory.start(place.make())
    return memory


def test_nothing_there_is_no_error(place: Place, memory: RememberedSource) -> None:
    assert [] == list(place.make().poll(memory))


def test_everything_put_there_is_read_byte_for_byte(place: Place, memory: RememberedSource) -> None:
    contents = [content_of(number) for number in range(5)]
    for content in contents:
        place.put(content, None)
    assert contents == sorted(received.content for received in memory.poll(place.make()))


def test_a_poll_changes_nothing_outside(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    list(place.make().poll(memory))
    assert [content_of(1)] == place.unsettled()


def test_what_is_not_committed_comes_again(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    source = place.make()
    first, again, restarted = (list(some.poll(memory)) for some in (source, source, place.make()))
    keys = [[received.source_key for received in found] for found in (first, again, restarted)]
    assert 1 == len(keys[0])
    assert keys[0] == keys[1] == keys[2]


def test_what_is_committed_and_settled_does_not(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    source = place.make()
    assert 1 == len(list(memory.poll(source)))
    assert [] == place.unsettled()
    assert [] == list(source.poll(memory))
    assert [] == list(place.make().poll(memory))


def test_what_was_committed_before_a_crash_is_settled_after_it(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    for received in place.make().poll(memory):
        memory.commit(received)
    list(memory.poll(place.make()))
    assert [] == place.unsettled()
    assert 1 == len(memory.arrivals)


def test_settling_twice_is_harmless(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    place.put(content_of(2), None)
    source = place.make()
    received = next(iter(source.poll(memory)))
    memory.commit(received)
    for some in (source, source, place.make()):
        some.settle(received.source_key)
    assert 1 == len(place.unsettled())


def test_keys_name_their_source_and_never_repeat(place: Place, memory: RememberedSource) -> None:
    for number in range(3):
        place.put(content_of(number), None)
    source = place.make()
    keys = [received.source_key for received in source.poll(memory)]
    assert 3 == len(set(keys))
    assert {source.name} == {key.source for key in keys}


def test_times_are_aware(place: Place, memory: RememberedSource) -> None:
    place.put(content_of(1), None)
    assert all(received.received_at.utcoffset() == timedelta(0) for received in place.make().poll(memory))


def test_history_reads_the_days_asked_for_and_moves_no_cursor(place: Place, memory: RememberedSource) -> None:
    for days in (-9, 0, 9):
        place.put(content_of(50 + days), DAY + timedelta(days=days))
    source = place.make()
    assert isinstance(source, Backfillable)
    found = list(source.history(date(2026, 3, 9), date(2026, 3, 10)))
    assert [content_of(50)] == [received.content for received in found]
    assert {""} == {received.cursor for received in found}
    assert 3 == len(list(source.history(None, None)))
    assert 3 == len(place.unsettled())


def test_history_says_how_much_there_is_and_need_not_fetch_what_is_known(place: Place) -> None:
    for number in range(4):
        place.put(content_of(number), DAY)
    source = place.make()
    assert isinstance(source, Backfillable)
    heard = HeardLookback()
    everything = list(source.history(None, None, heard))
    assert ([4], {}, 4) == (heard.expected, heard.left, len(everything))
    knowing = HeardLookback(known={received.source_key for received in everything[:3]})
    rest = [received.source_key for received in source.history(None, None, knowing)]
    assert ([4], {}) == (knowing.expected, knowing.left)
    assert {everything[3].source_key} == set(rest) - knowing.known
