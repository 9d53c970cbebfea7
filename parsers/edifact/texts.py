"""FTX: free text is shown in full and never dropped; what may be an instruction holds the order.

4451 names the subject. Some subjects are instructions by their meaning; under the others the words decide.
"""

import re
from collections.abc import Iterable

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Read
from parsers.edifact.reads import Message, Text, joined

_INSTRUCTIONS = frozenset({"DEL", "DIN", "SIN", "HAN", "TRA", "PKG", "SSR", "CHG", "DCL", "LOI", "PKT", "WHI"})
_DESCRIPTIONS = frozenset({"AFM", "PRD", "BIB", "CUS", "TXD", "REG", "AAA", "DUT"})

# Stems of words that ask for something: a change, a condition, another quantity, time or place. Matched at the
# beginning of a word; English, German, French, Dutch, Spanish, Italian. A blank at the end makes it a whole word.
_STEMS = (
    "cancel", "chang", "delet", "instead", "replac", "substitut", "increas", "decreas", "reduc", "not ", "don't", "no ",
    "must ", "only", "urgent", "asap", "before", "after", "until", "deliver", "ship", "collect", "pick", "partial",
    "complete", "free of charge", "discount", "sample", "gratis", "hold ", "wait", "attention", "quantit", "price",
    "add ", "additional", "extra", "call ", "book in", "booking", "appointment", "fix", "express", "twice", "double",
    "today", "tomorrow", "earlier", "later",
    "storn", "änder", "aender", "ersatz", "ersetz", "statt ", "nicht", "kein", "nur ", "dringend", "eilig", "eilt",
    "sofort", "liefer", "anliefer", "ausliefer", "abhol", "selbstabhol", "vorab", "komplett", "teil", "kostenlos",
    "frei haus", "rabatt", "muster ", "menge", "erhöh", "reduz", "zusätz", "preis", "avis", "termin", "ohne ", "heute",
    "morgen ", "früh", "spät", "doppelt",
    "annul", "modif", "remplac", "ne pas", "livr", "enlèv", "avant ", "après ", "gratuit", "remise", "seulement",
    "quantité", "prix", "sans ", "pas de", "aucun", "urgence", "demain",
    "wijzig", "niet", "geen", "alleen", "spoed", "lever", "nalever", "korting", "vóór", "afhal", "ophal", "deellever",
    "anular", "entreg", "descuento", "solo ", "sólo", "urgente", "sin ", "cambi", "cantidad", "recog",
    "annull", "sostit", "non ", "conseg", "sconto", "prezzo", "precio", "senza", "ritir",
)  # fmt: skip
# What holds such a stem and asks nothing of goods or money: papers, numbers to quote on them, who is who.
_HARMLESS = (
    r"delivery notes?", r"packing (?:list|slip)s?", r"price lists?",
    r"(?:must|should|to) (?:be )?(?:quote|state|show)d?n?",
    r"lieferschein\w*", r"lieferanten(?:nummer|nr|name)?", r"preislisten?", r"lieferbedingungen",
    r"bons? de livraison", r"bordereaux? de livraison", r"listes? de prix", r"conditions (?:générales )?de livraison",
    r"(?:terms|conditions) of delivery", r"delivery (?:terms|conditions)",
    r"leveranciers?(?:nummer|nr|naam|code)?", r"leverbon\w*", r"leveringsbon\w*", r"leveringsvoorwaarden",
    r"teile?-?(?:nummer|nr)\w*",
    r"no\.?:? ?\d[\w/.-]*",
    r"(?:order|po|item|article|art|part|vendor|supplier|customer|account|contract|tel|fax)\.? no\.?",
)  # fmt: skip


def _pattern(words: Iterable[str]) -> str:
    return r"(?<!\w)(?:" + "|".join(words) + ")"


_HARMLESS_WORDS = re.compile(_pattern(_HARMLESS) + r"(?!\w)", re.IGNORECASE)
_ASKS = re.compile(
    _pattern(re.escape(stem.strip()) + (r"(?!\w)" if stem.endswith(" ") else "") for stem in _STEMS), re.IGNORECASE
)


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
    return subject not in _DESCRIPTIONS and bool(_ASKS.search(_HARMLESS_WORDS.sub(" ", text)))


def _sentence(text: str, coded: str) -> str:
    return (
        "The order carries free text. Read whether it asks for something."
        if text
        else f"The order carries a text by its code, {coded}."
    )
