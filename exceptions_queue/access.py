"""Who may do what. Service functions ask; templates only hide what would be refused."""

from dataclasses import dataclass
from enum import StrEnum

from exceptions_queue.problems import NotPermitted


class Role(StrEnum):
    """The roles of a person, each with all that the ones before it may do."""

    VIEWER = "viewer"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a role can grant."""

    READ = "read"
    """See the queue, orders and documents."""
    DECIDE = "decide"
    """Correct, approve, refuse, retry, mark duplicates, and teach by a correction."""
    CONFIRM = "confirm"
    """As a second person let count what another one, or the settings, proposed."""
    RECORD_POSTED = "record_posted"
    """Declare an order posted without the machine having done it: a mistake here loses an order."""


_GRANTED_FROM = {
    Permission.READ: Role.VIEWER,
    Permission.DECIDE: Role.CLERK,
    Permission.CONFIRM: Role.SUPERVISOR,
    Permission.RECORD_POSTED: Role.SUPERVISOR,
}
_RANKS = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request."""

    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether the role grants it."""
        return _RANKS[self.role] >= _RANKS[_GRANTED_FROM[permission]]


def require(person: SignedIn, permission: Permission) -> None:
    """Raise `NotPermitted` unless the person's role grants it."""
    if not person.may(permission):
        needed = _GRANTED_FROM[permission]
        raise NotPermitted(
            f"Your role, {person.role.value}, cannot do this. It needs the role {needed.value} or above: ask "
            "someone who has it, or have an administrator change yours with `ordermill users`."
        )
