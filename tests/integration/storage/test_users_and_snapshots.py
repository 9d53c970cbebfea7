"""Who may sign in and who is signed in; which versions of reference data there are."""

from datetime import timedelta

import pytest

from storage.database import Store
from storage.errors import Conflict, NotFound
from storage.rows import SessionRow, UserRow
from tests.integration.storage.samples import NOON

LATER = NOON + timedelta(hours=1)


def test_a_user_is_known_by_name(store: Store) -> None:
    with store.begin() as uow:
        uow.users.add("otto", "hash", "clerk")
        uow.users.add("anna", "hash", "supervisor")
        assert UserRow("anna", "hash", "supervisor", True, NOON) == uow.users.get("anna")
        assert uow.users.get("nobody") is None
        assert ["anna", "otto"] == [user.name for user in uow.users.list()]
    with pytest.raises(Conflict), store.begin() as uow:
        uow.users.add("anna", "other", "clerk")


def test_a_user_is_changed_and_never_deleted(store: Store) -> None:
    with store.begin() as uow:
        uow.users.add("anna", "hash", "clerk")
        uow.users.set_role("anna", "supervisor")
        uow.users.set_password("anna", "new hash")
        uow.users.set_active("anna", active=False)
        assert UserRow("anna", "new hash", "supervisor", False, NOON) == uow.users.get("anna")
        with pytest.raises(NotFound):
            uow.users.set_role("nobody", "clerk")


def test_a_session_is_known_by_the_hash_of_its_token(store: Store) -> None:
    with store.begin() as uow:
        uow.users.add("anna", "hash", "clerk")
        uow.sessions.add("token hash", "anna", LATER, NOON)
        assert SessionRow("token hash", "anna", LATER, NOON) == uow.sessions.get("token hash")
        uow.sessions.extend("token hash", LATER + timedelta(hours=1))
        assert SessionRow("token hash", "anna", LATER + timedelta(hours=1), NOON) == uow.sessions.get("token hash")
        uow.sessions.delete("token hash")
        uow.sessions.delete("token hash")
        assert uow.sessions.get("token hash") is None


@pytest.mark.parametrize("change", ["password", "active"])
def test_who_gets_another_password_or_is_barred_is_signed_out(store: Store, change: str) -> None:
    with store.begin() as uow:
        for name in ("anna", "otto"):
            uow.users.add(name, "hash", "clerk")
            uow.sessions.add(f"of {name}", name, LATER, NOON)
        if change == "password":
            uow.users.set_password("anna", "new hash")
        else:
            uow.users.set_active("anna", active=False)
        assert uow.sessions.get("of anna") is None
        assert uow.sessions.get("of otto") is not None


def test_expired_sessions_are_cleared_away(store: Store) -> None:
    with store.begin() as uow:
        uow.users.add("anna", "hash", "clerk")
        uow.sessions.add("old", "anna", NOON, NOON)
        uow.sessions.add("new", "anna", LATER, NOON)
        assert 1 == uow.sessions.delete_expired(NOON)
        assert uow.sessions.get("new") is not None


def test_the_newest_snapshot_is_the_current_one(store: Store) -> None:
    with store.begin() as uow:
        assert uow.snapshots.current() is None
        first = uow.snapshots.add(NOON, origin="reference", tables={"items": 3}, layers={})
        second = uow.snapshots.add(NOON, origin="reference", tables={"items": 4, "stock": 0}, layers={})
        assert second == uow.snapshots.current()
        assert (second, first) == uow.snapshots.list()
    assert (1, 2) == (first.number, second.number)
