"""Local accounts: passwords are kept as Argon2id hashes only."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from exceptions_queue.access import Role
from storage.unit_of_work import UnitOfWork

MINIMUM_PASSWORD_LENGTH = 10
_HASHER = PasswordHasher()
# The hash of a password that nobody has, so that an unknown name takes as long to refuse as a known one.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRmb3Jub2JvZHk$9oVY3fTrbXJgWJjR3hqbDm3RBbSmPGdIhwcrCOd0mjY"


def hash_password(password: str) -> str:
    """Argon2id with its parameters and salt in the text. Raises `ValueError` for a password that is too short."""
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise ValueError(
            f"A password needs at least {MINIMUM_PASSWORD_LENGTH} characters; a sentence is easy to remember."
        )
    return _HASHER.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """Whether it is the password; None stands for an unknown name and costs the same time."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def create_user(uow: UnitOfWork, name: str, password: str, role: Role) -> None:
    """Add a person who may sign in. Raises `ValueError` for a poor name or password, `Conflict` for a name in use."""
    if not name or name != name.strip():
        raise ValueError("A user needs a name without blanks before or after it.")
    uow.users.add(name, hash_password(password), role.value)
