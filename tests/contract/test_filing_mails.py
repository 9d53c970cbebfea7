"""What every source keeps that puts its mails into another folder: there is one of each there, whatever happens."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from ingest.eml import EmlFolderOptions, EmlFolderSource
from ingest.imap.mailbox import ImapSource
from ingest.imap.options import ImapOptions, Settle
from ingest.login import Security
from ingest.maildir import MaildirOptions, MaildirSource
from ingest.source import FilesMails, Received
from orders.errors import Misconfigured
from tests.fakes.source_memory import RememberedSource
from tests.servers.dovecot import Mailbox

FOLDER = "Not orders"
MAIL = b"From: anna@buyer.example\r\nSubject: Gr\xc3\xbc\xc3\x9fe\r\n\r\nSee you.\r\n"
LIKE = MAIL.replace(b"you", b"him")


@dataclass(frozen=True, slots=True)
class Place:
    """`there` gives the mails of a folder, `read` those of the one that the source reads."""

    source: ImapSource | MaildirSource | EmlFolderSource
    put: Callable[[bytes], None]
    there: Callable[[str], list[bytes]]
    moves: bool = True

    def received(self, *contents: bytes) -> list[Received]:
        memory = RememberedSource()
        memory.start(self.source)
        for content in contents:
            self.put(content)
        return sorted(memory.poll(self.source), key=lambda received: contents.index(received.content))


def contents(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


@pytest.fixture
def eml_folder(tmp_path: Path) -> Place:
    source = EmlFolderSource.from_options("mails", EmlFolderOptions(path=tmp_path, quiet_seconds=0))

    def put(content: bytes) -> None:
        (tmp_path / f"{len(list(tmp_path.iterdir()))}.eml").write_bytes(content)

    return Place(source, put, lambda folder: contents(tmp_path / folder), moves=False)


@pytest.fixture
def maildir(tmp_path: Path) -> Place:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()

    def put(content: bytes) -> None:
        (tmp_path / "new" / f"{len(contents(tmp_path))}.host").write_bytes(content)

    def there(folder: str) -> list[bytes]:
        return contents(tmp_path / f".{folder}") if folder else contents(tmp_path / "new") + contents(tmp_path / "cur")

    return Place(MaildirSource.from_options("mailbox", MaildirOptions(path=tmp_path)), put, there)


def mailbox(dovecot: Mailbox, **options: object) -> Place:
    account = {"host": dovecot.host, "port": dovecot.port, "user": dovecot.user, "security": Security.PLAIN}
    made = ImapOptions.model_validate({**account, "password": SecretStr(dovecot.password), **options})

    def there(folder: str) -> list[bytes]:
        with dovecot.connect() as session:
            answer, data = session.select(f'"{folder or "INBOX"}"', readonly=True)
            numbers = range(1, int(data[0] or 0) + 1) if answer == "OK" else ()
            fetched = [session.fetch(str(number), "BODY.PEEK[]")[1][0] for number in numbers]
        return sorted(answer[1] for answer in fetched if isinstance(answer, tuple))

    return Place(ImapSource.from_options("imap", made), lambda content: dovecot.deliver("INBOX", content), there)


@pytest.fixture
def imap(dovecot: Mailbox) -> Place:
    return mailbox(dovecot)


@pytest.fixture(params=["eml_folder", "maildir", "imap"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def test_the_mail_alone_is_put_into_a_folder_that_is_made(place: Place) -> None:
    one, other = place.received(MAIL, LIKE)
    assert isinstance(place.source, FilesMails)
    place.source.file_mail(one.source_key, one.content, FOLDER)
    assert [MAIL] == place.there(FOLDER)
    if place.moves:
        assert [LIKE] == place.there("")
    place.source.file_mail(other.source_key, other.content, FOLDER)
    assert sorted([MAIL, LIKE]) == place.there(FOLDER)


@pytest.mark.parametrize("settled", [True, False])
def test_a_second_time_changes_nothing(place: Place, *, settled: bool) -> None:
    (received,) = place.received(MAIL)
    if settled:
        place.source.settle(received.source_key)
    for _ in range(3):
        place.source.file_mail(received.source_key, received.content, FOLDER)
    assert [MAIL] == place.there(FOLDER)


def test_what_was_filed_does_not_come_in_again(place: Place) -> None:
    (received,) = place.received(MAIL)
    place.source.settle(received.source_key)
    place.source.file_mail(received.source_key, received.content, FOLDER)
    assert [] == place.received()


def test_the_folder_can_be_looked_at_beforehand(place: Place) -> None:
    place.source.check_folder(FOLDER)
    place.source.check_folder(FOLDER)
    assert [] == place.there(FOLDER)


class TestImap:
    def test_a_mail_that_a_setting_moved_away_is_laid_down_byte_for_byte(self, dovecot: Mailbox) -> None:
        dovecot.create_folder("Processed")
        place = mailbox(dovecot, settle=Settle.MOVE, move_to="Processed")
        one, like = place.received(MAIL, LIKE)
        for received in (one, like, one):
            place.source.settle(received.source_key)
            place.source.file_mail(received.source_key, received.content, FOLDER)
        assert sorted([MAIL, LIKE]) == place.there(FOLDER) == place.there("Processed")

    def test_numbers_given_anew_move_no_other_mail(self, dovecot: Mailbox) -> None:
        place = mailbox(dovecot)
        (received,) = place.received(MAIL)
        dovecot.reset_uidvalidity("INBOX")
        place.source.file_mail(received.source_key, received.content, FOLDER)
        assert ([MAIL], [MAIL]) == (place.there(FOLDER), place.there("INBOX"))

    @pytest.mark.parametrize("folder", ["INBOX", "inbox"])
    def test_not_into_the_folder_that_is_read(self, dovecot: Mailbox, folder: str) -> None:
        with pytest.raises(Misconfigured, match="come back"):
            mailbox(dovecot).source.check_folder(folder)


class TestFolders:
    def test_a_drop_that_is_read_with_all_below_has_no_room_for_one(self, tmp_path: Path) -> None:
        source = EmlFolderSource.from_options("mails", EmlFolderOptions(path=tmp_path, recursive=True))
        with pytest.raises(Misconfigured, match="Set `processed` to a place outside"):
            source.check_folder(FOLDER)

    def test_not_into_the_drop_itself(self, tmp_path: Path) -> None:
        drop = tmp_path / FOLDER
        drop.mkdir()
        source = EmlFolderSource.from_options("mails", EmlFolderOptions(path=drop, processed=tmp_path / "done"))
        with pytest.raises(Misconfigured, match="come back for ever"):
            source.check_folder(FOLDER)

    def test_a_place_that_may_not_be_made_is_told(self, tmp_path: Path) -> None:
        (tmp_path / FOLDER).write_text("a file")
        source = EmlFolderSource.from_options("mails", EmlFolderOptions(path=tmp_path))
        with pytest.raises(Misconfigured, match="cannot be made"):
            source.check_folder(FOLDER)

    def test_names_of_other_scripts_are_written_as_mail_servers_do(self, maildir: Place, tmp_path: Path) -> None:
        (received,) = maildir.received(MAIL)
        maildir.source.file_mail(received.source_key, received.content, "Büro/keine.Aufträge")
        assert [MAIL] == contents(tmp_path / ".B&APw-ro.keine_Auftr&AOQ-ge")
