"""The demo's samples: the committed papers are those that are drawn, and each gets its days."""

import email
import email.policy
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordermill import demo_company
from ordermill.demo_company import deliver_samples, write_company
from tests.drawing.demo_papers import papers
from tests.drawing.places import DEMO

PLACEHOLDER = re.compile(rb"@day-?\d+-\w+@")


@pytest.mark.parametrize("name", [name for name in papers() if not name.startswith("Scan")])
def test_a_paper_is_the_one_that_is_drawn(name: str) -> None:
    assert papers()[name] == (DEMO / name).read_bytes()


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(9999, 1, 1)))
def test_a_day_is_as_long_as_its_placeholder_so_that_no_offset_of_a_pdf_moves(today: date) -> None:
    days = demo_company._dates(today)
    assert {len(name) + 2 for name in days if "-" in name} >= {10, 11}
    assert {} == {name: day for name, day in days.items() if "-" in name and len(day) != len(name) + 2}


def test_every_placeholder_of_a_paper_is_known() -> None:
    known = {f"@{name}@".encode() for name in demo_company._dates(date(2026, 11, 22))}
    used = {found for paper in DEMO.glob("*.pdf") for found in PLACEHOLDER.findall(paper.read_bytes())}
    assert used
    assert used <= known


def test_what_is_delivered_has_days_in_the_place_of_placeholders(tmp_path: Path) -> None:
    write_company(tmp_path)
    deliver_samples(tmp_path)
    pdfs = [
        part.get_payload(decode=True)
        for mail in (tmp_path / "Maildir/new").iterdir()
        for part in email.message_from_bytes(mail.read_bytes(), policy=email.policy.default).iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]
    assert 4 == len(pdfs)
    assert [] == [found for pdf in pdfs for found in PLACEHOLDER.findall(bytes(pdf or b""))]
