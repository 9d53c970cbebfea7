"""What the segments of purchase orders are called, with the words for the codes that qualify them."""

from edi.segment import Segment

_SEGMENTS = {
    "ISA": "Interchange header", "IEA": "Interchange trailer", "GS": "Group header", "GE": "Group trailer",
    "TA1": "Interchange acknowledgement", "ST": "Transaction set header", "SE": "Transaction set trailer",
    "BEG": "Beginning of the order", "BCH": "Beginning of the change", "G50": "Beginning of the order",
    "CUR": "Currency", "REF": "Reference", "PER": "Contact", "TAX": "Tax reference", "FOB": "Freight and risk",
    "CTP": "Price", "PAM": "Period amount", "CSH": "Condition of the sale", "SAC": "Allowance or charge",
    "ITD": "Terms of payment",
    "DIS": "Discount", "INC": "Instalments", "DTM": "Date", "G62": "Date",
    "LDT": "Lead time",
    "LIN": "Item", "SI": "Service", "PID": "Description", "MEA": "Measurement", "PWK": "Paperwork", "PKG": "Packaging",
    "TD1": "Carrier details, quantity", "TD3": "Carrier details, equipment", "TD4": "Carrier details, handling",
    "TD5": "Carrier details, route", "MAN": "Marks and numbers", "PCT": "Percentage", "CTB": "Restriction",
    "TXI": "Tax", "N9": "Reference", "MSG": "Text", "MTX": "Text", "NTE": "Text", "SPI": "Specification",
    "N1": "Party", "N2": "Further names", "N3": "Street", "N4": "City", "PO1": "Line item", "POC": "Line item change",
    "G68": "Line item", "G69": "Description", "PO3": "Further item detail", "PO4": "Pack",
    "IT8": "Condition of the sale",
    "SDQ": "Quantities by store", "SCH": "Delivery schedule", "SLN": "Sub-line", "QTY": "Quantity", "AMT": "Amount",
    "CTT": "Totals of the order", "G76": "Totals of the order",
}  # fmt: skip
_ROLES = {
    "BY": "buyer", "ST": "ship to", "BT": "bill to", "BS": "bill and ship to", "SE": "seller", "SU": "supplier",
    "VN": "vendor", "Z7": "mark for", "MA": "party for whom the item is ordered", "EN": "end user", "SN": "store",
}  # fmt: skip
_DATES = {
    "001": "cancel after", "002": "delivery requested", "004": "purchase order", "010": "requested ship",
    "037": "ship not before", "038": "ship not later", "063": "deliver not after", "064": "deliver not before",
    "106": "required by", "118": "requested pick-up",
}  # fmt: skip
_QUALIFIED = {"N1": (1, _ROLES), "DTM": (1, _DATES)}


def title(segment: Segment) -> str:
    """The segment in words, empty where it is not known: `Party: ship to`."""
    name = _SEGMENTS.get(segment.tag, "")
    if segment.tag not in _QUALIFIED:
        return name
    element, words = _QUALIFIED[segment.tag]
    meaning = words.get(segment.component(element).strip(), "")
    return f"{name}: {meaning}" if meaning else name
