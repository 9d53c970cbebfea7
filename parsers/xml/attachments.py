"""Files inside or beside an order, which are kept and not read: by what they are called they inform, or they hold."""

import re
from collections.abc import Iterable

from orders.findings import FindingCode
from parsers.segments.instructions import may_instruct
from parsers.xml.reads import Message
from parsers.xml.tree import Node

# Papers that describe the goods, prove something, or show the order once more; English, German, French, Dutch,
# Spanish, Italian. What is ordered stands in the order.
_INFORMS = (
    r"drawings?", r"blueprints?", r"delivery notes?", r"packing (?:list|slip)s?", r"specifications?",
    r"(?:technical |product |safety )?data ?sheets?", r"time ?sheets?", r"pictures?", r"images?", r"photos?",
    r"logos?", r"certificates?", r"catalogues?", r"catalogs?", r"brochures?", r"quotations?", r"quotes?",
    r"general (?:terms|conditions)", r"terms and conditions", r"cop(?:y|ies) of (?:the )?(?:purchase )?order",
    r"(?:purchase )?order cop(?:y|ies)", r"\w*zeichnung(?:en)?", r"\w*spezifikation(?:en)?",
    r"\w*datenbl(?:a|ä)tt(?:er)?", r"stundenzettel", r"lieferschein\w*", r"\w*bild(?:er)?", r"\w*zertifikate?",
    r"katalog", r"\w*angebot", r"agb", r"(?:allgemeine )?einkaufsbedingungen", r"bestellkopie", r"plans?",
    r"fiches? techniques?", r"cahier des charges", r"certificats?", r"devis", r"conditions générales",
    r"copie de (?:la )?commande", r"tekening(?:en)?", r"specificaties?", r"offerte", r"certificaat",
    r"algemene voorwaarden", r"dibujos?", r"planos?", r"especificaci(?:ón|ones)", r"ficha técnica", r"presupuesto",
    r"certificados?", r"condiciones generales", r"disegn[oi]", r"specific(?:a|he)", r"scheda tecnica", r"preventivo",
    r"certificat[oi]", r"condizioni generali",
)  # fmt: skip
_INFORMING = re.compile(r"(?<![^\W_])(?:" + "|".join(_INFORMS) + r")(?![^\W_])", re.IGNORECASE)


def informs_only(described: str) -> bool:
    """Whether the words are those of a paper that asks for nothing."""
    rest, found = _INFORMING.subn(" ", re.sub(r"[_-]+", " ", described))
    return bool(found) and not may_instruct(rest)


def tell_attached(message: Message, node: Node, name: str, described: Iterable[str], path: str = "") -> None:
    """A file of the order: held where it may change it. `described` is what the document calls it, its type first."""
    words = next((text for text in described if text.strip()), "") or name
    shown = " ".join(dict.fromkeys(filter(None, (" ".join(words.split()), name))))
    if informs_only(words):
        sentence = f"The file {name} is inside the order and was not read; it is kept with it."
        message.note(FindingCode.UNREAD_CONTENT, sentence, path, node, found=shown)
        return
    sentence = f"The file {name} is inside the order and was not read. See whether it changes the order."
    message.hold(FindingCode.UNREAD_CONTENT, sentence, path, node, found=shown)
