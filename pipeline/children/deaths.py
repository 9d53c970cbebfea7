"""Why a child process ended, told from its exit while its group can still be ended."""

import os
import subprocess
import time
from typing import Final

from orders.errors import OrdermillError
from pipeline.children.limits import ChildDied, ChildLimits, MemoryLimit, TimeLimit

_MEMORY_EXIT: Final = 97
_SIGXCPU_EXIT: Final = -24
_POLLS: Final = 1000
_POLL_SECONDS: Final = 0.01


def death(process: subprocess.Popen[bytes], limits: ChildLimits) -> OrdermillError:
    """The fault of a child whose pipe is closed, in words."""
    code = _exit_code(process.pid)
    if code is None:
        return ChildDied("The process that read the document closed its pipe.")
    if code == _SIGXCPU_EXIT:
        return TimeLimit(f"Reading took more than {limits.cpu_seconds} seconds of computing, and was stopped.")
    if code == _MEMORY_EXIT:
        return MemoryLimit()
    return ChildDied(f"The process that read the document ended with {code}.")


def _exit_code(pid: int) -> int | None:
    """As `Popen.returncode`, within ten seconds. The child is not reaped: its group is still to be ended.

    On a busy machine a process is some time without its pipes before it has ended.
    """
    for _ in range(_POLLS):
        ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
        if ended is not None:
            return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
        time.sleep(_POLL_SECONDS)
    return None
