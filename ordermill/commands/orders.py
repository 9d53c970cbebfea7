"""`ordermill orders`: finds every order and document, posted ones too."""

from typing import Annotated, Any

import typer

from ordermill.bootstrap import open_application
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from storage.rows import FoundRow

_COLUMNS = ("PO number", "Customer", "State", "Received (UTC)")


def orders(
    search: Annotated[str, typer.Argument(help="Text in PO number, customer, part, file name or sender.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """Find orders and documents, the newest first, with what became of them. The number in the ERP is in the JSON."""
    with open_application(config) as application, application.store.read() as uow:
        rows = uow.search.find(search, limit=limit, offset=0)
    if as_json:
        print_json([_shape(row) for row in rows])
    elif rows:
        show_table(_COLUMNS, map(_cells, rows), shortened="Customer")
    else:
        say("Nothing was found.")


def _cells(row: FoundRow) -> tuple[str, ...]:
    state = f"{row.stage.value}, {row.outcome.value.replace('_', ' ')}"
    received = f"{row.received_at:%Y-%m-%d %H:%M}"
    return row.po_number or row.name, row.customer_name or row.sender, state, received


def _shape(row: FoundRow) -> dict[str, Any]:
    return {
        "subject": row.subject.value,
        "id": row.subject_id,
        "po_number": row.po_number,
        "customer": row.customer,
        "customer_name": row.customer_name,
        "sender": row.sender,
        "name": row.name,
        "stage": row.stage.value,
        "outcome": row.outcome.value,
        "reason": row.reason,
        "value": str(row.value) if row.value is not None else None,
        "currency": row.currency,
        "erp_reference": row.erp_reference,
        "received_at": row.received_at.isoformat(),
    }
