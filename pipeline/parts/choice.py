"""What the parts of one arrival say of each other: which of them is the order, and what stands beside it.

Used by the flow and by `ordermill parse` alike. An order is held where another part may change it, may be another order
that nobody read, or is the same order told differently; an equal copy is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from orders.matching import number_key
from orders.reading import OrderReading
from pipeline.parts.same_order import in_words, may_be_one, said_by, unsaid

_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part as it was read. `findings` are about the part, where no order was read from it.

    `is_body`: it is the text of a mail, which tells of what comes with it. `unread` says why nobody read it.
    """

    path: str
    name: str
    readings: tuple[OrderReading, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_body: bool = False
    unread: str = ""

    @property
    def label(self) -> str:
        return "The text of the mail" if self.is_body else (self.name or f"Part {self.path}")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the other parts mean for one order: findings, and the order of which it is an equal copy, if any.

    `copy_of` is the path of a part and the place of the order in it.
    """

    findings: tuple[Finding, ...] = ()
    copy_of: tuple[str, int] | None = None


def beside(path: str, index: int, reading: OrderReading, parts: Sequence[ReadPart]) -> Beside:
    """`reading` is the order as it stands now, corrections included, the one at `index` of the part at `path`."""
    own = next(part for part in parts if part.path == path)
    others = [part for part in parts if part.path != path]
    me = _Candidate(own, index, reading)
    rivals = [
        _Candidate(part, place, other)
        for part in others
        for place, other in enumerate(part.readings)
        if may_be_one(reading, other)
    ]
    original = max((rival for rival in rivals if _is_copy(me, rival)), key=_Candidate.rank, default=None)
    if original is not None:
        return Beside((), (original.part.path, original.index))
    copies = [rival for rival in rivals if _is_copy(rival, me)]
    different = [rival for rival in rivals if rival not in copies]
    told = (*_of_parts(others), *_of_named(reading, parts))
    return Beside((*told, *_of_copies(copies, reading), *_of_rivals(me, different)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    part: ReadPart
    index: int
    reading: OrderReading

    def rank(self) -> tuple[int, bool, int, str, int]:
        """Of two that say the same, the one that is read with less doubt; the attachment rather than the text."""
        held = sum(finding.holds for finding in self.reading.findings)
        return (-held, not self.part.is_body, said_by(self.reading), self.part.path, self.index)


def _is_copy(copy: _Candidate, original: _Candidate) -> bool:
    if unsaid(copy.reading, original.reading):
        return False
    return bool(unsaid(original.reading, copy.reading)) or copy.rank() < original.rank()


def _of_parts(parts: Sequence[ReadPart]) -> Iterator[Finding]:
    """What parts without an order say: an instruction in the text, a document that nobody could read."""
    for part in parts:
        if part.readings:
            continue
        if part.unread:
            message = f"{part.label} came with this order and was not read: {part.unread}. Does it belong to the order?"
            yield _hold(FindingCode.UNREAD_CONTENT, message, part.name or part.path)
        for finding in part.findings:
            if finding.holds:
                yield _told(part, finding)


def _of_named(reading: OrderReading, parts: Sequence[ReadPart]) -> Iterator[Finding]:
    """Orders that a covering text names, and that did not come: the wrong one may have been attached."""
    known = [number_key(one.po_number.value) for part in parts for one in part.readings if one.po_number]
    noted = [finding for part in parts if part.is_body for finding in part.findings if not finding.holds]
    if reading.po_number is None:
        return
    for name in (name for finding in noted if finding.code is FindingCode.FREE_TEXT for name in finding.found.split()):
        if not any(_is_same(number_key(name), number) for number in known):
            message = f"The text of the mail names order {name}, but what came with it holds none of that number."
            yield _hold(FindingCode.AMBIGUOUS_VALUE, f"{message} Was the right order sent?", name)


def _is_same(named: str, known: str) -> bool:
    """A text leaves out or adds signs before the number: `PO 4711`."""
    return named.endswith(known) or known.endswith(named)


def _told(part: ReadPart, finding: Finding) -> Finding:
    """The finding without its place, which is in another document."""
    message = finding.message if part.is_body else f"{part.label} came with this order. {finding.message}"
    return _hold(finding.code, message, f"{part.path}: {finding.found}"[:_SHOWN])


def _of_copies(copies: Sequence[_Candidate], reading: OrderReading) -> Iterator[Finding]:
    """An equal copy of which not all was understood: that may be what differs."""
    known = {finding.fingerprint for finding in reading.findings}
    for copy in copies:
        for finding in copy.reading.findings:
            if finding.holds and finding.fingerprint not in known:
                message = f"{copy.part.label} repeats this order, and says more: {finding.message}"
                yield _hold(finding.code, message, f"{copy.part.path}: {finding.found}"[:_SHOWN])


def _of_rivals(me: _Candidate, rivals: Sequence[_Candidate]) -> Iterator[Finding]:
    """Orders of other parts that may be this one and say something else."""
    for rival in rivals:
        if any(_is_copy(rival, other) for other in rivals if other is not rival):
            continue
        differs = in_words(me.reading, rival.reading)
        where = "the text of the mail" if rival.part.is_body else rival.part.label
        message = (
            f"An order in another part, {where}, may be the same, but differs in {differs}. "
            "Decide which of the two counts, and refuse the other."
        )
        yield _hold(FindingCode.SEVERAL_ORDER_DOCUMENTS, message, f"{rival.part.path}: {differs}")


def _hold(code: FindingCode, message: str, found: str) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message=message, found=found)
