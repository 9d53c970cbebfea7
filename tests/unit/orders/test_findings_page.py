"""`docs/reference/findings.md` has a section for each code, and nothing else."""

import re
from pathlib import Path

import pytest

from orders.findings import FindingCode, Severity

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "findings.md").read_text()
SECTIONS = dict(re.findall(r"^### (\S+)\n\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))


def test_the_page_has_the_codes_in_the_order_of_the_catalogue() -> None:
    assert [code.value for code in FindingCode] == list(SECTIONS)


@pytest.mark.parametrize("code", list(FindingCode))
def test_each_code_has_its_meaning_its_severity_an_example_and_a_remedy(code: FindingCode) -> None:
    section = SECTIONS[code.value]
    meaning, severity, example, remedy = re.fullmatch(
        r"(.+)\n\n- Severity: (.+)\n- Example: (.+)\n- What to do: (.+)\n*", section
    ).groups()  # type: ignore[union-attr] # a page that does not match fails here, as it should
    assert all(text.strip() for text in (meaning, example, remedy))
    assert set(re.split(r", | or ", severity)) <= {one.value for one in Severity}
