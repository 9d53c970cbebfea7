"""A page to draw on, measured in points from its top left corner, as a form designer thinks of it."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Column = tuple[float, str]
"""Where a cell stands, and by which edge: `l`, `r` or `c`."""


class Sheet:
    """One PDF. `compressed=False` leaves the text as plain bytes, so that a date can be put in later."""

    def __init__(self, size: tuple[float, float] = A4, *, title: str = "", compressed: bool = True) -> None:
        self.width, self.height = size
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=size, pageCompression=int(compressed), invariant=1)
        self._canvas.setTitle(title)
        self.font, self.size = "Helvetica", 9.0

    def use(self, font: str, size: float) -> None:
        """The font of what follows where nothing else is said."""
        self.font, self.size = font, size

    def text(
        self, x: float, y: float, text: str, *, by: str = "l", font: str = "", size: float = 0, grey: float = 0
    ) -> None:
        """`y` is the base line; `by` says which edge of the text stands at `x`."""
        self._canvas.setFont(font or self.font, size or self.size)
        self._canvas.setFillGray(grey)
        draw = {"l": self._canvas.drawString, "r": self._canvas.drawRightString, "c": self._canvas.drawCentredString}
        draw[by](x, self.height - y, text)

    def block(self, x: float, y: float, lines: Sequence[str], *, leading: float = 11, size: float = 0) -> float:
        """Lines below each other; returns the base line after the last."""
        for line in lines:
            self.text(x, y, line, size=size)
            y += leading
        return y

    def row(
        self, y: float, columns: Sequence[Column], cells: Sequence[str], *, font: str = "", size: float = 0
    ) -> None:
        """One cell a column; an empty one draws nothing."""
        for (x, by), cell in zip(columns, cells, strict=True):
            if cell:
                self.text(x, y, cell, by=by, font=font, size=size)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, width: float = 0.5) -> None:
        self._canvas.setLineWidth(width)
        self._canvas.setStrokeGray(0)
        self._canvas.line(x, self.height - y, to_x, self.height - to_y)

    def box(self, x: float, y: float, width: float, height: float, *, grey: float | None = None) -> None:
        """A frame, or a filled one where a grey is given (0 is black)."""
        self._canvas.setLineWidth(0.5)
        self._canvas.setFillGray(1 if grey is None else grey)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=1, fill=int(grey is not None))

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All lines of a ruled table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def turned(self) -> None:
        """Store this page sideways, with the note that viewers turn it back, as many programs print landscape."""
        self._canvas.setPageRotation(90)
        self._canvas.translate(self.height, 0)
        self._canvas.rotate(90)

    def next_page(self) -> None:
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """The whole document. The sheet cannot be drawn on afterwards."""
        self._canvas.save()
        return self._buffer.getvalue()
