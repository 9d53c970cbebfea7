"""What an EDIFACT file is read into: interchanges and their messages, whole or as the events of a stream."""

from dataclasses import dataclass

from edi.defects import Defect
from edi.edifact.charset import Charset
from edi.edifact.syntax import Separators
from edi.segment import Segment


@dataclass(frozen=True, slots=True)
class Message:
    """A message: the segments between UNH and UNT, and what was wrong with it.

    `group` is the UNG that it stands in; `trailer` is missing where the message was not closed.
    """

    header: Segment
    segments: tuple[Segment, ...]
    trailer: Segment | None
    group: Segment | None
    defects: tuple[Defect, ...]

    @property
    def reference(self) -> str:
        """UNH 0062."""
        return self.header.component(1)

    @property
    def type(self) -> str:
        """UNH S009 0065, such as `ORDERS`."""
        return self.header.component(2, 1).upper()

    @property
    def directory(self) -> str:
        """Version and release of the directory, such as `D.96A`; the header's, whatever the group says."""
        return f"{self.header.component(2, 2)}.{self.header.component(2, 3)}"

    @property
    def agency(self) -> str:
        """UNH S009 0051."""
        return self.header.component(2, 4)

    @property
    def association_code(self) -> str:
        """UNH S009 0057, such as `EAN008`: the subset, no gate for a reader."""
        return self.header.component(2, 5)

    @property
    def extent(self) -> tuple[int, int]:
        """The bytes of the input that the message covers: first, and one behind the last."""
        last = self.trailer or (self.segments[-1] if self.segments else self.header)
        return self.header.position.offset, last.position.offset + len(last.raw)


@dataclass(frozen=True, slots=True)
class Beginning:
    """An interchange begins at `offset`; without UNB it has no header, and sender and reference are empty."""

    header: Segment | None
    separators: Separators
    charset: Charset
    offset: int

    @property
    def syntax_identifier(self) -> str:
        """UNB S001 0001, such as `UNOC`."""
        return self._header(1, 1)

    @property
    def syntax_version(self) -> str:
        """UNB S001 0002."""
        return self._header(1, 2)

    @property
    def sender(self) -> str:
        """UNB S002 0004."""
        return self._header(2, 1)

    @property
    def sender_qualifier(self) -> str:
        """UNB S002 0007, such as `14` for a GLN."""
        return self._header(2, 2)

    @property
    def recipient(self) -> str:
        """UNB S003 0010."""
        return self._header(3, 1)

    @property
    def recipient_qualifier(self) -> str:
        """UNB S003 0007."""
        return self._header(3, 2)

    @property
    def prepared(self) -> tuple[str, str]:
        """UNB S004: date (YYMMDD, or YYYYMMDD in version 4) and time (HHMM) as sent, without a zone."""
        return self._header(4, 1), self._header(4, 2)

    @property
    def reference(self) -> str:
        """UNB 0020, the interchange control reference."""
        return self._header(5)

    @property
    def acknowledgement_requested(self) -> bool:
        """UNB 0031."""
        return self._header(9) == "1"

    @property
    def test_indicator(self) -> str:
        """UNB 0035 as sent, read strictly as the eleventh element."""
        return self._header(11)

    @property
    def is_test(self) -> bool:
        """Whether the test indicator names any kind of test; version 4 has several."""
        return self.test_indicator.strip() not in ("", "0")

    def _header(self, element: int, component: int = 1) -> str:
        return self.header.component(element, component) if self.header else ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An interchange ended one byte before `end`. `header` is that of the beginning, or one that came late."""

    header: Segment | None
    trailer: Segment | None
    defects: tuple[Defect, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Interchange(Beginning):
    """A whole interchange, with what `Ending` says.

    `groups` are the UNG and UNE segments, `stray` those that stand outside of any message and any group's envelope.
    """

    messages: tuple[Message, ...]
    trailer: Segment | None
    groups: tuple[Segment, ...]
    stray: tuple[Segment, ...]
    defects: tuple[Defect, ...]
    end: int


Event = Beginning | Message | Segment | Ending
"""A segment is one of a group's envelope, or stands outside of any message."""
