"""Hostile work is done elsewhere: what it does there costs its document a finding, and nobody else anything."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.sniff import CSV, EDIFACT, MAIL
from ordermill import isolation as module
from ordermill import registry
from ordermill.isolation import Isolation
from orders.errors import NeedsAttention
from orders.findings import FindingCode
from parsers.parser import Blob, Match, ParseContext, Parsed
from pipeline.children.limits import ChildLimits
from tests.fakes import hostile_work
from tests.fakes.installation import mail
from tests.fakes.interchanges import interchange


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation.of(1, here=frozenset()) as made:
        yield made


def test_a_child_reads_what_this_process_would(isolation: Isolation) -> None:
    (parser,) = (parser for parser in registry.parsers() if parser.name == "edifact")
    blob, context = Blob(interchange("P-1"), "order.edi", EDIFACT), ParseContext("a@b.example", "Order")
    assert parser.parse(blob, context) == isolation.read(parser, blob, context)


def test_a_child_unpacks_what_this_process_would(isolation: Isolation) -> None:
    content = mail("Order", attachments={"order.edi": interchange("P-1"), "empty.csv": b""}).as_bytes()
    assert module.unpack_one(content, "1.mail", MAIL) == isolation.unpack(content, "1.mail", MAIL)


class Recording:
    """A parser that says in which process it reads."""

    name = "recording"

    def recognise(self, blob: Blob) -> Match | None:
        return Match(self.name, 1)

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        self.process = os.getpid()
        return Parsed(())


def test_plain_edi_text_is_read_here_and_a_giant_is_not() -> None:
    parser, small = Recording(), Blob(b"UNA", "x.edi", EDIFACT)
    with Isolation.of(1) as isolation:
        isolation.read(parser, small, ParseContext())
        assert os.getpid() == parser.process
        giant = replace(small, content=b"x" * (module.SMALL_BYTES + 1))
        with pytest.raises(Exception, match="recording"):
            isolation.read(parser, giant, ParseContext())


@pytest.mark.parametrize(
    ("does", "code", "seconds"),
    [
        ("sleep_for_ever", FindingCode.TIME_LIMIT, 2),
        ("compute_for_ever", FindingCode.TIME_LIMIT, 2),
        # On a busy machine they would run into the limit of time first.
        ("take_all_memory", FindingCode.UNREADABLE, 60),
        ("take_memory_bit_by_bit", FindingCode.UNREADABLE, 60),
        ("leave", FindingCode.UNREADABLE, 60),
    ],
)
def test_what_a_document_does_to_its_reader_is_a_finding(does: str, code: FindingCode, seconds: float) -> None:
    limits = ChildLimits(wall_seconds=seconds, cpu_seconds=10, memory_bytes=500_000_000)
    with Isolation.of(1, here=frozenset(), limits=limits) as isolation:
        began = time.monotonic()
        with pytest.raises(NeedsAttention) as held:
            isolation.run("evil.xlsx", getattr(hostile_work, does))
        assert time.monotonic() - began < 60
        (finding,) = held.value.findings
        assert (code, True) == (finding.code, "evil.xlsx was not read" in finding.message)
        # The next document is none the worse for it.
        assert 1 == len(isolation.unpack(b"a;b\n1;2\n", "x.csv", CSV).parts)
