"""What one order asks of the database, with every kind of data loaded: a few queries, whatever its lines."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ordermill import registry
from orders.findings import FindingCode
from orders.ids import OrderId
from orders.mail_origin import MailOrigin
from orders.policy import Mode, Policies, Policy
from orders.reference import Asked
from orders.stages import PostingState, Stage, Subject
from pipeline.examination import LiveOrders
from storage.database import Store
from storage.reference.files import FILES
from storage.reference.importing import import_folder
from storage.unit_of_work import UnitOfWork
from tests.fakes.company import COMPANY
from tests.fakes.readings import line, party, reading
from tests.fakes.statements import statements_of
from tests.fakes.trial import TODAY, Trial, found
from tests.integration.storage.samples import NOON, purchase_order, store_order
from tests.integration.storage.samples import validate as store_validation
from tests.integration.storage.test_ordered_items import at_stage
from validation.validate import Validation, validate

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
MOST_QUERIES = 6
MORE = {
    "credit": "customer_no,credit_limit,open_balance,currency\n0100,100000,0,EUR",
    "closed_days": "date\n2026-04-03",
    "manufacturer_items": "manufacturer_item,supplier_item\nHX-8,BOLT-08",
    "replacements": "supplier_item,replaced_by\nBOLT-08,BOLT-10\nTAPE-5,GLUE-1",
    "supply": "supplier_item,date,quantity\nBOLT-08,2026-03-20,100",
    "prices": "supplier_item,customer_no,price,currency,price_basis,from_quantity\nBOLT-08,0100,16.90,EUR,100,10",
    "discounts": "customer_no,discount_percent\n0100,10",
    "substitutes": "supplier_item,substitute\nBOLT-10,BOLT-08",
    "customer_packs": "customer_no,supplier_item,uom,factor\n0100,GLUE-1,Kolli,12",
    "quotes": "quote_no,customer_no,supplier_item,price,currency\nQ1,0100,GLUE-1,6.80,EUR",
}


@pytest.fixture
def everything(store: Store, tmp_path: Path) -> Store:
    folder = Path(shutil.copytree(COMPANY, tmp_path / "company"))
    for name, text in MORE.items():
        (folder / f"{name}.csv").write_text(text + "\n")
    for file in folder.iterdir():
        os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    assert {file.name for file in FILES} == {file.stem for file in folder.glob("*.csv")}
    assert () == import_folder(store, folder, NOW).problems
    return store


@pytest.fixture
def counted(everything: Store) -> Iterator[list[str]]:
    with statements_of(everything) as statements:
        yield statements


def test_whoever_a_document_names_is_looked_up_in_one_query(everything: Store, counted: list[str]) -> None:
    buyer = party(id="9510000000103", id_scheme="GLN", vat_id="DE 123", name="Nobody", postcode="1")
    order = reading(buyer=buyer, supplier=party(id="V-1"), sender="orders@nobody.example")
    with everything.read() as uow:
        assert found(Trial(uow.reference(), registry.rules())(order), FindingCode.CUSTOMER_UNKNOWN)
    assert 1 == sum("reference_customers" in statement for statement in counted)


@pytest.mark.parametrize("lines", [1, 20, 200])
def test_an_order_takes_at_most_six_queries(everything: Store, counted: list[str], lines: int) -> None:
    numbers = (
        {"buyer_item": "4711"},
        {"buyer_item": "08-15", "uom": "CS"},
        {"buyer_item": None, "supplier_item": "TAPE-5", "uom": "BX"},
        {"buyer_item": None, "gtin": "9520000000059"},
        {"buyer_item": None, "supplier_item": "HX-8"},
    )
    order = reading(
        requested_delivery_date=date(2026, 4, 3),
        lines=tuple(line(line_no=str(at), quantity=Decimal(1), **numbers[at % len(numbers)]) for at in range(lines)),
    )
    with everything.read() as uow:
        validation = Trial(uow.reference(), registry.rules())(order)
    assert {f"lines[{at}].item" for at in range(lines)} <= set(validation.resolutions)
    assert found(validation, FindingCode.ITEM_REPLACED)
    assert found(validation, FindingCode.CLOSED_DAY)
    assert len(counted) <= MOST_QUERIES


SENDER = "ana@karst.example"
OF_REFERENCE_DATA, OF_HISTORY = 5, 1
OF_KNOWLEDGE = 2
"""What counts for everyone, by which a sender is recognised, and then what counts for the customer."""


def posted(uow: UnitOfWork, number: int) -> OrderId:
    """An order of three GLUE-1 that went into the ERP after the stock and the balance were drawn up."""
    stored = store_order(uow, f"{number}.eml#1", sender=SENDER)
    order = purchase_order(f"PO-{number}", price="10.00")
    lines = tuple(one.model_copy(update={"item": "GLUE-1"}) for one in order.lines)
    order = order.model_copy(update={"customer": "0100", "lines": lines})
    store_validation(uow, stored.order_id, order=order, identity=f"0100|po-{number}|")
    at_stage(uow, stored.order_id, Stage.POSTED)
    uow.postings.set_state(uow.postings.plan(stored.order_id).id, PostingState.RELEASED, now=NOON)
    uow.journal.write(Subject.ORDER, stored.order_id, "order.validated", "ordermill", {}, NOON)
    return stored.order_id


def examined(uow: UnitOfWork) -> Validation:
    """An order of twenty lines that came by mail, with what people taught and the orders before it."""
    glue = {"buyer_item": "08-15", "uom": "BO", "unit_price": Decimal("6.80"), "price_basis": Decimal(1)}
    return validate(
        reading(lines=tuple(line(line_no=str(at), quantity=Decimal(1), **glue) for at in range(20))),
        chosen={},
        rules=registry.rules(),
        reference=uow.reference(),
        knowledge=uow.knowledge,
        history=LiveOrders(uow, OrderId("")),
        policies=Policies(default=Policy(mode=Mode.AUTO)),
        today=TODAY,
        origin=MailOrigin(address=SENDER),
    )


def test_a_clean_order_by_mail_takes_one_query_of_the_history_and_two_of_what_was_taught(
    everything: Store, counted: list[str]
) -> None:
    with everything.begin() as uow:
        for number in range(3):
            posted(uow, number)
    counted.clear()
    with everything.read() as uow:
        validation = examined(uow)
    assert [] == [finding for finding in validation.findings if finding.holds]
    assert not found(validation, FindingCode.SENDER_NEW)
    assert OF_REFERENCE_DATA + OF_HISTORY + OF_KNOWLEDGE == len(counted)


def test_what_was_read_ahead_decides(everything: Store) -> None:
    """Thirty are there, and others took three each: twenty are left for three orders, and not for four."""
    with everything.begin() as uow:
        assert found(examined(uow), FindingCode.SENDER_NEW)
        for number in range(4):
            posted(uow, number)
        assert found(examined(uow), FindingCode.STOCK_SHORT)


def test_look_ups_say_the_same_ahead_and_one_by_one(everything: Store) -> None:
    since = NOON - timedelta(hours=1)
    with everything.begin() as uow:
        asking, live, _ = (posted(uow, number) for number in range(3))
        uow.orders.take_identity("0100|po-1|", live)
        asked = Asked(
            identity="0100|po-1|",
            customer="0100",
            sender=SENDER.upper(),
            items=frozenset({"GLUE-1", "BOLT-08"}),
            stock_since=since,
            currency="EUR",
            credit_since=since,
        )
        ahead, one_by_one = LiveOrders(uow, asking), LiveOrders(uow, asking)
        ahead.read_ahead(asked)
        said = [
            (
                history.live_orders(asked.identity),
                history.has_ordered("0100", asked.sender),
                history.posted_demand({"GLUE-1"}, since),
                history.posted_value("0100", "EUR", since),
            )
            for history in (one_by_one, ahead)
        ]
        # What was not asked ahead is asked for itself.
        assert not ahead.has_ordered("0200", SENDER)
        assert {} == ahead.posted_demand({"GLUE-1"}, NOON + timedelta(hours=1))
    assert said[0] == said[1]
    (known,), has_ordered, demand, value = said[1]
    assert (live, True, 2) == (known.id, has_ordered, len(demand["GLUE-1"]))
    assert value > 0
