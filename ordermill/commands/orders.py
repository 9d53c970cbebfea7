"""`ordermill orders`: finds every order and document, posted ones too."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ordermill.bootstrap import open_application
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from storage.rows import FoundRow


def orders(
    search: Annotated[str, typer.Argument(help="Text in PO number, customer, part, file name or sender.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """Find orders and documents, the newest first, with what became of them."""
    with open_application(config).store.read() as uow:
        rows = uow.search.find(search, limit=limit, offset=0)
    console = Console()
    if as_json:
        console.print_json(data=[_shape(row) for row in rows])
        return
    table = Table("PO number", "Customer", "State", "ERP", "Received")
    for row in rows:
        state = f"{row.stage.value}, {row.outcome.value}"
        received = f"{row.received_at:%Y-%m-%d %H:%M}"
        table.add_row(row.po_number or row.name, row.customer_name or row.sender, state, row.erp_reference, received)
    console.print(table)


def _shape(row: FoundRow) -> dict[str, Any]:
    return {
        "subject": row.subject.value,
        "id": row.subject_id,
        "po_number": row.po_number,
        "customer": row.customer,
        "name": row.name,
        "stage": row.stage.value,
        "outcome": row.outcome.value,
        "reason": row.reason,
        "erp_reference": row.erp_reference,
        "received_at": row.received_at.isoformat(),
    }
