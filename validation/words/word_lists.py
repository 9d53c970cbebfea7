"""Words of languages, and patterns made of them. They are data: a language more is a word more in a file."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words_in(file: str) -> dict[str, Any]:
    """What a file of this folder has."""
    return tomllib.loads(files("validation.words").joinpath(file).read_text(encoding="utf-8"))


def one_of(file: str, name: str) -> str:
    """The words of a list in a file of this folder, as a group of a regular expression that matches any of them."""
    return f"(?:{'|'.join(map(re.escape, sorted(words_in(file)[name], key=len, reverse=True)))})"
