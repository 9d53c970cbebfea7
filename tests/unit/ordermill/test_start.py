"""What reads customers' files is loaded by the processes that read them, and costs no other one its memory."""

import subprocess
import sys

READERS = ("pypdfium2", "pypdf", "openpyxl", "python_calamine")

STARTED = f"""
import sys
from ordermill import cli, registry
from ordermill.daemon import worker
assert any(parser.name == "pdf" for parser in registry.parsers())
print(*(name for name in {READERS} if name in sys.modules))
"""


def test_neither_the_command_line_nor_the_parsers_that_it_knows_load_what_opens_files() -> None:
    loaded = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    assert "" == loaded.stdout.strip()
