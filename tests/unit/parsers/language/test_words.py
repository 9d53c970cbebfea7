"""What short texts of order forms mean: titles, labels with their values, sums, numbers with dates, contacts."""

import pytest

from parsers.language.contacts import contact_parts
from parsers.language.label_shapes import code_at_start, date_at_start, labels_in
from parsers.language.meanings import Label, Title, Total
from parsers.language.numerals import DateOrder
from parsers.language.order_numbers import number_and_date
from parsers.language.places import usual_date_order
from parsers.language.sum_labels import sum_label
from parsers.language.titles import changes_in, titles_in, without_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PURCHASE ORDER", [Title.ORDER]),
        ("O R D I N E", [Title.ORDER]),
        ("Kettle Works - PURCHASE ORDER No. 67580", [Title.ORDER]),
        ("Purchase order change notice", [Title.CHANGE]),
        ("Order confirmation 4711", [Title.NONE]),
        ("Please send the order confirmation by return", []),
        ("Kettle Works plc", []),
    ],
)
def test_titles(text: str, expected: list[Title]) -> None:
    assert expected == list(titles_in(text))


def test_a_line_may_speak_of_a_change_without_being_a_title() -> None:
    assert [Title.CHANGE] == list(changes_in("2. Änderung zur Bestellung 4711 vom 3. Februar"))
    assert [] == list(changes_in("Bestellung 4711 vom 3. Februar"))


def test_a_line_with_the_title_names_the_company_too() -> None:
    assert "Kettle Works" == without_title("Kettle Works - PURCHASE ORDER No. 67580")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bestellnummer/Datum", (Label.PO_NUMBER, Label.ORDER_DATE)),
        ("Bestellschein", (Label.PO_NUMBER,)),
        ("Change order", (Label.CHANGE_NUMBER,)),
        ("Pallets", ()),
    ],
)
def test_labels_of_one_value_or_several(text: str, expected: tuple[Label, ...]) -> None:
    assert expected == labels_in(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("N° CF2601-0730", "CF2601-0730"),
        ("A 28523", "A 28523"),
        ("#P00412,", "P00412"),
        ("12.03.2026", ""),
        ("box closed", ""),
    ],
)
def test_codes(text: str, code: str) -> None:
    assert code == code_at_start(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tag 14.01.2026", "14.01.2026"),
        ("by Friday, 2 April 2026", "2 April 2026"),
        ("26 de mayo de 2026", "26 de mayo de 2026"),
        ("KW 9/2026", ""),
        ("as soon as possible", ""),
    ],
)
def test_dates_behind_a_word(text: str, day: str) -> None:
    assert day == date_at_start(text)


@pytest.mark.parametrize(
    "text", ["77/26 del 05/02/2026", "n. 77/26 del 05/02/2026", "77/26 / 05/02/2026", "77/26, 05/02/2026"]
)
def test_a_number_with_its_date(text: str) -> None:
    assert ("77/26", "05/02/2026") == number_and_date(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Total call-off value excluding VAT", Total.NET),
        ("Total (ex VAT)", Total.NET),
        ("Totaal incl. btw", Total.GROSS),
        ("zzgl. 19 % MwSt.", Total.TAX),
        ("Revised order total", Total.EITHER),
        ("Participation port", Total.FREIGHT),
        ("Mindermengenzuschlag 5 %", Total.ALLOWANCE),
        ("Total weight", Total.HARMLESS),
        ("Watering can", None),
    ],
)
def test_labels_of_sums(text: str, meaning: Total | None) -> None:
    assert meaning is sum_label(text)


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["Purchase order", "Bozeman, MT 59715", "Unit price", "Quantity"], DateOrder.MONTH_FIRST),
        (["Purchase order", "Evesham WR11 4PQ", "Unit price", "Quantity"], DateOrder.DAY_FIRST),
        (["Bon de commande", "Fournisseur", "Livraison le", "Quantité"], DateOrder.DAY_FIRST),
        (["Purchase order", "Unit price", "Quantity"], None),
        (["Purchase order", "Bozeman, MT 59715", "Evesham WR11 4PQ", "Quantity"], None),
    ],
)
def test_where_a_paper_is_from_tells_day_and_month_apart(lines: list[str], order: DateOrder | None) -> None:
    assert order is usual_date_order(lines)


def test_a_contact_is_taken_apart() -> None:
    parts = dict(contact_parts("Jo Blake (jo@mill.example) Tel. +44 1526 320000"))
    assert {"name": "Jo Blake", "email": "jo@mill.example", "phone": "+44 1526 320000"} == parts
