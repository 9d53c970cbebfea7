"""The surest parser reads a document; equal certainty is a finding, never a guess."""

import pytest

from orders.errors import NeedsAttention
from orders.findings import FindingCode
from parsers.parser import Blob
from pipeline.recognition import chosen_parser, unread_reason
from tests.fakes.small_orders import SmallParser, small_order

ORDER = Blob(small_order("P-1"), "o.txt", "text/plain")


def test_the_surest_parser_is_chosen_whatever_the_sequence() -> None:
    sure, unsure = SmallParser("sure", 90), SmallParser("unsure", 10)
    assert sure is chosen_parser([unsure, sure], ORDER)
    assert sure is chosen_parser([sure, unsure], ORDER)


def test_nobody_reads_what_nobody_recognises() -> None:
    assert chosen_parser([SmallParser()], Blob(b"hello", "h.txt", "text/plain")) is None


def test_a_tie_names_all_who_claim_the_document() -> None:
    with pytest.raises(NeedsAttention) as tie:
        chosen_parser([SmallParser("one"), SmallParser("two"), SmallParser("weak", 1)], ORDER)
    (finding,) = tie.value.findings
    assert (FindingCode.SEVERAL_PARSERS, "one, two") == (finding.code, finding.found)


@pytest.mark.parametrize(
    ("media_type", "reason"),
    [
        ("application/pdf", "PDF is not read yet"),
        ("text/plain", "plain text is not read yet"),
        ("image/tiff", "an image is not read yet"),
        ("application/x-new", "application/x-new is not read yet"),
        ("", "an unknown kind of file is not read yet"),
    ],
)
def test_what_is_not_read_is_called_as_people_call_it(media_type: str, reason: str) -> None:
    assert reason == unread_reason(media_type)
