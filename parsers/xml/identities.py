"""Who sent an XML document, as it is agreed with partners: a Peppol participant, or the credential of a cXML header.

Peppol names a participant by the scheme of ISO/IEC 6523 and a number: `0088:4012345000009` in an SBDH, and in two
pieces, `schemeID` and text, in the document itself.
"""

from orders.partner import EnvelopeIdentity, Standard
from parsers.xml.tree import Node

_SCHEME_DIGITS = 4


def of_sbdh(root: Node) -> tuple[EnvelopeIdentity, ...]:
    """The sender of the Standard Business Document Header around the document, if there is one."""
    sender = root.first("StandardBusinessDocumentHeader", "Sender", "Identifier")
    if sender is None or not sender.text:
        return ()
    scheme, colon, number = sender.text.partition(":")
    is_participant = colon and len(scheme) == _SCHEME_DIGITS and scheme.isdigit()
    return _peppol(number, scheme) if is_participant else _peppol(sender.text, "")


def of_endpoint(endpoint: Node | None) -> tuple[EnvelopeIdentity, ...]:
    """An electronic address with its scheme."""
    return _peppol(endpoint.text, endpoint.attributes.get("schemeID", "")) if endpoint and endpoint.text else ()


def of_credential(credential: Node | None) -> tuple[EnvelopeIdentity, ...]:
    """A cXML credential: its identity within its domain."""
    identity = credential.first("Identity") if credential else None
    if credential is None or identity is None or not identity.text:
        return ()
    domain = credential.attributes.get("domain", "")
    return (EnvelopeIdentity(standard=Standard.CXML, id=identity.text, qualifier=domain),)


def _peppol(number: str, scheme: str) -> tuple[EnvelopeIdentity, ...]:
    found = number.strip()
    return (EnvelopeIdentity(standard=Standard.PEPPOL, id=found, qualifier=scheme),) if found else ()
