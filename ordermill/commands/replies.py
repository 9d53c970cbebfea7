"""`ordermill replies`: the answers that customers wait for, and those that they had."""

from typing import Annotated, Any

import typer

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from storage.replies import ReplyRow

app = typer.Typer(help="Answers to customers.", no_args_is_help=True)

_COLUMNS = ("Id", "Partner", "Answer", "State", "It says", "Due (UTC)")


@app.command("list")
def list_replies(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    config: SettingsFile = DEFAULT_FILE,
    *,
    sent: Annotated[
        bool, typer.Option("--all", help="Also those that were sent or set aside, the newest first.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the answers that are still to be sent, by when they are due; overdue ones are marked."""
    with open_application(config) as application, application.store.read() as uow:
        rows = uow.replies.listed(open_only=not sent, limit=limit)
    if as_json:
        print_json([_shape(row) for row in rows])
    elif rows:
        show_table(_COLUMNS, map(_cells, rows), shortened="It says")
    else:
        say("Nothing was answered yet." if sent else "No answer is owed to anybody.")


@app.command("show")
def show_reply(
    reply: Annotated[str, typer.Argument(help="The id of an answer, or its first letters.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Print an answer as it is sent, byte for byte."""
    with open_application(config) as application, application.store.read() as uow:
        known = uow.replies.beginning(reply)
        if len(known) != 1:
            raise typer.BadParameter(
                "no answer has this id" if not known else "several answers begin so; give more of it"
            )
        body = uow.replies.body(known[0])
    if body is None:
        say("It is not written yet.")
    else:
        typer.echo(body, nl=False)


def _state(row: ReplyRow) -> str:
    if row.sent_at is not None:
        return f"sent {row.sent_at:%Y-%m-%d %H:%M}"
    if row.waived:
        return "not sent"
    late = "overdue, " if row.due_at < now() and not row.test else ""
    return late + (row.outcome.value if row.outcome else "awaited")


def _cells(row: ReplyRow) -> tuple[str, ...]:
    return row.id[:8], row.partner, row.type.value, _state(row), row.told, f"{row.due_at:%Y-%m-%d %H:%M}"


def _shape(row: ReplyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "partner": row.partner,
        "answer": row.type.value,
        "order_id": row.order_id,
        "document_id": row.document_id,
        "test": row.test,
        "says": row.said,
        "number": row.number,
        "file": row.file_name,
        "due_at": row.due_at.isoformat(),
        "written_at": row.written_at.isoformat() if row.written_at else None,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "overdue": row.is_open and not row.test and row.due_at < now(),
        "set_aside": row.waived,
        "outcome": row.outcome.value if row.outcome else None,
        "reason": row.reason,
    }
