"""The further processes of a daemon: they share the work, are replaced when they die, and never outlive the daemon."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ordermill.clock import now
from ordermill.daemon.worker_processes import WorkerProcesses
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes.installation import Installation, furnished, wait_until
from tests.fakes.interchanges import EdiLine, interchange


@pytest.fixture
def inbox(tmp_path: Path) -> Installation:
    return furnished(tmp_path / "company")


def is_alive(pid: int) -> bool:
    """One that ended may stay in the table: not every container has somebody who takes in orphans."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_worker_that_dies_is_replaced(inbox: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordermill.daemon.worker_processes.RESTART_SECONDS", 0.01)
    with WorkerProcesses(inbox.settings, 1) as workers:
        wait_until(lambda: len(workers.running) == 1, "a worker")
        (first,) = workers.running
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: workers.running not in ((), (first,)), "another worker")
        (second,) = workers.running
    assert not is_alive(second)


def ignores(pid: int, number: signal.Signals) -> bool:
    """Whether the kernel keeps this signal from the process."""
    status = Path(f"/proc/{pid}/status").read_text()
    (mask,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigIgn:"))
    return bool(int(mask, 16) >> (number - 1) & 1)


def test_workers_end_when_the_daemon_is_killed(inbox: Installation) -> None:
    program = (
        "import sys, time; from pathlib import Path; from ordermill.daemon.worker_processes import WorkerProcesses\n"
        "with WorkerProcesses(Path(sys.argv[1]), 1) as workers:\n"
        "    while not workers.running: time.sleep(0.01)\n"
        "    print(*workers.running, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(inbox.settings)], stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        worker = int(daemon.stdout.readline())
        daemon.kill()
    wait_until(lambda: not is_alive(worker), "the end of the worker")


def test_a_signal_for_the_whole_service_leaves_the_order_of_stopping_to_the_daemon(inbox: Installation) -> None:
    with WorkerProcesses(inbox.settings, 1) as workers:
        wait_until(lambda: len(workers.running) == 1, "a worker")
        (pid,) = workers.running
        wait_until(lambda: ignores(pid, signal.SIGTERM), "a worker that is up")
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGINT)
        time.sleep(0.2)
        assert (pid,) == workers.running


def test_a_worker_carries_out_what_the_daemon_took_in(inbox: Installation) -> None:
    inbox.drop("order.edi", interchange("PO-1", [EdiLine()]))
    with inbox.open() as application:
        intake = Intake(application.store, EmbeddedDispatcher(), now)
        source = application.source("edi")
        wait_until(lambda: poll(source, intake).arrivals == 1, "an arrival")
        with WorkerProcesses(inbox.settings, 1):
            wait_until(lambda: len(inbox.sales_orders()) == 1, "a sales order")
