"""What a parser is: bytes and a context in, readings out, the same every time. No network, no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from orders.findings import Finding
from orders.partner import NO_PARTNERS, PartnerProfiles
from orders.reading import OrderReading
from orders.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of one document. `media_type` was sniffed from them; the name is only a name."""

    content: bytes
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ParseContext:
    """What is known beside the bytes: who sent the mail, its subject, and what is agreed with partners."""

    sender: str = ""
    subject: str = ""
    partners: PartnerProfiles = NO_PARTNERS


@dataclass(frozen=True, slots=True)
class Match:
    """A parser's claim on a document. The highest strength reads it; two equal ones are a finding, never a guess."""

    parser: str
    strength: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of a page as displayed, PNG or JPEG, for the screen. `page` counts from 1."""

    page: int
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that a document holds. Without readings, a finding says why: `no-order` sets it aside, any other holds it.

    `images` belong to the pages of the transcript; whoever stores it archives them and notes their digests there.
    """

    readings: tuple[OrderReading, ...]
    findings: tuple[Finding, ...] = ()
    transcript: Transcript | None = None
    images: tuple[PageImage, ...] = ()

    def with_findings(self, findings: Sequence[Finding], transcript: Transcript) -> Self:
        """What was noticed of the document as a whole stands with each of its readings; without any, for itself."""
        readings = tuple(one.model_copy(update={"findings": (*findings, *one.findings)}) for one in self.readings)
        left = self.findings if readings else (*findings, *self.findings)
        return replace(self, readings=readings, findings=left, transcript=transcript)


class Parser(Protocol):
    """Reads one format. `recognise` is cheap and looks at bytes; `parse` never raises for bad input but reports it."""

    name: str

    def recognise(self, blob: Blob) -> Match | None: ...

    def parse(self, blob: Blob, context: ParseContext) -> Parsed: ...
