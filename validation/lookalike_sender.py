"""Mails from a domain that a reader takes for that of a customer."""

from collections.abc import Iterator

from orders.domains import lookalikes
from orders.findings import Finding, FindingCode
from orders.knowledge import KnowledgeKind
from orders.mail_origin import MailOrigin, aligned, domain_of
from orders.reference import Customer
from orders.resolution import Fact
from validation.parties.mail_sender import CALL
from validation.rule import Case, Verdict
from validation.words.wording import hold


class LookalikeSender:
    """Holds a mail whose sender, or whose address for answers, is a letter off a known customer's domain.

    Nothing is asked of the reference data where the domain is that of the customer. An address that a person taught to
    be this customer's is its own.
    """

    name = "lookalike_sender"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        if case.origin is None or not case.reference.has("customers") or _is_taught(case, case.origin):
            return Verdict()
        return Verdict(findings=tuple(_found(case, case.origin)))


def _is_taught(case: Case, origin: MailOrigin) -> bool:
    lesson = case.knowledge.find(KnowledgeKind.SENDER, "", f"sender:{origin.address.casefold()}")
    return lesson is not None and lesson.value == case.resolved("customer")


def _found(case: Case, origin: MailOrigin) -> Iterator[Finding]:
    domains = {origin.domain: "It comes from", domain_of(origin.reply_to): "Answers to it go to"}
    for domain, how in domains.items():
        if taken_for := mistaken_for(case, domain):
            yield _lookalike(domain, how, taken_for)


def mistaken_for(case: Case, domain: str) -> Customer | None:
    """The customer for whose domain this one can be taken, if it is nobody's own."""
    customer = case.reference.customer(case.resolved("customer")) if case.resolved("customer") else None
    if not domain or (customer and aligned(domain, _domain(customer))):
        return None
    likes = lookalikes(domain) | lookalikes(_parent(domain))
    known = case.reference.customers_at((*_with_parents(domain), *likes)) if likes else ()
    if any(aligned(domain, _domain(one)) for one in known):
        return None
    # Of several the one that ordered, as far as that is known.
    return next((one for one in known if one == customer), next(iter(known), None))


def _with_parents(domain: str) -> tuple[str, ...]:
    labels = domain.split(".")
    return tuple(".".join(labels[at:]) for at in range(max(1, len(labels) - 1)))


def _parent(domain: str) -> str:
    parent = domain.partition(".")[2]
    return parent if "." in parent else ""


def _domain(customer: Customer) -> str:
    return domain_of(f"@{customer.email_domain}")


def _lookalike(domain: str, how: str, customer: Customer) -> Finding:
    message = (
        f"{how} {domain}, which is not {customer.email_domain} of {customer.name} ({customer.number}) but can be taken "
        f"for it. {CALL}, before you accept the order."
    )
    return hold(FindingCode.SENDER_LOOKALIKE, "", message, found=domain, expected=customer.email_domain)
