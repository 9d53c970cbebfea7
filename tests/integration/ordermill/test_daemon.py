"""The daemon as operators run it: a process of its own, on both databases, stopped by signals."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from ordermill.clock import now
from orders.findings import FindingCode
from orders.stages import Outcome
from storage.rows import QueueRow
from tests.fakes.installation import Installation, found, furnished, held, is_settled, mail, wait_until
from tests.fakes.interchanges import EdiLine, interchange
from tests.servers.ports import free_port

ORDERMILL = Path(sys.executable).with_name("ordermill")


@dataclass(slots=True)
class Process:
    """`ordermill run`, and what it says."""

    process: subprocess.Popen[bytes]
    port: int

    def is_up(self) -> bool:
        assert self.process.poll() is None, self.process.stderr.read().decode() if self.process.stderr else ""
        try:
            return bool(self.health().status == 200)
        except OSError:
            return False

    def health(self) -> "urllib.request.addinfourl":
        answer: urllib.request.addinfourl = urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=60)
        return answer

    def stopped_by(self, number: int) -> tuple[int, str]:
        """The exit code and standard error."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=180)
        return self.process.returncode, said.decode()


class Daemons:
    """Starts processes, and sees to it that none outlives its test."""

    def __init__(self) -> None:
        self.started: list[Process] = []

    def start(self, inbox: Installation, *, wait: bool = True) -> Process:
        port = free_port()
        environment = {**os.environ, "ORDERMILL_WEB__PORT": str(port)}
        command = [ORDERMILL, "run", "--config", inbox.settings]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, cwd=inbox.folder)
        self.started.append(Process(process, port))
        if wait:
            wait_until(self.started[-1].is_up, "/healthz")
        return self.started[-1]

    def end(self) -> None:
        for one in self.started:
            if one.process.poll() is None:
                one.process.kill()
            one.process.communicate()


@pytest.fixture
def daemons() -> Iterator[Daemons]:
    made = Daemons()
    yield made
    made.end()


def test_orders_by_edi_and_by_mail_come_out_and_a_doubtful_one_waits(
    tmp_path: Path, database_url: str, daemons: Daemons
) -> None:
    inbox = furnished(tmp_path / "company", database_url)
    daemons.start(inbox)
    inbox.drop("good.edi", interchange("P-EDI"))
    inbox.deliver("1.good.demo", mail("PO P-MAIL", attachments={"order.edi": interchange("P-MAIL")}))
    inbox.drop("doubtful.edi", interchange("P-PRICE", [EdiLine(price="9.00")]))
    with inbox.open() as application:
        wait_until(lambda: is_settled(application, inbox) and bool(held(application)), "rest")
        (waiting,) = _only(held(application))
        (posted,) = found(application, "P-MAIL")
    assert {"P-EDI", "P-MAIL"} == {order["po_number"] for order in inbox.sales_orders()}
    assert ("P-PRICE", (FindingCode.PRICE_DIFFERS,)) == (waiting.po_number, waiting.reasons)
    assert (Outcome.DONE, "K1001") == (posted.outcome, posted.customer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, daemons: Daemons, number: int) -> None:
    inbox = furnished(tmp_path / "company")
    code, said = daemons.start(inbox).stopped_by(number)
    assert 0 == code
    assert "Traceback" not in said
    assert "daemon.stopped" in said.splitlines()[-1]


def test_stopped_in_the_middle_it_leaves_no_claim_and_the_next_one_finishes(tmp_path: Path, daemons: Daemons) -> None:
    inbox = furnished(tmp_path / "company")
    first = daemons.start(inbox)
    for number in range(30):
        inbox.drop(f"{number}.edi", interchange(f"P-{number:03}"))
    wait_until(lambda: len(inbox.sales_orders()) > 3, "some orders")
    code, said = first.stopped_by(signal.SIGTERM)
    assert (0, False) == (code, "Traceback" in said)
    with inbox.open() as application:
        with application.store.read() as uow:
            assert () == uow.work.expired(now() + timedelta(days=1))
        daemons.start(inbox)
        wait_until(lambda: is_settled(application, inbox), "rest")
    assert [f"P-{number:03}" for number in range(30)] == sorted(order["po_number"] for order in inbox.sales_orders())


def test_an_address_in_use_is_said_before_anything_begins(tmp_path: Path, daemons: Daemons) -> None:
    inbox = furnished(tmp_path / "company")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "ORDERMILL_WEB__PORT": str(port)}
        ended = subprocess.run(
            [ORDERMILL, "run", "-c", inbox.settings], env=environment, capture_output=True, text=True, timeout=180
        )
    assert 3 == ended.returncode
    assert f"127.0.0.1:{port} (Address already in use)" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "source.polled" not in ended.stderr


def test_of_two_daemons_one_polls_and_the_other_takes_over(tmp_path: Path, database_url: str, daemons: Daemons) -> None:
    inbox = furnished(tmp_path / "company", database_url)
    first, second = daemons.start(inbox), daemons.start(inbox)
    assert "stands by" in second.health().read().decode()
    first.process.kill()
    first.process.wait()
    inbox.drop("late.edi", interchange("P-LATE"))
    wait_until(lambda: bool(inbox.sales_orders()), "the order")
    assert "stands by" not in second.health().read().decode()


def _only(rows: tuple[QueueRow, ...]) -> tuple[QueueRow]:
    assert 1 == len(rows), [(row.po_number, row.name, row.reason) for row in rows]
    return (rows[0],)
