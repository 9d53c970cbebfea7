"""The domain as JSON text and back, by pydantic: frozen models in, frozen models out, exact numbers as text."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import TypeAdapter

from orders.findings import Change, Finding
from orders.line_keys import LineKey
from orders.order import AnyOrder
from orders.resolution import Resolution
from storage.rows import ValidatedWith

_changes = TypeAdapter(tuple[Change, ...])
_findings = TypeAdapter(tuple[Finding, ...])
_resolutions = TypeAdapter(dict[str, Resolution])
_order: TypeAdapter[AnyOrder] = TypeAdapter(AnyOrder)
_texts = TypeAdapter(tuple[str, ...])
_line_keys = TypeAdapter(tuple[LineKey, ...])
_validated_with = TypeAdapter(ValidatedWith)


def changes_text(changes: Sequence[Change]) -> str:
    return _changes.dump_json(tuple(changes)).decode()


def read_changes(text: str) -> tuple[Change, ...]:
    return _changes.validate_json(text)


def findings_text(findings: Sequence[Finding]) -> str:
    return _findings.dump_json(tuple(findings)).decode()


def read_findings(text: str) -> tuple[Finding, ...]:
    return _findings.validate_json(text)


def resolutions_text(resolutions: Mapping[str, Resolution]) -> str:
    return _resolutions.dump_json(dict(resolutions)).decode()


def read_resolutions(text: str) -> Mapping[str, Resolution]:
    return _resolutions.validate_json(text)


def order_text(order: AnyOrder | None) -> str | None:
    return None if order is None else _order.dump_json(order).decode()


def read_order(text: str | None) -> AnyOrder | None:
    return None if text is None else _order.validate_json(text)


def texts_text(texts: Iterable[str]) -> str:
    """Sorted, so that equal sets are equal text."""
    return _texts.dump_json(tuple(sorted(texts))).decode()


def read_texts(text: str) -> frozenset[str]:
    return frozenset(_texts.validate_json(text))


def line_keys_text(keys: Sequence[LineKey]) -> str:
    return _line_keys.dump_json(tuple(keys)).decode()


def read_line_keys(text: str) -> tuple[LineKey, ...]:
    return _line_keys.validate_json(text)


def validated_with_text(validated_with: ValidatedWith) -> str:
    return _validated_with.dump_json(validated_with).decode()


def read_validated_with(text: str) -> ValidatedWith | None:
    return _validated_with.validate_json(text) if text else None
