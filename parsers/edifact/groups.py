"""Segments into segment groups, by the structure of ORDERS and ORDCHG and by qualifier, never by place in the file.

UN/EDIFACT ORDERS and ORDCHG, directories D.93A to D.11A (service.unece.org/trade/untdid). They differ in the numbers
of their groups, not in what belongs to what, so one structure serves all; group numbers appear nowhere.
"""

from parsers.segments.groups import Structure, tags

# MOA 5025 of the whole message: these end the detail section even where the sender leaves UNS out.
TOTALS = frozenset({"9", "39", "77", "79", "86", "125", "128", "129", "176"})
LINE_AMOUNTS = frozenset({"38", "66", "203"})
# DTM 2005 that say when the goods are wanted; inside a reference or a price they would be read as its date.
DELIVERY_DATES = frozenset(
    {"2", "10", "11", "37", "38", "61", "63", "64", "67", "69", "71", "74", "76", "200", "234", "235", "383"}
)
ORDERED = frozenset({"21"})
# QTY 6063 that say how much of the line goes where or is free, never what a package holds.
SHARES = frozenset({"1", "11", "21", "131", "192", "193"})
DELIVERY_PLACES = frozenset({"7"})


_REFERENCE = Structure(tags("DTM"), refused={"DTM": DELIVERY_DATES})
_CONTACT = Structure(tags("COM"))
_DOCUMENT = Structure(tags("DTM"), refused={"DTM": DELIVERY_DATES})
_PARTY = Structure(tags("LOC FII"), {"RFF": _REFERENCE, "DOC": _DOCUMENT, "CTA": _CONTACT})
_TAX = Structure(tags("MOA LOC"), refused={"MOA": TOTALS | LINE_AMOUNTS})
_ALLOWANCE = Structure(
    tags("ALI DTM QTY PCD MOA RTE RNG"),
    {"TAX": _TAX},
    {"MOA": TOTALS | LINE_AMOUNTS, "DTM": DELIVERY_DATES, "QTY": ORDERED},
)
_ROUTE = {"LOC": Structure(tags("DTM"), refused={"DTM": DELIVERY_DATES})}
_TRANSPORT = Structure(frozenset(), _ROUTE)
_TERMS = Structure(tags("DTM PCD MOA"), refused={"MOA": TOTALS | LINE_AMOUNTS, "DTM": DELIVERY_DATES})
_MARKS = Structure(tags("RFF DTM GIN"), refused={"DTM": DELIVERY_DATES})
_SCHEDULE = Structure(tags("FTX RFF DTM"), {"QTY": Structure(tags("DTM"))})
_CONDITIONS = Structure(tags("RFF DTM FTX"), refused={"DTM": DELIVERY_DATES})
_PRICE_FACTOR = Structure(tags("DTM RNG"), refused={"DTM": DELIVERY_DATES})

# Within a line a place of delivery begins a delivery, whatever stands before it.
_LINE_PLACES = {"LOC": DELIVERY_PLACES}
_LINE_TAX = Structure(tags("MOA LOC"), refused={"MOA": TOTALS | LINE_AMOUNTS, **_LINE_PLACES})

LINE = Structure(
    tags("PIA IMD MEA QTY PCD ALI DTM MOA GIN GIR GIS QVR DOC PAI MTD FTX DGS"),
    {
        "CCI": Structure(tags("CAV MEA")),
        "PAT": _TERMS,
        "AJT": Structure(tags("FTX")),
        "PRI": Structure(tags("CUX APR API RNG DTM"), refused={"DTM": DELIVERY_DATES}),
        "RFF": _REFERENCE,
        "PAC": Structure(tags("MEA QTY"), {"PCI": _MARKS}, {"QTY": SHARES}),
        "LOC": Structure(tags("QTY PCD DTM")),
        "TAX": _LINE_TAX,
        "NAD": Structure(tags("LOC FII QTY DTM"), _PARTY.groups),
        "ALC": _ALLOWANCE,
        "TDT": Structure(frozenset(), _ROUTE, _LINE_PLACES),
        "TOD": Structure(tags("LOC"), refused=_LINE_PLACES),
        "EQD": Structure(tags("HAN MEA FTX")),
        "SCC": _SCHEDULE,
        "RCS": _CONDITIONS,
        "STG": Structure(),
    },
    {"MOA": TOTALS},
)

MESSAGE = Structure(
    tags("BGM DTM PAI ALI IMD FTX GIR UNS MOA CNT LOC MEA"),
    {
        "RFF": _REFERENCE,
        "NAD": _PARTY,
        # Not of any directory: contacts that a sender names before any party.
        "CTA": _CONTACT,
        "TAX": _TAX,
        "CUX": Structure(tags("PCD DTM"), refused={"DTM": DELIVERY_DATES}),
        "PAT": _TERMS,
        "TDT": _TRANSPORT,
        "TOD": Structure(tags("LOC")),
        "PAC": Structure(tags("MEA"), {"PCI": _MARKS}),
        "EQD": Structure(tags("HAN MEA FTX")),
        "SCC": _SCHEDULE,
        "APR": _PRICE_FACTOR,
        "AJT": Structure(tags("FTX")),
        "ALC": _ALLOWANCE,
        "RCS": _CONDITIONS,
        "DGS": Structure(tags("FTX")),
        "LIN": LINE,
    },
)
