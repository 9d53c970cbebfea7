"""`ordermill demo`: a company to look at, with orders arriving, in one command."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from shlex import quote
from threading import Thread
from time import sleep
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from config.settings import Settings
from exceptions_queue.access import Role
from exceptions_queue.accounts import create_user
from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from ordermill.daemon.process import Daemon
from ordermill.demo_company import deliver_copies, deliver_samples, write_company
from pipeline.granting import grant_asked
from storage.reference.importing import import_folder

USER, PASSWORD = "demo", "ordermill demo"


def demo(
    folder: Annotated[Path, typer.Option("--dir", file_okay=False, help="The demo company.")] = Path("demo"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page listens; 0 takes a free port.")] = 8480,
) -> None:
    """Create a demo company with sample mails and EDI files, then run it. A second call goes on with the same one."""
    write_company(folder)
    with open_application(folder / "ordermill.toml") as application:
        if _furnish(application, folder):
            Thread(target=_send_copies, args=(folder,), daemon=True).start()
        settings = _on_port(application.settings, port)
        Daemon(replace(application, settings=settings)).run(ready=partial(_greet, folder))


def _furnish(application: Application, folder: Path) -> bool:
    """Once, and whether it was now: an account is what a company has when the rest is there."""
    with application.store.read() as uow:
        if uow.users.list():
            return False
    import_folder(application.store, folder / "reference", now())
    deliver_samples(folder)
    with application.store.begin() as uow:
        create_user(uow, USER, PASSWORD, Role.SUPERVISOR)
        grant_asked(uow, application.policies(), by=USER, now=now())
    return True


def _send_copies(folder: Path) -> None:
    while not deliver_copies(folder):
        sleep(1)


def _on_port(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"web": settings.web.model_copy(update={"port": port})})


def _program() -> str:
    """As this was called: from a checkout the program is not on the path."""
    called = Path(sys.argv[0])
    return quote(str(called)) if called.name == "ordermill" else "ordermill"


def _greet(folder: Path, address: str) -> None:
    lines = (
        f"The exceptions queue: {address}",
        f"Sign in as {USER!r} with the password {PASSWORD!r}.",
        "",
        f"EDI orders arrive in   {folder / 'edi'}",
        f"Mails arrive in        {folder / 'Maildir'}",
        f"Sales orders come out  {folder / 'sales_orders' / 'orders'}",
        "",
        "From another terminal:",
        f"{_program()} queue --config {quote(str(folder / 'ordermill.toml'))}",
        "",
        "Stop with Ctrl-C.",
    )
    Console().print(Panel(Text("\n".join(lines)), title="Ordermill demo", expand=False))
