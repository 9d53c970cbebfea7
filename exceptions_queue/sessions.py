"""Sessions on the server's side: the browser holds a random token, the database only its hash.

A stolen database opens no session, a sign-out ends one at once, and each sign-in makes a new token.
"""

from hashlib import sha256

from exceptions_queue.access import Role, SignedIn
from exceptions_queue.problems import NotSignedIn
from exceptions_queue.services import Services
from storage.rows import SessionRow, UserRow

COOKIE = "ordermill_session"
SECURE_COOKIE = "__Host-ordermill_session"

# A session's end moves on with its use, but not with every request of a page that refreshes itself.
_EXTEND_AFTER_SHARE = 10


def cookie_name(services: Services) -> str:
    """With the prefix by which browsers refuse the cookie from other hosts and without TLS, where there is TLS."""
    return SECURE_COOKIE if services.settings.secure_cookie else COOKIE


def open_session(services: Services, user: UserRow) -> str:
    """A new session; returns the token for the cookie."""
    token, now = services.new_token(), services.clock()
    with services.store.begin() as uow:
        # Nobody signs out of a browser that was closed; each sign-in clears away what ended that way.
        uow.sessions.delete_expired(now)
        uow.sessions.add(_hash(token), user.name, now + services.settings.session_idle, now)
    return token


def resume_session(services: Services, token: str, *, extend: bool) -> SignedIn:
    """Who holds this token; `extend` moves the end of an idle session on.

    Raises `NotSignedIn` when the token is unknown or too old, or its user was barred.
    """
    now = services.clock()
    with services.store.read() as uow:
        session = uow.sessions.get(_hash(token)) if token else None
        user = uow.users.get(session.user) if session else None
    if session is None or user is None or not user.active:
        raise NotSignedIn
    if now >= min(session.expires_at, session.created_at + services.settings.session_absolute):
        close_session(services, token)
        raise NotSignedIn
    if extend:
        _extend(services, session)
    return SignedIn(user.name, Role(user.role))


def close_session(services: Services, token: str) -> None:
    """Sign out; an unknown token is no error."""
    with services.store.begin() as uow:
        uow.sessions.delete(_hash(token))


def _extend(services: Services, session: SessionRow) -> None:
    idle = services.settings.session_idle
    expires_at = services.clock() + idle
    if expires_at - session.expires_at > idle / _EXTEND_AFTER_SHARE:
        with services.store.begin() as uow:
            uow.sessions.extend(session.token_hash, expires_at)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
