"""Which of the latest references came before, in memory that does not grow with the file."""

from collections import OrderedDict

_KEPT = 20_000


class Seen:
    """Remembers the last 20,000 different references of an interchange or group."""

    def __init__(self) -> None:
        self._references: OrderedDict[str, None] = OrderedDict()

    def before(self, reference: str) -> bool:
        """Whether this one came before; it is remembered now."""
        if reference in self._references:
            return True
        self._references[reference] = None
        if len(self._references) > _KEPT:
            self._references.popitem(last=False)
        return False
