"""Policies as orders were validated with them: each text once, under its digest, for replays."""

from hashlib import sha256

from sqlalchemy import Connection, bindparam, select

from orders.ids import Digest
from orders.policy import Policies
from storage import tables
from storage.errors import NotFound
from storage.journal import canonical
from storage.upsert import insert_if_new

_policy = tables.policies.c
_BODY = select(_policy.body).where(_policy.digest == bindparam("of"))


class PolicyRepository:
    """Texts are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, policies: Policies) -> Digest:
        """The digest under which these are kept from the commit on."""
        body, digest = _text(policies), policy_digest(policies)
        if self._connection.execute(_BODY, {"of": digest}).one_or_none() is None:
            self._connection.execute(insert_if_new(tables.policies, self._connection), {"digest": digest, "body": body})
        return digest

    def get(self, digest: Digest) -> Policies:
        """Raises NotFound."""
        row = self._connection.execute(_BODY, {"of": digest}).one_or_none()
        if row is None:
            raise NotFound(f"there is no policy {digest}")
        return Policies.model_validate_json(row.body)


def policy_digest(policies: Policies) -> Digest:
    """SHA-256 over the policies as canonical JSON."""
    return Digest(sha256(_text(policies).encode()).hexdigest())


def _text(policies: Policies) -> str:
    return canonical(policies.model_dump(mode="json"))
