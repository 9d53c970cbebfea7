"""Who may sign in, and who is signed in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage import tables
from storage.errors import NotFound
from storage.rows import SessionRow, UserRow

_user = tables.users.c
_session = tables.sessions.c

_ADD_USER = insert(tables.users)
_GET_USER = select(tables.users).where(_user.name == bindparam("of"))
_LIST_USERS = select(tables.users).order_by(_user.name)
_SET_PASSWORD = update(tables.users).where(_user.name == bindparam("of")).values(password_hash=bindparam("new"))
_SET_ROLE = update(tables.users).where(_user.name == bindparam("of")).values(role=bindparam("new"))
_SET_ACTIVE = update(tables.users).where(_user.name == bindparam("of")).values(active=bindparam("new"))

_ADD_SESSION = insert(tables.sessions)
_GET_SESSION = select(tables.sessions).where(_session.token_hash == bindparam("of"))
_EXTEND_SESSION = (
    update(tables.sessions).where(_session.token_hash == bindparam("of")).values(expires_at=bindparam("new"))
)
_DELETE_SESSION = delete(tables.sessions).where(_session.token_hash == bindparam("of"))
_DELETE_OF_USER = delete(tables.sessions).where(_session.user_name == bindparam("of"))
_DELETE_EXPIRED = delete(tables.sessions).where(_session.expires_at <= bindparam("now"))


class UserRepository:
    """People by their sign-in name. Nobody is deleted, since the journal names them: they are made inactive."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, name: str, password_hash: str, role: str) -> None:
        """Raises Conflict when the name is taken."""
        values = {"name": name, "password_hash": password_hash, "role": role, "active": True}
        self._connection.execute(_ADD_USER, values | {"created_at": self._clock()})

    def get(self, name: str) -> UserRow | None:
        """None for an unknown name, so that a failed sign-in is an ordinary answer."""
        row = self._connection.execute(_GET_USER, {"of": name}).one_or_none()
        return None if row is None else UserRow(*row)

    def list(self) -> tuple[UserRow, ...]:
        """All of them, inactive ones too, by name."""
        return tuple(UserRow(*row) for row in self._connection.execute(_LIST_USERS))

    def set_password(self, name: str, password_hash: str) -> None:
        """Ends the person's sessions. Raises NotFound."""
        self._change(_SET_PASSWORD, name, password_hash)
        self._connection.execute(_DELETE_OF_USER, {"of": name})

    def set_role(self, name: str, role: str) -> None:
        """Raises NotFound."""
        self._change(_SET_ROLE, name, role)

    def set_active(self, name: str, *, active: bool) -> None:
        """Let the person sign in, or not; who may not is signed out at once. Raises NotFound."""
        self._change(_SET_ACTIVE, name, active)
        if not active:
            self._connection.execute(_DELETE_OF_USER, {"of": name})

    def _change(self, statement: Any, name: str, value: str | bool) -> None:  # noqa: FBT001 -- the new value of a column
        if self._connection.execute(statement, {"of": name, "new": value}).rowcount != 1:
            raise NotFound(f"there is no user {name}")


class SessionRepository:
    """Sessions by the hash of their token; the token itself is nowhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_hash: str, user: str, expires: datetime, now: datetime) -> None:
        """Sign the user in until `expires`."""
        values = {"token_hash": token_hash, "user_name": user, "expires_at": expires, "created_at": now}
        self._connection.execute(_ADD_SESSION, values)

    def extend(self, token_hash: str, expires: datetime) -> None:
        """Move the end of the session; one that is not there stays ended."""
        self._connection.execute(_EXTEND_SESSION, {"of": token_hash, "new": expires})

    def get(self, token_hash: str) -> SessionRow | None:
        """None when there is none; whether it has expired is for the caller to compare."""
        row = self._connection.execute(_GET_SESSION, {"of": token_hash}).one_or_none()
        return None if row is None else SessionRow(*row)

    def delete(self, token_hash: str) -> None:
        """Sign out; a session that is not there is signed out already."""
        self._connection.execute(_DELETE_SESSION, {"of": token_hash})

    def delete_expired(self, now: datetime) -> int:
        """How many were cleared away."""
        return self._connection.execute(_DELETE_EXPIRED, {"now": now}).rowcount
