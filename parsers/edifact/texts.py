"""FTX: free text is shown in full and never dropped; what may be an instruction holds the order.

4451 names the subject. Some subjects are instructions by their meaning; under the others the words decide.
"""

from collections.abc import Iterable

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Read
from parsers.segments.instructions import may_instruct
from parsers.segments.reads import Message, Text, joined

_INSTRUCTIONS = frozenset({"DEL", "DIN", "SIN", "CHG", "WHI"})
_DESCRIPTIONS = frozenset({"AFM", "PRD", "BIB", "CUS", "TXD", "REG", "AAA", "DUT"})


def free_texts(message: Message, segments: Iterable[Segment], path: str) -> tuple[Read[str], ...]:
    """The texts of FTX segments with their evidence; each is a finding, which holds where it may instruct."""
    notes = []
    for segment in segments:
        text = _literal(segment)
        coded = segment.component(3).strip()
        value = text or (f"Text code {coded}" if coded else "")
        if not value:
            continue
        notes.append(Text(value=value, evidence=(message.place(segment, 4 if text else 3),)))
        asks = _may_instruct(segment.component(1).strip().upper(), text)
        tell = message.hold if asks else message.note
        tell(FindingCode.FREE_TEXT, _sentence(text, coded), _notes_path(path), segment, found=value)
    return tuple(notes)


def _notes_path(path: str) -> str:
    return f"{path}.notes" if path else "notes"


def _literal(segment: Segment) -> str:
    parts = [part for occurrence in segment.occurrences(4) for part in occurrence]
    width = 70 if max(map(len, parts), default=0) <= 70 else 512
    return joined(tuple(parts), width)


def _may_instruct(subject: str, text: str) -> bool:
    if subject in _INSTRUCTIONS:
        return True
    return subject not in _DESCRIPTIONS and may_instruct(text)


def _sentence(text: str, coded: str) -> str:
    return (
        "The order carries free text. Read whether it asks for something."
        if text
        else f"The order carries a text by its code, {coded}."
    )
