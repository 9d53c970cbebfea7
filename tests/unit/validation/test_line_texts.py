"""What stands beside the goods of a line: new counts, prices and conditions hold, what is known already does not."""

from decimal import Decimal
from typing import Any

import pytest

from orders.evidence import TextSpan
from orders.findings import FindingCode
from orders.reading import Read
from tests.fakes.readings import line, read, reading
from tests.fakes.trial import Trial, found, only
from validation.words.counts_in_text import counts
from validation.words.terms_in_text import terms

D = Decimal
BOLT = "Hex bolt M8 x 20 zinc plated"


def written(text: str) -> Read[str]:
    """A text as it stood on a page or in a mail, not in a segment."""
    return Read[str](value=text, evidence=(TextSpan(start=0, end=len(text)),))


def held(trial: Trial, text: str, **fields: Any) -> list[str]:
    """What was found beside the goods of a line for 200 bolts at 16.90 for 100, sold in hundreds."""
    shown = line(**fields).model_copy(update={"description": written(text)})
    return [finding.found for finding in found(trial(reading(lines=(shown,))), FindingCode.FREE_TEXT)]


class TestCounts:
    @pytest.mark.parametrize(
        "count",
        [
            "2 x 50",
            "3 + 1",
            "10 Stück",
            "20 St./Karton",
            "im 10er Pack",
            "box of 20",
            "boîte de 20",
            "caja de 20",
            "scatola da 20",
            "doos van 20",
            "pack 12",
            "box/20",
            "VPE: 250",
            "each pack contains 6",
            "1 pallet",
            "only 3",
            "3 only",
            "nur 3",
            "approx. 30",
            "ca. 30",
            "4 off",
            "a dozen",
            "(50)",
            "10-12",
        ],
    )
    def test_a_count_that_nothing_explains_holds(self, trial: Trial, count: str) -> None:
        assert held(trial, f"{BOLT} {count}")

    @pytest.mark.parametrize(
        "text",
        [
            BOLT,
            BOLT.upper(),
            "Sechskantschraube M8x20 verzinkt",
            "Zinc plated hex bolt M 8 x 20",
            "Hex bolt, M8 x 20 mm, zinc plated",
            f"{BOLT} with certificate 3.1",
            f"{BOLT} drawing 4711-B rev. 2",
            f"{BOLT} DIN 933",
            f"{BOLT} 230 V",
        ],
    )
    def test_sizes_grades_and_references_are_no_counts(self, trial: Trial, text: str) -> None:
        assert [] == held(trial, text)

    @pytest.mark.parametrize("text", ["200 pcs", "2 x 100", "box of 100", "100/box", "per 100"])
    def test_what_repeats_the_quantity_the_pack_or_the_price_basis_says_nothing_new(
        self, trial: Trial, text: str
    ) -> None:
        assert [] == held(trial, f"{BOLT} {text}")

    def test_what_the_catalogue_says_of_the_item_says_nothing_new(self, trial: Trial) -> None:
        tape = {"buyer_item": None, "supplier_item": "TAPE-5", "quantity": D(2), "uom": "BX", "price_basis": None}
        assert [] == held(trial, "Masking tape, 24/box", **tape)
        assert [] == held(trial, "Kreppband Karton zu 24", **tape)
        assert ["box of 36"] == held(trial, "Masking tape box of 36", **tape)

    def test_a_pack_is_not_explained_by_a_quantity_that_happens_to_be_the_same(self, trial: Trial) -> None:
        assert ["box of 30"] == held(trial, f"{BOLT} box of 30", quantity=D(30))

    @pytest.mark.parametrize(
        "size",
        [
            "M8 x 40",
            "600 x 400 x 300 mm",
            "20 x 30 mm",
            "3 x 1,5",
            "16 bar",
            "Ø 8 x 40",
            "3P 2 NO",
            "PA 66",
            "6204-2RS",
        ],
    )
    def test_a_size_counts_nothing(self, size: str) -> None:
        assert () == counts(size)


class TestConditions:
    @pytest.mark.parametrize(
        "condition",
        [
            "free of charge",
            "sample",
            "or equivalent",
            "oder gleichwertig",
            "Leihgabe",
            "Naturalrabatt",
            "en 2 livraisons",
            "sur appel",
            "devolución",
            "in omaggio",
            "op afroep",
            "replacement",
            "less 5%",
            "half",
            "was 20",
            "half now, half in June",
            "(qty to be confirmed)",
            "Lieferung an: Hafenstr. 4, 20457 Hamburg",
            "Pagamento anticipato",
        ],
    )
    def test_a_condition_beside_the_goods_holds(self, trial: Trial, condition: str) -> None:
        assert held(trial, f"{BOLT} {condition}")

    def test_a_word_of_the_catalogue_is_the_goods_own(self, trial: Trial) -> None:
        card = {"buyer_item": None, "supplier_item": "FREE-0", "quantity": D(2), "uom": "EA", "unit_price": None}
        assert [] == held(trial, "Sample card", **card)

    def test_a_word_that_also_names_goods_tells_nothing_in_the_midst_of_others(self, trial: Trial) -> None:
        assert [] == held(trial, f"{BOLT} for return spring assembly")
        assert ["repair"] == held(trial, f"{BOLT} repair")

    def test_a_note_of_the_line_counts_like_its_description(self, trial: Trial) -> None:
        noted = line().model_copy(update={"notes": (written("ship in our own crates"), written("2 x 50"))})
        finding = only(trial(reading(lines=(noted,))), FindingCode.FREE_TEXT)
        assert ("lines[0].notes[1]", "2 x 50") == (finding.path, finding.found)


class TestTerms:
    @pytest.mark.parametrize("term", ["KW 12", "week 12", "sem. 12", "$ 12.50", "€ 4,20", "GBP 2.50 each", "3,10 EUR"])
    def test_a_price_or_week_of_its_own_holds(self, trial: Trial, term: str) -> None:
        assert held(trial, f"{BOLT} {term}")

    def test_the_lines_own_price_says_nothing_new(self, trial: Trial) -> None:
        assert [] == held(trial, f"{BOLT} EUR 16,90")
        assert [] == held(trial, f"{BOLT} 16.90 €")

    def test_thousands_are_told_from_decimals(self) -> None:
        assert [D("1234.50"), D("1234")] == [term.amount for term in terms("€ 1.234,50 and $1234")]


def test_a_message_with_a_place_for_each_value_is_not_asked_about_the_senders_master_data(trial: Trial) -> None:
    stated = line().model_copy(update={"description": read(f"{BOLT} box of 20")})
    assert [] == found(trial(reading(lines=(stated,))), FindingCode.FREE_TEXT)


def test_a_line_whose_item_is_not_known_is_not_judged_by_its_words(trial: Trial) -> None:
    assert [] == held(trial, "Thing 2 x 50", buyer_item="nothing")
