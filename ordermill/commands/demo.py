"""`ordermill demo`: a company to look at, with orders arriving, in one command."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from exceptions_queue.access import Role
from exceptions_queue.accounts import create_user
from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from ordermill.daemon import serve
from ordermill.demo_company import deliver_samples, write_company
from storage.reference_import import import_folder

USER, PASSWORD = "demo", "ordermill demo"


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo company lives.")] = Path("demo"),
    port: Annotated[int, typer.Option(help="Where the page listens, on this machine only.")] = 8480,
) -> None:
    """Create a demo company with sample mails and EDI files, then run it. A second call goes on with the same one."""
    fresh = not (folder / "ordermill.toml").exists()
    write_company(folder, port)
    application = open_application(folder / "ordermill.toml")
    if fresh:
        _furnish(application, folder)
    _greet(application, folder)
    serve(application)


def _furnish(application: Application, folder: Path) -> None:
    import_folder(application.store, folder / "reference", now())
    with application.store.begin() as uow:
        create_user(uow, USER, PASSWORD, Role.SUPERVISOR)
    deliver_samples(folder)


def _greet(application: Application, folder: Path) -> None:
    web = application.settings.web
    lines = (
        f"The exceptions queue: http://{web.host}:{web.port}",
        f"Sign in as {USER!r} with the password {PASSWORD!r}.",
        "",
        f"EDI orders arrive in   {folder / 'edi'}",
        f"Mails arrive in        {folder / 'Maildir'}",
        f"Sales orders come out  {folder / 'sales_orders' / 'orders'}",
        "",
        "Stop with Ctrl-C.",
    )
    Console().print(Panel("\n".join(lines), title="Ordermill demo", expand=False))
