"""Findings as cards, in the order in which they are worked off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exceptions_queue.views.anchors import anchor_of
from exceptions_queue.views.fields import OrderFacts, State
from exceptions_queue.views.formatting import value_text
from exceptions_queue.views.header import LABELS
from exceptions_queue.views.lines import ITEM_NUMBERS, LINE_LABELS, line_anchors
from exceptions_queue.views.paths import element_id, line_index, read_at, shown_at, worded
from exceptions_queue.views.reasons import REASONS
from orders.decision import Decision
from orders.findings import Finding, FindingCode, Severity
from orders.lessons import lesson_for_everyone, ship_to_key
from orders.proposal import same_person
from orders.reading import RECOGNISED, OrderReading
from orders.second_person import first_to_accept
from orders.severities import SECONDED

COMPARED = frozenset({FindingCode.DUPLICATE_ORDER, FindingCode.CHANGED_COPY})
"""Findings that are shown as a comparison of two orders."""

RECORDED = frozenset({FindingCode.ERP_FOREIGN_ORDER, FindingCode.ERP_UNKNOWN_OUTCOME})
"""Findings that a person settles, as a rule, by saying which sales order of the ERP it is."""

_WORST_FIRST = {Severity.BLOCK: 0, Severity.HOLD: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `number` is its place among all findings of the order, by which a form names it."""

    number: int
    finding: Finding
    state: State
    word: str
    place: str
    field_id: str
    anchors: str
    line: int | None
    wants_item: bool
    compared: bool
    counts_always: bool
    """Whether a fix is offered as counting for later orders too, before the person chooses."""
    shareable: bool = False
    """Whether a fix can be proposed for every customer."""
    first: Decision | None = None
    """The acceptance by one person of what two have to accept."""
    own: bool = False
    """Whether that person is the one who looks."""
    recognised: str = ""
    """The value, where all that is asked is whether the picture of the page says the same."""

    @property
    def accepting(self) -> str:
        """What a person says by accepting it."""
        confirming = self.recognised or self.finding.code is FindingCode.REVIEW_MODE
        return "It is right" if confirming else "Accept as it is"

    @property
    def is_recorded(self) -> bool:
        """Whether the order may be in the ERP already, for a person to say as what."""
        return self.finding.code in RECORDED

    @property
    def is_new_address(self) -> bool:
        """Whether goods would go where the customer never had any sent, which can be remembered."""
        return self.finding.code in SECONDED

    @property
    def seconded(self) -> bool:
        """Whether two people have to accept it, and this one is the first."""
        return self.finding.code in SECONDED and self.first is None

    @property
    def message(self) -> str:
        """The finding's sentence without the place before it, which stands in a column of its own."""
        sentence = self.finding.message.removeprefix(f"{self.place}: ")
        if self.line is None and self.finding.path:
            sentence = re.sub(
                rf"\b{re.escape(self.finding.path)}\b", lambda _: self.place, sentence, flags=re.IGNORECASE
            )
        sentence = worded(sentence)
        return sentence[:1].upper() + sentence[1:]

    @property
    def pair(self) -> tuple[tuple[str, str], ...]:
        """What was found and what was expected, each under its name, as far as the sentence has not said it."""
        finding = self.finding
        # What is found in review mode tells two states of an order apart, and a person nothing.
        if finding.code is FindingCode.REVIEW_MODE:
            return ()
        sides = (("found", finding.found), ("expected", finding.expected))
        return tuple((name, text) for name, text in sides if text and text not in finding.message)


def issues(facts: OrderFacts) -> tuple[Issue, ...]:
    """All findings in the order to work them off: what was not read with certainty, then what rules found in it.

    Of these first the customer, then what blocks, and fields before what is about the whole order.
    """
    cards = [_issue(facts, number, finding) for number, finding in enumerate(facts.findings)]
    misread = {finding.fingerprint for finding in facts.reading.findings}
    return tuple(sorted(cards, key=lambda card: _turn(card.finding, by_rule=card.finding.fingerprint not in misread)))


def accepted_first(cards: Sequence[Issue], decisions: Sequence[Decision], person: str) -> tuple[Issue, ...]:
    """The cards, with who accepted first what another person has to accept too."""
    return tuple(_first(card, decisions, person) for card in cards)


def _first(card: Issue, decisions: Sequence[Decision], person: str) -> Issue:
    if card.finding.code not in SECONDED or card.state is State.PASSED:
        return card
    first = first_to_accept(card.finding.fingerprint, decisions)
    return replace(card, first=first, own=first is not None and same_person(first.actor, person))


def _turn(finding: Finding, *, by_rule: bool) -> tuple[bool, bool, bool, int, bool, int]:
    # Items, addresses and prices, and for whom a fix counts "always", all hang on the customer.
    waits_for_customer = finding.path != "customer"
    return (
        finding.severity is Severity.NOTE,
        by_rule,
        waits_for_customer,
        _WORST_FIRST[finding.severity],
        not finding.path,
        _place_on_page(finding.path),
    )


def _place_on_page(path: str) -> int:
    """Fields above the lines as they stand there, then parties, then line by line."""
    above = list(LABELS)
    if path in above:
        return above.index(path)
    line = line_index(path)
    return len(above) if line is None else len(above) + 1 + line


def to_accept(cards: Sequence[Issue]) -> tuple[Issue, ...]:
    """What an approval accepts."""
    return tuple(card for card in cards if card.state is State.HOLDS and not card.own)


def _issue(facts: OrderFacts, number: int, finding: Finding) -> Issue:
    line = line_index(finding.path)
    recognised = _recognised(facts, finding)
    return Issue(
        number=number,
        finding=finding,
        state=_state(facts, finding),
        word=REASONS[finding.code][1],
        place=_place(facts, finding.path, line, named=bool(recognised)),
        field_id=element_id(shown_at(finding.path)) if finding.path else "",
        anchors=" ".join(_anchors(facts, finding, line)),
        line=line,
        wants_item=line is not None and finding.path.rpartition(".")[2] in ("item", *ITEM_NUMBERS),
        compared=finding.code in COMPARED,
        counts_always=finding.path != "ship_to" or names_delivery_party(facts.reading),
        shareable=any(
            lesson_for_everyone(facts.reading, change.path, change.value) is not None
            for fix in finding.fixes
            if fix.teaches
            for change in fix.changes
        ),
        recognised=recognised,
    )


def _recognised(facts: OrderFacts, finding: Finding) -> str:
    read = read_at(facts.reading, finding.path) if finding.code is FindingCode.AMBIGUOUS_VALUE else None
    return value_text(read.value) if read and read.witnesses == (RECOGNISED,) else ""


def names_delivery_party(reading: OrderReading) -> bool:
    """Where an order names none, its address says nothing about the next one that names none."""
    return ship_to_key(reading.ship_to) != ship_to_key(None)


def _anchors(facts: OrderFacts, finding: Finding, line: int | None) -> tuple[str, ...]:
    """Where to look: what the finding names, else its field, else what the line is about."""
    read = read_at(facts.reading, shown_at(finding.path))
    evidence = finding.evidence or (read.evidence if read else ())
    anchors = tuple(anchor for anchor in map(anchor_of, evidence) if anchor)
    return anchors or (line_anchors(facts, line) if line is not None else ())


def _state(facts: OrderFacts, finding: Finding) -> State:
    if not facts.open(finding):
        return State.PASSED
    return State.BLOCKS if finding.severity is Severity.BLOCK else State.HOLDS


def _place(facts: OrderFacts, path: str, line: int | None, *, named: bool) -> str:
    """The field, or the line; with `named` also which field of the line, where no sentence says it."""
    if line is None:
        if path.startswith("place["):
            return "Store"
        return LABELS.get(path) or path.replace("_", " ").replace(".", " ").capitalize() or "Whole order"
    lines, field = facts.reading.lines, path.rpartition(".")[2]
    number = lines[line].line_no if line < len(lines) else None
    return f"Line {number.value if number else line + 1}" + (f" · {LINE_LABELS.get(field, field)}" if named else "")
