"""`ordermill backfill` of any folder: everything in it is accounted for, and every run can be cut off."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ordermill.backfill import run
from ordermill.exits import Exit
from orders.findings import FindingCode
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import DEMO, Installation, furnished, held, mail, wait_until
from tests.fakes.interchanges import EdiLine, interchange

ORDERMILL = Path(sys.executable).with_name("ordermill")
PDF = (DEMO / "mails/CDE-90355.pdf").read_bytes()
LONG_AGO = datetime(2025, 11, 3, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def inbox(tmp_path: Path) -> Installation:
    return furnished(tmp_path / "company")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An old folder, from which nobody polls."""
    folder = tmp_path / "old"
    folder.mkdir()
    return folder


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))


def state(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def rows(inbox: Installation) -> list[str]:
    """The whole database as text."""
    with sqlite3.connect(inbox.folder / "data/ordermill.db") as database:
        return list(database.iterdump())


def taken_in(inbox: Installation, ordermill: CommandLine, old: Path, *options: str) -> dict[str, object]:
    ended = ordermill("backfill", old, *options, "--json", "-c", inbox.settings)
    assert Exit.OK == ended.code, ended.err
    shape: dict[str, object] = json.loads(ended.out)
    return shape


def test_everything_below_a_folder_is_accounted_for_and_stays_as_it_was(
    inbox: Installation, ordermill: CommandLine, old: Path
) -> None:
    put(old / "2025/März/order.edi", interchange("P-1"))
    put(old / "processed/2025-10/again.edi", interchange("P-2"))
    put(old / "exported.eml", mail("PO P-3", attachments={"order.edi": interchange("P-3")}).as_bytes())
    put(old / os.fsdecode(b"odd \xff\n\x1b[31m.edi"), interchange("P-4"))
    put(old / "empty.pdf", b"")
    put(old / "broken.pdf", b"%PDF-1.4\nno more than this")
    put(old / "~$order.xlsx", b"lock")
    (old / "link.pdf").symlink_to("/etc/hostname")
    os.mkfifo(old / "pipe.pdf")
    for name in ("link.pdf", "pipe.pdf"):
        os.utime(old / name, (LONG_AGO, LONG_AGO), follow_symlinks=False)
    before = state(old)
    shape = taken_in(inbox, ordermill, old)
    assert before == state(old)
    left_out = {"temporary_name": 1}
    assert {"found": 9, "taken_in": 8, "known_before": 0, "left_out": left_out} == shape["arrivals"]
    with inbox.open() as application:
        reasons = {row.po_number or row.name: row.reasons for row in held(application)}
    confirmed = dict.fromkeys(("P-1", "P-2", "P-3", "P-4"), (FindingCode.REVIEW_MODE,))
    assert confirmed == {name: codes for name, codes in reasons.items() if name.startswith("P-")}
    assert {"empty.pdf", "broken.pdf", "link.pdf", "pipe.pdf"} == reasons.keys() - confirmed.keys()
    assert [] == inbox.sales_orders()


def test_each_reason_is_counted_with_an_example_to_look_at(
    inbox: Installation, ordermill: CommandLine, old: Path
) -> None:
    put(old / "a/good.edi", interchange("P-1"))
    put(old / "a/copy.edi", interchange("P-1"))
    put(old / "b/broken.pdf", b"%PDF-1.4\nno more than this")
    shape = taken_in(inbox, ordermill, old)
    assert {"posted": 0, "would_post": 1, "held": 0, "waiting": 0, "duplicate": 1, "set_aside": 0, "left": 0} == shape[
        "orders"
    ]
    unreadable = {
        "group": "unreadable",
        "about": "document",
        "code": "unreadable",
        "words": "unreadable",
        "count": 1,
        "example": {"name": "broken.pdf", "place": "b/broken.pdf"},
    }
    assert unreadable in shape["reasons"]  # type: ignore[operator]  # JSON


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_each_customer_is_told_with_how_many_orders_are_clean(
    inbox: Installation, ordermill: CommandLine, old: Path, options: tuple[str, ...]
) -> None:
    put(old / "good.edi", interchange("P-1"))
    put(old / "dear.edi", interchange("P-2", [EdiLine(price="99.00")]))
    shape = taken_in(inbox, ordermill, old, *options)
    assert [{"number": "K1001", "name": "Brightwater Pumps Ltd", "orders": 2, "clean": 1}] == shape["customers"]


@pytest.mark.parametrize("folder", ["edi", "."])
def test_what_a_daemon_polls_is_taken_in_under_its_name_only(
    inbox: Installation, ordermill: CommandLine, folder: str
) -> None:
    """Or each order of it would come twice."""
    ended = ordermill("backfill", inbox.folder / folder, "-c", inbox.settings)
    assert (Exit.MISCONFIGURED, True) == (ended.code, "ordermill backfill edi" in ended.err)


def test_a_dry_run_judges_the_same_and_leaves_every_row_as_it_was(
    inbox: Installation, ordermill: CommandLine, old: Path
) -> None:
    put(old / "good.edi", interchange("P-1"))
    put(old / "empty.edi", b"")
    before, archive = rows(inbox), state(inbox.folder / "data")
    shape = taken_in(inbox, ordermill, old, "--dry-run")
    assert {"would_post": 1, "held": 0} == shape["orders"]
    assert before == rows(inbox)
    assert archive.keys() >= {name for name in state(inbox.folder / "data") if not name.endswith(("-shm", "-wal"))}


def test_a_dry_run_without_a_database_makes_none(tmp_path: Path, ordermill: CommandLine, old: Path) -> None:
    settings = tmp_path / "ordermill.toml"
    settings.write_text('data_dir = "data"\n[erp]\nadapter = "file_drop"\nfolder = "out"\n')
    ended = ordermill("backfill", old, "--dry-run", "-c", settings)
    assert (Exit.MISCONFIGURED, True) == (ended.code, "ordermill init" in ended.err)


def test_a_few_can_be_tried_first_and_the_next_run_takes_the_next(
    inbox: Installation, ordermill: CommandLine, old: Path
) -> None:
    for number in range(5):
        put(old / f"{number}.edi", interchange(f"P-{number}"))
    assert [2, 2, 1, 0] == [
        taken_in(inbox, ordermill, old, "--limit", "2")["arrivals"]["taken_in"]  # type: ignore[index]  # JSON
        for _ in range(4)
    ]


def test_a_file_that_goes_away_is_named_and_the_exit_code_says_so(
    inbox: Installation, ordermill: CommandLine, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first.edi", "second.edi"):
        put(old / name, interchange(f"P-{name}"))
    opened = os.open

    def snatched(path: object, *arguments: int) -> int:
        if str(path).endswith("first.edi"):
            (old / "second.edi").unlink(missing_ok=True)
        return opened(path, *arguments)  # type: ignore[arg-type]  # whatever was asked for

    monkeypatch.setattr("os.open", snatched)
    ended = ordermill("backfill", old, "-c", inbox.settings)
    assert Exit.FAILED == ended.code
    assert "1 left out, since it went away" in ended.out
    assert "second.edi" in ended.out
    with inbox.open() as application:
        assert ["P-first.edi"] == [row.po_number for row in held(application)]


def test_a_full_disk_stops_it_before_the_daily_business_suffers(
    inbox: Installation, ordermill: CommandLine, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(old / "order.edi", interchange("P-1"))
    monkeypatch.setattr(run, "LITTLE_DISK", 1 << 62)
    ended = ordermill("backfill", old, "-c", inbox.settings)
    assert (Exit.FAILED, True) == (ended.code, "nearly full" in ended.err)


@pytest.mark.parametrize(
    ("called", "said"), [("order.edi", "is a file"), ("nowhere", "no folder"), ("edi2", "Configured: edi, mailbox")]
)
def test_what_is_no_place_is_refused(
    inbox: Installation, ordermill: CommandLine, old: Path, called: str, said: str
) -> None:
    put(old / "order.edi", interchange("P-1"))
    ended = ordermill("backfill", old / called, "-c", inbox.settings)
    assert (Exit.MISCONFIGURED, True) == (ended.code, said in ended.err)


def started(inbox: Installation, old: Path) -> subprocess.Popen[str]:
    """A run in a process group of its own, as a terminal makes it."""
    command = [ORDERMILL, "backfill", old, "--post", "-c", inbox.settings]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def some_orders(old: Path, number: int) -> None:
    """EDI orders, each followed by a PDF that is read in a child."""
    for at in range(number):
        put(old / f"{at:03}.edi", interchange(f"P-{at:03}"))
        put(old / f"{at:03}.pdf", PDF + b"%" + str(at).encode())


def test_ctrl_c_finishes_what_is_running_and_the_same_command_goes_on(
    inbox: Installation, ordermill: CommandLine, old: Path
) -> None:
    some_orders(old, 30)
    process = started(inbox, old)
    wait_until(lambda: len(inbox.sales_orders()) > 2, "some orders")
    # The terminal sends it to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=180)
    assert (Exit.INTERRUPTED, True) == (process.returncode, "Interrupted" in err), err
    assert "taken in" in out
    with inbox.open() as application:
        assert not [row for row in held(application) if FindingCode.UNREADABLE in row.reasons]
        with application.store.read() as uow:
            # Claims were given back: nothing has to wait for the end of a lease.
            assert () == uow.work.expired(datetime.now(UTC).replace(year=2100))
    taken_in(inbox, ordermill, old, "--post")
    assert [f"P-{number:03}" for number in range(30)] == sorted(
        str(order["po_number"]) for order in inbox.sales_orders()
    )


@pytest.mark.kill
@pytest.mark.slow
@pytest.mark.parametrize("seconds", [1.5, 2.5, 4.0, 6.0])
def test_killed_at_any_moment_the_next_run_makes_it_whole(
    inbox: Installation, ordermill: CommandLine, old: Path, seconds: float
) -> None:
    some_orders(old, 20)
    process = started(inbox, old)
    time.sleep(seconds)
    process.kill()
    process.communicate()

    def whole() -> bool:
        shape = taken_in(inbox, ordermill, old, "--post")
        documents = shape["documents"]
        assert isinstance(documents, dict)
        return 40 == sum(documents.values()) and not documents["left"] and 20 == len(inbox.sales_orders())

    wait_until(whole, "everything")
    assert [f"P-{number:03}" for number in range(20)] == sorted(
        str(order["po_number"]) for order in inbox.sales_orders()
    )
