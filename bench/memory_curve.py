"""How the memory of processes goes along with the orders, by the kernel's own marks (proc_pid_status(5))."""

import os
from collections.abc import Sequence
from pathlib import Path

_STEPS = 10


class MemoryCurve:
    """At each tenth of the orders, the highest resident memory so far, summed over processes that are all alive."""

    def __init__(self, orders: int, pids: Sequence[int]) -> None:
        self._orders = orders
        self._pids = pids
        self._noted = 0
        self.points: list[tuple[int, float]] = []
        """How many orders were through, and MB."""

    def note(self, through: int) -> None:
        """So many are through now; kept if a further tenth is. Raises OSError when one of the processes is gone."""
        step = through * _STEPS // self._orders
        if step > self._noted:
            self._noted = step
            self.points.append((through, round(sum(map(_peak_kb, self._pids)) / 1024, 1)))


def own_peak_mb() -> float:
    """The same for this process. What `getrusage` says begins with the memory of whoever started it, as pytest."""
    return round(_peak_kb(os.getpid()) / 1024, 1)


def _peak_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
