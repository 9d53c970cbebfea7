"""Mails sent on: the mail around them, what an SMTP server is told, and what comes back."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ingest.forwarding import MARK, PassedOn, comes_back, composed
from ingest.smtp import ForwardOptions, SmtpForwarding
from orders.errors import NeedsAttention, Retryable
from orders.ids import ArrivalId
from tests.fakes.smtp_server import LOGIN, Behaviour, smtp_server

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ARRIVAL = ArrivalId("0123456789abcdef0123456789abcdef")
ORIGINAL = b"From: anna@buyer.example\r\nSubject: Rechnung\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n.\r\n..\r\n"
OPTIONS = {"to": "office@supplier.example", "sender": "orders@supplier.example", "host": "127.0.0.1"}


def mail(content: bytes = ORIGINAL, subject: str = "Rechnung") -> PassedOn:
    return PassedOn(ARRIVAL, subject, "No part of it was read as an order.", content)


def forwarding(port: int, **options: object) -> SmtpForwarding:
    made = ForwardOptions.model_validate({**OPTIONS, "port": port, "security": "plain", **options})
    return SmtpForwarding(made, lambda: NOW)


def original_in(content: bytes) -> bytes:
    """What stands between the headers of the last part and the end."""
    part = content.split(b'filename="original.eml"\r\n')[1]
    return part.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0]


class TestTheMailAround:
    def test_says_that_a_program_sent_it_and_which_arrival_it_is(self) -> None:
        made = message_from_bytes(
            composed(mail(), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=True), policy=default
        )
        assert "auto-generated" == made["Auto-Submitted"]
        assert ARRIVAL == made[MARK]
        assert f"<ordermill.{ARRIVAL}@supplier.example>" == made["Message-ID"]
        assert "Fwd: Rechnung" == made["Subject"]
        assert ["multipart/mixed", "text/plain", "message/rfc822", "text/plain"] == [
            part.get_content_type() for part in made.walk()
        ]

    @pytest.mark.parametrize("content", [ORIGINAL, ORIGINAL.replace(b"\r\n", b"\n"), b"", b"\r\n", b"--\r\n--x"])
    def test_carries_the_original_as_it_came(self, content: bytes) -> None:
        made = composed(mail(content), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=True)
        assert content.replace(b"\r\n", b"\n") == original_in(made).replace(b"\r\n", b"\n")
        assert b"message/rfc822" in made

    @given(content=st.binary(max_size=2000), eight_bit=st.booleans())
    def test_carries_any_bytes_through_any_server(self, content: bytes, *, eight_bit: bool) -> None:
        made = composed(mail(content), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=eight_bit)
        lines = made.split(b"\r\n")
        assert max(map(len, lines)) <= 998
        assert not any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines)
        assert eight_bit or made.isascii()
        if b"octet-stream" in made:
            attached = list(message_from_bytes(made, policy=default).walk())[-1]
            assert content == attached.get_payload(decode=True)
        else:
            assert content.replace(b"\r\n", b"\n") == original_in(made).replace(b"\r\n", b"\n")

    @pytest.mark.parametrize("subject", ["a\r\nBcc: x@evil.example", "\x00\x1b[2J", "", "ä" * 5000, "\ud800"])
    def test_a_subject_is_one_line_of_one_header(self, subject: str) -> None:
        made = message_from_bytes(
            composed(mail(subject=subject), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=True), policy=default
        )
        assert made["Bcc"] is None
        assert made["Subject"].startswith("Fwd: ")


class TestWhatComesBack:
    @pytest.mark.parametrize(
        "content",
        [
            composed(mail(), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=True),
            b"Subject: Undeliverable\n\n" + composed(mail(), OPTIONS["sender"], OPTIONS["to"], NOW, eight_bit=True),
            b"Subject: Re\nIn-Reply-To: <ordermill.0123456789abcdef@supplier.example>\n\nNot for me.",
            b"Auto-Submitted: auto-replied\nSubject: Away\n\nI am away.",
            b'Subject: Returned\nContent-Type: multipart/report; boundary="x"\n\n--x',
        ],
    )
    def test_is_known(self, content: bytes) -> None:
        assert comes_back(content)

    @pytest.mark.parametrize(
        "content",
        [ORIGINAL, b"Auto-Submitted: auto-generated\n\nInvoice", b"Subject: a\n\nauto-submitted: auto-replied", b""],
    )
    def test_other_mails_are_not(self, content: bytes) -> None:
        assert not comes_back(content)


class TestSending:
    def test_a_mail_arrives_whole(self) -> None:
        with smtp_server() as server:
            forwarding(server.port).forward(mail())
        (taken,) = server.delivered
        assert ("orders@supplier.example", "office@supplier.example") == (taken.sender, taken.recipient)
        assert original_in(taken.content) == ORIGINAL

    def test_a_server_of_seven_bits_gets_seven_bits(self) -> None:
        with smtp_server(Behaviour(eight_bit=False)) as server:
            forwarding(server.port).forward(mail())
        (taken,) = server.delivered
        assert taken.content.isascii()
        assert ORIGINAL == list(taken.mail.walk())[-1].get_payload(decode=True)

    def test_it_signs_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_OF_TEST", LOGIN[1])
        with smtp_server(Behaviour(login=True)) as server:
            sender = forwarding(server.port, user=LOGIN[0], password_env="SECRET_OF_TEST")
            sender.check()
            sender.forward(mail())
            assert 1 == len(server.delivered)
            with pytest.raises(Retryable, match="refused the login"):
                forwarding(server.port, user=LOGIN[0], password="wrong").check()

    def test_who_puts_us_off_is_asked_again_and_who_refuses_is_not(self) -> None:
        with smtp_server(Behaviour(refusal="451 later")) as server:
            with pytest.raises(Retryable, match="451 later"):
                forwarding(server.port).forward(mail())
            server.behaviour.refusal = "550 no such person"
            with pytest.raises(NeedsAttention, match=r"office@supplier.example.*550 no such person"):
                forwarding(server.port).forward(mail())

    def test_a_lost_answer_is_tried_again_with_the_same_message_id(self) -> None:
        with smtp_server(Behaviour(hang_up=True)) as server:
            with pytest.raises(Retryable):
                forwarding(server.port).forward(mail())
            server.behaviour.hang_up = False
            forwarding(server.port).forward(mail())
        assert 1 == len({taken.mail["Message-ID"] for taken in server.delivered})

    def test_no_server_is_a_passing_fault(self) -> None:
        with smtp_server() as server:
            port = server.port
        with pytest.raises(Retryable, match="did not take the mail"):
            forwarding(port).forward(mail())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"to": "orders@supplier.example"}, "the same address"),
        ({"to": "office"}, "pattern"),
        ({"to": "a@b.example>\r\nX: y"}, "pattern"),
        ({"host": "mail.example", "security": "plain"}, "shows the mails on the way"),
        ({"user": "a"}, "exactly one of password"),
        ({"password": "a"}, "exactly one of password"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(wrong: dict[str, str], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        ForwardOptions.model_validate({**OPTIONS, **wrong})
