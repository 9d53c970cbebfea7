"""An order as people have changed it: the original reading with every edit of every decision, in sequence."""

from collections.abc import Mapping, Sequence

from orders.decision import Decision
from orders.editing import edited
from orders.evidence import Person
from orders.reading import OrderReading
from orders.resolution import Resolution
from storage.rows import OrderRow


def with_edits(
    row: OrderRow, decisions: Sequence[Decision], further: Decision | None = None
) -> tuple[OrderReading, Mapping[str, Resolution]]:
    """The reading and the resolutions that people chose, with the edits of a decision not yet recorded, if given.

    Where several people edited one order, each edit names all of them: edits build on each other. Raises ValueError,
    with a sentence for the person, where an edit cannot be made.
    """
    changes = (*row.changes, *(further.changes if further else ()))
    if not changes:
        return row.reading, {}
    editors = [decision for decision in (*decisions, *([further] if further else ())) if decision.changes]
    names = ", ".join(dict.fromkeys(decision.actor for decision in editors))
    person = Person(name=names, decision_id=editors[0].id if len(editors) == 1 else "")
    return edited(row.reading, changes, person)
