"""What a mailbox source remembers from poll to poll."""

from datetime import date, timedelta
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from orders.errors import Misconfigured

# A mail may get its place in a new numbering under the date of its copy, or of another time zone.
_RESCAN_OVERLAP: Final = timedelta(days=3)
# A mailbox with more broken mails than this has another problem; the oldest are no longer tried.
_MOST_PENDING: Final = 100


class Cursor(BaseModel):
    """Everything up to `last_uid` was committed, but for the `pending` ones, on which the server failed.

    `since` is the day from which to look again when the server numbers its messages anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    uidvalidity: int
    last_uid: int
    since: date
    pending: tuple[int, ...] = ()

    @classmethod
    def parse(cls, text: str, source: str) -> Self:
        """Raises Misconfigured for a cursor that is none, since starting anew would skip or repeat mails."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise Misconfigured(f"The stored cursor of {source} is damaged: {text[:80]!r}. Restore it.") from error

    def rescan_from(self) -> date:
        return self.since - _RESCAN_OVERLAP

    def after(self, uid: int, arrived: date) -> Self:
        """The cursor once this message is committed."""
        rest = tuple(other for other in self.pending if other != uid)
        return self._moved(uid, arrived, rest)

    def after_fault(self, uid: int, arrived: date) -> Self:
        """The cursor once the fault of this message is recorded: it is tried again at each poll."""
        rest = tuple(other for other in self.pending if other != uid)
        return self._moved(uid, arrived, (*rest, uid)[-_MOST_PENDING:])

    def numbered_anew(self, uidvalidity: int) -> Self:
        """The cursor under another numbering: nothing of it was read yet."""
        return self.model_copy(update={"uidvalidity": uidvalidity, "last_uid": 0, "pending": ()})

    def _moved(self, uid: int, arrived: date, pending: tuple[int, ...]) -> Self:
        newest = {"last_uid": max(uid, self.last_uid), "since": max(arrived, self.since), "pending": pending}
        return self.model_copy(update=newest)
