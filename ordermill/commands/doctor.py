"""`ordermill doctor`: says in plain words what is wrong with the set-up and how to mend it."""

from typing import Annotated

import typer
from rich.text import Text

from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import plain, print_json, screen
from ordermill.doctor.check import Check, State
from ordermill.doctor.checkup import checkup
from ordermill.exits import Exit

_SIGNS = {State.GOOD: ("ok", "green"), State.WEAK: ("note", "yellow"), State.BROKEN: ("wrong", "red")}


def doctor(
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
    offline: Annotated[bool, typer.Option("--offline", help="Do not connect to mailboxes.")] = False,
) -> None:
    """Check settings, database, sources, ERP, reference data, accounts and programs. Exits with 1 on a fault.

    Nothing is changed but for folders that the ERP adapter needs.
    """
    checks = list(checkup(config, connect=not offline))
    if as_json:
        print_json([_shape(check) for check in checks])
    else:
        _show(checks)
    if any(check.state is State.BROKEN for check in checks):
        raise typer.Exit(Exit.FAILED)


def _show(checks: list[Check]) -> None:
    out = screen()
    for check in checks:
        sign, colour = _SIGNS[check.state]
        # A second line stands below the first.
        message = plain(f"{check.name}: {check.message}").replace("\n", "\n       ")
        out.print(Text.assemble((f"{sign:>5}", colour), "  ", message))
    broken = sum(check.state is State.BROKEN for check in checks)
    out.print("Nothing is wrong." if not broken else f"{broken} to mend, from the top.")


def _shape(check: Check) -> dict[str, str]:
    return {"name": check.name, "state": check.state.value, "message": check.message}
