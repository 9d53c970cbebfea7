"""`ordermill run`: the daemon."""

from ordermill.allocator import share_arenas
from ordermill.bootstrap import open_application
from ordermill.commands.options import DEFAULT_FILE, SettingsFile
from ordermill.daemon.process import Daemon


def run(config: SettingsFile = DEFAULT_FILE) -> None:
    """Poll the sources, carry out the work and serve the exceptions queue until SIGTERM or Ctrl-C."""
    share_arenas()
    with open_application(config) as application:
        Daemon(application).run()
