"""cXML Response: whether a request was taken, told at once where it was sent to (cXML Reference Guide, "Response").

200 says that it is stored and understood as a request; of the order itself the ConfirmationRequest tells later.
"""

from enum import IntEnum
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from replies.cxml.confirmation import DOCTYPE, root_of, version_of
from replies.elements import add, document, plain
from replies.envelope import AnswerEnvelope
from replies.reading_back import UnreadableAnswer


class Status(IntEnum):
    """The codes that a supplier gives to an OrderRequest."""

    OK = 200
    ACCEPTED = 201
    """Taken, and not yet looked at."""
    BAD_REQUEST = 400
    """It parses, and is not acceptable."""
    UNAUTHORIZED = 401
    FORBIDDEN = 403
    NOT_ACCEPTABLE = 406
    """It does not parse, or has what cXML does not know."""
    CONFLICT = 409
    """Our state and the request contradict each other."""
    NOT_IMPLEMENTED = 450
    """The kind of request is not known here."""
    INTERNAL_ERROR = 500

    @property
    def text(self) -> str:
        """Its name as cXML writes it."""
        return "OK" if self is Status.OK else self.name.replace("_", " ").title()


def write_response(status: Status, sentence: str, envelope: AnswerEnvelope) -> bytes:
    """The Response; `sentence` says what is wrong, where something is."""
    root = root_of(envelope)
    told = add(add(root, "Response"), "Status", plain(sentence), code=str(status.value), text=status.text)
    if sentence:
        told.set("xml:lang", "en")
    return document(root, DOCTYPE.format(version=version_of(envelope), module="cXML"))


def read_response(content: bytes) -> tuple[Status, str]:
    """The status and the sentence; raises `UnreadableAnswer` when it is no Response with a known status."""
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableAnswer(f"This is no XML that can be read: {error}.") from error
    told = root.find("Response/Status")
    code = told.get("code", "") if told is not None else ""
    if told is None or code not in {str(status.value) for status in Status}:
        raise UnreadableAnswer(f"This is no cXML Response, or one with an unknown status “{code}”.")
    return Status(int(code)), told.text or ""
