"""What a child process may use, and the ways in which its work can end badly."""

from dataclasses import dataclass

from orders.errors import OrdermillError


class TimeLimit(OrdermillError):
    """Reading took longer than allowed, and was stopped. Look at the document, or raise the limit."""


class MemoryLimit(OrdermillError):
    """Reading took more memory than allowed, and was stopped. Look at the document, or raise the limit."""


class ChildDied(OrdermillError):
    """The process that read the document ended before its time. Look at the document; the others go on."""


class ChildFailed(OrdermillError):
    """Reading failed with an error of our own: report it with the document."""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one call may use. `wall_seconds` counts waiting too; `memory_bytes` is address space, more than is used."""

    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 2_000_000_000
    open_files: int = 64
    answer_bytes: int = 1_000_000_000
