"""`ordermill doctor`: says in plain words what is wrong with the set-up and how to mend it."""

from typing import Annotated

import typer
from rich.console import Console

from ordermill.checkup import Check, State, checkup
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile

_SIGNS = {State.GOOD: ("ok", "green"), State.WEAK: ("note", "yellow"), State.BROKEN: ("wrong", "red")}


def doctor(
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
    offline: Annotated[bool, typer.Option(help="Do not connect to mailboxes.")] = False,
) -> None:
    """Check settings, database, sources, ERP, reference data, accounts and programs. Exits with 1 on a fault."""
    checks = list(checkup(config, connect=not offline))
    if as_json:
        Console().print_json(data=[_shape(check) for check in checks])
    else:
        _show(checks)
    if any(check.state is State.BROKEN for check in checks):
        raise typer.Exit(1)


def _show(checks: list[Check]) -> None:
    console = Console()
    for check in checks:
        sign, colour = _SIGNS[check.state]
        console.print(f"[{colour}]{sign:>5}[/]  ", end="")
        console.print(f"{check.name}: {check.message}", markup=False, highlight=False)


def _shape(check: Check) -> dict[str, str]:
    return {"name": check.name, "state": check.state.value, "message": check.message}
