"""Which answers a partner wants: in which dialect, within how many hours, from whom. Part of its profile."""

from typing import Annotated, Final, Self

from pydantic import Field, field_validator, model_validator

from orders.answer_types import AnswerType
from orders.values import Exact, Value

_SEPARATORS = range(4, 7)
_WITHOUT_INTERCHANGE: Final = frozenset({AnswerType.UBL_ORDER_RESPONSE, AnswerType.CXML_CONFIRMATION})


class OurIdentity(Value):
    """Who we are for this partner, as the sender of answers. Left out: whom the partner's interchange was sent to."""

    id: str = ""
    """Left out: the recipient of the partner's interchange. `OrderResponse` and `ConfirmationRequest` need it."""
    qualifier: str = ""
    """That of the same standard."""
    routing: str = ""
    """The address behind it: UNB 0008."""


class AnswerDialect(Value):
    """How answers are written. What is left out is as in the message that is answered, else the standard's default."""

    version: str = ""
    """A directory (`D.96A`), a version of X12 (`004010`), of UBL or of cXML."""
    association: str = ""
    """The subset of EDIFACT (`EAN008`), or the customization of UBL."""
    profile: str = ""
    """The profile identifier of UBL."""
    charset: str = ""
    """The syntax identifier of EDIFACT (`UNOC`), else the name of a codec."""
    syntax_version: str = ""
    """That of UNB: `3`."""
    separators: str = ""
    """EDIFACT: the six characters of UNA; X12: element, component, repetition or blank, terminator, in four or five."""
    line_breaks: bool = False
    """Whether each segment is followed by a line break."""

    @field_validator("separators")
    @classmethod
    def _distinct(cls, separators: str) -> str:
        told = separators.replace(" ", "")
        if separators and (len(separators) not in _SEPARATORS or len(set(told)) < len(told)):
            raise ValueError(
                "give all separators in their sequence, each of them once: for EDIFACT the six characters that follow "
                'UNA, such as ":+.? \'", for X12 element, component, repetition (or a blank) and terminator'
            )
        return separators


class Agreement(Value):
    """One answer that the partner wants."""

    type: AnswerType
    """Which message."""
    within_hours: Annotated[Exact, Field(gt=0, le=8760)]
    """From the arrival of what is answered; later is an alarm."""
    dialect: AnswerDialect = AnswerDialect()


class Answers(Value):
    """Which answers go back, and how. Without any, none does."""

    ours: OurIdentity = OurIdentity()
    send: tuple[Agreement, ...] = ()
    tests: bool = True
    """Whether a test interchange is answered, by a test."""

    @field_validator("send")
    @classmethod
    def _once(cls, send: tuple[Agreement, ...]) -> tuple[Agreement, ...]:
        types = [agreement.type.value for agreement in send]
        if twice := sorted({name for name in types if types.count(name) > 1}):
            raise ValueError(f"{', '.join(twice)} is agreed twice: leave one of them")
        if {"997", "999"} <= set(types):
            raise ValueError("997 and 999 answer the same: agree on one of them")
        return send

    @model_validator(mode="after")
    def _from_somebody(self) -> Self:
        nameless = [agreement.type.value for agreement in self.send if agreement.type in _WITHOUT_INTERCHANGE]
        if nameless and not self.ours.id:
            raise ValueError(
                f"{nameless[0]} answers no interchange that would name its recipient: "
                "say who we are for this partner, in answers.ours.id"
            )
        return self

    def agreed(self, type_: AnswerType) -> Agreement | None:
        """What was agreed on this kind of answer; None: the partner does not want it."""
        return next((agreement for agreement in self.send if agreement.type is type_), None)
