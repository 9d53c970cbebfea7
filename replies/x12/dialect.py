"""How a partner wants its X12: version, delimiters, charset; and values as the elements of that version take them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from edi.x12.delimiters import Delimiters
from edi.x12.writer import (
    FOUR_DIGIT_YEARS_SINCE,
    Address,
    Fields,
    Heading,
    Inexpressible,
    OutgoingGroup,
    OutgoingSet,
    can_be_told_apart,
    default_delimiters,
    write,
)
from replies.answer import Unwritable
from replies.envelope import AnswerEnvelope, Identity
from replies.letters import encodable, in_letters

DEFAULT_VERSION = "004010"
_LONGEST_CODE = 15
_VERSION = re.compile(r"0\d{5}[A-Z0-9]{0,6}")


@dataclass(frozen=True, slots=True)
class X12Dialect:
    """`version` is GS08, `charset` a codec of Python's; both are never empty."""

    version: str
    delimiters: Delimiters
    charset: str

    @property
    def since_4010(self) -> bool:
        """Whether years have four digits, names 60 characters and ids 48; before it is two, 35 and 30."""
        return self.version[:6] >= FOUR_DIGIT_YEARS_SINCE

    def text(self, text: str, longest: int) -> str:
        """Free text: in the partner's letters, without delimiters, cut where it is too long."""
        taken = b"".join(
            (self.delimiters.element, self.delimiters.component, self.delimiters.repetition, self.delimiters.terminator)
        ).decode("ascii")
        is_letter = encodable(self.charset)
        without = text.translate(dict.fromkeys(map(ord, taken), " "))
        return in_letters(without, is_letter)[:longest].rstrip()

    def id(self, value: str, longest: int, name: str) -> str:
        """A number or id as it is. Raises `Unwritable` when it is too long; the writer tells other troubles."""
        if len(value) > longest:
            raise Unwritable(f"The {name} “{value}” has more than the {longest} characters that X12 has for it.")
        return value.strip()

    def day(self, day: date) -> str:
        """CCYYMMDD, before 004010 YYMMDD."""
        return day.strftime("%Y%m%d" if self.since_4010 else "%y%m%d")

    def number(self, value: Decimal, longest: int, name: str) -> str:
        """Type R: plain digits, a point only before decimals. The length counts digits alone (X12.6)."""
        written = f"{value:f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
        if sum(map(str.isdigit, written)) > longest:
            raise Unwritable(f"The {name} {written} has more than the {longest} digits that X12 has for it.")
        return written


def dialect_of(envelope: AnswerEnvelope, version: str = DEFAULT_VERSION) -> X12Dialect:
    """As the envelope's dialect says, where it says a version and signs that are some, else `version` and the usual.

    What is not agreed is taken from the answered interchange, in which there may be anything. Raises `Unwritable` for a
    charset that there is not.
    """
    said = envelope.dialect
    written_in = said.version if _VERSION.fullmatch(said.version) else version
    charset = said.charset or "ascii"
    try:
        encodable(charset)
    except LookupError as error:
        raise Unwritable(f"There is no charset “{charset}”; name one that Python knows, such as latin-1.") from error
    return X12Dialect(written_in, _delimiters(said.separators) or default_delimiters(written_in), charset)


def _delimiters(separators: str) -> Delimiters | None:
    """Element, component, repetition or a blank, terminator; None where these are no delimiters.

    A fifth is the line feed behind the terminator, which `Dialect.line_breaks` asks for.
    """
    if len(separators) not in (4, 5) or not separators.isascii():
        return None
    element, component, repetition, terminator = (sign.encode("ascii") for sign in separators[:4])
    delimiters = Delimiters(element, component, b"" if repetition == b" " else repetition, terminator)
    return delimiters if can_be_told_apart(delimiters) else None


def interchange(
    envelope: AnswerEnvelope,
    dialect: X12Dialect,
    identifier: str,
    sets: Sequence[OutgoingSet],
    acknowledgements: Iterable[Fields] = (),
) -> bytes:
    """The sets as one group of one interchange, from us to the customer; without sets no group is written."""
    heading = Heading(
        _address(envelope.sender), _address(envelope.recipient), envelope.interchange_number, envelope.prepared_at,
        dialect.version, test=envelope.test,
    )  # fmt: skip
    sender, recipient = (
        _code(envelope.group_sender, envelope.sender),
        _code(envelope.group_recipient, envelope.recipient),
    )
    groups = [OutgoingGroup(identifier, sender, recipient, envelope.group_number, tuple(sets))] if sets else []
    try:
        return write(
            heading, groups, dialect.delimiters,
            acknowledgements=acknowledgements, charset=dialect.charset, line_breaks=envelope.dialect.line_breaks,
        )  # fmt: skip
    except Inexpressible as error:
        raise Unwritable(str(error)) from error


def _code(of_group: Identity | None, of_interchange: Identity) -> str:
    """GS02 or GS03: the application's code as the answered group has it, else the id of the interchange."""
    code = (of_group.id.strip() if of_group else "") or of_interchange.id
    if len(code) > _LONGEST_CODE:
        raise Unwritable(f"The application's code “{code}” has more than the 15 characters of GS02 and GS03.")
    return code


def _address(identity: Identity) -> Address:
    return Address(identity.qualifier, identity.id)
