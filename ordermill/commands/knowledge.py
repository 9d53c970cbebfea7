"""`ordermill knowledge`: what people taught, taking it back, and what waits for a second person."""

import getpass
from collections.abc import Sequence
from typing import Annotated

import typer

from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.terminal import print_json, say, show_table
from orders.knowledge import Knowledge, KnowledgeKind
from orders.lesson_words import KIND_WORDS, key_words
from orders.policy import ALL_CUSTOMERS
from orders.proposal import AT_A_TERMINAL, Answer, Answered, Proposal
from pipeline.decisions.proposals import answer
from pipeline.granting import keep_up
from storage.errors import NotFound

app = typer.Typer(help="What people taught, and what waits for a second person.", no_args_is_help=True)

# So much tells a hundred thousand apart, and leaves room for the rest of the row.
_SHOWN = 10
_COLUMNS = ("Id", "Kind", "Customer", "Words", "Means", "Taught by", "On")
_REVISIONS = ("Revision", "Means", "By", "On", "Reason")
_PROPOSALS = ("Id", "What is proposed", "By", "On")

Id = Annotated[str, typer.Argument(metavar="ID", help="As `ordermill knowledge list` shows it, or its beginning.")]
ProposalId = Annotated[
    str, typer.Argument(metavar="ID", help="As `ordermill knowledge proposals` shows it, or its beginning.")
]


@app.command("list")
def list_knowledge(
    customer: Annotated[str | None, typer.Option(help="Only what was taught for this customer number.")] = None,
    kind: Annotated[KnowledgeKind | None, typer.Option(help="Only lessons of this kind.")] = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    everyone: Annotated[bool, typer.Option("--everyone", help="Only what counts for every customer.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is valid now: which words of a customer mean which item, unit, address or customer of yours."""
    with open_application(config) as application, application.store.read() as uow:
        known = uow.knowledge.all(customer=customer, kind=kind, for_everyone=everyone)
    if as_json:
        print_json([one.model_dump(mode="json") for one in known])
    elif known:
        show_table(_COLUMNS, map(_cells, known))
    else:
        say("Nothing was taught.")


@app.command("history")
def history(knowledge_id: Id, config: SettingsFile = DEFAULT_FILE, *, as_json: AsJson = False) -> None:
    """Every revision of one lesson, by whom, and why it was retired."""
    with open_application(config) as application, application.store.read() as uow:
        revisions = uow.knowledge.history(_meant([one.id for one in uow.knowledge.all()], knowledge_id))
    if as_json:
        print_json([one.model_dump(mode="json") for one in revisions])
    elif revisions:
        say(f"{key_words(revisions[0].kind, revisions[0].key)}:")
        show_table(_REVISIONS, map(_revision, revisions))
    else:
        raise NotFound(f"there is no knowledge {knowledge_id}")


@app.command("retire")
def retire(
    knowledge_id: Id,
    reason: Annotated[str, typer.Option(help="Why it is right no more.")] = "",
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Take back what was taught wrongly: the next order is asked about again. Posted orders stay as they are.

    Nothing is deleted: a revision by the user of this terminal says that it is valid no more.
    """
    with open_application(config) as application, application.store.begin() as uow:
        meant = _meant([one.id for one in uow.knowledge.all()], knowledge_id)
        uow.knowledge.retire(meant, _user(), now(), reason)
        taught = uow.knowledge.history(meant)[-1]
    say(f"{taught.key} means {taught.value} no more. Orders that wait are checked anew by Try again on their page.")


@app.command("proposals")
def proposals(config: SettingsFile = DEFAULT_FILE, *, as_json: AsJson = False) -> None:
    """What waits for a second person: lessons for every customer, and mode "auto" where the settings ask for it."""
    with open_application(config) as application:
        waiting = _waiting(application)
    if as_json:
        print_json([_as_json(one) for one in waiting])
    elif waiting:
        show_table(_PROPOSALS, ((one.id[:_SHOWN], _sentence(one), one.author, f"{one.at:%Y-%m-%d}") for one in waiting))
    else:
        say("Nothing waits for a second person.")


@app.command("confirm")
def confirm(proposal_id: ProposalId, config: SettingsFile = DEFAULT_FILE) -> None:
    """Let a proposal count, as another person than the one who made it. It counts from now on."""
    said = _answered(config, proposal_id, Answer.CONFIRMED, "")
    say(f"Confirmed: {said}")


@app.command("decline")
def decline(
    proposal_id: ProposalId,
    reason: Annotated[str, typer.Option(help="Why not.")],
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Turn a proposal down, as another person than the one who made it."""
    said = _answered(config, proposal_id, Answer.DECLINED, reason)
    say(f"Declined: {said}")


def _answered(config: SettingsFile, beginning: str, said: Answer, reason: str) -> str:
    with open_application(config) as application:
        meant = _meant([one.id for one in _waiting(application)], beginning)
        with application.store.begin() as uow:
            return _sentence(answer(uow, meant, Answered(said, _user(), now(), reason)))


def _waiting(application: Application) -> tuple[Proposal, ...]:
    """What the settings ask for is proposed here too, so that it can be confirmed before the service is started."""
    with application.store.begin() as uow:
        keep_up(uow, application.policies(), now())
        return uow.proposals.open()


def _user() -> str:
    return f"{getpass.getuser()}{AT_A_TERMINAL}"


def _meant(known: Sequence[str], beginning: str) -> str:
    """The one identifier with this beginning; where there is none, the repository says so."""
    found = [one for one in known if beginning and one.startswith(beginning)]
    if len(found) > 1:
        raise typer.BadParameter(f"{len(found)} begin with {beginning}; give more of it", param_hint="ID")
    return found[0] if found else beginning


def _cells(taught: Knowledge) -> tuple[str, ...]:
    words = taught.key.replace("\n", " ")
    return (
        taught.id[:_SHOWN],
        taught.kind.value,
        taught.customer,
        words,
        taught.value,
        taught.author,
        f"{taught.taught_at:%Y-%m-%d}",
    )


def _revision(taught: Knowledge) -> tuple[str, ...]:
    means = "nothing any more" if taught.retired else taught.value
    return (str(taught.revision), means, taught.author, f"{taught.taught_at:%Y-%m-%d}", taught.reason)


def _sentence(proposal: Proposal) -> str:
    lesson = proposal.lesson
    if lesson is None:
        whose = "all customers" if proposal.customer == ALL_CUSTOMERS else f"customer {proposal.customer}"
        return f'mode "auto" for {whose}'
    return f"for everyone {key_words(lesson.kind, lesson.key)} means {KIND_WORDS[lesson.kind]} {lesson.value}"


def _as_json(proposal: Proposal) -> dict[str, str]:
    lesson = proposal.lesson
    said = {"lesson": lesson.kind.value, "key": lesson.key, "value": lesson.value} if lesson else {}
    told = {"id": proposal.id, "kind": proposal.kind.value, "customer": proposal.customer, "author": proposal.author}
    return told | said | {"at": proposal.at.isoformat()}
