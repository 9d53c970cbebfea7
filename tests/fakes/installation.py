"""A whole installation in a folder, as `ordermill init` and a person would have made it, with the demo's data."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Any

from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from orders.stages import DUE, Subject
from pipeline.granting import grant_asked
from storage.reference.importing import import_folder
from storage.rows import FoundRow, QueueRow

SETTINGS = """\
data_dir = "data"
database_url = "{url}"

[web]
port = 0
secure_cookies = false

[runner]
lease = 6

[sources.edi]
kind = "folder"
path = "edi"
poll_every = 1
stable_seconds = 0

[sources.mailbox]
kind = "maildir"
path = "Maildir"
poll_every = 1

[erp]
adapter = "file_drop"
folder = "sales_orders"

[policy]
mode = "auto"
price_tolerance_percent = 2

[policy.customers.K1004]
mode = "review"
"""
DEMO = Path(str(files("ordermill"))) / "demo"


@dataclass(frozen=True, slots=True)
class Installation:
    """Where things go in and come out."""

    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "ordermill.toml"

    def open(self) -> Application:
        """Close it afterwards."""
        return open_application(self.settings)

    def drop(self, name: str, content: bytes) -> None:
        """An EDI file, whole at once, as a careful sender makes it."""
        _appear(self.folder / "edi" / f".{name}.part", self.folder / "edi" / name, content)

    def deliver(self, name: str, mail: EmailMessage | bytes) -> None:
        """A mail into the Maildir."""
        content = mail if isinstance(mail, bytes) else mail.as_bytes()
        _appear(self.folder / "Maildir/tmp" / name, self.folder / "Maildir/new" / name, content)

    def sales_orders(self) -> list[dict[str, Any]]:
        """What came out."""
        return [json.loads(file.read_bytes()) for file in (self.folder / "sales_orders/orders").glob("*.json")]


def installation(folder: Path, url: str = "") -> Installation:
    """A new one, without a database; `url` is that of PostgreSQL."""
    for inbox in ("edi", "Maildir/new", "Maildir/cur", "Maildir/tmp"):
        (folder / inbox).mkdir(parents=True)
    (folder / "ordermill.toml").write_text(SETTINGS.format(url=url))
    return Installation(folder)


def furnished(folder: Path, url: str = "") -> Installation:
    """A new one with the demo company's reference data."""
    made = installation(folder, url)
    with made.open() as application:
        import_folder(application.store, DEMO / "reference", now())
        with application.store.begin() as uow:
            grant_asked(uow, application.policies(), by="supervisor", now=now())
    return made


def mail(
    subject: str, *, sender: str = "amelia.stone@brightwater.example", attachments: Mapping[str, bytes] | None = None
) -> EmailMessage:
    """A mail of two polite lines with attachments by name."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "orders@millbrook.example", subject
    message.set_content("Good morning,\n\nplease see the attachment.\n\nKind regards\nAmelia Stone")
    for name, content in (attachments or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def held(application: Application, search: str = "") -> tuple[QueueRow, ...]:
    """The exception queue."""
    with application.store.read() as uow:
        return uow.queue.held(search=search, limit=100)


def found(application: Application, search: str, subject: Subject = Subject.ORDER) -> tuple[FoundRow, ...]:
    """What a search for `search` finds."""
    with application.store.read() as uow:
        return uow.search.find(search, subject=subject)


def is_settled(application: Application, inbox: Installation) -> bool:
    """Whether the inboxes are empty and nothing is to be done any more."""
    waiting = [*(inbox.folder / "edi").glob("[!.]*"), *(inbox.folder / "Maildir/new").iterdir()]
    if any(path.is_file() for path in waiting):
        return False
    with application.store.read() as uow:
        return not any(outcome in DUE for (_, _, outcome) in uow.work.counts())


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float = 180) -> None:
    """Raises AssertionError when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not come true within {seconds:g} s"
        time.sleep(0.05)


def _appear(temporary: Path, final: Path, content: bytes) -> None:
    temporary.write_bytes(content)
    temporary.rename(final)
