"""Writes every document of the drawings to where it is committed."""

from tests.drawing.places import write_all

write_all()
