"""What a mail says of its sender, and what mail servers wrote into it."""

from email.parser import BytesParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.unpacking.origin import origin_of
from ingest.unpacking.unpack import unpack
from orders.mail_origin import UNNAMED, AuthMethod, MailOrigin

MAIL = "message/rfc822"


def origin(*headers: str, forwarded: bool = False) -> MailOrigin:
    head = "\r\n".join((*headers, "From: Ana <ana@acme.example>"))
    return origin_of(BytesParser().parsebytes(f"{head}\r\n\r\nOrder".encode()), forwarded=forwarded)


def test_the_addresses_of_the_mail_with_the_name_of_who_sent_it() -> None:
    mail = origin("Reply-To: ana@elsewhere.example", "Return-Path: <bounce@acme.example>")
    assert ("ana@acme.example", "Ana", "acme.example") == (mail.address, mail.name, mail.domain)
    assert ("ana@elsewhere.example", "bounce@acme.example") == (mail.reply_to, mail.return_path)


def test_a_reply_to_that_is_the_sender_says_nothing() -> None:
    assert "" == origin("Reply-To: ANA@acme.example").reply_to


PLAIN = (
    "mx.us.example; dkim=pass header.d=acme.example; spf=pass smtp.mailfrom=a@acme.example;"
    " dmarc=pass header.from=acme.example"
)
# Comments with semicolons and dots in them, an identity with nothing before its @.
GOOGLE = (
    "mx.google.com;\r\n       dkim=pass header.i=@acme.example header.s=s1 header.b=abc;\r\n"
    "       spf=softfail (google.com: domain of transitioning a@b.example; (no) 1.2.3.4) smtp.mailfrom=a@b.example"
)
# It leaves out its name.
EXCHANGE_ONLINE = (
    "spf=pass (sender IP is 1.2.3.4)\r\n smtp.mailfrom=acme.example; dkim=none\r\n (message not signed) "
    "header.d=none;dmarc=fail action=none\r\n header.from=ACME.example;compauth=fail reason=001"
)


@pytest.mark.parametrize(
    ("value", "server", "expected"),
    [
        (PLAIN, "mx.us.example", ["dkim=pass acme.example", "spf=pass acme.example", "dmarc=pass acme.example"]),
        (GOOGLE, "mx.google.com", ["dkim=pass acme.example", "spf=softfail b.example"]),
        (EXCHANGE_ONLINE, UNNAMED, ["spf=pass acme.example", "dkim=none none", "dmarc=fail acme.example"]),
        ('"MX.us.example" 1; DKIM/1 = Fail header.d="acme.example"', "mx.us.example", ["dkim=fail acme.example"]),
        ("mx; none", "mx", []),
        ("mx; iprev=pass policy.iprev=1.2.3.4", "mx", []),
        ("mx; spf=pass smtp.mailfrom=<>", "mx", ["spf=pass "]),
        ("mx; dkim=pass header.d=münchen.example", "mx", ["dkim=pass xn--mnchen-3ya.example"]),
        # A comment that never ends takes the rest with it.
        ("mx (; dkim=pass header.d=acme.example", "mx", []),
        ("", UNNAMED, []),
    ],
)
def test_results_as_servers_write_them(value: str, server: str, expected: list[str]) -> None:
    (record,) = origin(f"Authentication-Results: {value}").records
    assert server == record.server
    assert expected == [f"{one.method.value}={one.result} {one.domain}" for one in record.results]


def test_the_path_as_its_own_header_tells_of_it() -> None:
    header = "Received-SPF: Fail (not permitted) receiver=mx.us.example; envelope-from=a@acme.example; helo=x.example"
    (record,) = origin(header).records
    (result,) = record.results
    assert ("mx.us.example", AuthMethod.SPF, "fail", "acme.example") == (
        record.server,
        result.method,
        result.result,
        result.domain,
    )


def test_one_of_which_nobody_says_whose_it_is_tells_nothing() -> None:
    assert () == origin("Received-SPF: pass (google.com: permitted) client-ip=1.2.3.4").records


def test_headers_are_in_the_order_in_which_they_stand_with_the_servers_passed_since() -> None:
    header = "Authentication-Results: {}; spf=pass"
    mail = origin(header.format("near"), "Received: by near", header.format("far"))
    assert [("near", 0), ("far", 1)] == [(record.server, record.hop) for record in mail.records]


def test_of_a_forwarded_mail_no_server_of_ours_examined_the_sender() -> None:
    mail = origin("Authentication-Results: mx.us.example; dmarc=pass", forwarded=True)
    assert (True, ()) == (mail.forwarded, mail.records)


def test_thousands_of_headers_are_not_thousands_of_results() -> None:
    many = ["Authentication-Results: a; " + "dkim=pass;" * 5_000] * 3_000
    mail = origin(*many)
    assert (20, 30) == (len(mail.records), len(mail.records[0].results))


_PIECES = st.sampled_from(
    ["mx", ";", "dkim", "=", "pass", "header.d", "a.example", "(", ")", '"', "\\", " ", "\t", "\r\n ", "ü", "\x00", "@"]
)


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["Authentication-Results", "Received-SPF", "From"]))
@example("(" * 5_000, "Authentication-Results")
@example('"' * 5_001, "Authentication-Results")
@example("a" * 30_000, "From")
@example("@" + "ü" * 300, "From")
def test_whatever_stands_there_can_be_read_and_kept(value: str, header: str) -> None:
    mail = origin_of(BytesParser().parsebytes(f"{header}: {value}\r\n\r\n".encode()), forwarded=False)
    assert mail == MailOrigin.model_validate_json(mail.model_dump_json())


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read_and_kept(content: bytes) -> None:
    mail = origin_of(BytesParser().parsebytes(b"From: " + content), forwarded=False)
    assert mail == MailOrigin.model_validate_json(mail.model_dump_json())


class TestParts:
    INNER = "From: bob@inner.example\r\nAuthentication-Results: mx; dmarc=pass\r\n\r\nPO 1\r\n"
    OUTER = (
        "From: ana@acme.example\r\nAuthentication-Results: mx; dmarc=pass\r\n"
        "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
        f"--B\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n--B--\r\n"
    )

    def test_each_part_has_the_sender_of_the_innermost_mail(self) -> None:
        parts = unpack(self.OUTER.encode(), name="a.eml", media_type=MAIL).parts
        mails = [part.origin for part in parts if part.origin]
        assert [("ana@acme.example", False, 1), ("bob@inner.example", True, 0)] == [
            (mail.address, mail.forwarded, len(mail.records)) for mail in mails
        ]

    def test_a_file_that_is_no_mail_has_none(self) -> None:
        (part,) = unpack(b"UNA:+.? '", name="a.edi", media_type="").parts
        assert part.origin is None
