"""`ordermill knowledge`: what people taught, and taking back what was taught wrongly."""

import getpass
from collections.abc import Sequence
from typing import Annotated

import typer

from ordermill.bootstrap import open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from orders.knowledge import Knowledge

app = typer.Typer(help="What people taught by their corrections.", no_args_is_help=True)

# So much tells a hundred thousand apart, and leaves room for the rest of the row.
_SHOWN = 10
_COLUMNS = ("Id", "Kind", "Customer", "Words", "Means", "Taught by", "On")


@app.command("list")
def list_knowledge(
    customer: Annotated[str | None, typer.Option(help="Only what was taught for this customer number.")] = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    as_json: AsJson = False,
) -> None:
    """What is valid now: which words of a customer mean which item, unit, address or customer of yours."""
    with open_application(config) as application, application.store.read() as uow:
        known = uow.knowledge.all(customer=customer)
    if as_json:
        print_json([one.model_dump(mode="json") for one in known])
    elif known:
        show_table(_COLUMNS, map(_cells, known))
    else:
        say("Nothing was taught.")


@app.command("retire")
def retire(
    knowledge_id: Annotated[
        str, typer.Argument(metavar="ID", help="As `ordermill knowledge list` shows it, or its beginning.")
    ],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Take back what was taught wrongly: the next order is asked about again. Posted orders stay as they are.

    Nothing is deleted: a revision by the user of this terminal says that it is valid no more.
    """
    with open_application(config) as application, application.store.begin() as uow:
        meant = _meant(uow.knowledge.all(), knowledge_id)
        uow.knowledge.retire(meant, f"{getpass.getuser()} (terminal)", now())
        taught = uow.knowledge.history(meant)[-1]
    say(f"{taught.key} means {taught.value} no more. Orders that wait are checked anew by Try again on their page.")


def _meant(known: Sequence[Knowledge], beginning: str) -> str:
    """The one identifier with this beginning; where there is none, the repository says so."""
    found = [taught.id for taught in known if beginning and taught.id.startswith(beginning)]
    if len(found) > 1:
        raise typer.BadParameter(f"{len(found)} begin with {beginning}; give more of it", param_hint="ID")
    return found[0] if found else beginning


def _cells(taught: Knowledge) -> tuple[str, ...]:
    words = taught.key.replace("\n", " ")
    return (
        taught.id[:_SHOWN],
        taught.kind.value,
        taught.customer,
        words,
        taught.value,
        taught.author,
        f"{taught.taught_at:%Y-%m-%d}",
    )
