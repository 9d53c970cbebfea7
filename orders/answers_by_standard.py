"""Which answers there are in each standard: to interchanges, to orders, and to changes of orders."""

from collections.abc import Mapping
from types import MappingProxyType

from orders.answer_types import AnswerType
from orders.partner import Standard

TO_INTERCHANGES: Mapping[Standard, tuple[AnswerType, ...]] = MappingProxyType(
    {
        Standard.EDIFACT: (AnswerType.CONTRL,),
        Standard.X12: (AnswerType.X12_997, AnswerType.X12_999),
        Standard.PEPPOL: (),
        Standard.CXML: (),
    }
)
TO_ORDERS: Mapping[Standard, tuple[AnswerType, ...]] = MappingProxyType(
    {
        Standard.EDIFACT: (AnswerType.APERAK, AnswerType.ORDRSP),
        Standard.X12: (AnswerType.X12_855,),
        Standard.PEPPOL: (AnswerType.UBL_ORDER_RESPONSE,),
        Standard.CXML: (AnswerType.CXML_CONFIRMATION,),
    }
)
TO_CHANGES: Mapping[Standard, tuple[AnswerType, ...]] = MappingProxyType(
    {**TO_ORDERS, Standard.X12: (AnswerType.X12_865,)}
)


def possible(standard: Standard) -> frozenset[AnswerType]:
    """All that can be agreed with a partner who sends in this standard."""
    return frozenset((*TO_INTERCHANGES[standard], *TO_ORDERS[standard], *TO_CHANGES[standard]))
