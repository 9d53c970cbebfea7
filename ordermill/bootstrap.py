"""Wires everything together, once, from the settings. Nothing else in the project makes its own collaborators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.loading import SettingsError, load_settings, problems
from config.logs import configure_logs
from config.settings import Settings
from erp_adapters.adapter import OrderPosting
from ingest.source import Source
from ordermill import registry
from ordermill.clock import now
from orders.errors import Misconfigured
from orders.policy import Policies, Policy
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Flow
from pipeline.dispatch import Dispatcher
from pipeline.schedule_lock import FileLock, ScheduleLock
from storage.database import Store, open_store

DATABASE_FILE = "ordermill.db"
ARCHIVE_FOLDER = "archive"


@dataclass(frozen=True, slots=True)
class Application:
    """One installation: its settings, where they were read, and the store."""

    file: Path
    settings: Settings
    store: Store

    @property
    def home(self) -> Path:
        """The folder that relative paths of the settings are relative to."""
        return self.file.resolve().parent

    def policies(self) -> Policies:
        """The policy of each customer. Raises `Misconfigured`."""
        return policies(self.settings.policy)

    def adapter(self) -> OrderPosting:
        """The ERP adapter. Raises `Misconfigured`."""
        return registry.adapter(self.settings.erp.adapter, self.settings.erp.options, self.home)

    def source(self, name: str) -> Source:
        """One configured source. Raises `Misconfigured`."""
        settings = self.settings.sources.get(name)
        if settings is None:
            known = ", ".join(self.settings.sources) or "none"
            raise Misconfigured(f"There is no [sources.{name}] in {self.file}. Configured: {known}.")
        return registry.source(name, settings.kind, settings.options, self.home)

    def schedule_lock(self) -> ScheduleLock:
        """What keeps two daemons on one database from polling both."""
        return FileLock(self.settings.data_dir / "schedule.lock")

    def flow(self, dispatcher: Dispatcher) -> Flow:
        """The flow over this store. Raises `Misconfigured`."""
        lease = timedelta(seconds=self.settings.runner.lease)
        return Flow(
            store=self.store,
            claims=Claims(self.store, now, Lease(lease, lease / 4)),
            parsers=registry.parsers(),
            rules=registry.rules(),
            adapter=self.adapter(),
            policies=self.policies(),
            dispatcher=dispatcher,
            clock=now,
        )


def open_application(file: Path) -> Application:
    """Read the settings, open the store and bring its tables up to date. Raises `Misconfigured`."""
    try:
        settings = load_settings(file)
    except SettingsError as error:
        raise Misconfigured(str(error)) from error
    configure_logs(settings.log)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    url = settings.database_url or f"sqlite:///{settings.data_dir / DATABASE_FILE}"
    store = open_store(url, settings.data_dir / ARCHIVE_FOLDER)
    store.migrate()
    return Application(file, settings, store)


def policies(table: Mapping[str, Any]) -> Policies:
    """`[policy]` holds the defaults; `[policy.customers.<number>]` what differs for one customer."""
    defaults = {name: value for name, value in table.items() if name != "customers"}
    customers: Mapping[str, Mapping[str, Any]] = table.get("customers", {})
    try:
        own = {number: Policy.model_validate(defaults | dict(rows)) for number, rows in customers.items()}
        return Policies(default=Policy.model_validate(defaults), customers=own)
    except ValidationError as error:
        raise Misconfigured(problems(error, "[policy]")) from error
