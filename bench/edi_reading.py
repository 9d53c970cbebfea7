"""Both readers beside pydifact and a bare `bytes.split`, all in one run: MB of input per second of computing.

`python -m bench.edi_reading` takes turns, so that other work of the machine slows each of them alike, and prints the
median of the rounds, in the last line as JSON. `python -m bench.edi_reading memory edifact 50` reads a file of 50 MB
from a memory map and prints the highest memory above that of reading nothing, with the pages of the file.
"""

import json
import logging
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap

from pydifact.segmentcollection import Interchange as PydifactInterchange

from bench import edi_interchanges
from bench.memory_curve import own_peak_mb
from edi.edifact import reader as edifact
from edi.x12 import reader as x12

ROUNDS, MEGABYTE = 7, 1_000_000


def speeds(size: int = MEGABYTE, rounds: int = ROUNDS) -> dict[str, float]:
    """MB of input per second of computing."""
    message, order = (b"".join(parts(size)) for parts in (edi_interchanges.edifact, edi_interchanges.x12))
    text = message.decode("latin-1")
    readings: dict[str, tuple[int, Callable[[], object]]] = {
        "pydifact": (len(message), lambda: PydifactInterchange.from_str(text)),
        "edifact": (len(message), lambda: _drain(edifact.stream(message))),
        "edifact, every element": (len(message), lambda: _drain(_elements(edifact.stream(message)))),
        "edifact, kept": (len(message), lambda: list(edifact.read(message))),
        "x12": (len(order), lambda: _drain(x12.stream(order))),
        "x12, every element": (len(order), lambda: _drain(_elements(x12.stream(order)))),
        "x12, kept": (len(order), lambda: list(x12.read(order))),
        "bytes.split": (len(message), lambda: message.split(b"'")),
    }
    seconds: dict[str, list[float]] = {name: [] for name in readings}
    for _ in range(rounds):
        for name, (_, reading) in readings.items():
            seconds[name].append(_seconds(reading))
    return {name: size / MEGABYTE / statistics.median(seconds[name]) for name, (size, _) in readings.items()}


def ratios(found: Mapping[str, float]) -> Iterator[str]:
    """Each speed in a line, beside those of pydifact and of `bytes.split`."""
    for name, speed in found.items():
        times, share = speed / found["pydifact"], speed / found["bytes.split"]
        yield f"{name}: {speed:.2f} MB/s, {times:.1f} times pydifact, {share:.1%} of bytes.split"


def memory(standard: str, megabytes: int) -> dict[str, float]:
    """MB before reading a file, at most above it while it is read, pages of the file included; seconds of computing."""
    parts, stream = {
        "edifact": (edi_interchanges.edifact, edifact.stream),
        "x12": (edi_interchanges.x12, x12.stream),
    }[standard]
    with tempfile.TemporaryFile() as file:
        file.writelines(parts(megabytes * MEGABYTE))
        file.flush()
        with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            before = own_peak_mb()
            began = time.process_time()
            _drain(_elements(stream(content)))
            seconds = time.process_time() - began
            return {"before": before, "above": round(own_peak_mb() - before, 1), "seconds": round(seconds, 1)}


def _elements(events: Iterable[edifact.Event | x12.Event]) -> Iterator[object]:
    for event in events:
        if isinstance(event, edifact.Message | x12.TransactionSet):
            yield [segment.elements for segment in event.segments]


def _drain(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _seconds(reading: Callable[[], object]) -> float:
    began = time.process_time()
    reading()
    return time.process_time() - began


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    if sys.argv[1:2] == ["memory"]:
        print(json.dumps(memory(sys.argv[2], int(sys.argv[3]))))
    else:
        measured = speeds()
        print(*ratios(measured), json.dumps(measured), sep="\n")
