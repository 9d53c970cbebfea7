"""Values of nodes: their places, and what is no value."""

from datetime import date
from decimal import Decimal

import pytest

from orders.evidence import XmlPath
from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.xml.reads import Message, joined
from parsers.xml.tree import Node, read_tree


def node(text: str, attribute: str = "") -> Node:
    return read_tree(f'<a k="{attribute}">{text}</a>')


@pytest.mark.parametrize(("sent", "value"), [("10", "10"), ("1250.00", "1250.00"), ("-3", "-3"), (".5", "0.5")])
def test_a_number_has_its_place(sent: str, value: str) -> None:
    message = Message()
    read = message.number(node(sent), "lines[0].quantity")
    assert read
    assert (Decimal(value), (XmlPath(path="/a[1]"),), []) == (read.value, read.evidence, message.findings)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("ten", FindingCode.INVALID_VALUE),
        ("1 250", FindingCode.INVALID_VALUE),
        ("1e3", FindingCode.INVALID_VALUE),
        ("NaN", FindingCode.INVALID_VALUE),
        ("1,250", FindingCode.AMBIGUOUS_VALUE),
    ],
)
def test_what_is_no_number_or_may_be_two_is_told(sent: str, code: FindingCode) -> None:
    message = Message()
    read = message.number(node(sent), "lines[0].quantity")
    assert [code] == [finding.code for finding in message.findings]
    assert code is FindingCode.INVALID_VALUE or (read and read.confidence is Confidence.DOUBTFUL)


@pytest.mark.parametrize(
    "sent", ["2026-03-02", "2026-03-02Z", "2026-03-02+01:00", "2026-03-02T09:14:50-06:00", "2026-03-02T23:59:59.5Z"]
)
def test_a_day_is_that_of_the_writer(sent: str) -> None:
    message = Message()
    read = message.attribute_day(node("", sent), "k", "order_date")
    assert read
    assert (date(2026, 3, 2), (XmlPath(path="/a[1]/@k"),)) == (read.value, read.evidence)


@pytest.mark.parametrize("sent", ["02.03.2026", "2026-02-30", "2026-3-2", "20260302", "0000-00-00", "soon"])
def test_what_is_no_date_is_told(sent: str) -> None:
    message = Message()
    assert message.day(node(sent), "order_date") is None
    assert [FindingCode.INVALID_VALUE] == [finding.code for finding in message.findings]


def test_nothing_is_no_value_and_no_finding() -> None:
    message = Message()
    empty = node("")
    read = [message.text(empty), message.number(empty, ""), message.day(empty, ""), message.attribute(empty, "k")]
    assert [None] * 4 == read
    assert [] == message.findings


def test_joined_texts_keep_every_place_and_say_nothing_twice() -> None:
    root = read_tree("<a><b>Dock 4</b><b>Dock 4</b><b>East</b></a>")
    read = joined(Message().text(one) for one in root.all("b"))
    assert read
    assert ("Dock 4, East", 3) == (read.value, len(read.evidence))
