"""`ordermill simulate` and `replay`: the orders so far under another policy, and each as it was; nothing is written."""

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
    """Of two orders one is posted, and one held for its price."""
    inbox = furnished(tmp_path / "company")
    inbox.drop("good.edi", interchange("P-GOOD"))
    inbox.drop("doubtful.edi", interchange("P-HELD", [EdiLine(price="9.00")]))
    taken_in(inbox)
    return inbox


def taken_in(inbox: Installation) -> None:
    """Poll the drop once and work everything off."""
    with inbox.open() as application:
        poll(application.source("edi"), Intake(application.store, EmbeddedDispatcher(), now))
        work_off(application)


def draft(company: Installation, text: str) -> Path:
    file = company.folder / "draft.toml"
    file.write_text(text)
    return file


def test_what_a_policy_lets_go_and_holds_is_told(company: Installation, ordermill: CommandLine) -> None:
    loose = draft(company, '[policy]\nmode = "auto"\nprice_tolerance_percent = 100\n')
    ended = ordermill("simulate", "--policy", loose, "--config", company.settings)
    assert Exit.OK == ended.code
    assert "2 orders were validated again. Nothing was written." in ended.out
    assert "1 would need no person any more (price-differs 1)." in ended.out
    assert "P-HELD" in ended.out
    strict = draft(company, '[policy]\nmode = "review"\n')
    shape = json.loads(ordermill("simulate", "--policy", strict, "--json", "--config", company.settings).out)
    assert ["P-GOOD"] == [order["po_number"] for order in shape["held"] if order["posted"]]
    assert {"review-mode": 1} == shape["codes_held"]


def test_a_snapshot_can_be_tried_by_its_number(company: Installation, ordermill: CommandLine) -> None:
    shape = json.loads(ordermill("simulate", "--snapshot", "1", "--json", "--config", company.settings).out)
    assert (2, [], []) == (shape["orders"], shape["clean"], shape["held"])
    ended = ordermill("simulate", "--snapshot", "7", "--config", company.settings)
    assert (2, True) == (ended.code, "there is no snapshot 7" in ended.err)


def test_orders_before_a_day_are_left_out(company: Installation, ordermill: CommandLine) -> None:
    same = draft(company, "[policy]\n")
    ended = ordermill("simulate", "--policy", same, "--since", "2999-01-01", "--config", company.settings)
    assert "0 orders were validated again." in ended.out


def test_something_has_to_be_proposed_and_be_right(company: Installation, ordermill: CommandLine) -> None:
    assert "give --policy, --snapshot or both" in ordermill("simulate", "--config", company.settings).err
    wrong = draft(company, '[policy]\nmode = "fast"\n')
    ended = ordermill("simulate", "--policy", wrong, "--config", company.settings)
    assert (Exit.MISCONFIGURED, True) == (ended.code, "line 2: mode" in ended.err)


def test_an_order_is_replayed_and_explained(company: Installation, ordermill: CommandLine) -> None:
    ended = ordermill("replay", "P-GOOD", "--explain", "--config", company.settings)
    assert Exit.OK == ended.code
    assert "The same: read again from its bytes" in ended.out
    text = company.settings.read_text()
    company.settings.write_text(text.replace("price_tolerance_percent = 2", "price_tolerance_percent = 100"))
    shape = json.loads(ordermill("replay", "P-HELD", "--json", "--config", company.settings).out)
    (policy,) = [one for one in shape["today"] if one["what"] == "policy"]
    assert shape["same"]
    assert any("price-differs" in each["path"] for each in policy["would_change"])


def test_an_order_that_is_not_there_cannot_be_replayed(company: Installation, ordermill: CommandLine) -> None:
    ended = ordermill("replay", "P-NONE", "--config", company.settings)
    assert (2, True) == (ended.code, "there is no order P-NONE" in ended.err)


def test_the_change_that_would_release_an_order_is_named_and_tried(
    company: Installation, ordermill: CommandLine
) -> None:
    company.drop("nearly.edi", interchange("P-NEARLY", [EdiLine(price="12.20")]))
    taken_in(company)
    ended = ordermill("queue", "--fixes", "--config", company.settings)
    assert "price_tolerance_percent = 5" in ended.out
    (fix,) = json.loads(ordermill("queue", "--fixes", "--json", "--config", company.settings).out)
    assert ("price_tolerance", "5", 1, True, ["P-NEARLY"]) == (
        fix["change"],
        fix["tolerance_percent"],
        fix["released"],
        fix["tried"],
        fix["examples"],
    )
