"""Orders written in the text of a mail, in six languages, as sentences, lists and tables."""

from datetime import date

import pytest

from orders.evidence import TextSpan
from orders.transcript import TranscriptKind
from parsers.parser import Blob
from tests.unit.parsers.mail_body.mails import PARSER, brief, holding, order, parsed

ENGLISH = """Hello,

please supply on our order PO-7731:

- 10 pcs KX-200 bearing, price £3.50
- 4 pcs KX-310 seal, price £12.00

Needed by 14 May 2026.

Kind regards
Jane Doe
"""


def test_a_list_is_read_with_its_number_date_currency_and_prices() -> None:
    found = order(ENGLISH)
    assert ["10 pcs KX-200 3.50", "4 pcs KX-310 12.00"] == [brief(line) for line in found.lines]
    assert "PO-7731" == (found.po_number.value if found.po_number else "")
    assert "GBP" == (found.currency.value if found.currency else "")
    assert date(2026, 5, 14) == (found.requested_delivery_date.value if found.requested_delivery_date else None)
    assert [] == holding(found)


def test_every_value_points_at_its_characters_in_the_transcript() -> None:
    found = parsed(ENGLISH)
    assert found.transcript is not None
    assert TranscriptKind.TEXT is found.transcript.kind
    text = "\n".join(row.cells[0] for row in found.transcript.rows)
    (reading,) = found.readings
    item = reading.lines[1].supplier_item
    assert item is not None
    (span,) = item.evidence
    assert isinstance(span, TextSpan)
    assert "KX-310" == text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We order 12 boxes of item AB-1200 at £4.20 each.\n", "12 boxes AB-1200 4.20"),
        ("Bitte liefern Sie: 12 Stück Art. AB-1200 à 4,20 EUR\n", "12 Stück AB-1200 4.20"),
        ("Nous commandons 12 pièces réf. AB-1200 au prix de 4,20 €\n", "12 pièces AB-1200 4.20"),
        ("Pedimos 12 unidades ref. AB-1200 a 4,20 € la unidad\n", "12 unidades AB-1200 4.20"),
        ("Ordiniamo 12 pezzi cod. AB-1200 a 4,20 € cad.\n", "12 pezzi AB-1200 4.20"),
        ("Wij bestellen 12 stuks art. AB-1200 à € 4,20\n", "12 stuks AB-1200 4.20"),
    ],
)
def test_a_sentence_is_read_in_six_languages(text: str, expected: str) -> None:
    assert [expected] == [brief(line) for line in order(text, subject="PO 5512").lines]


def test_two_lines_of_one_sentence_are_two_lines() -> None:
    found = order("Bitte liefern Sie: 10 Stück Art. 4711 à 3,50 EUR und 5 Stück Art. 4712 à 2,10 EUR.\n")
    assert ["10 Stück 4711 3.50", "5 Stück 4712 2.10"] == [brief(line) for line in found.lines]


def test_the_number_comes_from_the_subject_where_the_text_has_none() -> None:
    found = order("Please supply:\n\n10 pcs KX-200\n", subject="Purchase order 88123")
    assert "88123" == (found.po_number.value if found.po_number else "")


@pytest.mark.parametrize("label", ["Delivery address:", "Lieferanschrift:", "Adresse de livraison :", "Afleveradres:"])
def test_a_label_above_an_address_asks_for_nothing(label: str) -> None:
    address = f"{label}\nNordwerk Marine Ltd\n12 Quay Road\nLeith EH6 6TT\n\n"
    found = order(ENGLISH.replace("Needed by", f"{address}Needed by"))
    assert [] == holding(found)
    assert found.ship_to is not None
    assert "EH6 6TT" == (found.ship_to.postcode and found.ship_to.postcode.value)


def test_the_one_who_signs_is_the_buyer() -> None:
    signed = ENGLISH + "Nordwerk Marine Ltd\n12 Quay Road\nLeith EH6 6TT\nTel. +44 1632 960001\n"
    found = order(signed)
    assert found.buyer is not None
    assert found.buyer.name is not None
    assert "Nordwerk Marine Ltd" == found.buyer.name.value
    assert found.buyer_contact is not None
    assert found.buyer_contact.name is not None
    assert "Jane Doe" == found.buyer_contact.name.value


@pytest.mark.parametrize(
    "line",
    [
        "Please do not deliver before June.",
        "Deliver line 2 only after we call.",
        "Bitte Position 2 erst im Juni liefern.",
        "The price of KX-310 should be 11.00.",
        "Livrez la ligne 2 seulement en juin.",
    ],
)
def test_a_sentence_that_may_change_the_order_holds_it(line: str) -> None:
    assert [] != holding(order(ENGLISH.replace("Kind regards", f"{line}\n\nKind regards")))


@pytest.mark.parametrize(
    "line",
    [
        "Please confirm receipt.",
        "If you have any questions ring me on +44 1632 960001.",
        "Lieferung an unsere bekannte Adresse.",
        "Vielen Dank im Voraus!",
        "Merci de confirmer.",
    ],
)
def test_courtesy_holds_nothing(line: str) -> None:
    assert [] == holding(order(ENGLISH.replace("Kind regards", f"{line}\n\nKind regards")))


@pytest.mark.parametrize("more", [", of these 5 now and 5 later", " or 20", ", 25 pcs if cheaper"])
def test_a_number_in_a_line_that_nobody_explains_holds(more: str) -> None:
    assert [] != holding(order(ENGLISH.replace("KX-200 bearing", f"KX-200 bearing{more}")))


def test_below_a_quotation_nothing_is_ordered_again() -> None:
    quoted = "\n".join(f"> {line}" for line in ["On 2 May 2026 Sales wrote:", "we offer 99 pcs KX-999 at £1.00"])
    assert 2 == len(order(f"{ENGLISH}\n{quoted}\n").lines)


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Sales <sales@ours.example>\nSent: Monday\nTo: Jane\nSubject: Quotation\n",
        "Von: Verkauf <sales@ours.example>\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Jane\nBetreff: Angebot\n",
        "Le lun. 4 mai 2026 à 10:00, Ventes <sales@ours.example> a écrit :\n",
        "Am 04.05.2026 um 10:00 schrieb Verkauf:\n",
        "El 4 may 2026, a las 10:00, Ventas escribió:\n",
    ],
)
def test_an_earlier_mail_below_is_not_read(head: str) -> None:
    found = order(f"{ENGLISH}\n{head}\nplease supply on our order PO-1:\n\n- 99 pcs KX-999, price £1.00\n")
    assert 2 == len(found.lines)
    assert "PO-7731" == (found.po_number.value if found.po_number else "")


@pytest.mark.parametrize(
    ("subject", "head"),
    [
        ("FW: PO-7731", "-----Original Message-----\nFrom: Jane <jane@nordwerk.example>\nSent: Monday\nTo: Kim\n"),
        ("WG: Bestellung", "Von: Jane <jane@nordwerk.example>\nGesendet: Montag\nAn: Kim\nBetreff: Bestellung\n"),
        (
            "order",
            "---------- Forwarded message ---------\nFrom: Jane <jane@nordwerk.example>\nDate: Mon\nSubject: x\n",
        ),
    ],
)
def test_an_order_that_is_forwarded_is_read_as_its_senders(subject: str, head: str) -> None:
    found = order(f"please book, thanks\nKim\n\n{head}\n{ENGLISH}", subject=subject, sender="kim@ours.example")
    assert 2 == len(found.lines)
    assert "jane@nordwerk.example" == found.sender
    assert [] == holding(found)


PASTED = [
    ["Part No", "Description", "Qty", "Unit", "Unit price"],
    ["KX-200", "Bearing", "10", "pcs", "3.50"],
    ["KX-310", "Seal ring", "4", "pcs", "12.00"],
]


@pytest.mark.parametrize("sign", ["\t", " | ", ";"])
def test_a_table_pasted_into_the_text_is_read(sign: str) -> None:
    table = "\n".join(sign.join(row) for row in PASTED)
    found = order(f"Hello,\n\nplease see our order PO-7731 below.\n\n{table}\n\nKind regards\nJane Doe\n")
    assert ["10 pcs KX-200 3.50", "4 pcs KX-310 12.00"] == [brief(line) for line in found.lines]
    assert "PO-7731" == (found.po_number.value if found.po_number else "")


@pytest.mark.parametrize("sign", ["\t", " | ", ";"])
def test_a_table_in_an_earlier_mail_is_not_ordered_again(sign: str) -> None:
    table = "\n".join(f"> {sign.join(row)}" for row in PASTED)
    found = parsed(
        f"Thanks, received.\n\nOn 2 May 2026 Sales wrote:\n> Your order PO-7731:\n{table}\n", subject="RE: x"
    )
    assert () == found.readings


def test_a_text_that_is_all_table_is_left_to_those_who_read_tables() -> None:
    rows = "\n".join(";".join(row) for row in PASTED)
    written = PARSER.recognise(Blob(f"Hello,\n{rows}".encode(), "", "text/plain"))
    table = PARSER.recognise(Blob(rows.encode(), "", "text/plain"))
    assert written is not None
    assert table is not None
    assert table.strength < 60 < written.strength


@pytest.mark.parametrize(
    "text",
    [
        "We'd like to order 20 pcs of KX-200 at £3.00 each.\n",
        "Bitte liefern Sie uns zur Bestellung 10 Stück Art. 4711 à 3,50 EUR.\n",
        "please send order 12 x KX-200\n",
    ],
)
def test_how_many_are_ordered_is_no_number_of_an_order(text: str) -> None:
    assert None is order(text, subject="Order 2 pumps").po_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order PO-1:\n\nQty 5 - Part 4471-B - Pump - $320.00 ea\nQty 12 - Part 8812-C - Kit - $18.50 ea\n", 2),
        (
            "Vi ordiniamo:\n\n1) cod. AX-10 - Anello - pz 20 - € 3,10 cad.\n2) cod. AX-20 - Dado - pz 4 - € 1,10\n",
            2,
        ),
        ("Merci de livrer :\n\n- 25 roulements réf. 6205-2RS à 4,80 € pièce\n- 10 joints réf. JT-40 à 1,25 €\n", 2),
        ("Please supply:\n\nItem: KX-200\nQuantity: 10 pcs\n\nItem: KX-300\nQuantity: 5 pcs\n", 2),
    ],
)
def test_other_ways_to_write_lists_are_read(text: str, expected: int) -> None:
    found = order(text, subject="PO 5512")
    assert expected == len(found.lines)
    assert all(line.quantity and line.supplier_item for line in found.lines)
    assert [] == holding(found)


def test_what_leads_to_a_line_within_its_sentence_is_read_or_held() -> None:
    found = order("Bitte liefern Sie zum 12.06.2026 500 Stück der Artikelnummer 700-113.\n", subject="Bestellung 4711")
    assert date(2026, 6, 12) == (found.requested_delivery_date.value if found.requested_delivery_date else None)
    assert [] == holding(found)
    other = order("Please supply, as agreed in week 23 for project 88, 10 pcs KX-200.\n", subject="PO 4711")
    assert [] != holding(other)


def test_two_orders_in_one_text_are_two_and_both_wait() -> None:
    text = "Please supply.\n\nPO 47110:\n10 pcs KX-200\n4 pcs KX-300\n\nPO 47120:\n6 pcs KX-400\n"
    found = parsed(text).readings
    assert ["47110", "47120"] == [one.po_number.value for one in found if one.po_number]
    assert [2, 1] == [len(one.lines) for one in found]
    assert all(holding(one) for one in found)


@pytest.mark.parametrize("text", ["Please see our order PO 88401 below:", "Notre commande 88401. Merci de livrer :"])
def test_the_number_of_an_order_has_neither_its_label_nor_a_full_stop(text: str) -> None:
    found = order(f"{text}\n\n- 10 pcs KX-200 at 3.50 EUR\n")
    assert "88401" == (found.po_number.value if found.po_number else "")


@pytest.mark.parametrize(
    "text",
    [
        "Please supply on PO 4711: 10 pcs KX-200 every week.",
        "Please supply on PO 4711:\n\n10 pcs KX-200, half to Leeds, half to York\n",
        "Please supply 10 pcs KX-200 to each of our two sites, PO 4711.",
        "Please supply up to 50 pcs KX-200 on PO 4711.",
        "Please supply 10 pcs KX-200 at £3.50 less 5%, PO 4711.",
        "This order replaces our PO 4711 sent yesterday:\n\n10 pcs KX-200\n",
        "Bitte liefern Sie zu Bestellung 4711 bis zu 50 Stück KX-200.",
        "Merci de livrer 10 pièces KX-200 chaque mois, commande 4711.",
    ],
)
def test_what_makes_a_quantity_another_one_holds(text: str) -> None:
    assert [] != holding(order(text))
