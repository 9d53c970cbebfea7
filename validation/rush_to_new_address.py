"""Goods that are wanted soon at an address to which the customer never had any sent: the usual pattern of fraud."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from orders.evidence import Learned
from orders.findings import Finding, FindingCode, Fix
from orders.mail_origin import Authenticity
from orders.reading import OrderKind
from orders.resolution import Fact, Resolution
from validation.lookalike_sender import mistaken_for
from validation.parties.mail_sender import CALL, authenticity, is_first_order
from validation.parties.places import in_one_line, likeness
from validation.parties.unknown_address import ONE_OFF
from validation.rule import Case, Verdict
from validation.words.wording import block, fix, hold, with_fixes


class RushToNewAddress:
    """Holds such an order. It blocks where the mail is proven to be somebody else's, looks as if it were the
    customer's, or is the first from its address and no mail server recorded that it is genuine: then the goods go to a
    known address, or the new one comes from the ERP, where somebody has set it up.
    """

    name = "rush_to_new_address"
    needs = frozenset({Fact.CUSTOMER, Fact.SHIP_TO})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        place = case.resolutions.get("ship_to")
        is_new = place is not None and place.value == ONE_OFF and not _was_accepted(place)
        if (
            not is_new
            or not case.reference.has("ship_to")
            or case.reading.kind is not OrderKind.ORDER
            or not case.resolved("customer")
        ):
            return Verdict()
        day = min(_rushed(case), default=None)
        return Verdict(findings=(_finding(case, day),)) if day else Verdict()


def _was_accepted(place: Resolution) -> bool:
    """Whether people accepted this address before and had it remembered."""
    return any(isinstance(one, Learned) for one in place.evidence)


def _rushed(case: Case) -> Iterator[date]:
    """The days within so many of today or of the order's own date, of which a sender can choose but one."""
    longest, ordered = timedelta(days=case.policy.rush_days), case.reading.order_date
    beginnings = {case.today, ordered.value if ordered else case.today}
    for day in _requested(case):
        if any(timedelta() <= day - beginning <= longest for beginning in beginnings):
            yield day


def _requested(case: Case) -> Iterator[date]:
    reading = case.reading
    reads = (reading.requested_delivery_date, reading.latest_delivery_date)
    yield from (read.value for read in reads if read)
    yield from (line.requested_date.value for line in reading.lines if line.requested_date)


def _finding(case: Case, day: date) -> Finding:
    doubt = _doubt_of_sender(case)
    place = case.resolutions["ship_to"].label
    message = (
        f"The goods are wanted by {day} at {place}, where the customer never had any sent{doubt and f', and {doubt}'}: "
        f"this is how goods are stolen in a customer's name. {CALL}; send them to a known address, or "
    )
    finding = block if doubt else hold
    message += "set the new one up in the ERP first." if doubt else "accept the order once the customer confirms it."
    found = finding(FindingCode.RUSH_TO_NEW_ADDRESS, "ship_to", message, found=f"{place} by {day}")
    return with_fixes(found, *_known_places(case))


def _doubt_of_sender(case: Case) -> str:
    """What speaks against the sender, as the end of a sentence; empty where nothing does, or no mail brought it."""
    origin = case.origin
    if origin is None:
        return ""
    found = authenticity(case, origin)
    if found is Authenticity.FAILED:
        return "the mail is not from whom it names"
    if like := mistaken_for(case, origin.domain):
        return f"the mail's domain {origin.domain} is not {like.email_domain}"
    is_examined = bool(case.policies.trusted_mail_servers) or case.policy.require_authentication
    if is_examined and found is Authenticity.UNKNOWN and is_first_order(case, origin):
        return f"it is the first order from {origin.address}, which no mail server vouches for"
    return ""


def _known_places(case: Case) -> Iterable[Fix]:
    shown, known = case.reading.ship_to, case.reference.ship_tos(case.resolved("customer"))
    similar = sorted(known, key=lambda place: -likeness(shown, place)) if shown else known
    return (fix(f"Deliver to {in_one_line(place)}", "ship_to", place.key) for place in similar)
