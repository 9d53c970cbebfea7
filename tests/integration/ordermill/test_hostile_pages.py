"""Documents of pages that no reader finishes, or that take too much, are held; the worker goes on with the next."""

import io
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.isolation import Isolation
from orders.errors import NeedsAttention
from orders.findings import FindingCode
from orders.stages import Subject
from parsers.ocr.parser import ImageParser
from parsers.parser import Blob, ParseContext
from parsers.pdf.parser import PdfParser
from pipeline.children.folder import IN_MEMORY
from pipeline.children.limits import ChildLimits
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes import pdfs
from tests.fakes.installation import Installation, furnished, held, mail
from tests.fakes.interchanges import interchange
from tests.fakes.working_off import work_off

LITTLE_TIME = ChildLimits(cpu_seconds=5)
LITTLE_ROOM = ChildLimits(cpu_seconds=60, memory_bytes=800_000_000)


@pytest.fixture
def inbox(tmp_path: Path) -> Installation:
    return furnished(tmp_path / "company")


@pytest.fixture
def application(inbox: Installation) -> Iterator[Application]:
    with inbox.open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("limits", "code", "made"),
    [
        (LITTLE_TIME, FindingCode.TIME_LIMIT, pdfs.endless),
        (LITTLE_ROOM, FindingCode.UNREADABLE, pdfs.nested),
    ],
    ids=["time", "memory"],
)
def test_a_pdf_that_no_child_survives_is_held_and_the_next_order_is_posted(
    inbox: Installation,
    application: Application,
    limits: ChildLimits,
    code: FindingCode,
    made: Callable[[], bytes],
) -> None:
    content = made()
    inbox.deliver("1.evil.demo", mail("PO P-EVIL", attachments={"order.pdf": content}).as_bytes())
    inbox.drop("good.edi", interchange("P-GOOD"))
    with Isolation.of(1, page_limits=limits) as isolation:
        confined = replace(application, isolation=isolation)
        for source in ("mailbox", "edi"):
            poll(confined.source(source), Intake(confined.store, EmbeddedDispatcher(), now))
        work_off(confined, lambda _left: None)
    rows = [row for row in held(application) if row.subject is Subject.DOCUMENT]
    assert [(code,)] == [row.reasons for row in rows]
    assert ["P-GOOD"] == [order["po_number"] for order in inbox.sales_orders()]
    with application.store.read() as uow:
        document = uow.documents.get(rows[0].document_id)
    assert content == application.store.archive.get(document.digest)


def test_a_child_reads_pages_as_this_process_would() -> None:
    blob = Blob(pdfs.order_pdf(2), "order.pdf", "application/pdf")
    with Isolation.of(1) as isolation:
        read = isolation.read(PdfParser(), blob, ParseContext("a@b.example", "Order"))
    assert PdfParser().parse(blob, ParseContext("a@b.example", "Order")) == read
    assert 2 == len(read.images)


def test_the_ocr_engine_works_within_the_limits_of_a_child() -> None:
    blob = Blob(pdfs.scanned_pdf(pdfs.scan(dpi=200)), "scan.pdf", "application/pdf")
    with Isolation.of(1) as isolation:
        read = isolation.read(PdfParser(), blob, ParseContext())
    assert read.transcript is not None
    assert {"4500017", "HT-4711", "36.00"} <= {word.text for word in read.transcript.pages[0].words}


def test_a_time_out_in_the_midst_of_ocr_is_a_finding() -> None:
    blob = Blob(pdfs.scanned_pdf(*[pdfs.scan(dpi=200)] * 3), "scan.pdf", "application/pdf")
    limits = ChildLimits(wall_seconds=1.0)
    with Isolation.of(1, page_limits=limits) as isolation:
        with pytest.raises(NeedsAttention) as fault:
            isolation.read(PdfParser(), blob, ParseContext())
        assert [FindingCode.TIME_LIMIT] == [finding.code for finding in fault.value.findings]
        # The next document finds a child at once.
        small = Blob(b"\x89PNG\r\n\x1a\n" + bytes(40), "x.png", "image/png")
        with Isolation(isolation.children, isolation.page_children) as patient:
            assert patient.read(ImageParser(), small, ParseContext()).findings


@pytest.mark.parametrize("ends", ["at its limit", "killed"])
def test_a_child_that_ends_in_the_midst_of_ocr_leaves_no_page_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    monkeypatch.setenv("PATH", f"{_hanging_engine(tmp_path).parent}:{os.environ['PATH']}")
    seen: list[Path] = []

    def watch() -> None:
        caller = _written_by_the_engine()
        seen.extend(caller.parent.iterdir())
        if ends == "killed":
            os.kill(int(caller.read_text()), signal.SIGKILL)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    page = io.BytesIO()
    pdfs.scan(dpi=100).save(page, "PNG")
    limits = ChildLimits(wall_seconds=20 if ends == "at its limit" else 120)
    with Isolation.of(1, page_limits=limits) as isolation:
        with pytest.raises(NeedsAttention) as fault:
            isolation.read(ImageParser(), Blob(page.getvalue(), "scan.png", "image/png"), ParseContext())
        watching.join(120)
        assert any(path.suffix == ".PPM" for path in seen)
        assert not seen[0].parent.exists()
    code = FindingCode.TIME_LIMIT if ends == "at its limit" else FindingCode.UNREADABLE
    assert [code] == [finding.code for finding in fault.value.findings]


def _hanging_engine(folder: Path) -> Path:
    """It writes down who called it beside the page, and never ends."""
    engine = folder / "tesseract"
    engine.write_text(
        "#!/bin/sh\n"
        'case "$1" in --list-langs) echo eng; exit;; --version) echo tesseract 5.3.0; exit;; esac\n'
        'echo $PPID > "$TMPDIR/caller.part" && mv "$TMPDIR/caller.part" "$TMPDIR/caller"\n'
        "exec sleep 3600\n"
    )
    engine.chmod(0o755)
    return engine


def _written_by_the_engine() -> Path:
    while True:
        for place in (IN_MEMORY, Path(tempfile.gettempdir())):
            for caller in place.glob(f"ordermill-child-of-{os.getpid()}-*/caller"):
                return caller
        time.sleep(0.02)
