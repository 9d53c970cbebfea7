"""Tables with columns that invite mistakes: two quantities, two prices, two discounts, amounts with tax.

Each is set on one plain form, so that the columns are all that is hard about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.drawing.sheet import Column, Sheet
from tests.drawing.truth import Drawn, Truth


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands on the form; `rows` are printed as they are, and `lines` say what they mean."""

    name: str
    about: str
    sender: Sequence[str]
    to: Sequence[str]
    title: str
    pairs: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[tuple[str, str]]
    order: dict[str, str]
    lines: Sequence[Truth]

    def drawn(self) -> Drawn:
        truth = {"kind": "order", **self.order, "buyer": {"name": self.sender[0]}, "lines": list(self.lines)}
        return Drawn(self.name, self._pdf(), "order", "safe", (truth,), self.about)

    def _pdf(self) -> bytes:
        sheet = Sheet(title=self.title)
        sheet.text(40, 54, self.sender[0], font="Helvetica-Bold", size=13)
        sheet.block(40, 68, self.sender[1:])
        sheet.text(555, 54, self.title, by="r", font="Helvetica-Bold", size=14)
        sheet.block(40, 124, self.to, leading=12)
        for at, (name, value) in enumerate(self.pairs):
            sheet.text(340, 124 + 13 * at, name, font="Helvetica-Bold")
            sheet.text(450, 124 + 13 * at, value)
        sheet.line(40, 216, 555, 216)
        sheet.row(228, self.columns, self.heads, font="Helvetica-Bold", size=8)
        sheet.line(40, 234, 555, 234)
        y = 248.0
        for row in self.rows:
            sheet.row(y, self.columns, row, size=8)
            y += 15
        sheet.line(40, y - 6, 555, y - 6)
        for name, amount in self.sums:
            sheet.text(470, y + 8, name, by="r")
            sheet.text(self.columns[-1][0], y + 8, amount, by=self.columns[-1][1])
            y += 14
        return sheet.pdf()


def documents() -> tuple[Drawn, ...]:
    return tuple(form.drawn() for form in _FORMS)


def _line(**fields: Any) -> Truth:
    return fields


_FORMS = (
    _Form(
        "cartons_and_units_fr",
        "Cartons, units to a carton and units in all beside each other; the price is for a unit",
        ("Épicerie Centrale du Berry SAS", "Zone Malitorne", "18230 SAINT-DOULCHARD"),
        ("Confitures du Val", "3 chemin des Vignes", "37150 Bléré"),
        "COMMANDE",
        (("Commande n°", "CE-55120"), ("Date", "14/04/2026"), ("Livraison le", "28/04/2026"), ("Devise", "EUR")),
        ((40, "l"), (120, "l"), (320, "r"), (360, "r"), (420, "r"), (480, "r"), (555, "r")),
        ("EAN", "Désignation", "Colis", "PCB", "Qté UVC", "P.U. HT", "Montant HT"),
        (
            ("9521234100010", "Confiture abricot 370 g", "20", "12", "240", "1,85", "444,00"),
            ("9521234100027", "Confiture fraise 370 g", "15", "12", "180", "1,90", "342,00"),
            ("9521234100034", "Gelée de coing 220 g", "8", "6", "48", "2,40", "115,20"),
        ),
        (("Total HT", "901,20"),),
        {"po_number": "CE-55120", "order_date": "2026-04-14", "currency": "EUR",
         "requested_delivery_date": "2026-04-28", "total_net": "901.20"},
        (
            _line(gtin="9521234100010", quantity="240", unit_price="1.85", line_total="444.00"),
            _line(gtin="9521234100027", quantity="180", unit_price="1.90", line_total="342.00"),
            _line(gtin="9521234100034", quantity="48", unit_price="2.40", line_total="115.20"),
        ),
    ),
    _Form(
        "retail_price_de",
        "The price at which the buyer sells stands beside the price at which it buys",
        ("Gartencenter Sonnleitner e.K.", "Bergstraße 5", "83278 Traunstein"),
        ("Terrakotta Import Huber", "Industriestraße 9", "84478 Waldkraiburg"),
        "Bestellung",
        (("Bestellnummer", "GS-2026-88"), ("Bestelldatum", "02.03.2026"), ("Liefertermin", "23.03.2026"),
         ("Währung", "EUR")),
        ((40, "l"), (70, "l"), (140, "l"), (350, "r"), (360, "l"), (425, "r"), (485, "r"), (555, "r")),
        ("Pos", "Artikel-Nr.", "Bezeichnung", "Menge", "ME", "EK netto", "VK brutto", "Betrag"),
        (
            ("1", "TK-1180", "Topf rund 18 cm", "60", "Stk", "2,10", "4,99", "126,00"),
            ("2", "TK-1240", "Topf rund 24 cm", "40", "Stk", "3,75", "8,99", "150,00"),
            ("3", "TK-3300", "Schale oval 33 cm", "12", "Stk", "6,20", "14,99", "74,40"),
        ),
        (("Summe netto", "350,40"),),
        {"po_number": "GS-2026-88", "order_date": "2026-03-02", "currency": "EUR",
         "requested_delivery_date": "2026-03-23", "total_net": "350.40"},
        (
            _line(line_no="1", supplier_item="TK-1180", quantity="60", uom="Stk", unit_price="2.10",
                  line_total="126.00"),
            _line(line_no="2", supplier_item="TK-1240", quantity="40", uom="Stk", unit_price="3.75",
                  line_total="150.00"),
            _line(line_no="3", supplier_item="TK-3300", quantity="12", uom="Stk", unit_price="6.20",
                  line_total="74.40"),
        ),
    ),
    _Form(
        "two_discounts_es",
        "Two discounts one after the other, which no single percentage is printed for",
        ("Fontanería Ribera del Ebro S.L.", "Pol. Ind. La Cartuja, calle B 14", "50013 Zaragoza"),
        ("Grifería Duplach S.A.", "Avda. de la Industria 70", "08191 Rubí"),
        "PEDIDO",
        (("Pedido n.º", "26/1804"), ("Fecha", "11/05/2026"), ("Fecha de entrega", "25/05/2026"), ("Moneda", "EUR")),
        ((40, "l"), (110, "l"), (310, "r"), (375, "r"), (420, "r"), (465, "r"), (555, "r")),
        ("Referencia", "Descripción", "Cantidad", "Precio", "Dto. 1", "Dto. 2", "Importe"),
        (
            ("DU-2201", "Monomando lavabo", "30", "48,00", "30", "5", "957,60"),
            ("DU-2240", "Monomando bidé", "10", "52,00", "30", "5", "345,80"),
        ),
        (("Base imponible", "1.303,40"), ("IVA 21 %", "273,71"), ("Total", "1.577,11")),
        {"po_number": "26/1804", "order_date": "2026-05-11", "currency": "EUR",
         "requested_delivery_date": "2026-05-25", "total_net": "1303.40", "total_tax": "273.71",
         "total_gross": "1577.11"},
        (
            _line(supplier_item="DU-2201", quantity="30", unit_price="48.00", discount_percent="33.5",
                  line_total="957.60"),
            _line(supplier_item="DU-2240", quantity="10", unit_price="52.00", discount_percent="33.5",
                  line_total="345.80"),
        ),
    ),
    _Form(
        "open_quantities_en",
        "Ordered before, received and outstanding quantities; only the last are wanted",
        ("Severn Valley Fencing Ltd", "Station Yard", "Bewdley DY12 1BG"),
        ("Ironbridge Wire Products", "Coalport Road 2", "Telford TF8 7HR"),
        "PURCHASE ORDER",
        (("PO Number", "SVF-3071"), ("Date", "19 Jan 2026"), ("Delivery date", "2 Feb 2026"), ("Currency", "GBP")),
        ((40, "l"), (105, "l"), (300, "r"), (350, "r"), (410, "r"), (420, "l"), (480, "r"), (555, "r")),
        ("Part No", "Description", "Ordered", "Received", "Outstanding", "Unit", "Unit price", "Amount"),
        (
            ("IW-250", "Line wire 2.5 mm, 25 kg", "40", "25", "15", "coil", "38.00", "570.00"),
            ("IW-STP", "Staples 40 mm, 5 kg", "60", "40", "20", "tub", "14.50", "290.00"),
        ),
        (("Total excl. VAT", "860.00"),),
        {"po_number": "SVF-3071", "order_date": "2026-01-19", "currency": "GBP",
         "requested_delivery_date": "2026-02-02", "total_net": "860.00"},
        (
            _line(supplier_item="IW-250", quantity="15", uom="coil", unit_price="38.00", line_total="570.00"),
            _line(supplier_item="IW-STP", quantity="20", uom="tub", unit_price="14.50", line_total="290.00"),
        ),
    ),
    _Form(
        "tax_in_the_lines_it",
        "Tax rate and amounts with tax in each line, the net price beside",
        ("Panificio Molinari & C.", "Via del Forno 8", "43122 Parma (PR)"),
        ("Carta e Imballi S.r.l.", "Via Milano 210", "25126 Brescia"),
        "ORDINE",
        (("Ordine n.", "ORD-0226"), ("Data ordine", "09/02/2026"), ("Consegna", "23/02/2026"), ("Valuta", "EUR")),
        ((40, "l"), (105, "l"), (300, "r"), (310, "l"), (380, "r"), (420, "r"), (485, "r"), (555, "r")),
        ("Codice", "Descrizione", "Quantità", "UM", "Prezzo", "IVA %", "Imponibile", "Totale ivato"),
        (
            ("SC-PANE1", "Sacchetto pane 1 kg", "5000", "pz", "0,032", "22", "160,00", "195,20"),
            ("SC-PANE2", "Sacchetto pane 2 kg", "2500", "pz", "0,044", "22", "110,00", "134,20"),
        ),
        (("Totale imponibile", "270,00"), ("Totale IVA", "59,40"), ("Totale ordine", "329,40")),
        {"po_number": "ORD-0226", "order_date": "2026-02-09", "currency": "EUR",
         "requested_delivery_date": "2026-02-23", "total_net": "270.00", "total_tax": "59.40",
         "total_gross": "329.40"},
        (
            _line(supplier_item="SC-PANE1", quantity="5000", uom="pz", unit_price="0.032"),
            _line(supplier_item="SC-PANE2", quantity="2500", uom="pz", unit_price="0.044"),
        ),
    ),
    _Form(
        "price_for_a_thousand_nl",
        "Prices for a thousand, said only in the heading; quantities with a dot for thousands",
        ("Drukkerij Van Loon & Zn.", "Nijverheidsweg 3", "5071 NK Udenhout"),
        ("Enveloppenfabriek Gelre", "Fabriekslaan 17", "7311 AB Apeldoorn"),
        "INKOOPORDER",
        (("Ordernummer", "IO26-0177"), ("Datum", "01-06-2026"), ("Leverdatum", "15-06-2026"), ("Valuta", "EUR")),
        ((40, "l"), (110, "l"), (340, "r"), (350, "l"), (460, "r"), (555, "r")),
        ("Artikelnr", "Omschrijving", "Aantal", "Eenheid", "Prijs per 1000", "Bedrag"),
        (
            ("EG-C5V", "Envelop C5 met venster", "25.000", "stuks", "21,40", "535,00"),
            ("EG-EA5", "Envelop EA5 wit", "12.500", "stuks", "19,20", "240,00"),
        ),
        (("Totaal excl. btw", "775,00"),),
        {"po_number": "IO26-0177", "order_date": "2026-06-01", "currency": "EUR",
         "requested_delivery_date": "2026-06-15", "total_net": "775.00"},
        (
            _line(supplier_item="EG-C5V", quantity="25000", uom="stuks", unit_price="21.40", price_basis="1000",
                  line_total="535.00"),
            _line(supplier_item="EG-EA5", quantity="12500", uom="stuks", unit_price="19.20", price_basis="1000",
                  line_total="240.00"),
        ),
    ),
)  # fmt: skip
