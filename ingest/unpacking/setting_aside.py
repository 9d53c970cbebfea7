"""Which parts of a mail hold no order for sure, and the reason that a person reads."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

from ingest.sniff import HTML
from ingest.unpacking.mime import Leaf

BY_TYPE: Final = {
    "application/pkcs7-signature": "a digital signature",
    "application/x-pkcs7-signature": "a digital signature",
    "application/pgp-signature": "a digital signature",
    "application/pgp-keys": "a public key",
    "application/pgp-encrypted": "the version note of an encrypted mail",
    "application/applefile": "file attributes of a Macintosh",
    "text/vcard": "a contact card",
    "text/x-vcard": "a contact card",
    "text/directory": "a contact card",
    "text/calendar": "a calendar entry",
    "application/ics": "a calendar entry",
    "message/delivery-status": "a delivery report",
    "message/disposition-notification": "a reading receipt",
    "message/feedback-report": "a complaint report",
    "text/rfc822-headers": "the headers of a returned mail",
}
# Logos and signatures are small; a photo or scan of an order is not.
_SMALL_IMAGE_BYTES: Final = 16_384
_LOW_IMAGE_PIXELS: Final = 160
_WORD = re.compile(r"\w+")
_CID = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)


def by_structure(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves of one mail; those that repeat the text, decorate it or hold nothing are set aside."""
    texts = _without_repeats(leaves)
    referenced = {cid for leaf in texts if leaf.declared == HTML for cid in _cids(leaf.content)}
    return [_decoration(leaf, referenced) for leaf in texts]


def _cids(content: bytes) -> list[str]:
    return _CID.findall(content.decode("utf-8", "replace"))


def _decoration(leaf: Leaf, referenced: set[str]) -> Leaf:
    if leaf.set_aside or not leaf.content_id or leaf.content_id not in referenced:
        return leaf
    height = image_height(leaf.content)
    small = len(leaf.content) <= _SMALL_IMAGE_BYTES or height <= _LOW_IMAGE_PIXELS
    if height and small:
        return replace(leaf, set_aside="a small picture shown within the text, such as a logo")
    return leaf


def image_height(content: bytes) -> int:
    """The height in pixels of a PNG or GIF, 1 for a small JPEG, 0 for what is no such image."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[20:24], "big")
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        return int.from_bytes(content[8:10], "little")
    return 1 if content.startswith(b"\xff\xd8\xff") and len(content) <= _SMALL_IMAGE_BYTES else 0


def _without_repeats(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Of the alternative forms of one text, the plain one is kept where it says as much as the HTML."""
    kept = list(leaves)
    for group in {leaf.alternative for leaf in leaves if leaf.alternative}:
        places = [place for place, leaf in enumerate(leaves) if leaf.alternative == group and not leaf.name]
        plain = [place for place in places if leaves[place].declared == "text/plain"]
        rich = [place for place in places if leaves[place].declared == HTML]
        if len(plain) == len(rich) == 1:
            one, other = _compared(leaves[plain[0]], leaves[rich[0]])
            kept[plain[0]], kept[rich[0]] = one, other
    return kept


def _compared(plain: Leaf, rich: Leaf) -> tuple[Leaf, Leaf]:
    plain_words = _words(plain.content.decode("utf-8", "replace"))
    rich_words = _words(text_of_html(rich.content.decode("utf-8", "replace")))
    if not _missing(rich_words, plain_words):
        return plain, replace(rich, set_aside=f"the same text as part {plain.path}")
    if not _missing(plain_words, rich_words):
        return replace(plain, set_aside=f"a shorter form of part {rich.path}"), rich
    return plain, rich


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


def _missing(words: Counter[str], among: Counter[str]) -> bool:
    """Whether something of weight is missing: any word with a digit, or more than a few of the others.

    The two forms of a text differ in the words of links and rulers, never in its numbers.
    """
    left = words - among
    numbers = any(any(sign.isdigit() for sign in word) for word in left)
    return numbers or sum(left.values()) * 10 > sum(words.values())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.pieces.append(" " if tag in _BLOCKS else "")
        self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(" " if tag in _BLOCKS else "")
        self._hidden -= tag in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


_HIDDEN: Final = frozenset({"style", "script", "title"})
_BLOCKS: Final = frozenset(
    {"p", "div", "br", "tr", "td", "th", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"}
)


def text_of_html(html: str) -> str:
    """The words that a reader of the page sees."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)
