"""Words that patterns are made of. They are data: a language more is a word more in a file."""

import re
import tomllib
from importlib.resources import files


def one_of(file: str, name: str) -> str:
    """The words of a list in a file of this package, as a group of a regular expression that matches any of them."""
    table = tomllib.loads(files("validation").joinpath(file).read_text(encoding="utf-8"))
    return f"(?:{'|'.join(map(re.escape, sorted(table[name], key=len, reverse=True)))})"
