"""What an answer says in a word or two, for lists, the journal and the page."""

from collections import Counter

from replies.answer import LineCode, OrderAnswer, SyntaxAnswer, Verdict

_WORDS = {
    LineCode.REFUSED: "refused",
    LineCode.SUBSTITUTED: "substituted",
    LineCode.BACKORDERED: "backordered",
    LineCode.QUANTITY_CHANGED: "quantity changed",
    LineCode.PRICE_CHANGED: "price changed",
    LineCode.DATE_CHANGED: "date changed",
    LineCode.ACCEPTED: "accepted",
}


def said_of_order(answer: OrderAnswer) -> str:
    """`changed: 3 lines accepted, 1 refused`."""
    counts = Counter(line.code for line in answer.lines)
    if len(counts) < 2:
        return answer.kind.value
    told = [f"{counts[code]} {_WORDS[code]}" for code in reversed(tuple(LineCode)) if counts[code]]
    return f"{answer.kind.value}: lines {', '.join(told)}"


def said_of_syntax(answer: SyntaxAnswer) -> str:
    """`accepted`, or which messages are rejected."""
    rejected = [message.reference for message in answer.messages if message.verdict is Verdict.REJECTED]
    words = answer.verdict.value.replace("_", " ")
    if answer.verdict is not Verdict.PARTLY:
        return words
    return f"{words}: {len(rejected)} of {len(answer.messages)} rejected ({', '.join(rejected[:5])})"
