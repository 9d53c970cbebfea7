"""A scanned page made straight: the small angle at which its lines lie, by the projection of its dark pixels.

Lines that lie level give a profile of sharp steps from row to row; the sharpest wins.
"""

from itertools import pairwise
from typing import Final

from PIL import Image, ImageOps

_WIDTH: Final = 700
_COARSE: Final = tuple(step / 2 for step in range(-10, 11))
_FINE: Final = tuple(step / 10 for step in range(-4, 5))
_DARK: Final = 140
_UNSEEN: Final = 0.15
_WHITE: Final = 255


def skew(picture: Image.Image) -> float:
    """Degrees, counter-clockwise, by which the picture must be turned to be straight; 0 where it is or has no lines."""
    small = ImageOps.invert(picture.convert("L")).resize(
        (_WIDTH, max(1, picture.height * _WIDTH // picture.width)), Image.Resampling.BOX
    )
    dark = small.point(lambda value: _WHITE if value > _WHITE - _DARK else 0)
    coarse = max(_COARSE, key=lambda angle: (_sharpness(dark, angle), -abs(angle)))
    angle = max((coarse + step for step in _FINE), key=lambda angle: (_sharpness(dark, angle), -abs(angle)))
    return angle if abs(angle) > _UNSEEN else 0.0


def turned(picture: Image.Image, angle: float) -> Image.Image:
    """Turned by some degrees counter-clockwise about its centre, the same size, white where nothing was."""
    if angle == 0:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)


def _sharpness(dark: Image.Image, angle: float) -> int:
    level = dark.rotate(angle, resample=Image.Resampling.NEAREST, fillcolor=0)
    rows = level.resize((1, level.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))
