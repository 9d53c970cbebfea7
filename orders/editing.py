"""A person's edits, replayed on the original reading: what was typed becomes values with the person as evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, get_args

from orders.edited_findings import typed_over, without_line
from orders.evidence import Evidence, Person
from orders.findings import Change
from orders.line_keys import ADDED_LINE
from orders.reading import Confidence, LineReading, OrderKind, OrderReading, Read
from orders.resolution import Fact, Resolution
from orders.values import Value

_V = TypeVar("_V", bound=Value)
_Places = tuple[Evidence, ...]

_LINE = re.compile(r"lines\[(?P<index>\d{1,6})\](?:\.(?P<field>\w+))?")
_STEP = re.compile(r"(?P<name>[a-z_]+)(?:\[(?P<index>\d{1,6})\])?")
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")

_CHOICES = {"customer": Fact.CUSTOMER, "ship_to": Fact.SHIP_TO}
_PLACE = "place["
_LINE_CHOICES = {"item": Fact.ITEM, "unit": Fact.UNIT}
_CHOICE_OVERTAKEN_BY = {"buyer_item": "item", "supplier_item": "item", "gtin": "item", "uom": "unit"}


def edited(
    reading: OrderReading, changes: Sequence[Change], person: Person
) -> tuple[OrderReading, dict[str, Resolution]]:
    """The reading after all changes of an order, in their sequence, and the resolutions that the person chose.

    Line numbers in a path count the lines as they are when that change takes place: after a line was deleted the next
    ones have moved up. A choice is overtaken when the person afterwards edits what it was chosen for. Raises
    `ValueError` with a sentence for the person when a path names nothing or a value is not of its field's kind.
    """
    state = _State(reading)
    for change in changes:
        evidence = (person, change.evidence) if change.evidence else (person,)
        state.apply(change.path.strip(), change.value.strip(), evidence)
    return state.answered(), state.chosen


@dataclass(slots=True)
class _State:
    reading: OrderReading
    chosen: dict[str, Resolution] = field(default_factory=dict)

    def apply(self, path: str, value: str, evidence: _Places) -> None:
        if path == ADDED_LINE:
            self._set_lines((*self.reading.lines, LineReading()))
        elif path == "kind":
            self.reading = self.reading.model_copy(update={"kind": _kind(value)})
        elif path in _CHOICES:
            self._choose(_CHOICES[path], path, value, evidence)
        elif path.startswith(_PLACE):
            self._choose(Fact.SHIP_TO, path, value, evidence)
        elif on_line := _LINE.fullmatch(path):
            self._apply_on_line(int(on_line["index"]), on_line["field"], path, value, evidence)
        else:
            self._type(path, value, evidence)

    def _apply_on_line(self, index: int, name: str | None, path: str, value: str, evidence: _Places) -> None:
        if index >= len(self.reading.lines):
            raise ValueError(
                f"{path}: there is no line at position {index + 1}; the order has {len(self.reading.lines)}."
            )
        if name is None:
            self._delete_line(index, path, value)
        elif name in _LINE_CHOICES:
            self._choose(_LINE_CHOICES[name], path, value, evidence)
        else:
            self._type(path, value, evidence)
            self.chosen.pop(f"lines[{index}].{_CHOICE_OVERTAKEN_BY.get(name, '')}", None)

    def answered(self) -> OrderReading:
        """The reading without what the parser doubted and the person's choices, as they stand at the end, settle."""
        findings = self.reading.findings
        for path in self.chosen:
            findings = typed_over(findings, path)
        return self.reading.model_copy(update={"findings": findings})

    def _type(self, path: str, value: str, evidence: _Places) -> None:
        typed = _with(self.reading, _steps(path), path, value, evidence)
        self.reading = typed.model_copy(update={"findings": typed_over(typed.findings, path)})

    def _choose(self, fact: Fact, path: str, value: str, evidence: _Places) -> None:
        if value:
            self.chosen[path] = Resolution(fact=fact, path=path, value=value, evidence=evidence)
        else:
            self.chosen.pop(path, None)

    def _delete_line(self, index: int, path: str, value: str) -> None:
        if value:
            raise ValueError(f"{path}: a whole line can only be deleted, by an empty value; edit its fields instead.")
        lines = self.reading.lines
        findings = without_line(self.reading.findings, index)
        self.reading = self.reading.model_copy(update={"findings": findings})
        self._set_lines(lines[:index] + lines[index + 1 :])
        kept = (_moved_up(resolution, index) for resolution in self.chosen.values())
        self.chosen = {resolution.path: resolution for resolution in kept if resolution is not None}

    def _set_lines(self, lines: tuple[LineReading, ...]) -> None:
        self.reading = self.reading.model_copy(update={"lines": lines})


def _moved_up(resolution: Resolution, deleted: int) -> Resolution | None:
    on_line = _LINE.fullmatch(resolution.path)
    if on_line is None or int(on_line["index"]) < deleted:
        return resolution
    index = int(on_line["index"])
    if index == deleted:
        return None
    return resolution.model_copy(update={"path": f"lines[{index - 1}].{on_line['field']}"})


def _kind(value: str) -> OrderKind:
    if value not in set(OrderKind):
        raise ValueError(f"kind: {value!r} is none of {', '.join(OrderKind)}.")
    return OrderKind(value)


def _steps(path: str) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(f"{path!r} names no field of an order.")
        steps.append(match["name"])
        if match["index"] is not None:
            steps.append(int(match["index"]))
    return tuple(steps)


def _with(model: _V, steps: tuple[str | int, ...], path: str, value: str, evidence: _Places) -> _V:
    """A copy of the model with the field at the end of the steps typed anew."""
    name, *rest = steps
    known = type(model).model_fields.get(name) if isinstance(name, str) else None
    if known is None or not isinstance(name, str):
        raise ValueError(f"{path!r} names no field of an order.")
    if not rest:
        return model.model_copy(update={name: _typed(known.annotation, path, value, evidence)})
    if isinstance(rest[0], int):
        members = _replaced(getattr(model, name), rest[0], tuple(rest[1:]), path, value, evidence)
        return model.model_copy(update={name: members})
    inner = getattr(model, name) or _empty(known.annotation, path)
    return model.model_copy(update={name: _with(inner, tuple(rest), path, value, evidence)})


def _replaced(
    members: Any, index: int, rest: tuple[str | int, ...], path: str, value: str, evidence: _Places
) -> tuple[Value, ...]:
    if not isinstance(members, tuple) or index >= len(members) or not rest:
        raise ValueError(f"{path!r} names no field of this order.")
    changed = _with(members[index], rest, path, value, evidence)
    return (*members[:index], changed, *members[index + 1 :])


def _empty(annotation: Any, path: str) -> Value:
    for option in get_args(annotation):
        if isinstance(option, type) and issubclass(option, Value) and not issubclass(option, Read):
            return option()
    raise ValueError(f"{path!r} names no field of an order.")


def _typed(annotation: Any, path: str, value: str, evidence: _Places) -> Read[Any] | None:
    for option in get_args(annotation):
        if isinstance(option, type) and issubclass(option, Read):
            if not value:
                return None
            typed = _value(option.model_fields["value"].annotation, path, value)
            return option(value=typed, evidence=evidence, confidence=Confidence.PROVEN)
    raise ValueError(f"{path}: this cannot be edited.")


def _value(kind: Any, path: str, text: str) -> Any:
    if kind is date:
        return _date(path, text)
    if kind is Decimal:
        return _decimal(path, text)
    if isinstance(kind, type) and issubclass(kind, Enum):
        if text not in {member.value for member in kind}:
            raise ValueError(f"{path}: {text!r} is none of {', '.join(str(member.value) for member in kind)}.")
        return kind(text)
    return text


def _date(path: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{path}: {text!r} is not a date; write it as year-month-day, such as 2026-03-31.") from None


def _decimal(path: str, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{path}: {text!r} is not a number; write it with a dot, such as 1250.5.")
    return Decimal(text)
