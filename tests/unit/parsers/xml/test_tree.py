"""The tree: paths, limits, and what is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.xml import tree
from parsers.xml.tree import Unreadable, read_tree

BOMB = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
FOREIGN = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><a/>'


def test_a_path_counts_the_elements_of_one_name() -> None:
    root = read_tree('<a xmlns="urn:x"><b/><c/><b k="v"> text <d/></b></a>')
    assert ["/a[1]", "/a[1]/b[1]", "/a[1]/c[1]", "/a[1]/b[2]", "/a[1]/b[2]/d[1]"] == [node.path for node in root.walk()]
    assert ("urn:x", "text", {"k": "v"}) == (root.namespace, root.all("b")[1].text, root.all("b")[1].attributes)


def test_every_node_knows_its_line() -> None:
    assert [1, 2, 3] == [node.line for node in read_tree("<a>\n<b/>\n<c/></a>").walk()]


def test_a_document_type_is_allowed_and_never_fetched() -> None:
    document = '<!DOCTYPE cXML SYSTEM "http://127.0.0.1:9/cXML.dtd"><cXML>5 &lt; 6 &#38; 7</cXML>'
    assert "5 < 6 & 7" == read_tree(document).text


@pytest.mark.parametrize("document", [BOMB, FOREIGN, PARAMETER, '<!DOCTYPE a SYSTEM "x.dtd"><a>&undeclared;</a>'])
def test_entities_are_never_expanded(document: str) -> None:
    with pytest.raises(Unreadable):
        read_tree(document)


EXTERNAL_SUBSET = '<!DOCTYPE a PUBLIC "-//X//A" "http://127.0.0.1:9/a.dtd" [<!ELEMENT a ANY>]><a>x</a>'
INDIRECT = "<!DOCTYPE a [<!ENTITY % d \"<!ENTITY x SYSTEM 'file:///etc/hosts'>\"> %d;]><a>&x;</a>"
QUADRATIC = f'<!DOCTYPE a [<!ENTITY x "{"y" * 50_000}">]><a>{"&x;" * 2_000}</a>'


@pytest.mark.parametrize("document", [INDIRECT, QUADRATIC])
def test_entities_of_an_internal_subset_are_refused_where_they_are_declared(document: str) -> None:
    with pytest.raises(Unreadable, match="entities of its own"):
        read_tree(document)


def test_a_document_type_gives_no_attribute_a_value() -> None:
    declared = "<!DOCTYPE Money [<!ATTLIST Money currency CDATA {}>]><Money>5</Money>"
    assert {} == read_tree(declared.format("#IMPLIED")).attributes
    for default in ('"USD"', '#FIXED "USD"'):
        with pytest.raises(Unreadable, match="gives attributes values in its DOCTYPE"):
            read_tree(declared.format(default))


def test_a_document_type_that_only_declares_elements_changes_nothing() -> None:
    assert "x" == read_tree(EXTERNAL_SUBSET).text


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ("<a>\n  <b></c>\n</a>", "line 2, column 8: mismatched tag"),
        ("<a>\n<b>", "line 2, column 4: no element found"),
        ("<a x=1/>", "line 1, column 6: not well-formed (invalid token)"),
        ("", "no element found"),
        ("plain", "syntax error"),
    ],
)
def test_what_is_broken_is_named_with_its_place(document: str, where: str) -> None:
    with pytest.raises(Unreadable, match=where.replace("(", r"\(").replace(")", r"\)")):
        read_tree(document)


def test_nesting_and_number_of_elements_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 5)
    for document in ("<a>" * (tree.DEEPEST + 1), "<a><b/><b/><b/><b/><b/></a>"):
        with pytest.raises(Unreadable, match="more than 5 elements, or nests deeper than"):
            read_tree(document)


@given(st.text())
def test_any_text_is_a_tree_or_unreadable(text: str) -> None:
    with suppress(Unreadable):
        assert read_tree(text).path.startswith("/")
