"""From `ordermill.toml` to `Settings`, with an error that names the setting, the file and the remedy."""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.lines import line_of
from config.settings import Settings

CONFIG_VARIABLE = "ORDERMILL_CONFIG"
"""Names the settings file; not a setting itself."""


class SettingsError(Exception):
    """The settings cannot be used; the message names each setting that is wrong."""


def load_settings(file: Path) -> Settings:
    """Read and check the settings file. Raises `SettingsError`."""
    table = read_table(file)
    try:
        settings = Settings(**table)
    except ValidationError as error:
        raise SettingsError(problems(error, _sources(file), _line_unless_variable(file))) from error
    return settings.model_copy(update={"data_dir": (file.parent / settings.data_dir).resolve()})


def read_table(file: Path) -> dict[str, Any]:
    """The file as TOML, numbers with a point exact. Raises `SettingsError`."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise SettingsError(
            f"There is no settings file {file}. Name one by --config, or run `ordermill init`."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {file} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings file {file} is not valid TOML: {error}.") from error


def line_in(file: Path, *above: str) -> Callable[[Sequence[str | int]], int | None]:
    """Finds the line of a setting in this file, below the tables named."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _nowhere
    return lambda path: line_of(text, (*above, *path))


def _line_unless_variable(file: Path) -> Callable[[Sequence[str | int]], int | None]:
    """A variable of the environment wins over the file, where the value is another one."""
    inside, prefix = line_in(file), str(Settings.model_config["env_prefix"])
    set_outside = {name.upper() for name in os.environ}

    def line(path: Sequence[str | int]) -> int | None:
        variable = f"{prefix}{'__'.join(map(str, path))}".upper()
        return None if variable in set_outside else inside(path)

    return line


def _nowhere(_path: Sequence[str | int]) -> None:
    return None


def _sources(file: Path) -> str:
    """Where the values came from: a variable is easily forgotten."""
    prefix = str(Settings.model_config["env_prefix"])
    variables = sorted(name for name in os.environ if name.upper().startswith(prefix) and name != CONFIG_VARIABLE)
    return f"{file}, with {', '.join(variables)} of the environment," if variables else str(file)


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like settings and set none: a misspelt one would otherwise be passed over in silence."""
    prefix = Settings.model_config["env_prefix"]
    known = {f"{prefix}{name}".upper() for name in Settings.model_fields} | {CONFIG_VARIABLE}
    ours = [name for name in environment if name.upper().startswith(prefix)]
    return sorted(name for name in ours if name.upper().split("__")[0] not in known)


def problems(error: ValidationError, where: str, line: Callable[[Sequence[str | int]], int | None] = _nowhere) -> str:
    """One line for each wrong setting, with its line in the file where `line` knows it.

    Values are left out: they may be secrets.
    """
    lines = [f"{where} has settings that cannot be used:"]
    for detail in error.errors(include_input=False):
        number = line(detail["loc"])
        lines.append(f"  {f'line {number}: ' if number else ''}{_name(detail)}: {_remedy(detail)}")
    return "\n".join(lines)


def _name(detail: ErrorDetails) -> str:
    return ".".join(str(part) for part in detail["loc"]) or "(whole file)"


def _remedy(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return "there is no such setting; check the spelling"
        case "missing":
            return "this setting is required"
        case _:
            return detail["msg"].removeprefix("Value error, ")
