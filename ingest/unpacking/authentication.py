"""What mail servers wrote into a mail of its sender: Authentication-Results (RFC 8601), Received-SPF (RFC 7208).

Read tolerantly, since servers keep to the grammar loosely (Exchange Online leaves out its name), and within limits,
since a sender can write such headers himself. Whether one is to be believed is decided later, by the server's name.
ARC-Authentication-Results are left alone: who believes them must verify the seals of all servers on the way.
"""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from ingest.unpacking.headers import as_text
from orders.mail_origin import UNNAMED, AuthMethod, AuthRecord, AuthResult, domain_of, server_key

_HEADERS: Final = 20
_LENGTH: Final = 8_000
_RESULTS: Final = 30
_WORD_LENGTH: Final = 260
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_RESULT = re.compile(r"\s*([a-z0-9-]{1,40})\s*(?:/\s*\d{1,3}\s*)?=\s*([a-z]{1,40})", re.IGNORECASE)
_PROPERTY = re.compile(r"([a-z]{1,20}\.[a-z-]{1,20}|[a-z-]{1,20})\s*=\s*(?:\"([^\"]*)\"|([^\s;\"]+))", re.IGNORECASE)
_DOMAINS: Final = {
    AuthMethod.DKIM: ("header.d", "header.i"),
    AuthMethod.SPF: ("smtp.mailfrom", "smtp.mail", "smtp.helo"),
    AuthMethod.DMARC: ("header.from",),
}


def records(message: "Message[str, str]") -> tuple[AuthRecord, ...]:
    """Those of the mail's own headers, the topmost first, which was written last; never raises."""
    return tuple(_first(_records(message)))


def _first(found: Iterator[AuthRecord]) -> Iterator[AuthRecord]:
    for _, record in zip(range(_HEADERS), found, strict=False):
        yield record


def _records(message: "Message[str, str]") -> Iterator[AuthRecord]:
    hop = 0
    for name, raw in message.raw_items():
        match name.lower():
            case "received":
                hop += 1
            case "authentication-results":
                yield _authentication_results(_plain(str(raw)), hop)
            case "received-spf":
                if record := _received_spf(_plain(str(raw)), hop):
                    yield record


def _plain(raw: str) -> str:
    """One line of text without comments."""
    return _without_comments(_BLANKS.sub(" ", as_text(raw[:_LENGTH])))


def _without_comments(text: str) -> str:
    """Comments nest (RFC 5322, 3.2.2); one that never ends takes the rest with it."""
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for letter in text:
        if is_escaped or letter == "\\":
            is_escaped = not is_escaped
        elif letter == '"' and not depth:
            is_quoted = not is_quoted
        elif letter == "(" and not is_quoted:
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
            continue
        if not depth:
            kept.append(letter)
    return "".join(kept)


def _authentication_results(text: str, hop: int) -> AuthRecord:
    parts = [part.strip() for part in text.split(";")]
    is_named = "=" not in parts[0]
    server = server_key(parts.pop(0).split(" ")[0].strip('"')[:_WORD_LENGTH]) if is_named else UNNAMED
    return AuthRecord(server=server or UNNAMED, hop=hop, results=tuple(_results(parts[:_RESULTS])))


def _results(parts: list[str]) -> Iterator[AuthResult]:
    for part in parts:
        said = _RESULT.match(part)
        method = _METHODS.get(said[1].lower()) if said else None
        if said and method:
            domain = _domain(_properties(part[said.end() :]), _DOMAINS[method])
            yield AuthResult(method=method, result=said[2].lower(), domain=domain)


_METHODS: Final = {method.value: method for method in AuthMethod}


def _properties(text: str) -> dict[str, str]:
    return {found[1].lower(): (found[2] or found[3] or "")[:_WORD_LENGTH] for found in _PROPERTY.finditer(text)}


def _domain(properties: dict[str, str], names: tuple[str, ...]) -> str:
    value = next((properties[name] for name in names if properties.get(name)), "")
    return domain_of(value if "@" in value else f"@{value}") if value else ""


def _received_spf(text: str, hop: int) -> AuthRecord | None:
    """None where it does not say whose it is."""
    properties, result = _properties(text), text.strip().partition(" ")[0].lower()
    server = server_key(properties.get("receiver", ""))
    if not server or not result.isalpha():
        return None
    domain = _domain(properties, ("envelope-from", "helo"))
    spf = AuthResult(method=AuthMethod.SPF, result=result[:_WORD_LENGTH], domain=domain)
    return AuthRecord(server=server, hop=hop, results=(spf,))
