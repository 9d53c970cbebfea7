"""An ERP whose calls go wrong by plan. It outlives the processes that a kill test kills: see `SqliteErp`."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from erp_adapters.adapter import Capabilities
from orders.order import PurchaseOrder
from tests.fakes.faults import APPLICABLE, Fault, Operation, Plan, Scripted, Seeded
from tests.fakes.faulty import Clock, Faulty, now_utc
from tests.fakes.sqlite_erp import QUICK, HeldOrder, SqliteErp

__all__ = [
    "APPLICABLE",
    "QUICK",
    "ErpSimulator",
    "Fault",
    "Faulty",
    "HeldOrder",
    "Operation",
    "Scripted",
    "Seeded",
    "SqliteErp",
]


class ErpSimulator(Faulty):
    """`SqliteErp` with faults: `rates` drawn by `seed`, or a `plan`. `erp` is the truth behind, for inspection."""

    def __init__(
        self,
        path: Path | str,
        *,
        seed: int = 0,
        rates: Mapping[Fault, float] | None = None,
        plan: Plan | None = None,
        capabilities: Capabilities = QUICK,
        clock: Clock = now_utc,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.erp = SqliteErp(path, capabilities=capabilities, clock=clock)
        chosen = plan or Seeded(seed=seed, rates=rates or {})
        super().__init__(self.erp, chosen, backdoor=self.erp, clock=clock, sleep=sleep)

    def type_in(self, order: PurchaseOrder) -> str:
        """Enter the order as a clerk does."""
        return self.erp.type_in(order)

    def cancel(self, reference: str) -> None:
        """Cancel the order as a clerk does."""
        self.erp.cancel(reference)

    def orders(self) -> tuple[HeldOrder, ...]:
        """All that the ERP truly holds, late and cancelled ones too."""
        return self.erp.orders()

    def per_posting(self) -> Counter[str]:
        """See `SqliteErp.per_posting`."""
        return self.erp.per_posting()

    def per_identity(self) -> Counter[str]:
        """See `SqliteErp.per_identity`."""
        return self.erp.per_identity()

    def close(self) -> None:
        """Close the file."""
        self.erp.close()
