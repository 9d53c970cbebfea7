"""`ordermill queue`: what waits for a person, for a terminal or a script. Decisions are made on the page."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.fixes import show_fixes
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from storage.rows import QueueRow

_COLUMNS = ("PO number", "Customer", "Reasons", "Value", "Waits")


def queue(
    search: Annotated[str, typer.Argument(help="Only those with this text in PO number, customer, part or name.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    config: SettingsFile = DEFAULT_FILE,
    *,
    fixes: Annotated[
        bool, typer.Option("--fixes", help="The five changes that would release the most orders, instead of the list.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what waits for a person, the longest wait first."""
    if fixes:
        show_fixes(config, as_json=as_json)
        return
    with open_application(config) as application, application.store.read() as uow:
        rows = uow.queue.held(search=search, limit=limit, offset=0)
        count = uow.queue.count(search=search)
    if as_json:
        print_json([_shape(row) for row in rows])
        return
    if not rows:
        say("Nothing was found." if search else "Nothing waits.")
        return
    shown = "" if count == len(rows) else f", {len(rows)} of them shown"
    show_table(_COLUMNS, map(_cells, rows), title=f"{count} waiting{shown}")


def _cells(row: QueueRow) -> tuple[str, ...]:
    reasons = ", ".join(code.value for code in row.reasons) or row.reason
    value = f"{row.value:,.2f} {row.currency}" if row.value is not None else ""
    waits = _words(now() - row.held_since)
    return row.po_number or row.name, row.customer_name or row.sender, reasons, value, waits


def _words(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes // 1440} d" if minutes >= 1440 else f"{minutes // 60} h {minutes % 60} min"


def _shape(row: QueueRow) -> dict[str, Any]:
    return {
        "subject": row.subject.value,
        "id": row.subject_id,
        "po_number": row.po_number,
        "customer": row.customer,
        "customer_name": row.customer_name,
        "sender": row.sender,
        "name": row.name,
        "stage": row.stage.value,
        "reasons": [code.value for code in row.reasons],
        "reason": row.reason,
        "value": str(row.value) if row.value is not None else None,
        "currency": row.currency,
        "held_since": row.held_since.isoformat(),
    }
