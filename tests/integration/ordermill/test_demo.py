"""The demo: within a minute orders have come out, others wait with reasons, and a second call goes on."""

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ordermill.bootstrap import open_application
from ordermill.demo_company import deliver_copies, deliver_samples, write_company
from orders.findings import FindingCode
from storage.rows import QueueRow
from tests.fakes.installation import Installation, held, wait_until

REASONS = {
    "IO-5522": FindingCode.TRUNCATED,
    "B-2026-0784": FindingCode.PRICE_DIFFERS,
    "CDE-90355": FindingCode.ITEM_UNKNOWN,
    "IO-5530": FindingCode.AMBIGUOUS_VALUE,
}
"""What the samples are to show: a message cut off, two PDFs, and a scan to be compared with its picture."""
ORDERMILL = Path(sys.executable).with_name("ordermill")


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """The processes of a test; none outlives it."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        if process.poll() is None:
            process.kill()
            process.communicate()


def start(folder: Path, started: list[subprocess.Popen[str]]) -> tuple[subprocess.Popen[str], str]:
    """The demo, once its page answers, and what it says."""
    command = [ORDERMILL, "demo", "--dir", folder, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    started.append(process)
    assert process.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return process, said


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=180)
    return process.returncode, said


def answers(outbox: Path) -> set[str]:
    """The types of the messages that left."""
    return {
        kind
        for file in outbox.glob("*.edi")
        for kind in ("CONTRL", "ORDRSP")
        if f"+{kind}:" in file.read_text("latin-1")
    }


def test_orders_come_out_and_others_wait_and_a_second_call_goes_on(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    demo = Installation(tmp_path / "demo")
    process, said = start(demo.folder, started)
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address is not None
    # A long path is folded by the frame around it.
    assert f"ordermillqueue--config{demo.settings}" in "".join(said.replace("│", "").split())
    with urllib.request.urlopen(f"{address[0]}/healthz", timeout=60) as answer:
        assert 200 == answer.status
    with open_application(demo.settings) as application:

        def waiting() -> dict[str, QueueRow]:
            return {row.po_number or row.name: row for row in held(application)}

        def posted() -> set[object]:
            return {order["po_number"] for order in demo.sales_orders()}

        # An EDI file, a PDF, and an order in the text of a mail.
        wait_until(lambda: posted() >= {"4500078101", "4500078121", "4500078124"}, "posted orders")
        wait_until(lambda: REASONS.keys() <= waiting().keys(), "orders that wait")
        wait_until(lambda: {"CONTRL", "ORDRSP"} <= answers(demo.folder / "outbox"), "answers to EDI customers")
        assert {} == {
            number: waiting()[number].reasons
            for number, reason in REASONS.items()
            if reason not in waiting()[number].reasons
        }
    assert (0, "") == end(process)
    before = {order["posting_id"] for order in demo.sales_orders()}
    process, said = start(demo.folder, started)
    assert "demo" in said
    assert (0, "") == end(process)
    assert before <= {order["posting_id"] for order in demo.sales_orders()}


def test_the_copy_of_an_order_comes_once_the_order_is_out(tmp_path: Path) -> None:
    """Or workers would decide by chance which of the two is posted."""
    write_company(tmp_path)
    deliver_samples(tmp_path)
    copy, orders = tmp_path / "edi" / "brightwater_4500078101_again.edi", tmp_path / "sales_orders" / "orders"
    orders.mkdir(parents=True)
    assert (False, False) == (deliver_copies(tmp_path), copy.exists())
    (orders / "1.json").write_text('{"po_number": "4500078101"}')
    assert (True, True) == (deliver_copies(tmp_path), copy.exists())
