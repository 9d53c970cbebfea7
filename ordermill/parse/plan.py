"""Which files `ordermill parse` reads, and where the result of each goes."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ordermill.parse.shape import FORMAT

TRUTH = ".truth.json"


@dataclass(frozen=True, slots=True)
class Job:
    """One input and where its result goes."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to read, and the folders that could not be listed, with the reason."""

    jobs: Sequence[Job]
    unlisted: Sequence[tuple[Path, str]]


def plan(paths: Sequence[Path], out: Path) -> Plan:
    """Below a folder all files are read, in its structure, but for truth files, links to folders and the output."""
    walk = _Walk(out.resolve())
    inputs: dict[Path, tuple[Path, Path]] = {}
    for path in paths:
        for source, relative in walk.inputs(path):
            # A file named twice, or by its folder too, is one input.
            inputs.setdefault(_place(source), (source, relative))
    chosen = sorted(inputs.values())
    # Beside its input a result must not take the place of another one.
    taken = {place.relative_to(walk.out) for place in inputs if place.is_relative_to(walk.out)}
    targets = _targets([relative for _, relative in chosen], taken)
    jobs = [Job(source, out / target) for (source, _), target in zip(chosen, targets, strict=True)]
    return Plan(jobs, walk.unlisted)


def is_result(file: Path) -> bool:
    """Whether the file is a result of an earlier run, which may be replaced and is no input."""
    try:
        shape = json.loads(file.read_bytes()) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(shape, dict) and shape.get("format") == FORMAT


@dataclass(frozen=True, slots=True)
class _Walk:
    out: Path
    unlisted: list[tuple[Path, str]] = field(default_factory=list)

    def inputs(self, path: Path) -> Iterator[tuple[Path, Path]]:
        """Each file with the place of its result, without its ending."""
        if path.is_dir():
            yield from self._below(path)
        elif self._is_input(path):
            yield path, Path(path.name)

    def _below(self, root: Path) -> Iterator[tuple[Path, Path]]:
        for folder, folders, names in os.walk(root, onerror=self._note):
            here = Path(folder)
            folders[:] = [name for name in folders if (here / name).resolve() != self.out]
            for name in names:
                if self._is_input(here / name):
                    yield here / name, (here / name).relative_to(root)

    def _is_input(self, file: Path) -> bool:
        if file.name.endswith(TRUTH):
            return False
        ours = file.suffix == ".json" and _place(file).is_relative_to(self.out) and is_result(file)
        return not ours

    def _note(self, error: OSError) -> None:
        self.unlisted.append((Path(os.fsdecode(error.filename)), f"cannot be listed: {error.strerror}."))


def _place(file: Path) -> Path:
    """Where the file is, links in its own name not followed: two links are two inputs."""
    return file.parent.resolve() / file.name


def _targets(relatives: Sequence[Path], taken: set[Path]) -> list[Path]:
    """`<name without its last suffix>.json`; the full name where that is not one file's alone, numbered if need be."""
    stems = Counter(relative.with_suffix("") for relative in relatives)
    targets: list[Path] = []
    for relative in relatives:
        short = relative.with_name(f"{relative.stem}.json")
        full = relative.with_name(f"{relative.name}.json")
        wanted = full if stems[relative.with_suffix("")] > 1 else short
        targets.append(next(target for target in _candidates(wanted, full) if target not in taken))
        taken.add(targets[-1])
    return targets


def _candidates(wanted: Path, full: Path) -> Iterable[Path]:
    yield wanted
    yield full
    number = 2
    while True:
        yield full.with_name(f"{full.stem}.{number}.json")
        number += 1
