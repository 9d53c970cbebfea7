"""What waits for a person is listed oldest first with reasons; orders and documents are found by parts of words."""

from datetime import timedelta
from decimal import Decimal

import pytest

from orders.findings import FindingCode, Severity
from orders.stages import Outcome, Stage, Subject
from storage.database import Store
from storage.queue import Reasons
from storage.validated import Validated
from tests.integration.storage.samples import (
    NOON,
    VALIDATED_WITH,
    arrival,
    document,
    finding,
    purchase_order,
    reading,
    store_order,
    validate,
)

MINUTE = timedelta(minutes=1)


def test_a_held_order_is_listed_with_what_a_person_wants_to_know(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow, outcome=Outcome.HELD)
        validate(uow, stored.order_id, finding(), finding(FindingCode.PRICE_DIFFERS), order=purchase_order())
        (row,) = uow.queue.held()
    assert (stored.work_id, 1, Subject.ORDER, stored.order_id) == (
        row.work_id,
        row.version,
        row.subject,
        row.subject_id,
    )
    assert (stored.arrival.id, stored.document.id) == (row.arrival_id, row.document_id)
    assert stored.order_id == row.order_id
    assert ("PO-4711", "C-100", "Muster GmbH") == (row.po_number, row.customer, row.customer_name)
    assert (Decimal("37.5"), "EUR") == (row.value, row.currency)
    assert ("orders.edi", "4012345000009") == (row.name, row.sender)
    assert (FindingCode.ITEM_UNKNOWN, FindingCode.PRICE_DIFFERS) == row.reasons
    assert (NOON, NOON, Stage.PARSED) == (row.held_since, row.received_at, row.stage)


def test_held_arrivals_and_documents_are_listed_too(store: Store) -> None:
    mail = arrival("INBOX/1/1", media_type="message/rfc822")
    part = document(mail, sender="buyer@example.org")
    with store.begin() as uow:
        uow.arrivals.add(mail)
        uow.documents.add(part)
        uow.work.add(Subject.ARRIVAL, mail.id, NOON, outcome=Outcome.HELD, reason="no order in it")
        uow.work.add(Subject.DOCUMENT, part.id, NOON + MINUTE, outcome=Outcome.HELD)
        uow.findings.store(Subject.ARRIVAL, mail.id, (finding(FindingCode.NO_ORDER),))
        uow.findings.store(Subject.DOCUMENT, part.id, (finding(FindingCode.NO_PARSER, Severity.BLOCK),))
        of_arrival, of_document = uow.queue.held()
    assert (mail.id, None, None, "no order in it") == (
        of_arrival.arrival_id,
        of_arrival.document_id,
        of_arrival.order_id,
        of_arrival.reason,
    )
    assert (mail.id, part.id, None) == (of_document.arrival_id, of_document.document_id, of_document.order_id)
    assert ((FindingCode.NO_ORDER,), (FindingCode.NO_PARSER,)) == (of_arrival.reasons, of_document.reasons)
    assert ("4012345000009", "buyer@example.org") == (of_arrival.sender, of_document.sender)


def test_the_queue_is_paged_from_the_oldest_on(store: Store) -> None:
    with store.begin() as uow:
        ids = [
            store_order(uow, str(number), outcome=Outcome.HELD, now=NOON - number * MINUTE).work_id
            for number in range(5)
        ]
        pages = [uow.queue.held(limit=2, offset=offset) for offset in (0, 2, 4, 6)]
        assert 5 == uow.queue.count()
    assert [ids[4], ids[3], ids[2], ids[1], ids[0]] == [row.work_id for page in pages for row in page]


def test_what_a_person_settled_leaves_the_queue(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow, outcome=Outcome.HELD)
        uow.work.decide(stored.work_id, 1, stage=Stage.PARSED, outcome=Outcome.SET_ASIDE, now=NOON)
        assert uow.queue.held() == ()
        assert 0 == uow.queue.count()


def test_reasons_are_counted_and_chosen_by_and_notes_are_none(store: Store) -> None:
    with store.begin() as uow:
        first, second, third = (store_order(uow, key, outcome=Outcome.HELD) for key in "abc")
        running = store_order(uow, "d")
        validate(uow, first.order_id, finding(), finding(found="B-200"))
        validate(uow, second.order_id, finding(), finding(FindingCode.PRICE_DIFFERS))
        validate(uow, third.order_id, finding(FindingCode.FREE_TEXT, Severity.NOTE))
        validate(uow, running.order_id, finding())
        item, price = Reasons((FindingCode.ITEM_UNKNOWN,)), Reasons((FindingCode.PRICE_DIFFERS,))
        assert [2, 1, 0] == [
            uow.queue.count(reasons=reasons) for reasons in (item, price, Reasons((FindingCode.FREE_TEXT,)))
        ]
        assert (second.order_id,) == tuple(row.order_id for row in uow.queue.held(reasons=price))
        either = Reasons((FindingCode.PRICE_DIFFERS, FindingCode.ITEM_UNKNOWN))
        assert 2 == uow.queue.count(reasons=either)
        or_none = Reasons((FindingCode.PRICE_DIFFERS,), or_none=True)
        assert {second.order_id, third.order_id} == {row.order_id for row in uow.queue.held(reasons=or_none)}
        assert 2 == uow.queue.count(reasons=or_none)
        groups = {"item": item, "other": or_none, "text": Reasons((FindingCode.FREE_TEXT,))}
        assert {"item": 2, "other": 2, "text": 0} == uow.queue.counts(groups)
        assert {"item": 0, "other": 0, "text": 0} == uow.queue.counts(groups, search="nothing")


def test_the_queue_knows_what_stands_beside_each(store: Store) -> None:
    with store.begin() as uow:
        first, second, third = (
            store_order(uow, key, outcome=Outcome.HELD, now=NOON + minutes * MINUTE)
            for minutes, key in enumerate("abc")
        )
        gone = store_order(uow, "d", outcome=Outcome.DONE)
        rows = [uow.queue.beside(one.order_id) for one in (first, second, third, gone)]
        assert [
            (None, second.order_id),
            (first.order_id, third.order_id),
            (second.order_id, None),
            (None, first.order_id),
        ] == [tuple(row.order_id if row else None for row in pair) for pair in rows]


def test_a_held_arrival_is_found_in_the_queue_by_its_sender(store: Store) -> None:
    mail = arrival("INBOX/1/1", media_type="message/rfc822")
    with store.begin() as uow:
        uow.arrivals.add(mail)
        uow.work.add(Subject.ARRIVAL, mail.id, NOON, outcome=Outcome.HELD)
        assert [mail.id] == [row.arrival_id for row in uow.queue.held(search="40123")]
        assert uow.search.find("40123") == ()


def test_the_queue_is_searched_by_the_same_words(store: Store) -> None:
    with store.begin() as uow:
        store_order(uow, "a", read_order=reading("PO-1"), outcome=Outcome.HELD)
        wanted = store_order(uow, "b", read_order=reading("XK-77"), outcome=Outcome.HELD)
        assert (wanted.work_id,) == tuple(row.work_id for row in uow.queue.held(search="xk-7"))
        assert 1 == uow.queue.count(search="77")
        assert uow.queue.held(search="nothing") == ()


@pytest.mark.parametrize(
    "text",
    [
        "PO-4711",
        "4711",
        "o-47",
        "47",
        "7",
        "b-100",
        "UP-7",
        "muster",
        "C-100",
        "SKU-1",
        "rders.e",
        "@buyer",
        "muster 4711",
    ],
)
def test_an_order_is_found_by_any_part_of_its_words(store: Store, text: str) -> None:
    with store.begin() as uow:
        stored = store_order(uow, sender="anna@buyer.example")
        validate(uow, stored.order_id, order=purchase_order())
        store_order(
            uow, "other", read_order=reading("X", item="Y", supplier_item="Z"), name="x.csv", sender="z@z.example"
        )
        (found,) = uow.search.find(text, subject=Subject.ORDER)
    assert (stored.order_id, "PO-4711", "C-100") == (found.order_id, found.po_number, found.customer)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '4711" OR "x',
        "4711'; DROP TABLE orders",
        "words:4711",
        "*",
        "47%1",
        "PO_4711",
        "NEAR(4711)",
        "po-4711 zzz",
        "\\",
    ],
)
def test_signs_of_a_query_language_are_only_letters(store: Store, text: str) -> None:
    with store.begin() as uow:
        store_order(uow)
        assert uow.search.find(text) == ()


def test_signs_of_a_query_language_are_found_as_letters(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow, read_order=reading('5%_\\"x* OR'))
        for text in ("%", "_", "\\", '"', '"x*', "5%_", "* or"):
            assert [stored.order_id] == [row.order_id for row in uow.search.find(text, subject=Subject.ORDER)]


@pytest.mark.parametrize("text", ["STRASSE", "straße", "Ｓｔｒａ", "\0straße\ud800"])
def test_case_width_and_control_characters_make_no_difference(store: Store, text: str) -> None:
    with store.begin() as uow:
        store_order(uow, name="Straße.edi")
        assert 2 == len(uow.search.find(text))


def test_documents_and_orders_are_found_newest_first_and_by_how_they_fare(store: Store) -> None:
    with store.begin() as uow:
        first = store_order(uow, "a", outcome=Outcome.HELD)
        second = store_order(uow, "b")
        found = uow.search.find("orders.edi")
        assert [second.order_id, second.document.id, first.order_id, first.document.id] == [
            row.subject_id for row in found
        ]
        assert found == uow.search.find("")
        assert [found[1], found[3]] == list(uow.search.find("orders", subject=Subject.DOCUMENT))
        assert [found[2]] == list(uow.search.find("orders", outcome=Outcome.HELD))
        assert found[1:3] == uow.search.find("orders", limit=2, offset=1)


def test_a_part_that_is_not_read_is_found_as_set_aside(store: Store) -> None:
    came = arrival()
    part = document(came, name="logo.png")
    with store.begin() as uow:
        uow.arrivals.add(came)
        uow.documents.add(part)
        uow.documents.set_aside(part.id, "a picture")
        (found,) = uow.search.find("logo", outcome=Outcome.SET_ASIDE)
    assert (None, Outcome.SET_ASIDE, "a picture") == (found.work_id, found.outcome, found.reason)


def test_the_body_of_a_mail_is_called_by_its_subject(store: Store) -> None:
    mail = arrival("INBOX/1/1")
    with store.begin() as uow:
        uow.arrivals.add(mail)
        uow.documents.add(document(mail, name=""))
        assert ["Our order"] == [found.name for found in uow.search.find("")]


def test_what_an_earlier_validation_found_out_is_no_longer_found(store: Store) -> None:
    with store.begin() as uow:
        stored = store_order(uow)
        validate(uow, stored.order_id)
        snapshot = uow.orders.get(stored.order_id).snapshot
        validated = Validated(
            resolutions={},
            findings=(),
            order=None,
            identity="",
            value=None,
            currency="",
            customer="D-9",
            customer_name="Anderer",
            snapshot=snapshot,
            validated_with=VALIDATED_WITH,
        )
        uow.orders.store_validation(stored.order_id, validated)
        assert uow.search.find("muster") == ()
        assert 1 == len(uow.search.find("anderer"))
        assert 1 == len(uow.search.find("po-4711"))
