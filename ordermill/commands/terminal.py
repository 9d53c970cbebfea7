"""What commands print: lines and tables for people, JSON for scripts.

Texts from documents reach the terminal as text only: no escape sequence, no markup, no direction mark works from there.
"""

import json
from collections.abc import Iterable
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text


def screen(*, error: bool = False) -> Console:
    """Standard output or standard error, without markup; long lines are left whole."""
    return Console(stderr=error, markup=False, highlight=False, soft_wrap=True)


def say(text: str, *, style: str = "", error: bool = False) -> None:
    """One message."""
    screen(error=error).print(plain(text), style=style or None)


def show_table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, title: str = "") -> None:
    """Rows under their headings, folded to the width of the terminal."""
    table = Table(*columns, title=title or None)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    Console().print(table)


def print_json(shape: Any) -> None:
    """For scripts: nothing is folded or coloured."""
    typer.echo(json.dumps(shape, indent=2, ensure_ascii=False))


def plain(text: str) -> str:
    """Without control characters and the like, which show as a replacement character."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)
