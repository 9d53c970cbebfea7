"""Putting a mail into another folder of the account, once: moved from where it came in, else laid down anew."""

from ingest.imap.options import ImapOptions
from ingest.imap.session import ImapSession, ServerRefused
from ingest.imap.settle import move
from orders.errors import Misconfigured


def checked(options: ImapOptions, folder: str) -> str:
    """The folder, unless it is the one that is read. Raises Misconfigured."""
    same = folder.casefold() == options.folder.casefold() == "inbox"
    if folder == options.folder or same:
        raise Misconfigured(f"{options.user} is read from {folder}: mails put there would come back for ever.")
    return folder


def make(session: ImapSession, folder: str) -> None:
    """Raises Misconfigured where the server does not let us."""
    try:
        session.make(folder)
    except ServerRefused as error:
        raise Misconfigured(f"The folder {folder} cannot be made ({error}). Make it, or name another one.") from error


def file_away(session: ImapSession, uid: int | None, content: bytes, folder: str) -> None:
    """`uid` is its number in the folder that is read, which is selected; None where that is numbered anew.

    One that is not there was moved by an earlier call, or by a person or a setting to where it cannot be found: its
    bytes are laid down unless they lie in the folder already.
    """
    if uid is not None and session.uids("UID", str(uid)):
        move(session, uid, folder)
    elif not _lies_in(session, folder, content):
        session.append(folder, content)


def _lies_in(session: ImapSession, folder: str, content: bytes) -> bool:
    session.select(folder, readonly=True)
    size = len(content)
    alike = session.uids("LARGER", size - 1, "SMALLER", size + 1)
    return any(body == content for uid in alike for body in session.bodies([uid]).values())
