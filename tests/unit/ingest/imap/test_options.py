"""Mailbox settings that would lose mails or show passwords are refused with the remedy."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.imap.options import ImapOptions
from orders.errors import Misconfigured

GOOD = {"host": "imap.example.com", "user": "orders", "password": "s3cret"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"security": "plain"}, "ssl or starttls"),
        ({"password": None}, "exactly one"),
        ({"password_env": "X"}, "exactly one"),
        ({"settle": "move"}, "move_to"),
        ({"move_to": "Done"}, "belong together"),
        ({"settle": "move", "move_to": "INBOX"}, "for ever"),
        ({"flag": "two words"}, "flag"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_mistake_says_what_is_wrong(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ImapOptions.model_validate(GOOD | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"security": "plain", "host": "127.0.0.1"},
        {"security": "plain", "insecure": True},
        {"settle": "flag", "flag": "$Ordermill"},
        {"settle": "move", "move_to": "Processed"},
    ],
)
def test_what_is_right_is_taken(changes: dict[str, object]) -> None:
    assert ImapOptions.model_validate(GOOD | changes).effective_port in (143, 993)


def test_a_password_is_never_shown() -> None:
    assert "s3cret" not in repr(ImapOptions.model_validate(GOOD))


def test_a_password_may_come_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("from file \n")
    monkeypatch.setenv("MAILBOX", "from environment")
    without = GOOD | {"password": None}
    assert "from file " == ImapOptions.model_validate(without | {"password_file": tmp_path / "password"}).secret()
    assert "from environment" == ImapOptions.model_validate(without | {"password_env": "MAILBOX"}).secret()


def test_a_password_that_is_not_there_says_where_it_should_be(tmp_path: Path) -> None:
    without = GOOD | {"password": None}
    with pytest.raises(Misconfigured, match="NOWHERE_SET"):
        ImapOptions.model_validate(without | {"password_env": "NOWHERE_SET"}).secret()
    with pytest.raises(Misconfigured, match="missing"):
        ImapOptions.model_validate(without | {"password_file": tmp_path / "missing"}).secret()
