"""How an answer is written to this partner: syntax, directory, charset; and the one way in which it becomes a file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from decimal import Decimal

from edi.edifact.charset import CODECS
from edi.edifact.directory import written_as
from edi.edifact.drafts import Draft, InterchangeDraft, MessageDraft, Station
from edi.edifact.repertoire import strange
from edi.edifact.syntax import PRINTABLE, Separators, from_una
from edi.edifact.wording import pieces
from edi.edifact.writer import CharacterLacking, Inexpressible, Syntax, write
from replies.answer import Unwritable
from replies.envelope import AnswerEnvelope, Dialect, Identity
from replies.letters import in_letters

CHARSET, SYNTAX_VERSION, DIRECTORY = "UNOC", "3", "D.96A"
# From the narrowest on; each has what those before it have.
_WIDER = ("UNOA", "UNOB", "UNOC")
_VERSIONS = frozenset("1234")
_MARKS_IN_UNA = 6
_DIRECTORY = re.compile(r"[DS][.:]?(\d\d[A-Z])\Z")
# The versions of EANCOM's ORDERS and ORDCHG, which the answered message names, and by directory that of its ORDRSP.
_EANCOM_ORDERS = frozenset({"EAN006", "EAN007", "EAN008", "EAN010", "EAN011"})
_EANCOM_ORDRSP = {"96A": "EAN005", "01B": "EAN009"}


@dataclass(frozen=True, slots=True)
class Manner:
    """The dialect of a partner, with what it leaves open filled in."""

    syntax: Syntax
    release: str
    association: str

    @property
    def eancom(self) -> bool:
        """Whether the partner keeps to GS1's subset, which has fewer codes."""
        return self.association.startswith("EAN")

    @property
    def since_01b(self) -> bool:
        """Whether the directory has what came with this century."""
        return "0" <= self.release[2:3] <= "8"

    @property
    def has_adjustments(self) -> bool:
        """Whether lines of ORDRSP have AJT, which D.93A had not yet and EANCOM has not."""
        return not self.eancom and not self.release.startswith(("D.93", "D.94", "D.95"))

    def text(self, said: str) -> str:
        """A text in the letters of the charset; UNOA has capitals only."""
        identifier = self.syntax.identifier
        wanted = said.upper() if identifier == "UNOA" else said
        return in_letters(wanted, lambda character: not strange(character, identifier))

    def pieces(self, said: str, width: int, most: int) -> tuple[str, ...]:
        """A long text for so many components of this width."""
        return pieces(self.text(said), width, most)


def manner_of(dialect: Dialect, message_type: str) -> Manner:
    """What the dialect leaves open, or takes from a message that was not as it should be, is as it is by default.

    Raises `Unwritable` when its charset or separators are none.
    """
    version = dialect.syntax_version if dialect.syntax_version in _VERSIONS else SYNTAX_VERSION
    marks = dialect.separators
    if marks and len(marks) != _MARKS_IN_UNA:
        raise Unwritable(f"The separators {marks!r} are not the six of UNA.")
    try:
        syntax = Syntax(
            identifier=dialect.charset.strip().upper() or CHARSET,
            version=version,
            separators=_separators(marks) if marks else PRINTABLE,
            line_breaks=dialect.line_breaks,
        )
    except Inexpressible as refused:
        raise Unwritable(str(refused)) from refused
    return Manner(syntax, written_as(message_type, directory_of(dialect)), dialect.association)


def in_a_charset(written: Callable[[AnswerEnvelope], bytes], envelope: AnswerEnvelope) -> bytes:
    """As agreed; else in the charset of the answered interchange, or the narrowest that has what that one lacks.

    Many who say UNOA use small letters themselves. Raises `Unwritable` where no charset will do.
    """
    *narrower, last = _charsets(envelope.dialect)
    for charset in narrower:
        try:
            return written(_in(envelope, charset))
        except _CharsetTooNarrow:
            continue
    return written(_in(envelope, last))


def directory_of(dialect: Dialect) -> str:
    """The directory that is agreed or was received; none before D.93A is written."""
    found = _DIRECTORY.match(dialect.version)
    return f"D.{found[1]}" if found else DIRECTORY


def in_file(message: MessageDraft, envelope: AnswerEnvelope, manner: Manner) -> bytes:
    """The message in an interchange of its own. Raises `Unwritable` at what standard or charset do not allow."""
    interchange = InterchangeDraft(
        sender=_station(envelope.sender),
        recipient=_station(envelope.recipient),
        prepared=envelope.prepared_at.astimezone(UTC),
        reference=str(envelope.interchange_number),
        messages=(message,),
        test=envelope.test,
    )
    try:
        return write(interchange, manner.syntax)
    except CharacterLacking as lacking:
        raise _CharsetTooNarrow(str(lacking)) from lacking
    except Inexpressible as refused:
        raise Unwritable(str(refused)) from refused


def about_an_order(message_type: str, segments: Sequence[Draft], manner: Manner) -> MessageDraft:
    """A message of the partner's directory and subset."""
    version, _, release = manner.release.partition(".")
    association = manner.association
    if manner.eancom and message_type != "ORDRSP":
        association = ""
    elif association in _EANCOM_ORDERS:
        association = _EANCOM_ORDRSP.get(release, "")
    return MessageDraft(message_type, version, release, tuple(segments), association=association)


def number(value: Decimal) -> Decimal:
    """Without zeros behind the decimal mark that say nothing."""
    return value.normalize()


class _CharsetTooNarrow(Unwritable):
    """An identity, a number or a code has characters that the charset lacks."""


def _charsets(dialect: Dialect) -> Sequence[str]:
    """Those to try, one after the other."""
    if dialect.charset:
        return (dialect.charset,)
    received = dialect.received_charset.strip().upper()
    if received not in CODECS:
        return (CHARSET,)
    return (received, *_WIDER[_WIDER.index(received) + 1 :]) if received in _WIDER else (received,)


def _in(envelope: AnswerEnvelope, charset: str) -> AnswerEnvelope:
    return replace(envelope, dialect=replace(envelope.dialect, charset=charset))


def _separators(marks: str) -> Separators:
    """A mark that is no decimal mark is left to what it was: one who sends none may get a point."""
    named = from_una(b"UNA" + marks.encode("latin-1", "replace"))
    return named if named.decimal in (b".", b",") else replace(named, decimal=b".")


def _station(identity: Identity) -> Station:
    return Station(identity.id, identity.qualifier, identity.routing)
