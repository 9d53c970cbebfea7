"""The command line. Each command is a few lines here; what it does lives in `ordermill/commands/`."""

import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from ordermill.commands import (
    audit,
    backfill,
    demo,
    difference,
    doctor,
    edi,
    init,
    knowledge,
    orders,
    parse,
    partner,
    queue,
    reference,
    replay,
    replies,
    run,
    simulate,
    users,
)
from ordermill.commands.terminal import say
from ordermill.exits import Exit
from orders.errors import Misconfigured, OrdermillError

app = typer.Typer(
    name="ordermill",
    help="Turns the purchase orders that customers send into sales orders in your ERP.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:  # noqa: FBT001  typer calls it with the value of the option
    if wanted:
        typer.echo(f"ordermill {version('ordermill')}")
        raise typer.Exit


@app.callback()
def _anywhere(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """What stands before a command."""


app.command("init")(init.init)
app.command("run")(run.run)
app.command("parse")(parse.parse)
app.command("queue")(queue.queue)
app.command("orders")(orders.orders)
app.command("difference")(difference.difference)
app.command("simulate")(simulate.simulate_orders)
app.command("replay")(replay.replay_order)
app.command("backfill")(backfill.backfill)
app.add_typer(partner.app, name="partner")
app.add_typer(edi.app, name="edi")
app.add_typer(replies.app, name="replies")
app.add_typer(reference.app, name="reference")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(audit.app, name="audit")
app.add_typer(users.app, name="users")
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


def main() -> None:
    """Entry point of the console script: our own errors print their message, a bug prints its traceback."""
    sys.exit(guarded(app))


def guarded(command: Callable[[], object]) -> int:
    """Run a command and turn the families of errors into exit codes."""
    try:
        command()
    except Misconfigured as error:
        say(str(error), style="red", error=True)
        return Exit.MISCONFIGURED
    except OrdermillError as error:
        say(str(error), style="red", error=True)
        return Exit.FAILED
    return Exit.OK
