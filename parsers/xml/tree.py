"""An XML document as a tree of nodes that know their XPath and line. Nothing is fetched, no entity expanded.

defusedxml refuses entities and external references; a DOCTYPE is allowed, since cXML requires one. Depth and number of
elements are limited while reading, so that a hostile document costs little.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from orders.evidence import XmlPath

MOST_ELEMENTS: Final = 400_000
DEEPEST: Final = 64


class Unreadable(Exception):
    """The document is no XML that can be read; the message says why, where, and what to do."""


@dataclass(slots=True)
class Node:
    """An element: local name, namespace, attributes by local name, its own text without the blanks around it.

    `path` is absolute, by local names with positions among equal ones: `/Order[1]/OrderLine[2]/LineItem[1]`.
    """

    name: str
    namespace: str
    path: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    @property
    def place(self) -> XmlPath:
        return XmlPath(path=self.path)

    def all(self, *names: str) -> list["Node"]:
        """The nodes at the end of a way of names, every branch of it."""
        found = [self]
        for name in names:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *names: str) -> "Node | None":
        """The first node at the end of a way of names."""
        return next(iter(self.all(*names)), None)

    def walk(self) -> Iterator["Node"]:
        """The node and everything below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read_tree(text: str) -> Node:
    """The root. Raises Unreadable."""
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    builder.position = lambda: int(parser.parser.CurrentLineNumber)
    parser.parser.AttlistDeclHandler = _refuse_defaults
    try:
        parser.feed(text.encode("utf-8", "replace").decode("utf-8").lstrip("\ufeff \t\r\n"))
        parser.close()
    except ParseError as error:
        line, column = error.position
        raise Unreadable(f"The XML is broken at line {line}, column {column + 1}: {_reason(error)}.") from error
    except DefusedXmlException as error:
        raise Unreadable("The XML declares or names entities of its own, which are never expanded.") from error
    if builder.root is None:
        raise Unreadable("The XML holds no element.")
    return builder.root


def _refuse_defaults(_element: str, name: str, _type: str, value: str | None, _required: int) -> None:
    if value is not None:
        # It would be read as if the element had it.
        raise Unreadable(f"The XML gives attributes values in its DOCTYPE, which are never taken ({name}).")


def _reason(error: ParseError) -> str:
    return str(error.msg).partition(":")[0]


class _Builder:
    """The target of the parser: nodes with their text."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.position: Callable[[], int] = lambda: 0
        self._open: list[tuple[Node, list[str], dict[str, int]]] = []
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise Unreadable(f"The XML has more than {MOST_ELEMENTS} elements, or nests deeper than {DEEPEST}.")
        namespace, name = _split(tag)
        path = f"{self._path_of(name)}"
        given = {_split(key)[1]: value.strip() for key, value in attributes.items()}
        node = Node(name, namespace, path, self.position(), given)
        if self._open:
            self._open[-1][0].children.append(node)
        else:
            self.root = node
        self._open.append((node, [], {}))

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)

    def end(self, tag: str) -> None:
        node, texts, _ = self._open.pop()
        node.text = "".join(texts).strip()

    def close(self) -> None:
        """Part of what a target is."""

    def _path_of(self, name: str) -> str:
        if not self._open:
            return f"/{name}[1]"
        parent, _, counts = self._open[-1]
        counts[name] = counts.get(name, 0) + 1
        return f"{parent.path}/{name}[{counts[name]}]"


def _split(tag: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, name = tag.rpartition("}")
    return namespace.lstrip("{"), name
