"""No damaged copy of a valid order reads clean and different, and none is lost or breaks the parser.

Left out, because nothing in the message tells them: another character within a value (a digit of a quantity, where no
amount contradicts it), and a separator lost between two values of one segment, which makes one longer value of them
(BGM 1004 and 1225, the parts of an address). A file that is cut off right behind a message says by its missing UNZ that
others may be missing, which is noted and holds no message that is whole. Changes (ORDCHG) are left out, too: a person
decides each of them.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from edi.edifact.reader import read as read_interchanges
from ordermill.parse.one_file import Judgement, judged
from ordermill.registry import rules
from orders.evidence import Segment as Place
from orders.findings import FindingCode
from orders.reading import OrderKind, OrderReading, Read
from parsers.edifact import EdifactParser
from parsers.edifact.transcript import segments_of
from parsers.parser import Blob, ParseContext
from tests.corpus.edifact.mutants import STRUCTURAL, Damage, Mutant, mutants
from tests.unit.parsers.edifact.messages import TODAY
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

FOLDER = Path(__file__).parent
JUDGEMENT = Judgement(reading_rules(rules()), NoReference(), NothingTaught(), NoHistory(), TODAY)
HEADING = (
    "po_number", "order_date", "currency", "requested_delivery_date", "earliest_delivery_date", "latest_delivery_date",
)  # fmt: skip
SHIP_TO = ("id", "street", "city", "postcode")
ITEM_IDS = ("gtin", "buyer_item", "supplier_item")
LINE = (*ITEM_IDS, "quantity", "uom", "unit_price", "price_basis", "requested_date")
SAMPLE = 40
"""How many mutants of each message and kind of damage the ordinary run takes."""

Values = Mapping[str, tuple[object, frozenset[int]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: what goods and money hang on in every order, which of them would post, and the rest.

    `ends`: that its end is missing is said, be it only by a note on orders that are whole.
    """

    orders: tuple[Values, ...]
    clean: tuple[bool, ...]
    told: bool
    ends: bool
    words: Mapping[int, bytes]


def outcome(content: bytes) -> Outcome:
    parsed = EdifactParser().parse(Blob(content, "order.edi", "application/edifact"), ParseContext())
    orders = [judged(JUDGEMENT, reading) for reading in parsed.readings]
    clean = tuple(not order.holding and order.reading.kind is OrderKind.ORDER for order in orders)
    told = any(finding.holds for finding in parsed.findings) or any(order.holding for order in orders)
    ends = any(finding.code is FindingCode.TRUNCATED for order in orders for finding in order.findings)
    return Outcome(tuple(values(order.reading) for order in orders), clean, told, ends, words(content))


def values(reading: OrderReading) -> Values:
    """Each value by its path, with the numbers of the segments it stood in."""
    number = reading.po_number
    found: dict[str, tuple[object, frozenset[int]]] = {
        "kind": (reading.kind, positions(number) if number else frozenset()),
        "lines": (len(reading.lines), frozenset()),
    }
    parts: list[tuple[str, object, tuple[str, ...]]] = [("", reading, HEADING), ("ship_to.", reading.ship_to, SHIP_TO)]
    parts += [(f"lines[{number}].", line, LINE) for number, line in enumerate(reading.lines)]
    for prefix, part, names in parts:
        for name in names:
            if (value := getattr(part, name, None)) is not None:
                found[prefix + name] = value.value, positions(value)
    return found


def positions(value: Read) -> frozenset[int]:
    return frozenset(place.position for place in value.evidence if isinstance(place, Place))


def words(content: bytes) -> dict[int, bytes]:
    """The segments of a file as they are written, by their number."""
    found: dict[int, bytes] = {}
    for interchange in read_interchanges(content):
        before = max(found, default=0)
        for segment in segments_of(interchange):
            found[before + segment.position.number] = segment.raw.strip().removesuffix(b"'")
    return found


def differences(base: Values, other: Values) -> set[str]:
    absent = (None, frozenset[int]())
    return {path for path in {*base, *other} if base.get(path, absent)[0] != other.get(path, absent)[0]}


def unexplained(base: Outcome, mutant: Mutant, changed: Outcome, number: int) -> set[str]:
    """What a clean order says that no message beside it says, but for what the damaged words say themselves."""
    order = changed.orders[number]
    nearest = base.orders[number] if len(base.orders) == len(changed.orders) else min(
        base.orders, key=lambda known: len(differences(known, order))
    )  # fmt: skip
    found = differences(nearest, order)
    if mutant.damage in STRUCTURAL:
        return found
    if mutant.damage is Damage.SHIFTED and not mutant.joins_values:
        # One id fewer is no other item; a value in another place is no longer the same order.
        return {path for path in found if path in order or not path.endswith(ITEM_IDS)}
    return {path for path in found if not is_literal(path, nearest, base, order, changed, mutant)}


def is_literal(path: str, nearest: Values, base: Outcome, order: Values, changed: Outcome, mutant: Mutant) -> bool:
    absent = (None, frozenset[int]())
    stood = [base.words.get(place) for place in nearest.get(path, absent)[1]]
    stands = [changed.words.get(place) for place in order.get(path, absent)[1]]
    return not {*stood, *stands}.isdisjoint(mutant.touched)


def fault(base: Outcome, mutant: Mutant) -> str:
    """What is wrong with the reading of a mutant; empty when nothing is."""
    changed = outcome(mutant.content)
    if (
        len(changed.orders) < len(base.orders)
        and not changed.told
        and not (mutant.damage is Damage.CUT_OFF and changed.ends)
    ):
        return f"{mutant}: an order is lost"
    for number, clean in enumerate(changed.clean):
        if clean and (found := unexplained(base, mutant, changed, number)):
            return f"{mutant}: {', '.join(sorted(found))}"
    return ""


def valid_messages() -> Iterator[Path]:
    for path in sorted(FOLDER.glob("*.edi")):
        content = path.read_bytes()
        if b"'" in content and b"UNA|" not in content and any(outcome(content).clean):
            yield path


def sampled(content: bytes, seed: str) -> list[Mutant]:
    chance = random.Random(seed)
    by_damage: dict[Damage, list[Mutant]] = {damage: [] for damage in Damage}
    for mutant in mutants(content):
        by_damage[mutant.damage].append(mutant)
    return [mutant for every in by_damage.values() for mutant in chance.sample(every, min(SAMPLE, len(every)))]


MESSAGES = list(valid_messages())


@pytest.mark.parametrize("path", MESSAGES[::6], ids=lambda path: path.stem)
def test_a_choice_of_damaged_orders_is_never_clean_and_different(path: Path) -> None:
    content = path.read_bytes()
    base = outcome(content)
    assert [] == [found for mutant in sampled(content, path.stem) if (found := fault(base, mutant))]


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_damaged_order_is_never_clean_and_different(path: Path) -> None:
    content = path.read_bytes()
    base = outcome(content)
    assert [] == [found for mutant in mutants(content) if (found := fault(base, mutant))]
