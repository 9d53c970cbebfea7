"""The reference pages that are made from the code: the command line, and the settings."""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import typer.main
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from config.settings import (
    DkimSettings,
    ErpSettings,
    LogSettings,
    PartnersSettings,
    RunnerSettings,
    Settings,
    SourceSettings,
    WebSettings,
)
from ingest.smtp import ForwardOptions
from ordermill import registry
from ordermill.cli import app
from ordermill.exits import Exit
from orders.findings import FindingCode
from orders.partner import (
    Absent,
    Codes,
    EnvelopeIdentity,
    PartnerProfile,
    Required,
)
from orders.partner_answers import Agreement, AnswerDialect, Answers, OurIdentity
from orders.partner_values import DateUse, Quirk
from orders.policy import Policies, Policy
from replies.outbox import OutboxOptions

SECTIONS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("[web]", WebSettings),
    ("[runner]", RunnerSettings),
    ("[log]", LogSettings),
    ("[dkim]", DkimSettings),
    ("[partners]", PartnersSettings),
)
PROFILE_TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("At the top", PartnerProfile),
    ("`[[identities]]`", EnvelopeIdentity),
    ("`[absent]`", Absent),
    ("`[codes]`", Codes),
    ("`[[dates]]`", DateUse),
    ("`[[quirks]]`", Quirk),
    ("`[required]`", Required),
    ("`[answers]`", Answers),
    ("`[answers.ours]`", OurIdentity),
    ("`[[answers.send]]`", Agreement),
    ("`[answers.send.dialect]`", AnswerDialect),
)


def command_line() -> str:
    """`cli.md`."""
    root = typer.main.get_command(app)
    commands = list(_commands(root, "ordermill"))
    return "\n".join(
        [
            "# The command line",
            "",
            "Made from the code. Standard output holds what was asked for, standard error everything else.",
            "`ordermill --version` says which version this is, and `--help` after any command what it takes.",
            "",
            "## Exit codes",
            "",
            "| Code | Meaning |",
            "|---|---|",
            *(f"| {int(code)} | {_docstrings(Exit)[code.name]} |" for code in Exit),
            "",
            *(line for path, command in commands for line in _command(path, command)),
        ]
    )


def settings() -> str:
    """`settings.md`."""
    lines = [
        "# Settings",
        "",
        "Made from the code. [`config/example.toml`](../../config/example.toml) is what `ordermill init` writes.",
        "",
        "Relative paths are relative to the folder of the settings file.",
        "An environment variable wins over the file: `ORDERMILL_<SECTION>__<NAME>`, for example `ORDERMILL_WEB__PORT`,",
        "`ORDERMILL_DATABASE_URL` or `ORDERMILL_SOURCES__MAILBOX__PASSWORD`. Its value is taken as it is, and names of",
        "tables that are to be set so are written in lower case in the file.",
        "A setting that does not exist is an error; `ordermill doctor` names it.",
        "",
        "## At the top",
        "",
        *_table(
            Settings,
            leave_out={"web", "runner", "log", "forward", "replies", "dkim", "partners", "sources", "erp", "policy"},
        ),
    ]
    for title, model in SECTIONS:
        lines += [f"## `{title}`", "", _first_line(model), "", *_table(model)]
    lines += [
        "## `[sources.<name>]`",
        "",
        _first_line(SourceSettings),
        "The name is yours.",
        "",
        *_table(SourceSettings),
    ]
    for kind, model in _options("ordermill.sources"):
        lines += [f'### `kind = "{kind}"`', "", _first_line(model), "", *_table(model)]
    lines += ["## `[forward]`", "", _first_line(ForwardOptions), "", *_table(ForwardOptions)]
    lines += ["## `[replies]`", "", _first_line(OutboxOptions), "", *_table(OutboxOptions)]
    lines += ["## `[erp]`", "", _first_line(ErpSettings), "", *_table(ErpSettings)]
    for kind, model in _options("ordermill.adapters"):
        lines += [f'### `adapter = "{kind}"`', "", _first_line(model), "", *_table(model)]
    lines += [
        "## `[policy]`",
        "",
        "What may pass without a person, and how far values may differ.",
        "`[policy.customers.<customer number>]` says what differs for one customer; the rest is as in `[policy]`.",
        "",
        *_table(Policy),
        "Set for all customers at once, in `[policy]` only:",
        "",
        *_table(Policies, leave_out={"default", "customers"}),
    ]
    return "\n".join(lines)


def partner_profiles() -> str:
    """`partner-profiles.md`."""
    lines = [
        "# Partner profiles",
        "",
        "Made from the code. [Join a new partner](../howto/new-partner.md) says how `ordermill partner new` makes it.",
        "",
        "A profile is a TOML file in the folder that `[partners]` of the [settings](settings.md) names; the name of",
        "the file is that of the profile. They are read when the service starts, as the settings are.",
        "A setting that does not exist is an error, as are two profiles with the same identity.",
        "",
        "Every value that a profile gives names it as its evidence, and every finding that it accepts stays as a",
        "note that names it. The order records which profile it was read with, in which revision.",
        "",
    ]
    for title, model in PROFILE_TABLES:
        shown = {name for name, field in model.model_fields.items() if _is_table(field.annotation)} | {"name"}
        lines += [f"## {title}", "", _first_line(model), "", *_table(model, leave_out=shown)]
    return "\n".join(lines)


def _is_table(annotation: Any) -> bool:
    """Whether the field is another table, or a list of tables."""
    return any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in (annotation, *get_args(annotation)))


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
    for name, member in (below or {}).items():
        yield from _commands(member, f"{path} {name}")


def _command(path: str, command: Any) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    yield f"## `{path}`"
    yield ""
    yield from inspect.cleandoc(command.help).splitlines()
    yield ""
    yield f"    {' '.join([path, *map(_usage, arguments), '[OPTIONS]' if options else '']).strip()}"
    yield ""
    if command.params:
        yield "| | | Default |"
        yield "|---|---|---|"
        yield from (_parameter(parameter) for parameter in (*arguments, *options))
        yield ""


def _usage(argument: Any) -> str:
    name = f"{_argument(argument)}{'...' if argument.nargs == -1 else ''}"
    return name if argument.required else f"[{name}]"


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{_argument(parameter)}`"
    else:
        *short, long = sorted(parameter.opts, key=len)
        kind = "" if parameter.is_flag else f" {_kind(parameter)}"
        name = ", ".join(f"`{option}`" for option in (*short, f"{long}{kind}"))
    if parameter.required:
        default = "required"
    elif parameter.default in (None, "", False) or callable(parameter.default):
        default = ""
    else:
        default = f"`{_plain(parameter.default)}`"
    return f"| {name} | {parameter.help} | {default} |"


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name).upper()


def _kind(parameter: Any) -> str:
    described = parameter.type_descriptor
    if described.is_choice:
        return r"\|".join(_plain(choice) for choice in described.choices)
    kinds = {"DAY": described.is_datetime, "PATH": described.is_path, "NUMBER": described.is_ranged}
    return next((kind for kind, it_is in kinds.items() if it_is), "TEXT")


def _options(group: str) -> Iterator[tuple[str, type[BaseModel]]]:
    for point in registry._points(group):
        if point.dist and point.dist.name == "ordermill":
            yield point.name, point.load().Options


def _table(model: type[BaseModel], *, leave_out: frozenset[str] | set[str] = frozenset()) -> list[str]:
    said = _docstrings(model)
    rows = [
        f"| `{name}` | {_type(field)} | {_default(field)} | {said.get(name, '')} |"
        for name, field in model.model_fields.items()
        if name not in leave_out
    ]
    return ["| Setting | Values | Default | |", "|---|---|---|---|", *rows, ""] if rows else ["No settings.", ""]


def _type(field: FieldInfo) -> str:
    return _shown(field.annotation, field)


def _shown(annotation: Any, field: FieldInfo) -> str:  # noqa: C901  one line for each kind of value
    members = [member for member in get_args(annotation) if member is not type(None)]
    origin = get_origin(annotation)
    if origin is Mapping:
        return f"table of {' to '.join(_shown(member, field) for member in members)}"
    if origin is Annotated:
        return _shown(members[0], field)
    if annotation is FindingCode:
        return "[codes](findings.md)"
    if origin is Literal:
        return ", ".join(f"`{member}`" for member in members)
    if origin in (Union, UnionType):
        return " or ".join(_shown(member, field) for member in members)
    match getattr(annotation, "__name__", str(annotation)):
        case "tuple" | "list" if members and isinstance(members[0], type) and issubclass(members[0], Enum):
            return f"list of {_shown(members[0], field)}"
        case "tuple" | "list":
            return "list of texts"
        case "Path":
            return "path"
        case "str":
            return "text"
        case "SecretStr":
            return "text, secret"
        case "bool":
            return "`true`, `false`"
        case "int" | "float" | "Decimal" | "Annotated":
            return f"number{_bounds(field)}"
        case _ if isinstance(annotation, type) and issubclass(annotation, Enum):
            return ", ".join(f"`{member.value}`" for member in annotation if member.value)
    raise AssertionError(f"how is {annotation} shown?")


def _bounds(field: FieldInfo) -> str:
    words = {"gt": "above", "ge": "from", "lt": "below", "le": "to"}
    said = [
        f"{word} {_plain(getattr(rule, name))}"
        for rule in field.metadata
        for name, word in words.items()
        if getattr(rule, name, None) is not None
    ]
    return f" {' '.join(said)}" if said else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True) if field.default is PydanticUndefined else field.default
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, tuple):
        return " ".join(f"`{member}`" for member in value)
    shown = _plain(value)
    return f"`{shown}`" if shown else ""


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Enum():
            return str(value.value)
        case float():
            return f"{value:g}"
        case _ if hasattr(value, "get_secret_value"):
            return ""
        case _:
            return str(value)


def _first_line(model: type) -> str:
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def _docstrings(model: type) -> dict[str, str]:
    """The texts below the fields of a class, and of those that it inherits from."""
    found: dict[str, str] = {}
    for owner in reversed(
        [one for one in model.__mro__ if one.__module__.split(".")[0] not in {"pydantic", "builtins"}]
    ):
        try:
            body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
        except (OSError, TypeError):
            continue
        assert isinstance(body, ast.ClassDef)
        for field, text in zip(body.body, body.body[1:], strict=False):
            if (
                isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            ):
                found |= {name: " ".join(text.value.value.split()) for name in _names(field)}
    return found


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]):
            return [name]
    return []
