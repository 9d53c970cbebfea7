"""Content-Transfer-Encoding (RFC 2045, section 6), undone as far as the text allows."""

import binascii
import quopri
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\n]*\n", re.MULTILINE)


def undone(content: bytes, encoding: str) -> tuple[bytes, str]:
    """The bytes that were sent, and what was wrong with their encoding, empty where nothing was."""
    match encoding.strip().lower():
        case "base64":
            return _base64(content)
        case "quoted-printable":
            return quopri.decodestring(content), ""
        case "x-uuencode" | "uuencode" | "uue" | "x-uue":
            return _uuencoded(content)
        case _:
            return content, ""


def _base64(content: bytes) -> tuple[bytes, str]:
    body, equals, rest = content.partition(b"=")
    # After the padding comes nothing, but for a footer that some gateway appends.
    letters = b"".join(body.split())
    clean = _NOT_BASE64.sub(b"", letters)
    defect = "signs in it that are no base64" if clean != letters else ""
    if len(clean) % 4 == 1:
        # A single sign is six bits of a byte that never came.
        clean, defect = clean[:-1], "its base64 ends in the middle"
    if equals and _NOT_BASE64.sub(b"", rest.replace(b"=", b"")):
        defect = "more text after the end of its base64"
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)), defect


def _uuencoded(content: bytes) -> tuple[bytes, str]:
    begin = _UU_BEGIN.search(content)
    if begin is None:
        return content, "no beginning of its uuencoded text"
    decoded: list[bytes] = []
    for line in content[begin.end() :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            return content, "a line in it that is not uuencoded"
    return b"".join(decoded), ""
