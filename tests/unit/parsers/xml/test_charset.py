"""The characters of a document: byte order mark, declaration, and what was encoded twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.findings import FindingCode, Severity
from parsers.xml.charset import decoded, double_encoded
from parsers.xml.tree import read_tree

DECLARED = '<?xml version="1.0" encoding="{}"?><a>Łódź ä</a>'
UNDECLARED = "<a>Gjøvik</a>"


@pytest.mark.parametrize(
    "content",
    [
        UNDECLARED.encode(),
        b"\xef\xbb\xbf" + UNDECLARED.encode(),
        UNDECLARED.encode("utf-16"),
        UNDECLARED.encode("utf-16-be"),
        UNDECLARED.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{UNDECLARED}'.encode("latin-1"),
        f"<?xml version='1.0' encoding='windows-1252'?>{UNDECLARED}".encode("cp1252"),
    ],
)
def test_the_characters_are_read_as_the_document_says(content: bytes) -> None:
    text, findings = decoded(content)
    assert UNDECLARED in text
    assert () == findings


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        pytest.param("UTF-8", "iso-8859-2", id="no UTF-8 at all"),
        pytest.param("ISO-8859-2", "utf-8", id="UTF-8 that is called otherwise"),
        pytest.param("x-klingon", "utf-8", id="an unknown one"),
        pytest.param("rot13", "utf-8", id="a codec that is no character set"),
        pytest.param("UTF-16", "utf-8", id="a declaration that could be read cannot be UTF-16") ,
    ],
)  # fmt: skip
def test_what_is_written_otherwise_than_declared_is_told_but_for_a_readable_one(encoding: str, written: str) -> None:
    _, findings = decoded(DECLARED.format(encoding).encode(written))
    expected = [] if encoding == "UTF-16" else [(FindingCode.UNDECODABLE_CHARACTERS, Severity.HOLD)]
    assert expected == [(finding.code, finding.severity) for finding in findings]


@given(st.binary())
def test_any_bytes_become_the_text_that_they_are_or_are_told(content: bytes) -> None:
    text, findings = decoded(content)
    written = tuple(text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    assert findings or content.endswith(written)


@pytest.mark.parametrize(
    ("document", "severity"),
    [
        pytest.param("<Order><Party><Name>BjÃ¸rn</Name></Party></Order>", Severity.HOLD, id="a name"),
        pytest.param("<Order><Note>grÃ¼n</Note></Order>", Severity.NOTE, id="a text"),
        pytest.param("<Order><Note>Preis in â‚¬</Note></Order>", Severity.NOTE, id="three characters of one sign"),
    ],
)
def test_text_that_was_encoded_twice_is_told_and_holds_in_names_and_addresses(
    document: str, severity: Severity
) -> None:
    (finding,) = double_encoded(read_tree(document))
    assert (FindingCode.UNDECODABLE_CHARACTERS, severity) == (finding.code, finding.severity)


@pytest.mark.parametrize("text", ["Bjørn", "Łódź", "Ã la carte", "Â§ 5? Â", "100 €", "naïve – “quoted”"])
def test_rare_letters_are_no_double_encoding_where_they_make_no_sense_as_bytes(text: str) -> None:
    found = [finding.found for finding in double_encoded(read_tree(f"<Order><Party>{text}</Party></Order>"))]
    assert (["Â§"] if "Â§" in text else []) == found
