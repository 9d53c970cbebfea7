"""`ordermill simulate`: what another policy or other reference data would have made of the orders so far."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from ordermill import registry
from ordermill.bootstrap import Application, open_application
from ordermill.clock import now
from ordermill.commands.options import DEFAULT_FILE, AsJson, SettingsFile
from ordermill.commands.simulate_report import shape_of, show
from ordermill.commands.terminal import print_json, screen
from ordermill.policy import policies_in
from orders.ids import SnapshotId
from pipeline.simulation.simulate import Past, Proposal, simulate
from pipeline.simulation.summary import Summary


def simulate_orders(
    policy: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="A file with a policy table, such as a changed copy of the settings."),
    ] = None,
    snapshot: Annotated[
        str, typer.Option(help="Reference data to try: a number or id of `ordermill reference list`.")
    ] = "",
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only orders that came on this day or later (UTC).")
    ] = None,
    config: SettingsFile = DEFAULT_FILE,
    *,
    alone: Annotated[
        bool, typer.Option("--alone", help="As if no person had touched an order: what would pass unseen?")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Validate the orders so far under another policy or other reference data, and say what would have come of them.

    Each order is compared with what its own policy, reference data, knowledge and day make of it, so that nothing but
    the proposal makes a difference. Nothing is written.
    """
    if policy is None and not snapshot:
        raise typer.BadParameter("give --policy, --snapshot or both", param_hint="--policy")
    with open_application(config) as application:
        tried = policies_in(policy) if policy else None
        proposal = Proposal(tried, _snapshot(application, snapshot) if snapshot else None, alone)
        summary = _tried(_past(application, since), proposal)
    if as_json:
        print_json(shape_of(summary))
    else:
        show(summary)


def _past(application: Application, since: datetime | None) -> Past:
    beginning = since.replace(tzinfo=UTC) if since else None
    return Past(application.store, registry.rules(), application.acting_policies(), now().date(), beginning)


def _tried(past: Past, proposal: Proposal) -> Summary:
    summary = Summary()
    with Progress(console=screen(error=True), transient=True) as bar:
        for tried in bar.track(simulate(past, proposal), total=past.count(), description="Validating"):
            summary.note(tried)
    return summary


def _snapshot(application: Application, wanted: str) -> SnapshotId:
    with application.store.read() as uow:
        found = [row.id for row in uow.snapshots.list() if wanted in (row.id, str(row.number))]
    if not found:
        raise typer.BadParameter(f"there is no snapshot {wanted}", param_hint="--snapshot")
    return found[0]
