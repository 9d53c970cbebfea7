"""From bytes to readings, the same way for each format: the tree, its orders, what was not read, the transcript."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from orders.findings import Finding, FindingCode, Severity
from orders.partner import EnvelopeIdentity
from orders.reading import OrderReading, PartyReading
from parsers.parser import Blob, ParseContext, Parsed
from parsers.segments.copies import with_copies_told
from parsers.xml.acknowledgements import of_document
from parsers.xml.charset import decoded, double_encoded
from parsers.xml.reads import Message
from parsers.xml.transcript import transcript
from parsers.xml.tree import Node, Unreadable, read_tree
from parsers.xml.unread import tell_unread

# A wrapper such as the SBDH stands before the document; nobody's is longer.
_HEAD = 65_536
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around an order: who sent it to whom, and whether it is a test."""

    sender: str = ""
    identities: tuple[EnvelopeIdentity, ...] = ()
    test: bool = False
    buyer: PartyReading | None = None
    supplier: PartyReading | None = None


class Format(Protocol):
    """What differs between the formats."""

    name: str
    shown: frozenset[str]
    """Names of facts that change nothing, with all below them."""
    silent: frozenset[str]

    def is_order(self, node: Node) -> bool:
        """Whether the node is an order, a change or a cancellation."""

    def is_other(self, node: Node) -> bool:
        """Whether it is another document of this format."""

    def envelope(self, root: Node) -> Envelope: ...

    def reading(self, message: Message, order: Node, envelope: Envelope) -> OrderReading: ...


def begins_with(content: bytes, *marks: bytes) -> bool:
    """Whether the bytes are XML, in one of the encodings of Unicode or a superset of ASCII, with one of the marks."""
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and any(mark in head for mark in marks)


def parsed(blob: Blob, context: ParseContext, form: Format) -> Parsed:
    """Every order of the document; where there is none, a finding says why."""
    text, told = decoded(blob.content)
    try:
        root = read_tree(text)
    except Unreadable as error:
        return Parsed(readings=(), findings=(*told, _unreadable(str(error))))
    told = (*told, *double_encoded(root))
    orders, others, beside = _documents(root, form)
    envelope = form.envelope(root)
    readings = [_reading(order, envelope, context, form) for order in orders]
    return Parsed(
        readings=with_copies_told(readings, [_content(order) for order in orders]),
        findings=tuple(_left_out(others, any_order=bool(orders))),
    ).with_findings((*told, *_strays(orders, beside)), transcript(root))


def _documents(root: Node, form: Format) -> tuple[list[Node], list[Node], list[Node]]:
    """The orders and the other documents, in the root or in whatever is wrapped around them, and the wrapping."""
    orders: list[Node] = []
    others: list[Node] = []
    beside: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if form.is_order(node):
            orders.append(node)
        elif form.is_other(node):
            others.append(node)
        else:
            beside.append(node)
            waiting.extend(reversed(node.children))
    return orders, others, beside


def _strays(orders: list[Node], beside: list[Node]) -> Iterator[Finding]:
    """What stands in the wrapping and is of the orders' own names, so that it may have slipped out of one."""
    names = {node.namespace for order in orders for node in order.walk()} - {""}
    strays = [node for node in beside if node.text and node.namespace in names]
    if strays:
        yield Finding(
            code=FindingCode.UNREAD_CONTENT,
            severity=Severity.HOLD,
            message="Values stand outside of the order and are not read. See whether they belong to it.",
            found=", ".join(f"{node.name} {node.text}" for node in strays[:_SHOWN]),
            evidence=(strays[0].place,),
        )


def _reading(order: Node, envelope: Envelope, context: ParseContext, form: Format) -> OrderReading:
    message = Message()
    read = form.reading(message, order, envelope)
    tell_unread(message, order, form.shown, form.silent)
    sender = envelope.sender or context.sender
    identities = (*envelope.identities, *read.identities)
    return read.model_copy(update={
        "sender": sender, "identities": identities, "test": envelope.test or read.test, "parser": form.name,
        "findings": tuple(message.findings),
    })  # fmt: skip


def _content(order: Node) -> str:
    return "\n".join(f"{node.name} {sorted(node.attributes.items())} {node.text}" for node in order.walk())


def _left_out(others: list[Node], *, any_order: bool) -> Iterator[Finding]:
    yield from map(of_document, others)
    if not any_order and not others:
        sentence = "The document holds neither an order nor any other document that is known. Look what it asks for."
        yield Finding(code=FindingCode.MESSAGE_TYPE, severity=Severity.HOLD, message=sentence)


def _unreadable(sentence: str) -> Finding:
    return Finding(
        code=FindingCode.UNREADABLE,
        severity=Severity.HOLD,
        message=f"{sentence} Ask the sender to send it again, or type the order.",
        found=sentence.removesuffix("."),
    )
