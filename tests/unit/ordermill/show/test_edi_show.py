"""`ordermill edi show` prints a message as a person reads it, whatever its bytes are."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ordermill.cli import app
from ordermill.commands.edi import write
from ordermill.show import edifact, x12
from ordermill.show.lines import Line, Style

ORDER = (
    b"UNB+UNOC:3+4012345000009:14+4099999000001:14+261123:1015+REF1++++++1'"
    b"UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO4711+9'DTM+2:20261201:102'NAD+BY+4012345000009::9'"
    b"CTA+OC+:Ms Low'COM+0123:TE'LIN+1++4006381333931:EN'QTY+21:10:PCE'UNS+S'CNT+2:1'UNT+99+1'UNZ+1+REF1'"
)
X12 = (
    b"ISA*00*          *00*          *ZZ*BUYER          *01*123456789      *261123*1015*U*00401*000000007*0*T*>~"
    b"GS*PO*BUYER*SELLER*20261123*1015*7*X*004010~ST*850*0001~BEG*00*SA*PO-9**20261123~N1*ST*Store 12*92*12~"
    b"N3*1 Road~PO1*1*5*EA*2.50**VN*A-1~SE*99*0001~GE*1*7~IEA*1*000000007~"
)
XML = (
    b'<?xml version="1.0"?><Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><ID>PO-7</ID>'
    b'<OrderTypeCode>220</OrderTypeCode><EndpointID schemeID="0088">4012345000009</EndpointID></Order>'
)


def shown(tmp_path: Path, content: bytes, *options: str) -> str:
    file = tmp_path / "order.edi"
    file.write_bytes(content)
    result = CliRunner().invoke(app, ["edi", "show", str(file), *options])
    assert 0 == result.exit_code, result.output
    return result.output


def test_names_codes_and_dates_are_in_words(tmp_path: Path) -> None:
    text = shown(tmp_path, ORDER)
    assert text.startswith("Interchange REF1, from 4012345000009 (GS1 (GLN)), to 4099999000001")
    assert "2026-11-23 10:15" in text
    assert "a test" in text
    assert "Message 1: ORDERS D.96A EAN008, reference 1" in text
    for words in ("Beginning of message: order (220)", "9  original", "20261201  2026-12-01", "PCE  piece"):
        assert words in text


def test_groups_are_indented_below_what_they_belong_to(tmp_path: Path) -> None:
    margins = {
        line.split()[1]: line.index(line.split()[1])
        for line in shown(tmp_path, ORDER).splitlines()
        if line[:6].strip().isdigit()
    }
    assert margins["NAD"] < margins["CTA"] < margins["COM"]
    assert margins["NAD"] == margins["LIN"] < margins["QTY"]


def test_a_defect_stands_at_its_segment_with_the_clause_of_the_standard(tmp_path: Path) -> None:
    lines = shown(tmp_path, ORDER).splitlines()
    at = next(number for number, line in enumerate(lines) if "! UNT announces 99 segments" in line)
    assert "(ISO 9735, annex B, UNT, 0074)" in lines[at]
    assert any(" UNT " in line for line in lines[at - 3 : at])


def test_x12_is_told_in_the_same_way(tmp_path: Path) -> None:
    text = shown(tmp_path, X12)
    for words in (
        "850 purchase order, 004010",
        "Party: ship to (ST)",
        "EA  each",
        "! SE announces 99",
        "X12.6, SE",
        "a test",
    ):
        assert words in text


def test_so_is_xml(tmp_path: Path) -> None:
    text = shown(tmp_path, XML)
    for words in ("220  order", "Endpoint ID", "Scheme ID 0088, GLN", "PO-7"):
        assert words in text


def test_one_message_of_several_can_be_shown(tmp_path: Path) -> None:
    second = ORDER.replace(b"REF1", b"REF2").replace(b"PO4711", b"PO4712")
    text = shown(tmp_path, ORDER + second, "--message", "2")
    assert "PO4712" in text
    assert "PO4711" not in text
    assert "2 of 2" not in text


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"\x00\x01"])
def test_what_is_no_message_is_a_wrong_call(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "order.edi"
    file.write_bytes(content)
    result = CliRunner().invoke(app, ["edi", "show", str(file)])
    assert 2 == result.exit_code
    assert "neither EDIFACT nor X12 nor XML" in " ".join(result.output.split())


def test_names_of_elements_are_words_also_where_one_is_short(tmp_path: Path) -> None:
    text = shown(tmp_path, b"<cXML><ItemOut><UnitOfMeasure>EA</UnitOfMeasure></ItemOut></cXML>")
    assert "Unit of measure" in text
    assert "cXML" in text


def test_xml_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    file = tmp_path / "order.xml"
    file.write_bytes(b"<Order><ID></Order>")
    assert 2 == CliRunner().invoke(app, ["edi", "show", str(file)]).exit_code


def test_no_escape_sequence_of_a_message_reaches_a_terminal(tmp_path: Path) -> None:
    hostile = ORDER.replace(b"PO4711", b"\x1b[2J\x1b]0;owned\x07\xe2\x80\xae\x9b31m").replace(b"Ms Low", b"a\r\nb\x08")
    text = shown(tmp_path, hostile)
    assert not [sign for sign in text if sign != "\n" and not sign.isprintable()]


def test_colours_are_for_terminals_only(tmp_path: Path) -> None:
    assert "\x1b" not in shown(tmp_path, ORDER)


@given(st.binary(max_size=300), st.integers(0, len(ORDER)))
def test_any_bytes_can_be_shown(noise: bytes, at: int) -> None:
    for reader, order in ((edifact, ORDER), (x12, X12)):
        text = [piece for line in reader.lines(order[:at] + noise + order[at:], None) for piece in line]
        assert all(said.isprintable() and isinstance(style, Style) for said, style in text)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_it_wants_none(
    no_color: str, monkeypatch: pytest.MonkeyPatch, *, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    terminal = Terminal()
    write(terminal, edifact.lines(ORDER, None))
    assert coloured is ("\x1b[" in terminal.getvalue())


def test_the_first_lines_stand_there_before_the_rest_is_read() -> None:
    def endless() -> Iterator[Line]:
        yield (("first", Style.PLAIN),)
        raise KeyboardInterrupt

    terminal = Terminal()
    with pytest.raises(KeyboardInterrupt):
        write(terminal, endless())
    assert "first\n" == terminal.getvalue()


def test_a_reader_that_goes_away_ends_it_in_silence(tmp_path: Path) -> None:
    """As `| head` does."""
    file = tmp_path / "order.edi"
    file.write_bytes(ORDER * 3_000)
    command = [sys.executable, "-c", "from ordermill.cli import main; main()", "edi", "show", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith("Interchange REF1")
        running.stdout.close()
        assert "" == running.stderr.read()
