"""Pictures of pages are safe in the archive before a transcript names them."""

from decimal import Decimal
from pathlib import Path

import pytest

from orders.document import digest_of
from orders.errors import Retryable
from orders.transcript import Transcript, TranscriptKind, TranscriptPage
from parsers.parser import PageImage, Parsed
from pipeline.page_images import archived
from storage.archive import Archive

PAGES = tuple(TranscriptPage(number=number, width=Decimal(595), height=Decimal(842)) for number in (1, 2))
TRANSCRIPT = Transcript(kind=TranscriptKind.PAGES, pages=PAGES)


def image(page: int, content: bytes) -> PageImage:
    return PageImage(page, "image/png", content)


def test_each_page_names_its_picture(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archived(archive, Parsed((), transcript=TRANSCRIPT, images=(image(2, b"two"), image(1, b"one"))))
    assert kept is not None
    assert [digest_of(b"one"), digest_of(b"two")] == [page.image for page in kept.pages]
    assert [b"one", b"two"] == [archive.get(page.image) for page in kept.pages]


def test_a_page_without_a_picture_names_none_and_a_picture_without_a_page_is_not_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archived(archive, Parsed((), transcript=TRANSCRIPT, images=(image(1, b"one"), image(7, b"stray"))))
    assert kept is not None
    assert "" == kept.pages[1].image
    assert not archive.has(digest_of(b"stray"))


def test_no_transcript_keeps_nothing(tmp_path: Path) -> None:
    assert archived(Archive(tmp_path), Parsed((), images=(image(1, b"one"),))) is None
    assert [] == list(tmp_path.iterdir())


def test_a_full_archive_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Retryable):
        archived(Archive(tmp_path / "file"), Parsed((), transcript=TRANSCRIPT, images=(image(1, b"one"),)))
