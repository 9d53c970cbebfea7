"""Mails that order nothing, cover an attachment, change or cancel."""

from datetime import date

import pytest

from orders.findings import FindingCode, Severity
from orders.reading import LineAction, OrderKind
from tests.unit.parsers.mail_body.mails import brief, holding, order, parsed


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatic reply: PO 4711", "I am out of the office until 14 April. For orders write to sales@x.example."),
        ("Abwesenheitsnotiz: Bestellung", "Ich bin im Urlaub."),
        ("Undeliverable: order", "Delivery has failed to these recipients: a@b.example"),
        ("Our summer offers", "20 % off all drills! Order now. Unsubscribe"),
    ],
)
def test_what_a_machine_sent_is_set_aside_without_a_person(subject: str, text: str) -> None:
    (finding,) = parsed(text, subject=subject).findings
    assert (FindingCode.NO_ORDER, Severity.NOTE) == (finding.code, finding.severity)


@pytest.mark.parametrize(
    "text",
    [
        "When will our order 4711 ship? We are still missing 40 pcs of BR-6205.",
        "Bei der Lieferung zu Bestellung 4711 fehlten 3 Stück. Bitte um Gutschrift.",
        "Bitte bieten Sie uns an:\n\n200 Stück AB-100\n50 Stück AB-200",
        "Merci de nous faire un devis:\n\n20 pièces AB-100",
        "Anbei die Rechnung 7788 zu Ihrer Bestellung 4711.",
        "We will send the purchase order next week.",
    ],
)
def test_what_needs_an_answer_is_no_order_and_waits_for_a_person(text: str) -> None:
    found = parsed(text)
    assert () == found.readings
    assert {(FindingCode.NO_ORDER, Severity.HOLD)} == {(one.code, one.severity) for one in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the quote. Please send 10 of the 6204.",
        "When will our order 4711 ship? Also 10 boxes of gloves please.",
        "The usual, please, but twice as many.",
        "Please send us the goods that we spoke about, 200 in all.",
        "Prices are fine, go ahead with 20.",
    ],
)
def test_what_may_be_an_order_is_never_called_none(text: str) -> None:
    found = parsed(text)
    assert () == found.readings
    assert {FindingCode.NO_ORDER}.isdisjoint(one.code for one in found.findings)
    assert [] != holding(found)


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\nplease find attached our order 88123. Please confirm price and delivery.\n\nBest regards\nJane",
        "Guten Tag,\n\nanbei unsere Bestellung 4711 vom 12.03.2026.\n\nMit freundlichen Grüßen\nJ. Doe",
        "Bonjour,\n\nveuillez trouver ci-joint notre commande 4711.\n\nCordialement\nJ. Doe",
        "Buenos días:\n\nadjuntamos nuestro pedido 4711.\n\nUn saludo\nJ. Doe",
        "Buongiorno,\n\nin allegato il nostro ordine 4711.\n\nCordiali saluti\nJ. Doe",
        "Goedemorgen,\n\nbijgevoegd onze bestelling 4711.\n\nMet vriendelijke groet\nJ. Doe",
        "PO attached.",
    ],
)
def test_a_covering_text_is_only_noted(text: str) -> None:
    found = parsed(text)
    assert () == found.readings
    assert [(FindingCode.FREE_TEXT, Severity.NOTE)] == [(one.code, one.severity) for one in found.findings]


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached our order 4711. Deliver line 3 only after the 5th of May.",
        "Please process the attached order, but not the attached quantity.",
        "Order attached. The price of item 2 is 4.20.",
        "Anbei unsere Bestellung 4711. Bitte nicht vor Juni liefern.",
        "Order attached, please ship to our Leeds depot.",
        "Where is our order 4711? See the attachment.",
        "Two of the pumps were missing, order attached again.",
        "Attached supersedes the one from this morning.",
        "Copy of our order for your files, already sent by EDI.",
        "Order attached. Leave out the last line.",
        "Is the attached order ok for you?",
        "Please find the order. Charge it to the credit card.",
        "In bijlage onze bestelling, de tweede regel mag weg.",
        "Adjunto pedido que ya os pasamos por teléfono.",
        "Anbei unsere Bestellung, zur Information.",
        "Ci-joint notre commande, elle annule et remplace la commande d'hier.",
    ],
)
def test_a_covering_text_that_instructs_holds(text: str) -> None:
    found = parsed(text)
    assert () == found.readings
    assert [] != holding(found)
    assert {FindingCode.NO_ORDER}.isdisjoint(one.code for one in found.findings)


@pytest.mark.parametrize(
    "text",
    [
        "Please cancel our order PO-1105 completely.",
        "Bitte stornieren Sie unsere Bestellung PO-1105.",
        "Veuillez annuler notre commande PO-1105.",
        "Rogamos anulen nuestro pedido PO-1105.",
        "Vi preghiamo di annullare il nostro ordine PO-1105.",
        "Gelieve te annuleren: onze bestelling PO-1105.",
    ],
)
def test_a_cancellation_names_its_order(text: str) -> None:
    found = order(text)
    assert OrderKind.CANCEL is found.kind
    assert "PO-1105" == (found.po_number.value if found.po_number else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please change line 2 of PO 4711 to 20 pcs.", "20 pcs - -"),
        ("On PO 4711 line 2 (AB-100) please increase the quantity from 300 to 600 pcs.", "600 pcs AB-100 -"),
        ("Bitte ändern Sie Pos. 2 der Bestellung 4711 auf 20 Stück.", "20 Stück - -"),
    ],
)
def test_a_change_names_line_and_new_quantity(text: str, expected: str) -> None:
    found = order(text)
    assert OrderKind.CHANGE is found.kind
    (line,) = found.lines
    assert expected == brief(line)
    assert "2" == (line.line_no.value if line.line_no else "")
    assert LineAction.CHANGE is (line.action.value if line.action else None)
    assert [] == holding(found)


def test_a_change_of_a_date_is_read() -> None:
    found = order("Bitte verschieben Sie Pos. 1 unserer Bestellung 4510 (Artikel SG-21) auf den 25.05.2026.")
    (line,) = found.lines
    assert date(2026, 5, 25) == (line.requested_date.value if line.requested_date else None)


def test_a_change_that_is_not_understood_holds_and_is_no_order() -> None:
    found = order("Please change our order 4711: half of the bolts in 2 weeks, the rest in 4 weeks.")
    assert OrderKind.CHANGE is found.kind
    assert [] != holding(found)


@pytest.mark.parametrize(
    "text",
    [
        "Please cancel 5 pcs of line 3 of PO 4711.",
        "Please cancel line 3 and add 5 pcs KX-9 to PO 4711.",
        "Please cancel our orders PO 47110 and 47120.",
        "Please change line 2 of PO 4711 to 12 June.",
        "Please change line 2 and line 3 of PO 4711 to 20 pcs.",
        "Bitte verschieben Sie Pos. 2 der Bestellung 4711 auf KW 23.",
        "Please increase line 2 of PO 4711 by 20 pcs or 30 pcs.",
    ],
)
def test_a_change_that_can_mean_two_things_holds(text: str) -> None:
    found = parsed(text)
    assert [] != [finding for reading in found.readings for finding in holding(reading)]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Delivery", "We have received today:\n\n10 pcs KX-200\n5 pcs KX-300\n"),
        ("Order confirmation 4711", "10 pcs KX-200 at £3.50\n5 pcs KX-300 at £1.50\n"),
        ("Stock", "10 pcs KX-200\n5 pcs KX-300\n"),
        ("PO 4711", "We want to return the following from PO 4711:\n\n10 pcs KX-200\n"),
        ("PO 4711", "We never got these from PO 4711:\n\n10 pcs KX-200\n"),
        ("PO 4711", "Did you get our PO 4711?\n\n10 pcs KX-200\n"),
        ("PO 4711", "Wann liefern Sie aus Bestellung 4711?\n\n10 Stück KX-200\n"),
        ("PO 4711", "PO 4711 has been submitted for approval:\n\n10 pcs KX-200\n"),
        ("Complaint", "these were damaged, please send new ones:\n\n10 pcs KX-200\n"),
    ],
)
def test_lines_without_an_order_are_never_posted_unseen(subject: str, text: str) -> None:
    found = parsed(text, subject=subject)
    assert [] != [finding for reading in found.readings for finding in holding(reading)] + holding(found)


def test_what_is_struck_out_in_a_list_holds() -> None:
    text = "<p>Please supply on our order PO-1:</p><ul><li><s>10</s> 20 pcs KX-200 bearing</li></ul>"
    found = parsed(text, html=True)
    assert [] != [finding for reading in found.readings for finding in holding(reading)] + holding(found)
