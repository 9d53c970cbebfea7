"""Sentences that say how an order is to be delivered, and what forms print on every order."""

import pytest

from parsers.language.deliveries import directs_delivery
from parsers.language.free_texts import may_change
from parsers.language.sentences import is_harmless
from parsers.language.vocabulary import folded
from parsers.segments.instructions import may_instruct

_DIRECTING = (
    "Deliver only after 20 March, we are moving house.",
    "Please deliver before noon.",
    "Please do not deliver on Fridays.",
    "Not to be delivered before 3 May.",
    "Deliver to our site in Leeds.",
    "Please ship everything together.",
    "Partial deliveries are welcome.",
    "Please ship complete.",
    "Delivery in the morning only.",
    "Please deliver between 8 and 10 am on Tuesday.",
    "Please deliver in week 12.",
    "Goods must be delivered by 9.30.",
    "Bitte nur vormittags liefern.",
    "Bitte vor dem 20.3. anliefern.",
    "Lieferung erst nach dem 20. März.",
    "Bitte keine Teillieferungen.",
    "Bitte komplett liefern.",
    "Bitte an unsere Baustelle in Ulm liefern.",
    "Anlieferung nur vormittags an Rampe 3",
    "Bitte liefern Sie erst in KW 14.",
    "Bitte beim Nachbarn abgeben, wir liefern selbst weiter.",
    "Livraison impérative avant midi.",
    "Merci de livrer avant le 20 mars.",
    "Ne livrez pas avant lundi.",
    "Livraison en une seule fois.",
    "Livrer sur le chantier de Lyon.",
    "Merci de livrer uniquement le matin.",
    "Por favor, entreguen antes del mediodía.",
    "Entregar solo por la mañana.",
    "No entregar antes del 20 de marzo.",
    "Entregar en la obra de Murcia.",
    "Entrega completa, por favor.",
    "Consegnare solo al mattino.",
    "Si prega di consegnare prima di mezzogiorno.",
    "Consegna dopo il 20 marzo.",
    "Consegnare presso il cantiere di Brescia.",
    "Consegna in un'unica soluzione.",
    "Graag voor 12 uur leveren.",
    "Alleen 's ochtends leveren.",
    "Niet leveren voor 20 maart.",
    "Levering na 20 maart.",
    "Graag in één keer leveren.",
    "Leveren op de bouwplaats in Breda.",
)
_RULES_OF_FORMS = (
    "Please quote our order number on all delivery notes.",
    "Deliver with delivery note.",
    "Please enclose a delivery note with every delivery.",
    "Deliveries before the need date are refused.",
    "No part deliveries without agreement.",
    "ACKNOWLEDGE PROMPTLY IF UNABLE TO SHIP COMPLETE.",
    "Goods in: Monday to Friday 7.00 to 15.00.",
    "Delivery 8:00 - 13:00",
    "Goods are received Monday to Friday from 7 am to 3 pm.",
    "Please send the invoice only by e-mail.",
    "Please deliver to the above address, as usual.",
    "Delivery terms DAP",
    "Please supply the following goods:",
    "Our general conditions of purchase apply, and not those of the supplier.",
    "Payment 30 days after delivery.",
    "Please send us an order confirmation within 2 days.",
    "Auf allen Lieferpapieren ist unsere Bestellnummer anzugeben.",
    "Bitte senden Sie uns umgehend eine Auftragsbestätigung mit Angabe des Liefertermins.",
    "Warenannahme: Mo-Do 7-15 Uhr, Fr 7-12 Uhr.",
    "Lieferung mit Abnahmeprüfzeugnis 3.1",
    "Lieferung nur mit Lieferschein.",
    "Teillieferungen nur nach Absprache.",
    "Zahlung 30 Tage nach Lieferung.",
    "Horaires de réception : 8h00-11h45 / 13h30-16h00.",
    "Merci d'indiquer notre numéro de commande sur le bon de livraison.",
    "Paiement 30 jours après livraison.",
    "Entrega en muelle 3, de 8 a 13 h",
    "Rogamos indiquen nuestro nº de pedido en albaranes y facturas.",
    "Ricevimento merci dal lunedì al venerdì dalle 8 alle 12.",
    "Indicare il numero d'ordine sulla bolla di consegna.",
    "Vermeld ons ordernummer op de pakbon.",
    "Goederenontvangst van 8.00 tot 16.00 uur.",
    "Graag ontvangen wij binnen twee werkdagen een orderbevestiging.",
    "Gelieve te leveren:",
)
_KNOWN = frozenset({folded("20 March 2026"), folded("30.03.2026")})


@pytest.mark.parametrize("text", _DIRECTING)
def test_a_sentence_that_directs_the_delivery_may_change_the_order_in_every_format(text: str) -> None:
    assert directs_delivery(text)
    assert may_change(text)
    assert not is_harmless(text)
    assert may_instruct(text)


@pytest.mark.parametrize(
    "text",
    [
        "Not before 20 March.",
        "Nicht vor dem 20. März.",
        "Our yard is closed from 24 December to 2 January.",
        "Unser Lager ist vom 24. Dezember bis 2. Januar geschlossen.",
        "Nous sommes fermés le 14 juillet.",
    ],
)
def test_a_day_on_which_goods_cannot_come_directs_the_delivery_though_none_is_named(text: str) -> None:
    assert may_change(text)


@pytest.mark.parametrize("text", ["Goods in is closed on Fridays.", "The warehouse is closed at weekends."])
def test_a_day_of_every_week_is_printed_by_forms(text: str) -> None:
    assert not directs_delivery(text)


@pytest.mark.parametrize("text", _RULES_OF_FORMS)
def test_what_a_form_prints_on_every_order_directs_nothing(text: str) -> None:
    assert not directs_delivery(text)


@pytest.mark.parametrize(
    "text",
    ["Please deliver on 20 March 2026.", "Please deliver on 20 March.", "Please deliver by 30.03.2026",
     "Please deliver with certificate 3.1"],
)  # fmt: skip
def test_a_day_that_was_read_is_no_other_day(text: str) -> None:
    assert not directs_delivery(text, _KNOWN)


@pytest.mark.parametrize(
    "text", ["Please deliver on 21 March.", "Please deliver by 31.03.2026", "Bitte am 31.3. liefern."]
)
def test_another_day_than_those_that_were_read_directs_the_delivery(text: str) -> None:
    assert directs_delivery(text, _KNOWN)
