"""A folder of mails as `.eml` files, as exports and gateways write them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from ingest.folder import FolderOptions, FolderSource
from ingest.sniff import MAIL
from ingest.source import AFRESH, Lookback, Received, SourceMemory
from ingest.unpacking.headers import envelope_of
from orders.document import SourceKey


class EmlFolderOptions(FolderOptions):
    """The table of a source of kind `eml_folder`: as of `folder`. Every file in it is taken for a mail."""


@dataclass(frozen=True, slots=True)
class EmlFolderSource:
    """An EDI drop whose files are mails; the rules of `FolderSource` hold."""

    name: str
    folder: FolderSource

    Options = EmlFolderOptions

    @classmethod
    def from_options(cls, name: str, options: EmlFolderOptions) -> Self:
        return cls(name, FolderSource.from_options(name, options))

    def baseline(self) -> str | None:
        return self.folder.baseline()

    def poll(self, memory: SourceMemory) -> Iterator[Received]:
        return (_as_mail(received) for received in self.folder.poll(memory))

    def history(self, since: date | None, until: date | None, lookback: Lookback = AFRESH) -> Iterator[Received]:
        return (_as_mail(received) for received in self.folder.history(since, until, lookback))

    def settle(self, key: SourceKey) -> None:
        self.folder.settle(key)

    def check_folder(self, folder: str) -> None:
        self.folder.check_folder(folder)

    def file_mail(self, key: SourceKey, content: bytes, folder: str) -> None:
        self.folder.file_mail(key, content, folder)


def _as_mail(received: Received) -> Received:
    if not received.content:
        return received
    return mail(received)


def mail(received: Received) -> Received:
    """The arrival with the sender and the subject that its headers give."""
    envelope = envelope_of(received.content)
    return replace(received, media_type=MAIL, sender=envelope.sender, name=envelope.subject or received.name)
