"""Addresses of print in one line or several."""

import pytest

from parsers.language.addresses import looks_like_street, printed_address
from parsers.language.postcodes import postcode_in

Parts = tuple[str, str, str, str, str]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Hollin Joinery Ltd - Workshop 2", "Beck Lane", "Keswick", "CA12 5AC"],
         ("Hollin Joinery Ltd - Workshop 2", "Beck Lane", "CA12 5AC", "Keswick", "")),
        (["Mühlenbau Ostertag, Werk 2", "Hafenweg 12", "97828 Marktheidenfeld", "Deutschland"],
         ("Mühlenbau Ostertag, Werk 2", "Hafenweg 12", "97828", "Marktheidenfeld", "DE")),
        (["Mühlenbau Ostertag · Am Wehr 5 · 97828 Marktheidenfeld"],
         ("Mühlenbau Ostertag", "Am Wehr 5", "97828", "Marktheidenfeld", "")),
        (["Jachtwerf Zwan B.V. | Havenkade 21 | 1411 AB Naarden | KvK 12345678"],
         ("Jachtwerf Zwan B.V.", "Havenkade 21", "1411 AB", "Naarden", "")),
        (["Hollin Joinery Ltd, Saw Mill Yard, 3 Beck Lane,", "Keswick CA12 5AB"],
         ("Hollin Joinery Ltd", "Saw Mill Yard, 3 Beck Lane", "CA12 5AB", "Keswick", "")),
        (["Cantina Valdoro S.r.l.", "Strada del Vino 8 - 53024 Montalcino (SI)", "P.IVA 01234567890"],
         ("Cantina Valdoro S.r.l.", "Strada del Vino 8", "53024", "Montalcino", "")),
        (["Metales Ibéricos - Almacén 2", "Att. Luis Ramos", "Polígono Sur, nave 7", "28906 Getafe (Madrid)"],
         ("Metales Ibéricos - Almacén 2", "Polígono Sur, nave 7", "28906", "Getafe", "")),
        (["Granite Peak Mfg", "1210 Quarry Road", "Bozeman, MT 59715-1234", "USA"],
         ("Granite Peak Mfg", "1210 Quarry Road", "59715-1234", "Bozeman", "US")),
        (["14 Foundry Close, Sheffield S6 2XJ"], ("", "14 Foundry Close", "S6 2XJ", "Sheffield", "")),
        (["Blackburn plc", "Blackburn plc, PO Box 12, Preston PR1 8BB"],
         ("Blackburn plc", "PO Box 12", "PR1 8BB", "Preston", "")),
        (["Dairy Co-op", "Creamery Road, Ballyroe, P36 X4K7"],
         ("Dairy Co-op", "Creamery Road", "P36 X4K7", "Ballyroe", "")),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_by_its_postcode(lines: list[str], expected: Parts) -> None:
    parts = printed_address(lines)
    assert expected == (parts.name, parts.street, parts.postcode, parts.city, parts.country)
    assert parts.whole


def test_without_a_postcode_an_address_is_not_whole() -> None:
    parts = printed_address(["Kiosk", "Market Square"])
    assert ("Kiosk", "Market Square", False) == (parts.name, parts.street, parts.whole)


@pytest.mark.parametrize("text", ["Item 4711", "30 days net", "Tel 0771 55512", "Order B-2026/118", ""])
def test_other_numbers_are_no_postcodes(text: str) -> None:
    assert postcode_in(text) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [("A-6870 Bezau", "AT"), ("CH-8005 Zürich", "CH"), ("D-70565 Stuttgart", "DE"), ("1000 Brussel", "")],
)
def test_a_postcode_may_name_its_country(text: str, country: str) -> None:
    found = postcode_in(text)
    assert found is not None
    assert country == found.country


def test_streets_are_told_from_names() -> None:
    assert looks_like_street("14 Foundry Close")
    assert looks_like_street("Hafenweg 12")
    assert not looks_like_street("Werk 2")
    assert not looks_like_street("Hollin Joinery Ltd")


def test_the_lettering_of_a_logo_is_not_the_name_that_stands_below_it() -> None:
    lines = ("Brightwater", "Brightwater Nurseries Ltd", "4 Glasshouse Lane", "Evesham WR11 4PQ")
    assert "Brightwater Nurseries Ltd" == printed_address(lines).name
    assert "Brightwater" == printed_address(("Brightwater", "4 Brightwater Lane", "Evesham WR11 4PQ")).name


@pytest.mark.parametrize(
    ("line", "name", "street"),
    [
        ("Vetro Belloni S.p.A. Via del Ponte 4 · 55025 Coreglia", "Vetro Belloni S.p.A.", "Via del Ponte 4"),
        ("Holtkamp GmbH & Co. KG · 12345 Neudorf", "Holtkamp GmbH & Co. KG", ""),
    ],
)
def test_a_street_right_behind_a_legal_form_is_no_part_of_the_name(line: str, name: str, street: str) -> None:
    found = printed_address([line])
    assert (name, street) == (found.name, found.street)
