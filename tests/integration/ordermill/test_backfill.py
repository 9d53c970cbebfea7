"""`ordermill backfill`: old orders come in once, post nothing unasked, and their source stays as it was."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ordermill.exits import Exit
from orders.findings import FindingCode
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import Installation, found, furnished, held, mail, wait_until
from tests.fakes.interchanges import interchange

ORDERMILL = Path(sys.executable).with_name("ordermill")


@pytest.fixture
def inbox(tmp_path: Path) -> Installation:
    return furnished(tmp_path / "company")


def old(inbox: Installation, po_number: str, day: str) -> None:
    """A mail that somebody read on that day."""
    path = inbox.folder / "Maildir/cur" / f"{po_number}.demo:2,S"
    path.write_bytes(mail(f"PO {po_number}", attachments={"order.edi": interchange(po_number)}).as_bytes())
    moment = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))


def state(folder: Path) -> dict[str, int]:
    """Every file below a folder, with its time of change."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_counts_and_stores_nothing(inbox: Installation, ordermill: CommandLine) -> None:
    old(inbox, "P-1", "2026-01-10")
    old(inbox, "P-2", "2026-01-11")
    ended = ordermill("backfill", "mailbox", "--dry-run", "-c", inbox.settings)
    assert Exit.OK == ended.code
    assert "2 arrivals read, 0 known already. Nothing was stored." in ended.out
    assert "Orders: 2 would post" in ended.out
    with inbox.open() as application:
        assert () == held(application)
        assert () == found(application, "")
    assert [] == inbox.sales_orders()


def test_without_post_a_person_confirms_each_order_and_the_source_stays(
    inbox: Installation, ordermill: CommandLine
) -> None:
    old(inbox, "P-1", "2026-01-10")
    before = state(inbox.folder / "Maildir")
    ended = ordermill("backfill", "mailbox", "-c", inbox.settings)
    assert Exit.OK == ended.code
    assert "1 arrival taken in, 0 known before." in ended.out
    assert before == state(inbox.folder / "Maildir")
    assert [] == inbox.sales_orders()
    with inbox.open() as application:
        (row,) = held(application)
    assert ("P-1", (FindingCode.REVIEW_MODE,)) == (row.po_number, row.reasons)


def test_with_post_clean_orders_post_once_however_often_it_is_run(inbox: Installation, ordermill: CommandLine) -> None:
    old(inbox, "P-1", "2026-01-10")
    first = ordermill("backfill", "mailbox", "--post", "-c", inbox.settings)
    again = ordermill("backfill", "mailbox", "--post", "-c", inbox.settings)
    assert (Exit.OK, Exit.OK) == (first.code, again.code)
    assert "Orders: 1 posted" in first.out
    assert "0 arrivals taken in, 1 known before." in again.out
    assert ["P-1"] == [order["po_number"] for order in inbox.sales_orders()]


def test_a_source_that_is_not_there_is_named_and_nothing_else_is_said(
    inbox: Installation, ordermill: CommandLine
) -> None:
    ended = ordermill("backfill", "nix", "-c", inbox.settings)
    assert (Exit.MISCONFIGURED, "") == (ended.code, ended.out)
    said = f"There is no [sources.nix] in {inbox.settings}, and no folder nix. Configured: edi, mailbox."
    assert [said] == ended.err.splitlines()


def test_both_days_of_a_range_belong_to_it(inbox: Installation, ordermill: CommandLine) -> None:
    for day in range(9, 14):
        old(inbox, f"P-{day}", f"2026-01-{day:02}")
    ordermill("backfill", "mailbox", "--since", "2026-01-10", "--until", "2026-01-12", "--post", "-c", inbox.settings)
    assert ["P-10", "P-11", "P-12"] == sorted(order["po_number"] for order in inbox.sales_orders())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere",), Exit.MISCONFIGURED, "Configured: edi, mailbox"),
        (("mailbox", "--since", "2026-02-01", "--until", "2026-01-01"), Exit.WRONG_CALL, "is after"),
        (("mailbox", "--since", "yesterday"), Exit.WRONG_CALL, "yesterday"),
    ],
)
def test_a_wrong_call_is_refused(
    inbox: Installation, ordermill: CommandLine, arguments: tuple[str, ...], code: Exit, said: str
) -> None:
    ended = ordermill("backfill", *arguments, "-c", inbox.settings)
    assert (code, True) == (ended.code, said in ended.err)


def test_killed_in_the_middle_it_goes_on_where_it_was(inbox: Installation, ordermill: CommandLine) -> None:
    for number in range(60):
        old(inbox, f"P-{number:03}", "2026-01-10")
    command = [ORDERMILL, "backfill", "mailbox", "--post", "-c", inbox.settings]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: len(inbox.sales_orders()) > 5, "some orders")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(inbox.sales_orders()) < 60
    assert Exit.OK == ordermill("backfill", "mailbox", "--post", "-c", inbox.settings).code
    # What the killed process had in hand is tried again after a pause.
    wait_until(lambda: "another attempt" not in again(inbox, ordermill), "rest")
    assert [f"P-{number:03}" for number in range(60)] == sorted(
        str(order["po_number"]) for order in inbox.sales_orders()
    )


def again(inbox: Installation, ordermill: CommandLine) -> str:
    """What the same command says when it is repeated."""
    return ordermill("backfill", "mailbox", "--post", "-c", inbox.settings).out
