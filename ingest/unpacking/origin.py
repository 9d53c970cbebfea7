"""Who sent a mail, as its headers say."""

from email.message import Message
from email.utils import getaddresses
from typing import Final

from ingest.unpacking.authentication import records
from ingest.unpacking.headers import as_text, decoded, raw_header, sender_of
from orders.mail_origin import MailOrigin

_LENGTH: Final = 320
"""The longest address (RFC 5321, 4.5.3.1); no name needs more either."""
_HEADER: Final = 4_000


def origin_of(message: "Message[str, str]", *, forwarded: bool) -> MailOrigin:
    """`forwarded`: the mail lies within another. Then what its headers say of servers says nothing: it may be typed."""
    sender = raw_header(message, "from")
    address, reply_to = _address(sender), _address(raw_header(message, "reply-to"))
    return MailOrigin(
        address=address,
        name=_name(sender),
        reply_to=reply_to if reply_to.casefold() != address.casefold() else "",
        return_path=_address(raw_header(message, "return-path")),
        forwarded=forwarded,
        records=() if forwarded else records(message),
    )


def _address(raw: str) -> str:
    return _storable(sender_of(raw[:_HEADER]))


def _name(raw: str) -> str:
    names = [name for name, address in getaddresses([as_text(raw[:_HEADER])]) if "@" in address]
    return _storable(decoded(names[0])) if names else ""


def _storable(text: str) -> str:
    """Without halves of characters, which no database takes, and not endless."""
    return text[:_LENGTH].encode("utf-8", "replace").decode("utf-8")
