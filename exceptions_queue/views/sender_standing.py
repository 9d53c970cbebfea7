"""What is known of who really sent the mail, in a few words beside its sender."""

from collections.abc import Collection
from dataclasses import dataclass

from orders.mail_origin import Authenticity, AuthMethod, AuthResult, MailOrigin, domain_of
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork

_METHODS = (AuthMethod.DMARC, AuthMethod.DKIM, AuthMethod.SPF)


@dataclass(frozen=True, slots=True)
class SenderStanding:
    """`words` such as "DMARC pass (mx.example.com)"; `is_bad` where they speak against the sender."""

    words: str
    is_bad: bool = False


def standing_of_sender(uow: UnitOfWork, row: OrderRow, origin: MailOrigin | None) -> tuple[SenderStanding, ...]:
    """By the servers that were trusted when the order was validated. Nothing where no mail brought it."""
    if origin is None:
        return ()
    servers = uow.policies.get(row.validated_with.policy).trusted_mail_servers if row.validated_with else ()
    return sender_standing(origin, servers)


def sender_standing(origin: MailOrigin, servers: Collection[str]) -> tuple[SenderStanding, ...]:
    """The examination, the signature that we verified, and where answers would go, as far as there is something."""
    recorded = origin.recorded_by(servers)
    told = [_recorded(origin, recorded, servers)] if recorded else _unrecorded(origin, servers)
    told += [SenderStanding(f"{_named(one)}, verified here") for one in origin.verified if one.result == "pass"]
    if origin.reply_to and domain_of(origin.reply_to) != origin.domain:
        told.append(SenderStanding(f"answers go to {origin.reply_to}", is_bad=True))
    return tuple(told)


def _recorded(origin: MailOrigin, recorded: Collection[AuthResult], servers: Collection[str]) -> SenderStanding:
    of_method = {one.method: one for one in reversed(tuple(recorded))}
    decisive = [of_method[method] for method in _METHODS if method in of_method]
    # DMARC has weighed the other two already.
    shown = decisive[:1] if decisive[0].method is AuthMethod.DMARC else decisive
    words = f"{', '.join(map(_named, shown))} ({origin.server_among(servers)})"
    return SenderStanding(words, origin.authenticity(servers) is Authenticity.FAILED)


def _named(result: AuthResult) -> str:
    return f"{result.method.value.upper()} {result.result}"


def _unrecorded(origin: MailOrigin, servers: Collection[str]) -> list[SenderStanding]:
    if not servers:
        return []
    return [SenderStanding("forwarded, sender not examined" if origin.forwarded else "sender not examined")]
