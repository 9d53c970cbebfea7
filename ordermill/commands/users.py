"""`ordermill users`: who may sign in to the exceptions queue."""

import sys
from typing import Annotated

import typer

from exceptions_queue.access import Role
from exceptions_queue.accounts import create_user, hash_password
from ordermill.bootstrap import Application, open_application
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from orders.errors import Misconfigured
from storage.errors import Conflict

app = typer.Typer(help="Who may sign in to the exceptions queue.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name to sign in with.")]


@app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.CLERK,
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Add a person. The password is asked for, or is the first line of standard input in a script."""
    with open_application(config) as application:
        add_user(application, name, role)


@app.command("list")
def list_users(config: SettingsFile = DEFAULT_FILE, *, as_json: AsJson = False) -> None:
    """Who may sign in, and in which role."""
    with open_application(config) as application, application.store.read() as uow:
        users = uow.users.list()
    if as_json:
        print_json([{"name": user.name, "role": user.role, "active": user.active} for user in users])
        return
    show_table(("Name", "Role", "Active"), ((user.name, user.role, "yes" if user.active else "no") for user in users))


@app.command("password")
def set_password(name: Name, config: SettingsFile = DEFAULT_FILE) -> None:
    """Set a new password, asked for or read as with `add`, and sign the person out everywhere."""
    with open_application(config) as application:
        try:
            new_hash = hash_password(_password())
        except ValueError as error:
            raise Misconfigured(f"The password stays as it was: {error}") from error
        with application.store.begin() as uow:
            uow.users.set_password(name, new_hash)
    say(f"{name} has a new password.")


@app.command("role")
def set_role(
    name: Name,
    role: Annotated[Role, typer.Argument(help="What the person may do from now on.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Give a person another role."""
    with open_application(config) as application, application.store.begin() as uow:
        uow.users.set_role(name, role.value)
    say(f"{name} may sign in as {role.value}.")


@app.command("disable")
def disable(name: Name, config: SettingsFile = DEFAULT_FILE) -> None:
    """Keep a person from signing in, and sign them out at once. The name stays, since the journal holds it."""
    _set_active(name, config, active=False)
    say(f"{name} may not sign in any more.")


@app.command("enable")
def enable(name: Name, config: SettingsFile = DEFAULT_FILE) -> None:
    """Let a person sign in again."""
    _set_active(name, config, active=True)
    say(f"{name} may sign in again.")


def add_user(application: Application, name: str, role: Role) -> None:
    """Ask for a password and add the person. Raises `Misconfigured` for a poor password or a name in use."""
    password = _password()
    try:
        with application.store.begin() as uow:
            create_user(uow, name, password, role)
    except Conflict as error:
        raise Misconfigured(f"There is a user {name} already. Choose another name.") from error
    except ValueError as error:
        raise Misconfigured(f"{name} was not added: {error}") from error
    say(f"{name} may sign in as {role.value}.")


def _set_active(name: str, config: SettingsFile, *, active: bool) -> None:
    with open_application(config) as application, application.store.begin() as uow:
        uow.users.set_active(name, active=active)


def _password() -> str:
    if sys.stdin.isatty():
        answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
