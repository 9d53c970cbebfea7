"""Orders as files in a folder, each dropped exactly once whatever the import job does with it.

A posting's state follows from three facts, each made true by one atomic step:

    record  release begun  draft
    yes     either         yes    a draft
    yes     yes            no     released: the move to `orders` is what took the draft away
    yes     no             no     never came to be, or somebody deleted the draft: not there
    no                            not there

`create` writes the record before the draft, so that a draft always has its record; `release` notes its beginning before
it moves the draft to `orders`. Both hold the posting's lock. Orders that others put into the folder are not searched.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, Posting
from erp_adapters.file_drop.disk import Disk
from erp_adapters.file_drop.folder import DropFolder, prepare
from erp_adapters.file_drop.ledger import Ledger, checked
from erp_adapters.file_drop.sales_order import SalesOrder, encoded, erp_order, sales_order
from orders.errors import NeedsAttention, OrdermillError, Retryable, UnknownOutcome
from orders.findings import Finding, FindingCode, Severity
from orders.order import order_identity
from orders.values import Value

_DEADLINE = timedelta(seconds=5)


class FileDropOptions(Value):
    """The table of the adapter `file_drop`."""

    folder: Path
    """Sales orders appear in its folder `orders`, which the ERP's import job watches."""


class FileDrop:
    """`OrderPosting` into a folder. The ERP reference of an order is its posting id."""

    Options = FileDropOptions

    def __init__(self, name: str, folder: Path, *, disk: Disk | None = None, boot: str | None = None) -> None:
        self.name = name
        self._folder = DropFolder(folder)
        self._disk = disk or Disk()
        self._ledger = Ledger(self._folder.ledger, self._disk, self._folder.temporary)
        self._boot = boot_id() if boot is None else boot

    @classmethod
    def from_options(cls, name: str, options: FileDropOptions) -> Self:
        """Make the folder ready too. Raises Misconfigured where it cannot be used."""
        prepare(DropFolder(options.folder))
        return cls(name, options.folder)

    @property
    def capabilities(self) -> Capabilities:
        """Nothing settles late: what is in the folder is there at once."""
        return Capabilities(Idempotency.SEARCHABLE_REFERENCE, drafts=True, deadline=_DEADLINE, settle=timedelta(0))

    def find_orders(self, posting: Posting) -> tuple[ErpOrder, ...]:
        """Ours with the posting's id or with its customer, PO number and release."""
        identity = order_identity(posting.order.customer, posting.order.po_number, posting.order.release)
        with _as(Retryable, self._folder.root):
            self._folder.must_be_there()
            candidates = dict.fromkeys((checked(posting.id), *self._ledger.of_identity(identity)))
            stored = [(candidate, self._stored(candidate)) for candidate in candidates]
        hits = [_hit(candidate, *found) for candidate, found in stored if found]
        return tuple(order for of, order in hits if order.posting_id == posting.id or of == identity)

    def create(self, posting: Posting) -> str:
        """A posting that is there already stays as it is."""
        order = sales_order(posting)
        content = encoded(order)
        draft, written = self._draft(posting.id), self._folder.temporary / f"{posting.id}.draft"
        with self._alone(posting.id):
            with _as(Retryable, self._folder.root):
                if self._held(posting.id):
                    return posting.id
                self._ledger.record(posting.id, _identity(order), content)
                self._disk.write(written, content)
            with _as(UnknownOutcome, draft):
                self._disk.move(written, draft)
                self._disk.sync(self._folder.drafts)
        return posting.id

    def read(self, reference: str) -> ErpOrder:
        """Raises NeedsAttention where the order is not there."""
        with _as(Retryable, self._folder.root):
            self._folder.must_be_there()
            held = self._held(reference)
        if held is None:
            raise NeedsAttention((_gone(reference),))
        return erp_order(*held)

    def release(self, reference: str) -> None:
        """Move the draft to where the import job finds it.

        Raises NeedsAttention where the draft is not there, or where a power failure leaves open whether it was moved.
        """
        with self._alone(reference):
            with _as(Retryable, self._folder.root):
                held = self._held(reference)
                if held is None:
                    raise NeedsAttention((_gone(reference),))
                begun = self._ledger.release_began(reference)
            with _as(UnknownOutcome, self._folder.orders):
                if held[1] is ErpOrderState.DRAFT:
                    self._drop(reference, begun)
                # Also of an order released before: that release may have died before it came to this.
                self._disk.sync(self._folder.orders)
                self._disk.sync(self._folder.drafts)

    def _drop(self, reference: str, begun: str | None) -> None:
        if begun is None:
            self._ledger.begin_release(reference, self._boot)
        elif begun != self._boot:
            # The machine went down between note and move. A move that the disk forgot may have been seen by the import.
            raise NeedsAttention((_undecided(reference, self._draft(reference), self._folder.orders),))
        self._disk.move(self._draft(reference), self._folder.orders / f"{reference}.json")

    def _held(self, posting_id: str) -> tuple[SalesOrder, ErpOrderState] | None:
        stored = self._stored(posting_id)
        return (_parsed(posting_id, stored[0]), stored[1]) if stored else None

    def _stored(self, posting_id: str) -> tuple[bytes, ErpOrderState] | None:
        content = self._ledger.content(posting_id)
        if content is None:
            return None
        # The draft first: it goes only after the release has begun.
        if _there(self._draft(posting_id)):
            return content, ErpOrderState.DRAFT
        if self._ledger.release_began(posting_id) is not None:
            return content, ErpOrderState.RELEASED
        return None

    def _draft(self, posting_id: str) -> Path:
        return self._folder.drafts / f"{checked(posting_id)}.json"

    @contextmanager
    def _alone(self, posting_id: str) -> Iterator[None]:
        with ExitStack() as held:
            with _as(Retryable, self._folder.root):
                self._folder.must_be_there()
                held.enter_context(self._ledger.locked(posting_id, seconds=_DEADLINE.total_seconds() / 2))
            yield


def boot_id() -> str:
    """What Linux calls this run of the machine, from power-on to power-off."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


@contextmanager
def _as(family: type[OrdermillError], where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        raise family(f"{where}: {said}. Check that the folder is mounted, writable and has space.") from error


def _there(path: Path) -> bool:
    # Not Path.exists: to it, a file that cannot be looked at is not there.
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True


# An order for many stores finds those before it again at each of the next ones.
@lru_cache(maxsize=512)
def _hit(posting_id: str, content: bytes, state: ErpOrderState) -> tuple[str, ErpOrder]:
    """A stored order with its identity."""
    order = _parsed(posting_id, content)
    return _identity(order), erp_order(order, state)


def _parsed(posting_id: str, content: bytes) -> SalesOrder:
    try:
        return SalesOrder.model_validate_json(content)
    except ValidationError as error:
        raise NeedsAttention((_damaged(posting_id),)) from error


def _identity(order: SalesOrder) -> str:
    return order_identity(order.customer, order.po_number, order.release)


def _gone(reference: str) -> Finding:
    return _finding(reference, "is not in the drop folder: its draft was deleted. Refuse the order, or post it anew.")


def _damaged(reference: str) -> Finding:
    return _finding(reference, "cannot be read in the ledger of the drop folder. Restore its record from a backup.")


def _undecided(reference: str, draft: Path, orders: Path) -> Finding:
    message = (
        f"was being dropped when the machine went down. If the ERP has it, delete {draft}; if not, move that file"
        f" to {orders}. Then post again: it will be taken as released."
    )
    return _finding(reference, message, FindingCode.ERP_UNKNOWN_OUTCOME)


def _finding(reference: str, said: str, code: FindingCode = FindingCode.ERP_REFUSED) -> Finding:
    message = f"Sales order {reference} {said}"
    return Finding(code=code, severity=Severity.HOLD, message=message, found=reference)
