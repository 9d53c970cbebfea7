"""One row of the table: what arrives, what the queue says of it, what the person does, how it ends."""

from collections.abc import Callable
from dataclasses import dataclass

from orders.findings import FindingCode
from orders.stages import Outcome
from tests.integration.company.documents import File
from tests.integration.company.office import Office
from tests.integration.company.person import Act, nothing

BOLTS = "200 EA BOLT-08 at 16.90 EUR for 100"
"""What Karst's order becomes in the ERP when nothing of it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`says` are the words of the finding that matter, `...` between them. `at` is the path of the field.

    `then` is what the person does with what still waits after that. A finding without an `act` is a note on an order
    that is posted, or one that stands beside the reason `beside` for which the order waits.
    """

    code: FindingCode
    story: str
    arrives: File
    says: str
    at: str = ""
    act: Act = nothing
    then: Act | None = None
    ends: Outcome = Outcome.DONE
    sold: tuple[str, ...] = (BOLTS,)
    """All released orders in the ERP at the end."""
    because: str = ""
    """What is recorded as the reason."""
    earlier: tuple[File, ...] = ()
    given: Callable[[Office], None] | None = None
    beside: FindingCode | None = None

    @property
    def is_note(self) -> bool:
        """Whether nobody is asked."""
        return self.act is nothing
