"""What a profile may call usual: never a defect behind which something ordered may be unread."""

import pytest
from pydantic import ValidationError

from orders.findings import FindingCode
from orders.partner_values import Quirk


@pytest.mark.parametrize(
    ("defect", "found"),
    [
        ("", ""),
        ("", "LIN"),
        ("outside_message", "LIN"),
        ("invalid_tag", ""),
        ("terminator_missing", ""),
        ("overlong_segment", ""),
        ("junk_after", ""),
        ("junk_after", "*"),
    ],
)
def test_a_defect_that_may_hide_lines_is_not_usual(defect: str, found: str) -> None:
    with pytest.raises(ValidationError, match=r"say by|may hide"):
        Quirk(code=FindingCode.ENVELOPE_DEFECT, defect=defect, found=found, because="always")


@pytest.mark.parametrize(
    ("defect", "found"),
    [("byte_order_mark", ""), ("test_flag_misplaced", ""), ("iea_count", ""), ("junk_after", "'end of transmission'")],
)
def test_one_that_is_of_the_envelope_alone_may_be(defect: str, found: str) -> None:
    quirk = Quirk(code=FindingCode.ENVELOPE_DEFECT, defect=defect, found=found, because="always")
    assert (defect, found) == (quirk.defect, quirk.found)
