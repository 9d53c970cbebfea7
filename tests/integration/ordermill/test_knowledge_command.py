"""What waits for a second person, and what was taught, from a terminal."""

import getpass
import json
from pathlib import Path

import pytest

from ordermill.clock import now
from ordermill.exits import Exit
from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import Lesson
from tests.fakes.command_line import CommandLine
from tests.fakes.installation import Installation, installation

LESSON = Lesson(KnowledgeKind.UNIT, FOR_EVERYONE, "KOLLI", "CT")


@pytest.fixture
def company(tmp_path: Path) -> Installation:
    """Its settings ask for auto, and nobody has confirmed it."""
    made = installation(tmp_path / "c")
    made.open().close()
    return made


def proposed(company: Installation, author: str) -> str:
    with company.open() as application, application.store.begin() as uow:
        return uow.proposals.teach_everyone(LESSON, author=author, at=now()).id


def test_auto_waits_until_it_is_confirmed(company: Installation, ordermill: CommandLine) -> None:
    checked = ordermill("doctor", "-c", company.settings).out
    assert 'mode "auto" is set for all customers and nobody confirmed it' in " ".join(checked.split())
    (waiting,) = json.loads(ordermill("knowledge", "proposals", "--json", "-c", company.settings).out)
    assert ("auto", "", "settings file") == (waiting["kind"], waiting["customer"], waiting["author"])
    answered = ordermill("knowledge", "confirm", waiting["id"][:10], "-c", company.settings)
    assert (Exit.OK, 'Confirmed: mode "auto" for all customers\n') == (answered.code, answered.out)
    assert Exit.OK == ordermill("knowledge", "confirm", waiting["id"], "-c", company.settings).code
    assert "Nothing waits for a second person.\n" == ordermill("knowledge", "proposals", "-c", company.settings).out
    checked = ordermill("doctor", "-c", company.settings).out
    assert "clean orders of all customers post by themselves, as was confirmed." in " ".join(checked.split())


def test_a_lesson_for_everyone_counts_when_another_person_confirms_it(
    company: Installation, ordermill: CommandLine
) -> None:
    proposal = proposed(company, "anna")
    listed = ordermill("knowledge", "proposals", "-c", company.settings).out
    assert "for everyone KOLLI means unit CT" in " ".join(listed.split())
    assert "Nothing was taught.\n" == ordermill("knowledge", "list", "-c", company.settings).out
    assert Exit.OK == ordermill("knowledge", "confirm", proposal, "-c", company.settings).code
    (taught,) = json.loads(ordermill("knowledge", "list", "--everyone", "--json", "-c", company.settings).out)
    assert ("unit", "KOLLI", "CT", "anna") == (taught["kind"], taught["key"], taught["value"], taught["author"])
    assert "[]\n" == ordermill("knowledge", "list", "--kind", "item", "--json", "-c", company.settings).out


def test_nobody_confirms_their_own_at_a_terminal_either(company: Installation, ordermill: CommandLine) -> None:
    proposal = proposed(company, getpass.getuser())
    refused = ordermill("knowledge", "confirm", proposal, "-c", company.settings)
    assert Exit.FAILED == refused.code
    assert "another person has to answer it" in refused.err


def test_what_is_declined_is_out_of_the_way(company: Installation, ordermill: CommandLine) -> None:
    proposal = proposed(company, "anna")
    declined = ordermill("knowledge", "decline", proposal, "--reason", "no", "-c", company.settings)
    assert (Exit.OK, "Declined: for everyone KOLLI means unit CT\n") == (declined.code, declined.out)
    assert proposal[:10] not in ordermill("knowledge", "proposals", "-c", company.settings).out


def test_the_history_says_who_taught_and_who_retired_it_and_why(company: Installation, ordermill: CommandLine) -> None:
    with company.open() as application, application.store.begin() as uow:
        lesson = Lesson(KnowledgeKind.ITEM, "K1001", "buyer:9-X", "TL-1")
        taught = uow.knowledge.teach(lesson, author="eva", at=now())
    retired = ordermill("knowledge", "retire", taught.id, "--reason", "renumbered", "-c", company.settings)
    assert Exit.OK == retired.code
    told = ordermill("knowledge", "history", taught.id, "-c", company.settings).out
    assert "the customer's number 9-X:" in told
    assert all(word in told for word in ("TL-1", "eva", "nothing any more", "renumbered"))
    first, last = json.loads(ordermill("knowledge", "history", taught.id, "--json", "-c", company.settings).out)
    assert ((1, False), (2, True)) == ((first["revision"], first["retired"]), (last["revision"], last["retired"]))
    assert Exit.FAILED == ordermill("knowledge", "history", "none", "-c", company.settings).code
