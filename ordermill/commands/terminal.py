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


def show_table(
    columns: Iterable[str], rows: Iterable[Iterable[str]], *, title: str = "", shortened: str | None = None
) -> None:
    """Rows under their headings, folded to the width of the terminal.

    `shortened` names the column that gives way instead: then each row is one line.
    """
    table = Table(title=title or None)
    for column in columns:
        table.add_column(column, no_wrap=shortened not in (None, column))
    cut = shortened is not None
    for row in rows:
        table.add_row(*(Text(plain(cell), no_wrap=cut, overflow="ellipsis" if cut else None) for cell in row))
    Console().print(table)


def counted(number: int, one: str, several: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else several}"


def print_json(shape: Any) -> None:
    """For scripts: nothing is folded or coloured."""
    typer.echo(json.dumps(shape, indent=2, ensure_ascii=False))


def plain(text: str) -> str:
    """Without control characters and the like, which show as a replacement character."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)
