"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from config.loading import CONFIG_VARIABLE

SettingsFile = Annotated[
    Path,
    typer.Option("--config", "-c", envvar=CONFIG_VARIABLE, help="The settings file.", show_default=True),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
DEFAULT_FILE = Path("ordermill.toml")
