"""Where a value stood, or where else it comes from. No posted value lacks evidence."""

from typing import Annotated, Final, Literal

from pydantic import Field

from orders.ids import OrderId, SnapshotId
from orders.values import Exact, Value


class PageBox(Value):
    """A rectangle on a page as displayed: points (1/72 inch), origin top left; `page` counts from 1."""

    kind: Literal["page_box"] = "page_box"
    page: int
    left: Exact
    top: Exact
    right: Exact
    bottom: Exact


class Segment(Value):
    """An EDI element: `position` counts segments of the interchange from 1, `element` and `component` count from 1.

    Element 0 means the whole segment.
    """

    kind: Literal["segment"] = "segment"
    position: int
    tag: str
    element: int = 0
    component: int = 0


class Cell(Value):
    """A spreadsheet cell: sheet name (empty in CSV), row and column counted from 1."""

    kind: Literal["cell"] = "cell"
    sheet: str
    row: int
    column: int


class XmlPath(Value):
    """An element or attribute of an XML document, as an absolute XPath with positions."""

    kind: Literal["xml_path"] = "xml_path"
    path: str


class TextSpan(Value):
    """Characters `start` to `end` (end excluded) of a text part, counted from 0."""

    kind: Literal["text_span"] = "text_span"
    start: int
    end: int


class MailHeader(Value):
    """A header of the mail that brought the document, or the name of an attachment."""

    kind: Literal["mail_header"] = "mail_header"
    name: str


class ReferenceRow(Value):
    """A row of the supplier's own data: the table, its key, and the snapshot it was read from."""

    kind: Literal["reference_row"] = "reference_row"
    table: str
    key: str
    snapshot: SnapshotId


class Learned(Value):
    """A piece of knowledge that a person taught, in the revision that was used."""

    kind: Literal["learned"] = "learned"
    knowledge_id: str
    revision: int


OF_PARTNER: Final = "partner "
"""How the name of a setting begins that stands in a partner's profile: `partner north, codes.units`."""


class PolicyDefault(Value):
    """A setting of the supplier or of the customer's profile."""

    kind: Literal["policy_default"] = "policy_default"
    setting: str


class Person(Value):
    """Typed or confirmed by a person in a decision."""

    kind: Literal["person"] = "person"
    name: str
    decision_id: str = ""


class OtherOrder(Value):
    """The field at `path` of another order: of the change that was carried out on this one."""

    kind: Literal["other_order"] = "other_order"
    order_id: OrderId
    path: str


Evidence = Annotated[
    PageBox
    | Segment
    | Cell
    | XmlPath
    | TextSpan
    | MailHeader
    | ReferenceRow
    | Learned
    | PolicyDefault
    | Person
    | OtherOrder,
    Field(discriminator="kind"),
]
