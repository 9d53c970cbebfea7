"""A Maildir, into which a mail server delivers (https://cr.yp.to/proto/maildir.html)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from imapclient import imap_utf7
from pydantic import BaseModel, ConfigDict, Field

from ingest import files
from ingest.days import within
from ingest.eml import mail
from ingest.files import Entry
from ingest.laying_down import lay_down, make
from ingest.sniff import MAIL
from ingest.source import AFRESH, LeftOut, Lookback, Received, SourceMemory
from orders.document import SourceKey
from orders.errors import Misconfigured, Retryable
from orders.findings import Finding, FindingCode, Severity


class MaildirOptions(BaseModel):
    """The table of a source of kind `maildir`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    """The Maildir: the folder that holds `new`, `cur` and `tmp`."""
    settle: bool = True
    """Whether a mail that is safe in the archive moves from `new` to `cur` and is marked as seen."""
    max_bytes: int = Field(default=100_000_000, gt=0)
    """A larger mail is recorded and held, and not read."""


@dataclass(frozen=True, slots=True)
class MaildirSource:
    """Key: the unique name, which a mail keeps when it moves from `new` to `cur`. No waiting: delivery is a rename."""

    name: str
    options: MaildirOptions
    clock: Callable[[], datetime]

    Options = MaildirOptions

    @classmethod
    def from_options(cls, name: str, options: MaildirOptions) -> Self:
        for folder in ("new", "cur", "tmp"):
            if not (options.path / folder).is_dir():
                raise Misconfigured(f"Source {name}: {options.path} is no Maildir, it has no folder `{folder}`.")
        return cls(name, options, lambda: datetime.now(UTC))

    def baseline(self) -> str | None:
        """None: what lies in `new` was seen by nobody yet."""
        return None

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        for entry in sorted(self._entries("new"), key=lambda entry: (entry.mtime, entry.relative)):
            if self.options.settle or not memory.knows(self._key(entry)):
                yield from self._received(entry)

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]:
        """Mails read and unread, by the time of their delivery."""
        found = [
            entry
            for folder in ("cur", "new")
            for entry in self._entries(folder)
            if within(datetime.fromtimestamp(entry.mtime, UTC), since, until)
        ]
        lookback.expects(len(found))
        for entry in sorted(found, key=lambda entry: (entry.mtime, entry.relative)):
            if lookback.knows(self._key(entry)):
                continue
            received = list(self._received(entry))
            if not received:
                lookback.left_out(files.key_of(entry.relative), LeftOut.GONE)
            yield from received

    def settle(self, key: SourceKey) -> None:
        unique = files.path_of(key.key)
        delivered = self.options.path / "new" / unique
        if not self.options.settle or not delivered.is_file():
            return
        try:
            # Names are unique by definition, so nothing can be overwritten.
            delivered.rename(self.options.path / "cur" / f"{unique}:2,S")
        except FileNotFoundError:
            # Another reader was quicker.
            return
        except OSError as error:
            raise Retryable(f"Source {self.name}: {key.key} was read but cannot be marked: {error}") from error

    def check_folder(self, folder: str) -> None:
        for part in ("new", "cur", "tmp"):
            make(self._beside(folder) / part)

    def file_mail(self, key: SourceKey, content: bytes, folder: str) -> None:
        """Into a folder as of Maildir++, which mail servers show below the inbox."""
        self.check_folder(folder)
        unique, target = files.path_of(key.key), self._beside(folder)
        if not unique or _named(target, unique):
            return
        for found in _named(self.options.path, unique):
            try:
                found.rename(target / "cur" / (found.name if ":" in found.name else f"{unique}:2,"))
            except FileNotFoundError:
                # Another reader was quicker: its bytes are laid down.
                continue
            except OSError as error:
                raise Retryable(f"Source {self.name}: {key.key} cannot be moved to {folder}: {error}") from error
            return
        lay_down(content, target / "new" / unique, target / "tmp" / unique)

    def _beside(self, folder: str) -> Path:
        parts = [part.replace(".", "_") for part in folder.split("/") if part]
        encoded: bytes = imap_utf7.encode(".".join(parts))
        return self.options.path / f".{encoded.decode()}"

    def _entries(self, folder: str) -> Iterator[Entry]:
        entries = files.scan(self.options.path / folder, recursive=False)
        return (entry for entry in entries if not entry.relative.startswith("."))

    def _key(self, entry: Entry) -> SourceKey:
        unique = entry.relative.partition(":")[0]
        return SourceKey(self.name, files.key_of(unique))

    def _received(self, entry: Entry) -> Iterator[Received]:
        try:
            content = files.read(entry, limit=self.options.max_bytes)
        except files.UnreadableFile as error:
            yield self._arrival(entry, b"", mark=f"!{entry.signature.mtime_ns}", fault=error.finding)
            return
        if content is not None:
            yield mail(self._arrival(entry, content, fault=None if content else _empty(entry)))

    def _arrival(self, entry: Entry, content: bytes, *, mark: str = "", fault: Finding | None = None) -> Received:
        key = self._key(entry)
        return Received(
            source_key=SourceKey(key.source, key.key + mark),
            name=key.key,
            media_type=MAIL,
            sender="",
            received_at=datetime.fromtimestamp(entry.mtime, UTC),
            content=content,
            fault=fault,
        )


def _named(maildir: Path, unique: str) -> list[Path]:
    """The mail of this unique name, whatever its flags."""
    read = [found for found in (maildir / "cur").iterdir() if found.name.partition(":")[0] == unique]
    return [path for path in (maildir / "new" / unique, *read) if path.is_file()]


def _empty(entry: Entry) -> Finding:
    return Finding(
        code=FindingCode.EMPTY_FILE,
        severity=Severity.HOLD,
        message=f"The mail {entry.relative} is empty: the server delivered nothing. Look into the mailbox.",
    )
