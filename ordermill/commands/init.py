"""`ordermill init`: a settings file to start from, the folders it names, and the first person who may sign in."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from exceptions_queue.access import Role
from ordermill.bootstrap import open_application
from ordermill.commands.users import add_user


def init(
    folder: Annotated[Path, typer.Argument(help="Where settings, database and archive will live.")] = Path(),
    user: Annotated[str, typer.Option(help="The first administrator. Empty: add people later.")] = "",
) -> None:
    """Write an annotated ordermill.toml and make the folders and tables it needs. Nothing that exists is changed."""
    console = Console()
    file = folder / "ordermill.toml"
    for name in ("edi", "data"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if file.exists():
        console.print(f"{file} exists and stays as it is.")
    else:
        file.write_bytes((files("config") / "example.toml").read_bytes())
        console.print(f"Wrote {file}: every setting is explained there.")
    application = open_application(file)
    console.print("The database is ready.")
    if user:
        add_user(application, user, Role.ADMINISTRATOR)
    console.print("Next: ordermill reference import DIR, then ordermill doctor, then ordermill run.")
