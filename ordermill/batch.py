"""Many files to many results: what `ordermill parse` does, apart from the terminal."""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ordermill import registry
from ordermill.clock import now
from ordermill.parse_result import FORMAT, result
from ordermill.parsing import Reader, read_file
from orders.findings import Finding, FindingCode, Severity
from pipeline.children import ChildDied, ChildFailed, ChildLimits, Children, MemoryLimit, TimeLimit
from storage.database import Store, open_store
from storage.reference_import import import_folder
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

REFERENCE_FILE = "reference.db"
LIMITS = ChildLimits()


@dataclass(frozen=True, slots=True)
class Job:
    """One input and where its result goes."""

    source: Path
    target: Path


@dataclass(slots=True)
class Report:
    """What became of a run: results by kind, inputs that got none with the reason, and unusable reference rows."""

    kinds: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[Path, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def plan(paths: Sequence[Path], out: Path) -> list[Job]:
    """The files to read. Below a folder all are, in its structure, but for truth files and the output itself."""
    inputs = sorted(set(_inputs(paths, out)))
    stems = Counter(relative.with_suffix("") for _, relative in inputs)
    return [Job(source, _target(out, relative, stems)) for source, relative in inputs]


def parse_files(
    jobs: Sequence[Job],
    reference: Path | None,
    workers: int,
    *,
    evidence: bool,
    finished: Callable[[], None],
) -> Report:
    """Read every file and write its result. A file that kills or outlasts its reader costs only itself."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="ordermill-parse-") as scratch:
        database = _load(reference, Path(scratch), report)
        with Children(workers, preload=(__name__,)) as children, ThreadPoolExecutor(workers) as pool:
            running = {pool.submit(_run, children, job, database, evidence=evidence): job for job in jobs}
            for future in as_completed(running):
                _note(report, running[future], future.result())
                finished()
    return report


def _inputs(paths: Sequence[Path], out: Path) -> Iterator[tuple[Path, Path]]:
    """Each file with the place of its result below `out`."""
    for path in paths:
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        for folder, folders, names in os.walk(path):
            here = Path(folder)
            folders[:] = [name for name in folders if (here / name).resolve() != out.resolve()]
            inside = here.resolve() == out.resolve()
            for name in names:
                file = here / name
                if not name.endswith(".truth.json") and not (inside and is_result(file)):
                    yield file, file.relative_to(path)


def _target(out: Path, relative: Path, stems: Counter[Path]) -> Path:
    name = relative.name if stems[relative.with_suffix("")] > 1 else relative.stem
    return out / relative.parent / f"{name}.json"


def is_result(file: Path) -> bool:
    """Whether the file is a result of an earlier run, which may be replaced and is no input."""
    try:
        shape = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(shape, dict) and shape.get("format") == FORMAT


def _load(reference: Path | None, scratch: Path, report: Report) -> Path | None:
    """The reference data as a database that every reader opens; None where there is none."""
    if reference is None:
        return None
    store = open_store(f"sqlite:///{scratch / REFERENCE_FILE}", scratch / "archive")
    store.migrate()
    report.problems += [str(problem) for problem in import_folder(store, reference, now()).problems]
    store.close()
    return scratch / REFERENCE_FILE


def _run(children: Children, job: Job, database: Path | None, *, evidence: bool) -> dict[str, Any]:
    try:
        return children.run(read_to_result, str(job.source), str(database or ""), evidence, limits=LIMITS)
    except (TimeLimit, MemoryLimit, ChildDied) as fault:
        return _unreadable(FindingCode.TIME_LIMIT, f"{job.source.name} was not read. {fault}")
    except ChildFailed as fault:
        return _unreadable(FindingCode.INTERNAL_ERROR, f"{job.source.name} was not read. {fault}")


def read_to_result(source: str, database: str, evidence: bool) -> dict[str, Any]:  # noqa: FBT001 -- crosses a process
    """In a child: read one file to its result. `database` is empty without reference data."""
    try:
        content = Path(source).read_bytes()
    except OSError as error:
        return _unreadable(FindingCode.UNREADABLE, f"{source} cannot be opened: {error.strerror}.")
    name = Path(source).name
    with _reader(database) as reader:
        return result(*read_file(reader, content, name), evidence=evidence)


@contextmanager
def _reader(database: str) -> Iterator[Reader]:
    parsers, rules, today = registry.parsers(), registry.rules(), now().date()
    if not database:
        yield Reader(parsers, reading_rules(rules), NoReference(), NothingTaught(), NoHistory(), today)
        return
    with _store(database).read() as uow:
        yield Reader(parsers, rules, uow.reference(), uow.knowledge, NoHistory(), today)


@lru_cache(maxsize=1)
def _store(database: str) -> Store:
    # One child reads many files; opening the database is a good part of a short one.
    return open_store(f"sqlite:///{database}", Path(database).parent / "archive")


def _unreadable(code: FindingCode, message: str) -> dict[str, Any]:
    return result((), (Finding(code=code, severity=Severity.BLOCK, message=message),), evidence=False)


def _note(report: Report, job: Job, shape: dict[str, Any]) -> None:
    try:
        _write(job.target, shape)
    except OSError as error:
        report.failed.append((job.source, f"its result {job.target} cannot be written: {error.strerror or error}."))
    else:
        report.kinds[shape["kind"]] += 1


def _write(target: Path, shape: dict[str, Any]) -> None:
    if target.exists() and not is_result(target):
        raise FileExistsError(f"{target} exists and was not written by this command; choose another --out")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.part")
    temporary.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    temporary.replace(target)
