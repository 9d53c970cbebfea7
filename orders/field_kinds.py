"""What sort of value a field of a reading holds, by its path."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args

from orders.reading import OrderReading, Read
from orders.values import Value

_STEP = re.compile(r"([a-z_]+)(?:\[\d{1,6}\])?")


class FieldKind(StrEnum):
    """How the text of a field is to be written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


def kind_at(path: str) -> FieldKind:
    """Text for a path that names no read value: what is chosen from reference data is named by a text."""
    model: type[Value] = OrderReading
    for step in path.split("."):
        name = _STEP.fullmatch(step)
        known = model.model_fields.get(name[1]) if name else None
        found = _inner(known.annotation) if known else None
        if found is None:
            return FieldKind.TEXT
        if issubclass(found, Read):
            return _of_value(found.model_fields["value"].annotation)
        model = found
    return FieldKind.TEXT


def _inner(annotation: Any) -> type[Value] | None:
    """The model in `Model | None` or `tuple[Model, ...]`."""
    for option in (annotation, *get_args(annotation)):
        if isinstance(option, type) and issubclass(option, Value):
            return option
    return None


def _of_value(kind: Any) -> FieldKind:
    if kind is Decimal:
        return FieldKind.NUMBER
    return FieldKind.DATE if kind is date else FieldKind.TEXT
