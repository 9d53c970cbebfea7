"""A server that answers OK and leaves a mail out: it is gone, or it is a fault, and never passed over."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from ingest.imap.fetch import Fetched, Fetcher
from ingest.imap.options import ImapOptions
from ingest.imap.session import ImapSession, MessageSize

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Forgetful:
    """A mailbox of mails 1 to 3 that leaves `without` out of its answers."""

    def __init__(self, *, there: Sequence[int], sizes_without: int = 0, bodies_without: int = 0) -> None:
        self._there = there
        self._sizes_without = sizes_without
        self._bodies_without = bodies_without

    def uids(self, *criteria: object) -> list[int]:
        asked = {int(text) for text in str(criteria[-1]).split(",")}
        return [uid for uid in self._there if uid in asked]

    def sizes(self, uids: Sequence[int]) -> list[MessageSize]:
        return [MessageSize(uid, 4, NOW) for uid in uids if uid in self._there and uid != self._sizes_without]

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        return {uid: b"mail" for uid in uids if uid in self._there and uid != self._bodies_without}


def fetched(session: Forgetful) -> list[Fetched]:
    values: dict[str, Any] = {"host": "127.0.0.1", "user": "orders", "password": "x"}
    fetcher = Fetcher(ImapOptions.model_validate(values), lambda: NOW)
    return list(fetcher.fetch(cast(ImapSession, session), [1, 2, 3]))


@pytest.mark.parametrize("left_out", [{"sizes_without": 2}, {"bodies_without": 2}])
def test_a_mail_that_is_there_and_does_not_come_is_a_fault(left_out: dict[str, int]) -> None:
    first, second, third = fetched(Forgetful(there=(1, 2, 3), **left_out))
    assert (b"mail", b"mail") == (first.content, third.content)
    assert (2, True) == (second.uid, second.refused)
    assert second.fault is not None


def test_a_mail_that_is_gone_is_left_out() -> None:
    assert [1, 3] == [one.uid for one in fetched(Forgetful(there=(1, 3)))]
