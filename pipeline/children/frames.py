"""What goes between us and a child process: length-prefixed JSON, checked against the types of the function.

Never pickle: a child that hostile input took over could otherwise run code in its parent.
"""

import importlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter

HEADER_BYTES: Final = 8
_BYTES_AS_BASE64: Final = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


class Request(BaseModel):
    """One call: `function` is `module:qualified name`, `arguments` the JSON of its arguments."""

    model_config = ConfigDict(extra="forbid")

    function: str
    arguments: str
    cpu_seconds: int
    memory_bytes: int
    open_files: int


class Answer(BaseModel):
    """How a call ended. `result` is the JSON of the result; `reason` the fault in words.

    A child that is `ready` says with `result` where it can write files, and with `reason` which network it has.
    """

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["ready", "done", "failed", "memory"]
    result: str = ""
    reason: str = ""


def framed(message: BaseModel) -> bytes:
    """The message as it goes through the pipe."""
    payload = message.model_dump_json().encode()
    return len(payload).to_bytes(HEADER_BYTES, "big") + payload


def name_of(function: Callable[..., object]) -> str:
    """How a child finds the function; raises ValueError where it cannot."""
    module, qualified = function.__module__, function.__qualname__
    if module == "__main__" or "<" in qualified:
        raise ValueError(f"{module}.{qualified} cannot run in a child: it is no function of an importable module")
    return f"{module}:{qualified}"


def function_named(name: str) -> Callable[..., object]:
    """The inverse of `name_of`, in the child."""
    module, _, qualified = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in qualified.split("."):
        found = getattr(found, part)
    function: Callable[..., object] = found
    return function


def arguments_json(function: Callable[..., object], arguments: Sequence[object]) -> str:
    """The positional arguments, by the annotations of the function."""
    return _arguments(function, len(arguments)).dump_json(tuple(arguments)).decode()


def arguments_from(function: Callable[..., object], text: str, count: int) -> Sequence[Any]:
    """Raises ValidationError for arguments of other types."""
    arguments: Sequence[Any] = _arguments(function, count).validate_json(text)
    return arguments


def result_json(function: Callable[..., object], result: object) -> str:
    """The result, by the return annotation."""
    return _result(function).dump_json((result,)).decode()


def result_from(function: Callable[..., object], text: str) -> Any:
    """Raises ValidationError for a result of another type."""
    return _result(function).validate_json(text)[0]


@lru_cache(maxsize=64)
def _arguments(function: Callable[..., object], count: int) -> TypeAdapter[tuple[Any, ...]]:
    hints = get_type_hints(function)
    names = [name for name in hints if name != "return"][:count]
    return _adapter(tuple(hints[name] for name in names))


@lru_cache(maxsize=64)
def _result(function: Callable[..., object]) -> TypeAdapter[tuple[Any, ...]]:
    # In a tuple, since a dataclass takes no configuration from outside.
    hints = get_type_hints(function)
    return _adapter((hints["return"],))


def _adapter(types: tuple[Any, ...]) -> TypeAdapter[tuple[Any, ...]]:
    # The types are known only at run time.
    shape: Any = tuple.__class_getitem__(types)
    return TypeAdapter(shape, config=_BYTES_AS_BASE64)
