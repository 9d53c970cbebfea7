"""The days a backfill asks for."""

from datetime import UTC, date, datetime


def within(moment: datetime, since: date | None, until: date | None) -> bool:
    """Whether `moment` lies on one of the days from `since` to `until`, both included, in UTC; None is open."""
    day = moment.astimezone(UTC).date()
    return (since is None or day >= since) and (until is None or day <= until)
