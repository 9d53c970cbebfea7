"""A mail without an order to whom it concerns: into another folder of its source, or sent on by mail."""

from typing import assert_never

from ingest.forwarding import PassedOn, comes_back
from orders.document import Arrival
from orders.errors import Misconfigured, NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId
from orders.policy import WithoutOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.boundaries import Boundary
from pipeline.claims import Claim
from pipeline.collaborators import Flow
from pipeline.conclusions import Concluded, Conclusion
from pipeline.findings import add_findings
from pipeline.parts.orderless import PASSED_ON, no_order
from storage.unit_of_work import UnitOfWork


def pass_on(flow: Flow, claim: Claim) -> Conclusion:
    """Hand the mail over, then write down that it was: after a crash in between it is handed over again.

    Raises Retryable while nobody takes it, and NeedsAttention for a mail that must not go there.
    """
    with flow.store.read() as uow:
        arrival = uow.arrivals.get(ArrivalId(claim.row.subject_id))
        documents = uow.documents.of_arrival(arrival.id)
    if not all(document.set_aside for document in documents):
        # Somebody takes up a part of it again.
        return lambda _uow: Concluded(Stage.UNPACKED, Outcome.DONE, "arrival.released")
    finding = no_order(documents).model_copy(update={"severity": Severity.NOTE})
    content = flow.store.archive.get(arrival.digest)
    try:
        to, done = _handed_over(flow, arrival, content, finding.message)
    except Misconfigured as error:
        raise _held(f"This mail could not be passed on. {error}") from error
    flow.checkpoint(Boundary.HANDED_OVER)
    reason = f"{done} {to}. {finding.message}"
    return lambda uow: _conclude(uow, arrival, finding.model_copy(update={"message": reason}), to)


def _handed_over(flow: Flow, arrival: Arrival, content: bytes, why: str) -> tuple[str, str]:
    """Where it went, and how that is said. Raises Misconfigured, too."""
    match flow.policies.mails_without_order:
        case WithoutOrder.FOLDER:
            return _filed(flow, arrival, content), "Put into the folder"
        case WithoutOrder.FORWARD:
            return _forwarded(flow, arrival, content, why), "Forwarded to"
        case WithoutOrder.PERSON | WithoutOrder.SET_ASIDE:
            raise Misconfigured("The setting mails_without_order was changed meanwhile. Set it aside, or retry.")
        case never:
            assert_never(never)


def _filed(flow: Flow, arrival: Arrival, content: bytes) -> str:
    name, folder = arrival.source_key.source, flow.policies.mails_without_order_folder
    source = flow.destinations.sources.get(name)
    if source is None:
        raise Misconfigured(f"There is no source {name} that puts mails into a folder. Set it aside.")
    source.file_mail(arrival.source_key, content, folder)
    return folder


def _forwarded(flow: Flow, arrival: Arrival, content: bytes, why: str) -> str:
    forwarding = flow.destinations.forwarding
    if forwarding is None:
        raise Misconfigured("There is no table [forward] in the settings. Add it, then retry.")
    if comes_back(content):
        raise _held(
            "This mail was sent on before, or answers one that was, so it is not sent on again. If it says that a mail "
            f"was not delivered, correct [forward]; it goes to {forwarding.to}."
        )
    forwarding.forward(PassedOn(arrival.id, arrival.name, why, content))
    return forwarding.to


def _held(message: str) -> NeedsAttention:
    return NeedsAttention([Finding(code=FindingCode.NO_ORDER, severity=Severity.HOLD, message=message)])


def _conclude(uow: UnitOfWork, arrival: Arrival, finding: Finding, to: str) -> Concluded:
    add_findings(uow, Subject.ARRIVAL, arrival.id, [finding])
    return Concluded(Stage.PASSED_ON, Outcome.SET_ASIDE, PASSED_ON, {"to": to}, reason=finding.message)
