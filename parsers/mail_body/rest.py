"""What a mail says beside its order: every sentence of which a part is neither read nor harmless holds the order."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel

from orders.evidence import Evidence, TextSpan
from orders.findings import Finding, FindingCode, Severity
from orders.reading import OrderReading, Read
from parsers.language.letters import has_digit
from parsers.language.phrases import begins_with_phrase, has_phrase
from parsers.language.sentences import is_courteous, is_harmless, is_open_question, says_more, without_named_numbers
from parsers.language.vocabulary import label
from parsers.layout.text.words import joined
from parsers.pages.page import Locate, Word

_SHOWN: Final = 160
_MOST_BESIDE: Final = 2
"""Unknown words in a sentence that asks for goods: it may tell what they are for."""


def told_by_sentence(reading: OrderReading, sentences: Sequence[Sequence[Word]], locate: Locate) -> OrderReading:
    """The reading with a finding for each sentence that may change this order, or is about something else.

    They take the place of those about texts around the lines, which know nothing of the mail's other sentences.
    """
    kept = tuple(one for one in reading.findings if one.path or not one.holds or one.code is not FindingCode.FREE_TEXT)
    words = [word for one in sentences for word in one]
    read = _covered(_places(reading), words, locate)
    told = _covered((place for finding in kept if finding.holds for place in finding.evidence), words, locate)
    most = _MOST_BESIDE if any(has_phrase("line", "asking", joined(one)) for one in sentences) else 1
    findings = tuple(
        _finding(one, locate) for one in sentences if told.isdisjoint(_numbers(one)) and _may_change(one, read, most)
    )
    return reading.model_copy(update={"findings": (*kept, *findings)})


def _numbers(words: Sequence[Word]) -> set[int]:
    return {word.place for word in words}


def _may_change(words: Sequence[Word], read: set[int], most: int) -> bool:
    """`most` unknown words are none too many in a sentence that asks for goods or an answer."""
    text = joined(words)
    if any(has_phrase("mail", kind, text) for kind in ("changing", "cancelling")):
        return True
    if is_harmless(text) or label(text) is not None:
        # A label that stands alone announces what is below it, which is weighed by itself.
        return False
    left = without_named_numbers(joined([word for word in words if word.place not in read]))
    if has_digit(left):
        return True
    asks = has_phrase("line", "asking", text)
    if is_open_question(text) and (not asks or begins_with_phrase("mail", "interrogative", text)):
        return True
    if asks or is_courteous(text):
        return has_phrase("mail", "strict", left) or says_more(left, most=most)
    names = any(word.place in read for word in words)
    return says_more(left) or has_phrase("mail", "strict" if names else "contrary", left)


def _covered(places: Iterator[Evidence], words: Sequence[Word], locate: Locate) -> set[int]:
    """The words that lie in these places of the text."""
    spans = [place for place in places if isinstance(place, TextSpan)]
    inside: set[int] = set()
    if not spans:
        return inside
    taken = {at for span in spans for at in range(span.start, span.end)}
    for word in words:
        where = locate([word])
        if any(isinstance(one, TextSpan) and one.start in taken for one in where):
            inside.add(word.place)
    return inside


def _places(value: Any) -> Iterator[Evidence]:
    """The evidence of every value that was read."""
    if isinstance(value, Read):
        yield from value.evidence
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "findings":
                yield from _places(getattr(value, name))
    elif isinstance(value, tuple):
        for member in value:
            yield from _places(member)


def _finding(words: Sequence[Word], locate: Locate) -> Finding:
    text = joined(words)[:_SHOWN]
    message = f'The text of the mail says: "{text}". Does it change the order?'
    return Finding(
        code=FindingCode.FREE_TEXT, severity=Severity.HOLD, message=message, found=text, evidence=locate(words)
    )
