"""The IMAP source against a real Dovecot."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from ingest.imap.mailbox import ImapSource
from ingest.imap.options import ImapOptions, Settle
from ingest.imap.session import ImapSession, connect
from ingest.login import Security
from orders.errors import Misconfigured, Retryable
from orders.findings import FindingCode
from tests.fakes.source_memory import RememberedSource
from tests.servers.dovecot import STARTTLS_HOST, Mailbox
from tests.servers.relay import Relay


def mail(number: int, *, size: int = 200) -> bytes:
    body = f"Order {number}\r\n" + ("x" * 70 + "\r\n") * (size // 72)
    head = f"From: buyer@customer.example\r\nSubject: PO {number}\r\nMessage-ID: <{number}@customer.example>\r\n"
    return (head + "\r\n" + body).encode()


def options(mailbox: Mailbox, **changes: object) -> ImapOptions:
    given: dict[str, object] = {
        "host": mailbox.host,
        "port": mailbox.port,
        "security": Security.PLAIN,
        "user": mailbox.user,
        "password": SecretStr(mailbox.password),
        "read_seconds": 120,
    }
    return ImapOptions.model_validate(given | changes)


def source(mailbox: Mailbox, **changes: object) -> ImapSource:
    return ImapSource.from_options("orders", options(mailbox, **changes))


def subjects(memory: RememberedSource, imap: ImapSource) -> list[str]:
    return [received.name for received in memory.poll(imap)]


@pytest.fixture
def memory() -> RememberedSource:
    return RememberedSource()


class TestFirstConnection:
    def test_starts_at_now(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        """Mail that was there before comes in by a backfill only."""
        dovecot.deliver("INBOX", mail(1))
        imap = source(dovecot)
        memory.start(imap)
        assert [] == subjects(memory, imap)
        dovecot.deliver("INBOX", mail(2))
        assert ["PO 2"] == subjects(memory, imap)
        assert [] == subjects(memory, imap)

    def test_of_an_empty_mailbox_misses_nothing(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        assert ["PO 1"] == subjects(memory, imap)

    def test_must_be_remembered_before_a_poll(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        with pytest.raises(Misconfigured, match="baseline"):
            list(source(dovecot).poll(memory))

    def test_a_damaged_cursor_is_no_new_start(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        memory.cursor = "{}"
        with pytest.raises(Misconfigured, match="cursor"):
            list(source(dovecot).poll(memory))


class TestFetching:
    def test_keeps_every_byte_and_marks_nothing_as_seen(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        content = b"From: a@b.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n\x80\xff 8 bit\r\n.\r\n"
        dovecot.deliver("INBOX", content)
        received = next(iter(memory.poll(imap)))
        assert content == received.content
        assert ("Grüße", "a@b.example", "message/rfc822") == (received.name, received.sender, received.media_type)
        with dovecot.connect() as session:
            session.select("INBOX", readonly=True)
            assert b"\\Seen" not in session.fetch("1", "FLAGS")[1][0]

    def test_does_not_depend_on_the_seen_flag(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        with dovecot.connect() as session:
            session.select("INBOX")
            session.store("1", "+FLAGS", "\\Seen")
        assert ["PO 1"] == subjects(memory, imap)

    def test_reads_a_thousand_mails_once_each(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        for number in range(1000):
            dovecot.deliver("INBOX", mail(number))
        names = {received.name for received in source(dovecot).poll(memory)}
        assert {f"PO {number}" for number in range(1000)} == names

    def test_a_folder_name_with_umlauts(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        with dovecot.connect() as session:
            assert session.create('"Auftr&AOQ-ge &- mehr"')[0] == "OK"
            session.select('"Auftr&AOQ-ge &- mehr"')
            session.append('"Auftr&AOQ-ge &- mehr"', "", "", mail(1))
        imap = source(dovecot, folder="Aufträge & mehr")
        memory.start(imap)
        with dovecot.connect() as session:
            session.append('"Auftr&AOQ-ge &- mehr"', "", "", mail(2))
        assert ["PO 2"] == subjects(memory, imap)
        assert next(iter(memory.arrivals)).key.startswith("Aufträge & mehr/")

    def test_a_mail_above_the_limit_is_a_fault_with_its_sender(
        self, dovecot: Mailbox, memory: RememberedSource
    ) -> None:
        imap = source(dovecot, max_bytes=10_000)
        memory.start(imap)
        for number, size in ((1, 200), (2, 20_000), (3, 200)):
            dovecot.deliver("INBOX", mail(number, size=size))
        small, large, after = sorted(memory.poll(imap), key=lambda received: received.name)
        assert ("PO 1", "PO 2", "PO 3") == (small.name, large.name, after.name)
        assert ("buyer@customer.example", b"") == (large.sender, large.content)
        assert large.fault is not None
        assert FindingCode.UNREADABLE is large.fault.code
        assert large.fault.holds
        assert [] == subjects(memory, imap)

    def test_a_mail_without_bytes_is_a_fault(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        dovecot.deliver("INBOX", b"")
        (received,) = memory.poll(imap)
        assert received.fault is not None
        assert FindingCode.EMPTY_FILE is received.fault.code


def mail_files(mailbox: Mailbox) -> list[Path]:
    maildir = mailbox.server.folder / "mail" / mailbox.user / "Maildir"
    return [path for folder in ("new", "cur") for path in (maildir / folder).iterdir()]


class TestAPoisonMail:
    """Dovecot fails on a message whose file it may not open."""

    @pytest.fixture
    def poison(self, dovecot: Mailbox, memory: RememberedSource) -> Iterator[Path]:
        memory.start(source(dovecot))
        for number in range(1, 6):
            dovecot.deliver("INBOX", mail(number))
        path = next(path for path in mail_files(dovecot) if b"Subject: PO 3\r" in path.read_bytes())
        path.chmod(0)
        yield path
        for left in mail_files(dovecot):
            left.chmod(0o600)

    def test_is_a_fault_and_its_neighbours_are_read(
        self, dovecot: Mailbox, memory: RememberedSource, poison: Path
    ) -> None:
        imap = source(dovecot)
        names: list[str] = []
        faults = []
        for _ in range(8):
            try:
                for received in memory.poll(imap):
                    (faults if received.fault else names).append(received.name)
            except Retryable:
                continue
        assert ["PO 1", "PO 2", "PO 4", "PO 5"] == sorted(names)
        assert 1 == len(faults)

    def test_is_read_once_the_server_delivers_it(
        self, dovecot: Mailbox, memory: RememberedSource, poison: Path
    ) -> None:
        imap = source(dovecot)
        for _ in range(8):
            try:
                list(memory.poll(imap))
            except Retryable:
                continue
        next(path for path in mail_files(dovecot) if not path.stat().st_mode & 0o777).chmod(0o600)
        assert ["PO 3"] == subjects(memory, source(dovecot))


class TestConnection:
    def test_lost_in_mid_fetch_keeps_what_came_and_goes_on_there(
        self, dovecot: Mailbox, memory: RememberedSource
    ) -> None:
        memory.start(source(dovecot))
        for number in range(30):
            dovecot.deliver("INBOX", mail(number, size=20_000))
        with Relay(dovecot.port, cut_after=250_000) as relay:
            imap = source(dovecot, port=relay.port, batch_bytes=50_000)
            with pytest.raises(Retryable, match="connection was lost"):
                list(memory.poll(imap))
            came = len(memory.arrivals)
            assert 0 < came < 30
            relay.cut_after = None
            list(memory.poll(imap))
        assert 30 == len(memory.arrivals)
        assert [] == memory.copies

    def test_that_breaks_at_one_mail_time_and_again_isolates_it(
        self, dovecot: Mailbox, memory: RememberedSource
    ) -> None:
        memory.start(source(dovecot))
        for number, size in ((1, 200), (2, 300_000), (3, 200)):
            dovecot.deliver("INBOX", mail(number, size=size))
        faults = []
        with Relay(dovecot.port, cut_after=100_000) as relay:
            imap = source(dovecot, port=relay.port)
            for _ in range(6):
                try:
                    faults += [received for received in memory.poll(imap) if received.fault]
                except Retryable:
                    continue
        assert 1 == len(faults)
        assert {"PO 1", "PO 3"} == {known.name for known in memory.arrivals.values() if not known.fault}

    def test_refused_is_retryable(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        with Relay(dovecot.port) as relay:
            closed = relay.port
        with pytest.raises(Retryable, match="no connection"):
            source(dovecot, port=closed).baseline()

    def test_that_stays_silent_times_out(self, dovecot: Mailbox, silent_port: int) -> None:
        began = time.monotonic()
        with pytest.raises(Retryable):
            source(dovecot, port=silent_port, read_seconds=0.3, connect_seconds=0.3).baseline()
        assert time.monotonic() - began < 60

    def test_with_a_wrong_password_waits_before_the_next_try(self, dovecot: Mailbox) -> None:
        with pytest.raises(Retryable, match="refused the login") as caught:
            source(dovecot, password=SecretStr("wrong")).baseline()
        assert timedelta(minutes=10) == caught.value.after
        assert "wrong" not in str(caught.value)

    def test_to_a_folder_that_is_not_there_says_so(self, dovecot: Mailbox) -> None:
        with pytest.raises(Misconfigured, match="Bestellungen"):
            source(dovecot, folder="Bestellungen").baseline()

    @pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
    def test_by_tls(self, dovecot: Mailbox, security: Security) -> None:
        port = dovecot.tls_port if security is Security.SSL else dovecot.port
        imap = source(dovecot, host=STARTTLS_HOST, port=port, security=security, ca_file=dovecot.ca_file)
        assert imap.baseline()

    @pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
    def test_to_a_server_with_an_unknown_certificate_is_refused(self, dovecot: Mailbox, security: Security) -> None:
        port = dovecot.tls_port if security is Security.SSL else dovecot.port
        with pytest.raises(Misconfigured, match="ca_file"):
            source(dovecot, host=STARTTLS_HOST, port=port, security=security).baseline()


class TestRenumbering:
    def test_reads_what_is_new_and_nothing_twice(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        for number in range(5):
            dovecot.deliver("INBOX", mail(number))
        assert 5 == len(subjects(memory, imap))
        dovecot.reset_uidvalidity("INBOX")
        dovecot.deliver("INBOX", mail(5))
        assert ["PO 5"] == subjects(memory, imap)
        assert 5 == len(memory.copies)
        dovecot.deliver("INBOX", mail(6))
        assert ["PO 6"] == subjects(memory, imap)
        assert 5 == len(memory.copies)

    def test_leaves_out_what_came_before_the_first_connection(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        dovecot.deliver("INBOX", mail(0), received=datetime.now(UTC) - timedelta(days=30))
        imap = source(dovecot)
        memory.start(imap)
        dovecot.reset_uidvalidity("INBOX")
        dovecot.deliver("INBOX", mail(1))
        assert ["PO 1"] == subjects(memory, imap)

    def test_interrupted_begins_again(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        dovecot.deliver("INBOX", mail(0))
        subjects(memory, imap)
        dovecot.reset_uidvalidity("INBOX")
        for number in range(1, 20):
            dovecot.deliver("INBOX", mail(number, size=20_000))
        with Relay(dovecot.port, cut_after=150_000) as relay, pytest.raises(Retryable):
            subjects(memory, source(dovecot, port=relay.port, batch_bytes=50_000))
        subjects(memory, imap)
        assert {f"PO {number}" for number in range(20)} == {known.name for known in memory.arrivals.values()}


def test_two_pollers_that_overlap_read_each_mail_once(dovecot: Mailbox, memory: RememberedSource) -> None:
    first, second = source(dovecot), source(dovecot)
    memory.start(first)
    for number in range(40):
        dovecot.deliver("INBOX", mail(number))
    one, other = memory.poll(first), memory.poll(second)
    names = [received.name for pair in zip(one, other, strict=False) for received in pair]
    names += [received.name for rest in (one, other) for received in rest]
    assert {f"PO {number}" for number in range(40)} == set(names)
    assert 40 == len(names)


def folder_flags(mailbox: Mailbox, folder: str) -> list[bytes]:
    with mailbox.connect() as session:
        count = int(session.select(f'"{folder}"', readonly=True)[1][0] or 0)
        return [session.fetch(str(number + 1), "FLAGS")[1][0] for number in range(count)]


class TestSettling:
    def test_does_nothing_unless_told(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        imap = source(dovecot)
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        list(memory.poll(imap))
        (flags,) = folder_flags(dovecot, "INBOX")
        assert b"Seen" not in flags

    @pytest.mark.parametrize("flag", ["\\Seen", "$Ordermill"])
    def test_sets_a_flag(self, dovecot: Mailbox, memory: RememberedSource, flag: str) -> None:
        imap = source(dovecot, settle=Settle.FLAG, flag=flag)
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        list(memory.poll(imap))
        (flags,) = folder_flags(dovecot, "INBOX")
        assert flag.encode() in flags

    def test_in_a_folder_of_any_name(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        dovecot.create_folder("Orders!")
        imap = source(dovecot, folder="Orders!", settle=Settle.FLAG)
        memory.start(imap)
        dovecot.deliver("Orders!", mail(1))
        list(memory.poll(imap))
        (flags,) = folder_flags(dovecot, "Orders!")
        assert b"Seen" in flags

    def test_moves_that_mail_alone(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        dovecot.create_folder("Processed")
        dovecot.deliver("INBOX", mail(0))
        imap = source(dovecot, settle=Settle.MOVE, move_to="Processed")
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        (received,) = memory.poll(imap)
        imap.settle(received.source_key)
        assert (1, 1) == (len(folder_flags(dovecot, "INBOX")), len(folder_flags(dovecot, "Processed")))

    def test_moves_what_an_earlier_process_left_behind(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        dovecot.create_folder("Processed")
        imap = source(dovecot, settle=Settle.MOVE, move_to="Processed")
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        for received in imap.poll(memory):
            memory.commit(received)
        assert 1 == len(folder_flags(dovecot, "INBOX"))
        list(memory.poll(source(dovecot, settle=Settle.MOVE, move_to="Processed")))
        assert (0, 1) == (len(folder_flags(dovecot, "INBOX")), len(folder_flags(dovecot, "Processed")))

    def test_into_a_missing_folder_is_retryable_and_loses_nothing(
        self, dovecot: Mailbox, memory: RememberedSource
    ) -> None:
        imap = source(dovecot, settle=Settle.MOVE, move_to="Nowhere")
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        with pytest.raises(Retryable, match="cannot be settled"):
            list(memory.poll(imap))
        assert 1 == len(memory.arrivals)
        assert 1 == len(folder_flags(dovecot, "INBOX"))

    def test_leaves_a_renumbered_folder_alone(self, dovecot: Mailbox, memory: RememberedSource) -> None:
        """The number of the key may belong to another mail by now."""
        dovecot.create_folder("Processed")
        imap = source(dovecot, settle=Settle.MOVE, move_to="Processed")
        memory.start(imap)
        dovecot.deliver("INBOX", mail(1))
        (received,) = imap.poll(memory)
        time.sleep(1.1)
        dovecot.reset_uidvalidity("INBOX")
        imap.settle(received.source_key)
        assert 1 == len(folder_flags(dovecot, "INBOX"))


def test_history_reads_the_days_asked_for(dovecot: Mailbox) -> None:
    for day in (1, 10, 20):
        dovecot.deliver("INBOX", mail(day), received=datetime(2026, 3, day, 12, tzinfo=UTC))
    imap = source(dovecot)
    assert ["PO 10", "PO 20"] == sorted(found.name for found in imap.history(date(2026, 3, 2), None))
    assert ["PO 1", "PO 10"] == sorted(found.name for found in imap.history(None, date(2026, 3, 10)))


def test_a_poll_and_its_settling_share_one_connection(
    dovecot: Mailbox, memory: RememberedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.create_folder("Processed")
    imap = source(dovecot, settle=Settle.MOVE, move_to="Processed")
    memory.start(imap)
    for number in range(5):
        dovecot.deliver("INBOX", mail(number))
    sessions: list[ImapSession] = []

    def counted(options: ImapOptions) -> ImapSession:
        sessions.append(connect(options))
        return sessions[-1]

    monkeypatch.setattr("ingest.imap.mailbox.connect", counted)
    for received in list(imap.poll(memory)):
        imap.settle(received.source_key)
    imap.close()
    assert 1 == len(sessions)
    assert 5 == len(folder_flags(dovecot, "Processed"))


def test_a_connection_that_grew_old_is_replaced(dovecot: Mailbox, memory: RememberedSource) -> None:
    imap = source(dovecot, settle=Settle.FLAG)
    memory.start(imap)
    dovecot.deliver("INBOX", mail(1))
    (received,) = imap.poll(memory)
    dovecot.stop()
    dovecot.start()
    imap.settle(received.source_key)
    (flags,) = folder_flags(dovecot, "INBOX")
    assert b"Seen" in flags
