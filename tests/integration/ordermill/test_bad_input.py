"""Bad input, through the daemon: each gives findings that say what, where and what to do, and nothing is lost."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest

from ordermill.bootstrap import Application
from ordermill.daemon.process import Daemon
from orders.document import digest_of
from orders.findings import Finding, FindingCode, Severity
from orders.ids import ArrivalId, OrderId
from orders.stages import Outcome, Subject
from storage.rows import QueueRow
from tests.fakes.installation import Installation, found, furnished, held, is_settled, mail, wait_until
from tests.fakes.interchanges import EdiLine, interchange


@dataclass(frozen=True, slots=True)
class Running:
    """A daemon, and where its things go in and come out."""

    inbox: Installation
    application: Application

    def settle(self) -> None:
        """Wait until everything that was sent has come to rest."""
        wait_until(lambda: is_settled(self.application, self.inbox), "rest")

    def send(self, name: str, content: bytes | EmailMessage) -> None:
        """A file into the drop, a mail into the mailbox; returns when it has come to rest."""
        if isinstance(content, EmailMessage):
            self.inbox.deliver(name, content)
        else:
            self.inbox.drop(name, content)
        self.settle()

    @property
    def posted(self) -> list[str]:
        """The PO number of every sales order that came out."""
        return [str(order["po_number"]) for order in self.inbox.sales_orders()]

    def held_with(self, code: FindingCode, name: str) -> tuple[QueueRow, Finding]:
        """What is held for this reason, of the file or mail of this name, and the finding."""
        for row in held(self.application):
            if code in row.reasons and name in (row.name, row.po_number):
                return row, next(finding for finding in self._findings(row) if finding.code is code)
        waiting = [
            (row.name, row.po_number, [reason.value for reason in row.reasons]) for row in held(self.application)
        ]
        raise AssertionError(f"{name} is not held with {code.value}; waiting are {waiting}")

    def _findings(self, row: QueueRow) -> tuple[Finding, ...]:
        with self.application.store.read() as uow:
            if row.subject is Subject.ORDER:
                return uow.orders.get(OrderId(row.subject_id)).findings
            return uow.findings.of(row.subject, row.subject_id)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    inbox = furnished(tmp_path_factory.mktemp("bad") / "company")
    with inbox.open() as application:
        daemon, up = Daemon(application), threading.Event()
        thread = threading.Thread(target=daemon.run, kwargs={"ready": lambda _address: up.set()})
        thread.start()
        try:
            assert up.wait(60)
            world = Running(inbox, application)
            for name, _, made in FILES.values():
                world.inbox.drop(name, made(name))
            world.settle()
            yield world
        finally:
            daemon.stop()
            thread.join()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("order.csv", date_time=(2026, 1, 1, 0, 0, 0))
        archive.writestr(member, b"0" * 60_000_000, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _cut_off(po_number: str) -> bytes:
    return interchange(po_number)[:-60]


def _undecodable(po_number: str) -> bytes:
    whole = interchange(po_number, text="Lieferung an Tor Sud")
    return whole.replace(b"UNOC", b"UNOW").replace(b"Sud", b"S\xfcd")


FILES = {
    "empty file": ("empty.edi", FindingCode.EMPTY_FILE, lambda _name: b""),
    "truncated interchange": ("P-CUT", FindingCode.TRUNCATED, _cut_off),
    "wrong control count": ("P-COUNT", FindingCode.CONTROL_COUNT, lambda po: interchange(po, count=99)),
    "undecodable characters": ("P-CHARS", FindingCode.UNDECODABLE_CHARACTERS, _undecodable),
    "ZIP bomb": ("bomb.zip", FindingCode.ARCHIVE_LIMIT, lambda _name: _bomb()),
    "unknown customer": (
        "P-WHO",
        FindingCode.CUSTOMER_UNKNOWN,
        lambda po: interchange(po, buyer="9521999900017"),
    ),
    "unknown item": ("P-ITEM", FindingCode.ITEM_UNKNOWN, lambda po: interchange(po, [EdiLine("BW-9999")])),
    "unknown unit": ("P-UNIT", FindingCode.UNIT_UNKNOWN, lambda po: interchange(po, [EdiLine(unit="XQQ")])),
    "price 10 % off": ("P-PRICE", FindingCode.PRICE_DIFFERS, lambda po: interchange(po, [EdiLine(price="12.98")])),
    "quantity beyond stock": (
        "P-STOCK",
        FindingCode.STOCK_SHORT,
        lambda po: interchange(po, [EdiLine("BW-7000", 20, "139.00")]),
    ),
    "test interchange": ("P-TEST", FindingCode.TEST_INTERCHANGE, lambda po: interchange(po, test=True)),
}


@pytest.mark.parametrize(("name", "code", "made"), FILES.values(), ids=FILES.keys())
def test_a_bad_file_is_held_with_a_finding_that_helps(
    running: Running, name: str, code: FindingCode, made: Callable[[str], bytes]
) -> None:
    _, finding = running.held_with(code, name)
    assert_helps(finding)
    assert name not in running.posted
    assert_original_is_kept(running, made(name))


def test_a_mail_without_an_order_is_held_until_somebody_looked(running: Running) -> None:
    message = mail("When can you deliver?")
    running.send("1.question.demo", message)
    _, finding = running.held_with(FindingCode.NO_ORDER, "When can you deliver?")
    assert_helps(finding)
    assert_original_is_kept(running, message.as_bytes())


def test_of_ten_attachments_the_order_is_posted_and_the_others_are_accounted_for(running: Running) -> None:
    others = {f"drawing-{number}.bin": bytes([number, 0, 255]) * 50 for number in range(9)}
    running.send("2.ten.demo", mail("PO M-TEN", attachments=others | {"order.edi": interchange("M-TEN")}))
    assert "M-TEN" in running.posted
    (row,) = found(running.application, "M-TEN")
    with running.application.store.read() as uow:
        parts = uow.documents.of_arrival(ArrivalId(row.arrival_id))
        notes = [finding.message for finding in uow.orders.get(OrderId(row.subject_id)).findings]
    assert {*others, "order.edi"} <= {part.name for part in parts}
    assert [] == [part.name for part in parts if part.name in others and not part.set_aside]
    assert all(any(name in note for note in notes) for name in others)


def test_a_po_number_seen_before_is_posted_once(running: Running) -> None:
    running.send("first.edi", interchange("P-TWICE"))
    running.send("3.copy.demo", mail("again", attachments={"copy.edi": interchange("P-TWICE")}))
    fates = sorted(row.outcome.value for row in found(running.application, "P-TWICE"))
    assert [Outcome.DONE.value, Outcome.DUPLICATE.value] == fates
    (duplicate,) = [row for row in found(running.application, "P-TWICE") if row.outcome is Outcome.DUPLICATE]
    assert "the same order as PO P-TWICE, which came before" == duplicate.reason
    assert 1 == running.posted.count("P-TWICE")


def test_a_changed_copy_of_a_posted_order_is_held_with_what_differs(running: Running) -> None:
    running.send("before.edi", interchange("P-CHANGED", [EdiLine(quantity=10)]))
    running.send("after.edi", interchange("P-CHANGED", [EdiLine(quantity=12)]))
    _, finding = running.held_with(FindingCode.CHANGED_COPY, "P-CHANGED")
    assert_helps(finding)
    assert 1 == running.posted.count("P-CHANGED")


def assert_helps(finding: Finding) -> None:
    """It holds, and says more than that something is wrong: whole sentences, more than one."""
    assert finding.severity is not Severity.NOTE
    assert finding.message.strip().endswith(".")
    assert finding.message.count(". ") >= 1, finding.message


def assert_original_is_kept(running: Running, content: bytes) -> None:
    """Byte for byte in the archive, under its arrival."""
    assert content == running.application.store.archive.get(digest_of(content))
