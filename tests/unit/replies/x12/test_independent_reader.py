"""pyx12, a reader that is not ours, takes what we write: 997 and 999 by its maps, 855 and 865 by its segments.

Its maps are those of healthcare, which list the transaction sets of that trade as what can be answered; ours are added
to the lists of a copy, and nothing else is changed. It has no map of the 855.
"""

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyx12
from hypothesis import given, settings
from pyx12.params import ParamsUnix
from pyx12.x12file import X12Reader
from pyx12.x12n_document import x12n_document

from replies.answer import AnswerKind, Fault, LineCode, OrderAnswer, SyntaxAnswer, SyntaxDefect, Verdict
from replies.x12.functional_acknowledgement import write_997, write_999
from replies.x12.order_acknowledgement import write_855, write_865
from tests.unit.replies.x12.answers import envelope, order_answers, syntax_answers
from tests.unit.replies.x12.test_functional_acknowledgement import answer, group, message
from tests.unit.replies.x12.test_order_acknowledgement import answer as order_answer
from tests.unit.replies.x12.test_order_acknowledgement import line

OURS = {"<code>BE</code>": ("PO", "PC", "IN"), "<code>270</code>": ("850", "860", "875", "810", "000")}
MAPS = ("997.4010.xml", "999.5010.xml", "999.5010X231.A1.xml")


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps") / "map"
    shutil.copytree(Path(pyx12.__file__).parent / "map", folder)
    for name in MAPS:
        text = (folder / name).read_text("utf-8")
        for theirs, ours in OURS.items():
            assert theirs in text
            text = text.replace(theirs, theirs + "".join(f"<code>{code}</code>" for code in ours))
        (folder / name).write_text(text, "utf-8")
    return folder


def complaints(written: bytes, maps: Path) -> list[str]:
    """What pyx12 has to say, by its map of this version and group."""
    found = io.StringIO()
    is_valid = x12n_document(
        ParamsUnix(), io.StringIO(written.decode("ascii")), None, None, fd_json=found, map_path=str(maps)
    )
    errors = [each["err_str"] for each in _errors(json.loads(found.getvalue()))]
    return errors or ([] if is_valid else ["not valid"])


def _errors(node: object) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        yield from node.get("errors", ())
        for child in node.values():
            yield from _errors(child)
    elif isinstance(node, list):
        for child in node:
            yield from _errors(child)


def read_by_pyx12(written: bytes) -> list[str]:
    """The segments as pyx12 reads them; it must have no error to tell."""
    with X12Reader(io.StringIO(written.decode("ascii"))) as reader:
        segments = [segment.format("", "*", ":") for segment in reader]
        reader.cleanup()
        assert [] == reader.pop_errors()
    return segments


FAULTS = [fault for fault in Fault if fault is not Fault.UNSPECIFIED]


class TestSyntaxAnswers:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_every_fault_is_told_in_codes_that_pyx12_knows(self, fault: Fault, maps: Path) -> None:
        bad = message(
            "0001", Verdict.REJECTED, SyntaxDefect(fault), SyntaxDefect(fault, "PO1", 4),
            SyntaxDefect(fault, "PO1", 5, 3, 1, "x"),
        )  # fmt: skip
        said = answer(group(Verdict.PARTLY, bad, message("0002"), defects=(SyntaxDefect(fault),)))
        assert [] == complaints(write_997(said, envelope()), maps)
        assert [] == complaints(write_999(said, envelope()), maps)
        assert [] == complaints(write_999(said, envelope("005010X231")), maps)

    @pytest.mark.parametrize("verdict", list(Verdict))
    def test_every_verdict_is_one_that_pyx12_knows(self, verdict: Verdict, maps: Path) -> None:
        whole = verdict if verdict is not Verdict.PARTLY else Verdict.ACCEPTED
        said = answer(group(verdict, message("0001", whole)))
        assert [] == complaints(write_997(said, envelope()), maps)
        assert [] == complaints(write_999(said, envelope()), maps)

    def test_its_map_refuses_what_is_wrong(self, maps: Path) -> None:
        written = write_997(answer(group(Verdict.ACCEPTED, message("0001"))), envelope())
        assert [] != complaints(written.replace(b"AK5*A", b"AK5*Q"), maps)
        assert [] != complaints(written.replace(b"SE*6", b"SE*7"), maps)

    def test_a_ta1_is_read_beside_the_groups(self) -> None:
        said = answer(group(Verdict.ACCEPTED, message("0001")), asked=True)
        assert "TA1*000000007*261122*0815*A*000" in read_by_pyx12(write_997(said, envelope()))

    @settings(max_examples=25)
    @given(said=syntax_answers(since_5010=True))
    def test_whatever_a_999_says_pyx12_reads_it(self, said: SyntaxAnswer) -> None:
        assert read_by_pyx12(write_999(said, envelope()))[-1].startswith("IEA*1")


class TestOrderAnswers:
    @pytest.mark.parametrize("code", list(LineCode))
    @pytest.mark.parametrize("kind", list(AnswerKind))
    def test_every_code_is_read(self, code: LineCode, kind: AnswerKind) -> None:
        said = order_answer(kind, line(code, substitute_item="A-2"))
        assert any(each.startswith("ACK*") for each in read_by_pyx12(write_855(said, envelope())))
        assert any(each.startswith("ACK*") for each in read_by_pyx12(write_865(said, envelope())))

    @settings(max_examples=25)
    @given(said=order_answers())
    def test_whatever_an_855_says_pyx12_reads_it(self, said: OrderAnswer) -> None:
        segments = read_by_pyx12(write_855(said, envelope()))
        assert len(said.lines) == sum(each.startswith("PO1*") for each in segments)
