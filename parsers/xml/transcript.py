"""The document as pretty-printed lines: one element a line, its `title` the XPath that evidence names.

Secrets, such as the shared secret of a cXML header, are left out.
"""

from collections.abc import Iterator
from typing import Final

from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from parsers.xml.tree import Node

_SECRETS: Final = frozenset({"SharedSecret", "CredentialMac", "DigitalSignature"})
_LONGEST: Final = 2_000


def transcript(root: Node) -> Transcript:
    """The whole document as it was read, whatever its order of lines and its declarations were."""
    lines = enumerate(_lines(root, ""), start=1)
    rows = tuple(TranscriptRow(number=number, cells=(text,), title=path) for number, (text, path) in lines)
    return Transcript(kind=TranscriptKind.TEXT, rows=rows)


def _lines(root: Node, margin: str) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[Node, str, bool]] = [(root, margin, False)]
    while waiting:
        node, indent, closes = waiting.pop()
        if closes:
            yield f"{indent}</{node.name}>", ""
        elif node.children:
            yield f"{indent}<{_opening(node)}>{_text(node)}", node.path
            waiting.append((node, indent, True))
            waiting.extend((child, f"{indent}  ", False) for child in reversed(node.children))
        else:
            yield f"{indent}<{_opening(node)}>{_text(node)}</{node.name}>", node.path


def _opening(node: Node) -> str:
    return " ".join((node.name, *(f'{name}="{value}"' for name, value in node.attributes.items())))


def is_secret(node: Node) -> bool:
    """Whether its text is nobody's business."""
    return node.name in _SECRETS


def _text(node: Node) -> str:
    if is_secret(node):
        return "(left out)" if node.text else ""
    text = " ".join(node.text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … ({len(text)} characters)"
