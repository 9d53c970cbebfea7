"""All checks of `ordermill doctor`, in the order in which faults should be mended."""

import os
from collections.abc import Iterator
from functools import partial
from ipaddress import ip_address
from pathlib import Path

from config.loading import unknown_variables
from config.settings import Settings
from ordermill import registry
from ordermill.bootstrap import Application, open_as_it_is, read_settings
from ordermill.doctor import machine, passing_on, replies, senders, store
from ordermill.doctor.check import Check, State, tried
from ordermill.policy import policies
from orders.errors import OrdermillError
from orders.policy import Mode, Policies
from pipeline.embedded import EmbeddedDispatcher


def checkup(file: Path, *, connect: bool) -> Iterator[Check]:
    """Every check that can be made, each fault once. `connect`: also log in to the mailboxes."""
    told: set[str] = set()
    for check in _all(file, connect=connect):
        # What needs partners fails as they do, and mending it there is enough.
        if check.state is State.BROKEN and check.message in told:
            continue
        told.add(check.message)
        yield check


def _all(file: Path, *, connect: bool) -> Iterator[Check]:
    try:
        settings = read_settings(file)
    except OrdermillError as error:
        yield Check("settings", State.BROKEN, str(error))
        return
    yield Check("settings", State.GOOD, f"{file.resolve()} is in use.")
    yield from _environment()
    yield from _page(settings)
    yield from _policy(file, settings)
    yield from senders.all_of(file, settings)
    yield tried("parsers", lambda: ", ".join(parser.name for parser in registry.parsers()))
    yield tried("rules", lambda: f"{len(registry.rules())} are installed.")
    yield from machine.all_of(settings.data_dir)
    yield from _installation(file, settings, connect=connect)


def _environment() -> Iterator[Check]:
    if unknown := unknown_variables(os.environ):
        names = ", ".join(unknown)
        yield Check("environment", State.WEAK, f"{names} set nothing; check the spelling against the settings.")


def _page(settings: Settings) -> Iterator[Check]:
    web = settings.web
    if not web.secure_cookies and not _is_loopback(web.host):
        message = (
            f"[web] host = {web.host!r} can be reached from outside, and sessions travel unprotected. Put a proxy that "
            "speaks TLS before it, listen on 127.0.0.1, and set secure_cookies = true."
        )
        yield Check("page", State.BROKEN, message)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _policy(file: Path, settings: Settings) -> Iterator[Check]:
    try:
        found = policies(settings.policy, file)
    except OrdermillError as error:
        yield Check("policy", State.BROKEN, str(error))
        return
    if found.default.mode is Mode.AUTO:
        message = 'mode = "auto" asks for every customer to post unseen; grant it customer by customer instead.'
        yield Check("policy", State.WEAK, message)
    elif found.default.mode is Mode.SHADOW:
        message = f'mode = "shadow" posts nothing and asks nobody{_granted(found)}. Enter orders in the ERP as before.'
        yield Check("policy", State.WEAK, message)
    else:
        yield Check("policy", State.GOOD, f"a person confirms each order{_granted(found)}.")


def _granted(found: Policies) -> str:
    granted = sum(policy.mode is Mode.AUTO for policy in found.customers.values())
    return f", but for {granted} customers in mode auto" if granted else ""


def _installation(file: Path, settings: Settings, *, connect: bool) -> Iterator[Check]:
    try:
        application = open_as_it_is(file, settings)
    except OrdermillError as error:
        yield Check("database", State.BROKEN, str(error))
        return
    with application:
        yield machine.isolation(application.isolation)
        yield machine.pages(application.isolation)
        yield tried("partners", lambda: f"{len(application.partners().partners)} profiles are in use.")
        yield from replies.all_of(application)
        yield tried("ERP", partial(_erp, application))
        yield from _sources(application, connect=connect)
        yield from passing_on.all_of(application, connect=connect)
        yield from store.all_of(application)


def _erp(application: Application) -> str:
    # The flow refuses an adapter whose calls may outlast a claim.
    return f"{application.flow(EmbeddedDispatcher(), passes_on=False).adapter.name} is configured."


def _sources(application: Application, *, connect: bool) -> Iterator[Check]:
    if not application.settings.sources:
        yield Check("sources", State.WEAK, "none is configured: add a [sources.<name>] table, else nothing arrives.")
    for name in application.settings.sources:
        yield tried(f"source {name}", partial(_reached, application, name, connect=connect))


def _reached(application: Application, name: str, *, connect: bool) -> str:
    source = application.source(name)
    if not connect:
        return "is configured; it was not connected to."
    source.baseline()
    return "is configured and answers."
