"""One order on a person's desk: showing its page, and answering a decision on it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from exceptions_queue.access import SignedIn
from exceptions_queue.deciding import Seen
from exceptions_queue.error_pages import answer
from exceptions_queue.problems import ChangedMeanwhile
from exceptions_queue.rendering import Pages
from exceptions_queue.requests import WithPages, WithPerson, WithServices, is_htmx
from exceptions_queue.services import Services
from exceptions_queue.views.formatting import moment
from exceptions_queue.views.history import last_of
from exceptions_queue.views.order_page import OrderPage, order_page
from exceptions_queue.views.queue_page import neighbours
from exceptions_queue.views.replies_page import replies_to
from exceptions_queue.views.summaries import worth_text
from exceptions_queue.views.words import standing, tone
from orders.ids import OrderId
from orders.reference import ShipTo
from orders.stages import Outcome, Stage


@dataclass(frozen=True, slots=True)
class Desk:
    """What every route of an order works with."""

    request: Request
    services: Services
    pages: Pages
    person: SignedIn
    order_id: OrderId

    def show(
        self, *, message: str = "", template: str = "order.html", all_lines: bool = False, decided: bool = False
    ) -> Response:
        """The order's page, or the part of it that htmx swaps; after a decision with what becomes of the order."""
        with self.services.store.read() as uow:
            page = order_page(uow, self.order_id, self.person, all_lines=all_lines)
            replies = replies_to(uow, page.row, self.services.clock())
            previous_url, next_url = neighbours(uow, self.order_id)
        held = page.work.outcome is Outcome.HELD
        return self.pages.page(
            template,
            person=self.person,
            section="queue" if held else "orders",
            page=page,
            replies=replies,
            ship_to_options=[(one.key, ship_to_text(one)) for one in page.ship_tos],
            standing=standing(page.work),
            worth=worth_text(page.facts.reading),
            tone=tone(page.work.outcome),
            previous_url=previous_url,
            next_url=next_url,
            back_url="/" if held else "/orders",
            message=f"{message} {_consequence(page)}".strip() if decided else "",
            message_tone=tone(page.work.outcome),
        )

    def decide(self, version: int, carry_out: Callable[[Services, SignedIn, Seen], None], message: str) -> Response:
        """Carry the decision out and show what came of it; a decision on an older state says what changed."""
        try:
            carry_out(self.services, self.person, Seen(self.order_id, version))
        except ChangedMeanwhile as conflict:
            return self._conflict(conflict)
        if is_htmx(self.request):
            return self.show(message=message, template="_order.html", decided=True)
        return RedirectResponse(f"/orders/{self.order_id}", HTTPStatus.SEE_OTHER)

    def _conflict(self, conflict: ChangedMeanwhile) -> Response:
        with self.services.store.read() as uow:
            page = order_page(uow, self.order_id, self.person)
        recent = [
            f"{entry.title} by {entry.actor}, {moment(entry.at)}"
            + (f": {'; '.join(entry.lines)}" if entry.lines else "")
            for entry in last_of(page.history)
        ]
        return answer(
            self.request, conflict.status, conflict.title, str(conflict), recent, reload=f"/orders/{self.order_id}"
        )


def desk(request: Request, services: WithServices, pages: WithPages, person: WithPerson, order_id: OrderId) -> Desk:
    """The desk of a signed-in person with this order on it."""
    return Desk(request, services, pages, person, order_id)


WithDesk = Annotated[Desk, Depends(desk)]
Version = Annotated[int, Form()]


def ship_to_text(ship_to: ShipTo) -> str:
    """An address in one line, with the key by which the supplier knows it."""
    parts = (ship_to.name, ship_to.street, f"{ship_to.postcode} {ship_to.city}".strip(), ship_to.country)
    return f"{', '.join(part for part in parts if part)} ({ship_to.key})"


def _consequence(page: OrderPage) -> str:
    match page.work.outcome:
        case Outcome.HELD:
            left = len(page.unresolved)
            if page.is_left_to_another:
                return "It stays here until another person accepts the delivery address too."
            return f"{left} to decide." if left else "Nothing is left to decide: approve it to post it."
        case Outcome.RUNNING:
            return "It is on its way into the ERP."
        case Outcome.RETRYING:
            return "The ERP could not be reached just now; it is tried again by itself."
        case Outcome.DONE:
            return "Posted." if page.work.stage is Stage.CONFIRMED else ""
        case _:
            return ""
