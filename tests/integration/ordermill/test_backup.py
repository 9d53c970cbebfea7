"""A backup as the documentation says, restored: whole, and behind its ERP it posts nothing a second time."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ordermill.clock import now
from ordermill.exits import Exit
from orders.findings import FindingCode
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import Installation, furnished, held
from tests.fakes.interchanges import interchange
from tests.fakes.working_off import work_off


def taken_in(inbox: Installation) -> None:
    """Poll the drop once and work everything off."""
    with inbox.open() as application:
        poll(application.source("edi"), Intake(application.store, EmbeddedDispatcher(), now))
        work_off(application, lambda _left: None)


def back_up(inbox: Installation, folder: Path) -> None:
    """The database, then the archive."""
    with closing(sqlite3.connect(inbox.folder / "data/ordermill.db")) as database:
        database.execute("VACUUM INTO ?", (str(folder / "ordermill.db"),))
    shutil.copytree(inbox.folder / "data/archive", folder / "archive")


@pytest.fixture
def restored(tmp_path: Path) -> Installation:
    """Restored from a backup made before its last order was posted."""
    inbox, backup = furnished(tmp_path / "company"), tmp_path / "backup"
    backup.mkdir()
    inbox.drop("early.edi", interchange("P-EARLY"))
    taken_in(inbox)
    back_up(inbox, backup)
    inbox.drop("late.edi", interchange("P-LATE"))
    taken_in(inbox)
    shutil.rmtree(inbox.folder / "data")
    shutil.copytree(backup, inbox.folder / "data")
    return inbox


def test_what_was_backed_up_is_whole(restored: Installation, ordermill: CommandLine) -> None:
    assert Exit.OK == ordermill("audit", "verify", "-c", restored.settings).code
    assert "P-EARLY" in ordermill("orders", "P-EARLY", "--json", "-c", restored.settings).out
    assert "[]\n" == ordermill("orders", "P-LATE", "--json", "-c", restored.settings).out


def test_an_order_posted_after_the_backup_is_not_posted_twice(restored: Installation) -> None:
    (late,) = (restored.folder / "edi/processed").glob("*/late.edi")
    late.rename(restored.folder / "edi/late.edi")
    taken_in(restored)
    assert ["P-EARLY", "P-LATE"] == sorted(order["po_number"] for order in restored.sales_orders())
    with restored.open() as application:
        (row,) = held(application)
    assert ("P-LATE", (FindingCode.ERP_FOREIGN_ORDER,)) == (row.po_number, row.reasons)
