"""UBL 2.0 to 2.4 orders, changes and cancellations of them, Peppol BIS Ordering 3 among them, to readings."""

from parsers.ubl.parser import UblParser

__all__ = ["UblParser"]
