"""Draws the purchase orders that the tests and the demo company read: `python -m tests.drawing`.

The documents are committed; drawn again by the locked versions they come out the same, byte for byte.
"""
