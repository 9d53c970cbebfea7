"""An EDI order at the screen: what each segment says in words, and what is wrong with it, at its place."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from orders.ids import OrderId
from tests.e2e.company import edifact
from tests.e2e.conftest import Company, Person


def waiting_order(company: Company) -> OrderId:
    content = edifact("PO-1", "ND-1, 10, 3.10", "ND-2, 4, 6.20")
    # A trailer that announces more segments than came.
    return company.settled(company.receive(re.sub(rb"UNT\+\d+", b"UNT+99", content), "po-1.edi"))


def row(page: Page, text: str) -> str:
    return " ".join(page.locator("#transcript .segment", has_text=text).first.inner_text().split())


def test_segments_are_told_in_words_with_their_defects(company: Company, clerk: Person, tmp_path: Path) -> None:
    clerk.open(f"/orders/{waiting_order(company)}")
    expect(clerk.page.locator(".issue").first).to_be_focused()
    assert "Date or time: delivery, requested" in row(clerk.page, "20260320")
    assert "Value 2026-03-20" in row(clerk.page, "20260320")
    assert "Unit" in row(clerk.page, "QTY")
    wrong = clerk.page.locator("#transcript .segment-defect.holds")
    expect(wrong).to_contain_text("UNT announces 99 segments")
    expect(wrong).to_contain_text("ISO 9735, annex B, UNT, 0074")
    line, buyer = clerk.page.locator(".segment.depth-2").first, clerk.page.locator(".segment.depth-1").first
    box, outer = line.locator("code").bounding_box(), buyer.locator("code").bounding_box()
    assert box is not None
    assert outer is not None
    assert outer["x"] < box["x"]


@pytest.mark.parametrize("width", [1440, 420])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_fit_their_column(company: Company, clerk: Person, tmp_path: Path, width: int, scheme: str) -> None:
    clerk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    clerk.page.set_viewport_size({"width": width, "height": 900})
    clerk.open(f"/orders/{waiting_order(company)}")
    clerk.page.locator("#transcript .segment").first.scroll_into_view_if_needed()
    clerk.page.locator("#transcript .segment-defect").first.scroll_into_view_if_needed()
    clerk.page.screenshot(path=tmp_path / f"segments-{width}-{scheme}.png")
    wide = clerk.page.locator("#transcript .segments").evaluate("(list) => list.scrollWidth - list.clientWidth")
    assert 0 >= wide
