"""Keys from a name server on this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from dns import flags, message, rcode, rrset
from dns.resolver import Resolver

from ingest.dkim.dns_keys import DnsKeys

ZONE = {
    "one._domainkey.acme.example.": ['"v=DKIM1; p=AA"'],
    "long._domainkey.acme.example.": ['"v=DKIM1; " "p=" "AABB"'],
    "several._domainkey.acme.example.": ['"v=spf1 -all"', '"k=rsa; p=CC"'],
    "other._domainkey.acme.example.": ['"hello"'],
    "binary._domainkey.acme.example.": ['"p=\\255"'],
}


def answer(asked: bytes) -> bytes | None:
    """What the name server says; nothing of names that begin with `silent`."""
    query = message.from_wire(asked)
    (question,) = query.question
    name = question.name.to_text()
    if name.startswith("silent"):
        return None
    response = message.make_response(query)
    response.flags |= flags.RA
    if name in ZONE:
        response.answer.append(rrset.from_text(name, 60, "IN", "TXT", *ZONE[name]))
    elif name.startswith("broken"):
        response.set_rcode(rcode.SERVFAIL)
    elif not name.startswith("empty"):
        response.set_rcode(rcode.NXDOMAIN)
    return response.to_wire()


@pytest.fixture
def keys() -> Iterator[DnsKeys]:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                asked, who = server.recvfrom(4096)
                if not asked:
                    return
                if said := answer(asked):
                    server.sendto(said, who)

        thread = threading.Thread(target=serve)
        thread.start()
        resolver = Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]
        yield DnsKeys(0.5, resolver)
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as end:
            end.sendto(b"", server.getsockname())
        thread.join()


@pytest.mark.parametrize(
    ("selector", "key"),
    [
        ("one", "v=DKIM1; p=AA"),
        ("long", "v=DKIM1; p=AABB"),
        ("several", "k=rsa; p=CC"),
        ("other", ""),
        ("empty", ""),
        ("unknown", ""),
        ("binary", "p=\ufffd"),
        # The DNS does not say: it is not known that there is none.
        ("broken", None),
        ("silent", None),
        ("x" * 64, None),
        ("a..b", None),
    ],
)
def test_what_the_dns_says(keys: DnsKeys, selector: str, key: str | None) -> None:
    name = f"{selector}._domainkey.acme.example"
    assert {name: key} == keys([name, name])


def test_without_a_name_server_nothing_is_known() -> None:
    resolver = Resolver(configure=False)
    assert {"one.example": None} == DnsKeys(0.2, resolver)(["one.example"])
