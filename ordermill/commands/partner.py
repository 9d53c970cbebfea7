"""`ordermill partner`: profiles of partners, proposed from samples, tried on samples, listed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from config.logs import configure_logs
from config.settings import LogSettings
from ordermill import registry
from ordermill.bootstrap import read_settings
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.partner_report import show_trial
from ordermill.commands.terminal import print_json, say, show_table
from ordermill.exits import Exit
from ordermill.parse.batch import reference_store
from ordermill.parse.one_file import Judgement
from ordermill.partner.proposal import proposal
from ordermill.partner.samples import read_samples, seen_in
from ordermill.partner.trial import tried
from ordermill.partners import SUFFIX, partners_in, profile_in
from orders.errors import Misconfigured
from orders.partner import PartnerProfile
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

app = typer.Typer(no_args_is_help=True, help="Agree with partners who send EDI.")

Samples = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Messages of the partner.")]


@app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="The name of the profile, which is that of its file.")],
    samples: Annotated[
        list[Path],
        typer.Option("--from", exists=True, dir_okay=False, help="A message of the partner; give it for each of them."),
    ],
    folder: Annotated[
        Path | None, typer.Option(file_okay=False, help="Where to write it, instead of the folder of the settings.")
    ] = None,
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Propose a profile from messages of the partner: what was seen, how often, and what a person must decide.

    What is not certain is commented out. A file that is there is never overwritten.
    """
    configure_logs(LogSettings(level="warning", format="console"))
    place = (folder or _folder(config)) / f"{_checked(name)}{SUFFIX}"
    if place.exists():
        raise Misconfigured(f"{place} is there already and stays as it is. Choose another name.")
    seen = seen_in(read_samples(samples))
    if not seen.identities:
        raise Misconfigured("No order of these samples names its sender, so no profile can be found by it.")
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place, proposal(seen, len(samples)))
    say(f"{place} is written. Read it, decide what stands behind a #, then: ordermill partner test {place} SAMPLE...")


@app.command("test")
def try_samples(
    profile: Annotated[str, typer.Argument(help="The file of a profile, or its name in the folder of the settings.")],
    samples: Samples,
    reference: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Validate against the CSV files of this folder, too."),
    ] = None,
    config: SettingsFile = DEFAULT_FILE,
) -> None:
    """Say what would happen to messages of the partner, and which answers it would get. Nothing is kept or sent.

    Exits with 1 unless every message is read with this profile and none of its orders would be held.
    """
    configure_logs(LogSettings(level="warning", format="console"))
    agreed = _named(profile, config)
    with _judgement(reference) as judgement:
        trial = tried(agreed, samples, judgement)
    show_trial(agreed, trial, is_checked=reference is not None)
    if not trial.is_clean:
        raise typer.Exit(Exit.FAILED)


@app.command("list")
def list_(config: SettingsFile = DEFAULT_FILE, *, as_json: AsJson = False) -> None:
    """List the profiles of the folder that the settings name."""
    found = partners_in(_folder(config)).partners
    if as_json:
        print_json([one.model_dump(mode="json") | {"revision": one.revision} for one in found])
        return
    rows = [
        (
            one.name,
            one.title,
            one.customer,
            "; ".join(map(str, one.identities)),
            ", ".join(agreement.type.value for agreement in one.answers.send),
            "testing" if one.testing else "",
        )
        for one in found
    ]
    show_table(("Profile", "Partner", "Customer", "Identities", "Answers", ""), rows)


@contextmanager
def _judgement(reference: Path | None) -> Iterator[Judgement]:
    rules = registry.rules()
    with reference_store(reference) as store:
        if store is None:
            yield Judgement(reading_rules(rules), NoReference(), NothingTaught(), NoHistory(), now().date())
            return
        with store.read() as uow:
            yield Judgement(rules, uow.reference(), uow.knowledge, NoHistory(), now().date())


def _folder(config: Path) -> Path:
    settings = read_settings(config)
    if settings.partners.folder is None:
        raise Misconfigured(f"{config} names no folder of profiles. Set folder in [partners], or give --folder.")
    return config.resolve().parent / settings.partners.folder


def _named(profile: str, config: Path) -> PartnerProfile:
    file = Path(profile)
    if file.suffix == SUFFIX or file.is_file():
        return profile_in(file)
    return profile_in(_folder(config) / f"{_checked(profile)}{SUFFIX}")


def _checked(name: str) -> str:
    plain = name.removesuffix(SUFFIX)
    if not plain or not all(sign.isalnum() or sign in "-_" for sign in plain):
        raise typer.BadParameter("a name has letters, digits, - and _ only", param_hint="NAME")
    return plain


def _write(place: Path, text: str) -> None:
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Misconfigured(f"{place} is there already and stays as it is. Choose another name.") from None
    except OSError as error:
        raise Misconfigured(f"{place} cannot be written: {error.strerror or error}.") from error
