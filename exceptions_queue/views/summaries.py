"""What a list says about an order beyond its columns, counted once for each version of the order."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from exceptions_queue.views.fields import OrderFacts, State
from exceptions_queue.views.formatting import money
from exceptions_queue.views.issues import issues
from exceptions_queue.views.lines import is_amount, lines_total
from exceptions_queue.views.paths import line_index
from exceptions_queue.views.reasons import short_words
from orders.ids import OrderId
from orders.reading import OrderReading
from orders.second_person import waiting_for_another
from pipeline.edits import with_edits
from pipeline.posting.parts import NOTHING_SENT, counted, keys_of, sent_of
from pipeline.posting.places import shares_of
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Summary:
    """Reasons in words with their number, lines with a problem, all lines; as text the requested date, the buyer, and
    what the document says that it is worth."""

    words: tuple[tuple[str, int], ...] = ()
    bad_lines: int = 0
    lines: int = 0
    requested: str = ""
    buyer: str = ""
    worth: str = ""
    posted: str = ""
    """How many of the lines are posted already, where some are."""


NOTHING_READ = Summary()
SECOND_PERSON = "Second person"
"""What waits though somebody accepted it."""


class Summaries:
    """The summaries of the orders that were listed last: reading a big order again for each refresh would be slow."""

    def __init__(self, most: int = 2_000) -> None:
        self._most = most
        self._known: OrderedDict[tuple[OrderId, int], Summary] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, uow: UnitOfWork, order_id: OrderId, version: int) -> Summary:
        """The summary of an order in this version of its work."""
        with self._lock:
            known = self._known.get((order_id, version))
        return known or self._remember((order_id, version), _read(uow, order_id))

    def _remember(self, key: tuple[OrderId, int], made: Summary) -> Summary:
        with self._lock:
            self._known[key] = made
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return made


def _read(uow: UnitOfWork, order_id: OrderId) -> Summary:
    row = uow.orders.get(order_id)
    decisions = uow.decisions.of_order(order_id)
    made = replace(summary(row, with_edits(row, decisions)[0]), posted=_posted(uow, row))
    waiting = [finding for finding in row.findings if finding.fingerprint not in row.accepted]
    if not waiting_for_another(waiting, decisions):
        return made
    return replace(made, words=((SECOND_PERSON, 1), *made.words))


def _posted(uow: UnitOfWork, row: OrderRow) -> str:
    # Without a reference nothing is in the ERP.
    sent = sent_of(uow.postings.of_order(row.id)) if row.erp_reference else NOTHING_SENT
    return counted(sent, len(shares_of(row.order, keys_of(row))))


def summary(row: OrderRow, reading: OrderReading) -> Summary:
    """Counted from the findings that still wait for a person."""
    facts = OrderFacts(reading, row.resolutions, row.findings, row.accepted)
    cards = [card for card in issues(facts) if card.state is not State.PASSED]
    waiting = [card.finding for card in cards]
    lines = {line_index(finding.path) for finding in waiting} - {None}
    dates = sorted(
        read.value
        for read in (reading.requested_delivery_date, *(line.requested_date for line in reading.lines))
        if read
    )
    return Summary(
        words=short_words(finding.code for finding in waiting),
        bad_lines=len(lines),
        lines=len(reading.lines),
        requested=dates[0].isoformat() if dates else "",
        buyer=buyer_text(reading),
        worth=worth_text(reading),
    )


def worth_text(reading: OrderReading) -> str:
    """What the document says that the order is worth without tax: its net total, else the sum of its lines."""
    worth = reading.total_net.value if reading.total_net else lines_total(reading)
    return money(worth, reading.currency.value if reading.currency else "") if worth and is_amount(worth) else ""


def buyer_text(reading: OrderReading) -> str:
    """Who orders, as the document says it: the name, else the identifier, else who sent it."""
    buyer = reading.buyer
    named = (buyer.name or buyer.id) if buyer else None
    return named.value if named else reading.sender
