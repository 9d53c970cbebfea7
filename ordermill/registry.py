"""Finds parsers, rules, sources and adapters by their entry points, the built-in ones like those of third parties."""

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from config.loading import problems
from erp_adapters.adapter import OrderPosting
from ingest.forwarding import Forwarding
from ingest.smtp import ForwardOptions, SmtpForwarding
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
    """All installed parsers, by name. Raises `Misconfigured` for one that cannot be loaded."""
    return tuple(_loaded(point)() for point in _points("ordermill.parsers"))


def rules() -> tuple[Rule, ...]:
    """All installed rules, by name; their order of work follows from their needs. Raises `Misconfigured`."""
    return tuple(_loaded(point)() for point in _points("ordermill.rules"))


def answer_writers() -> Mapping[str, Any]:
    """All installed writers of answers, by their names. Raises `Misconfigured` for one that cannot be loaded."""
    return {point.name: _loaded(point) for point in _points("ordermill.answers")}


def source(name: str, kind: str, options: Mapping[str, Any], home: Path) -> Source:
    """The source configured as `[sources.<name>]`; relative paths are relative to `home`. Raises `Misconfigured`."""
    section = f"[sources.{name}]"
    plugin: Configurable[Source] = _plugin("ordermill.sources", kind, f"{section} kind")
    return plugin.from_options(name, _checked(plugin.Options, options, section, home))


def adapter(kind: str, options: Mapping[str, Any], home: Path) -> OrderPosting:
    """The ERP adapter configured as `[erp]`; relative paths are relative to `home`. Raises `Misconfigured`."""
    plugin: Configurable[OrderPosting] = _plugin("ordermill.adapters", kind, "[erp] adapter")
    return plugin.from_options(kind, _checked(plugin.Options, options, "[erp]", home))


def forwarding(options: Mapping[str, Any], home: Path) -> Forwarding:
    """Who sends mails on, as configured in `[forward]`; relative paths are relative to `home`. Raises Misconfigured."""
    try:
        checked = ForwardOptions.model_validate(dict(options))
    except ValidationError as error:
        raise Misconfigured(problems(error, "[forward]")) from error
    paths = {name: home / value for name, value in checked if isinstance(value, Path)}
    return SmtpForwarding.from_options(checked.model_copy(update=paths))


def _plugin(group: str, kind: str, setting: str) -> Any:
    known = {point.name: point for point in _points(group)}
    if kind not in known:
        raise Misconfigured(f"{setting} = {kind!r} is not installed. Choose one of: {', '.join(known) or 'none'}.")
    return _loaded(known[kind])


def _checked(model: type[BaseModel], options: Mapping[str, Any], section: str, home: Path) -> BaseModel:
    try:
        checked = model.model_validate(dict(options))
    except ValidationError as error:
        raise Misconfigured(problems(error, section)) from error
    paths = {name: home / value for name, value in checked if isinstance(value, Path)}
    return checked.model_copy(update=paths)


def _loaded(point: EntryPoint) -> Any:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        package = f" of {point.dist.name}" if point.dist else ""
        raise Misconfigured(
            f"The plug-in {point.name}{package} ({point.value}) cannot be loaded: {error}. Mend or remove it."
        ) from error


def _points(group: str) -> list[EntryPoint]:
    return sorted(entry_points(group=group), key=lambda point: point.name)
