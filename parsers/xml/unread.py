"""What no field takes up: known facts are listed once, anything else holds, for it may change the order."""

from collections.abc import Iterator

from orders.findings import FindingCode
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_LISTED = 30
_HELD = 10
_LONGEST = 80


def tell_unread(message: Message, root: Node, shown: frozenset[str], silent: frozenset[str]) -> None:
    """`shown` are names of facts that change nothing, with all below them; `silent` values not worth a word."""
    listed: list[str] = []
    strange: list[Node] = []
    for node, is_shown in _unread(message, root, shown, silent):
        if is_shown:
            listed.append(f"{node.name} {node.text[:_LONGEST]}")
        else:
            strange.append(node)
    for node in strange[:_HELD]:
        sentence = f"{node.name} is not read. See whether it changes the order."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", node)
    if len(strange) > _HELD:
        sentence = f"{len(strange) - _HELD} more values of the document are not read. See whether they matter."
        message.hold(FindingCode.UNREAD_CONTENT, sentence, "", strange[_HELD])
    if listed:
        _tell_shown(message, list(dict.fromkeys(listed)))


def _tell_shown(message: Message, listed: list[str]) -> None:
    more = [f"and {len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
    sentence = "Some values are shown and kept, and go into no field of the order."
    message.note(FindingCode.UNREAD_CONTENT, sentence, found=", ".join([*listed[:_LISTED], *more]))


def _unread(
    message: Message, root: Node, shown: frozenset[str], silent: frozenset[str]
) -> Iterator[tuple[Node, bool]]:  # fmt: skip
    """Nodes with a text that nothing took, and whether they are among the known facts."""
    waiting = [(root, False)]
    while waiting:
        node, within = waiting.pop()
        if node.name in silent and not node.children:
            continue
        is_shown = within or node.name in shown or node.path in message.facts
        if node.text and node.path not in message.taken:
            yield node, is_shown
        # Text beside elements is not of these formats: what stands in a fact by mistake is no part of it.
        waiting.extend((child, is_shown and not node.text) for child in reversed(node.children))
