"""What a decision leaves behind in the ERP, by name: whoever closes the order learns what to cancel there."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from erp_adapters.adapter import ErpOrder
from orders.decision import Decision, DecisionKind
from orders.stages import PostingState
from storage.rows import PostingRow

Left = tuple[str, str]
"""The ERP's reference, or the posting's id where there is none, and a sentence that says what to do about it."""


def left_behind(decision: Decision, postings: Sequence[PostingRow], recorded: ErpOrder | None) -> tuple[Left, ...]:
    """What of our own is, or may be, in the ERP beside what was decided; `recorded` is the order that a person named.

    Only refusing, marking as a duplicate and recording leave anything: after other decisions the flow goes on with it.
    A part that is posted stays where it belongs.
    """
    postings = [posting for posting in postings if not posting.is_posted]
    match decision.kind:
        case DecisionKind.REFUSE | DecisionKind.MARK_DUPLICATE:
            return tuple(left for posting in postings for left in _left(posting))
        case DecisionKind.RECORD_POSTED:
            beside = (posting for posting in postings if not _is(posting, recorded))
            return tuple(left for posting in beside for left in _left(posting))
        case DecisionKind.CORRECT | DecisionKind.APPROVE | DecisionKind.RETRY:
            return ()
        case DecisionKind.APPLY_CHANGE | DecisionKind.RECORD_CHANGE:
            return ()
        case _:
            assert_never(decision.kind)


def with_left_behind(reason: str, left: Sequence[Left]) -> str:
    """The reason with what is left behind, as it is recorded and shown."""
    told = reason.strip()
    if told and left and told[-1] not in ".!?":
        told += "."
    return " ".join((*((told,) if told else ()), *(sentence for _, sentence in left)))


def _left(posting: PostingRow) -> Iterator[Left]:
    reference = posting.erp_reference
    match posting.state:
        case PostingState.DRAFT | PostingState.COMPARED:
            yield reference, f"A draft {reference} is still in the ERP; cancel it there."
        case PostingState.RELEASED:
            yield reference, f"The released order {reference} is still in the ERP; cancel it there."
        case PostingState.ATTEMPTED | PostingState.UNKNOWN:
            named = f"{reference} (posting {posting.id})" if reference else f"posting {posting.id}"
            yield (
                reference or posting.id,
                f"It is not known whether the ERP has {named}; look there, and cancel it if it is there.",
            )
        case PostingState.PLANNED | PostingState.REFUSED | PostingState.ABANDONED:
            return
        case _:
            assert_never(posting.state)


def _is(posting: PostingRow, recorded: ErpOrder | None) -> bool:
    return recorded is not None and (recorded.posting_id == posting.id or recorded.reference == posting.erp_reference)
