"""A reading as fields of a page: value, state, origin and what was found about each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from exceptions_queue.views.anchors import anchor_of
from exceptions_queue.views.formatting import value_text
from exceptions_queue.views.origins import Origin, origin_of
from exceptions_queue.views.paths import element_id, line_index, read_at, shown_at
from orders.evidence import Evidence
from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading, Read
from orders.resolution import Resolution

_Key = TypeVar("_Key")


class State(StrEnum):
    """How a field fares, worst first. Screens show it as colour and glyph."""

    BLOCKS = "blocks"
    HOLDS = "holds"
    PASSED = "passed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `resolved` is what reference data made of it; `numeric` aligns it right."""

    path: str
    label: str
    value: str
    state: State
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...] = ()
    resolved: str = ""
    numeric: bool = False
    about: tuple[str, ...] = ()
    """Places in the transcript that it follows from, where it was not read from one itself."""

    @property
    def id(self) -> str:
        """Its HTML id."""
        return element_id(self.path)

    @property
    def anchors(self) -> str:
        """The places in the transcript, separated by blanks."""
        return self.read_from or " ".join(self.about)

    @property
    def read_from(self) -> str:
        """Those of its own value only: a click on one of them leads to this field."""
        return " ".join(origin.anchor for origin in self.origins if origin.anchor)

    @property
    def explained(self) -> bool:
        """Whether more was found about it than that the picture is to be compared, which its card asks."""
        return any(finding.code is not FindingCode.AMBIGUOUS_VALUE for finding in self.findings)

    @property
    def sentence(self) -> str:
        """Why it is as it is."""
        if self.findings:
            return " ".join(finding.message for finding in self.findings)
        return "; ".join(dict.fromkeys(origin.text for origin in self.origins))


# Without slots: the indexes of a big order's findings are kept once they were asked for.
@dataclass(frozen=True)
class OrderFacts:
    """All that is known about one order, as its fields need it."""

    reading: OrderReading
    resolutions: Mapping[str, Resolution]
    findings: Sequence[Finding]
    accepted: frozenset[str]
    original: OrderReading | None = None
    """As it was read, where its lines are still those of the reading: what was typed over stood somewhere."""

    def at(self, path: str) -> tuple[Finding, ...]:
        """The findings that are shown on the field at this path."""
        return self._by_field.get(path, ())

    def on_line(self, index: int) -> tuple[Finding, ...]:
        """The findings about a line and all that is in it."""
        return self._by_line.get(index, ())

    def open(self, finding: Finding) -> bool:
        """Whether it still keeps the order from being posted."""
        return finding.severity is Severity.BLOCK or (
            finding.severity is Severity.HOLD and finding.fingerprint not in self.accepted
        )

    @cached_property
    def _by_field(self) -> Mapping[str, tuple[Finding, ...]]:
        return _grouped((shown_at(finding.path), finding) for finding in self.findings if finding.path)

    @cached_property
    def _by_line(self) -> Mapping[int | None, tuple[Finding, ...]]:
        return _grouped((line_index(finding.path), finding) for finding in self.findings)


def _grouped(pairs: Iterable[tuple[_Key, Finding]]) -> Mapping[_Key, tuple[Finding, ...]]:
    groups: defaultdict[_Key, list[Finding]] = defaultdict(list)
    for key, finding in pairs:
        groups[key].append(finding)
    return {key: tuple(group) for key, group in groups.items()}


def state_of(facts: OrderFacts, findings: Sequence[Finding], value: str) -> State:
    """The worst that its findings say, else whether there is a value at all."""
    waiting = [finding.severity for finding in findings if facts.open(finding)]
    if Severity.BLOCK in waiting:
        return State.BLOCKS
    if waiting:
        return State.HOLDS
    return State.PASSED if value else State.EMPTY


def read_field(facts: OrderFacts, path: str, label: str, *, resolved: str = "", numeric: bool = False) -> Field:
    """The field of what the document shows at `path`, with what reference data made of it at path `resolved`."""
    read = read_at(facts.reading, path)
    resolution = facts.resolutions.get(resolved)
    value = value_text(read.value if read else None)
    field = _field(facts, path, label, value, _evidence(read), _meaning(resolution, value), numeric=numeric)
    return field if field.read_from or facts.original is None else replace(field, about=_stood_at(facts.original, path))


def _stood_at(original: OrderReading, path: str) -> tuple[str, ...]:
    return tuple(filter(None, map(anchor_of, _evidence(read_at(original, path)))))


def resolved_field(facts: OrderFacts, path: str, label: str) -> Field:
    """The field of what was established from reference data, or chosen by a person."""
    resolution = facts.resolutions.get(path)
    value = resolution.value if resolution else ""
    evidence = resolution.evidence if resolution else ()
    meaning = resolution.label.removeprefix(value).lstrip() if resolution else ""
    return _field(facts, path, label, value, evidence, meaning, numeric=False)


def _field(
    facts: OrderFacts, path: str, label: str, value: str, evidence: Sequence[Evidence], resolved: str, *, numeric: bool
) -> Field:
    findings = facts.at(path)
    origins = tuple(origin_of(one) for one in evidence)
    return Field(path, label, value, state_of(facts, findings, value), origins, findings, resolved, numeric)


def _evidence(read: Read[object] | None) -> tuple[Evidence, ...]:
    return read.evidence if read else ()


def _meaning(resolution: Resolution | None, shown: str) -> str:
    if resolution is None or resolution.value == shown:
        return ""
    return resolution.label or resolution.value
