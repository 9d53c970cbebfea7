"""An arrival that no child survives is held with the reason, and the worker goes on with the next."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.isolation import Isolation
from orders.findings import FindingCode
from orders.stages import Stage, Subject
from pipeline.children.limits import ChildLimits
from pipeline.children.pool import Children
from pipeline.embedded import EmbeddedDispatcher
from pipeline.polling import Intake, poll
from tests.fakes.installation import Installation, furnished, held, mail
from tests.fakes.interchanges import interchange
from tests.fakes.working_off import work_off

NO_TIME = ChildLimits(wall_seconds=0.001)
NO_ROOM = ChildLimits(memory_bytes=1_000_000)


@pytest.fixture
def inbox(tmp_path: Path) -> Installation:
    return furnished(tmp_path / "company")


@pytest.fixture
def application(inbox: Installation) -> Iterator[Application]:
    with inbox.open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("limits", "code"), [(NO_TIME, FindingCode.TIME_LIMIT), (NO_ROOM, FindingCode.UNREADABLE)], ids=["time", "memory"]
)
def test_a_mail_that_no_child_survives_is_held_and_the_next_order_is_posted(
    inbox: Installation, application: Application, limits: ChildLimits, code: FindingCode
) -> None:
    content = mail("PO P-EVIL", attachments={"order.edi": interchange("P-EVIL")}).as_bytes()
    inbox.deliver("1.evil.demo", content)
    inbox.drop("good.edi", interchange("P-GOOD"))
    with Isolation(Children(1), Children(1), limits=limits) as isolation:
        confined = replace(application, isolation=isolation)
        for source in ("mailbox", "edi"):
            poll(confined.source(source), Intake(confined.store, EmbeddedDispatcher(), now))
        work_off(confined, lambda _left: None)
    (row,) = held(application)
    assert (Subject.ARRIVAL, Stage.RECEIVED, (code,)) == (row.subject, row.stage, row.reasons)
    assert ["P-GOOD"] == [order["po_number"] for order in inbox.sales_orders()]
    with application.store.read() as uow:
        arrival = uow.arrivals.get(row.arrival_id)
    assert content == application.store.archive.get(arrival.digest)
