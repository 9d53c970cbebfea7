"""Hostile work in child processes: unpacking and reading of everything but plain EDI text.

A child that takes too long, too much memory or dies costs its document a finding, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self, TypeVar

from ingest.sniff import EDIFACT, PDF, X12
from ingest.sniff import media_type as sniffed
from ingest.unpacking.unpack import Unpacked, UnpackLimits, unpack
from ordermill import registry
from orders.errors import NeedsAttention, OrdermillError
from orders.findings import Finding, FindingCode, Severity
from parsers.parser import Blob, ParseContext, Parsed, Parser
from parsers.profile.applied import read as read_with_profile
from pipeline.children.limits import ChildDied, ChildLimits, MemoryLimit, TimeLimit
from pipeline.children.pool import Children

EDI_TEXT = frozenset({EDIFACT, X12})
SMALL_BYTES = 1_000_000
"""Up to this size EDI text, which no library of others touches, is read in this process: a child costs more."""

PAGED = frozenset({PDF, "image/tiff", "image/jpeg", "image/png"})
"""What is read page by page, perhaps by OCR."""

LIMITS = ChildLimits()
PAGE_LIMITS = ChildLimits(wall_seconds=900.0, cpu_seconds=120, memory_bytes=2_500_000_000)
"""Of a document of pages. OCR runs in a process of its own, whose computing counts by itself and is awaited."""
PAGE_FILE_BYTES = 100_000_000
"""The picture of a page goes to the OCR engine as a file, a byte a pixel: more than the largest that is opened."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Isolation:
    """Unpacks and reads as `Flow` asks for it. Close it, or use it as a context manager."""

    children: Children
    """They write no file."""
    page_children: Children
    """Those for documents of pages may write some in a private folder, which goes with them."""
    here: frozenset[str] = EDI_TEXT
    """The media types that are small enough a risk for this process."""
    limits: ChildLimits = LIMITS
    page_limits: ChildLimits = PAGE_LIMITS

    @classmethod
    def of(
        cls,
        size: int,
        *,
        here: frozenset[str] = EDI_TEXT,
        limits: ChildLimits = LIMITS,
        page_limits: ChildLimits = PAGE_LIMITS,
    ) -> Self:
        """With at most `size` children of each kind, which start when they are first needed."""
        preload = (__name__,)
        writing = Children(size, preload=preload, file_bytes=PAGE_FILE_BYTES)
        return cls(Children(size, preload=preload), writing, here, limits, page_limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children; those at work end with their call."""
        self.children.close()
        self.page_children.close()

    def unpack(self, content: bytes, name: str, media_type: str) -> Unpacked:
        """Raises NeedsAttention when a child does not survive it."""
        if self._is_harmless(content, media_type or sniffed(content)):
            return unpack_one(content, name, media_type)
        return self.run(name, unpack_one, content, name, media_type)

    def read(self, parser: Parser, blob: Blob, context: ParseContext) -> Parsed:
        """Raises NeedsAttention when a child does not survive it."""
        if self._is_harmless(blob.content, blob.media_type):
            return read_with_profile(parser, blob, context)
        return self.run(blob.name, read_one, parser.name, blob, context, paged=blob.media_type in PAGED)

    def run(self, name: str, function: Callable[..., Answer], *arguments: object, paged: bool = False) -> Answer:
        """Call a module-level function on the document of this name in a child, with what it says as the answer.

        Raises NeedsAttention when the child does not survive it, and ChildFailed for a bug of ours.
        """
        children, limits = (self.page_children, self.page_limits) if paged else (self.children, self.limits)
        try:
            return children.run(function, *arguments, limits=limits)
        except TimeLimit as fault:
            raise NeedsAttention([_unread(FindingCode.TIME_LIMIT, name, fault)]) from fault
        except (MemoryLimit, ChildDied) as fault:
            raise NeedsAttention([_unread(FindingCode.UNREADABLE, name, fault)]) from fault

    def _is_harmless(self, content: bytes, media_type: str) -> bool:
        return media_type in self.here and len(content) <= SMALL_BYTES


def unpack_one(content: bytes, name: str, media_type: str) -> Unpacked:
    """In a child, or here: take an arrival apart."""
    return unpack(content, name=name, media_type=media_type, limits=UnpackLimits())


def read_one(parser: str, blob: Blob, context: ParseContext) -> Parsed:
    """In a child: have the parser of this name read a document."""
    return read_with_profile(_parsers()[parser], blob, context)


@lru_cache(maxsize=1)
def _parsers() -> dict[str, Parser]:
    return {parser.name: parser for parser in registry.parsers()}


def _unread(code: FindingCode, name: str, fault: OrdermillError) -> Finding:
    return Finding(
        code=code,
        severity=Severity.BLOCK,
        message=f"{name or 'It'} was not read. {fault} "
        "Enter the order in the ERP by hand, or ask the sender for another format.",
        found=type(fault).__name__,
    )
