"""An order that was read with a partner's profile names it, with its revision."""

from dataclasses import replace

from starlette.testclient import TestClient

from orders.partner import EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from parsers.parser import Blob, ParseContext, Parsed
from tests.fakes.small_orders import SmallParser
from tests.fakes.world import World

WHO = EnvelopeIdentity(standard=Standard.EDIFACT, id="NORTH")


class EnvelopedParser(SmallParser):
    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        parsed = super().parse(blob, context)
        (reading,) = parsed.readings
        return replace(parsed, readings=(reading.model_copy(update={"identities": (WHO,)}),))


def test_the_page_names_the_profile(world: World, clerk: TestClient) -> None:
    profile = PartnerProfile(name="north", identities=(WHO,))
    for partners, named in ((PartnerProfiles(), False), (PartnerProfiles(partners=(profile,)), True)):
        world.flow = replace(world.flow, parsers=(EnvelopedParser(),), partners=partners)
        arrival = world.receive(b"ORDER P-9 C-1\nPART-A 1 1.00", name=f"{named}.txt")
        world.run()
        page = clerk.get(f"/orders/{world.order(arrival).id}").text
        assert named is ("profile north" in page)
        assert named is (profile.revision in page)
