"""What was received is recorded once, however often and under whatever key a source shows it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from orders.document import SourceKey
from orders.ids import ArrivalId, Digest, DocumentId, new_id
from orders.stages import Subject
from orders.transcript import Transcript, TranscriptKind, TranscriptPage, TranscriptRow, TranscriptWord
from storage.database import Store
from storage.errors import Conflict, NotFound
from tests.integration.storage.samples import arrival, document, finding

MAIL = "message/rfc822"


def test_an_arrival_comes_back_as_it_was(store: Store) -> None:
    came = replace(arrival(), received_at=datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=2))))
    with store.begin() as uow:
        assert uow.arrivals.add(came)
    with store.read() as uow:
        assert came == uow.arrivals.get(came.id)
        assert uow.arrivals.get(came.id).received_at.utcoffset() == timedelta(0)


def test_the_same_source_key_is_recorded_once(store: Store) -> None:
    with store.begin() as uow:
        assert uow.arrivals.add(arrival("a"))
        assert not uow.arrivals.add(arrival("a"))
        assert uow.arrivals.knows(SourceKey("drop", "a"))
        assert not uow.arrivals.knows(SourceKey("other drop", "a"))
        assert uow.arrivals.add(arrival("a", source="other drop"))


def test_a_mail_under_another_uidvalidity_is_the_same_mail_and_known_by_both_keys(store: Store) -> None:
    mail = arrival("INBOX/1/7", source="mailbox", media_type=MAIL)
    moved = replace(mail, id=ArrivalId(new_id()), source_key=SourceKey("mailbox", "INBOX/2/1"))
    with store.begin() as uow:
        assert uow.arrivals.add(mail)
        assert not uow.arrivals.add(moved)
        assert not uow.arrivals.add(moved)
    with store.read() as uow:
        assert uow.arrivals.knows(moved.source_key)
        with pytest.raises(NotFound):
            uow.arrivals.get(moved.id)


def test_the_same_mail_in_another_mailbox_is_another_arrival(store: Store) -> None:
    mail = arrival("INBOX/1/7", source="mailbox", media_type=MAIL)
    with store.begin() as uow:
        assert uow.arrivals.add(mail)
        assert uow.arrivals.add(replace(mail, id=ArrivalId(new_id()), source_key=SourceKey("other", "INBOX/1/7")))


def test_the_same_file_under_another_name_is_another_arrival(store: Store) -> None:
    file = arrival("a.edi#1")
    with store.begin() as uow:
        assert uow.arrivals.add(file)
        assert uow.arrivals.add(replace(file, id=ArrivalId(new_id()), source_key=SourceKey("drop", "b.edi#1")))


def test_a_name_that_no_database_takes_is_kept_with_escapes(store: Store) -> None:
    came = replace(arrival(), source_key=SourceKey("drop", "bad\udce9\0key"), name="bad\udce9\0name.edi")
    with store.begin() as uow:
        assert uow.arrivals.add(came)
        assert uow.arrivals.knows(came.source_key)
        assert not uow.arrivals.add(replace(came, id=ArrivalId(new_id())))
        assert r"bad\udce9\x00name.edi" == uow.arrivals.get(came.id).name


def test_a_source_remembers_its_cursor(store: Store) -> None:
    with store.begin() as uow:
        assert uow.arrivals.cursor("mailbox") == ""
        uow.arrivals.set_cursor("mailbox", "1/7")
        uow.arrivals.set_cursor("other", "9/9")
        uow.arrivals.set_cursor("mailbox", "1/8")
    with store.read() as uow:
        assert uow.arrivals.cursor("mailbox") == "1/8"


def test_every_part_of_an_arrival_is_there_by_its_path(store: Store) -> None:
    came = arrival()
    first, second = document(came, "1"), document(came, "2.1")
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(second)
        uow.documents.add(first)
        uow.documents.set_aside(second.id, "a picture of the logo")
        assert first == uow.documents.get(first.id)
        assert (first, replace(second, set_aside="a picture of the logo")) == uow.documents.of_arrival(came.id)


def test_two_documents_cannot_stand_at_the_same_path(store: Store) -> None:
    came = arrival()
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(document(came))
    with pytest.raises(Conflict), store.begin() as uow:
        uow.documents.add(document(came))


def test_an_unknown_document_is_not_found(store: Store) -> None:
    unknown = DocumentId("none")
    with store.begin() as uow:
        with pytest.raises(NotFound):
            uow.documents.get(unknown)
        with pytest.raises(NotFound):
            uow.documents.set_aside(unknown, "")
        assert uow.documents.transcript(unknown) is None


def test_a_transcript_is_replaced_by_that_of_a_later_reading(store: Store) -> None:
    came = arrival()
    part = document(came)
    first, second = (
        Transcript(kind=TranscriptKind.SEGMENTS, rows=(TranscriptRow(number=1, cells=("BGM", text, "\0é")),))
        for text in ("220", "231")
    )
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(part)
        uow.documents.store_transcript(part.id, first)
        assert first == uow.documents.transcript(part.id)
        uow.documents.store_transcript(part.id, second)
        assert second == uow.documents.transcript(part.id)


def test_pages_are_kept_apart_from_their_words(store: Store) -> None:
    came = arrival()
    part = document(came)
    words = tuple(
        TranscriptWord.model_validate({"text": text, "left": place, "top": "7.125", "right": place + 20, "bottom": 20})
        for place, text in enumerate(("Order", "4711", "\0é"))
    )
    pages = tuple(
        TranscriptPage(
            number=number,
            width=Decimal("595.276"),
            height=Decimal(842),
            words=words[number:],
            image=Digest("ab" * 32),
            note="scan",
        )
        for number in (1, 2)
    )
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(part)
        uow.documents.store_transcript(part.id, Transcript(kind=TranscriptKind.PAGES, pages=pages))
    with store.read() as uow:
        kept = uow.documents.transcript(part.id)
        assert kept is not None
        assert tuple(page.model_copy(update={"words": ()}) for page in pages) == kept.pages
        assert {part.id} == uow.documents.transcribed(came.id)
        assert [words[1:], words[2:], ()] == [uow.documents.words(part.id, number) for number in (1, 2, 3)]
    with store.begin() as uow:
        uow.documents.store_transcript(part.id, Transcript(kind=TranscriptKind.PAGES, pages=pages[:1]))
        assert () == uow.documents.words(part.id, 2)


def test_findings_of_arrivals_and_documents_are_kept_apart(store: Store) -> None:
    with store.begin() as uow:
        uow.findings.store(Subject.ARRIVAL, "x", (finding(),))
        uow.findings.store(Subject.ARRIVAL, "x", (finding(found="B-200"), finding(found="B-300")))
        assert (finding(found="B-200"), finding(found="B-300")) == uow.findings.of(Subject.ARRIVAL, "x")
        assert uow.findings.of(Subject.DOCUMENT, "x") == ()
