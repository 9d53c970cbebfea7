"""An interchange that is cut off behind a whole order, or that may be a test, reaches a person; whole ones do not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ingest.unpacking.unpack import Part, Unpacked
from orders.findings import FindingCode
from orders.ids import ArrivalId
from orders.partner import EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from orders.partner_values import Quirk
from orders.stages import Outcome, Subject
from parsers.edifact import EdifactParser
from parsers.x12 import X12Parser
from tests.fakes.world import World

LINE = "LIN+1++I-1:IN'QTY+21:10:PCE'PRI+AAA:4.50'UNS+S'CNT+2:1'"
ISA = "ISA*00*          *00*          *01*BUYER          *01*SELLER         *260302*0915*U*00401*000000001*0*P*>~"


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    return make_world(parsers=(EdifactParser(), X12Parser()))


def edifact(*numbers: str, ends: str | None = None, flag: str = "") -> bytes:
    messages = "".join(
        f"UNH+{at}+ORDERS:D:96A:UN'BGM+220+{number}+9'DTM+137:20260302:102'NAD+BY+B1::92'{LINE}UNT+10+{at}'"
        for at, number in enumerate(numbers, start=1)
    )
    trailer = f"UNZ+{len(numbers)}+R1'" if ends is None else ends
    return f"UNB+UNOC:3+BUYER:14+SELLER:14+260302:0915+R1{flag}'{messages}{trailer}".encode()


def x12(*numbers: str, ends: str = "IEA*1*000000001~") -> bytes:
    sets = "".join(
        f"ST*850*{at:04}~BEG*00*SA*{number}**20260302~N1*BY*Buyer*92*B1~PO1*1*10*EA*4.50**IN*I-1~CTT*1~SE*6*{at:04}~"
        for at, number in enumerate(numbers, start=1)
    )
    group = f"GS*PO*BUYER*SELLER*20260302*0915*1*X*004010~{sets}GE*{len(numbers)}*1~"
    return f"{ISA}{group}{ends}".encode()


def fates(world: World, arrival: ArrivalId) -> list[tuple[str, Outcome]]:
    orders = sorted(world.orders(arrival), key=lambda order: order.po_number)
    return [(order.po_number, world.work(Subject.ORDER, order.id).outcome) for order in orders]


def received(world: World, content: bytes) -> ArrivalId:
    arrival = world.receive(content)
    world.run()
    return arrival


def in_portions(world: World, portions: Sequence[bytes]) -> ArrivalId:
    parts = tuple(
        Part(f"1/{number}", "orders.edi", "application/edifact", content)
        for number, content in enumerate(portions, start=1)
    )
    world.flow = replace(world.flow, unpack=lambda _content, _name, _kind: Unpacked(parts))
    return received(world, b"".join(portions))


@pytest.mark.parametrize(
    "content",
    [
        edifact("P-1", "P-2", ends=""),
        edifact("P-1", "P-2", ends="UNZ+2"),
        x12("P-1", "P-2", ends=""),
    ],
    ids=["no UNZ", "a piece of UNZ", "no IEA"],
)
def test_the_last_order_of_an_interchange_that_does_not_end_waits_for_a_person(world: World, content: bytes) -> None:
    arrival = received(world, content)
    assert [("P-1", Outcome.DONE), ("P-2", Outcome.HELD)] == fates(world, arrival)
    held = max(world.orders(arrival), key=lambda order: order.po_number)
    (told,) = [finding for finding in held.findings if finding.holds]
    assert FindingCode.TRUNCATED is told.code
    assert "others may be missing" in told.message


@pytest.mark.parametrize("content", [edifact("P-1", ends="UN"), x12("P-1", ends="IE")], ids=["EDIFACT", "X12"])
def test_a_piece_of_a_tag_behind_it_is_no_end(world: World, content: bytes) -> None:
    assert [("P-1", Outcome.HELD)] == fates(world, received(world, content))


@pytest.mark.parametrize("content", [edifact("P-1", "P-2"), x12("P-1", "P-2")], ids=["EDIFACT", "X12"])
def test_whole_interchanges_go_on(world: World, content: bytes) -> None:
    assert [("P-1", Outcome.DONE), ("P-2", Outcome.DONE)] == fates(world, received(world, content))


def test_each_interchange_of_a_file_that_does_not_end_is_told(world: World) -> None:
    content = edifact("P-1", "P-2", ends="") + edifact("P-3", "P-4")
    held = [number for number, outcome in fates(world, received(world, content)) if outcome is Outcome.HELD]
    assert ["P-2"] == held


def test_only_the_last_portion_of_an_interchange_is_told(world: World) -> None:
    arrival = in_portions(world, [edifact("P-1", "P-2", ends=""), edifact("P-3", ends="")])
    assert [("P-1", Outcome.DONE), ("P-2", Outcome.DONE), ("P-3", Outcome.HELD)] == fates(world, arrival)


def test_the_last_portion_of_an_interchange_is_told_though_another_one_follows(world: World) -> None:
    another = edifact("P-3").replace(b"R1", b"R2")
    arrival = in_portions(world, [edifact("P-1", ends=""), edifact("P-2", ends=""), another])
    assert [("P-1", Outcome.DONE), ("P-2", Outcome.HELD), ("P-3", Outcome.DONE)] == fates(world, arrival)


def test_a_partner_who_never_ends_interchanges_is_not_asked_about(world: World) -> None:
    quirk = Quirk(code=FindingCode.TRUNCATED, defect="unz_missing", because="their system writes none")
    sender = EnvelopeIdentity(standard=Standard.EDIFACT, id="BUYER", qualifier="14")
    profile = PartnerProfile(name="buyer", identities=(sender,), quirks=(quirk,))
    world.flow = replace(world.flow, partners=PartnerProfiles(partners=(profile,)))
    assert [("P-1", Outcome.DONE)] == fates(world, received(world, edifact("P-1", ends="")))


def test_what_may_be_a_test_waits_for_a_person(world: World) -> None:
    arrival = received(world, edifact("P-1", "P-2", flag="+++++1"))
    assert [("P-1", Outcome.HELD), ("P-2", Outcome.HELD)] == fates(world, arrival)
