"""Where mails without an order go, as the settings say; faults are told before any mail is touched."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ingest.forwarding import Forwarding
from ingest.imap import ImapSource
from ingest.imap.options import ImapOptions
from ingest.source import FilesMails, Source
from ordermill import registry
from orders.errors import Misconfigured
from orders.policy import Policies, WithoutOrder
from pipeline.collaborators import Destinations

_SETTING = "[policy] mails_without_order"


def destinations(
    policies: Policies,
    names: Mapping[str, Any],
    source: Callable[[str], Source],
    forward: Mapping[str, Any],
    home: Path,
) -> Destinations:
    """`names` are those of the configured sources. Raises Misconfigured."""
    match policies.mails_without_order:
        case WithoutOrder.FOLDER:
            return Destinations(_filing({name: source(name) for name in names}, policies.mails_without_order_folder))
        case WithoutOrder.FORWARD:
            return Destinations(forwarding=_forwarding({name: source(name) for name in names}, forward, home))
        case _:
            return Destinations()


def _filing(sources: Mapping[str, Source], folder: str) -> Mapping[str, FilesMails]:
    able = {name: source for name, source in sources.items() if isinstance(source, FilesMails)}
    if unable := ", ".join(name for name in sources if name not in able):
        raise Misconfigured(
            f'{_SETTING} = "folder": the source {unable} cannot put mails into a folder. Choose "person", "set_aside" '
            'or "forward".'
        )
    mailboxes = {name: source.options for name, source in sources.items() if isinstance(source, ImapSource)}
    for name, box in mailboxes.items():
        for other, own in mailboxes.items():
            if (own.host, own.user) == (box.host, box.user) and own.folder.casefold() == folder.casefold():
                raise Misconfigured(
                    f"[policy] mails_without_order_folder = {folder!r}: the source {other} reads it, so that mails of "
                    f"{name} would come in anew. Name another folder."
                )
    return able


def _account(options: ImapOptions) -> tuple[str, str]:
    return options.host.casefold(), options.user.casefold()


def _forwarding(sources: Mapping[str, Source], forward: Mapping[str, Any], home: Path) -> Forwarding:
    if not forward:
        raise Misconfigured(f'{_SETTING} = "forward" needs a table [forward] with to, sender and host.')
    forwarding = registry.forwarding(forward, home)
    for name, source in sources.items():
        if isinstance(source, ImapSource) and source.options.user.casefold() == forwarding.to.casefold():
            raise Misconfigured(
                f"[forward] to = {forwarding.to!r} is the mailbox that the source {name} reads: what is sent on would "
                "come in again. Name another address."
            )
    return forwarding
