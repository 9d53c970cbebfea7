"""UN/EDIFACT orders and order changes."""

from parsers.edifact.parser import EdifactParser

__all__ = ["EdifactParser"]
