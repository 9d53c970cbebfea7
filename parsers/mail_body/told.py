"""What is told of a text beside its order, or where it holds none."""

from collections.abc import Sequence

from orders.findings import Finding, FindingCode, Severity
from parsers.language.phrases import has_phrase
from parsers.layout.text.words import joined
from parsers.mail_body import body_page
from parsers.mail_body.body import Body
from parsers.mail_body.kinds import About, other_than_order
from parsers.mail_body.named import po_numbers
from parsers.pages.page import Word

ANNOUNCED = "an order"
"""`Finding.expected` of a covering text that speaks of an order: without one, it is missing.

`Finding.found` are the numbers of orders that it names."""

_SHOWN = 160
NOT_UNDERSTOOD = "This may be an order, but its lines were not understood. Type it in, or refuse it."


def instructions(body: Body) -> list[Finding]:
    """What the text says that may change an order which came with it, sentence by sentence."""
    locate = body_page.locate(body.text)
    findings: list[Finding] = []
    harmful = set(other_than_order(body.new.texts))
    for words in body.new.sentences:
        text = joined(words)
        if text not in harmful:
            continue
        asks = has_phrase("line", "asking", text)
        code = FindingCode.UNREAD_CONTENT if asks else FindingCode.FREE_TEXT
        message = f'The text of the mail says: "{text[:_SHOWN]}". Does it ask for something, or change an order?'
        findings.append(
            Finding(code=code, severity=Severity.HOLD, message=message, found=text[:_SHOWN], evidence=locate(words))
        )
    return findings


def no_order(found: About) -> Finding:
    """Of a mail that speaks of something else; a person need not see what a machine wrote."""
    severity = Severity.NOTE if found.is_machine else Severity.HOLD
    answer = "" if found.is_machine else " Answer it where it needs an answer, then set it aside."
    message = f"The mail is no order: it {found.reason}.{answer}"
    return Finding(code=FindingCode.NO_ORDER, severity=severity, message=message)


def other_topic(found: About) -> list[Finding]:
    """Of a text that speaks of something else, but not for sure of that alone."""
    if not found.reason:
        return []
    message = f"The text of the mail {found.reason}. What came with it may have been sent before: read the mail."
    return [hold(FindingCode.FREE_TEXT, message)]


def covering(body: Body) -> Finding:
    """Of a text that accompanies what came with it."""
    text = " ".join(body.new.texts)
    announced = has_phrase("mail", "attached", text) or has_phrase("line", "naming", text)
    message = "The text of the mail only accompanies what came with it."
    return Finding(
        code=FindingCode.FREE_TEXT, severity=Severity.NOTE, message=message,
        expected=ANNOUNCED if announced else "", found=_numbers(body.new.sentences),
    )  # fmt: skip


def _numbers(sentences: Sequence[Sequence[Word]]) -> str:
    return " ".join(dict.fromkeys(number.replace(" ", "") for number, _ in po_numbers(sentences)))


def hold(code: FindingCode, message: str) -> Finding:
    """Of the text as a whole."""
    return Finding(code=code, severity=Severity.HOLD, message=message)
