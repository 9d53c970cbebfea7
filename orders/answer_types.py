"""The answers that customers may want to their orders, by the names of the standards."""

from enum import StrEnum


class AnswerType(StrEnum):
    """One kind of message that goes back. The value is what profiles, file names and the journal call it."""

    CONTRL = "CONTRL"
    """EDIFACT syntax and service report."""
    APERAK = "APERAK"
    """EDIFACT application error and acknowledgement."""
    ORDRSP = "ORDRSP"
    """EDIFACT purchase order response."""
    X12_997 = "997"
    """X12 functional acknowledgment."""
    X12_999 = "999"
    """X12 implementation acknowledgment."""
    X12_855 = "855"
    """X12 purchase order acknowledgment."""
    X12_865 = "865"
    """X12 purchase order change acknowledgment, the answer to an 860."""
    UBL_ORDER_RESPONSE = "OrderResponse"
    """UBL OrderResponse, also as Peppol BIS Ordering has it."""
    CXML_CONFIRMATION = "ConfirmationRequest"
    """cXML ConfirmationRequest."""

    @property
    def about_syntax(self) -> bool:
        """Whether it answers an interchange, as soon as that is stored and read; the others answer an order."""
        return self in _ABOUT_SYNTAX


_ABOUT_SYNTAX = frozenset({AnswerType.CONTRL, AnswerType.X12_997, AnswerType.X12_999})

ANSWERS_THEMSELVES = frozenset({"CONTRL", "APERAK", "ORDRSP", "997", "999", "855", "865", "TA1", "824"})
"""Message types that are answers: they are never answered, or two machines would answer each other for ever."""
