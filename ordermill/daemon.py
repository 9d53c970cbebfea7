"""The daemon: pollers, workers and the web page in one process, stopped together and in order."""

from collections.abc import Callable
from datetime import timedelta

import structlog
import uvicorn

from exceptions_queue.app import create_app
from exceptions_queue.services import Services, WebSettings
from ordermill.bootstrap import Application
from ordermill.clock import now
from ordermill.health import health_of
from orders.decision import Decision
from pipeline.collaborators import Flow
from pipeline.decisions import decide
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner
from pipeline.part_decisions import PartDecision, decide_part
from pipeline.schedule import Polled, Schedule

log = structlog.get_logger()

STOP_SECONDS = 5
"""How long an open page may keep the web server from stopping."""


def serve(application: Application, *, ready: Callable[[], None] = lambda: None) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is running. `ready` is called once everything is up."""
    dispatcher = EmbeddedDispatcher()
    flow = application.flow(dispatcher)
    runner = EmbeddedRunner(flow, dispatcher, workers=application.settings.runner.workers)
    schedule = _schedule(application, flow)
    server = _server(application, flow, schedule)
    runner.start()
    schedule.start()
    log.info("daemon.started", sources=sorted(schedule.pollers))
    try:
        ready()
        server.run()
    finally:
        # Nothing new comes in while what was begun is finished.
        schedule.stop()
        runner.stop()
        application.store.close()
        log.info("daemon.stopped")


def _schedule(application: Application, flow: Flow) -> Schedule:
    runner = application.settings.runner
    polled = [
        Polled(application.source(name), timedelta(seconds=source.poll_every))
        for name, source in application.settings.sources.items()
    ]
    return Schedule(flow, polled, application.schedule_lock(), sweep_every=timedelta(seconds=runner.sweep_every))


def _server(application: Application, flow: Flow, schedule: Schedule) -> uvicorn.Server:
    web = application.settings.web
    services = Services(
        store=application.store,
        decide=lambda decision: _decide(flow, decision),
        decide_part=lambda decision: _decide_part(flow, decision),
        clock=now,
        health=lambda: health_of(application.store, schedule, now()),
        settings=WebSettings(secure_cookie=web.secure_cookies, session_absolute=timedelta(hours=web.session_hours)),
    )
    return uvicorn.Server(
        uvicorn.Config(
            create_app(services),
            host=web.host,
            port=web.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )


def _decide(flow: Flow, decision: Decision) -> None:
    decide(flow, decision)


def _decide_part(flow: Flow, decision: PartDecision) -> None:
    decide_part(flow, decision)
