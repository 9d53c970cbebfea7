"""A measurement in a process of its own, whose memory nothing before it has grown."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent


def measured(module: str, *arguments: str) -> dict[str, Any]:
    """What `python -m module` says in the last line that it prints, which is JSON."""
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found
