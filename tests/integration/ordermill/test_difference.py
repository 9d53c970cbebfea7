"""`ordermill difference`: a change beside its order at a terminal, with the ERP asked at that moment."""

import json
from pathlib import Path

import pytest

from ordermill.clock import now
from ordermill.exits import Exit
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import Installation, furnished
from tests.fakes.interchanges import EdiLine, interchange
from tests.fakes.working_off import work_off


@pytest.fixture
def company(tmp_path: Path) -> Installation:
    """An order that is posted, and a change of it."""
    inbox = furnished(tmp_path / "company")
    inbox.drop("order.edi", interchange("P-1", [EdiLine(quantity=100)]))
    take_in(inbox)
    inbox.drop("change.edi", interchange("P-1", [EdiLine(quantity=200)]).replace(b"+P-1+9", b"+P-1+4"))
    take_in(inbox)
    return inbox


def take_in(inbox: Installation) -> None:
    with inbox.open() as application:
        poll(application.source("edi"), Intake(application.store, EmbeddedDispatcher(), now))
        work_off(application, lambda _left: None)


def test_it_shows_what_the_customer_wants_beside_what_the_erp_has(
    company: Installation, ordermill: CommandLine
) -> None:
    ended = ordermill("difference", "P-1", "--config", company.settings)
    assert Exit.FAILED == ended.code
    assert "the customer asks for it" in ended.out


def test_scripts_read_json(company: Installation, ordermill: CommandLine) -> None:
    told = json.loads(ordermill("difference", "P-1", "--json", "--config", company.settings).out)
    assert (False, "", []) == (told["waiting"], told["unreachable"], told["against"])
    assert {"line 1.quantity": "customer"} == {one["path"]: one["by"] for one in told["differences"]}


def test_an_order_is_no_change(company: Installation, ordermill: CommandLine) -> None:
    ended = ordermill("difference", "P-2", "--config", company.settings)
    assert Exit.OK != ended.code
    assert "no change called P-2" in ended.out + ended.err
