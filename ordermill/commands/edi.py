"""`ordermill edi`: messages as people read them."""

import mmap
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import dropwhile
from pathlib import Path
from typing import Annotated, TextIO

import typer

from edi.beginning import begins_like_edifact, begins_like_x12
from edi.paging import Content
from ordermill.show import edifact, x12, xml
from ordermill.show.lines import Line, Style
from orders.errors import NeedsAttention

app = typer.Typer(no_args_is_help=True, help="Look at EDI messages.")

_HEAD = 65_536
_AT_ONCE = 200
"""Lines that are written together."""
_COLOURS = {
    Style.PLAIN: "",
    Style.HEADING: "\x1b[1m",
    Style.TAG: "\x1b[1;36m",
    Style.QUIET: "\x1b[2m",
    Style.MEANING: "\x1b[32m",
    Style.FORMAL: "\x1b[33m",
    Style.DOUBTFUL: "\x1b[1;31m",
}
_END = "\x1b[0m"

Lines = Callable[[Content, int | None], Iterator[Line]]


@app.command("show")
def show(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, allow_dash=True, help="An EDIFACT, X12 or XML file.")
    ],
    message: Annotated[int | None, typer.Option(min=1, help="Only the message of this number.")] = None,
) -> None:
    """Print a message as a person reads it: names and codes in words, groups indented, defects at their place.

    Behind a defect stands the clause of the standard that it breaks. Colours are used on a terminal only, and never
    where NO_COLOR is set.
    """
    with _content(file) as content:
        try:
            write(sys.stdout, _reader(content)(content, message))
        except NeedsAttention as fault:
            raise typer.BadParameter(fault.findings[0].message, param_hint="FILE") from fault


def _reader(content: Content) -> Lines:
    head = bytes(content[:_HEAD])
    if begins_like_edifact(head):
        return edifact.lines
    if begins_like_x12(head):
        return x12.lines
    if head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return xml.lines
    raise typer.BadParameter("it is neither EDIFACT nor X12 nor XML", param_hint="FILE")


@contextmanager
def _content(file: Path) -> Iterator[Content]:
    """A memory map of a file, so that a large one is not read at once; all of a pipe."""
    if str(file) == "-":
        yield sys.stdin.buffer.read()
        return
    with file.open("rb") as opened:
        if not file.is_file() or not os.fstat(opened.fileno()).st_size:
            yield opened.read()
            return
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def write(stream: TextIO, lines: Iterator[Line]) -> None:
    """Write the lines as they come, in colours where the stream is a terminal that wants some."""
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    waiting: list[str] = []
    for number, line in enumerate(_from_text(lines)):
        waiting.append("".join(_painted(text, style, coloured=coloured) for text, style in line).rstrip())
        # The first lines stand there at once, however large the file is.
        if number < _AT_ONCE or len(waiting) >= _AT_ONCE:
            _flush(stream, waiting)
    _flush(stream, waiting)


def _from_text(lines: Iterator[Line]) -> Iterator[Line]:
    """From the first line on that has a text."""
    return dropwhile(lambda line: not line, lines)


def _painted(text: str, style: Style, *, coloured: bool) -> str:
    return f"{_COLOURS[style]}{text}{_END}" if coloured and text and _COLOURS[style] else text


def _flush(stream: TextIO, waiting: list[str]) -> None:
    if waiting:
        text = "\n".join(waiting) + "\n"
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
        waiting.clear()
