"""What rules ask of the sender of a mail."""

from orders.mail_origin import Authenticity, MailOrigin
from validation.history import history
from validation.rule import Case

CALL = "Call the customer at the number that you have, not at the one in the mail"


def authenticity(case: Case, origin: MailOrigin) -> Authenticity:
    """Whether the mail is from its sender's domain, as far as the supplier's own mail servers say."""
    return origin.authenticity(case.policies.trusted_mail_servers)


def is_first_order(case: Case, origin: MailOrigin) -> bool:
    """Whether no order of this customer from this address was let through before. One query."""
    return bool(origin.address) and not history(case).has_ordered(case.resolved("customer"), origin.address)
