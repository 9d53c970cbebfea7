"""The daemon: pollers, workers and the web page in one process, stopped together and in order."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial

import structlog
import uvicorn

from exceptions_queue.app import create_app
from exceptions_queue.services import Services, WebSettings
from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.daemon.anchoring import Anchoring
from ordermill.daemon.health import health_of
from ordermill.daemon.listening import Listening
from ordermill.daemon.worker_processes import WorkerProcesses
from ordermill.signals import on_signals
from orders.policy import Policies
from pipeline.changes.difference import change_difference
from pipeline.collaborators import Flow
from pipeline.decisions.order import decide
from pipeline.decisions.part import decide_part
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.enduring import Enduring
from pipeline.granting import keep_up
from pipeline.schedule import Polled, Schedule

log = structlog.get_logger()

STOP_SECONDS = 5
"""How long an open page may keep the web server from stopping."""


class Daemon:
    """One process of an installation. `run` returns after `stop`, which any thread may call, or after a signal."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._stopping = threading.Event()
        self._server: _Server | None = None

    def run(self, *, ready: Callable[[str], None] = lambda _address: None) -> None:
        """Run until SIGTERM, Ctrl-C or `stop`, then finish what is running. `ready` is given the page's address.

        Raises `Misconfigured` before anything has begun.
        """
        application, settings = self._application, self._application.settings
        with ExitStack() as stack:
            # First, since an address in use is what fails most often: then nothing has begun.
            listening = stack.enter_context(Listening.on(settings.web.host, settings.web.port))
            dispatcher = EmbeddedDispatcher()
            flow = application.flow(dispatcher)
            _announce(application, flow.policies)
            runner = EmbeddedRunner(flow, dispatcher, workers=settings.runner.workers)
            schedule = _schedule(application, flow)
            anchoring = Anchoring(application.store, now, is_mine=lambda: schedule.holds_lock)
            steps = (*runner.steps, *schedule.steps, flow.claims.renewal, anchoring.step)
            self._server = _server(application, flow, schedule, steps)
            stack.enter_context(on_signals(self.stop))
            # In the other order at the end: nothing new comes in while what was begun is finished.
            stack.enter_context(WorkerProcesses(application.file, settings.runner.processes - 1))
            runner.start()
            stack.callback(runner.stop)
            stack.enter_context(anchoring)
            schedule.start()
            stack.callback(schedule.stop)
            log.info("daemon.started", sources=sorted(schedule.pollers), address=listening.address)
            ready(listening.address)
            if not self._stopping.is_set():
                self._server.run(sockets=[listening.socket])
        log.info("daemon.stopped")

    def stop(self) -> None:
        """Begin to stop; a second call does not wait for pages that are still open."""
        if self._server is not None:
            self._server.should_exit = True
            self._server.force_exit = self._stopping.is_set()
        self._stopping.set()


class _Server(uvicorn.Server):
    """Signals are the daemon's: left to itself, the server would raise them anew and end the process half-stopped."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _announce(application: Application, policies: Policies) -> None:
    """What may post without a person, and what the settings ask for that nobody confirmed."""
    with application.store.begin() as uow:
        found = keep_up(uow, policies, now())
    if found.acting:
        log.info("proposal.auto_acts", customers=[customer or "all" for customer in found.acting])
    if found.waiting:
        log.warning("proposal.auto_waits", customers=[customer or "all" for customer in found.waiting])


def _schedule(application: Application, flow: Flow) -> Schedule:
    runner = application.settings.runner
    polled = [
        Polled(application.source(name), timedelta(seconds=source.poll_every))
        for name, source in application.settings.sources.items()
    ]
    return Schedule(flow, polled, application.schedule_lock(), sweep_every=timedelta(seconds=runner.sweep_every))


def _server(application: Application, flow: Flow, schedule: Schedule, steps: Sequence[Enduring]) -> _Server:
    web = application.settings.web
    services = Services(
        store=application.store,
        decide=partial(decide, flow),
        decide_part=partial(decide_part, flow),
        difference=partial(change_difference, flow.store, flow.adapter),
        clock=now,
        health=lambda: health_of(application.store, schedule, now(), steps),
        settings=WebSettings(secure_cookie=web.secure_cookies, session_absolute=timedelta(hours=web.session_hours)),
    )
    return _Server(
        uvicorn.Config(
            create_app(services),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )
