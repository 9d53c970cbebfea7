"""The daemon answers: a partner's profile, an EDI drop, an outbox."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ordermill.cli import app
from ordermill.clock import now
from ordermill.doctor.check import Check, State
from ordermill.doctor.checkup import checkup
from replies.answer import AnswerKind, Verdict
from replies.edifact.reading_orders import read_order_answer
from replies.edifact.reading_syntax import read_contrl
from replies.x12.reading_syntax import read_functional_acknowledgement
from storage.database import Store
from tests.fakes.installation import Installation, found, furnished, is_settled, wait_until
from tests.fakes.interchanges import interchange
from tests.integration.ordermill.test_daemon import Daemons

PROFILE = """
customer = "K1001"

[[identities]]
standard = "edifact"
id = "9521100100014"

[answers.ours]
id = "9521000000018"
qualifier = "14"

[[answers.send]]
type = "CONTRL"
within_hours = 1

[[answers.send]]
type = "ORDRSP"
within_hours = 24
"""
WEST = """
[[identities]]
standard = "x12"
id = "952100001"

[[answers.send]]
type = "997"
within_hours = 2
"""


@pytest.fixture
def daemons() -> Iterator[Daemons]:
    made = Daemons()
    yield made
    made.end()


@pytest.fixture
def inbox(tmp_path: Path, database_url: str) -> Installation:
    """The demo company, which has agreed on answers with two customers."""
    made = furnished(tmp_path / "company", database_url)
    return agreed(made)


def agreed(made: Installation) -> Installation:
    for folder in ("outbox", "partners"):
        (made.folder / folder).mkdir()
    (made.folder / "partners/brightwater.toml").write_text(PROFILE)
    (made.folder / "partners/west.toml").write_text(WEST)
    made.settings.write_text(f'{made.settings.read_text()}\n[partners]\nfolder = "partners"\n')
    return made


def answers(inbox: Installation) -> dict[str, bytes]:
    """What lies in the outbox, by name without the digits at its end."""
    files = sorted(file for file in (inbox.folder / "outbox").iterdir() if file.is_file())
    return {file.name.rpartition("_")[0]: file.read_bytes() for file in files}


def test_orders_are_answered_through_the_outbox(inbox: Installation, daemons: Daemons) -> None:
    daemons.start(inbox)
    inbox.drop("good.edi", interchange("P-EDI"))
    west = Path(__file__).parents[2] / "corpus/x12/full_order.x12"
    inbox.drop("west.x12", west.read_bytes())
    with inbox.open() as application:
        wait_until(lambda: is_settled(application, inbox) and len(answers(inbox)) == 3, "answers")
        posted = next(row for row in found(application, "P-EDI") if row.po_number == "P-EDI")
    files = answers(inbox)
    syntax = read_contrl(_one(files, "CONTRL"))
    assert ("RP-EDI", Verdict.ACCEPTED) == (syntax.reference, syntax.verdict)
    response = read_order_answer(_one(files, "ORDRSP"))
    assert (AnswerKind.ACCEPTED, "P-EDI", posted.erp_reference) == (
        response.kind, response.po_number, response.our_order_number,
    )  # fmt: skip
    assert Verdict.ACCEPTED is read_functional_acknowledgement(_one(files, "997")).verdict


def test_killed_in_the_middle_each_answer_leaves_once_with_a_number_of_its_own(
    inbox: Installation, daemons: Daemons
) -> None:
    first = daemons.start(inbox)
    for number in range(25):
        inbox.drop(f"{number}.edi", interchange(f"P-{number:03}"))
    wait_until(lambda: len(answers(inbox)) > 5, "some answers")
    first.process.kill()
    first.process.wait()
    with inbox.open() as application:
        daemons.start(inbox)
        wait_until(lambda: is_settled(application, inbox) and len(answers(inbox)) >= 50, "rest")
    numbers = sorted(int(name.rsplit("_", 1)[1]) for name in answers(inbox))
    assert list(range(1, 51)) == numbers
    told = [read_order_answer(content).po_number for name, content in answers(inbox).items() if "ORDRSP" in name]
    assert [f"P-{number:03}" for number in range(25)] == sorted(told)


def checks(inbox: Installation, name: str) -> list[Check]:
    return [check for check in checkup(inbox.settings, connect=False) if check.name == name]


def test_the_doctor_looks_whether_answers_can_leave(tmp_path: Path) -> None:
    inbox = agreed(furnished(tmp_path / "company"))
    assert [State.GOOD] == [check.state for check in checks(inbox, "answers into outbox")]
    (inbox.folder / "outbox").rmdir()
    (check,) = checks(inbox, "answers into outbox")
    assert (State.BROKEN, True) == (check.state, "is not there" in check.message)


def test_a_setting_of_the_outbox_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    inbox = agreed(furnished(tmp_path / "company"))
    text = inbox.settings.read_text()
    inbox.settings.write_text(f'{text}\n[replies]\nfolders = {{}}\nhost = "x"\n')
    line = len(f"{text}\n[replies]\nfolders = {{}}\n".splitlines()) + 1
    (check,) = checks(inbox, "answers")
    assert State.BROKEN is check.state
    assert f"line {line}: host" in check.message


def test_the_doctor_tells_a_bad_profile_once(tmp_path: Path) -> None:
    inbox = agreed(furnished(tmp_path / "company"))
    (inbox.folder / "partners/west.toml").write_text(f"{WEST}\nhost = 1\n")
    told = [check for check in checkup(inbox.settings, connect=False) if "west.toml" in check.message]
    assert [("partners", State.BROKEN)] == [(check.name, check.state) for check in told]


def test_late_answers_are_told_by_the_doctor_and_listed(tmp_path: Path, daemons: Daemons) -> None:
    inbox = agreed(furnished(tmp_path / "company"))
    (inbox.folder / "partners/brightwater.toml").write_text(
        PROFILE.replace("within_hours = 24", "within_hours = 0.0001")
    )
    text = inbox.settings.read_text()
    inbox.settings.write_text(text.replace('mode = "auto"', 'mode = "review"'))
    daemons.start(inbox)
    inbox.drop("good.edi", interchange("P-EDI"))
    with inbox.open() as application:
        wait_until(lambda: is_settled(application, inbox) and len(answers(inbox)) == 1, "the CONTRL")
        wait_until(lambda: _is_late(application.store), "the delay")
    (check,) = checks(inbox, "late answers")
    assert (State.BROKEN, True) == (check.state, "1 are overdue" in check.message)
    listed = CliRunner().invoke(app, ["replies", "list", "--json", "--config", str(inbox.settings)])
    (row,) = json.loads(listed.stdout)
    assert ("ORDRSP", True, None) == (row["answer"], row["overdue"], row["sent_at"])
    everything = CliRunner().invoke(app, ["replies", "list", "--all", "--json", "--config", str(inbox.settings)])
    sent = next(row for row in json.loads(everything.stdout) if row["answer"] == "CONTRL")
    shown = CliRunner().invoke(app, ["replies", "show", sent["id"][:10], "--config", str(inbox.settings)])
    assert next(iter(answers(inbox).values())) == shown.stdout_bytes


def _one(files: dict[str, bytes], kind: str) -> bytes:
    (content,) = (content for name, content in files.items() if f"_{kind}_" in name)
    return content


def _is_late(store: Store) -> bool:
    with store.read() as uow:
        return bool(uow.replies.overdue(now()))
