"""What samples of a partner show: read as the service reads them, and counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ordermill import registry
from ordermill.isolation import Isolation
from ordermill.parse.one_file import read_file
from ordermill.partner.wire import Wire
from orders import units
from orders.evidence import Segment, XmlPath
from orders.findings import Finding, FindingCode
from orders.partner import EnvelopeIdentity
from orders.partner_values import Heading, LineField
from orders.reading import OrderReading
from parsers.profile.accepted import tag_of, without_indexes


@dataclass(frozen=True, slots=True)
class Sample:
    """One file with what was read from it; `findings` are those of the file as a whole."""

    file: Path
    readings: Sequence[OrderReading]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Held:
    """What would hold an order, and where a profile finds it again: a defect, a segment or element, else a field."""

    code: FindingCode
    defect: str
    segment: str
    field: str
    sentence: str


@dataclass(slots=True)
class Seen:
    """What all samples show. Each counter has what was seen to how many orders or lines had it."""

    wire: Wire = field(default_factory=Wire)
    orders: int = 0
    lines: int = 0
    identities: Counter[EnvelopeIdentity] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    without_unit: int = 0
    currencies: Counter[str] = field(default_factory=Counter)
    without_currency: int = 0
    without_ship_to: int = 0
    without_delivery_date: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    held: Counter[Held] = field(default_factory=Counter)
    heading: Counter[Heading] = field(default_factory=Counter)
    fields: Counter[LineField] = field(default_factory=Counter)

    @property
    def unknown_units(self) -> list[str]:
        """Units as sent that mean nothing by the standard, or may mean several things."""
        return [unit for unit, _ in self.units.most_common() if len(units.meanings(unit)) != 1]

    def add(self, sample: Sample) -> None:
        """Count what one file shows."""
        for reading in sample.readings:
            self._order(reading)

    def _order(self, reading: OrderReading) -> None:
        self.orders += 1
        self.lines += len(reading.lines)
        self.identities.update(reading.identities[:1])
        self.currencies.update([reading.currency.value] if reading.currency else [])
        self.without_currency += reading.currency is None
        self.without_ship_to += reading.ship_to is None and not _is_for_places(reading)
        self.without_delivery_date += not _is_dated(reading)
        self.dates.update(one.meaning.value for one in reading.other_dates)
        self.dates.update(one.meaning.value for line in reading.lines for one in line.other_dates)
        self.texts.update({note.value for note in reading.notes})
        self.heading.update(name for name in Heading if getattr(reading, name.value) is not None)
        for line in reading.lines:
            self.units.update([line.uom.value] if line.uom else [])
            self.without_unit += line.uom is None and line.quantity is not None
            self.fields.update(name for name in LineField if getattr(line, name.value) is not None)
        self.held.update({_held(finding) for finding in reading.findings if finding.holds})


def read_samples(files: Sequence[Path]) -> list[Sample]:
    """What the service would read from each file without any profile, every one in a child process."""
    parsers = registry.parsers()
    with Isolation.of(1, here=frozenset()) as isolation:
        found = [(file, read_file(parsers, isolation, file.read_bytes(), file.name)) for file in files]
    return [Sample(file, read.readings, read.findings) for file, read in found]


def seen_in(samples: Sequence[Sample]) -> Seen:
    """What they show together."""
    seen = Seen()
    for sample in samples:
        seen.wire.add(sample.file.read_bytes())
        seen.add(sample)
    return seen


def _is_dated(reading: OrderReading) -> bool:
    header = (reading.requested_delivery_date, reading.earliest_delivery_date, reading.latest_delivery_date)
    of_lines = [line.requested_date or any(one.requested_date for one in line.deliveries) for line in reading.lines]
    return any(header) or (bool(of_lines) and all(of_lines))


def _is_for_places(reading: OrderReading) -> bool:
    """Whether each line says itself where its goods go, as for many stores."""
    shares = [line.deliveries for line in reading.lines]
    return bool(shares) and all(of_line and all(one.ship_to for one in of_line) for of_line in shares)


def _held(finding: Finding) -> Held:
    tags = [place.tag for place in finding.evidence if isinstance(place, Segment) and place.tag]
    elements = [tag_of(place.path) for place in finding.evidence if isinstance(place, XmlPath)]
    where = next(iter((*tags, *elements)), "")
    return Held(finding.code, finding.defect, where, without_indexes(finding.path), finding.message)
