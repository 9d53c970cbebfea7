"""`ordermill users`: who may sign in to the exceptions queue."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from exceptions_queue.access import Role
from exceptions_queue.accounts import create_user
from ordermill.bootstrap import Application, open_application
from ordermill.commands.options import DEFAULT_FILE, SettingsFile
from orders.errors import Misconfigured
from storage.errors import Conflict

app = typer.Typer(help="Who may sign in to the exceptions queue.", no_args_is_help=True)


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.CLERK,
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Add a person. The password is asked for, or read from standard input in a script."""
    add_user(open_application(config), name, role)


@app.command("list")
def list_users(config: SettingsFile = DEFAULT_FILE) -> None:
    """Who may sign in, and in which role."""
    table = Table("Name", "Role", "Active")
    with open_application(config).store.read() as uow:
        for user in uow.users.list():
            table.add_row(user.name, user.role, "yes" if user.active else "no")
    Console().print(table)


def add_user(application: Application, name: str, role: Role) -> None:
    """Ask for a password and add the person. Raises `Misconfigured` for a poor password or a name in use."""
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        with application.store.begin() as uow:
            create_user(uow, name, password, role)
    except (ValueError, Conflict) as error:
        raise Misconfigured(f"{name} was not added: {error}") from error
    Console().print(f"{name} may sign in as {role.value}.")
