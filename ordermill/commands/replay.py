"""`ordermill replay`: an order once more from its archived bytes, and why it comes out as it does."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from ordermill.bootstrap import Application, open_application
from ordermill.commands.named_order import named_orders
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import counted, print_json, say, show_table
from ordermill.exits import Exit
from orders.ids import OrderId
from pipeline.embedded import EmbeddedDispatcher
from pipeline.simulation.replay import Difference, Replay, Substitution, replay

SHOWN = 20
"""So many differences of a kind are listed; JSON has all of them."""
_COLUMNS = ("Where", "Then", "Now")
_SHORT = 12
"""Digits of a digest that tell it from others."""


def replay_order(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="The PO number, or the order's id or its beginning.")],
    config: SettingsFile = DEFAULT_FILE,
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say also what today's policy, data and knowledge would change.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read an order again from its archived bytes and validate it with what it was validated with.

    Says whether the result is the same, or what differs and why. Nothing is written. Exits with 1 when it differs.
    """
    with open_application(config) as application:
        order_id = _meant(application, order)
        found = replay(application.flow(EmbeddedDispatcher()), order_id)
    if as_json:
        print_json(_shape(found))
    else:
        _show(found, explain=explain)
    if not found.is_same:
        raise typer.Exit(Exit.FAILED)


def _meant(application: Application, text: str) -> OrderId:
    with application.store.read() as uow:
        ids = named_orders(uow, text)
    if len(ids) != 1:
        many = f"{len(ids)} orders are called {text}: give the id of one, {', '.join(ids)}"
        raise typer.BadParameter(many if ids else f"there is no order {text}", param_hint="ORDER")
    return ids[0]


def _show(found: Replay, *, explain: bool) -> None:
    if found.is_same:
        say("The same: read again from its bytes and validated with what it was validated with, nothing differs.")
    else:
        _show_differences(found)
    if explain:
        _show_explanation(found)


def _show_differences(found: Replay) -> None:
    if found.unread:
        say(f"The document cannot be read again: {found.unread}")
    for title, differences in (("Read otherwise", found.reading), ("Comes out otherwise", found.outcome)):
        _table(title, differences)
    say(f"Why: {found.why()}")


def _show_explanation(found: Replay) -> None:
    noted = found.row.validated_with
    if noted is None:
        say("With what it was validated was not noted, so nothing can be put in its place.")
        return
    say(f"Validated by version {noted.program} on {noted.on}, this is {found.program}.")
    for one in found.substitutions:
        words = counted(len(one.differences), "value", "values") if one.differences else "nothing"
        say(f"Today's {one.name} ({one.now[:_SHORT]}, then {one.then[:_SHORT]}) would change {words}.")
        _table("", one.differences)
    if not found.substitutions:
        say("Policy, reference data, knowledge and day are still the same.")


def _table(title: str, differences: Iterable[Difference]) -> None:
    rows = [(one.path, one.then, one.now) for one in differences]
    if rows:
        show_table(_COLUMNS, rows[:SHOWN], title=title if len(rows) <= SHOWN else f"{title} ({len(rows)} values)")


def _shape(found: Replay) -> dict[str, Any]:
    noted = found.row.validated_with
    return {
        "order": found.row.id,
        "po_number": found.row.po_number,
        "same": found.is_same,
        "why": found.why(),
        "unread": found.unread,
        "program": {"then": noted.program if noted else "", "now": found.program},
        "reading": _differences(found.reading),
        "outcome": _differences(found.outcome),
        "today": [_substitution(one) for one in found.substitutions],
    }


def _substitution(one: Substitution) -> dict[str, Any]:
    return {"what": one.name, "then": one.then, "now": one.now, "would_change": _differences(one.differences)}


def _differences(differences: Iterable[Difference]) -> list[dict[str, str]]:
    return [{"path": one.path, "then": one.then, "now": one.now} for one in differences]
