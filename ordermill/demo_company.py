"""The demo company: reference data, profiles of partners, sample mails and EDI files, in a folder to look into."""

import csv
import json
import os
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO, StringIO
from pathlib import Path
from string import Template
from typing import Any

from ordermill.clock import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"

COPY = "_again.edi"
"""The end of the name of a file with an order that another file has already."""
QUIET = timedelta(minutes=2)
"""Files not written to for so long are taken at the first look."""

SETTINGS = """\
# The demo company. It posts clean orders by itself; a real installation starts in mode "review".
data_dir = "data"

[web]
secure_cookies = false

[log]
format = "console"
level = "warning"

[sources.edi]
kind = "folder"
poll_every = 2
path = "edi"

[sources.mailbox]
kind = "maildir"
poll_every = 2
path = "Maildir"

[erp]
adapter = "file_drop"
folder = "sales_orders"

[partners]
folder = "partners"

[replies]
folder = "outbox"

[policy]
mode = "auto"
price_tolerance_percent = 2

[policy.customers.K1004]
mode = "review"
"""


def write_company(folder: Path) -> None:
    """Make settings, reference data, profiles and empty in- and outboxes. Settings and profiles that exist stay."""
    for place in ("edi", "Maildir/new", "Maildir/cur", "Maildir/tmp", "reference", "partners", "outbox"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    settings = folder / "ordermill.toml"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    for table in _samples("reference"):
        (folder / "reference" / table.name).write_bytes(table.read_bytes())
    for sample in _samples("partners"):
        profile = folder / "partners" / sample.name
        if not profile.exists():
            profile.write_bytes(sample.read_bytes())


def deliver_samples(folder: Path) -> int:
    """Put the sample EDI files, but for copies, and the mails into the inboxes; returns how many."""
    dates = _dates(now().date())
    interchanges = [sample for sample in _samples("edi") if not sample.name.endswith(COPY)]
    for sample in interchanges:
        _appear_in(folder, sample, dates)
    mails = list(_mails(dates))
    for number, mail in enumerate(mails):
        name = f"{int(now().timestamp())}.{number}.demo"
        _appear(folder / "Maildir/tmp" / name, folder / "Maildir/new" / name, mail.as_bytes())
    return len(interchanges) + len(mails)


def deliver_copies(folder: Path) -> bool:
    """Put the copies into the inbox once all their orders came out, and say whether that is so.

    Earlier, workers would decide by chance which of the two is posted.
    """
    copies = [sample for sample in _samples("edi") if sample.name.endswith(COPY)]
    posted = {json.loads(file.read_bytes())["po_number"] for file in (folder / "sales_orders/orders").glob("*.json")}
    if not posted.issuperset(copy.name.removesuffix(COPY).rpartition("_")[2] for copy in copies):
        return False
    for copy in copies:
        _appear_in(folder, copy, _dates(now().date()))
    return True


def _appear_in(folder: Path, sample: Traversable, dates: dict[str, str]) -> None:
    text = _filled(sample, dates).encode("latin-1")
    _appear(folder / "edi" / f".{sample.name}.part", folder / "edi" / sample.name, text, now() - QUIET)


def _appear(temporary: Path, final: Path, content: bytes, written: datetime | None = None) -> None:
    temporary.write_bytes(content)
    if written is not None:
        os.utime(temporary, (written.timestamp(), written.timestamp()))
    temporary.rename(final)


def _mails(dates: dict[str, str]) -> Iterator[EmailMessage]:
    folder = files("ordermill") / "demo" / "mails"
    for row in tomllib.loads((folder / "mails.toml").read_text(encoding="utf-8"))["mail"]:
        yield _mail(row, folder, dates)


def _mail(row: dict[str, Any], folder: Traversable, dates: dict[str, str]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = row["from"], "orders@millbrook.example", row["subject"]
    mail["Date"] = format_datetime(now())
    mail.set_content(Template(row["body"]).substitute(dates))
    for name in row["attachments"]:
        content, media_type = _attachment(folder, name, dates)
        maintype, subtype = media_type.split("/")
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail


def _attachment(folder: Traversable, name: str, dates: dict[str, str]) -> tuple[bytes, str]:
    """The bytes of a sample and their media type."""
    stem, _, suffix = name.rpartition(".")
    if suffix == "pdf":
        return _dated((folder / name).read_bytes(), dates), PDF
    text = _filled(folder / f"{stem}.csv", dates)
    return (_workbook(text), XLSX) if suffix == "xlsx" else (text.encode(), "text/csv")


def _dated(pdf: bytes, dates: dict[str, str]) -> bytes:
    """With days in the place of `@name@`, each exactly as long as its placeholder: no offset of the file changes."""
    for name, day in dates.items():
        pdf = pdf.replace(f"@{name}@".encode("ascii"), day.encode("ascii"))
    return pdf


def _workbook(text: str) -> bytes:
    # Here, since the daemon of a real installation starts by the same command line, and has no use for it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in csv.reader(StringIO(text), delimiter=";"):
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _filled(sample: Traversable, dates: dict[str, str]) -> str:
    return Template(sample.read_text(encoding="utf-8")).substitute(dates)


def _dates(today: date) -> dict[str, str]:
    """The placeholders of the samples: an order of today, wanted in two weeks, in each notation.

    The names with a hyphen are those of PDFs.
    """
    wanted = today + timedelta(days=14)
    return {
        "today": f"{today:%Y%m%d}",
        "in14": f"{wanted:%Y%m%d}",
        "yymmdd": f"{today:%y%m%d}",
        "iso_today": today.isoformat(),
        "iso_in14": wanted.isoformat(),
        "german_today": f"{today:%d.%m.%Y}",
        "german_in14": f"{wanted:%d.%m.%Y}",
        "english_in14": f"{wanted.day} {wanted:%B %Y}",
        "day-0-de": f"{today:%d.%m.%Y}",
        "day14-de": f"{wanted:%d.%m.%Y}",
        "day-0-fr": f"{today:%d/%m/%Y}",
        "day14-fr": f"{wanted:%d/%m/%Y}",
        "day-0-eng": f"{today:%d %b %Y}",
        "day14-eng": f"{wanted:%d %b %Y}",
    }


def _samples(kind: str) -> list[Traversable]:
    return sorted((files("ordermill") / "demo" / kind).iterdir(), key=lambda sample: sample.name)
