"""The codes of ORDRSP and APERAK, one place for those who write them and those who read them back.

From the UN/EDIFACT code lists D.96A and D.01B, and EANCOM's ORDRSP, which takes fewer of them.
"""

from replies.answer import AnswerKind, LineCode

ACCEPTED_FUNCTION, CANCELLED_FUNCTION = "29", "1"
"""DE 1225. A cancellation that was carried out is accepted without amendment; any other message is cancelled."""
CHANGED_FUNCTION = "4"
FUNCTIONS: dict[str, AnswerKind] = {
    "29": AnswerKind.ACCEPTED,
    "4": AnswerKind.CHANGED,
    "27": AnswerKind.REFUSED,
    "1": AnswerKind.CANCELLED,
    "34": AnswerKind.CHANGED,
    "30": AnswerKind.CHANGED,
    "28": AnswerKind.CHANGED,
    "12": AnswerKind.REFUSED,
    "6": AnswerKind.ACCEPTED,
}
"""DE 1225 to the kind of answer; from the fifth on, codes that others send. 6 is EANCOM's in APERAK."""
CONFIRMATION = "6"

RESPONSES: dict[AnswerKind, str] = {
    AnswerKind.ACCEPTED: "AP",
    AnswerKind.CHANGED: "CA",
    AnswerKind.REFUSED: "RE",
    AnswerKind.CANCELLED: "AP",
}
"""DE 4343 of APERAK."""

ADDED, DELETED, CHANGED, ACCEPTED, AMENDED, NOT_ACCEPTED = "1", "2", "3", "5", "6", "7"
"""DE 1229 of a line. EANCOM has no 6 (accepted with amendment) and says 3 (changed)."""

REASONS: dict[LineCode, str] = {
    LineCode.BACKORDERED: "4",
    LineCode.SUBSTITUTED: "49",
    LineCode.PRICE_CHANGED: "57",
    LineCode.QUANTITY_CHANGED: "58",
}
"""DE 4465 of AJT: short delivery, substitute product, price change, variation; the list has no later date."""

ERRORS: dict[LineCode, str] = {
    LineCode.REFUSED: "REFUSED",
    LineCode.SUBSTITUTED: "SUBST",
    LineCode.BACKORDERED: "BACKORD",
    LineCode.QUANTITY_CHANGED: "QUANTITY",
    LineCode.PRICE_CHANGED: "PRICE",
    LineCode.DATE_CHANGED: "DATE",
}
"""DE 9321 of ERC in APERAK, codes of our own, as the standard leaves them to us; they are marked as the seller's."""
WHOLE_ORDER = "ORDER"
"""DE 9321 for what concerns the whole order."""

AGENCIES: dict[str, str] = {"GLN": "9", "SELLER": "91", "BUYER": "92", "DUNS": "16"}
"""DE 3055 of a party's id, by `AnsweredParty.id_scheme`; what is not here is a code as it was sent."""
SELLER, BUYER = "91", "92"

ORDERED, TO_BE_DELIVERED, BACKORDERED = "21", "113", "83"
"""DE 6063."""
REQUESTED, PROMISED, PREPARED, OF_REFERENCE = "2", "69", "137", "171"
OF_BACKORDER, DEFERRED = "506", "223"
"""DE 2005. 506 came with D.01B; before it, EANCOM, which has no schedules of lines, has 223."""
ORDER, CHANGE, RELEASE, OUR_ORDER, EARLIER_ANSWER = "ON", "PP", "RE", "VN", "POR"
ORIGINAL_DOCUMENT, MESSAGE, INTERCHANGE, LINE = "AGO", "ACW", "INN", "LI"
"""DE 1153. The original document is told of a cancellation, which else would look like an order."""
GTIN_CODES = frozenset({"EN", "UP", "SRV", "EU"})
"""DE 7143."""
EXPECTED_PRICE, CONFIRMED_PRICE = "EUP", "CUP"
"""DE 5387."""
FIRM = "1"
"""DE 4017."""
