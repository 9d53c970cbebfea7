"""Partners that want answers, writers whose files are easily read, and channels that fail on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from orders.answer_types import AnswerType
from orders.errors import Retryable
from orders.partner import EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from orders.partner_answers import Agreement, Answers, OurIdentity
from pipeline.answering.answering import Answering, Writers
from replies.answer import AnswerEnvelope, OrderAnswer, SyntaxAnswer
from replies.outbox import FolderChannel

WITHIN_HOURS = Decimal(4)


def partner(
    *wanted: AnswerType, name: str = "acme", id_: str = "9521100100014", standard: Standard = Standard.EDIFACT
) -> PartnerProfile:
    """A partner that wants these answers within four hours."""
    return PartnerProfile(
        name=name,
        identities=(EnvelopeIdentity(standard=standard, id=id_),),
        answers=Answers(
            ours=OurIdentity(id="9521000000018", qualifier="14"),
            send=tuple(Agreement(type=kind, within_hours=WITHIN_HOURS) for kind in wanted),
        ),
    )


def partners(*profiles: PartnerProfile) -> PartnerProfiles:
    """What is agreed with them."""
    return PartnerProfiles(partners=profiles)


def plain_syntax(answer: SyntaxAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """`CONTROL 1 REF accepted 1=accepted 2=rejected`."""
    messages = " ".join(f"{message.reference}={message.verdict}" for message in answer.messages)
    told = f"CONTROL {envelope.interchange_number} {answer.reference} {answer.verdict} {messages}"
    return f"{told}{' TEST' if envelope.test else ''}".encode()


def plain_order(answer: OrderAnswer, envelope: AnswerEnvelope, /) -> bytes:
    """`RESPONSE 1 PO-1 changed SO-1 1=accepted 2=refused`."""
    lines = " ".join(f"{line.line_no}={line.code}" for line in answer.lines)
    told = f"RESPONSE {envelope.interchange_number} {answer.po_number} {answer.kind} {answer.our_order_number} {lines}"
    return f"{told}{' TEST' if envelope.test else ''}".encode()


PLAIN = Writers(
    of_syntax={kind: plain_syntax for kind in AnswerType if kind.about_syntax},
    of_orders={kind: plain_order for kind in AnswerType if not kind.about_syntax},
)


@dataclass(slots=True)
class FaultyChannel:
    """A folder that is barred as long as `barred` says why."""

    folder: Path
    barred: str = ""
    sent: list[str] = field(default_factory=list)

    def send(self, name: str, content: bytes) -> None:
        """As a folder does."""
        if self.barred:
            raise Retryable(self.barred)
        self.sent.append(name)
        FolderChannel(self.folder).send(name, content)

    def check(self) -> str:
        """As a folder does."""
        return FolderChannel(self.folder).check()

    @property
    def answering(self) -> Answering:
        """With plain writers."""
        return Answering(PLAIN, lambda _partner: self)

    def files(self) -> dict[str, str]:
        """What lies there, by name."""
        return files_in(self.folder)


def files_in(folder: Path) -> dict[str, str]:
    """What lies in an outbox, by name."""
    return {file.name: file.read_text() for file in sorted(folder.iterdir()) if file.is_file()}


def texts(files: dict[str, str]) -> Sequence[str]:
    """Only what they say."""
    return list(files.values())
