"""Finds parsers, rules, sources and adapters by their entry points, the built-in ones like those of third parties."""

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from config.loading import problems
from erp_adapters.adapter import OrderPosting
from ingest.source import Source
from orders.errors import Misconfigured
from parsers.parser import Parser
from validation.rule import Rule

Made = TypeVar("Made", covariant=True)


class Configurable(Protocol[Made]):
    """What an entry point of a source or an adapter names: a class that publishes the model of its options."""

    Options: type[BaseModel]

    def from_options(self, name: str, options: Any) -> Made: ...


def parsers() -> tuple[Parser, ...]:
    """All installed parsers, by name."""
    return tuple(point.load()() for point in _points("ordermill.parsers"))


def rules() -> tuple[Rule, ...]:
    """All installed rules, by name; their order of work follows from their needs."""
    return tuple(point.load()() for point in _points("ordermill.rules"))


def source(name: str, kind: str, options: Mapping[str, Any]) -> Source:
    """The source configured as `[sources.<name>]`. Raises `Misconfigured`."""
    made: Source = _configured("ordermill.sources", kind, f"sources.{name}", "kind", name, options)
    return made


def adapter(kind: str, options: Mapping[str, Any]) -> OrderPosting:
    """The ERP adapter configured as `[erp]`. Raises `Misconfigured`."""
    made: OrderPosting = _configured("ordermill.adapters", kind, "erp", "adapter", kind, options)
    return made


def _configured(group: str, kind: str, section: str, setting: str, name: str, options: Mapping[str, Any]) -> Any:
    known = {point.name: point for point in _points(group)}
    if kind not in known:
        raise Misconfigured(f"[{section}] {setting} = {kind!r} is not installed. Choose one of: {', '.join(known)}.")
    plugin: Configurable[Any] = known[kind].load()
    try:
        checked = plugin.Options.model_validate(dict(options))
    except ValidationError as error:
        raise Misconfigured(problems(error, f"[{section}]")) from error
    return plugin.from_options(name, checked)


def _points(group: str) -> list[EntryPoint]:
    return sorted(entry_points(group=group), key=lambda point: point.name)
