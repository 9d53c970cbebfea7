"""HTML to a tree of what is visible (WHATWG HTML, read tolerantly). Nothing is loaded, run or followed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_DEEPEST: Final = 60
_DEEPEST_TABLE: Final = 100
"""Elements below these depths are taken as if they stood at it: no mail program nests so deep."""
_TABULAR: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source"})
_SKIPPED: Final = frozenset({"head", "style", "script", "title", "template", "noscript", "object", "svg", "iframe"})
# An element of the first set ends an open one of the second, up to the nearest of the third.
_ENDS: Final = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "p": (frozenset({"p"}), frozenset({"td", "th", "div", "li", "table", "blockquote", "body"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Element:
    """An element with its children in order: elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """Its children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def style(self) -> str:
        return self.attributes.get("style", "").lower()


def tree(html: str) -> Element:
    """The visible elements of a page; hidden ones, scripts and styles are left out."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]
        self._skipping: list[str] = []
        self._flat: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body" and self._skipping[:1] == ["head"]:
            # The end of the head may be left out.
            self._skipping = []
        if self._skipping:
            if tag == self._skipping[0] and tag not in _VOID:
                self._skipping.append(tag)
            return
        found = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED or _is_hidden(tag, found):
            if tag not in _VOID:
                self._skipping = [tag]
            return
        self._end_implied(tag)
        element = Element(tag, found)
        self._open[-1].children.append(element)
        if tag in _VOID:
            return
        if len(self._open) < (_DEEPEST_TABLE if tag in _TABULAR else _DEEPEST):
            self._open.append(element)
        else:
            self._flat[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag in ("div", "span", "p", "td", "a", "b", "i", "o:p"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.pop()
            return
        if self._flat[tag]:
            self._flat[tag] -= 1
            return
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return
            if self._open[place].tag in ("table", "td", "th") and tag not in ("table", "tr", "tbody", "td", "th"):
                return

    def handle_data(self, data: str) -> None:
        if not self._skipping and data:
            self._open[-1].children.append(data)

    def _end_implied(self, tag: str) -> None:
        ends, fence = _ENDS.get(tag, (frozenset(), frozenset()))
        while len(self._open) > 1:
            place = self._nearest(ends, fence)
            if place is None:
                return
            del self._open[place:]

    def _nearest(self, ends: frozenset[str], fence: frozenset[str]) -> int | None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in ends:
                return place
            if self._open[place].tag in fence:
                return None
        return None


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if "hidden" in attributes or (tag == "input" and attributes.get("type", "").lower() == "hidden"):
        return True
    return _HIDING.search(attributes.get("style", "")) is not None
