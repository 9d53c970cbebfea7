"""The straight lines of a page: strokes, thin filled boxes, and the edges of filled boxes that stand out."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from parsers.pages.page import Stroke
from parsers.pdf.sheet import Box, Sheet, around
from parsers.pdf.strokes import joined

MOST_OBJECTS: Final = 50_000
_MOST_POINTS: Final = 5_000
_DEEPEST: Final = 8
_THIN: Final = 3_000
_STRAIGHT: Final = 600
_WHITE: Final = 250
_FAINT: Final = 8

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_SAME: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page beside its text: straight strokes, slanting lines, and the boxes of its pictures.

    `paths` counts everything drawn, so that a page whose text is outlines can be told. `is_cut` says that there is more
    than `MOST_OBJECTS`, or that it lies in forms within forms deeper than any program writes them.
    """

    strokes: tuple[Stroke, ...]
    slanting: tuple[Box, ...]
    pictures: tuple[Box, ...]
    paths: int
    is_cut: bool = False


@dataclass(slots=True)
class _Objects:
    """The objects of a page and of the forms it shows, in the order in which they are drawn, each with its matrix."""

    page: pdfium.PdfPage
    are_cut: bool = False

    def __iter__(self) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
        count = raw.FPDFPage_CountObjects(self.page)
        self.are_cut = count > MOST_OBJECTS
        waiting = [(raw.FPDFPage_GetObject(self.page, place), _SAME, 0) for place in range(min(count, MOST_OBJECTS))]
        waiting.reverse()
        left = MOST_OBJECTS
        while waiting and left:
            left -= 1
            item, matrix, depth = waiting.pop()
            yield item, matrix
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
                waiting += self._within(item, matrix, depth, left)
        self.are_cut = self.are_cut or bool(waiting)

    def _within(
        self, form: raw.FPDF_PAGEOBJECT, matrix: Matrix, depth: int, left: int
    ) -> list[tuple[raw.FPDF_PAGEOBJECT, Matrix, int]]:
        count = raw.FPDFFormObj_CountObjects(form)
        most = min(count, left) if depth < _DEEPEST else 0
        self.are_cut = self.are_cut or count > most
        inner = _times(_matrix(form), matrix)
        return [(raw.FPDFFormObj_GetObject(form, place), inner, depth + 1) for place in reversed(range(most))]


def drawing(page: pdfium.PdfPage, sheet: Sheet) -> Drawing:
    """All that the page and the forms it shows draw, in displayed milli-points."""
    strokes: list[Stroke] = []
    slanting: list[Box] = []
    pictures: list[Box] = []
    paths = 0
    objects = _Objects(page)
    for item, matrix in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(item, matrix, sheet))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            _draw(item, matrix, sheet, strokes, slanting)
    return Drawing(tuple(joined(strokes)), tuple(slanting), tuple(pictures), paths, objects.are_cut)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _picture(item: raw.FPDF_PAGEOBJECT, matrix: Matrix, sheet: Sheet) -> Box:
    whole = _times(_matrix(item), matrix)
    corners = [sheet.point(*_moved(corner, whole)) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
    return around((x, y, x, y) for x, y in corners)


def _draw(item: raw.FPDF_PAGEOBJECT, matrix: Matrix, sheet: Sheet, strokes: list[Stroke], slanting: list[Box]) -> None:
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    filled = fill.value != 0 and _shows(item, raw.FPDFPageObj_GetFillColor)
    stroked = stroke.value != 0 and _shows(item, raw.FPDFPageObj_GetStrokeColor)
    if not filled and not stroked:
        return
    thickness = _thickness(item) if stroked else 0
    for points in _subpaths(item, _times(_matrix(item), matrix)):
        places = [sheet.point(*point) for point in points]
        if stroked:
            _stroke(places, thickness, strokes, slanting)
        elif filled:
            strokes += _filled(places, sheet)


def _shows(item: raw.FPDF_PAGEOBJECT, colour_of: object) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not callable(colour_of) or not colour_of(item, byref(red), byref(green), byref(blue), byref(alpha)):
        return True
    return alpha.value >= _FAINT and min(red.value, green.value, blue.value) < _WHITE


def _thickness(item: raw.FPDF_PAGEOBJECT) -> int:
    width = c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, byref(width))
    return round(width.value * 1000)


def _subpaths(item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
    """Their corners; what holds curves is no frame and is left out."""
    points: list[Point] = []
    curved = False
    for place in range(min(raw.FPDFPath_CountSegments(item), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(_moved((x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _stroke(places: list[tuple[int, int]], thickness: int, strokes: list[Stroke], slanting: list[Box]) -> None:
    for (x, y), (to_x, to_y) in pairwise(places):
        left, top, right, bottom = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
        half = thickness // 2
        if bottom - top <= _STRAIGHT:
            strokes.append(Stroke(left, top - half, right, bottom + half))
        elif right - left <= _STRAIGHT:
            strokes.append(Stroke(left - half, top, right + half, bottom))
        else:
            slanting.append((left, top, right, bottom))


def _filled(places: list[tuple[int, int]], sheet: Sheet) -> Iterator[Stroke]:
    left, top, right, bottom = around((x, y, x, y) for x, y in places)
    if min(right - left, bottom - top) <= _THIN:
        yield Stroke(left, top, right, bottom)
    elif (right - left < sheet.width or bottom - top < sheet.height) and len(places) in (4, 5):
        yield Stroke(left, top, right, top)
        yield Stroke(left, bottom, right, bottom)
        yield Stroke(left, top, left, bottom)
        yield Stroke(right, top, right, bottom)
