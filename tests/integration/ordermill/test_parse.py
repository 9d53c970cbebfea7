"""`ordermill parse`: every file gets its result, whatever it does to its reader, and nothing foreign is touched."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ordermill.exits import Exit
from ordermill.parse import batch
from ordermill.parse.one_file import ReadFile
from ordermill.parse.shape import ParseResult
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import DEMO, mail
from tests.fakes.interchanges import EdiLine, interchange


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def result(out: Path, name: str) -> dict[str, Any]:
    """One result, which is of the documented shape."""
    text = (out / f"{name}.json").read_text()
    assert json.loads(ParseResult.model_validate_json(text).model_dump_json(exclude_none=True)) == json.loads(text)
    shape: dict[str, Any] = json.loads(text)
    return shape


def test_it_needs_no_settings_and_leaves_nothing_but_results(
    inbox: Path, tmp_path: Path, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (inbox / "order.edi").write_bytes(interchange("P-1"))
    ended = ordermill("parse", "in", "--out", "out")
    assert (Exit.OK, "") == (ended.code, ended.out)
    assert {"in", "out"} == {path.name for path in tmp_path.iterdir()}
    assert ["order.json"] == [path.name for path in (tmp_path / "out").iterdir()]


def test_without_reference_data_the_reading_alone_decides(inbox: Path, tmp_path: Path, ordermill: CommandLine) -> None:
    (inbox / "good.edi").write_bytes(interchange("P-1", buyer="9521999900017"))
    (inbox / "bad.edi").write_bytes(interchange("P-2", count=99))
    ordermill("parse", inbox, "--out", tmp_path / "out")
    good, bad = result(tmp_path / "out", "good"), result(tmp_path / "out", "bad")
    assert ("order", "clean", []) == (good["kind"], good["orders"][0]["status"], good["uncertain"])
    assert ("P-1", "10", "11.80") == (
        good["orders"][0]["po_number"],
        good["orders"][0]["lines"][0]["quantity"],
        good["orders"][0]["lines"][0]["unit_price"],
    )
    assert ("order", "held") == (bad["kind"], bad["orders"][0]["status"])
    assert "control-count" in {finding["code"] for finding in bad["findings"]}


@pytest.mark.parametrize(
    ("line", "status", "code", "path"),
    [
        (EdiLine(), "clean", "", ""),
        (EdiLine(price="9.00"), "held", "price-differs", "lines[0].unit_price"),
        (EdiLine("BW-9999"), "held", "item-unknown", "lines[0].item"),
        (EdiLine("BW-7000", 20, "139.00"), "held", "stock-short", "lines[0].quantity"),
    ],
)
def test_with_reference_data_it_is_as_under_mode_auto(
    inbox: Path, tmp_path: Path, ordermill: CommandLine, line: EdiLine, status: str, code: str, path: str
) -> None:
    (inbox / "order.edi").write_bytes(interchange("P-1", [line]))
    ended = ordermill("parse", inbox, "--out", tmp_path / "out", "--reference", DEMO / "reference")
    found = result(tmp_path / "out", "order")
    assert (Exit.OK, status) == (ended.code, found["orders"][0]["status"])
    assert "K1001" == found["orders"][0]["resolved"]["customer"]
    assert ([path] if path else []) == found["uncertain"]
    assert (not code) or code in {finding["code"] for finding in found["findings"]}


def test_what_the_reference_data_lacks_is_not_checked_and_says_so(
    inbox: Path, tmp_path: Path, ordermill: CommandLine
) -> None:
    reference = tmp_path / "reference"
    reference.mkdir()
    for table in ("catalogue", "customers", "customer_items", "ship_to"):
        (reference / f"{table}.csv").write_bytes((DEMO / "reference" / f"{table}.csv").read_bytes())
    (inbox / "order.edi").write_bytes(interchange("P-1", [EdiLine("BW-7000", 20, "139.00")]))
    ordermill("parse", inbox, "--out", tmp_path / "out", "--reference", reference)
    found = result(tmp_path / "out", "order")
    (note,) = [finding for finding in found["findings"] if finding["code"] == "not-checked"]
    assert "clean" == found["orders"][0]["status"]
    assert ("note", True) == (note["severity"], "stock" in note["message"].lower())


def test_evidence_says_where_each_value_stood(inbox: Path, tmp_path: Path, ordermill: CommandLine) -> None:
    (inbox / "order.edi").write_bytes(interchange("P-1"))
    ordermill("parse", inbox, "--out", tmp_path / "out", "--evidence")
    evidence = result(tmp_path / "out", "order")["orders"][0]["evidence"]
    place = evidence["lines[0].quantity"]["evidence"][0]
    assert ("segment", "QTY") == (place["kind"], place["tag"])


def test_the_parts_of_a_mail_that_are_not_read_hold_nothing_beside_an_order(
    inbox: Path, tmp_path: Path, ordermill: CommandLine
) -> None:
    message = mail("PO P-1", attachments={"order.edi": interchange("P-1"), "drawing.bin": b"\x00\x01\xff" * 99})
    (inbox / "mail.eml").write_bytes(message.as_bytes())
    (inbox / "question.eml").write_bytes(mail("a question").as_bytes())
    ordermill("parse", inbox, "--out", tmp_path / "out")
    found, question = result(tmp_path / "out", "mail"), result(tmp_path / "out", "question")
    assert ("order", "clean") == (found["kind"], found["orders"][0]["status"])
    assert {"note"} == {finding["severity"] for finding in found["findings"] if "drawing.bin" in finding["message"]}
    assert [] == question["orders"]
    assert question["kind"] in ("unreadable", "not_an_order")


def test_several_orders_of_a_file_are_told_apart_in_what_is_uncertain(
    inbox: Path, tmp_path: Path, ordermill: CommandLine
) -> None:
    attachments = {"a.edi": interchange("P-1"), "b.edi": interchange("P-2", [EdiLine(), EdiLine(price="9.00")])}
    (inbox / "mail.eml").write_bytes(mail("two", attachments=attachments).as_bytes())
    ordermill("parse", inbox, "--out", tmp_path / "out", "--reference", DEMO / "reference")
    found = result(tmp_path / "out", "mail")
    assert ["clean", "held"] == [order["status"] for order in found["orders"]]
    assert ["orders[1].lines[1].unit_price"] == found["uncertain"]


class TestHostileFiles:
    def test_each_gets_its_result_and_the_run_goes_on(
        self, inbox: Path, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        (inbox / "empty.edi").write_bytes(b"")
        (inbox / "noise.bin").write_bytes(bytes(range(256)) * 50)
        (inbox / "bomb.zip").write_bytes(_bomb())
        (inbox / "nested.eml").write_bytes(b"Content-Type: message/rfc822\n\n" * 3000)
        (inbox / "dangling.edi").symlink_to(inbox / "nowhere")
        os.mkfifo(inbox / "pipe.edi")
        with open(inbox / "giant.edi", "wb") as giant:
            giant.truncate(batch.LARGEST + 1)
        (inbox / os.fsdecode(b"bytes-\xff\xfe.edi")).write_bytes(interchange("P-BYTES"))
        (inbox / "good.edi").write_bytes(interchange("P-GOOD"))
        ended = ordermill("parse", inbox, "--out", tmp_path / "out", "--jobs", "2")
        kinds = {path.name: json.loads(path.read_text())["kind"] for path in (tmp_path / "out").iterdir()}
        assert Exit.OK == ended.code
        assert {
            "empty.json": "unreadable",
            "noise.json": "unreadable",
            "bomb.json": "unreadable",
            "nested.json": "unreadable",
            "dangling.json": "unreadable",
            "pipe.json": "unreadable",
            "giant.json": "unreadable",
            os.fsdecode(b"bytes-\xff\xfe.json"): "order",
            "good.json": "order",
        } == kinds
        for file in (tmp_path / "out").iterdir():
            found = json.loads(file.read_text())
            assert found["findings"] or found["kind"] == "order", file

    def test_a_bug_of_ours_costs_one_file_only(
        self, inbox: Path, tmp_path: Path, ordermill: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (inbox / "a.edi").write_bytes(interchange("P-1"))
        (inbox / "b.edi").write_bytes(interchange("P-2"))
        reading = batch.read_file

        def broken(parsers: Any, isolation: Any, content: bytes, name: str, partners: Any) -> ReadFile:
            if name == "a.edi":
                raise ZeroDivisionError("a bug")
            return reading(parsers, isolation, content, name, partners)

        monkeypatch.setattr(batch, "read_file", broken)
        assert Exit.OK == ordermill("parse", inbox, "--out", tmp_path / "out").code
        assert ["internal-error"] == [finding["code"] for finding in result(tmp_path / "out", "a")["findings"]]
        assert "order" == result(tmp_path / "out", "b")["kind"]


class TestOutput:
    def test_nothing_foreign_is_overwritten_and_the_exit_code_says_so(
        self, inbox: Path, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        (inbox / "a.edi").write_bytes(interchange("P-1"))
        (inbox / "b.edi").write_bytes(interchange("P-2"))
        (tmp_path / "out").mkdir()
        (tmp_path / "out/a.json").write_text('{"mine": true}')
        ended = ordermill("parse", inbox, "--out", tmp_path / "out")
        assert Exit.FAILED == ended.code
        assert "a.edi: its result" in ended.err
        assert '{"mine": true}' == (tmp_path / "out/a.json").read_text()
        assert "order" == result(tmp_path / "out", "b")["kind"]

    def test_a_second_run_replaces_its_own_results(self, inbox: Path, ordermill: CommandLine) -> None:
        (inbox / "a.edi").write_bytes(interchange("P-1"))
        ordermill("parse", inbox, "--out", inbox)
        (inbox / "a.edi").write_bytes(interchange("P-2"))
        assert Exit.OK == ordermill("parse", inbox, "--out", inbox).code
        assert "P-2" == result(inbox, "a")["orders"][0]["po_number"]
        assert {"a.edi", "a.json"} == {path.name for path in inbox.iterdir()}

    def test_results_do_not_depend_on_how_many_are_read_at_once(
        self, inbox: Path, tmp_path: Path, ordermill: CommandLine
    ) -> None:
        for number in range(8):
            (inbox / f"{number}.edi").write_bytes(interchange(f"P-{number}"))
        ordermill("parse", inbox, "--out", tmp_path / "one")
        ordermill("parse", inbox, "--out", tmp_path / "four", "--jobs", "4")
        for file in (tmp_path / "one").iterdir():
            assert file.read_bytes() == (tmp_path / "four" / file.name).read_bytes()

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("parse", "in/nowhere.edi", "--out", "out"), Exit.WRONG_CALL),
            (("parse", "in"), Exit.WRONG_CALL),
            (("parse", "in", "--out", "in/file.txt"), Exit.WRONG_CALL),
            (("parse", "in", "--out", "out", "--reference", "in"), Exit.MISCONFIGURED),
        ],
    )
    def test_a_wrong_call_writes_nothing(
        self,
        inbox: Path,
        tmp_path: Path,
        ordermill: CommandLine,
        monkeypatch: pytest.MonkeyPatch,
        arguments: tuple[str, ...],
        code: Exit,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (inbox / "file.txt").write_text("no reference data")
        assert code == ordermill(*arguments).code
        assert not (tmp_path / "out").exists()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("order.csv", b"0" * 60_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("sender", "held_for"),
    [("orders@brightwater.example", set()), ("orders@brightvvater.example", {"sender-lookalike"})],
)
def test_a_mail_is_judged_by_its_sender_and_without_trusting_any_server(
    inbox: Path, tmp_path: Path, ordermill: CommandLine, sender: str, held_for: set[str]
) -> None:
    message = mail("PO P-1", sender=sender, attachments={"order.edi": interchange("P-1")})
    message["Authentication-Results"] = "mx.millbrook.example; dmarc=fail"
    (inbox / "order.eml").write_bytes(message.as_bytes())
    ordermill("parse", inbox, "--out", tmp_path / "out", "--reference", DEMO / "reference")
    found = result(tmp_path / "out", "order")
    assert ["held" if held_for else "clean"] == [order["status"] for order in found["orders"]]
    assert held_for == {finding["code"] for finding in found["findings"] if finding["severity"] != "note"}
