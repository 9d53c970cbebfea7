"""Orders are read with the profile of their partner, which is recorded with them, on both databases."""

from dataclasses import replace

import pytest

from orders.findings import FindingCode
from orders.partner import EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from orders.stages import Outcome, Subject
from parsers.parser import Blob, ParseContext, Parsed
from pipeline.simulation.replay import replay
from tests.fakes.small_orders import SmallParser, small_order
from tests.fakes.world import World

WHO = EnvelopeIdentity(standard=Standard.EDIFACT, id="NORTH", qualifier="ZZ")


class EnvelopedParser(SmallParser):
    """Small orders that say who sent them, as EDI does."""

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        parsed = super().parse(blob, context)
        return replace(parsed, readings=tuple(one.model_copy(update={"identities": (WHO,)}) for one in parsed.readings))


def partners(*, testing: bool = False, title: str = "") -> PartnerProfiles:
    profile = PartnerProfile(name="north", identities=(WHO,), testing=testing, title=title)
    return PartnerProfiles(partners=(profile,))


@pytest.fixture
def enveloped(world: World) -> World:
    world.flow = replace(world.flow, parsers=(EnvelopedParser(),), partners=partners())
    return world


def test_the_profile_and_its_revision_are_kept_with_the_order(enveloped: World) -> None:
    arrival = enveloped.receive(small_order("P-1"))
    enveloped.run()
    (profile,) = enveloped.flow.partners.partners
    assert profile.applied == enveloped.order(arrival).reading.profile


def test_while_a_partner_tests_nothing_of_it_is_posted(enveloped: World) -> None:
    enveloped.flow = replace(enveloped.flow, partners=partners(testing=True))
    arrival = enveloped.receive(small_order("P-1"))
    enveloped.run()
    order = enveloped.order(arrival)
    assert FindingCode.TEST_INTERCHANGE in {finding.code for finding in order.findings if finding.holds}
    assert Outcome.HELD is enveloped.work(Subject.ORDER, order.id).outcome


def test_an_order_read_with_another_revision_is_told_by_a_replay(enveloped: World) -> None:
    arrival = enveloped.receive(small_order("P-1"))
    enveloped.run()
    order = enveloped.order(arrival).id
    assert replay(enveloped.flow, order).is_same
    enveloped.flow = replace(enveloped.flow, partners=partners(title="North & Sons"))
    found = replay(enveloped.flow, order)
    assert ["profile.revision"] == [one.path for one in found.reading]
    assert "profile is another one" in found.why()
