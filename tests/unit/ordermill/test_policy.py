"""Policies from the settings: what differs for a customer differs, and the rest is as for all."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from ordermill.policy import policies, policies_in
from orders.errors import Misconfigured
from orders.findings import FindingCode, Severity
from orders.policy import Mode, Policies, WithoutOrder

NOWHERE = Path("nowhere.toml")


def made(table: Mapping[str, object]) -> Policies:
    return policies(table, NOWHERE)


def drafted(folder: Path, text: str) -> Path:
    file = folder / "draft.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_customer_has_the_defaults_but_for_what_its_table_says() -> None:
    found = made(
        {"price_tolerance_percent": Decimal(2), "hold_short_stock": False, "customers": {"K1": {"mode": "auto"}}}
    )
    assert (Mode.AUTO, Decimal(2), False) == (
        found.of("K1").mode,
        found.of("K1").price_tolerance_percent,
        found.of("K1").hold_short_stock,
    )
    assert Mode.REVIEW is found.of("K2").mode


def test_a_customer_inherits_each_severity_by_itself() -> None:
    found = made(
        {
            "severities": {"stock-short": "note", "pack-multiple": "hold"},
            "customers": {"K1": {"severities": {"pack-multiple": "block"}}},
        }
    )
    assert {FindingCode.STOCK_SHORT: Severity.NOTE, FindingCode.PACK_MULTIPLE: Severity.BLOCK} == found.of(
        "K1"
    ).severities
    assert Severity.HOLD is found.default.severities[FindingCode.PACK_MULTIPLE]


def test_nothing_said_means_a_person_decides() -> None:
    assert Mode.REVIEW is made({}).of("anybody").mode
    assert WithoutOrder.PERSON is made({}).mails_without_order


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"mode": "fast"}, r"\[policy\] in nowhere.toml has settings that cannot be used:\n  mode"),
        ({"customers": {"K1": {"modus": "auto"}}}, r"\[policy\.customers\.K1\].*\n  modus: there is no such setting"),
        ({"customers": {"K1": "auto"}}, r"\[policy\.customers\.K1\] has to be a table"),
        ({"customers": "K1"}, "a table of its own"),
        ({"price_tolerance_percent": 0.1}, "price_tolerance_percent: .*not a float"),
        ({"mails_without_order": "away"}, "mails_without_order: .*'person', 'set_aside', 'folder' or 'forward'"),
        ({"mails_without_order": "folder"}, "mails_without_order_folder belong together"),
        ({"mails_without_order_folder": "Other"}, "mails_without_order_folder belong together"),
        ({"mails_without_order": "folder", "mails_without_order_folder": "../x"}, "no path from the top"),
        ({"mails_without_order": "folder", "mails_without_order_folder": "/etc"}, "no path from the top"),
        ({"customers": {"K1": {"mails_without_order": "person"}}}, "mails_without_order: there is no such setting"),
        ({"severities": {"item-unknown": "note"}}, "severities: item-unknown cannot be lowered to note; only these"),
        ({"severities": {"review-mode": "note"}}, "review-mode cannot be set: set mode instead"),
        ({"severities": {"no-such-code": "hold"}}, "severities.no-such-code"),
    ],
)
def test_a_wrong_policy_is_named(table: dict[str, object], said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        made(table)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[policy]\n\nmode = "fast"\n', "line 3: mode"),
        ("[policy]\n[policy.customers.K1]\nshadow_hours = 1\nmodus = 1\n", "line 4: modus"),
        ("policy.customers.K1.modus = 1\n", "line 1: modus"),
        ('[policy.severities]\nprice-differs = """\nfast"""\n', "line 2: severities.price-differs"),
        ('[policy.severities]\nstock-short = "note"\nitem-unknown = "note"\n', "line 1: severities: item-unknown"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        policies_in(drafted(tmp_path, text))


def test_a_draft_needs_its_table(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"has no table \[policy\]"):
        policies_in(drafted(tmp_path, 'mode = "auto"\n'))
