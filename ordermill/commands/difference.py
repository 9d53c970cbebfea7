"""`ordermill difference`: a change beside the order that it is about, with the ERP asked at this moment."""

from typing import Annotated, Any

import typer

from ordermill.bootstrap import Application, open_application
from ordermill.commands.named_order import named_orders
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from ordermill.exits import Exit
from orders.ids import OrderId
from pipeline.changes.difference import ChangeDifference, change_difference
from pipeline.changes.three_way import ChangedBy, Difference

_BY = {
    ChangedBy.NOBODY: "",
    ChangedBy.CUSTOMER: "the customer asks for it",
    ChangedBy.CLERK: "changed in the ERP",
    ChangedBy.BOTH: "the ERP has a third value",
    ChangedBy.DONE: "the ERP has it",
}


def difference(
    order: Annotated[str, typer.Argument(metavar="CHANGE", help="The PO number, or the change's id or its beginning.")],
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a change, a cancellation or a changed copy beside its order: as posted, as asked for, as the ERP has it now.

    The ERP is asked and nothing is written. Exits with 1 while it has something else than the customer wants.
    """
    with open_application(config) as application:
        change_id = _meant(application, order)
        found = change_difference(application.store, application.adapter(), change_id)
    if as_json:
        print_json(_shape(change_id, found))
    else:
        _show(found)
    if found.against or found.unreachable or found.rest:
        raise typer.Exit(Exit.FAILED)


def _meant(application: Application, text: str) -> OrderId:
    with application.store.read() as uow:
        ids = [one for one in named_orders(uow, text) if uow.requested_changes.get(one) is not None]
    if len(ids) != 1:
        many = f"{len(ids)} changes are called {text}: give the id of one, {', '.join(ids)}"
        raise typer.BadParameter(many if ids else f"there is no change called {text}", param_hint="CHANGE")
    return ids[0]


def _show(found: ChangeDifference) -> None:
    if found.concerned is None:
        say("No live order is known that it is about.")
        return
    for reason in (*found.against, *found.missing):
        say(reason)
    if found.unreachable:
        say(f"The ERP cannot be asked just now: {found.unreachable}")
    rows = [row for row in found.rows if row.by is not ChangedBy.NOBODY]
    if rows:
        waiting = found.concerned.is_waiting
        columns = ("What", "As it waits" if waiting else "As posted", "Wanted", "ERP now", "")
        show_table(columns, map(_cells, rows))
    elif not found.against:
        say("It asks for nothing that is not so already.")


def _cells(row: Difference) -> tuple[str, ...]:
    return row.path, row.posted, row.asked, "" if row.now is None else row.now, _BY[row.by]


def _shape(change_id: OrderId, found: ChangeDifference) -> dict[str, Any]:
    about = found.concerned
    return {
        "change": change_id,
        "order": about.row.id if about else None,
        "erp_references": list(about.references) if about else [],
        "waiting": about.is_waiting if about else None,
        "unreachable": found.unreachable,
        "against": [*found.against, *found.missing],
        "differences": [
            {"path": row.path, "posted": row.posted, "wanted": row.asked, "erp": row.now, "by": row.by.value}
            for row in found.rows
            if row.by is not ChangedBy.NOBODY
        ],
    }
