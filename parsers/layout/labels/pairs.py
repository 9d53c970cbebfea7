"""Labels and their values on pages: to the right, below, or in the same run of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.language.label_shapes import suits_label
from parsers.language.letters import has_digit
from parsers.language.meanings import DAYS, INCIDENTAL, PARTIES, Label
from parsers.language.vocabulary import folded, title
from parsers.language.word_lists import has_word
from parsers.layout.labels.nearby import Nearby
from parsers.layout.labels.pieces import Piece
from parsers.layout.labels.value_blocks import block_below
from parsers.layout.text.words import joined
from parsers.pages.page import Stroke, Word

_SHORT: Final = 4
_ALIGNED: Final = 4000
_LARGE: Final = 1.15
_ATTENTION: Final = frozenset({Label.CONTACT})


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the lines of its value; `labels` are several where one name announces several values."""

    labels: tuple[Label, ...]
    piece: Piece
    lines: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the value."""
        return tuple(word for line in self.lines for word in line)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(joined(line) for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


@dataclass(slots=True)
class Surroundings:
    """What stands around the table: pairs, pairs whose label nobody knows, and the texts that are left over."""

    pairs: list[Pair] = field(default_factory=list)
    unknown: list[Pair] = field(default_factory=list)
    texts: list[Piece] = field(default_factory=list)

    def all(self, *wanted: Label) -> list[Pair]:
        """Pairs whose only or first label is one of these."""
        return [pair for pair in self.pairs if pair.labels[0] in wanted]


def surroundings(pieces: Sequence[Piece], strokes: Mapping[int, Sequence[Stroke]]) -> Surroundings:
    """Pair the labels among these pieces with their values."""
    found = Surroundings()
    nearby = Nearby(pieces, strokes)
    for piece in pieces:
        if not piece.name or nearby.is_taken(piece):
            continue
        lines = _value(piece, nearby)
        nearby.take(piece)
        if not lines and not piece.value:
            found.texts.append(piece)
            continue
        pair = Pair(piece.labels or (Label.HARMLESS,), piece, lines)
        (found.pairs if piece.labels else found.unknown).append(pair)
    found.texts += [piece for piece in pieces if not piece.name and not nearby.is_taken(piece)]
    found.texts.sort(key=lambda piece: (piece.page, piece.top, piece.left))
    return found


def _is_short(piece: Piece, one: Piece) -> bool:
    """What a label that does not matter may claim below it."""
    matters = len(piece.labels) != 1 or piece.labels[0] not in INCIDENTAL
    return matters or piece.title.endswith(":") or len(one.value) <= _SHORT


def _value(piece: Piece, nearby: Nearby) -> tuple[tuple[Word, ...], ...]:
    if piece.value and not (_is_address(piece) and _is_number(piece)):
        inline = (piece.value,)
        return (
            (*inline, *block_below(piece, piece, nearby)) if _is_address(piece) else (*inline, *_broken(piece, nearby))
        )
    chosen = _chosen(piece, nearby)
    if chosen is None or _is_title_above(piece, chosen):
        return (piece.value,) if piece.value else ()
    above = nearby.wrapped_above(chosen) if _is_address(piece) and chosen.top < piece.bottom else ()
    lines = [*(one.value for one in above), chosen.value]
    for one in (*above, chosen):
        nearby.take(one)
    if _is_address(piece):
        return (*lines, *block_below(chosen, piece, nearby))
    return (*lines, *_broken(chosen, nearby))


def _broken(piece: Piece, nearby: Nearby) -> tuple[tuple[Word, ...], ...]:
    """The end of an e-mail address that went on to the next line."""
    last = piece.value[-1].text
    if "@" not in last or not last.endswith(("-", ".", "@")):
        return ()
    following = nearby.next_line(piece, (piece.value[0].left, piece.value[-1].left))
    if following is None or following.name:
        return ()
    nearby.take(following)
    return (following.value,)


def _is_title_above(piece: Piece, one: Piece) -> bool:
    """Whether the label is the title of the paper in large letters, and what stands by it has no number."""
    larger = piece.height >= _LARGE * one.height
    return larger and title(piece.title) is not None and not has_digit(one.text)


def _is_number(piece: Piece) -> bool:
    """Whether a party's label has only its number on its line."""
    return len(piece.value) == 1 and piece.value[0].text.strip("#().").isdigit()


def _leads_to_date(piece: Piece, right: Piece) -> bool:
    """Whether a word such as `Day` stands between the label and its date."""
    return bool(DAYS & set(piece.labels)) and has_word("day_words", frozenset({folded(right.text)}))


def _is_address(piece: Piece) -> bool:
    return any(one in PARTIES for one in piece.labels)


def _chosen(piece: Piece, nearby: Nearby) -> Piece | None:
    """The plain text to the right or below that can be the value; where both can, the likelier place."""
    right, below = nearby.right_of(piece), nearby.below(piece, past=_ATTENTION if _is_address(piece) else ())
    if right is not None and _leads_to_date(piece, right):
        right = nearby.right_of(right) or right
    below = below if below is not None and _is_short(piece, below) else None
    candidates = [one for one in (right, below) if one is not None and suits_label(piece.labels, one.text)]
    if len(candidates) == 2 and right is not None and below is not None:
        return below if _prefers_below(piece, right, below, nearby) else right
    if candidates:
        return candidates[0]
    # A delivery "as soon as possible" is no date, and yet what the label says.
    telling = bool(piece.labels) and Label.PO_NUMBER not in piece.labels
    return (right or below) if telling and piece.title.endswith(":") else None


def _prefers_below(piece: Piece, right: Piece, below: Piece, nearby: Nearby) -> bool:
    far = right.left - piece.right > 3 * piece.height
    if _is_address(piece) and far and abs(below.left - piece.left) <= _ALIGNED:
        # An address stands below its heading; beside it the next one begins.
        return True
    if piece.title.endswith(":"):
        return False
    if nearby.divided(piece, right) and not nearby.divided(piece, below):
        return True
    same, other = _is_bold(piece) == _is_bold(right), _is_bold(piece) == _is_bold(below)
    if same != other:
        return same
    return _is_address(piece) and far and nearby.right_of(below) is not None


def _is_bold(piece: Piece) -> bool:
    return all(word.bold for word in piece.words)
