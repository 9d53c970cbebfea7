"""From the table `[replies]` and the installed writers to what answers are written and sent with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.loading import line_in, problems
from ordermill import registry
from orders.answer_types import AnswerType
from orders.errors import Misconfigured
from orders.partner import PartnerProfiles
from pipeline.answering.answering import Answering, Writers
from replies.outbox import Channel, FolderChannel, OutboxOptions


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folders that answers leave by."""

    options: OutboxOptions
    home: Path

    def channel(self, partner: str) -> Channel:
        """The way out to a partner."""
        return FolderChannel(self.folder(partner))

    def folder(self, partner: str) -> Path:
        """The partner's own folder, or that of all."""
        return self.home / self.options.folders.get(partner, self.options.folder)


def answering(table: Mapping[str, Any], file: Path, home: Path) -> Answering:
    """Raises `Misconfigured` naming the file, the line, the setting and what to do."""
    return Answering(writers(), outbox(table, file, home).channel)


def outbox(table: Mapping[str, Any], file: Path, home: Path) -> Outbox:
    """What `[replies]` says. Raises `Misconfigured`."""
    try:
        return Outbox(OutboxOptions.model_validate(dict(table)), home)
    except ValidationError as error:
        raise Misconfigured(problems(error, f"[replies] in {file}", line_in(file, "replies"))) from error


def writers() -> Writers:
    """All installed writers. Raises `Misconfigured` for one that cannot be loaded, or is named as no kind of answer."""
    found = registry.answer_writers()
    known = {kind.value for kind in AnswerType}
    if unknown := sorted(set(found) - known):
        raise Misconfigured(
            f"{', '.join(unknown)} is no kind of answer. Name the entry point in ordermill.answers after what it "
            f"writes: {', '.join(sorted(known))}."
        )
    each = {AnswerType(name): writer for name, writer in found.items()}
    return Writers(
        of_syntax={kind: writer for kind, writer in each.items() if kind.about_syntax},
        of_orders={kind: writer for kind, writer in each.items() if not kind.about_syntax},
    )


def wanted(partners: PartnerProfiles) -> Mapping[str, tuple[AnswerType, ...]]:
    """Which answers each partner wants, of those that want any."""
    return {
        partner.name: tuple(agreement.type for agreement in partner.answers.send)
        for partner in partners.partners
        if partner.answers.send
    }
