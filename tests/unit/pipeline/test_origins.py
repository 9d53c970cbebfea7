"""What a mail says of its sender stays with its documents, and what its signatures came to with it."""

from dataclasses import replace
from datetime import datetime

from orders.ids import ArrivalId
from orders.mail_origin import AuthMethod, AuthResult, MailOrigin
from tests.fakes.small_orders import small_order
from tests.fakes.world import START, World

MAIL = "message/rfc822"
PASS = AuthResult(method=AuthMethod.DKIM, result="pass", domain="acme.example")
BODY = small_order("P-1").decode()
INNER = f"From: bob@inner.example\r\n\r\n{small_order('P-2').decode()}"
OUTER = (
    "From: Ana <ana@acme.example>\r\nAuthentication-Results: mx.us.example; dmarc=pass\r\n"
    "Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    f"--B\r\nContent-Type: text/plain\r\n\r\n{BODY}\r\n"
    f"--B\r\nContent-Type: message/rfc822\r\n\r\n{INNER}\r\n--B--\r\n"
).encode()


def origins(world: World, arrival: ArrivalId) -> list[MailOrigin]:
    with world.flow.store.read() as uow:
        return [document.origin for document in uow.documents.of_arrival(arrival) if document.origin]


def verifying(world: World, asked: list[tuple[bytes, str, datetime]], *results: AuthResult) -> None:
    def verify(content: bytes, sender: str, at: datetime) -> tuple[AuthResult, ...]:
        asked.append((content, sender, at))
        return results

    world.flow = replace(world.flow, verify=verify)


def test_of_the_mail_that_reached_us_the_signature_is_verified_once(world: World) -> None:
    asked: list[tuple[bytes, str, datetime]] = []
    verifying(world, asked, PASS)
    arrival = world.receive(OUTER, media_type=MAIL)
    world.run()
    assert [(OUTER, "ana@acme.example", START)] == asked
    outer, inner = origins(world, arrival)
    assert ("ana@acme.example", False, (PASS,)) == (outer.address, outer.forwarded, outer.verified)
    assert ("bob@inner.example", True, ()) == (inner.address, inner.forwarded, inner.verified)


def test_what_is_no_mail_has_no_signature(world: World) -> None:
    asked: list[tuple[bytes, str, datetime]] = []
    verifying(world, asked)
    arrival = world.receive(small_order("P-1"))
    world.run()
    assert ([], []) == (asked, origins(world, arrival))
