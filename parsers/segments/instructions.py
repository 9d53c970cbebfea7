"""Whether a free text of an EDI message may ask for something: the words decide."""

import re
from collections.abc import Iterable

# Stems of words that ask for something: a change, a condition, another quantity, time or place. Matched at the
# beginning of a word; English, German, French, Dutch, Spanish, Italian. A blank at the end makes it a whole word.
_STEMS = (
    "cancel", "chang", "delet", "instead", "replac", "substitut", "increas", "decreas", "reduc", "not ", "don't", "no ",
    "must ", "only", "urgent", "asap", "before", "after", "until", "deliver", "ship", "collect", "pick", "partial",
    "complete", "free of charge", "discount", "sample", "gratis", "hold ", "wait", "attention", "quantit", "price",
    "add ", "additional", "extra", "call ", "book in", "booking", "appointment", "fix", "express", "twice", "double",
    "today", "tomorrow", "earlier", "later", "requir", "mandator", "certificat",
    "storn", "änder", "aender", "ersatz", "ersetz", "statt ", "nicht", "kein", "nur ", "dringend", "eilig", "eilt",
    "sofort", "liefer", "anliefer", "ausliefer", "abhol", "selbstabhol", "vorab", "komplett", "teil", "kostenlos",
    "frei haus", "rabatt", "muster ", "menge", "erhöh", "reduz", "zusätz", "preis", "avis", "termin", "ohne ", "heute",
    "morgen ", "früh", "spät", "doppelt", "erforder", "benötig", "zeugnis",
    "annul", "modif", "remplac", "ne pas", "livr", "enlèv", "avant ", "après ", "gratuit", "remise", "seulement",
    "quantité", "prix", "sans ", "pas de", "aucun", "exig", "urgence", "demain",
    "wijzig", "niet", "geen", "alleen", "spoed", "lever", "nalever", "korting", "vóór", "afhal", "ophal", "deellever",
    "anular", "entreg", "descuento", "solo ", "sólo", "urgente", "sin ", "cambi", "cantidad", "recog",
    "annull", "sostit", "non ", "conseg", "sconto", "prezzo", "precio", "senza", "ritir",
)  # fmt: skip
# Numbers with a unit, days, hours, percentages, money: a text that has them may say how much, when or for how much.
_UNITS = (
    "pcs?", "pieces?", "units?", "ea", "each", "boxes", "cartons?", "cases?", "packs?", "pallets?", "kgs?", "tons?",
    "stk", "stück", "kartons?", "paletten?", "pack(?:ung(?:en)?)?", "dutzend", "gebinde",
    "pièces?", "unités?", "colis", "palettes?", "douzaines?", "stuks?", "dozen", "dozijn",
    "unidades?", "cajas?", "palés?", "piezas?", "pezzi", "pezzo", "scatole?", "bancali?",
)  # fmt: skip
_DAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
)  # fmt: skip
_FIGURES = (
    rf"\d[\d.,]*\s?(?:{'|'.join(_UNITS)})(?!\w)",
    r"\d[\d.,]*\s?%",
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)",
    r"\d{4}-\d{2}-\d{2}(?!\d)",
    r"\d{1,2}[:.h]\d{2}\s?(?:uhr|h|hrs|am|pm|uur)(?!\w)",
    r"(?:kw|cw|week|woche|semaine|semana|settimana)\.?\s?\d{1,2}(?!\d)",
    r"\d[\d.,]*\s?(?:€|eur|euros?|usd|gbp|chf)(?!\w)",
    rf"(?:{'|'.join(_DAYS)})(?!\w)",
)
_MATERIALS = (
    "acrylic", "aluminium", "aluminum", "bamboo", "brass", "cashmere", "cotton", "elastane?", "hemp", "leather",
    "linen", "lycra", "lyocell", "modal", "mohair", "nylon", "poly", "polyamide?", "polyester", "polyurethane",
    "rayon", "rubber", "silk", "spandex", "stainless", "steel", "viscose", "wool",
    "baumwolle", "leder", "leinen", "polyacryl", "schurwolle", "seide", "viskose", "wolle",
    "coton", "cuir", "laine", "lin", "soie", "katoen", "wol", "zijde", "algodón", "cuero", "lana", "lino", "seda",
    "cotone", "pelle", "seta",
)  # fmt: skip
_FEE = (
    r"weee(?: tax| fee)?|(?:eco|recycling|environmental)[ -](?:tax|fee|contribution)|elektroaltgerätegebühr|"
    r"entsorgungsgebühr|éco-?(?:participation|contribution|taxe)|deee|d3e|verwijderingsbijdrage|recupel"
)
_SUM = r"(?:€ ?)?\d[\d.,]*\s?(?:€|eur|euros?|chf|gbp)?"
# What holds such a stem and asks nothing of goods or money: papers, numbers to quote on them, who is who.
_HARMLESS = (
    r"shipm\w*", r"delivery notes?", r"packing (?:list|slip)s?", r"price lists?",
    r"(?:must|should|to) (?:be )?(?:quote|state|show)d?n?",
    r"lieferschein\w*", r"lieferanten(?:nummer|nr|name)?", r"preislisten?", r"lieferbedingungen",
    r"bons? de livraison", r"bordereaux? de livraison", r"listes? de prix", r"conditions (?:générales )?de livraison",
    r"(?:terms|conditions) of delivery", r"delivery (?:terms|conditions)",
    r"(?:special )?(?:terms|conditions) (?:appl(?:y|ies) to|for) (?:the |this )?deliver(?:y|ies)",
    # What calls itself one, in a word, asks for none.
    r"\A(?:sample|muster|échantillon|voorbeeld|muestra|campione)\Z",
    r"leveranciers?(?:nummer|nr|naam|code)?", r"leverbon\w*", r"leveringsbon\w*", r"leveringsvoorwaarden",
    r"teile?-?(?:nummer|nr)\w*",
    r"no\.?:? ?\d[\w/.-]*",
    r"(?:order|po|item|article|art|part|model|style|serial|vendor|supplier|customer|account|contract|tel|fax)\.? no\.?",
    r"(?:pr|req|requisition|project|job|dept|department|cost cent(?:er|re))\.? no\.?",
    # What the price holds by law for taking the goods back: it is paid with the price, and nothing more is.
    rf"(?:{_FEE}) of {_SUM}(?: per \w+)?,? (?:is |are )?included", rf"including (?:an? |the )?(?:{_FEE}) of {_SUM}",
    rf"(?:inkl\.?|inklusive|einschließlich|incl\.?|dont|y compris) (?:{_SUM} )?(?:{_FEE})(?: (?:de |von )?{_SUM})?",
    # What goods are made of.
    rf"\d[\d.,]*\s?%\s?(?:{'|'.join(_MATERIALS)})",
)  # fmt: skip
# They name a place beside that of the order, where a colon follows.
_PLACE_LABELS = (
    r"(?:ship|deliver)(?:ped|ed)?[ -]?to(?: address)?", r"(?:delivery|shipping) address", r"consignee",
    r"liefer(?:adresse|anschrift|ort)", r"warenempfänger", r"adresse de livraison", r"lieu de livraison",
    r"(?:af)?lever(?:ings)?adres", r"dirección de entrega", r"lugar de entrega", r"indirizzo di consegna",
)  # fmt: skip


def _pattern(words: Iterable[str]) -> str:
    return r"(?<!\w)(?:" + "|".join(words) + ")"


_HARMLESS_WORDS = re.compile(_pattern(_HARMLESS) + r"(?!\w)", re.IGNORECASE)
_ASKS = re.compile(
    _pattern(re.escape(stem.strip()) + (r"(?!\w)" if stem.endswith(" ") else "") for stem in _STEMS), re.IGNORECASE
)
_HAS_FIGURES = re.compile(_pattern(_FIGURES), re.IGNORECASE)
_PLACE = re.compile(_pattern(_PLACE_LABELS) + r"\s*:", re.IGNORECASE)


def may_instruct(text: str, *, place_is_known: bool = False) -> bool:
    """Whether it holds a word that asks for a change, a condition, another quantity, time or place, or such figures.

    `place_is_known`: the order itself says where the goods go, so that a place behind a label is a mere fact.
    """
    plain = _HARMLESS_WORDS.sub(" ", _PLACE.sub(" ", text) if place_is_known else text)
    return bool(_ASKS.search(plain) or _HAS_FIGURES.search(plain))


def names_place(text: str) -> bool:
    """Whether it has a label such as `SHIP TO:`."""
    return bool(_PLACE.search(text))
