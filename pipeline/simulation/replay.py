"""An order once more from its archived bytes, with what it was validated with: is it the same, and if not, why?

Reads only. What later stages and other orders added (answers of the ERP, copies) is no part of what is compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orders.document import Document
from orders.errors import OrdermillError
from orders.findings import Finding, FindingCode
from orders.ids import OrderId
from orders.order import AnyOrder
from orders.policy import Policies
from orders.reading import OrderReading
from orders.resolution import Resolution
from parsers.parser import Blob, ParseContext
from pipeline.collaborators import Flow
from pipeline.edits import with_edits
from pipeline.examination import Conditions, beginning_of, examine
from pipeline.recognition import chosen_parser
from pipeline.simulation.past_conditions import PastConditions, conditions_now
from pipeline.stages.parsing import with_findings
from storage.policies import policy_digest
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork

_LATER = frozenset(
    {
        FindingCode.DUPLICATE_ORDER,
        FindingCode.CHANGED_COPY,
        FindingCode.CHANGE_WITHOUT_ORDER,
        FindingCode.CHANGE_WAITING,
        FindingCode.CHANGE_MISMATCH,
        FindingCode.CHANGE_OUT_OF_ORDER,
        FindingCode.ERP_REFUSED,
        FindingCode.ERP_DIFFERENCE,
        FindingCode.ERP_FOREIGN_ORDER,
        FindingCode.ERP_UNKNOWN_OUTCOME,
        FindingCode.ERP_PARTIAL,
        FindingCode.RETRIES_EXHAUSTED,
        FindingCode.INTERNAL_ERROR,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One value at a path of the reading or of the outcome; empty where there was or is none."""

    path: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """One thing of today in place of what the order was validated with, and what that alone would change."""

    name: str
    then: str
    now: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """`unread` says why the document cannot be read again; `reading` in what the new reading differs from the old.

    `outcome` is what differs though nothing was put in the place of anything.
    """

    row: OrderRow
    program: str
    unread: str
    reading: tuple[Difference, ...]
    outcome: tuple[Difference, ...]
    substitutions: tuple[Substitution, ...]
    is_pruned: bool

    @property
    def is_same(self) -> bool:
        return not (self.unread or self.reading or self.outcome)

    def why(self) -> str:
        """Why the replay differs, as far as can be known; empty where it does not."""
        if self.is_same:
            return ""
        if any(one.path.startswith("profile.") for one in self.reading):
            return "The partner's profile is another one than the order was read with, or was changed since."
        noted = self.row.validated_with
        if noted is None:
            return "It was validated by an Ordermill that did not note with what, so what holds now was taken."
        if self.is_pruned:
            return "The rows of its snapshot were pruned, so the current reference data was taken."
        if noted.program != self.program:
            return f"It was validated by version {noted.program} of Ordermill, and this is {self.program}."
        return "Version, snapshot, policy, knowledge and day are the same: its arrival's other parts fare otherwise."


def replay(flow: Flow, order_id: OrderId) -> Replay:
    """Read and validate the order again. Raises NotFound."""
    with flow.store.read() as uow:
        row = uow.orders.get(order_id)
        document = uow.documents.get(row.document_id)
    reading, unread = _read_again(flow, row, document)
    changed = _different(_flat(_plain(row.reading)), _flat(_plain(reading)))
    with flow.store.read() as uow:
        now = conditions_now(uow, flow.rules, _policies_now(flow, uow, row), flow.clock().date())
        then = PastConditions(uow, now)
        own = then.of(row)
        found = _outcome(uow, row, reading, own)
        others = tuple(_substitutions(uow, row, reading, own, now, found))
    differs = _different(_stored(row), found)
    return Replay(row, flow.program, unread, changed, differs, others, row.snapshot in then.pruned)


def _read_again(flow: Flow, row: OrderRow, document: Document) -> tuple[OrderReading, str]:
    """The new reading; the old one, with the reason, where there is none."""
    try:
        blob = Blob(flow.store.archive.get(document.digest), document.name, document.media_type)
        parser = chosen_parser(flow.parsers, blob)
        if parser is None:
            return row.reading, "No parser reads this document any more."
        parsed = flow.read(parser, blob, ParseContext(document.sender, document.subject, flow.partners))
    except OrdermillError as fault:
        return row.reading, str(fault)
    if row.index >= len(parsed.readings):
        return row.reading, f"The document now holds {len(parsed.readings)} orders; this was number {row.index + 1}."
    return with_findings(parsed.readings[row.index], parsed.findings), ""


def _policies_now(flow: Flow, uow: UnitOfWork, row: OrderRow) -> Policies:
    historic = uow.arrivals.get(row.arrival_id).historic
    return flow.policies_now(uow, historic=historic)


def _substitutions(
    uow: UnitOfWork, row: OrderRow, reading: OrderReading, own: Conditions, now: Conditions, found: Mapping[str, str]
) -> Iterator[Substitution]:
    noted = row.validated_with
    if noted is None:
        return
    policy, known_until = policy_digest(now.policies.concerning(row.customer)), uow.journal.last_position()
    tried = (
        ("policy", noted.policy, policy, replace(own, policies=now.policies)),
        ("reference data", row.snapshot, now.reference.snapshot, replace(own, reference=now.reference)),
        ("knowledge", str(noted.knowledge), str(known_until), replace(own, knowledge=now.knowledge)),
        ("day", noted.on.isoformat(), now.today.isoformat(), replace(own, today=now.today)),
    )
    for name, then, today, conditions in tried:
        if then != today:
            yield Substitution(name, then, today, _different(found, _outcome(uow, row, reading, conditions)))


def _outcome(uow: UnitOfWork, row: OrderRow, reading: OrderReading, conditions: Conditions) -> Mapping[str, str]:
    """What validation comes to, flat; a sentence for the person where their edits cannot be made again."""
    try:
        changed = with_edits(replace(row, reading=reading), uow.decisions.of_order(row.id))
    except ValueError as error:
        return {"changes": str(error)}
    examined = examine(uow, beginning_of(uow, row, changed), conditions)
    return _told(examined.validation.order, examined.validation.resolutions, examined.findings)


def _stored(row: OrderRow) -> Mapping[str, str]:
    return _told(row.order, row.resolutions, row.findings)


def _told(
    order: AnyOrder | None, resolutions: Mapping[str, Resolution], findings: Sequence[Finding]
) -> Mapping[str, str]:
    said = {f"order.{path}": value for path, value in _flat(_plain(order)).items()} if order else {}
    said |= {f"resolution of {path}": resolution.value for path, resolution in resolutions.items()}
    said |= {
        f"finding {finding.code.value} at {finding.path or 'the order'} ({finding.found})": finding.severity.value
        for finding in findings
        if finding.code not in _LATER
    }
    return said


def _different(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Difference, ...]:
    paths = dict.fromkeys((*then, *now))
    return tuple(
        Difference(path, then.get(path, ""), now.get(path, "")) for path in paths if then.get(path) != now.get(path)
    )


def _plain(model: OrderReading | AnyOrder) -> Any:
    return model.model_dump(mode="json", exclude_none=True)


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """Paths to texts: `lines[0].quantity.value`."""
    match value:
        case dict():
            parts = [(f"{path}.{name}" if path else name, member) for name, member in value.items()]
        case list():
            parts = [(f"{path}[{index}]", member) for index, member in enumerate(value)]
        case _:
            return {path: str(value)}
    return {inner: text for name, member in parts for inner, text in _flat(member, name).items()}
