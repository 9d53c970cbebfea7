"""Mails as buyers write them: orders in the text or as HTML, an order beside terms, and mails that order nothing."""

from email.message import EmailMessage

from tests.drawing.other_papers import terms
from tests.drawing.sap_form import form, truth_of_form
from tests.drawing.truth import Drawn, Truth, line

_DUTCH = [
    line("", "25", "stuks", "12.40", supplier_item="KB-1040", description="kabelgoot 100x60"),
    line("", "6", "dozen", "31.00", supplier_item="KB-2210", description="koppelplaten"),
    line("", "150", "m", "0.88", supplier_item="KB-0009", description="aarddraad 6 mm2"),
]
_GERMAN = [
    line("10", "8", "Stk", "124.50", buyer_item="MP-10021", description="Drucksensor 0-10 bar"),
    line("20", "8", "Stk", "17.90", buyer_item="MP-10044", description="Anschlussstecker M12"),
    line("30", "2", "Stk", "1240.00", buyer_item="MP-20007", description="Auswerteeinheit"),
]


def documents() -> tuple[Drawn, ...]:
    return (
        Drawn("order_in_the_text_nl", _dutch(), "order", "clean", (_dutch_truth(),),
              "A list in a plain mail; the number in the subject only", ".eml"),
        Drawn("order_as_html_table_de", _german(), "order", "clean", (_german_truth(),),
              "A table pasted from a spreadsheet into an HTML mail", ".eml"),
        Drawn("order_beside_terms_en", _beside_terms(), "order", "clean", (truth_of_form(),),
              "Two PDFs: the order, and terms and conditions that are not to be read as one", ".eml"),
        Drawn("cancellation_en", _cancellation(), "cancel", "safe", (_cancellation_truth(),),
              "A cancellation in two sentences", ".eml"),
        Drawn("absence_note_fr", _absence(), "not_an_order", "no_order",
              about="An absence note, marked as sent by a machine", suffix=".eml"),
        Drawn("delivery_question_it", _question(), "not_an_order", "safe",
              about="A question about an order that was placed before", suffix=".eml"),
    )  # fmt: skip


def _mail(sender: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "orders@supplier.example", subject
    message["Date"] = "Mon, 02 Nov 2026 09:14:00 +0100"
    message["Message-ID"] = f"<{abs(sum(map(ord, subject)))}@mail.example>"
    message.set_content(text)
    return message


def _bytes(message: EmailMessage) -> bytes:
    """With boundaries that are the same each time."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=-part-{number}-=")
    return message.as_bytes()


def _dutch_truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "IN-20447",
        "currency": "EUR",
        "requested_delivery_date": "2026-11-16",
        "ship_to": {"street": "Havenkade 14", "postcode": "1975 GA", "city": "IJmuiden"},
        "lines": [
            {name: value for name, value in each.items() if name not in ("line_no", "line_total")} for each in _DUTCH
        ],
    }


def _dutch() -> bytes:
    text = (
        "Hallo Marieke,\n\nGraag bestellen wij:\n\n"
        "- 25 stuks KB-1040 kabelgoot 100x60 à € 12,40\n"
        "- 6 dozen KB-2210 koppelplaten à € 31,00\n"
        "- 150 m KB-0009 aarddraad 6 mm2 à € 0,88\n\n"
        "Leverdatum: 16-11-2026\n"
        "Afleveradres: Elektro Noordzee BV, Havenkade 14, 1975 GA IJmuiden\n\n"
        "Met vriendelijke groet,\n\nSjoerd Bakker\nElektro Noordzee BV\nTel. 0255 555 010\n"
    )
    return _bytes(_mail("Sjoerd Bakker <s.bakker@elektro-noordzee.example>", "Inkooporder IN-20447", text))


def _german_truth() -> Truth:
    return {
        "kind": "order",
        "po_number": "4711-26",
        "order_date": "2026-11-02",
        "currency": "EUR",
        "lines": _GERMAN,
        "total_net": "3619.20",
    }


def _german() -> bytes:
    heads = ("Pos", "Artikelnummer", "Bezeichnung", "Menge", "Einheit", "Einzelpreis", "Gesamt")
    rows = "".join(
        f"<tr><td>{each['line_no']}</td><td>{each['buyer_item']}</td><td>{each['description']}</td>"
        f"<td align=right>{each['quantity']}</td><td>{each['uom']}</td>"
        f"<td align=right>{each['unit_price'].replace('.', ',')}</td>"
        f"<td align=right>{each['line_total'].replace('.', ',')}</td></tr>"
        for each in _GERMAN
    )
    head = "".join(f"<th>{name}</th>" for name in heads)
    html = (
        "<html><body><p>Sehr geehrte Damen und Herren,</p><p>bitte liefern Sie uns gemäß Angebot:</p>"
        "<p>Bestellnummer: 4711-26<br>Bestelldatum: 02.11.2026<br>Währung: EUR</p>"
        f"<table border=1><tr>{head}</tr>{rows}"
        "<tr><td colspan=6>Gesamtsumme netto</td><td align=right>3619,20</td></tr></table>"
        "<p>Mit freundlichen Grüßen<br>Karin Vogt<br>Messtechnik Pfalz GmbH</p></body></html>"
    )
    message = _mail("Karin Vogt <vogt@messtechnik-pfalz.example>", "Bestellung 4711-26", "")
    message.set_content(html, subtype="html")
    return _bytes(message)


def _beside_terms() -> bytes:
    text = "Dear Sales Team,\n\nplease find our order and our terms of purchase attached.\n\nHarriet Coyle\n"
    message = _mail("Harriet Coyle <h.coyle@northmoor.example>", "PO 4501288390", text)
    attached = (("terms_of_purchase.pdf", terms()), ("4501288390.pdf", form()))
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return _bytes(message)


def _cancellation_truth() -> Truth:
    return {"kind": "cancel", "po_number": "CF-8819", "lines": []}


def _cancellation() -> bytes:
    text = (
        "Hello,\n\nplease cancel our purchase order CF-8819 of 28 October completely; the machine has been sold.\n"
        "Sorry for the trouble.\n\nNeil Ackroyd\nCalder Fixtures Ltd\n"
    )
    return _bytes(_mail("Neil Ackroyd <neil@calder-fixtures.example>", "Cancellation of PO CF-8819", text))


def _absence() -> bytes:
    text = (
        "Bonjour,\n\nJe suis absente du bureau du 2 au 13 novembre. Pour toute commande urgente, merci de contacter "
        "achats@delmotte.example.\n\nSylvie Delmotte\n"
    )
    message = _mail("Sylvie Delmotte <s.delmotte@delmotte.example>", "Réponse automatique : BC26-00418", text)
    message["Auto-Submitted"] = "auto-replied"
    return _bytes(message)


def _question() -> bytes:
    text = (
        "Buongiorno,\n\nquando arriva il materiale del nostro ordine OA 26/331? Ci servono almeno i 2 motori entro "
        "venerdì.\n\nGrazie\nPaolo Bardi\n"
    )
    return _bytes(_mail("Paolo Bardi <paolo@bardi-officine.example>", "Ordine OA 26/331", text))
