"""The servers that other tests rely on do what they promise."""

import imaplib
import re
import ssl
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import Page
from sqlalchemy import NullPool, create_engine, text

from tests.servers.dovecot import STARTTLS_HOST, Mailbox
from tests.servers.relay import Relay

MESSAGE = b"From: buyer@example.org\r\nSubject: Order 4711\r\n\r\nPlease send\r\n"


def _fetch_uids(mailbox: Mailbox, folder: str = "INBOX") -> tuple[int, list[int]]:
    """UIDVALIDITY and the UIDs of a folder."""
    with mailbox.connect() as session:
        session.select(f'"{folder}"', readonly=True)
        _, (validity,) = session.response("UIDVALIDITY")
        _, found = session.uid("SEARCH", "ALL")
        return int(str(validity, "ascii")), [int(uid) for uid in found[0].split()]


def test_dovecot_serves_what_was_delivered_byte_for_byte(dovecot: Mailbox) -> None:
    dovecot.deliver("INBOX", MESSAGE, received=datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    with dovecot.connect() as session:
        session.select("INBOX")
        _, answer = session.fetch("1", "(INTERNALDATE BODY.PEEK[])")
    assert isinstance(answer[0], tuple)
    assert answer[0][1] == MESSAGE
    assert b"01-Mar-2026" in answer[0][0]


def test_each_test_has_a_mailbox_of_its_own(dovecot: Mailbox) -> None:
    assert _fetch_uids(dovecot)[1] == []


def test_dovecot_folders_are_apart(dovecot: Mailbox) -> None:
    dovecot.create_folder("Orders/EDI")
    dovecot.deliver("Orders/EDI", MESSAGE)
    assert _fetch_uids(dovecot, "Orders/EDI")[1] == [1]
    assert _fetch_uids(dovecot)[1] == []


def test_a_reset_gives_another_uidvalidity_and_keeps_the_messages(dovecot: Mailbox) -> None:
    for _ in range(3):
        dovecot.deliver("INBOX", MESSAGE)
    before, uids = _fetch_uids(dovecot)
    with dovecot.connect() as session:
        session.select("INBOX")
        session.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
        session.expunge()
    dovecot.reset_uidvalidity("INBOX")
    after, renumbered = _fetch_uids(dovecot)
    assert [1, 2, 3] == uids
    assert before != after
    assert [1, 2] == renumbered


def test_dovecot_wants_tls_where_the_client_is_not_local(dovecot: Mailbox) -> None:
    context = ssl.create_default_context(cafile=str(dovecot.ca_file))
    with imaplib.IMAP4(STARTTLS_HOST, dovecot.port) as session:
        with pytest.raises(imaplib.IMAP4.error, match=r"PRIVACYREQUIRED|disabled"):
            session.login(dovecot.user, dovecot.password)
        session.starttls(context)
        assert session.login(dovecot.user, dovecot.password)[0] == "OK"
    with imaplib.IMAP4_SSL("localhost", dovecot.tls_port, ssl_context=context) as session:
        assert session.login(dovecot.user, dovecot.password)[0] == "OK"


def test_dovecot_can_be_lost_and_come_back_with_its_mail(dovecot: Mailbox) -> None:
    dovecot.deliver("INBOX", MESSAGE)
    session = dovecot.connect()
    dovecot.stop()
    with pytest.raises(imaplib.IMAP4.abort):
        session.noop()
    session.shutdown()
    with pytest.raises(ConnectionRefusedError):
        dovecot.connect()
    dovecot.start()
    assert _fetch_uids(dovecot)[1] == [1]


def test_the_relay_cuts_a_connection_in_the_middle_of_an_answer(dovecot: Mailbox) -> None:
    dovecot.deliver("INBOX", MESSAGE + b"x" * 100_000)
    with Relay(dovecot.port) as relay:
        session = imaplib.IMAP4(dovecot.host, relay.port)
        session.login(dovecot.user, dovecot.password)
        session.select("INBOX")
        relay.cut_after = 20_000
        with pytest.raises(imaplib.IMAP4.abort):
            session.fetch("1", "(BODY.PEEK[])")
        session.shutdown()
        assert relay.cuts == 1


def test_postgres_gives_each_test_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as session:
        version = session.execute("SHOW server_version").fetchone()
        tables = session.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert version is not None
    assert re.match(r"\d+\.\d+", version[0])
    assert tables == (0,)


def test_both_databases_take_sqlalchemy_statements(database_url: str) -> None:
    # Without a pool, so that its one connection is closed with the block.
    with create_engine(database_url, poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE orders (number TEXT)"))
        connection.execute(text("INSERT INTO orders VALUES ('4711')"))
        assert connection.execute(text("SELECT number FROM orders")).scalar_one() == "4711"


def test_chromium_renders_and_runs_scripts(page: Page) -> None:
    page.set_content("<button onclick=\"this.textContent = 'approved'\">approve</button>")
    page.get_by_role("button").click()
    assert page.get_by_role("button").inner_text() == "approved"
