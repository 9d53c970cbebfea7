"""Whether a signature is that of a key over the mail. Pure: the keys are given."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ingest.dkim.signature import Signature, SignedMail, signatures, signed_body, signed_head, tags, unpacked
from orders.mail_origin import AuthMethod, AuthResult, aligned, domain_of

MOST_SIGNATURES: Final = 3
"""So many are looked at, those of the sender's own domain before those of others such as mailing services."""
SHORTEST_KEY: Final = 1024

Keys = Mapping[str, str | None]
"""The DNS's text for a key by the key's name: empty where there is none, None where the DNS did not answer."""


_Result = Literal["pass", "fail", "permerror", "temperror"]
"""RFC 8601, section 2.7.1."""


def keys_wanted(content: bytes, sender: str) -> tuple[str, ...]:
    """The names of the keys of a mail's signatures."""
    return tuple(signature.key_name for signature in _looked_at(SignedMail.of(content), sender))


def verified(content: bytes, sender: str, keys: Keys, at: datetime) -> tuple[AuthResult, ...]:
    """What comes of each signature. `at` is when the mail was received; a signature may have run out by then."""
    mail = SignedMail.of(content)
    return tuple(
        AuthResult(
            method=AuthMethod.DKIM,
            result=_result(mail, signature, keys.get(signature.key_name), at),
            domain=signature.domain,
        )
        for signature in _looked_at(mail, sender)
    )


def _looked_at(mail: SignedMail, sender: str) -> list[Signature]:
    own = domain_of(sender)
    found = sorted(signatures(mail), key=lambda signature: not aligned(signature.domain, own))
    return found[:MOST_SIGNATURES]


def _result(mail: SignedMail, signature: Signature, key: str | None, at: datetime) -> _Result:
    if key is None:
        return "temperror"
    # A second From could be the one that is shown; a part of the body that is not signed could be the order.
    is_whole = b"from" in signature.signed_names and len(mail.named(b"from")) == 1 and "l" not in signature.tags
    if not is_whole or not set(signature.canonical) <= {"simple", "relaxed"} or _has_run_out(signature, at):
        return "permerror"
    public = _public_key(key, signature.tags["a"])
    value, digest = unpacked(signature.tags["b"]), unpacked(signature.tags["bh"])
    if public is None or value is None or digest is None:
        return "permerror"
    is_same = compare_digest(sha256(signed_body(mail, signature)).digest(), digest)
    return "pass" if is_same and _is_by(public, value, signed_head(mail, signature)) else "fail"


def _has_run_out(signature: Signature, at: datetime) -> bool:
    until = signature.tags.get("x", "")
    return until.isdecimal() and len(until) < 12 and int(until) < at.timestamp()


def _public_key(text: str, algorithm: str) -> RSAPublicKey | Ed25519PublicKey | None:
    """Of the DNS's text (RFC 6376, 3.6.1); None where it is withdrawn, for tests, for something else, or too short."""
    found = tags(text) or {}
    kind = found.get("k", "rsa")
    packed = unpacked(found.get("p", ""))
    is_for_this = (
        found.get("v", "DKIM1") == "DKIM1"
        and algorithm == f"{kind}-sha256"
        and "sha256" in found.get("h", "sha256").split(":")
        and "y" not in found.get("t", "").split(":")
    )
    if not is_for_this or not packed:
        return None
    try:
        public = Ed25519PublicKey.from_public_bytes(packed) if kind == "ed25519" else load_der_public_key(packed)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(public, RSAPublicKey):
        return public if public.key_size >= SHORTEST_KEY else None
    return public if isinstance(public, Ed25519PublicKey) else None


def _is_by(public: RSAPublicKey | Ed25519PublicKey, value: bytes, signed: bytes) -> bool:
    try:
        if isinstance(public, RSAPublicKey):
            public.verify(value, signed, PKCS1v15(), SHA256())
        else:
            public.verify(value, sha256(signed).digest())
    except InvalidSignature:
        return False
    return True
