"""From a mail to what rules say of its sender, and the same again when it is replayed, on both databases."""

from dataclasses import replace

import pytest

from orders.decision import DecisionKind
from orders.findings import FindingCode
from orders.ids import ArrivalId
from orders.mail_origin import AuthMethod, AuthResult
from orders.policy import Policies
from orders.stages import Outcome
from pipeline.simulation.replay import replay
from pipeline.simulation.simulate import Past, Proposal, simulate
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World
from validation.new_sender import NewSender
from validation.sender_authentication import SenderAuthentication

MAIL = "message/rfc822"
TRUSTING = Policies(trusted_mail_servers=("mx.us.example",))


@pytest.fixture
def office(world: World) -> World:
    """A world whose mail server's results are believed."""
    rules = (SmallRule(), NewSender(), SenderAuthentication())
    world.flow = replace(world.flow, rules=rules, policies=TRUSTING, program="1.0")
    return world


def ordered(world: World, number: str, said: str = "dmarc=pass", sender: str = "Ana@Acme.example") -> ArrivalId:
    """An order by mail, as our server delivered it."""
    head = f"Authentication-Results: mx.us.example; {said}\r\nFrom: {sender}\r\n\r\n"
    arrival = world.receive(head.encode() + small_order(number), media_type=MAIL)
    world.run()
    return arrival


def test_the_first_order_from_an_address_is_told_of_and_the_next_is_not(office: World) -> None:
    first, second = ordered(office, "P-1"), ordered(office, "P-2", sender="ana@acme.EXAMPLE")
    other = ordered(office, "P-3", sender="bob@acme.example")
    assert [True, False, True] == ["sender-new" in office.codes(one) for one in (first, second, other)]
    assert {Outcome.DONE} == {office.fate(one) for one in (first, second, other)}


def test_one_that_waits_makes_nobody_known(office: World) -> None:
    ordered(office, "P-1", said="dmarc=fail")
    assert "sender-new" in office.codes(ordered(office, "P-2"))


def test_a_mail_that_failed_waits_until_a_person_accepts_it(office: World) -> None:
    arrival = ordered(office, "P-1", said="dmarc=fail")
    assert Outcome.HELD is office.fate(arrival)
    order = office.order(arrival)
    held = [one.fingerprint for one in order.findings if one.code is FindingCode.AUTHENTICATION_FAILED]
    assert 1 == len(held)
    office.decide(order.id, DecisionKind.APPROVE, accepted=held)
    office.run()
    assert Outcome.DONE is office.fate(arrival)


def test_a_signature_that_was_verified_vouches_for_what_no_server_recorded(office: World) -> None:
    proof = AuthResult(method=AuthMethod.DKIM, result="pass", domain="acme.example")
    office.flow = replace(office.flow, verify=lambda *_mail: (proof,))
    assert {"sender-new"} == office.codes(ordered(office, "P-1", said="none"))


def test_it_comes_out_the_same_whoever_wrote_and_was_trusted_since(office: World) -> None:
    arrivals = [ordered(office, "P-1"), ordered(office, "P-2", said="dmarc=fail"), ordered(office, "P-3", said="none")]
    office.clock.move(days=1)
    ordered(office, "P-4")
    office.flow = replace(office.flow, policies=Policies())
    assert [""] * 3 == [replay(office.flow, office.order(arrival).id).why() for arrival in arrivals]


def test_another_trust_is_tried_on_the_mails_of_the_past(office: World) -> None:
    office.flow = replace(office.flow, policies=Policies())
    ordered(office, "P-1", said="dmarc=fail")
    flow = office.flow
    past = Past(flow.store, flow.rules, flow.policies, office.clock().date())
    (tried,) = simulate(past, Proposal(policies=TRUSTING))
    assert {FindingCode.AUTHENTICATION_FAILED} == tried.codes
