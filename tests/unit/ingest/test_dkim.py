"""Signatures over mails: the examples of the standard, what breaks them, what is not believed though it is whole."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from ingest.dkim.verifying import Keys, keys_wanted, verified

NOW = datetime(2026, 3, 2, tzinfo=UTC)
JOE = "joe@football.example.com"
# RFC 8463, appendix A: one mail with a signature of each kind, and the keys of both.
EXAMPLE = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
RSA_KEY = (
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bd"
    "OKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYL"
    "zBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
)
ED_NAME, RSA_NAME = (f"{selector}._domainkey.football.example.com" for selector in ("brisbane", "test"))
KEYS: Keys = {ED_NAME: "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", RSA_NAME: RSA_KEY}


def results(content: bytes, keys: Keys = KEYS, at: datetime = NOW) -> list[str]:
    return [one.result for one in verified(content, JOE, keys, at)]


class TestTheExample:
    def test_both_signatures_are_good_and_say_whose_they_are(self) -> None:
        assert (ED_NAME, RSA_NAME) == keys_wanted(EXAMPLE, JOE)
        assert ["football.example.com"] * 2 == [one.domain for one in verified(EXAMPLE, JOE, KEYS, NOW)]
        assert ["pass", "pass"] == results(EXAMPLE)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"\n", b"\r\n"),
            # What relaxed canonicalization does not see.
            (b"Subject: Is dinner", b"SUBJECT:   Is\n\t dinner"),
            (b"Joe.\n", b"Joe.  \n\n\n"),
            (b"game.  Are", b"game.\tAre"),
            # What is not signed.
            (b"From: Joe", b"Received: by mx\nX: y\nFrom: Joe"),
        ],
    )
    def test_what_may_change_on_the_way(self, old: bytes, new: bytes) -> None:
        assert ["pass", "pass"] == results(EXAMPLE.replace(old, new))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"lost the game", b"won the game"),
            (b"Is dinner", b"Is lunch"),
            (b"To: Suzie Q", b"To: Suzie R"),
            (b"Joe.\n", b"Joe.\nAnd 500 bolts.\n"),
            (b"Joe.\n", b""),
            (b"Subject: Is", b"Subject: Bolts\nSubject: Is"),
            (b"t=1528637909", b"t=1528637908"),
        ],
    )
    def test_what_may_not(self, old: bytes, new: bytes) -> None:
        assert ["fail", "fail"] == results(EXAMPLE.replace(old, new))

    def test_a_second_from_is_not_believed(self) -> None:
        assert ["permerror"] * 2 == results(b"From: eve@football.example.com\n" + EXAMPLE)

    def test_without_an_answer_nothing_is_known_and_without_a_key_it_is_none(self) -> None:
        assert ["temperror", "permerror"] == results(EXAMPLE, {ED_NAME: None, RSA_NAME: ""})
        assert ["temperror", "temperror"] == results(EXAMPLE, {})

    @pytest.mark.parametrize(
        "key",
        [
            "p=",
            "v=DKIM1; k=rsa",
            f"{RSA_KEY}; t=y",
            f"{RSA_KEY}; h=sha1",
            f"{RSA_KEY}; p=AA",
            RSA_KEY.replace("DKIM1", "DKIM2"),
            RSA_KEY.replace("k=rsa", "k=ed25519"),
            "p=MIGf!!",
            "p=AAAA",
            "\x00;;=",
        ],
    )
    def test_a_key_that_is_none(self, key: str) -> None:
        assert "permerror" == results(EXAMPLE, {**KEYS, RSA_NAME: key})[1]


KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OWN = {"s._domainkey.acme.example": f"k=ed25519; p={b64encode(KEY.public_key().public_bytes_raw()).decode()}"}


def signed(tags: str = "", h: str = "from", body: bytes = b"5 bolts\r\n", c: str = "simple/simple") -> bytes:
    """A mail of one header field, its signature made here by the letter of RFC 6376 for what is simple."""
    digest = b64encode(sha256(body).digest()).decode()
    header = f"DKIM-Signature: v=1; a=ed25519-sha256; d=acme.example; s=s; c={c}; h={h}; bh={digest};{tags} b="
    field = b"From: ana@acme.example\r\n"
    value = KEY.sign(sha256(field + header.encode()).digest())
    return header.encode() + b64encode(value) + b"\r\n" + field + b"\r\n" + body


def of_acme(content: bytes, at: datetime = NOW) -> list[str]:
    return [one.result for one in verified(content, "ana@acme.example", OWN, at)]


class TestWhatIsBelieved:
    @pytest.mark.parametrize("body", [b"5 bolts\r\n", b"\r\n", b"\r\n\r\n 5\r\n\r\nbolts\r\n"])
    def test_a_simple_signature(self, body: bytes) -> None:
        assert ["pass"] == of_acme(signed(body=body))

    def test_blank_lines_at_the_end_are_nothing(self) -> None:
        assert ["pass"] == of_acme(signed() + b"\r\n\r\n")

    @pytest.mark.parametrize(
        ("content", "result"),
        [
            # Behind what is signed anything could be added.
            (signed(" l=9;"), "permerror"),
            (signed(f" x={int(NOW.timestamp())};"), "pass"),
            (signed(f" x={int(NOW.timestamp()) - 1};"), "permerror"),
            (signed(h="to"), "permerror"),
            (signed(c="odd/simple"), "permerror"),
        ],
    )
    def test_only_what_is_whole_and_holds_when_it_came(self, content: bytes, result: str) -> None:
        assert [result] == of_acme(content)

    def test_a_short_key_is_none(self) -> None:
        short = generate_private_key(65537, 1024).public_key()
        packed = short.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        assert ["pass", "fail"] == results(EXAMPLE, {**KEYS, RSA_NAME: f"p={b64encode(packed).decode()}"})

    def test_of_many_a_few_are_looked_at_those_of_the_sender_first(self) -> None:
        other = b"DKIM-Signature: v=1; a=rsa-sha256; d=mailer.example; s=x; h=from; bh=AA; b=AA\r\n"
        names = keys_wanted(other * 1_000 + signed(), "ana@acme.example")
        assert ("s._domainkey.acme.example", "x._domainkey.mailer.example", "x._domainkey.mailer.example") == names

    @pytest.mark.parametrize("domain", ["a/b.example", "-x", "a b", "", "x" * 300])
    def test_a_name_that_is_none_is_not_asked_for(self, domain: str) -> None:
        header = f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=x; h=from; bh=AA; b=AA\r\n"
        assert () == keys_wanted(header.encode() + b"\r\n", "")


_PIECES = st.sampled_from(
    [b"DKIM-Signature:", b"From:", b"v=1", b"a=rsa-sha256", b"b=", b"bh=AA==", b"d=a.example", b"s=x", b"h=from:",
     b"c=", b"relaxed/", b";", b" ", b"\r\n", b"\n ", b"\r\n\r\n", b"\x00\xff", b"l=1", b"x=9"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=80).map(b"".join), st.sampled_from(["", RSA_KEY, "p=AA"]))
def test_whatever_stands_there_can_be_looked_at(content: bytes, key: str) -> None:
    names = keys_wanted(content, "a@a.example")
    assert len(names) == len(verified(content, "a@a.example", dict.fromkeys(names, key), NOW))
