"""cXML order requests (new, update, delete) to readings."""

from parsers.cxml.parser import CxmlParser

__all__ = ["CxmlParser"]
