"""Control numbers of answers: each the one after the last, with no gap and no repeat, however many machines answer."""

from sqlalchemy import Connection, case
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables

LARGEST = 999_999_999
"""ISA13 has nine digits; the number after it is 1 again."""

_number = tables.control_numbers.c


class ControlNumbers:
    """The numbers of one unit of work: rolled back, they are given again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next(self, sender: str, recipient: str, kind: str) -> int:
        """The next number between the two; whoever else wants one waits until this unit of work ends."""
        table = tables.control_numbers
        is_sqlite = self._connection.dialect.name == "sqlite"
        insert = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
        values = {"sender": sender, "recipient": recipient, "kind": kind, "last": 1}
        following = case((_number.last >= LARGEST, 1), else_=_number.last + 1)
        statement = (
            insert.values(values)
            .on_conflict_do_update(index_elements=["sender", "recipient", "kind"], set_={"last": following})
            .returning(_number.last)
        )
        number: int = self._connection.execute(statement).scalar_one()
        return number
