"""`ordermill queue`: what waits for a person, for a terminal or a script. Decisions are made on the page."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from storage.rows import QueueRow


def queue(
    search: Annotated[str, typer.Argument(help="Only those with this text in PO number, customer, part or name.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """List what waits for a person, the oldest first."""
    with open_application(config).store.read() as uow:
        rows = uow.queue.held(search=search, limit=limit, offset=0)
    console = Console()
    if as_json:
        console.print_json(data=[_shape(row) for row in rows])
        return
    table = Table("PO number", "Customer", "Reasons", "Value", "Waits", title=f"{len(rows)} waiting")
    for row in rows:
        reasons = ", ".join(code.value for code in row.reasons) or row.reason
        value = f"{row.value:,.2f} {row.currency}" if row.value is not None else ""
        table.add_row(row.po_number or row.name, row.customer_name or row.sender, reasons, value, _age(row))
    console.print(table)


def _age(row: QueueRow) -> str:
    minutes = int((now() - row.held_since).total_seconds() // 60)
    return f"{minutes // 1440} d" if minutes >= 1440 else f"{minutes // 60} h {minutes % 60} min"


def _shape(row: QueueRow) -> dict[str, Any]:
    return {
        "subject": row.subject.value,
        "id": row.subject_id,
        "po_number": row.po_number,
        "customer": row.customer,
        "name": row.name,
        "reasons": [code.value for code in row.reasons],
        "value": str(row.value) if row.value is not None else None,
        "currency": row.currency,
        "held_since": row.held_since.isoformat(),
    }
