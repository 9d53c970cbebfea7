"""What stands beside the sender of a mail."""

import pytest

from exceptions_queue.views.sender_standing import SenderStanding, sender_standing
from orders.mail_origin import AuthMethod, AuthRecord, AuthResult, MailOrigin

OURS = ("mx.us.example",)


def result(said: str) -> AuthResult:
    method, _, outcome = said.partition("=")
    return AuthResult(method=AuthMethod(method), result=outcome, domain="acme.example")


def mail(said: str, *, reply_to: str = "", verified: str = "", forwarded: bool = False) -> MailOrigin:
    results = tuple(map(result, said.split()))
    return MailOrigin(
        address="ana@acme.example",
        reply_to=reply_to,
        forwarded=forwarded,
        records=(AuthRecord(server="mx.us.example", hop=0, results=results),) if results else (),
        verified=tuple(map(result, verified.split())),
    )


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (mail("spf=pass dkim=pass dmarc=pass"), ["DMARC pass (mx.us.example)"]),
        (mail("dmarc=fail"), ["! DMARC fail (mx.us.example)"]),
        (mail("spf=softfail dkim=pass"), ["DKIM pass, SPF softfail (mx.us.example)"]),
        (mail("spf=fail dkim=fail"), ["! DKIM fail, SPF fail (mx.us.example)"]),
        # Of several signatures the topmost is shown.
        (mail("dkim=pass dkim=fail"), ["DKIM pass (mx.us.example)"]),
        (mail(""), ["sender not examined"]),
        (mail("", forwarded=True), ["forwarded, sender not examined"]),
        (mail("", verified="dkim=pass"), ["sender not examined", "DKIM pass, verified here"]),
        (mail("dmarc=pass", reply_to="bob@acme.example"), ["DMARC pass (mx.us.example)"]),
        (
            mail("dmarc=pass", reply_to="bob@else.example"),
            ["DMARC pass (mx.us.example)", "! answers go to bob@else.example"],
        ),
    ],
)
def test_in_a_few_words(origin: MailOrigin, words: list[str]) -> None:
    assert words == [f"! {one.words}" if one.is_bad else one.words for one in sender_standing(origin, OURS)]


def test_where_no_server_is_trusted_nothing_is_said() -> None:
    assert () == sender_standing(mail("dmarc=fail"), ())
    assert (SenderStanding("answers go to x@y.example", is_bad=True),) == sender_standing(
        mail("", reply_to="x@y.example"), ()
    )
