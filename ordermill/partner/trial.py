"""What would happen to samples under a profile: which orders, what it changes and accepts, what would hold, answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ordermill.parse.one_file import Judgement, judged
from ordermill.parse.result import plain_value, reads_of
from ordermill.partner.samples import read_samples
from orders.answers_by_standard import possible
from orders.findings import Finding, FindingCode
from orders.partner import PartnerProfile, PartnerProfiles
from orders.partner_answers import Agreement
from orders.reading import OrderReading
from parsers.profile.applied import with_profile


@dataclass(frozen=True, slots=True)
class Changed:
    """A value before and after the profile was applied; `was` is empty where the document has none."""

    path: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class TriedOrder:
    """One order of a sample under the profile."""

    file: Path
    reading: OrderReading
    changed: Sequence[Changed]
    accepted: Sequence[Finding]
    holding: Sequence[Finding]
    answers: Sequence[Agreement]

    @property
    def applies(self) -> bool:
        """Whether the profile is that of whoever sent it."""
        return self.reading.profile is not None

    @property
    def is_clean(self) -> bool:
        """Whether nothing would hold it but that it is a test, or that its customer is not in mode `auto`."""
        return self.applies and not self.holding


@dataclass(frozen=True, slots=True)
class Trial:
    """All samples under the profile; `unread` are those without an order, with the reasons."""

    orders: Sequence[TriedOrder]
    unread: Sequence[tuple[Path, Sequence[Finding]]]

    @property
    def is_clean(self) -> bool:
        """Whether every sample is read under the profile, and nothing would hold."""
        return bool(self.orders) and not self.unread and all(order.is_clean for order in self.orders)


def tried(profile: PartnerProfile, files: Sequence[Path], judgement: Judgement) -> Trial:
    """What the service would make of the files."""
    samples, partners = read_samples(files), PartnerProfiles(partners=(profile,))
    orders = [
        _order(profile, sample.file, plain, with_profile(plain, profile), judgement)
        if partners.of(plain.identities)
        else _order(profile, sample.file, plain, plain, judgement)
        for sample in samples
        for plain in sample.readings
    ]
    return Trial(orders, [(sample.file, sample.findings) for sample in samples if not sample.readings])


def _order(
    profile: PartnerProfile, file: Path, plain: OrderReading, meant: OrderReading, judgement: Judgement
) -> TriedOrder:  # fmt: skip
    holding = [one for one in judged(judgement, meant).holding if one.code is not FindingCode.TEST_INTERCHANGE]
    return TriedOrder(
        file, meant, tuple(_changed(plain, meant)), tuple(_accepted(plain, meant)), holding, _answers(profile, meant)
    )


def _changed(plain: OrderReading, meant: OrderReading) -> Iterator[Changed]:
    was = {path: plain_value(read) for path, read in reads_of(plain, "")}
    becomes = {path: plain_value(read) for path, read in reads_of(meant, "")}
    for path in dict.fromkeys((*was, *becomes)):
        if was.get(path) != becomes.get(path):
            yield Changed(path, was.get(path, ""), becomes.get(path, ""))


def _accepted(plain: OrderReading, meant: OrderReading) -> Iterator[Finding]:
    held = {finding.fingerprint for finding in plain.findings if finding.holds}
    yield from (one for one in meant.findings if not one.holds and one.fingerprint in held)


def _answers(profile: PartnerProfile, reading: OrderReading) -> Sequence[Agreement]:
    """Those that can be given in the standard in which the order came."""
    standard = next((identity.standard for identity in reading.identities), None)
    if reading.profile is None or standard is None or (reading.test and not profile.answers.tests):
        return ()
    return [agreement for agreement in profile.answers.send if agreement.type in possible(standard)]


def elsewhere(profile: PartnerProfile, orders: Sequence[TriedOrder]) -> list[Agreement]:
    """Answers that are agreed and fit none of the samples: of another standard, perhaps by mistake."""
    given = {agreement.type for order in orders for agreement in order.answers}
    standards = {identity.standard for order in orders for identity in order.reading.identities}
    fitting = {type_ for standard in standards for type_ in possible(standard)}
    return [one for one in profile.answers.send if one.type not in given and one.type not in fitting]
