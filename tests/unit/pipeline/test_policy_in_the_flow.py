"""What a policy says beyond tolerances: shadow mode, orders drawn for review, severities, mails without an order."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from email.message import EmailMessage
from typing import Any

import pytest

from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind
from orders.findings import FindingCode, Severity
from orders.ids import ArrivalId, OrderId
from orders.order import PurchaseOrder
from orders.policy import Mode, Policies, Policy, WithoutOrder
from orders.stages import Outcome, Subject
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from validation.review_mode import ReviewMode

MakeWorld = Callable[..., World]
MAIL = b"From: anna@buyer.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\n"


def ruled(make_world: MakeWorld, erp: MemoryErp | None = None, **policy: Any) -> World:
    """A world with mode `review` in its rules and this policy for everybody."""
    world = make_world(rules=(SmallRule(), ReviewMode()), adapter=erp or MemoryErp())
    world.flow = replace(world.flow, policies=Policies(default=Policy(**policy)))
    return world


class TestShadow:
    def test_an_order_that_was_entered_alike_is_set_aside_as_the_same(self, make_world: MakeWorld) -> None:
        erp = MemoryErp()
        world = ruled(make_world, erp, mode=Mode.SHADOW)
        arrival = world.receive(small_order("P-1"))
        world.run()
        assert Outcome.RETRYING is world.fate(arrival)
        reference = erp.type_in(entered(world, arrival))
        world.run_through(hours=2)
        work = world.work(Subject.ORDER, world.order(arrival).id)
        assert (Outcome.SET_ASIDE, True) == (work.outcome, f"as {reference}, and it is the same" in work.reason)
        assert [reference] == [order.reference for order in erp.orders()]

    def test_what_was_entered_differently_is_named(self, make_world: MakeWorld) -> None:
        erp = MemoryErp()
        world = ruled(make_world, erp, mode=Mode.SHADOW)
        arrival = world.receive(small_order("P-1"))
        world.run()
        erp.type_in(entered(world, arrival).model_copy(update={"currency": "USD"}))
        world.run_through(hours=2)
        order = world.order(arrival)
        assert "it differs" in world.work(Subject.ORDER, order.id).reason
        (difference,) = [one for one in order.findings if one.code is FindingCode.ERP_DIFFERENCE]
        assert (Severity.NOTE, "currency") == (difference.severity, difference.path)

    def test_an_order_that_nobody_enters_is_given_up_in_time(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.SHADOW, shadow_hours=3)
        arrival = world.receive(small_order("P-1"))
        world.run_through(hours=2)
        assert Outcome.RETRYING is world.fate(arrival)
        world.run_through(hours=2)
        assert "did not have it within 3 hours" in world.work(Subject.ORDER, world.order(arrival).id).reason

    def test_what_would_be_held_asks_nobody_and_says_why(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.SHADOW)
        arrival = world.receive(small_order("P-1", lines=("?x 5 1.50",)))
        world.run()
        work = world.work(Subject.ORDER, world.order(arrival).id)
        assert (Outcome.SET_ASIDE, True) == (
            work.outcome,
            "it would wait for a person. Choose the item." in work.reason,
        )

    def test_an_order_taken_in_shadow_never_posts_in_another_mode(self, make_world: MakeWorld) -> None:
        erp = MemoryErp()
        world = ruled(make_world, erp, mode=Mode.SHADOW, shadow_hours=1)
        arrival = world.receive(small_order("P-1"))
        world.run()
        world.flow = replace(world.flow, policies=Policies(default=Policy(mode=Mode.AUTO, shadow_hours=1)))
        world.run_through(hours=3)
        assert Outcome.SET_ASIDE is world.fate(arrival)
        assert erp.orders() == ()

    def test_a_resend_after_it_is_no_duplicate(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.SHADOW, shadow_hours=0)
        world.receive(small_order("P-1"))
        world.run()
        world.flow = replace(world.flow, policies=Policies(default=Policy(mode=Mode.AUTO)))
        again = world.receive(small_order("P-1"))
        world.run()
        assert Outcome.DONE is world.fate(again)


class TestDrawn:
    @pytest.mark.parametrize(("share", "outcome"), [(Decimal(0), Outcome.DONE), (Decimal(100), Outcome.HELD)])
    def test_the_share_decides(self, make_world: MakeWorld, share: Decimal, outcome: Outcome) -> None:
        world = ruled(make_world, mode=Mode.AUTO, review_share_percent=share)
        arrival = world.receive(small_order("P-1"))
        world.run()
        assert outcome is world.fate(arrival)

    def test_a_drawn_order_posts_once_it_is_approved(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.AUTO, review_share_percent=Decimal(100))
        arrival = world.receive(small_order("P-1"))
        world.run()
        order = world.order(arrival)
        (drawn,) = [finding for finding in order.findings if finding.holds]
        assert FindingCode.DRAWN_FOR_REVIEW is drawn.code
        world.decide(order.id, DecisionKind.APPROVE, accepted=(drawn.fingerprint,))
        world.run()
        assert Outcome.DONE is world.fate(arrival)

    def test_an_order_that_a_person_sees_anyway_is_not_drawn(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.AUTO, review_share_percent=Decimal(100))
        arrival = world.receive(small_order("P-1", lines=("?x 5 1.50",)))
        world.run()
        assert {"item-unknown"} == world.codes(arrival)

    def test_about_the_share_is_drawn_and_the_same_each_time(self) -> None:
        policy = Policy(review_share_percent=Decimal(10))
        drawn = [policy.draws(OrderId(f"{number:032x}")) for number in range(2000)]
        assert 150 < sum(drawn) < 250
        assert drawn == [policy.draws(OrderId(f"{number:032x}")) for number in range(2000)]


class TestSeverities:
    def test_a_note_can_be_made_to_hold(self, make_world: MakeWorld) -> None:
        raised = {FindingCode.UNREAD_CONTENT: Severity.HOLD}
        world = ruled(make_world, mode=Mode.AUTO, severities=raised)
        arrival = world.receive(with_picture(small_order("P-1")))
        world.run()
        (finding,) = world.order(arrival).findings
        assert (FindingCode.UNREAD_CONTENT, Severity.HOLD) == (finding.code, finding.severity)

    def test_what_blocks_stays(self, make_world: MakeWorld) -> None:
        world = ruled(make_world, mode=Mode.AUTO, severities={FindingCode.ITEM_UNKNOWN: Severity.HOLD})
        arrival = world.receive(small_order("P-1", lines=("?x 5 1.50",)))
        world.run()
        assert [Severity.BLOCK] == [finding.severity for finding in world.order(arrival).findings]


class TestMailsWithoutOrder:
    @pytest.mark.parametrize(
        ("without", "outcome"),
        [(WithoutOrder.PERSON, Outcome.HELD), (WithoutOrder.SET_ASIDE, Outcome.SET_ASIDE)],
    )
    def test_the_policy_decides(self, make_world: MakeWorld, without: WithoutOrder, outcome: Outcome) -> None:
        world = without_order(make_world, without)
        arrival = world.receive(MAIL + b"NOTHING", media_type="message/rfc822")
        world.run()
        assert outcome is world.work(Subject.ARRIVAL, arrival).outcome

    @pytest.mark.parametrize("text", [b"Dear all, see you on Monday.", b"BROKEN"])
    def test_what_was_not_read_or_asks_for_something_waits_for_a_person(
        self, make_world: MakeWorld, text: bytes
    ) -> None:
        world = without_order(make_world, WithoutOrder.SET_ASIDE)
        arrival = world.receive(MAIL + text, media_type="message/rfc822")
        world.run()
        assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome

    def test_what_is_no_mail_waits_for_a_person(self, make_world: MakeWorld) -> None:
        world = without_order(make_world, WithoutOrder.SET_ASIDE)
        arrival = world.receive(b"NOTHING")
        world.run()
        assert Outcome.HELD is world.work(Subject.ARRIVAL, arrival).outcome


def without_order(make_world: MakeWorld, without: WithoutOrder) -> World:
    world = make_world()
    world.flow = replace(world.flow, policies=Policies(mails_without_order=without))
    return world


def entered(world: World, arrival: ArrivalId) -> PurchaseOrder:
    """The order as it was understood, for a clerk to enter."""
    order = world.order(arrival).order
    assert isinstance(order, PurchaseOrder)
    return order


def with_picture(order: bytes) -> bytes:
    """A mail with the order as its text and a picture that nobody reads."""
    mail = EmailMessage()
    mail["From"] = "anna@buyer.example"
    mail.set_content(order.decode())
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="logo.png")
    return mail.as_bytes()
