"""What a backfill says while nobody watches a bar."""

import pytest

from ordermill.backfill.run import Look
from ordermill.commands import backfill_screen
from ordermill.commands.backfill_screen import BackfillScreen
from orders.stages import Outcome, Subject

LOOK = Look(
    expected=10,
    left_out=1,
    arrivals=6,
    unfinished=2,
    counts={
        (Subject.DOCUMENT, Outcome.DONE): 4,
        (Subject.ORDER, Outcome.HELD): 3,
        (Subject.DOCUMENT, Outcome.SET_ASIDE): 2,
        (Subject.DOCUMENT, Outcome.HELD): 1,
        (Subject.ARRIVAL, Outcome.HELD): 1,
    },
)


def test_a_line_is_written_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill_screen, "LINE_SECONDS", 0)
    with BackfillScreen("Taking in") as screen:
        screen.looked(LOOK)
    said = capsys.readouterr()
    assert ("", "5 of 10: 4 read, 3 held, 2 set aside, 2 not read\n") == (said.out, said.err)


def test_not_every_look_writes_one(capsys: pytest.CaptureFixture[str]) -> None:
    with BackfillScreen("Taking in") as screen:
        for _ in range(5):
            screen.looked(LOOK)
    assert "" == capsys.readouterr().err


def test_the_wish_to_stop_is_passed_on() -> None:
    stopped: list[bool] = []
    with BackfillScreen("Taking in") as screen:
        screen.stopping(lambda: stopped.append(True))()
    assert [True] == stopped
