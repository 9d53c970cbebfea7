"""Signatures of mails verified: the mail is looked at in a child, and its keys are asked for here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from ingest.dkim.verifying import Keys, keys_wanted, verified
from ordermill.isolation import Isolation
from orders.errors import NeedsAttention
from orders.mail_origin import AuthResult

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class VerifiedByKeys:
    """As `Flow` asks for it. A mail that kills its reader has no results: it is held for other reasons, if at all."""

    isolation: Isolation
    keys: Callable[[Iterable[str]], Keys]

    def __call__(self, content: bytes, sender: str, received_at: datetime) -> tuple[AuthResult, ...]:
        try:
            names = self.isolation.run("the mail", keys_wanted, content, sender)
            if not names:
                return ()
            return self.isolation.run("the mail", verified, content, sender, self.keys(names), received_at)
        except NeedsAttention as fault:
            log.warning("arrival.unverified", codes=[finding.code.value for finding in fault.findings])
            return ()
