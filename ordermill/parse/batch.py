"""Many files to many results: what `ordermill parse` does, apart from the terminal."""

import os
import stat
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import structlog

from ordermill import registry
from ordermill.clock import now
from ordermill.isolation import Isolation
from ordermill.parse.one_file import Judgement, judged, read_file
from ordermill.parse.plan import Job, is_result
from ordermill.parse.result import result
from ordermill.parse.shape import ParseResult
from orders.findings import Finding, FindingCode, Severity
from orders.partner import NO_PARTNERS, PartnerProfiles
from parsers.parser import Parser
from storage.database import Store, open_store
from storage.reference.importing import import_folder
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules
from validation.rule import Rule

log = structlog.get_logger()

LARGEST = 100_000_000
"""Bytes of a file that is read; a purchase order above it is none."""


@dataclass(slots=True)
class Report:
    """What became of a run: results by kind, inputs that got none with the reason, and unusable reference rows."""

    kinds: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every file of a run is read with. `store` holds the reference data, None where there is none."""

    parsers: Sequence[Parser]
    rules: Sequence[Rule]
    today: date
    isolation: Isolation
    store: Store | None
    evidence: bool
    partners: PartnerProfiles

    def result_of(self, source: Path) -> ParseResult:
        try:
            return self._result_of(source)
        except Exception as bug:
            # Here one file ends and the next begins, whatever is wrong with us.
            log.exception("file.broke", file=shown(source.name))
            message = f"{shown(source.name)} was not read, for an error inside Ordermill ({bug}). Report it."
            return result((), [_fault(FindingCode.INTERNAL_ERROR, message)], evidence=False)

    def _result_of(self, source: Path) -> ParseResult:
        content = _content(source)
        if isinstance(content, Finding):
            return result((), [content], evidence=False)
        read = read_file(self.parsers, self.isolation, content, shown(source.name), self.partners)
        with self._judgement() as judgement:
            found = zip(read.readings, read.origins, strict=True)
            orders = [judged(judgement, reading, origin) for reading, origin in found]
        return result(orders, read.findings, evidence=self.evidence)

    @contextmanager
    def _judgement(self) -> Iterator[Judgement]:
        if self.store is None:
            rules = reading_rules(self.rules)
            yield Judgement(rules, NoReference(), NothingTaught(), NoHistory(), self.today)
            return
        with self.store.read() as uow:
            yield Judgement(self.rules, uow.reference(), uow.knowledge, NoHistory(), self.today)


def parse_files(
    jobs: Sequence[Job],
    reference: Path | None,
    workers: int,
    *,
    evidence: bool,
    finished: Callable[[], None],
    partners: PartnerProfiles = NO_PARTNERS,
) -> Report:
    """Read every file and write its result. A file that kills or outlasts its reader costs only itself.

    Raises `Misconfigured` for a folder without usable reference data.
    """
    report = Report()
    with reference_store(reference, report) as store, Isolation.of(workers, here=frozenset()) as isolation:
        reading = _Reading(registry.parsers(), registry.rules(), now().date(), isolation, store, evidence, partners)
        pool = ThreadPoolExecutor(workers)
        try:
            running = {pool.submit(_carry_out, reading, job): job for job in jobs}
            for future in as_completed(running):
                _note(report, running[future].source, *future.result())
                finished()
        finally:
            # After Ctrl-C nothing more is begun.
            pool.shutdown(cancel_futures=True)
    return report


def shown(name: str) -> str:
    """The name as text: bytes of it that are no UTF-8 show as a question mark."""
    return os.fsencode(name).decode("utf-8", "replace")


@contextmanager
def reference_store(folder: Path | None, report: Report | None = None) -> Iterator[Store | None]:
    """A store with the reference data of a folder, which goes with the context; None without a folder.

    Raises `Misconfigured` for a folder without usable reference data; rows that cannot be used are noted in the report.
    """
    if folder is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ordermill-parse-") as scratch:
        store = open_store(f"sqlite:///{scratch}/reference.db", Path(scratch) / "archive")
        try:
            store.migrate()
            problems = [str(problem) for problem in import_folder(store, folder, now()).problems]
            if report is not None:
                report.problems += problems
            yield store
        finally:
            store.close()


def _content(source: Path) -> bytes | Finding:
    """The bytes, or why there are none. Neither a pipe nor a giant may hang or fill us."""
    name = shown(source.name)
    try:
        status = source.stat()
        if not stat.S_ISREG(status.st_mode):
            return _fault(FindingCode.UNREADABLE, f"{name} is no plain file. Put the document itself there.")
        if status.st_size > LARGEST:
            return _fault(FindingCode.UNREADABLE, f"{name} has {status.st_size} bytes; the limit is {LARGEST}.")
        content = source.read_bytes()
    except OSError as error:
        message = f"{name} cannot be opened: {error.strerror}. Give us the right to read it, or fetch it again."
        return _fault(FindingCode.UNREADABLE, message)
    empty = f"{name} is empty. Ask the sender to transmit it again."
    return content or _fault(FindingCode.EMPTY_FILE, empty)


def _fault(code: FindingCode, message: str) -> Finding:
    return Finding(code=code, severity=Severity.BLOCK, message=message)


def _carry_out(reading: _Reading, job: Job) -> tuple[str, str]:
    """The kind of the result, or nothing and why it was not written."""
    shape = reading.result_of(job.source)
    try:
        _write(job.target, shape)
    except OSError as error:
        return "", f"its result {job.target} cannot be written: {error.strerror or error}."
    return shape.kind, ""


def _note(report: Report, source: Path, kind: str, reason: str) -> None:
    if reason:
        report.failed.append((source, reason))
    else:
        report.kinds[kind] += 1


def _write(target: Path, shape: ParseResult) -> None:
    if os.path.lexists(target) and not is_result(target):
        raise FileExistsError("it is there and was not written by this command; choose another --out")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".ordermill-{os.getpid()}-{threading.get_ident()}.part")
    try:
        temporary.write_text(shape.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
