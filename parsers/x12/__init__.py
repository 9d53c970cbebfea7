"""X12 purchase orders (850, 875) and changes of them (860) to readings."""

from parsers.x12.parser import X12Parser

__all__ = ["X12Parser"]
