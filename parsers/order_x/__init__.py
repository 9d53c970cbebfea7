"""Order-X orders, changes and cancellations (UN/CEFACT SCRDM CIO) to readings."""

from parsers.order_x.parser import OrderXParser

__all__ = ["OrderXParser"]
