"""Mails without an order that go on: into a folder of their source, or to an address."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ingest.forwarding import MARK, PassedOn
from ingest.maildir import MaildirOptions, MaildirSource
from orders.document import Arrival, SourceKey
from orders.errors import Misconfigured, OrdermillError, Retryable
from orders.findings import FindingCode
from orders.ids import ArrivalId, new_id
from orders.policy import Policies, WithoutOrder
from orders.stages import Outcome, Stage, Subject
from pipeline.boundaries import Boundary
from pipeline.collaborators import Destinations, Flow
from pipeline.decisions.part import PartDecision, PartDecisionKind, decide_part
from pipeline.sweep import sweep
from tests.fakes.small_orders import small_order
from tests.fakes.world import World

MakeWorld = Callable[..., World]
MAIL = b"From: anna@buyer.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\n"
NOTHING = MAIL + b"NOTHING"
FORWARD = Policies(mails_without_order=WithoutOrder.FORWARD)
FOLDER = Policies(mails_without_order=WithoutOrder.FOLDER, mails_without_order_folder="Not orders")


@dataclass(slots=True)
class Office:
    """An address to which mails are sent on; `faults` are raised first, one a mail."""

    faults: list[OrdermillError] = field(default_factory=list)
    got: list[PassedOn] = field(default_factory=list)
    to: str = "office@supplier.example"

    def check(self) -> None:
        pass

    def forward(self, mail: PassedOn) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.got.append(mail)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def forwarding(make_world: MakeWorld, office: Office) -> World:
    world = make_world()
    world.flow = replace(world.flow, policies=FORWARD, destinations=Destinations(forwarding=office))
    return world


def received(world: World, content: bytes = NOTHING, *, source: str = "mailbox", historic: bool = False) -> ArrivalId:
    store = world.flow.store
    digest = store.archive.put(content)
    key = SourceKey(source, "one.host")
    made = Arrival(ArrivalId(new_id()), key, digest, len(content), "x", "message/rfc822", "", world.clock(), historic)
    with store.begin() as uow:
        uow.arrivals.add(made)
        world.dispatcher.submit(uow, uow.work.add(Subject.ARRIVAL, made.id, world.clock()))
    return made.id


def stands(world: World, arrival: ArrivalId) -> tuple[Stage, Outcome]:
    work = world.work(Subject.ARRIVAL, arrival)
    return work.stage, work.outcome


def codes(world: World, arrival: ArrivalId) -> list[FindingCode]:
    with world.flow.store.read() as uow:
        return [finding.code for finding in uow.findings.of(Subject.ARRIVAL, arrival)]


def decided(world: World, subject: Subject, subject_id: str, kind: PartDecisionKind) -> None:
    version = world.work(subject, subject_id).version
    decide_part(world.flow, PartDecision(subject, subject_id, version, kind, "anna", world.clock(), "no"))
    world.run()


def die_when_handed_over(boundary: Boundary) -> None:
    if boundary is Boundary.HANDED_OVER:
        raise KeyboardInterrupt


def begun_again(world: World, flow: Flow) -> None:
    world.flow = flow
    world.clock.move(minutes=5)
    sweep(flow)
    world.run_through(hours=1)


class TestForwarding:
    def test_the_mail_is_sent_whole_and_the_arrival_says_to_whom(self, forwarding: World, office: Office) -> None:
        arrival = received(forwarding)
        forwarding.run()
        assert [(arrival, "x", NOTHING)] == [(mail.arrival, mail.subject, mail.content) for mail in office.got]
        assert (Stage.PASSED_ON, Outcome.SET_ASIDE) == stands(forwarding, arrival)
        work = forwarding.work(Subject.ARRIVAL, arrival)
        assert work.reason.startswith("Forwarded to office@supplier.example. No part of it was read as an order.")
        assert "arrival.passed_on" == forwarding.events(Subject.ARRIVAL, arrival)[-1]
        assert [FindingCode.NO_ORDER] == codes(forwarding, arrival)

    @pytest.mark.parametrize("text", [b"Dear all, see you on Monday.", b"BROKEN"])
    def test_what_a_person_must_see_stays(self, forwarding: World, office: Office, text: bytes) -> None:
        arrival = received(forwarding, MAIL + text)
        forwarding.run()
        assert ([], Outcome.HELD) == (office.got, forwarding.work(Subject.ARRIVAL, arrival).outcome)

    def test_what_is_no_mail_and_what_holds_an_order_stay(self, forwarding: World, office: Office) -> None:
        other, order = forwarding.receive(b"NOTHING"), received(forwarding, MAIL + small_order("P-1"))
        forwarding.run()
        assert ([], Outcome.HELD) == (office.got, forwarding.work(Subject.ARRIVAL, other).outcome)
        assert (Stage.UNPACKED, Outcome.DONE) == stands(forwarding, order)

    def test_mails_of_the_past_are_never_sent(self, forwarding: World, office: Office) -> None:
        arrival = received(forwarding, historic=True)
        forwarding.run()
        assert ([], (Stage.UNPACKED, Outcome.SET_ASIDE)) == (office.got, stands(forwarding, arrival))

    def test_a_mail_that_comes_back_waits_for_a_person(self, forwarding: World, office: Office) -> None:
        arrival = received(forwarding, MARK.encode() + b": 0123\r\n" + NOTHING)
        forwarding.run()
        assert ([], Outcome.HELD) == (office.got, forwarding.work(Subject.ARRIVAL, arrival).outcome)

    def test_an_outage_is_waited_for(self, forwarding: World, office: Office) -> None:
        office.faults = [Retryable("down"), Retryable("down")]
        arrival = received(forwarding)
        forwarding.run()
        assert (Stage.UNPACKED, Outcome.RETRYING) == stands(forwarding, arrival)
        forwarding.run_through(hours=1)
        assert (1, (Stage.PASSED_ON, Outcome.SET_ASIDE)) == (len(office.got), stands(forwarding, arrival))

    def test_after_a_long_one_a_person_is_asked_and_can_have_it_tried_again(
        self, forwarding: World, office: Office
    ) -> None:
        office.faults = [Retryable("down")] * 4
        arrival = received(forwarding)
        forwarding.run_through(hours=24)
        assert (Stage.UNPACKED, Outcome.HELD) == stands(forwarding, arrival)
        assert FindingCode.RETRIES_EXHAUSTED in codes(forwarding, arrival)
        decided(forwarding, Subject.ARRIVAL, arrival, PartDecisionKind.RETRY)
        assert (1, Stage.PASSED_ON) == (len(office.got), stands(forwarding, arrival)[0])

    def test_settings_that_went_wrong_are_told(self, forwarding: World, office: Office) -> None:
        office.faults = [Misconfigured("No such certificate.")]
        arrival = received(forwarding)
        forwarding.run()
        work = forwarding.work(Subject.ARRIVAL, arrival)
        assert (Outcome.HELD, True) == (work.outcome, "No such certificate." in work.reason)

    def test_a_kill_before_the_commit_repeats_it_recognisably(self, forwarding: World, office: Office) -> None:
        arrival = received(forwarding)
        whole = forwarding.flow
        forwarding.flow = replace(whole, checkpoint=die_when_handed_over)
        with pytest.raises(KeyboardInterrupt):
            forwarding.run()
        begun_again(forwarding, whole)
        assert [arrival, arrival] == [mail.arrival for mail in office.got]
        assert (Stage.PASSED_ON, Outcome.SET_ASIDE) == stands(forwarding, arrival)


class TestOpeningItAgain:
    def test_finds_the_order_and_lets_the_arrival_go(self, forwarding: World, make_world: MakeWorld) -> None:
        arrival = received(forwarding)
        forwarding.run()
        with forwarding.flow.store.read() as uow:
            (document,) = uow.documents.of_arrival(arrival)
        order = forwarding.flow.store.archive.put(small_order("P-1"))
        with forwarding.flow.store.begin() as uow:
            uow.connection.exec_driver_sql(f"UPDATE documents SET digest = '{order}'")
        decided(forwarding, Subject.DOCUMENT, document.id, PartDecisionKind.RETRY)
        assert (Stage.PASSED_ON, Outcome.DONE) == stands(forwarding, arrival)
        assert Outcome.DONE is forwarding.fate(arrival)

    @pytest.mark.parametrize("whole", [True, False])
    def test_does_not_send_it_again(self, forwarding: World, office: Office, *, whole: bool) -> None:
        arrival = received(forwarding)
        forwarding.run()
        with forwarding.flow.store.read() as uow:
            (document,) = uow.documents.of_arrival(arrival)
        subject, subject_id = (Subject.ARRIVAL, arrival) if whole else (Subject.DOCUMENT, document.id)
        decided(forwarding, subject, subject_id, PartDecisionKind.RETRY)
        assert (1, Outcome.SET_ASIDE) == (len(office.got), forwarding.work(Subject.ARRIVAL, arrival).outcome)


class TestFolder:
    def test_the_mail_is_moved_once_whatever_happens(self, make_world: MakeWorld, tmp_path: Path) -> None:
        for name in ("new", "cur", "tmp"):
            (tmp_path / "box" / name).mkdir(parents=True)
        source = MaildirSource.from_options("mailbox", MaildirOptions(path=tmp_path / "box"))
        (tmp_path / "box" / "cur" / "one.host:2,S").write_bytes(NOTHING)
        world = make_world()
        whole = replace(world.flow, policies=FOLDER, destinations=Destinations({"mailbox": source}))
        world.flow = replace(whole, checkpoint=die_when_handed_over)
        arrival = received(world)
        with pytest.raises(KeyboardInterrupt):
            world.run()
        begun_again(world, whole)
        assert world.work(Subject.ARRIVAL, arrival).reason.startswith("Put into the folder Not orders. ")
        assert ["one.host:2,S"] == [path.name for path in (tmp_path / "box" / ".Not orders").rglob("one.*")]
        assert [] == list((tmp_path / "box" / "cur").iterdir())

    def test_what_came_by_another_way_waits_for_a_person(self, make_world: MakeWorld) -> None:
        world = make_world()
        world.flow = replace(world.flow, policies=FOLDER)
        arrival = received(world, source="upload")
        world.run()
        work = world.work(Subject.ARRIVAL, arrival)
        assert (Outcome.HELD, True) == (work.outcome, "no source upload" in work.reason)
