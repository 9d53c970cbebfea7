"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

SettingsFile = Annotated[
    Path,
    typer.Option("--config", "-c", envvar="ORDERMILL_CONFIG", help="The settings file.", show_default=True),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
DEFAULT_FILE = Path("ordermill.toml")
