"""Whether a mail is from the domain that its From names, as the supplier's own mail server recorded it."""

from orders.findings import Finding, FindingCode
from orders.mail_origin import Authenticity, MailOrigin
from orders.resolution import Fact
from validation.parties.mail_sender import CALL, authenticity
from validation.rule import Case, Verdict
from validation.words.wording import hold, note


class SenderAuthentication:
    """Holds a mail that failed the examination by the server; one that was not examined, where the policy asks for it.

    Without the names of own mail servers nothing can be said, and nothing is.
    """

    name = "sender_authentication"
    # The policy is the customer's.
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        origin = case.origin
        if origin is None:
            return Verdict()
        found = authenticity(case, origin)
        if found is Authenticity.FAILED:
            return Verdict(findings=(_failed(case, origin),))
        is_asked = case.policies.trusted_mail_servers or case.policy.require_authentication
        if found is Authenticity.UNKNOWN and is_asked:
            return Verdict(findings=(_missing(case, origin),))
        return Verdict()


def _failed(case: Case, origin: MailOrigin) -> Finding:
    servers = case.policies.trusted_mail_servers
    results = " ".join(f"{one.method.value}={one.result}" for one in origin.recorded_by(servers))
    message = (
        f"The mail names {origin.address} as its sender, and the mail server {origin.server_among(servers)} found that "
        f"it is not from there ({results}). {CALL}, before you accept it."
    )
    return hold(FindingCode.AUTHENTICATION_FAILED, "", message, found=origin.address, expected=results)


def _missing(case: Case, origin: MailOrigin) -> Finding:
    why = (
        f"The mail of {origin.address or 'an unnamed sender'} came within another one, so that no mail server examined "
        "who sent it"
        if origin.forwarded
        else f"No mail server of ours recorded that the mail is from {origin.address or 'whom it names'}"
    )
    if case.policy.require_authentication:
        message = f"{why}. {CALL}, before you accept it."
        return hold(FindingCode.AUTHENTICATION_MISSING, "", message, found=origin.address)
    return note(FindingCode.AUTHENTICATION_MISSING, "", f"{why}.", found=origin.address)
