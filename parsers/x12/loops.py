"""Which segment belongs to which loop of a purchase order or a change of one.

X12 850, 860 and 875, versions 003010 to 007040 (stedi.com/edi/x12). The versions differ in which segments may stand
where, not in what belongs to what, so one structure serves all.
"""

from parsers.segments.groups import Structure, tags

_PRICE = Structure(tags("CUR"))
_CHARGE = Structure(tags("CUR CTP"))
_TEXT = Structure(tags("DTM MSG MTX PWK EFI"))
_SCHEDULE = Structure(tags("TD1 TD5 TD3 TD4 REF"))
_PARTY = tags("N2 N3 N4 NX2 REF PER SI FOB TD1 TD5 TD3 TD4 PCT PKG G61 MSG")
_SUB_LINE = Structure(tags("MSG SI PID PO3 TC2 ADV DTM CTP PAM PO4 TAX QTY N9 N1 SAC"))

# The sums of the whole order end the lines, where the sender leaves the transaction totals (CTT) out.
TOTALS = frozenset({"TT", "GV"})

LINE = Structure(
    tags("LIN SI CUR CN1 PO3 PAM MEA PWK PO4 REF PER IT8 CSH ITD DIS INC TAX FOB SDQ IT3 DTM TC2 TD1 TD5 TD3 TD4 PCT")
    | tags("MAN MSG MTX SPI CTB QTY TXI PID G20 G22 G69 G70 G72 G73 ADV LM LQ NTE"),
    {
        "CTP": _PRICE,
        "SAC": _CHARGE,
        "SCH": _SCHEDULE,
        "PKG": Structure(tags("MEA")),
        "LDT": Structure(tags("QTY MTX REF LM LQ")),
        "N9": _TEXT,
        "N1": Structure(_PARTY | tags("DTM LDT MAN QTY"), {"SCH": _SCHEDULE}),
        "SLN": _SUB_LINE,
        "AMT": Structure(tags("REF PCT")),
    },
    {"AMT": TOTALS},
)

MESSAGE = Structure(
    tags("BEG BCH G50 CUR REF PER TAX FOB CTP PAM CSH ITD DIS INC DTM G62 LDT LIN SI PID MEA PWK PKG TD1 TD5 TD3 TD4")
    | tags("MAN PCT CTB TXI AMT NTE MSG MTX G61 G66 G72 G73 G23 N11 LM LQ ADV G76"),
    {
        "SAC": _CHARGE,
        "N9": _TEXT,
        "SPI": Structure(tags("REF DTM MSG N1 N2 N3 N4 PER")),
        "N1": Structure(_PARTY),
        "PO1": LINE,
        "POC": LINE,
        "G68": LINE,
        "CTT": Structure(tags("AMT")),
    },
)
