"""What the web application needs from outside, wired by the composition root."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from orders.decision import Decision
from orders.ids import OrderId, new_id
from pipeline.changes.difference import ChangeDifference
from pipeline.decisions.part import PartDecision
from storage.database import Store


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the daemon does its work; `checks` names each part and says in words how it fares."""

    ok: bool
    checks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How sessions and sign-in behave. `secure_cookie` is for pages served over TLS, and should be on there."""

    secure_cookie: bool = False
    session_idle: timedelta = timedelta(hours=2)
    session_absolute: timedelta = timedelta(hours=12)
    sign_in_failures: int = 5
    """Failed sign-ins, per name and per address, after which further ones wait."""
    sign_in_window: timedelta = timedelta(minutes=10)
    refresh_seconds: int = 4


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of the web application.

    `decide` and `decide_part` raise `StaleDecision` and `NotDecidable` of `pipeline.decisions.order`. `difference` asks
    the ERP, which may take its time.
    """

    store: Store
    decide: Callable[[Decision], None]
    decide_part: Callable[[PartDecision], None]
    difference: Callable[[OrderId], ChangeDifference]
    clock: Callable[[], datetime]
    health: Callable[[], Health]
    settings: WebSettings = WebSettings()
    new_token: Callable[[], str] = secrets.token_urlsafe
    new_id: Callable[[], str] = new_id
