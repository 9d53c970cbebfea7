"""Every implementation of `OrderPosting`, with what a test needs to see and do behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from erp_adapters.adapter import OrderPosting
from erp_adapters.file_drop.adapter import FileDrop, FileDropOptions
from erp_adapters.memory.adapter import MemoryErp
from orders.order import PurchaseOrder
from tests.fakes.erp_simulator import ErpSimulator, SqliteErp


class Clock:
    """Stands still unless a test waits."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time


@dataclass(frozen=True)
class Erp:
    """`cancel` and `type_in` are what a clerk does."""

    posting: OrderPosting
    cancel: Callable[[str], object]
    type_in: Callable[[PurchaseOrder], object]
    close: Callable[[], None] = lambda: None


def _file_drop(folder: Path, clock: Clock) -> Erp:
    root = folder / "drop"
    adapter = FileDrop.from_options("file_drop", FileDropOptions(folder=root))
    return Erp(adapter, cancel=lambda reference: (root / "drafts" / f"{reference}.json").unlink(), type_in=_no_clerks)


def _no_clerks(order: PurchaseOrder) -> object:
    raise AssertionError("what others put into the drop folder cannot be searched")


def _memory(folder: Path, clock: Clock) -> Erp:
    adapter = MemoryErp()
    return Erp(adapter, adapter.cancel, adapter.type_in)


def _sqlite(folder: Path, clock: Clock) -> Erp:
    erp = SqliteErp(folder / "erp.sqlite", clock=clock)
    return Erp(erp, erp.cancel, erp.type_in, erp.close)


def _simulator(folder: Path, clock: Clock) -> Erp:
    simulator = ErpSimulator(folder / "erp.sqlite", clock=clock)
    return Erp(simulator, simulator.cancel, simulator.type_in, simulator.close)


ERPS: dict[str, Callable[[Path, Clock], Erp]] = {
    "file_drop": _file_drop,
    "memory": _memory,
    "sqlite": _sqlite,
    "simulator": _simulator,
}

WITH_CLERKS = [name for name in ERPS if name != "file_drop"]
"""Those whose search finds what a clerk typed in."""
