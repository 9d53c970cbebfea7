"""XML as answers are written: elements in the sequence in which they are added, none of them empty."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from replies.answer import Unwritable
from replies.letters import in_letters


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A child with this name, prefix included; attributes without a value are left out.

    Raises `Unwritable` for a character that XML does not know; free text is made `plain` before.
    """
    for value in (text, *attributes.values()):
        if not value.isprintable():
            raise Unwritable(f"{value!r} in {name} has a character that XML does not know.")
    child = SubElement(parent, name, {key: value for key, value in attributes.items() if value})
    child.text = text or None
    return child


def add_text(parent: Element, name: str, text: str, /, **attributes: str) -> None:
    """A child with this text; none where there is no text."""
    if text:
        add(parent, name, text, **attributes)


def plain(text: str) -> str:
    """Free text on one line, without characters that XML does not know."""
    return in_letters(text, str.isprintable)


def identity(value: str, name: str) -> str:
    """A number or id as it is. Raises `Unwritable` for one with a character that XML does not know."""
    if not value.isprintable():
        raise Unwritable(f"The {name} {value!r} has a character that XML does not know.")
    return value.strip()


def document(root: Element, doctype: str = "") -> bytes:
    """The whole as UTF-8, with its declaration, each element on a line of its own."""
    indent(root)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n' + (doctype + "\n" if doctype else "")
    body: bytes = tostring(root, encoding="utf-8")
    return declaration.encode() + body + b"\n"
