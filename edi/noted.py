"""The defects of a message or an interchange, in memory that does not grow with what is wrong with it."""

from collections import Counter
from collections.abc import Iterable

from edi.defects import Defect, DefectCode

_LISTED = 100


class Noted:
    """Lists the first hundred defects of each kind, and counts the others."""

    def __init__(self, defects: Iterable[Defect] = ()) -> None:
        self._listed = list(defects)
        self._counts: Counter[DefectCode] = Counter()

    def append(self, defect: Defect) -> None:
        self._counts[defect.code] += 1
        if self._counts[defect.code] <= _LISTED:
            self._listed.append(defect)

    def all(self) -> tuple[Defect, ...]:
        """In the order of the input; at the end how many of a kind are not listed, if any are not."""
        return (*self._listed, *(self._further(code) for code, count in self._counts.items() if count > _LISTED))

    def _further(self, code: DefectCode) -> Defect:
        last = next(defect for defect in reversed(self._listed) if defect.code is code)
        count = str(self._counts[code] - _LISTED)
        kind = code.value.replace("_", " ")
        return Defect(DefectCode.FURTHER_DEFECTS, last.offset, last.segment, found=count, expected=kind)
