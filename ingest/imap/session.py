"""One connection to an IMAP server (RFC 3501), with every fault of the library translated.

IMAPClient and the standard library's imaplib stay behind this file.
"""

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError, ProtocolError

from ingest.imap.options import ImapOptions
from ingest.login import Security
from orders.errors import Misconfigured, Retryable

_HEAD: Final = 65536
# Some servers lock an account after a few refused logins.
_AFTER_REFUSED_LOGIN: Final = timedelta(minutes=10)


class ServerRefused(Exception):
    """The server answered a command with NO or BAD; the connection itself is alive."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """What SELECT says. `uid_next` is 0 where the server does not tell."""

    uid_validity: int
    uid_next: int


@dataclass(frozen=True, slots=True)
class MessageSize:
    """Size and time of arrival of one message."""

    uid: int
    size: int
    received_at: datetime


class ImapSession:
    """Commands on one connection. All raise Retryable when it is lost, and ServerRefused for a refused command."""

    def __init__(self, client: IMAPClient, account: str) -> None:
        self._client = client
        self._account = account

    def select(self, folder: str, *, readonly: bool) -> FolderState:
        """Raises Misconfigured when there is no such folder."""
        try:
            with self._translated():
                answer = self._client.select_folder(folder, readonly=readonly)
        except ServerRefused as error:
            raise Misconfigured(f"{self._account}: the folder {folder} cannot be opened ({error}).") from error
        return FolderState(int(answer[b"UIDVALIDITY"]), int(answer.get(b"UIDNEXT", 0)))

    def uids(self, *criteria: object) -> list[int]:
        """Ascending. Without CHARSET: some servers reject any, and nothing but dates and numbers is searched for."""
        with self._translated():
            return sorted(self._client.search(list(criteria)))

    def since(self, first: date, before: date | None = None) -> list[int]:
        """The messages that arrived on `first` or later, before the day `before`."""
        return self.uids("SINCE", first, *(("BEFORE", before) if before else ()))

    def sizes(self, uids: Sequence[int]) -> list[MessageSize]:
        """In the order asked; a message that is gone meanwhile is left out."""
        with self._translated():
            answer = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        return [_size(uid, answer[uid]) for uid in uids if b"RFC822.SIZE" in answer.get(uid, {})]

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The messages byte for byte, not marked as seen; one that is gone meanwhile is left out."""
        with self._translated():
            answer = self._client.fetch(uids, ["BODY.PEEK[]"])
        return {uid: answer[uid][b"BODY[]"] or b"" for uid in uids if b"BODY[]" in answer.get(uid, {})}

    def heads(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The first part of the headers, for a message that is too large to fetch."""
        with self._translated():
            answer = self._client.fetch(uids, [f"BODY.PEEK[HEADER]<0.{_HEAD}>"])
        found = {uid: answer[uid].get(b"BODY[HEADER]<0>") for uid in uids if uid in answer}
        return {uid: head for uid, head in found.items() if head}

    def add_flag(self, uid: int, flag: str) -> None:
        with self._translated():
            self._client.add_flags([uid], [flag], silent=True)

    def can(self, capability: str) -> bool:
        with self._translated():
            return bool(self._client.has_capability(capability))

    def move(self, uid: int, folder: str) -> None:
        """Raises ServerRefused where the target does not exist."""
        with self._translated():
            self._client.move([uid], folder)

    def copy(self, uid: int, folder: str) -> None:
        with self._translated():
            self._client.copy([uid], folder)

    def make(self, folder: str) -> None:
        """Make the folder where there is none."""
        with self._translated():
            if not self._client.folder_exists(folder):
                self._client.create_folder(folder)

    def append(self, folder: str, content: bytes) -> None:
        with self._translated():
            self._client.append(folder, content)

    def delete(self, uid: int) -> None:
        """Removes this one message and no other (UID EXPUNGE of RFC 4315)."""
        with self._translated():
            self._client.add_flags([uid], ["\\Deleted"], silent=True)
            self._client.uid_expunge([uid])

    def close(self) -> None:
        """Says goodbye where the server still listens."""
        try:
            self._client.logout()
        except (imaplib.IMAP4.error, OSError):
            self.drop()

    def drop(self) -> None:
        """Close the socket without a word, when nobody is there to wait for an answer."""
        with _ignoring_a_dead_socket():
            self._client.shutdown()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (imaplib.IMAP4.abort, OSError, EOFError, ProtocolError) as error:
            raise Retryable(f"{self._account}: the connection was lost ({_words(error)}).") from error
        except imaplib.IMAP4.error as error:
            raise ServerRefused(_words(error)) from error


def connect(options: ImapOptions) -> ImapSession:
    """A session logged in. Raises Retryable, late after a refused login, and Misconfigured for a bad certificate."""
    account = f"{options.user} at {options.host}:{options.effective_port}"
    client = _connected(options, account)
    session = ImapSession(client, account)
    try:
        if options.security is Security.STARTTLS:
            client.starttls(_tls(options))
        client.login(options.user, options.secret())
    except ssl.SSLCertVerificationError as error:
        session.close()
        raise _untrusted(account, error) from error
    except LoginError as error:
        session.close()
        reason = f"{account}: the server refused the login ({_words(error)}). Check user and password."
        raise Retryable(reason, after=_AFTER_REFUSED_LOGIN) from error
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        session.close()
        raise Retryable(f"{account}: no session could be opened ({_words(error)}).") from error
    except Misconfigured:
        session.close()
        raise
    client.normalise_times = False
    return session


def _connected(options: ImapOptions, account: str) -> IMAPClient:
    try:
        return IMAPClient(
            options.host,
            options.effective_port,
            ssl=options.security is Security.SSL,
            ssl_context=_tls(options) if options.security is Security.SSL else None,
            timeout=SocketTimeout(connect=options.connect_seconds, read=options.read_seconds),
        )
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(account, error) from error
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        raise Retryable(f"{account}: no connection ({_words(error)}).") from error


def _tls(options: ImapOptions) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(options.ca_file) if options.ca_file else None)
    except OSError as error:
        raise Misconfigured(f"The certificate file {options.ca_file} cannot be read: {error.strerror}.") from error


def _untrusted(account: str, error: ssl.SSLCertVerificationError) -> Misconfigured:
    return Misconfigured(
        f"{account}: the server's certificate is not trusted ({error.verify_message}). "
        "Correct `host`, or name the certificate authority in `ca_file`."
    )


def _size(uid: int, answer: dict[bytes, Any]) -> MessageSize:
    received = answer.get(b"INTERNALDATE")
    # A server that leaves the date out, or the zone, still has the message.
    moment = received if isinstance(received, datetime) else datetime.fromtimestamp(0, UTC)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return MessageSize(uid, int(answer[b"RFC822.SIZE"]), aware.astimezone(UTC))


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


@contextmanager
def _ignoring_a_dead_socket() -> Iterator[None]:
    # Both ways of closing fail on a socket that the other side has reset; there is nothing left to close then.
    try:
        yield
    except (imaplib.IMAP4.error, OSError):
        return
