"""What the machine has to offer: a folder that can be written to, room, sealed-off children, programs."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from ordermill.doctor.check import Check, State
from ordermill.isolation import Isolation
from orders.errors import OrdermillError
from parsers.ocr.languages import LANGUAGES, ORIENTATION

ENOUGH_DISK = 1_000_000_000


def all_of(data_dir: Path) -> Iterator[Check]:
    """Those that need no database."""
    yield disk(data_dir)
    yield tesseract()


def disk(folder: Path) -> Check:
    """Whether originals can be kept. A folder that is not there yet is made by `init` and `run`."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return Check("archive", State.BROKEN, f"{there} cannot be written to. Give it to the service's user.")
    free = shutil.disk_usage(there).free
    if free < ENOUGH_DISK:
        return Check("disk", State.WEAK, f"only {free // 1_000_000} MB are free for {folder}. Make room.")
    return Check("archive", State.GOOD, f"{folder} is writable, {free // 1_000_000_000} GB are free.")


def tesseract() -> Check:
    """The program that reads scans."""
    program = shutil.which("tesseract")
    if program is None:
        message = "not installed: scans will wait for a person. Install the Debian package tesseract-ocr."
        return Check("tesseract", State.WEAK, message)
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        message = f"does not answer: scans will wait for a person ({error}). Install tesseract-ocr anew."
        return Check("tesseract", State.WEAK, message)
    missing = {*LANGUAGES, ORIENTATION} - set(listed.stdout.split())
    if missing:
        packages = " ".join(f"tesseract-ocr-{language}" for language in sorted(missing))
        message = f"lacks what some scans need ({', '.join(sorted(missing))}). Install the Debian packages {packages}."
        return Check("tesseract", State.WEAK, message)
    return Check("tesseract", State.GOOD, "is installed with all languages.")


def isolation(children: Isolation) -> Check:
    """Whether a hostile document could reach the network."""
    return _sealed(
        "isolation",
        lambda: children.children.network == "none",
        "documents are read in processes without network.",
        "documents are read in processes of their own, but the kernel does not let us take the network from them. "
        "Allow user namespaces to the service, or keep its outgoing connections to what it needs by a firewall.",
    )


def pages(children: Isolation) -> Check:
    """Whether a scan could change files: those who read it pass its pages to tesseract through some."""
    return _sealed(
        "pages",
        lambda: children.page_children.files == "folder",
        "scans are read in processes that write in a private folder only.",
        "scans are read in processes that could write other files of the service, as the kernel has no Landlock. "
        "Use Linux 5.13 or newer with Landlock turned on, or keep the service to its own folder as the unit file does.",
    )


def _sealed(name: str, is_sealed: Callable[[], bool], good: str, weak: str) -> Check:
    """What the first child says of itself, where one can be started at all."""
    try:
        return Check(name, State.GOOD, good) if is_sealed() else Check(name, State.WEAK, weak)
    except OrdermillError as error:
        return Check(name, State.BROKEN, str(error))
