"""Signing in by name and password: the same time and the same words for an unknown name and a wrong password."""

from dataclasses import dataclass

import structlog

from exceptions_queue.accounts import password_matches
from exceptions_queue.attempts import FailedAttempts
from exceptions_queue.problems import WrongCredentials
from exceptions_queue.services import Services
from exceptions_queue.sessions import open_session

_log = structlog.get_logger()
# Longer ones only cost memory and time in the hash.
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class SignIn:
    """The one way in."""

    services: Services
    failures: FailedAttempts

    def __call__(self, name: str, password: str, address: str) -> str:
        """The token of a new session. Raises `WrongCredentials` or `TooManyAttempts`."""
        keys = (f"name:{name[:_LONGEST].casefold()}", f"address:{address}")
        self.failures.refuse_further(*keys)
        with self.services.store.read() as uow:
            user = uow.users.get(name) if len(name) <= _LONGEST else None
        known_hash = user.password_hash if user and user.active else None
        if not password_matches(password[:_LONGEST], known_hash) or user is None:
            self.failures.record(*keys)
            _log.warning("sign_in.refused", address=address)
            raise WrongCredentials
        self.failures.forget(keys[0])
        _log.info("sign_in.accepted", user=user.name)
        return open_session(self.services, user)
