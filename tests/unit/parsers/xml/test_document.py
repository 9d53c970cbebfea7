"""What every XML parser owes: it never raises, accounts for every document, and shows what it read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.findings import FindingCode
from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext, Parser
from parsers.ubl import UblParser

PARSERS: tuple[Parser, ...] = (UblParser(), CxmlParser(), OrderXParser())
ORDER = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
NAMES = st.sampled_from((
    "Order", "OrderChange", "ID", "OrderLine", "LineItem", "Quantity", "Delivery", "Price", "PriceAmount",
    "BaseQuantity", "AllowanceCharge", "Amount", "OrderRequest", "OrderRequestHeader", "ItemOut", "Money",
    "SCRDMCCBDACIOMessageStructure", "SupplyChainTradeTransaction", "IncludedSupplyChainTradeLineItem", "Item",
    "Party", "ExchangedDocument",
))  # fmt: skip
TEXTS = st.sampled_from(("", "1", "0", "-1", "1,250", "x", "2026-03-02", "2026-13-40", "true", "\u00c3\u00b8"))


def elements(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, text, inner: f'<{name} unitCode="EA" quantity="{text}">{text}{"".join(inner)}</{name}>',
        NAMES, TEXTS, st.lists(children, max_size=4),
    )  # fmt: skip


DOCUMENTS = st.recursive(elements(st.just("")), elements, max_leaves=30)


def blob(content: bytes) -> Blob:
    return Blob(content, "order.xml", "application/xml")


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_told(parser: Parser, content: bytes) -> None:
    parsed = parser.parse(blob(content), ParseContext())
    assert parsed.readings or parsed.findings


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
@given(inner=DOCUMENTS)
def test_any_tree_is_read_or_told(parser: Parser, inner: str) -> None:
    parsed = parser.parse(blob(f'<Any xmlns="{ORDER}">{inner}</Any>'.encode()), ParseContext())
    assert parsed.readings or parsed.findings
    assert parsed.transcript


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (f'<Order xmlns="{ORDER}"/>', {"ubl"}),
        (f'\ufeff\n<x:Order xmlns:x="{ORDER}"/>', {"ubl"}),
        ('<!DOCTYPE cXML SYSTEM "x.dtd"><cXML/>', {"cxml"}),
        ('<r:SCRDMCCBDACIOMessageStructure xmlns:r="urn:x"/>', {"order_x"}),
        ("<Orders><Order/></Orders>", set()),
        ("<html><body>urn:oasis:names</body></html>", set()),
        (f"a mail about {ORDER}", set()),
        ("", set()),
    ],
)
def test_a_document_is_recognised_by_its_own_parser(content: str, names: set[str]) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert names == {parser.name for parser in PARSERS if parser.recognise(blob(content.encode(encoding)))}


def test_a_document_that_is_neither_order_nor_known_holds() -> None:
    parsed = UblParser().parse(blob(f'<a x="{ORDER}"/>'.encode()), ParseContext())
    assert [(FindingCode.MESSAGE_TYPE, True)] == [(finding.code, finding.holds) for finding in parsed.findings]


def test_the_transcript_has_a_line_for_every_place_that_evidence_names_and_no_secret() -> None:
    content = (
        b'<cXML><Header><Sender><Credential domain="D"><SharedSecret>hush</SharedSecret></Credential></Sender></Header>'
        b'<Request><OrderRequest><OrderRequestHeader orderID="1"/></OrderRequest></Request></cXML>'
    )
    parsed = CxmlParser().parse(blob(content), ParseContext())
    assert parsed.transcript
    rows = {row.title: row.cells[0] for row in parsed.transcript.rows}
    assert '      <OrderRequestHeader orderID="1"></OrderRequestHeader>' == rows[
        "/cXML[1]/Request[1]/OrderRequest[1]/OrderRequestHeader[1]"
    ]  # fmt: skip
    assert "hush" not in "".join(rows.values())
