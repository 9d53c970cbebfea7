"""What ORDRSP and APERAK say alike of an order: its function, its references, its parties."""

from collections.abc import Iterator
from datetime import UTC, date

from edi.edifact.drafts import Draft, draft
from orders.reading import OrderKind
from replies.answer import AnsweredParty, AnswerKind, OrderAnswer
from replies.edifact import order_codes as codes
from replies.edifact.manner import Manner
from replies.envelope import AnswerEnvelope

NAME_WIDTH, PLACE_LENGTH = 35, 35
_MOST_NAMES, _MOST_STREETS = 5, 3
# A postcode, region or country that is longer than its element would be another one if it were cut: it is left out.
_POSTCODE_LENGTH, _REGION_LENGTH, _COUNTRY_LENGTH = 9, 9, 3
_AGENCY_LENGTH = 3


def function(answer: OrderAnswer) -> str:
    """DE 1225."""
    match answer.kind:
        case AnswerKind.ACCEPTED:
            return codes.ACCEPTED_FUNCTION
        case AnswerKind.CHANGED:
            return codes.CHANGED_FUNCTION
        case AnswerKind.REFUSED:
            return "27"
        case AnswerKind.CANCELLED:
            is_asked = answer.about is OrderKind.CANCEL
            return codes.ACCEPTED_FUNCTION if is_asked else codes.CANCELLED_FUNCTION


def prepared(envelope: AnswerEnvelope) -> Draft:
    """The date of the answer, to the minute, in UTC."""
    return draft("DTM", (codes.PREPARED, f"{envelope.prepared_at.astimezone(UTC):%Y%m%d%H%M}", "203"))


def day(qualifier: str, at: date) -> Draft:
    """A date without a time."""
    return draft("DTM", (qualifier, f"{at:%Y%m%d}", "102"))


def references(answer: OrderAnswer) -> Iterator[Draft]:
    """The customer's number with its date, the change or cancellation, and our own numbers."""
    yield draft("RFF", (codes.ORDER, answer.po_number))
    if answer.order_date is not None:
        yield day(codes.OF_REFERENCE, answer.order_date)
    if answer.about is OrderKind.CHANGE or answer.change_number:
        yield draft("RFF", (codes.CHANGE, answer.change_number or answer.received.document))
    if answer.about is OrderKind.CANCEL:
        yield draft("RFF", (codes.ORIGINAL_DOCUMENT, answer.received.document))
    for qualifier, number in (
        (codes.RELEASE, answer.release),
        (codes.OUR_ORDER, answer.our_order_number),
        (codes.EARLIER_ANSWER, answer.supersedes),
    ):
        if number:
            yield draft("RFF", (qualifier, number))


def parties(answer: OrderAnswer, manner: Manner) -> Iterator[Draft]:
    """Those that the customer named."""
    for qualifier, party in (
        ("BY", answer.buyer),
        ("SU", answer.supplier),
        ("DP", answer.ship_to),
        ("IV", answer.bill_to),
    ):
        if party.id or party.name:
            yield _party(qualifier, party, manner)


def _party(qualifier: str, party: AnsweredParty, manner: Manner) -> Draft:
    region = _if_short(party.region, _REGION_LENGTH, manner)
    return draft(
        "NAD",
        qualifier,
        (party.id, "", _agency(party)) if party.id else "",
        "",
        manner.pieces(party.name, NAME_WIDTH, _MOST_NAMES),
        manner.pieces(party.street, NAME_WIDTH, _MOST_STREETS),
        manner.text(party.city)[:PLACE_LENGTH].rstrip(),
        region,
        _if_short(party.postcode, _POSTCODE_LENGTH, manner),
        _if_short(party.country, _COUNTRY_LENGTH, manner),
    )


def _agency(party: AnsweredParty) -> str:
    agency = codes.AGENCIES.get(party.id_scheme, party.id_scheme)
    return agency if len(agency) <= _AGENCY_LENGTH else ""


def _if_short(value: str, most: int, manner: Manner) -> str:
    text = manner.text(value)
    return text if len(text) <= most else ""
