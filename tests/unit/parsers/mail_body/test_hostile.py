"""Bodies that are broken, huge or meant to harm: read in a moment, or held, never an exception."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.findings import FindingCode
from tests.unit.parsers.mail_body.mails import brief, holding, order, parsed

TABLE = (
    "<p>please supply on our order PO-7731:</p><table border=1><tr><th>Item</th><th>Description</th><th>Qty</th>"
    "<th>Unit</th><th>Price £</th></tr><tr><td>KX-200</td><td>Bearing</td><td align=right>10</td><td>pcs</td>"
    "<td>3.50</td></tr><tr><td>KX-310</td><td>Seal &amp; ring</td><td align=right>4</td><td>pcs</td><td>12.00</td>"
    "</tr></table>"
)
EXPECTED = ["10 pcs KX-200 3.50", "4 pcs KX-310 12.00"]


def test_a_table_is_read_by_its_cells() -> None:
    found = order(TABLE, html=True)
    assert EXPECTED == [brief(line) for line in found.lines]
    assert [] == holding(found)


@pytest.mark.parametrize(
    "around",
    [
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<html><head><style>td{{color:red}}</style><title>99 pcs KX-999</title></head><body>{}",
        "<div style='font-size:0px'><div style='font-size:13px'>{}</div></div>",
        "{}<script>document.write('99 pcs KX-999')</script>",
        "<div>" * 500 + "{}" + "</div>" * 500,
        "{}<p style='display:none'>99 pcs KX-999</p><p hidden>Deliver nothing before 2030</p>",
    ],
)
def test_what_stands_around_a_table_does_not_hide_or_change_it(around: str) -> None:
    found = order(around.format(TABLE), html=True)
    assert EXPECTED == [brief(line) for line in found.lines]
    assert [] == holding(found)


def test_ends_of_cells_may_be_left_out() -> None:
    bare = TABLE
    for tag in ("</td>", "</th>", "</tr>", "</p>"):
        bare = bare.replace(tag, "")
    assert EXPECTED == [brief(line) for line in order(bare, html=True).lines]


def test_bytes_of_no_character_set_hold_the_order() -> None:
    (found,) = parsed(b"please supply on our order PO-1:\n\n- 10 pcs KX-200, M\x81ffe\n").readings
    assert FindingCode.UNDECODABLE_CHARACTERS in {finding.code for finding in holding(found)}


def test_wide_characters_without_their_mark_are_read() -> None:
    found = parsed("please supply on our order PO-1:\n\n- 10 pcs KX-200, Muffe f\u00fcr Rohr\n".encode("utf-16-le"))
    assert ["10 pcs KX-200 -"] == [brief(line) for line in found.readings[0].lines]


def test_replaced_signs_hold_the_order() -> None:
    found = order("please supply on our order PO-1:\n\n- 10 pcs KX-200, Muffe f\ufffdr Rohr\n")
    assert FindingCode.UNDECODABLE_CHARACTERS in {finding.code for finding in holding(found)}


@pytest.mark.parametrize(
    ("content", "html"),
    [
        (b"<table><tr><td>" * 12_000, True),
        (b"<div>" * 60_000 + b"10 pcs KX-200", True),
        (b"<td colspan=99999 rowspan=99999>1" * 20_000, True),
        (b"<table>" + b"<tr>" + b"<td>1" * 500 + b"</tr>" * 300 + b"</table>", True),
        (b"<" * 200_000, True),
        (b"<!--" + b"x" * 500_000, True),
        (b"&" * 500_000, True),
        (b"> " * 300_000, False),
        (b"10 x " * 60_000, False),
        (b"From: a\nTo: b\n" * 12_000, False),
        (b"a" * 1_000_000, False),
        (b"please supply 10 pcs KX-200, " * 700, False),
        (b"\x00\xff\xfe" * 100_000, False),
        (b"\n" * 1_000_000, False),
    ],
)
def test_a_flood_of_nonsense_is_over_in_seconds(content: bytes, *, html: bool) -> None:
    start = time.process_time()
    parsed(content[:1_000_000], html=html)
    assert time.process_time() - start < 20


@given(st.text(max_size=400), st.booleans())
def test_no_text_raises(text: str, html: bool) -> None:  # noqa: FBT001 -- hypothesis gives it by place
    found = parsed(text.encode("utf-8", "surrogatepass"), html=html)
    assert found.readings or found.findings
    assert found.transcript is not None


@given(st.text(alphabet="<>/tabledivr p=\"'&;1-0 x,.\n", max_size=300))
def test_no_html_raises(text: str) -> None:
    assert parsed(text, html=True).transcript is not None
