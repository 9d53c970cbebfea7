"""Each document of `pdf` and `mail` is read as its `.expected.json` says, as far as that promises.

The documents and what they ask for are drawn together by `python -m tests.drawing`, so neither is made from a reading.
True of all, whatever is promised: an order is never called none, and no order is clean unless it is right.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ordermill.parse.batch import parse_files
from ordermill.parse.plan import plan
from tests.drawing.comparison import differences
from tests.drawing.places import CORPUS, MAILS, corpus, path_of
from tests.drawing.truth import Drawn

Json = dict[str, Any]
DOCUMENTS = {
    path.name.removesuffix(".expected.json"): path
    for folder in (CORPUS, MAILS)
    for path in sorted(folder.glob("*.expected.json"))
}


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    """What `ordermill parse` makes of each document, without reference data."""
    out = tmp_path_factory.mktemp("results")
    files = [path for folder in (CORPUS, MAILS) for path in sorted(folder.iterdir()) if path.suffix != ".json"]
    parse_files(plan(files, out).jobs, None, 2, evidence=False, finished=lambda: None)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.json")}


def expected(name: str) -> Json:
    shape: Json = json.loads(DOCUMENTS[name].read_text(encoding="utf-8"))
    return shape


def wrong(name: str, read: dict[str, Json]) -> list[str]:
    """How the orders that were read differ from those that the document asks for."""
    truths, orders = expected(name)["orders"], read[name]["orders"]
    if len(truths) != len(orders):
        return [f"{len(orders)} orders instead of {len(truths)}"]
    return [difference for truth, order in zip(truths, orders, strict=True) for difference in differences(truth, order)]


def promising(*promises: str) -> Callable[..., Any]:
    names = [name for name in DOCUMENTS if expected(name)["promise"] in promises]
    return pytest.mark.parametrize("name", names)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_order_is_never_called_none(name: str, read: dict[str, Json]) -> None:
    if expected(name)["orders"]:
        assert "not_an_order" != read[name]["kind"], read[name]["findings"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_clean_unless_it_is_right(name: str, read: dict[str, Json]) -> None:
    if any(order["status"] == "clean" for order in read[name]["orders"]):
        assert "held" != expected(name)["promise"]
        # Neither goods nor money depend on the day of the order.
        assert [] == [said for said in wrong(name, read) if not said.startswith("order_date: None")]


@promising("clean")
def test_every_value_is_right(name: str, read: dict[str, Json]) -> None:
    assert expected(name)["kind"] == read[name]["kind"], read[name]["findings"]
    assert [] == wrong(name, read)


@promising("clean")
def test_nothing_holds_a_document_that_leaves_no_doubt(name: str, read: dict[str, Json]) -> None:
    assert {"clean"} == {order["status"] for order in read[name]["orders"]}, read[name]["findings"]


@promising("held")
def test_what_contradicts_itself_is_held(name: str, read: dict[str, Json]) -> None:
    assert {"held"} == {order["status"] for order in read[name]["orders"]}


@promising("no_order")
def test_other_papers_are_told_from_orders(name: str, read: dict[str, Json]) -> None:
    assert ("not_an_order", []) == (read[name]["kind"], read[name]["orders"]), read[name]["findings"]


@pytest.mark.parametrize("drawn", list(corpus()), ids=lambda drawn: drawn.name)
def test_the_document_is_the_one_that_is_drawn(drawn: Drawn) -> None:
    assert drawn.expectation() == expected(drawn.name)
    # Scans go through a renderer and a compressor whose next versions may round another way.
    if drawn.suffix != ".tif":
        assert drawn.content == path_of(drawn).read_bytes()
