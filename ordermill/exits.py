"""The exit codes of the command line."""

from enum import IntEnum


class Exit(IntEnum):
    """The same for every command."""

    OK = 0
    """Everything was done."""
    FAILED = 1
    """Something was not done, or a check found a fault; standard error says what."""
    WRONG_CALL = 2
    """There is no such command, option, file or folder."""
    MISCONFIGURED = 3
    """The settings or what they name cannot be used; the message names the setting and the remedy."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C or SIGTERM, in order; the same command goes on."""
