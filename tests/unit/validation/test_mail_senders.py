"""Who really sent a mail: what is noted, what holds, what looks like a fraud. The customer is 0100, karst.example."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pytest

from orders.findings import FindingCode, Severity
from orders.knowledge import KnowledgeKind
from orders.mail_origin import AuthMethod, AuthRecord, AuthResult, MailOrigin
from orders.policy import Policy
from orders.reading import OrderKind
from tests.fakes.readings import line, party, read, reading
from tests.fakes.trial import AUTO, TODAY, Trial, found, only
from validation.validate import Validation, holding

ADDRESS = "einkauf@karst.example"
OURS = ("mx.us.example",)
NEW = frozenset({("0100", ADDRESS)})
STRICT = AUTO.model_copy(update={"require_authentication": True})


def mail(said: str = "", address: str = ADDRESS, **more: Any) -> MailOrigin:
    """A mail from the address; `dmarc=pass spf=fail` is what our server recorded of it."""
    words = (word.partition("=") for word in said.split())
    results = tuple(AuthResult(method=AuthMethod(method), result=result) for method, _, result in words)
    records = (AuthRecord(server="mx.us.example", hop=0, results=results),) if said else ()
    return MailOrigin(address=address, records=records, **more)


def severity(validation: Validation, code: FindingCode) -> str:
    """That of the finding of this code, or nothing."""
    return next((finding.severity.value for finding in found(validation, code)), "")


class TestAuthentication:
    @pytest.mark.parametrize(
        ("said", "servers", "policy", "failed", "missing"),
        [
            ("dmarc=pass", OURS, AUTO, "", ""),
            ("dmarc=pass", OURS, STRICT, "", ""),
            ("dmarc=fail", OURS, AUTO, "hold", ""),
            ("dkim=fail spf=fail", OURS, AUTO, "hold", ""),
            ("dkim=fail", OURS, AUTO, "", "note"),
            ("", OURS, AUTO, "", "note"),
            ("", OURS, STRICT, "", "hold"),
            # Whose results they are nobody said: none is believed.
            ("dmarc=pass", (), AUTO, "", ""),
            ("dmarc=fail", (), AUTO, "", ""),
            ("dmarc=pass", (), STRICT, "", "hold"),
            ("dmarc=pass", ("mx.elsewhere.example",), AUTO, "", "note"),
        ],
    )
    def test_as_recorded(
        self, trial: Trial, said: str, servers: Collection[str], policy: Policy, failed: str, missing: str
    ) -> None:
        validation = trial(reading(sender=ADDRESS), origin=mail(said), servers=tuple(servers), policy=policy)
        assert failed == severity(validation, FindingCode.AUTHENTICATION_FAILED)
        assert missing == severity(validation, FindingCode.AUTHENTICATION_MISSING)

    def test_what_no_mail_brought_needs_none(self, trial: Trial) -> None:
        validation = trial(reading(), servers=OURS, policy=STRICT)
        assert () == holding(validation.findings, frozenset())

    def test_a_forwarded_mail_was_not_examined_and_says_why(self, trial: Trial) -> None:
        validation = trial(reading(), origin=mail(forwarded=True), servers=OURS)
        finding = only(validation, FindingCode.AUTHENTICATION_MISSING)
        assert Severity.NOTE is finding.severity
        assert "within another one" in finding.message

    def test_who_failed_is_named_with_the_server_and_what_to_do(self, trial: Trial) -> None:
        validation = trial(reading(), origin=mail("dmarc=fail"), servers=OURS)
        finding = only(validation, FindingCode.AUTHENTICATION_FAILED)
        assert (ADDRESS, "dmarc=fail") == (finding.found, finding.expected)
        assert "mx.us.example" in finding.message
        assert "not at the one in the mail" in finding.message


class TestLookalikes:
    @pytest.mark.parametrize(
        ("address", "known"),
        [
            ("x@karst.example", ""),
            ("x@mail.karst.example", ""),
            ("x@elsewhere.example", ""),
            # Another customer's, which the rule for the customer tells of.
            ("x@wexcombe.example", ""),
            ("x@karts.example", "karst.example"),
            ("x@carst.example", "karst.example"),
            ("x@mail.karts.example", "karst.example"),
            ("x@xn--krst-53d.example", "karst.example"),
            ("x@wexc0mbe.example", "wexcombe.example"),
            ("", ""),
        ],
    )
    def test_a_domain_that_can_be_taken_for_a_customers_holds(self, trial: Trial, address: str, known: str) -> None:
        validation = trial(reading(sender=address), origin=mail(address=address))
        findings = found(validation, FindingCode.SENDER_LOOKALIKE)
        assert [known] * bool(known) == [finding.expected for finding in findings]
        assert all(Severity.HOLD is finding.severity for finding in findings)
        assert all(address.endswith(finding.found) and known in finding.message for finding in findings)

    def test_so_does_the_address_for_answers(self, trial: Trial) -> None:
        validation = trial(reading(sender=ADDRESS), origin=mail(reply_to="x@karsst.example"))
        assert "karsst.example" == only(validation, FindingCode.SENDER_LOOKALIKE).found

    def test_an_address_that_was_taught_to_be_the_customers_is_its_own(self, trial: Trial) -> None:
        address = "x@karts.example"
        taught = {(KnowledgeKind.SENDER, "", f"sender:{address}"): "0100"}
        validation = trial(reading(sender=address), origin=mail(address=address.upper()), taught=taught)
        assert [] == found(validation, FindingCode.SENDER_LOOKALIKE)

    def test_taught_to_be_another_customers_it_is_not(self, trial: Trial) -> None:
        taught = {(KnowledgeKind.SENDER, "", "sender:x@karts.example"): "0200"}
        validation = trial(reading(), origin=mail(address="x@karts.example"), taught=taught)
        assert found(validation, FindingCode.SENDER_LOOKALIKE)


class TestFirstOrder:
    def test_from_an_address_is_noted(self, trial: Trial) -> None:
        finding = only(trial(reading(), origin=mail(), new_senders=NEW), FindingCode.SENDER_NEW)
        assert (Severity.NOTE, ADDRESS) == (finding.severity, finding.found)

    def test_holds_where_the_policy_says_so(self, trial: Trial) -> None:
        policy = AUTO.model_copy(update={"severities": {FindingCode.SENDER_NEW: Severity.HOLD}})
        validation = trial(reading(), origin=mail(), new_senders=NEW, policy=policy)
        assert Severity.HOLD is only(validation, FindingCode.SENDER_NEW).severity

    @pytest.mark.parametrize("origin", [None, mail(), mail(address="")])
    def test_of_nobody_or_of_one_who_ordered_before_it_is_none(self, trial: Trial, origin: MailOrigin | None) -> None:
        others = frozenset({("0200", ADDRESS), ("0100", "x@elsewhere.example"), ("0100", "")})
        assert [] == found(trial(reading(), origin=origin, new_senders=others), FindingCode.SENDER_NEW)


ELSEWHERE = party(name="Lager 7", street="Hafenstraße 99", postcode="20457", city="Hamburg")
SOON = TODAY + timedelta(days=2)


class TestRush:
    @pytest.mark.parametrize(
        ("shown", "expected"),
        [
            ({"requested_delivery_date": TODAY}, "hold"),
            ({"requested_delivery_date": TODAY + timedelta(days=3)}, "hold"),
            ({"requested_delivery_date": TODAY + timedelta(days=4)}, ""),
            ({"latest_delivery_date": SOON}, "hold"),
            ({"lines": (line(requested_date=SOON),)}, "hold"),
            ({}, ""),
            # Long past is an old order, unless it was a rush when it was written.
            ({"requested_delivery_date": date(2026, 1, 5)}, ""),
            ({"requested_delivery_date": date(2026, 1, 5), "order_date": date(2026, 1, 4)}, "hold"),
            # An order date of long ago does not make tomorrow late.
            ({"requested_delivery_date": SOON, "order_date": date(2026, 1, 4)}, "hold"),
            ({"requested_delivery_date": SOON, "kind": OrderKind.CANCEL}, ""),
            # A known address.
            ({"requested_delivery_date": SOON, "ship_to": None}, ""),
        ],
    )
    def test_to_an_address_that_is_new_holds(self, trial: Trial, shown: dict[str, Any], expected: str) -> None:
        validation = trial(reading(**{"ship_to": ELSEWHERE, **shown}))
        assert expected == severity(validation, FindingCode.RUSH_TO_NEW_ADDRESS)

    @pytest.mark.parametrize(
        ("origin", "servers", "new", "expected"),
        [
            (None, OURS, frozenset(), "hold"),
            (mail("dmarc=pass"), OURS, frozenset(), "hold"),
            (mail("dmarc=pass"), OURS, NEW, "hold"),
            (mail(), OURS, frozenset(), "hold"),
            (mail(), OURS, NEW, "block"),
            (mail("dmarc=fail"), OURS, frozenset(), "block"),
            # Nobody named a server, so that no mail could be vouched for.
            (mail(), (), NEW, "hold"),
            (mail(address="x@karts.example"), (), frozenset(), "block"),
        ],
    )
    def test_blocks_where_the_sender_is_in_doubt(
        self,
        trial: Trial,
        origin: MailOrigin | None,
        servers: tuple[str, ...],
        new: frozenset[tuple[str, str]],
        expected: str,
    ) -> None:
        order = reading(ship_to=ELSEWHERE, requested_delivery_date=SOON)
        validation = trial(order, origin=origin, servers=servers, new_senders=new)
        assert expected == severity(validation, FindingCode.RUSH_TO_NEW_ADDRESS)

    def test_the_policy_says_how_soon_is_a_rush(self, trial: Trial) -> None:
        order = reading(ship_to=ELSEWHERE, requested_delivery_date=TODAY + timedelta(days=10))
        policy = AUTO.model_copy(update={"rush_days": 10})
        assert "hold" == severity(trial(order, policy=policy), FindingCode.RUSH_TO_NEW_ADDRESS)

    def test_a_known_address_remedies_it(self, trial: Trial) -> None:
        order = reading(ship_to=ELSEWHERE, requested_delivery_date=SOON)
        finding = only(trial(order, origin=mail("dmarc=fail"), servers=OURS), FindingCode.RUSH_TO_NEW_ADDRESS)
        (change,) = finding.fixes[0].changes
        assert ("ship_to", "0100/1") == (change.path, change.value)
        validation = trial(order, chosen={change.path: change.value})
        assert [] == found(validation, FindingCode.RUSH_TO_NEW_ADDRESS)

    def test_it_says_what_it_looks_like_and_whom_to_call(self, trial: Trial) -> None:
        order = reading(ship_to=ELSEWHERE, requested_delivery_date=SOON)
        finding = only(trial(order, origin=mail(), servers=OURS, new_senders=NEW), FindingCode.RUSH_TO_NEW_ADDRESS)
        for words in (str(SOON), "Hafenstraße 99", f"first order from {ADDRESS}", "not at the one in the mail"):
            assert words in finding.message


def test_a_sound_mail_is_not_held(trial: Trial) -> None:
    validation = trial(reading(sender=ADDRESS, po_number=read("PO-9")), origin=mail("dmarc=pass"), servers=OURS)
    assert () == holding(validation.findings, frozenset())
