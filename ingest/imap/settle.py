"""Marking or moving one message in the mailbox, after it is safe in the archive."""

from typing import assert_never

from ingest.imap.options import ImapOptions, Settle
from ingest.imap.session import ImapSession
from orders.errors import Misconfigured


def settled(session: ImapSession, uid: int, options: ImapOptions) -> None:
    """Carry out `options.settle` for this message alone; nothing happens where it is gone or done already."""
    match options.settle:
        case Settle.NOTHING:
            return
        case Settle.FLAG:
            session.add_flag(uid, options.flag)
        case Settle.MOVE:
            # Moved by an earlier call, or by a person.
            if session.uids("UID", str(uid)):
                move(session, uid, options.move_to)
        case _:
            assert_never(options.settle)


def move(session: ImapSession, uid: int, folder: str) -> None:
    """Into a folder that is there. Raises Misconfigured where the server cannot remove one mail alone."""
    if session.can("MOVE"):
        session.move(uid, folder)
    elif session.can("UIDPLUS"):
        session.copy(uid, folder)
        session.delete(uid)
    else:
        # EXPUNGE without numbers would remove what other programs have marked as deleted.
        raise Misconfigured('This mail server can neither MOVE nor UID EXPUNGE: choose settle = "flag".')
