"""A further process that carries out work beside the daemon: `python -m ordermill.daemon.worker SETTINGS_FILE`.

It ends when its standard input does: the daemon closed it, or is gone, whatever it died of.
"""

import signal
import sys
from pathlib import Path

from ordermill.allocator import share_arenas
from ordermill.bootstrap import open_application
from pipeline.embedded import EmbeddedDispatcher, EmbeddedRunner


def main() -> None:
    """Carry out what is due until standard input ends, then finish what is running."""
    # A service manager signals every process of a service, but the daemon stops them in its own order.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    share_arenas()
    with open_application(Path(sys.argv[1])) as application:
        dispatcher = EmbeddedDispatcher()
        flow = application.flow(dispatcher)
        runner = EmbeddedRunner(flow, dispatcher, workers=application.settings.runner.workers)
        runner.start()
        try:
            sys.stdin.buffer.read()
        finally:
            runner.stop()


if __name__ == "__main__":
    main()
