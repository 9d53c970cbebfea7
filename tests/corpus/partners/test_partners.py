"""Three quite different partners join by a file each: their orders are held without it and clean with it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ordermill.cli import app
from ordermill.exits import Exit

HERE = Path(__file__).parent
PARTNERS = {"hansemarkt": "order.edi", "lonestar": "order.x12", "fjordhandel": "order.xml"}
REFERENCE = HERE / "reference"
PROFILES = HERE / "profiles"


def parsed(sample: Path, out: Path, *options: str) -> dict[str, Any]:
    arguments = ["parse", str(sample), "--out", str(out), "--reference", str(REFERENCE), "--evidence", *options]
    result = CliRunner().invoke(app, arguments)
    assert Exit.OK == result.exit_code, result.output
    found: dict[str, Any] = json.loads(next(out.rglob("*.json")).read_text())
    return found


@pytest.mark.parametrize("name", PARTNERS)
def test_a_partner_joins_by_its_profile_alone(name: str, tmp_path: Path) -> None:
    sample = HERE / name / PARTNERS[name]
    before, after = parsed(sample, tmp_path / "before"), parsed(sample, tmp_path / "after", "--partners", str(PROFILES))
    assert ["held"] == [order["status"] for order in before["orders"]]
    assert ["clean"] == [order["status"] for order in after["orders"]], after["findings"]
    assert [] == after["uncertain"]


@pytest.mark.parametrize(
    ("name", "customer", "ship_to", "day", "lines"),
    [
        ("hansemarkt", "K100", "K100/1", "2026-12-14", [("SCR-8", "24", "C62"), ("HAM-2", "5", "C62")]),
        ("lonestar", "K200", "K200/1", "2026-12-12", [("SCR-8", "10", "C62"), ("GLV-M", "40", "PR")]),
        ("fjordhandel", "K300", "K300/1", "2026-12-14", [("HAM-2", "3", "C62"), ("GLV-M", "20", "PR")]),
    ],
)
def test_its_orders_are_what_it_means(
    name: str, customer: str, ship_to: str, day: str, lines: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    (order,) = parsed(HERE / name / PARTNERS[name], tmp_path, "--partners", str(PROFILES))["orders"]
    resolved = order["resolved"]
    assert (customer, ship_to) == (resolved["customer"], resolved["ship_to"])
    assert day == order["requested_delivery_date"]
    assert lines == [
        (resolved[f"lines[{n}].item"], line["quantity"], resolved[f"lines[{n}].unit"])
        for n, line in enumerate(order["lines"])
    ]


@pytest.mark.parametrize("name", PARTNERS)
def test_every_value_that_the_profile_gave_names_it(name: str, tmp_path: Path) -> None:
    (order,) = parsed(HERE / name / PARTNERS[name], tmp_path, "--partners", str(PROFILES))["orders"]
    settings = {
        place["setting"] for read in order["evidence"].values() for place in read["evidence"] if "setting" in place
    }
    assert settings
    assert all(said.startswith(f"partner {name}, ") for said in settings)


def test_another_customer_is_not_read_by_these_profiles(tmp_path: Path) -> None:
    stranger = tmp_path / "order.edi"
    stranger.write_bytes((HERE / "hansemarkt" / "order.edi").read_bytes().replace(b"HANSEMARKT:ZZ", b"HANSEMARKT2:ZZ"))
    (order,) = parsed(stranger, tmp_path / "out", "--partners", str(PROFILES))["orders"]
    assert "held" == order["status"]


@pytest.mark.parametrize("name", PARTNERS)
def test_the_command_says_in_words_what_would_happen(name: str) -> None:
    sample, profile = HERE / name / PARTNERS[name], PROFILES / f"{name}.toml"
    result = CliRunner().invoke(app, ["partner", "test", str(profile), str(sample), "--reference", str(REFERENCE)])
    assert Exit.OK == result.exit_code, result.output
    for words in ("The profile gave:", "Nothing in it would hold it.", "Answers:", "1 of 1 order would not be held."):
        assert words in result.output


def test_what_holds_an_order_for_many_stores_is_said_of_each_store(tmp_path: Path) -> None:
    plain = (HERE / "lonestar" / "order.x12").read_bytes()
    parted = re.sub(rb"N1\*ST[^~]*~\n", b"", plain).replace(b"**VN*LS-11~", b"**VN*LS-11~\nSDQ*EACH*92*0041*4*0042*6~")
    parted = parted.replace(b"**VN*LS-12~", b"**VN*LS-12~\nSDQ*PRS*92*0041*40~").replace(b"SE*12*", b"SE*13*")
    sample = tmp_path / "stores.x12"
    sample.write_bytes(parted)
    arguments = ["partner", "test", str(PROFILES / "lonestar.toml"), str(sample), "--reference", str(REFERENCE)]
    result = CliRunner().invoke(app, arguments)
    assert Exit.FAILED == result.exit_code
    for words in ("- place 0041: ", "- place 0042: ", "0 of 1 order would not be held."):
        assert words in result.output


def test_a_sample_of_another_partner_is_told_and_is_a_failure() -> None:
    sample, profile = HERE / "lonestar" / "order.x12", PROFILES / "hansemarkt.toml"
    result = CliRunner().invoke(app, ["partner", "test", str(profile), str(sample)])
    assert Exit.FAILED == result.exit_code
    said = " ".join(result.output.split())
    assert "The profile does not apply: it is from x12 077770001:01, application LONESTAR1." in said
    assert "CONTRL is agreed, and none of these messages is of the standard that it answers." in said


class TestProposal:
    @pytest.mark.parametrize("name", PARTNERS)
    def test_it_is_a_profile_that_can_be_used_and_names_what_a_person_must_decide(
        self, name: str, tmp_path: Path
    ) -> None:
        sample = str(HERE / name / PARTNERS[name])
        runner = CliRunner()
        written = runner.invoke(app, ["partner", "new", name, "--from", sample, "--folder", str(tmp_path)])
        assert Exit.OK == written.exit_code, written.output
        text = (tmp_path / f"{name}.toml").read_text()
        assert "testing = true" in text
        assert "# What would hold these orders." in text
        tried = runner.invoke(app, ["partner", "test", str(tmp_path / f"{name}.toml"), sample])
        assert "The profile does not apply" not in tried.output
        assert "It is a test, since the profile says that the partner tests" in tried.output

    @pytest.mark.parametrize("name", PARTNERS)
    def test_with_everything_decided_by_the_samples_it_still_is_a_profile(self, name: str, tmp_path: Path) -> None:
        """Each line that is only commented out can stand: what a person uncomments is right in its place."""
        sample = str(HERE / name / PARTNERS[name])
        CliRunner().invoke(app, ["partner", "new", name, "--from", sample, "--folder", str(tmp_path)])
        file = tmp_path / f"{name}.toml"
        lines = [line.removeprefix("# ") if _is_setting(line) else line for line in file.read_text().splitlines()]
        decided = "\n".join(lines).replace('"KR" = ""', '"KR" = "NOK"').replace('because = ""', 'because = "usual"')
        file.write_text(decided.replace('= ""', '= "C62"'))
        tried = CliRunner().invoke(app, ["partner", "test", str(file), sample])
        assert tried.exit_code in (Exit.OK, Exit.FAILED), tried.output
        assert isinstance(tried.exception, SystemExit | None), tried.exception

    def test_it_never_overwrites(self, tmp_path: Path) -> None:
        (tmp_path / "mine.toml").write_text("precious")
        sample = str(HERE / "lonestar" / "order.x12")
        again = CliRunner().invoke(app, ["partner", "new", "mine", "--from", sample, "--folder", str(tmp_path)])
        assert "is there already" in str(again.exception)
        assert "precious" == (tmp_path / "mine.toml").read_text()

    def test_a_sample_without_a_sender_makes_none(self, tmp_path: Path) -> None:
        sample = tmp_path / "order.edi"
        sample.write_bytes(b"UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'UNT+3+1'")
        made = CliRunner().invoke(app, ["partner", "new", "x", "--from", str(sample), "--folder", str(tmp_path)])
        assert "names its sender" in str(made.exception)
        assert not (tmp_path / "x.toml").exists()


def _is_setting(line: str) -> bool:
    """Whether the line would be TOML without its mark: a table, a value, or a piece of a list."""
    body = line.removeprefix("# ")
    of_list = line == "# ]" or line.startswith('#   "')
    return of_list or (line.startswith("# ") and bool(re.match(r'\[|["\w]+ = ', body)))
