"""Reads what an ORDRSP or APERAK says of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from edi.edifact.wording import joined
from edi.segment import Segment
from orders.reading import LineAction
from replies.answer import AnsweredLine, LineCode, Terms
from replies.edifact import order_codes as codes
from replies.edifact.order_lines import DESCRIPTION_WIDTH, TEXT_WIDTH
from replies.reading_back import UnreadableAnswer

_FORMATS = {"102": ("%Y%m%d", 8), "203": ("%Y%m%d", 8), "101": ("%y%m%d", 6)}
_REASONS = {code: line_code for line_code, code in codes.REASONS.items()}
_ERRORS = {code: line_code for line_code, code in codes.ERRORS.items()}
_ACTIONS = {
    codes.ACCEPTED: LineCode.ACCEPTED,
    codes.DELETED: LineCode.ACCEPTED,
    "4": LineCode.ACCEPTED,
    codes.NOT_ACCEPTED: LineCode.REFUSED,
    "10": LineCode.REFUSED,
}


def answered_line(group: Sequence[Segment]) -> AnsweredLine:
    """A LIN group of ORDRSP. Raises `UnreadableAnswer` at a number or date that is none."""
    head = group[0]
    quantities = {each.component(1): each for each in reversed(group) if each.tag == "QTY"}
    ordered, confirmed = _terms(group, quantities, is_added=head.component(2) == codes.ADDED)
    items = _items(group)
    line = AnsweredLine(
        line_no=_line_no(group) or head.component(1),
        code=LineCode.ACCEPTED,
        ordered=ordered,
        confirmed=confirmed,
        action=LineAction.CANCEL if head.component(2) == codes.DELETED else LineAction.NONE,
        buyer_item=items.get("IN", items.get("BP", "")),
        supplier_item=items.get("SA", items.get("VN", "")),
        gtin=head.component(3) if head.component(3, 2) in codes.GTIN_CODES else "",
        description=next((joined(each.composite(3)[3:], DESCRIPTION_WIDTH) for each in group if each.tag == "IMD"), ""),
        substitute_item=items.get("other SA", items.get("other VN", "")),
        substitute_gtin=next((items[f"other {code}"] for code in codes.GTIN_CODES if f"other {code}" in items), ""),
        backordered=amount(quantities[codes.BACKORDERED], 2) if codes.BACKORDERED in quantities else Decimal(0),
        backorder_date=_backorder_date(group),
        reason=text_of([each for each in group if each.tag == "FTX"]),
    )
    return replace(line, code=_code(head.component(2), line, group))


def failed_line(group: Sequence[Segment]) -> AnsweredLine:
    """An ERC group of APERAK: which line, and what of it is not as it was sent."""
    code = _ERRORS.get(group[0].component(1))
    if code is None:
        raise UnreadableAnswer(f"{group[0].component(1)!r} is no error of a line.")
    return AnsweredLine(
        line_no=_line_no(group), code=code, ordered=Terms(), confirmed=Terms(), reason=reason_of_error(group)
    )


def reason_of_error(group: Sequence[Segment]) -> str:
    """The text behind the reference of an ERC group; the one before it is the error in words."""
    behind = next((index for index, each in enumerate(group) if each.tag == "RFF"), len(group))
    return text_of([each for each in group[behind:] if each.tag == "FTX"])


def text_of(texts: Sequence[Segment]) -> str:
    """What FTX segments say, one after the other."""
    return joined([part for segment in texts for part in segment.composite(4)], TEXT_WIDTH)


def day_of(segment: Segment) -> date:
    """The date of a DTM. Raises `UnreadableAnswer` where it is none."""
    known = _FORMATS.get(segment.component(1, 3), _FORMATS["102"])
    try:
        return datetime.strptime(segment.component(1, 2)[: known[1]], known[0]).date()  # noqa: DTZ007
    except ValueError:
        raise UnreadableAnswer(f"{segment.component(1, 2)!r} is no date.") from None


def amount(segment: Segment, component: int) -> Decimal:
    """A number of the first element. Raises `UnreadableAnswer` where it is none."""
    sent = segment.component(1, component)
    try:
        return Decimal(sent.replace(",", "."))
    except InvalidOperation:
        raise UnreadableAnswer(f"{sent!r} in {segment.tag} is no number.") from None


def _terms(group: Sequence[Segment], quantities: Mapping[str, Segment], *, is_added: bool) -> tuple[Terms, Terms]:
    """What was ordered and what is confirmed; each has what the other lacks where nothing says that they differ."""
    days = {each.component(1): day_of(each) for each in _before_schedules(group) if each.tag == "DTM"}
    prices = {each.component(1, 4): each for each in reversed(group) if each.tag == "PRI"}
    expected = prices.pop(codes.EXPECTED_PRICE, None)
    agreed = next(iter(prices.values()), None)
    promised = days.get(codes.PROMISED)
    ordered = _quantity(quantities.get(codes.ORDERED))
    confirmed = _quantity(quantities.get(codes.TO_BE_DELIVERED) or quantities.get("12"))
    if confirmed.quantity is None and group[0].component(2) in (codes.ACCEPTED, ""):
        confirmed = ordered
    confirmed = replace(_priced(confirmed, agreed), delivery_date=promised)
    if is_added:
        return Terms(), confirmed
    wanted = days.get(codes.REQUESTED, promised)
    return replace(_priced(ordered, expected or agreed), delivery_date=wanted), confirmed


def _quantity(segment: Segment | None) -> Terms:
    return Terms() if segment is None else Terms(amount(segment, 2), segment.component(1, 3))


def _priced(terms: Terms, segment: Segment | None) -> Terms:
    if segment is None:
        return terms
    basis = amount(segment, 5) if segment.component(1, 5) else Decimal(1)
    return replace(terms, price=amount(segment, 2), price_basis=basis)


def _before_schedules(group: Sequence[Segment]) -> Sequence[Segment]:
    """The segments of the line itself."""
    return group[: next((index for index, each in enumerate(group) if each.tag == "SCC"), len(group))]


def _backorder_date(group: Sequence[Segment]) -> date | None:
    schedules = group[len(_before_schedules(group)) :]
    later = [each for each in group if each.component(1) in (codes.OF_BACKORDER, codes.DEFERRED)]
    return next((day_of(each) for each in (*later, *schedules) if each.tag == "DTM"), None)


def _items(group: Sequence[Segment]) -> dict[str, str]:
    """Item numbers by their qualifier, those of a substitute with `other ` before it."""
    found: dict[str, str] = {}
    for segment in group:
        if segment.tag == "PIA":
            other = "other " if segment.component(1) == "3" else ""
            for identity in segment.elements[1:]:
                number, qualifier = (*identity, "")[:2]
                found.setdefault(other + qualifier, number)
    return found


def _line_no(group: Sequence[Segment]) -> str:
    for segment in group:
        if segment.tag == "RFF" and segment.component(1) == codes.LINE:
            return segment.component(1, 2)
        if segment.tag == "RFF" and segment.component(1) == codes.ORDER and segment.component(1, 3):
            return segment.component(1, 3)
    return ""


def _code(action: str, line: AnsweredLine, group: Sequence[Segment]) -> LineCode:
    """What 1229 says, and of an amended line AJT, or else what differs in it, by the precedence of `LineCode`."""
    if action in _ACTIONS:
        return _ACTIONS[action]
    told = next((_REASONS.get(each.component(1)) for each in group if each.tag == "AJT"), None)
    if told is not None:
        return told
    ordered, confirmed = line.ordered, line.confirmed
    differs = {
        LineCode.SUBSTITUTED: bool(line.substitute_item or line.substitute_gtin),
        LineCode.BACKORDERED: line.backordered > 0,
        LineCode.QUANTITY_CHANGED: (ordered.quantity, ordered.unit) != (confirmed.quantity, confirmed.unit),
        LineCode.PRICE_CHANGED: (ordered.price, ordered.price_basis) != (confirmed.price, confirmed.price_basis),
        LineCode.DATE_CHANGED: True,
    }
    return next(code for code, is_true in differs.items() if is_true)
