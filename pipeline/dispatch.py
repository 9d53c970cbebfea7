"""The one seam between the flow and what runs it."""

from datetime import datetime
from typing import Protocol

from orders.ids import WorkId
from storage.unit_of_work import UnitOfWork


class Dispatcher(Protocol):
    """Makes sure that `advance(work_id)` is called soon after the unit of work commits, and not before `not_before`."""

    def submit(self, uow: UnitOfWork, work_id: WorkId, not_before: datetime | None = None) -> None: ...
