"""The one clock that the composition root hands to everything else."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)
