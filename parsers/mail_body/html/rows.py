"""What a reader of an HTML mail sees, as rows: paragraphs, lists and tables, each cell below its heading."""

import re
from typing import Final

from parsers.mail_body.html import table
from parsers.mail_body.html.flow import Block, Line, Print, Running
from parsers.mail_body.html.tree import Element, tree
from parsers.mail_body.rows import MOST_SIGNS, BodyText, composed, limited, seen

_BLOCKS: Final = frozenset(
    {
        "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "td", "th", "tr", "tbody", "thead", "tfoot", "ul",
    }
)  # fmt: skip
_APART: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr", "table", "blockquote"})
_BOLD: Final = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_STRUCK: Final = frozenset({"s", "strike", "del"})
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)")
_SIZE = re.compile(r"font-size\s*:\s*(0*\.?0*)(px|pt|em|rem|%)?\s*(;|!|$)")
_SIZED = re.compile(r"font(-size)?\s*:")


def html_rows(html: str) -> BodyText:
    """The rows of the page."""
    shown = seen(html)
    block = rendered(tree(shown[:MOST_SIGNS]), Print())
    while block.lines and not block.lines[-1].words:
        block.lines.pop()
    rows = (composed(line.words, quoted=line.quoted) for line in block.lines)
    return limited(rows, block.edges, cut=len(shown) > MOST_SIGNS)


def rendered(element: Element, how: Print) -> Block:
    """The lines of an element and all that is in it."""
    block, running = Block(), Running()
    _write(element, _inherited(element, how), block, running)
    _end_line(block, running)
    return block


def _write(element: Element, how: Print, block: Block, running: Running) -> None:
    number = 0
    for child in element.children:
        if isinstance(child, str):
            _write_text(child, how, block, running)
            continue
        number += child.tag == "li"
        _write_child(child, element, number, how, block, running)


def _write_child(child: Element, parent: Element, number: int, how: Print, block: Block, running: Running) -> None:
    inner = _inherited(child, how)
    if child.tag == "br":
        _end_line(block, running, always=True)
    elif child.tag == "table":
        _end_line(block, running)
        block.part()
        block.put(table.laid_out(child, inner, rendered))
        block.part()
    elif child.tag in ("input", "textarea", "select"):
        running.add(f" {_entered(child)} ", inner)
    elif child.tag in _BLOCKS or child.tag == "hr":
        _write_block(child, parent, number, inner, block, running)
    else:
        _write(child, inner, block, running)


def _write_block(child: Element, parent: Element, number: int, how: Print, block: Block, running: Running) -> None:
    _end_line(block, running)
    if child.tag in _APART:
        block.part()
    if child.tag == "li":
        running.add(f"{number}. " if parent.tag == "ol" else "- ", how)
    _write(child, how, block, running)
    _end_line(block, running)
    if child.tag in _APART and "margin:0" not in child.style.replace(" ", ""):
        block.part()


def _write_text(text: str, how: Print, block: Block, running: Running) -> None:
    if not how.kept:
        running.add(text, how)
        return
    first, *others = text.split("\n")
    running.add(first, how)
    for other in others:
        _end_line(block, running, always=True)
        running.add(other, how)


def _end_line(block: Block, running: Running, *, always: bool = False) -> None:
    lines = running.ended()
    if lines:
        block.lines += lines
    elif always and block.lines:
        block.lines.append(Line())


def _entered(element: Element) -> str:
    """What stands in a field of a form."""
    if element.tag == "input":
        written = element.attributes.get("type", "text").lower() in ("text", "number", "date", "email", "tel", "")
        return element.attributes.get("value", "") if written else ""
    if element.tag == "select":
        chosen = [option for option in element.elements() if "selected" in option.attributes]
        element = chosen[0] if chosen else Element("select")
    return " ".join(child for child in element.children if isinstance(child, str))


def _inherited(element: Element, how: Print) -> Print:
    style = element.style
    classes = element.attributes.get("class", "").lower()
    cited = element.tag == "blockquote" and element.attributes.get("type", "").lower() == "cite"
    sized = _SIZED.search(style) is not None
    return Print(
        bold=how.bold or element.tag in _BOLD or _WEIGHT.search(style) is not None,
        struck=how.struck or element.tag in _STRUCK or "line-through" in style,
        quoted=how.quoted or cited or (element.tag == "blockquote" and "gmail_quote" in classes),
        kept=how.kept or element.tag in ("pre", "textarea") or "white-space:pre" in style.replace(" ", ""),
        unseen=_SIZE.search(style) is not None if sized else how.unseen,
    )
