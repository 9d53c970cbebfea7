"""BEG and BCH: what the transaction set asks for. Data element 353 is its purpose, 92 the type of the order.

The purpose decides whether it is a new order; the type may say that no delivery is asked for yet.
"""

from dataclasses import dataclass

from edi.names.directory import x12
from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.segments.reads import Message

_ORDINARY = frozenset({"", "SA", "NE", "OS", "PR", "KC", "KN", "CO", "NS", "NP", "SS", "WH"})
_NOTED = {
    "AC": "a rush order for an aircraft on the ground",
    "AO": "a rush order for an aircraft on the ground",
    "DR": "an order that is shipped directly",
    "DS": "a drop shipment, which goes to the buyer's own customer",
    "EO": "an emergency order",
    "JL": "an order of a job lot",
    "KB": "a release of a blanket order",
    "KT": "an order of a task under a contract",
    "RA": "a release of an assortment",
    "RE": "a reorder",
    "RL": "a release of a blanket order",
    "RO": "a rush order",
    "US": "an urgent order",
}
_SPECIAL = {
    "AB": "an assortment of a blanket order",
    "BD": "a bid",
    "BE": "an estimate of a blanket order",
    "BH": "an order to be billed now and held until it is called",
    "BK": "a blanket order, which asks for no delivery yet",
    "BL": "a bailment, in which the goods stay the supplier's",
    "BQ": "a quotation for a budget",
    "CA": "the notice that a contract is awarded",
    "CC": "a change of a contract",
    "CF": "a confirmation of an order that was given by other means",
    "CN": "a consigned order, in which the goods stay the supplier's",
    "CP": "a change of an order",
    "CR": "a change of a release",
    "EX": "an exchange",
    "FH": "an order to make the goods and hold them",
    "IN": "a copy for information",
    "KA": "an agreement",
    "KD": "an agreement",
    "KE": "an agreement",
    "KO": "the closing of an order",
    "LB": "a lease",
    "LS": "a lease",
    "NO": "an order of what is not for sale",
    "RC": "a commitment of a retailer before the order",
    "RN": "the renewal of an order",
    "RR": "a repair and return order",
    "RT": "a rental",
    "RW": "an order to resume work",
    "SO": "a shipped order: goods that were sent already",
    "SP": "a sample order",
    "ST": "a standing order",
    "SW": "an order to stop work",
    "TM": "an order of time and materials",
    "TR": "a termination",
    "UE": "a unit exchange",
    "WO": "an order under a warranty",
}


@dataclass(frozen=True, slots=True)
class _Purpose:
    kind: OrderKind
    meaning: str


_ORIGINAL = frozenset({"", "00"})
_PURPOSES = {
    "01": _Purpose(OrderKind.CANCEL, "a cancellation"),
    "02": _Purpose(OrderKind.CHANGE, "an addition to an order"),
    "03": _Purpose(OrderKind.CANCEL, "a deletion"),
    "04": _Purpose(OrderKind.CHANGE, "a change"),
    "05": _Purpose(OrderKind.CHANGE, "a replacement of the whole order: lines that are not listed disappear"),
    "06": _Purpose(OrderKind.ORDER, "a confirmation of an order given by other means"),
    "07": _Purpose(OrderKind.ORDER, "a duplicate of one sent before"),
    "15": _Purpose(OrderKind.ORDER, "a resubmission"),
    "16": _Purpose(OrderKind.ORDER, "a proposal"),
    "18": _Purpose(OrderKind.ORDER, "a reissue"),
    "19": _Purpose(OrderKind.ORDER, "an order whose seller is to make the change"),
    "22": _Purpose(OrderKind.ORDER, "information only"),
    "24": _Purpose(OrderKind.ORDER, "a draft"),
    "31": _Purpose(OrderKind.ORDER, "a copy"),
}
# What an 860 says of itself without any doubt, and the one clear case of an 850 that is no order.
_CLEAR = {"860": frozenset({"", "01", "04"}), "850": frozenset({"01"}), "875": frozenset({"01"})}
# G50 of the 875 has one letter (data element 6): N new, C cancelled, R replaced.
_STATUS = {"N": "00", "O": "00", "C": "01", "R": "05", "D": "07", "H": "04"}


def kind_of(message: Message, type_: str, beginning: Segment | None) -> OrderKind:
    """What the set asks for; whatever is no plain original order, change or cancellation is a finding."""
    plain = OrderKind.CHANGE if type_ == "860" else OrderKind.ORDER
    if beginning is None:
        message.note(FindingCode.MISSING_FIELD, "No segment names the order (BEG or BCH).", "po_number")
        return plain
    if beginning.tag != "G50":
        _tell_type(message, beginning)
    return _purpose(message, type_, plain, beginning)


def _tell_type(message: Message, beginning: Segment) -> None:
    code = beginning.component(2).strip().upper()
    if code in _ORDINARY:
        return
    if code in _NOTED:
        message.note(FindingCode.MESSAGE_TYPE, f"It is {_NOTED[code]} ({code}).", "", beginning)
        return
    listed = x12().meaning("92", code)
    meaning = _SPECIAL.get(code) or (f"by the code list: {listed}" if listed else "of a kind that is not known here")
    sentence = f"It is {meaning} ({code}). Accept it as an order, or refuse it."
    message.hold(FindingCode.MESSAGE_TYPE, sentence, "", beginning)


def _purpose(message: Message, type_: str, plain: OrderKind, beginning: Segment) -> OrderKind:
    code = _code(beginning)
    if code in _ORIGINAL:
        if plain is OrderKind.CHANGE and code:
            sentence = "The change calls itself an original order; it is taken for a change, as its type says."
            message.note(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", beginning)
        return plain
    purpose = _PURPOSES.get(code, _Purpose(plain, "of a purpose that is not known here"))
    # A change stays one: a proposal or a copy of a change is still no order.
    kind = plain if purpose.kind is OrderKind.ORDER else purpose.kind
    sentence = f"The document is {purpose.meaning} (purpose {code})."
    if code in _CLEAR[type_]:
        message.note(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", beginning)
    else:
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, f"{sentence} Decide what is to be done with it.", "", beginning)
    return kind


def _code(beginning: Segment) -> str:
    sent = beginning.component(1).strip().upper()
    return _STATUS.get(sent, sent) if beginning.tag == "G50" else sent
