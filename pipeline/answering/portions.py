"""Interchanges that were taken apart because they are large: one answer for all portions, when all of them are read.

A portion is a document with the name of its siblings and a number behind its path, and with the envelope of the one
before it.
"""

from collections.abc import Callable, Iterator

from orders.document import Document
from orders.stages import Stage, Subject
from replies.portions import continues
from replies.received import Received, received
from storage.errors import NotFound
from storage.unit_of_work import UnitOfWork

Content = Callable[[Document], bytes]
"""The bytes of a document."""


def goes_on(uow: UnitOfWork, document: Document, first: Received, content: Content) -> bool:
    """Whether the first interchange of the document began in the portion before, which is answered for it."""
    before = _beside(uow, document, -1)
    there = received(content(before)) if before else ()
    return bool(there) and continues(first, there[-1])


def following(
    uow: UnitOfWork, document: Document, last: Received, content: Content
) -> Iterator[tuple[Document, tuple[Received, ...]]]:
    """The portions that go on with the last interchange of this document, each with what it holds."""
    while (document_after := _beside(uow, document, 1)) is not None:
        there = received(content(document_after))
        if not there or not continues(there[0], last):
            return
        yield document_after, there
        if len(there) > 1:
            return
        document = document_after


def is_continued(uow: UnitOfWork, document: Document, content: bytes, of_others: Content) -> bool:
    """Whether the last interchange of the document goes on in the portion behind it."""
    after = _beside(uow, document, 1)
    here = received(content) if after else ()
    there = received(of_others(after)) if after else ()
    return bool(here and there) and continues(there[0], here[-1])


def is_read(uow: UnitOfWork, document: Document) -> bool:
    """Whether nothing more comes of it."""
    if document.set_aside:
        return True
    try:
        return uow.work.of(Subject.DOCUMENT, document.id).stage is Stage.PARSED
    except NotFound:
        return True


def _beside(uow: UnitOfWork, document: Document, step: int) -> Document | None:
    above, slash, number = document.path.rpartition("/")
    if not slash or not number.isdigit():
        return None
    path = f"{above}/{int(number) + step}"
    siblings = uow.documents.of_arrival(document.arrival_id)
    return next((one for one in siblings if one.path == path and one.name == document.name), None)
