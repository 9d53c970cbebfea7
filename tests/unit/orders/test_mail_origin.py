"""Whether a mail is from the domain that its From names, by what servers wrote into it."""

import pytest

from orders.mail_origin import Authenticity, AuthMethod, AuthRecord, AuthResult, MailOrigin, aligned, domain_of

OURS = ("MX.us.example.",)


def record(said: str, server: str = "mx.us.example", hop: int = 0) -> AuthRecord:
    """`dkim=pass:acme.example spf=fail` as a record."""
    results = []
    for word in said.split():
        method, _, rest = word.partition("=")
        result, _, domain = rest.partition(":")
        results.append(AuthResult(method=AuthMethod(method), result=result, domain=domain))
    return AuthRecord(server=server, hop=hop, results=tuple(results))


def mail(*records: AuthRecord, verified: str = "") -> MailOrigin:
    return MailOrigin(address="ana@acme.example", records=records, verified=record(verified).results)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "unknown"),
        ("dmarc=pass:acme.example", "passed"),
        ("dmarc=pass", "passed"),
        ("dmarc=fail:acme.example", "failed"),
        # DMARC looked at another From than we read.
        ("dmarc=pass:other.example", "unknown"),
        ("dmarc=fail:acme.example dkim=pass:acme.example", "failed"),
        # Without DMARC: a signature or a path of the same organisation.
        ("dmarc=none dkim=pass:acme.example", "passed"),
        ("dkim=pass:mail.acme.example", "passed"),
        ("spf=pass:acme.example", "passed"),
        ("dkim=pass:mailer.example spf=pass:mailer.example", "unknown"),
        ("dkim=fail:acme.example spf=fail:acme.example", "failed"),
        ("dkim=fail:acme.example spf=softfail:acme.example", "failed"),
        ("dkim=none spf=fail:acme.example", "failed"),
        ("dkim=none spf=softfail:acme.example", "unknown"),
        ("dkim=fail:acme.example", "unknown"),
        ("dkim=fail:acme.example spf=fail:mailer.example", "unknown"),
        ("dkim=pass:acme.example spf=fail:acme.example", "passed"),
        ("dkim=temperror:acme.example spf=temperror", "unknown"),
    ],
)
def test_what_results_come_to(said: str, expected: str) -> None:
    assert Authenticity(expected) is mail(record(said)).authenticity(OURS)


class TestWhoIsBelieved:
    def test_nobody_who_is_not_named(self) -> None:
        assert Authenticity.UNKNOWN is mail(record("dmarc=pass")).authenticity(())
        assert Authenticity.UNKNOWN is mail(record("dmarc=pass", server="mx.them.example")).authenticity(OURS)

    def test_a_server_that_is_not_named_does_not_stand_in_the_way(self) -> None:
        records = (record("dmarc=none", server="scanner.us.example"), record("dmarc=pass"))
        assert Authenticity.PASSED is mail(*records).authenticity(OURS)

    def test_several_headers_of_one_server_are_one_answer(self) -> None:
        assert Authenticity.FAILED is mail(record("spf=pass"), record("dmarc=fail")).authenticity(OURS)

    def test_of_each_method_the_topmost_counts_as_those_below_may_be_the_senders_own(self) -> None:
        assert Authenticity.FAILED is mail(record("dmarc=fail"), record("dmarc=pass")).authenticity(OURS)

    def test_what_was_there_when_the_mail_reached_the_server_counts_nothing(self) -> None:
        records = (record("spf=softfail"), record("dmarc=pass", hop=1))
        assert Authenticity.UNKNOWN is mail(*records).authenticity(OURS)

    def test_a_signature_that_we_verified_needs_no_server(self) -> None:
        assert Authenticity.PASSED is mail(verified="dkim=pass:acme.example").authenticity(())
        assert Authenticity.FAILED is mail(record("dmarc=fail"), verified="dkim=pass:acme.example").authenticity(OURS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("acme.example", "acme.example", True),
        ("mail.acme.example", "acme.example", True),
        ("acme.example", "mail.acme.example", True),
        ("xacme.example", "acme.example", False),
        ("acme.example", "other.example", False),
        ("example", "acme.example", False),
        ("", "acme.example", False),
        ("", "", False),
    ],
)
def test_domains_of_one_organisation(one: str, other: str, *, expected: bool) -> None:
    assert expected is aligned(one, other)


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@Acme.Example.", "acme.example"),
        ("a@münchen.example", "xn--mnchen-3ya.example"),
        ("a@ä..ü", "ä..ü"),
        ("a b@c@acme.example>", "acme.example"),
        ("acme.example", ""),
        ("", ""),
    ],
)
def test_domains_of_addresses(address: str, domain: str) -> None:
    assert domain == domain_of(address)
