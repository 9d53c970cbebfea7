"""An EDI drop: a folder that partners, gateways and people put files into."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field

from ingest import files
from ingest.days import within
from ingest.files import Entry, Signature
from ingest.filing import file_away
from ingest.laying_down import lay_down, make
from ingest.sniff import media_type
from ingest.source import AFRESH, LeftOut, Lookback, Received, SourceMemory
from orders.document import SourceKey, digest_of
from orders.errors import Misconfigured, Retryable
from orders.findings import Finding, FindingCode, Severity

_MOST_FAILING: Final = 10
"""So many files in a row that cannot be read are no bad spots on a disk but a drive that is gone."""


class FolderOptions(BaseModel):
    """The table of a source of kind `folder`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    """The folder to read."""
    recursive: bool = False
    """Whether folders below it are read too."""
    settle: bool = True
    """Whether a file that is safe in the archive is moved to `processed`; without it the folder is never written to."""
    processed: Path | None = None
    """Where to; `processed` below the folder where not said. May be on another file system."""
    temporary_suffixes: tuple[str, ...] = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", "~")
    """Files that end so are still being written, whatever their age."""
    temporary_prefixes: tuple[str, ...] = (".", "~")
    """The same for how names begin; of folders too."""
    stable_seconds: float = Field(default=2.0, ge=0)
    """Two looks at least this far apart must see the same size and time of change."""
    quiet_seconds: float = Field(default=60.0, ge=0)
    """A file not written to for this long is stable at the first look."""
    max_bytes: int = Field(default=100_000_000, gt=0)
    """A larger file is recorded and held, and not read."""

    @property
    def processed_folder(self) -> Path:
        return self.processed or self.path / "processed"


@dataclass(slots=True)
class FolderSource:
    """Key: `relative path#sha256-inode-time of change`.

    The same file, met again after a crash, is known by it. A file that is sent again under its old name is a new
    arrival even with the same content, for the first one may have been refused; whether it is a copy of a live order is
    for validation to see.
    """

    name: str
    options: FolderOptions
    clock: Callable[[], datetime]
    _first_seen: dict[str, tuple[Signature, datetime]] = field(default_factory=dict)
    _digests: dict[str, tuple[Signature, SourceKey]] = field(default_factory=dict)

    Options = FolderOptions

    @classmethod
    def from_options(cls, name: str, options: FolderOptions) -> Self:
        if not options.path.is_dir():
            raise Misconfigured(f"Source {name}: {options.path} is not a folder. Create it, or correct `path`.")
        return cls(name, options, lambda: datetime.now(UTC))

    def baseline(self) -> str | None:
        """None: whatever lies in a drop was put there to be read."""
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        now = self.clock()
        entries = [entry for entry in self._entries() if not self._is_temporary(entry)]
        self._forget_all_but({entry.relative for entry in entries})
        for entry in sorted(entries, key=lambda entry: (entry.mtime, entry.relative)):
            if self._is_stable(entry, now):
                yield from self._unless_settled(entry, memory)

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]:
        """By the time of the last change, oldest first; files still being written are left out."""
        chosen = [entry for entry in self._entries() if within(_changed(entry), since, until)]
        lookback.expects(len(chosen))
        failing = 0
        for entry in sorted(chosen, key=lambda entry: (entry.mtime, entry.relative)):
            try:
                found: list[Received] | LeftOut = self._unfit(entry) or list(self._received(entry)) or LeftOut.GONE
                failing = 0
            except Retryable:
                failing += 1
                if failing > _MOST_FAILING:
                    raise
                found = LeftOut.FAILING
            if isinstance(found, LeftOut):
                lookback.left_out(files.key_of(entry.relative), found)
            else:
                yield from found

    def settle(self, key: SourceKey) -> None:
        if not self.options.settle or not _has_digest(key):
            return
        quoted, _, mark = key.key.rpartition("#")
        digest, relative = mark.partition("-")[0], files.path_of(quoted)
        month = self.clock().strftime("%Y-%m")
        try:
            file_away(self.options.path / relative, digest, self.options.processed_folder / month)
        except OSError as error:
            raise Retryable(f"Source {self.name}: {quoted} was read but cannot be moved: {error}") from error

    def check_folder(self, folder: str) -> None:
        """Beside `processed`. A drop that is read with all below it, or never written to, has no room for one."""
        target, options = self._beside(folder), self.options
        place, drop = target.resolve(), options.path.resolve()
        if place == drop:
            raise Misconfigured(
                f"Source {self.name}: {target} is the folder that is read: mails put there would come back for ever. "
                "Name another folder."
            )
        if place.is_relative_to(drop) and (options.recursive or not options.settle):
            raise Misconfigured(
                f"Source {self.name}: {target} lies in the folder that is read, which may not be written to or is read "
                "with all below it. Set `processed` to a place outside; the folder is made beside that."
            )
        make(target)

    def file_mail(self, key: SourceKey, content: bytes, folder: str) -> None:
        """A copy of it: the file itself lies where read ones lie."""
        self.check_folder(folder)
        path = PurePath(files.path_of(key.key.rpartition("#")[0]))
        name = f"{path.stem}-{digest_of(content)[:12]}{path.suffix}"
        target = self._beside(folder)
        lay_down(content, target / name, target / f".{name}.part")

    def _beside(self, folder: str) -> Path:
        return self.options.processed_folder.parent / folder

    def _unfit(self, entry: Entry) -> LeftOut | None:
        if self._is_temporary(entry):
            return LeftOut.TEMPORARY_NAME
        quiet = (self.clock() - _changed(entry)).total_seconds()
        return LeftOut.BEING_WRITTEN if 0 <= quiet < self.options.stable_seconds else None

    def _entries(self) -> Iterator[Entry]:
        return files.scan(self.options.path, recursive=self.options.recursive, skip=self._skipped())

    def _skipped(self) -> frozenset[str]:
        processed = self.options.processed_folder
        inside = processed.is_relative_to(self.options.path)
        return frozenset({processed.relative_to(self.options.path).as_posix()}) if inside else frozenset()

    def _is_temporary(self, entry: Entry) -> bool:
        parts = entry.relative.lower().split("/")
        hidden = any(part.startswith(self.options.temporary_prefixes) for part in parts)
        return hidden or parts[-1].endswith(self.options.temporary_suffixes)

    def _is_stable(self, entry: Entry, now: datetime) -> bool:
        quiet = now.timestamp() - entry.mtime
        if quiet >= self.options.quiet_seconds:
            return True
        known, since = self._first_seen.get(entry.relative, (None, now))
        if known != entry.signature:
            self._first_seen[entry.relative] = (entry.signature, now)
            return self.options.stable_seconds == 0
        return (now - since).total_seconds() >= self.options.stable_seconds

    def _unless_settled(self, entry: Entry, memory: SourceMemory) -> Iterator[Received]:
        """A file that stays in place, or cannot be read, comes once. One in a folder never written to is read once."""
        signature, key = self._digests.get(entry.relative, (None, None))
        if key is not None and signature == entry.signature and memory.knows(key):
            return
        for received in self._received(entry):
            stays = not self.options.settle or not _has_digest(received.source_key)
            if not self.options.settle and _has_digest(received.source_key):
                self._digests[entry.relative] = (entry.signature, received.source_key)
            if not (stays and memory.knows(received.source_key)):
                yield received

    def _received(self, entry: Entry) -> Iterator[Received]:
        try:
            content = files.read(entry, limit=self.options.max_bytes)
        except files.UnreadableFile as error:
            # The sign after `#` is no digest: the file is never moved, and a mended one is a new arrival.
            state = f"!{entry.signature.size}-{entry.signature.mtime_ns}"
            yield self._arrival(entry, state, b"", fault=error.finding)
            return
        if content is not None:
            mark = f"{digest_of(content)}-{entry.signature.inode:x}-{entry.signature.mtime_ns:x}"
            yield self._arrival(entry, mark, content, fault=_empty(entry) if not content else None)

    def _arrival(self, entry: Entry, mark: str, content: bytes, *, fault: Finding | None) -> Received:
        return Received(
            source_key=SourceKey(self.name, f"{files.key_of(entry.relative)}#{mark}"),
            name=files.key_of(entry.path.name),
            media_type=media_type(content) if content else "",
            sender="",
            received_at=datetime.fromtimestamp(entry.mtime, UTC),
            content=content,
            fault=fault,
        )

    def _forget_all_but(self, present: set[str]) -> None:
        for seen in (self._first_seen, self._digests):
            for relative in seen.keys() - present:
                del seen[relative]


def _changed(entry: Entry) -> datetime:
    return datetime.fromtimestamp(entry.mtime, UTC)


def _has_digest(key: SourceKey) -> bool:
    return key.key.rpartition("#")[2].partition("-")[0].isalnum()


def _empty(entry: Entry) -> Finding:
    return Finding(
        code=FindingCode.EMPTY_FILE,
        severity=Severity.HOLD,
        message=f"{entry.relative} is empty. Ask the sender to transmit it again, or delete it.",
    )
