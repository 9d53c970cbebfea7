"""Orders in parts on both databases: through the flow, in a replay, in a simulation; and whatever people do to them."""

import random
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from erp_adapters.file_drop.adapter import FileDrop
from erp_adapters.file_drop.folder import DropFolder, prepare
from erp_adapters.file_drop.sales_order import SalesOrder
from erp_adapters.memory.adapter import MemoryErp
from orders.decision import DecisionKind
from orders.findings import Change
from orders.ids import ArrivalId, OrderId
from orders.policy import Mode, Parts, Policies, Policy
from orders.stages import Outcome, Stage, Subject
from pipeline.decisions.order import NotDecidable
from pipeline.edits import with_edits
from pipeline.posting.parts import keys_of
from pipeline.simulation.effects import Effect
from pipeline.simulation.replay import replay
from pipeline.simulation.simulate import Past, Proposal, simulate
from tests.fakes.small_orders import SmallRule, small_order
from tests.fakes.world import World, small_world
from validation.review_mode import ReviewMode

MIXED = ("SKU-1 5 1.50", "?a 2 3.00", "SKU-2 1 20.00", "?b 4 1.00")
IN_PARTS = Policies(default=Policy(mode=Mode.AUTO, posting=Parts.CLEAN_LINES))


@pytest.fixture
def in_parts(world: World) -> World:
    """A world in which clean lines go ahead."""
    world.flow = replace(world.flow, policies=IN_PARTS, rules=(SmallRule(), ReviewMode()))
    return world


def arrived(world: World, number: str = "P-1") -> ArrivalId:
    arrival = world.receive(small_order(number, lines=MIXED))
    world.run_through(hours=1)
    return arrival


def received(world: World, content: bytes) -> OrderId:
    arrival = world.receive(content)
    world.run_through(hours=1)
    return world.order(arrival).id


def correct(world: World, order_id: OrderId, **values: str) -> None:
    changes = tuple(Change(path=f"lines[{index[1:]}].item", value=value) for index, value in values.items())
    world.decide(order_id, DecisionKind.CORRECT, changes=changes)
    world.run_through(hours=1)


def test_an_order_is_posted_in_parts(in_parts: World) -> None:
    order_id = in_parts.order(arrived(in_parts)).id
    correct(in_parts, order_id, _3="SKU-9")
    correct(in_parts, order_id, _1="SKU-8")
    work = in_parts.work(Subject.ORDER, order_id)
    assert (Stage.CONFIRMED, Outcome.DONE) == (work.stage, work.outcome)
    with in_parts.flow.store.read() as uow:
        assert [(1, 3), (4,), (2,)] == [posting.lines for posting in uow.postings.of_order(order_id)]
        assert [order_id] == [row.order_id for row in uow.search.find("so-000002")]


def test_a_replay_comes_out_the_same_before_and_after_each_part(in_parts: World) -> None:
    order_id = in_parts.order(arrived(in_parts)).id
    assert replay(in_parts.flow, order_id).is_same
    correct(in_parts, order_id, _3="SKU-9")
    assert replay(in_parts.flow, order_id).is_same
    correct(in_parts, order_id, _1="SKU-8")
    found = replay(in_parts.flow, order_id)
    assert ((), True) == (found.outcome, found.is_same)


def test_a_simulation_tells_what_another_policy_makes_of_the_rest(in_parts: World) -> None:
    arrival = arrived(in_parts)
    correct(in_parts, in_parts.order(arrival).id, _3="SKU-9")
    flow = in_parts.flow
    past = Past(flow.store, flow.rules, flow.policies, in_parts.clock().date())
    with flow.store.read() as uow:
        before = uow.journal.last_position()
    assert [Effect.NONE] == [one.effect for one in simulate(past, Proposal(policies=IN_PARTS))]
    assert [Effect.NONE] == [one.effect for one in simulate(past, Proposal(policies=Policies(default=Policy())))]
    with flow.store.read() as uow:
        assert before == uow.journal.last_position()


def test_a_cancellation_waits_until_the_rest_of_its_order_is_decided(in_parts: World) -> None:
    order_id = in_parts.order(arrived(in_parts)).id
    cancellation = received(in_parts, b"CANCEL P-1 C-1")
    correct(in_parts, order_id, _1="SKU-8", _3="SKU-9")
    assert Outcome.HELD is in_parts.work(Subject.ORDER, order_id).outcome
    with pytest.raises(NotDecidable, match="Mend or refuse what is left"):
        in_parts.decide(cancellation, DecisionKind.RECORD_CHANGE)
    in_parts.decide(order_id, DecisionKind.REFUSE, reason="Cancelled.")
    erp = in_parts.flow.adapter
    assert isinstance(erp, MemoryErp)
    (posted,) = erp.orders()
    erp.cancel(posted.reference)
    in_parts.decide(cancellation, DecisionKind.RECORD_CHANGE)
    assert Outcome.DONE is in_parts.work(Subject.ORDER, cancellation).outcome


def test_a_change_is_not_carried_out_on_an_order_of_which_a_part_is_posted(in_parts: World) -> None:
    arrived(in_parts)
    change = received(in_parts, b"CHANGE P-1 C-1\nSKU-1 7 1.50")
    with pytest.raises(NotDecidable, match="is in the ERP"):
        in_parts.decide(change, DecisionKind.APPLY_CHANGE)


def test_the_files_of_two_parts_are_two_and_name_their_part(database_url: str, tmp_path: Path) -> None:
    folder = DropFolder(tmp_path / "drop")
    prepare(folder)
    world = small_world(database_url, tmp_path / "archive", adapter=FileDrop("file_drop", folder.root))
    with closing(world.flow.store):
        world.flow = replace(world.flow, policies=IN_PARTS)
        order_id = world.order(arrived(world)).id
        correct(world, order_id, _1="SKU-8", _3="SKU-9")
        assert Outcome.DONE is world.work(Subject.ORDER, order_id).outcome
    files = [SalesOrder.model_validate_json(path.read_bytes()) for path in folder.orders.iterdir()]
    assert {"1": ["SKU-1", "SKU-2"], "2": ["SKU-8", "SKU-9"]} == {
        order.part: [line.item for line in order.lines] for order in files
    }


@pytest.mark.parametrize("seed", range(12))
def test_whatever_people_do_every_line_is_posted_once_or_not_at_all(in_parts: World, seed: int) -> None:
    """Edits, deletions, additions, refusals, other policies, clerks and cancellations in the ERP, by chance."""
    chance, erp = random.Random(seed), in_parts.flow.adapter
    assert isinstance(erp, MemoryErp)
    order_id = in_parts.order(arrived(in_parts)).id
    for _ in range(14):
        with suppress(NotDecidable, ValueError):
            _act(in_parts, erp, order_id, chance)
        in_parts.run_through(hours=1)
        _assert_each_line_once(in_parts, erp, order_id)
    _assert_closed_or_held(in_parts, order_id)


def _act(world: World, erp: MemoryErp, order_id: OrderId, chance: random.Random) -> None:
    index, item = chance.randrange(5), f"SKU-{chance.randrange(100, 200)}"
    match chance.randrange(9):
        case 0 | 1 | 2:
            _edit(world, order_id, (f"lines[{index}].item", item))
        case 3:
            _edit(world, order_id, (f"lines[{index}]", ""))
        case 4:
            _edit(world, order_id, ("lines[+]", ""), (f"lines[{index}].buyer_item", item))
        case 5:
            added = (("lines[4].buyer_item", item), ("lines[4].quantity", "2"), ("lines[4].unit_price", "1"))
            _edit(world, order_id, ("lines[+]", ""), *added)
        case 6:
            mode = chance.choice((Mode.AUTO, Mode.AUTO, Mode.REVIEW, Mode.SHADOW))
            parts = chance.choice(tuple(Parts))
            world.flow = replace(world.flow, policies=Policies(default=Policy(mode=mode, posting=parts)))
        case 7:
            world.decide(order_id, chance.choice((DecisionKind.RETRY, DecisionKind.APPROVE)))
        case _:
            _edit(world, order_id, (f"lines[{index}].quantity", str(chance.randrange(1, 9))))


def _edit(world: World, order_id: OrderId, *changes: tuple[str, str]) -> None:
    made = tuple(Change(path=path, value=value) for path, value in changes)
    world.decide(order_id, DecisionKind.CORRECT, changes=made)


def _assert_each_line_once(world: World, erp: MemoryErp, order_id: OrderId) -> None:
    with world.flow.store.read() as uow:
        row, postings = uow.orders.get(order_id), uow.postings.of_order(order_id)
        reading, _ = with_edits(row, uow.decisions.of_order(order_id))
    keys = keys_of(row)
    assert len(keys) == len(reading.lines)
    posted = [key for posting in postings if posting.is_posted for key in posting.lines or keys]
    assert {} == {key: count for key, count in Counter(posted).items() if count > 1}, "a line is in two parts"
    assert set(posted) <= set(keys), "a line that is posted was deleted"
    there = [order.posting_id for order in erp.orders()]
    assert len(there) == len(set(there)), "posted twice"
    assert {posting.id for posting in postings if posting.is_posted} == set(there), "in the ERP without being known"
    assert sum(len(order.lines) for order in erp.orders()) == len(posted)


def _assert_closed_or_held(world: World, order_id: OrderId) -> None:
    work = world.work(Subject.ORDER, order_id)
    assert work.outcome in (Outcome.DONE, Outcome.HELD, Outcome.RETRYING), work
