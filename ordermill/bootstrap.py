"""Wires everything together, once, from the settings. Nothing else in the project makes its own collaborators."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from config.loading import SettingsError, load_settings
from config.logs import configure_logs
from config.settings import Settings
from erp_adapters.adapter import OrderPosting
from ingest.source import Source
from ordermill import registry
from ordermill.answering import answering
from ordermill.clock import now
from ordermill.isolation import Isolation
from ordermill.partners import partners_in
from ordermill.passing_on import destinations
from ordermill.policy import policies
from orders.errors import Misconfigured
from orders.partner import NO_PARTNERS, PartnerProfiles
from orders.policy import Policies
from pipeline.claims import Claims, Lease
from pipeline.collaborators import Destinations, Flow, Verify, leave_unverified
from pipeline.dispatch import Dispatcher
from pipeline.granting import acting
from pipeline.schedule_lock import ScheduleLock, schedule_lock
from storage.database import Store, open_store

DATABASE_FILE = "ordermill.db"
ARCHIVE_FOLDER = "archive"


@dataclass(frozen=True, slots=True)
class Application:
    """One installation: its settings, where they were read, the store, and children for hostile work.

    The children start when they are first needed. Close it, or use it as a context manager.
    """

    file: Path
    settings: Settings
    store: Store
    isolation: Isolation

    @property
    def home(self) -> Path:
        """The folder that relative paths of the settings are relative to."""
        return self.file.resolve().parent

    def policies(self) -> Policies:
        """The policy of each customer, as the settings have it. Raises `Misconfigured`."""
        return policies(self.settings.policy, self.file)

    def acting_policies(self) -> Policies:
        """The same as they act: `auto` where a supervisor confirmed it. Raises `Misconfigured`."""
        with self.store.read() as uow:
            return acting(uow, self.policies())

    def partners(self) -> PartnerProfiles:
        """What is agreed with partners. Raises `Misconfigured`."""
        folder = self.settings.partners.folder
        return partners_in(self.home / folder) if folder else NO_PARTNERS

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

    def destinations(self) -> Destinations:
        """Where mails without an order go. Raises `Misconfigured`."""
        settings = self.settings
        return destinations(self.policies(), settings.sources, self.source, settings.forward, self.home)

    def schedule_lock(self) -> ScheduleLock:
        """What keeps two daemons on one database from polling both."""
        return schedule_lock(database_url(self.settings), self.settings.data_dir)

    def flow(self, dispatcher: Dispatcher, *, passes_on: bool = True) -> Flow:
        """The flow over this store; one that passes nothing on is for looking at. Raises `Misconfigured`."""
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
            unpack=self.isolation.unpack,
            read=self.isolation.read,
            verify=self._verify(),
            acting=acting,
            partners=self.partners(),
            answering=answering(self.settings.replies, self.file, self.home),
            destinations=self.destinations() if passes_on else Destinations(),
        )

    def _verify(self) -> Verify:
        if not self.settings.dkim.verify:
            return leave_unverified
        # Ten megabytes a process that few installations ask for.
        from ingest.dkim.dns_keys import DnsKeys
        from ordermill.signatures import VerifiedByKeys

        return VerifiedByKeys(self.isolation, DnsKeys(self.settings.dkim.seconds))

    def close(self) -> None:
        """End the children and close the database."""
        self.isolation.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_application(file: Path) -> Application:
    """Read the settings, open the store and bring its tables up to date.

    Raises `Misconfigured`, and `Retryable` when the database cannot be reached.
    """
    settings = read_settings(file)
    configure_logs(settings.log)
    application = open_as_it_is(file, settings)
    try:
        application.store.migrate()
    except BaseException:
        application.close()
        raise
    return application


def open_as_it_is(file: Path, settings: Settings) -> Application:
    """The same without touching the tables, for whoever only looks."""
    try:
        # Originals of customers are nobody else's business.
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = open_store(database_url(settings), settings.data_dir / ARCHIVE_FOLDER)
    except OSError as error:
        raise Misconfigured(
            f"data_dir: {settings.data_dir} cannot be used ({error.strerror}). Give it to the service's user, "
            "or set another data_dir."
        ) from error
    return Application(file, settings, store, Isolation.of(settings.runner.workers))


def read_settings(file: Path) -> Settings:
    """The checked settings. Raises `Misconfigured`."""
    try:
        return load_settings(file)
    except SettingsError as error:
        raise Misconfigured(str(error)) from error


def database_url(settings: Settings) -> str:
    """The URL that was set, else that of the SQLite file in `data_dir`. It may hold a password."""
    return settings.database_url.get_secret_value() or f"sqlite:///{settings.data_dir / DATABASE_FILE}"
