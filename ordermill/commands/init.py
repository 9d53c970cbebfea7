"""`ordermill init`: a settings file to start from, the folders it names, and the first person who may sign in."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from exceptions_queue.access import Role
from ordermill.bootstrap import Application, open_application
from ordermill.commands.terminal import say
from ordermill.commands.users import add_user
from orders.errors import Misconfigured


def init(
    folder: Annotated[Path, typer.Argument(help="Where settings, database and archive will live.")] = Path(),
    user: Annotated[str, typer.Option(help="The first administrator. Empty: add people later.")] = "",
) -> None:
    """Write an annotated ordermill.toml and make the folders and tables it needs. Nothing that exists is changed."""
    file = folder / "ordermill.toml"
    if file.exists():
        say(f"{file} exists and stays as it is.")
    else:
        _write(file)
        say(f"Wrote {file}: every setting is explained there.")
    with open_application(file) as application:
        say("The database is ready.")
        if user and _is_new(application, user):
            add_user(application, user, Role.ADMINISTRATOR)
    say("Next: ordermill reference import DIR, then ordermill doctor, then ordermill run.")


def _write(file: Path) -> None:
    try:
        (file.parent / "edi").mkdir(parents=True, exist_ok=True)
        file.write_bytes((files("config") / "example.toml").read_bytes())
    except OSError as error:
        raise Misconfigured(f"{file} cannot be written ({error.strerror}). Choose a folder that is yours.") from error


def _is_new(application: Application, user: str) -> bool:
    with application.store.read() as uow:
        known = uow.users.get(user)
    if known is not None:
        say(f"{user} is there already, as {known.role}.")
    return known is None
