"""The body of a mail with what is known beside it."""

from dataclasses import dataclass

from parsers.mail_body.new_text import NewText
from parsers.mail_body.rows import BodyText
from parsers.mail_body.zones import Zoned
from parsers.parser import ParseContext


@dataclass(frozen=True, slots=True)
class Body:
    """A body with what is known beside it."""

    parser: str
    name: str
    text: BodyText
    zoned: Zoned
    new: NewText
    context: ParseContext

    @property
    def subject(self) -> str:
        return self.zoned.subject or self.context.subject

    @property
    def sender(self) -> str:
        return self.zoned.sender or self.context.sender
