"""Pictures of pages to words: upright, straight, at their place, and within limits."""

import io
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from orders.findings import FindingCode
from parsers.ocr.frames import Unreadable, frames
from parsers.ocr.lighting import even
from parsers.ocr.parser import ImageParser
from parsers.ocr.recogniser import Division, Orientation, Recognised, RecognitionFailed
from parsers.ocr.scan import read_scan
from parsers.ocr.straighten import skew, turned
from parsers.ocr.tesseract import Tesseract
from parsers.parser import Blob, Match, ParseContext, Parsed
from tests.fakes import pdfs

HUNG = 60
"""Seconds. What takes longer hangs, however busy the machine is."""


class Faint:
    """An OCR engine that reads only pictures that are higher than wide, and cannot tell how they stand."""

    def orientation(self, picture: Image.Image) -> Orientation | None:
        return None

    def words(self, picture: Image.Image, division: Division) -> Sequence[Recognised]:
        upright = picture.height > picture.width
        return [Recognised("legible" if upright else "x", 0, 0, 10, 10, 90 if upright else 10)] * 10


def saved(*pictures: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    first, *others = pictures
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(out, form, **options, **more)
    return out.getvalue()


def parsed(content: bytes, parser: ImageParser | None = None) -> Parsed:
    return (parser or ImageParser()).parse(Blob(content, "fax.tif", "image/tiff"), ParseContext())


def texts(read: Parsed) -> list[str]:
    return [word.text for page in (read.transcript.pages if read.transcript else ()) for word in page.words]


@pytest.mark.parametrize("kind", ["image/tiff", "image/jpeg", "image/png"])
def test_pictures_are_claimed(kind: str) -> None:
    assert Match("image", 80) == ImageParser().recognise(Blob(b"", "x", kind))


def test_other_documents_are_not() -> None:
    assert ImageParser().recognise(Blob(b"", "x.png", "application/pdf")) is None


@pytest.mark.slow
def test_a_fax_of_two_pages_is_read_page_by_page() -> None:
    pages = [pdfs.scan(dpi=200).convert("1"), pdfs.scan(["PURCHASE ORDER 4500018"] * 8, dpi=200).convert("1")]
    read = parsed(saved(*pages, form="TIFF", compression="group4", dpi=(200, 200)))
    found = texts(read)
    assert {"4500017", "HT-4711", "200", "24.00", "36.00", "4500018"} <= set(found)
    assert read.transcript is not None
    assert [1, 2] == [page.number for page in read.transcript.pages] == [image.page for image in read.images]


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_lie_in_the_picture_that_is_shown_however_the_page_was_scanned(turn: int) -> None:
    content = saved(pdfs.scan(dpi=200, turn=turn), dpi=(200, 200))
    read = parsed(content)
    assert read.transcript is not None
    (page,) = read.transcript.pages
    assert page.height > page.width
    (number,) = (word for word in page.words if word.text == "4500017")
    # Its base line is drawn at 52 + 24 points, ten points high.
    assert 70 < number.top < number.bottom < 92
    assert 100 < number.left < number.right < 250
    shown = Image.open(io.BytesIO(read.images[0].content))
    share = shown.width / float(page.width)
    inside = shown.crop(
        tuple(int(float(side) * share) for side in (number.left, number.top, number.right, number.bottom))
    )  # type: ignore[arg-type]  # four sides
    assert inside.getextrema()[0] < 100


@pytest.mark.slow
def test_a_page_that_lies_askew_is_read_straight() -> None:
    scan = read_scan(pdfs.scan(dpi=300, turn=2.3), Tesseract())
    lines = [word for word in scan.words if word.text in ("Quantity", "Article", "Amount")]
    assert {"Quantity", "Article", "Amount"} == {word.text for word in lines}
    assert max(word.bottom for word in lines) - min(word.bottom for word in lines) < 25


@given(st.floats(-4.5, 4.5))
@settings(max_examples=12, deadline=None)
def test_the_angle_of_a_page_is_found_within_a_quarter_of_a_degree(angle: float) -> None:
    askew = pdfs.scan(dpi=150, turn=angle)
    assert abs(angle + skew(askew)) <= 0.25


def test_a_straight_page_stays_as_it_is() -> None:
    picture = pdfs.scan(dpi=150)
    assert turned(picture, skew(picture)) is picture


def test_paper_becomes_white_and_print_stays_in_the_shade_and_in_the_light() -> None:
    shade = Image.linear_gradient("L").resize(pdfs.scan(dpi=100).size).point(lambda value: 90 + value // 3)
    shaded = ImageChops.multiply(pdfs.scan(dpi=100), shade)
    plain = even(shaded)
    printed = pdfs.scan(dpi=100).point(lambda value: 255 if value > 40 else 0)
    for left, top in ((0, 0), (0, 600), (700, 0), (700, 1000)):
        corner = (left, top, left + 100, top + 100)
        levels = sorted(plain.crop(corner).tobytes())
        assert levels[len(levels) // 2] > 240
    ink = [level for level, dry in zip(plain.tobytes(), printed.tobytes(), strict=True) if dry == 0]
    assert sum(ink) / len(ink) < 90


def test_white_paper_is_left_alone() -> None:
    picture = pdfs.scan(dpi=60)
    assert even(picture) is picture


def test_dust_of_a_fax_goes_and_its_points_stay() -> None:
    page = Image.new("1", (900, 1200), 1)
    page.putpixel((100, 100), 0)
    page.paste(0, (400, 400, 402, 402))
    (frame,) = frames(saved(page, form="TIFF", dpi=(300, 300)))
    assert (255, 0) == (frame.picture.getpixel((100, 100)), frame.picture.getpixel((400, 400)))


def test_a_page_that_reads_badly_is_tried_the_other_ways_round() -> None:
    lying = pdfs.scan(dpi=50).transpose(Image.Transpose.ROTATE_90)
    scan = read_scan(lying, Faint())
    assert scan.picture.height > scan.picture.width
    assert ["legible"] * 10 == [word.text for word in scan.words]


def test_an_empty_picture_is_held() -> None:
    read = parsed(saved(Image.new("L", (1240, 1754), 255)), ImageParser(Nothing()))
    assert any("no print on any page" in finding.message and finding.holds for finding in read.findings)


class Nothing(Faint):
    def words(self, picture: Image.Image, division: Division) -> Sequence[Recognised]:
        return ()


def test_pages_beyond_the_limit_are_told() -> None:
    read = parsed(saved(*[pdfs.scan(dpi=40)] * 4, form="TIFF"), ImageParser(Faint(), most_pages=2))
    told = [*read.findings, *(finding for reading in read.readings for finding in reading.findings)]
    assert any("Only the first 2 pages were read" in finding.message and finding.holds for finding in told)
    assert 2 == len(read.images)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"II*\x00junk",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xd8\xff" + bytes(40),
        saved(pdfs.scan(dpi=60))[:2000],
        saved(pdfs.scan(dpi=60), form="JPEG")[:1500],
    ],
)
def test_a_damaged_picture_is_held_as_unreadable(content: bytes) -> None:
    read = parsed(content, ImageParser(Faint()))
    (finding,) = (finding for finding in read.findings if finding.code is FindingCode.UNREADABLE)
    assert (True, True) == (finding.holds, "Ask the customer to send it again" in finding.message)


def test_a_picture_of_more_pixels_than_a_page_has_is_not_decoded() -> None:
    began = time.monotonic()
    huge = saved(Image.new("1", (30_000, 30_000), 1), form="TIFF", compression="group4")
    (finding,) = parsed(huge, ImageParser(Faint())).findings
    assert (FindingCode.UNREADABLE, True) == (finding.code, "pixels" in finding.message)
    assert time.monotonic() - began < HUNG


def test_what_was_read_before_the_damage_stays_and_the_rest_is_told() -> None:
    two = saved(pdfs.scan(dpi=60), pdfs.scan(dpi=60), form="TIFF")
    read = parsed(two[: len(two) - 60_000] + bytes(60_000), ImageParser(Faint()))
    told = [*read.findings, *(finding for reading in read.readings for finding in reading.findings)]
    assert any(finding.code is FindingCode.UNREADABLE and finding.holds for finding in told) or 2 == len(read.images)
    assert read.images


@pytest.mark.parametrize(("across", "down"), [(204, 98), (204, 196), (72, 72), (600, 600)])
def test_pages_come_as_wide_and_high_as_they_were_whatever_their_resolution(across: int, down: int) -> None:
    size = round(8.27 * across), round(11.69 * down)
    (frame,) = frames(saved(Image.new("1", size, 1), form="TIFF", dpi=(across, down)))
    width, height = (side / frame.dpi for side in frame.picture.size)
    assert abs(8.27 - width) < 0.1 or across == 72
    assert abs(height / width - 11.69 / 8.27) < 0.02 or across == 72
    assert 11_000 > max(frame.picture.size) > 2_400


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_become_grey_on_white(mode: str) -> None:
    picture = Image.new("RGBA", (900, 1200), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (100, 100, 300, 200))
    plain = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    source = picture if mode in ("LA", "RGBA") else plain.convert("RGB")
    shown = source.convert("L").point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else source
    form = "TIFF" if mode == "CMYK" else "PNG"
    (frame,) = frames(saved(shown if mode == "I;16" else shown.convert(mode), form=form))
    share = frame.picture.width / 900
    grey = frame.picture
    assert "L" == grey.mode
    black, white = (int(200 * share), int(150 * share)), (int(600 * share), int(900 * share))
    assert grey.crop((*black, black[0] + 1, black[1] + 1)).tobytes() < bytes([30])
    assert grey.crop((*white, white[0] + 1, white[1] + 1)).tobytes() > bytes([225])


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (frame,) = frames(saved(Image.new("L", (1200, 900), 255), form="JPEG", exif=exif))
    assert frame.picture.height > frame.picture.width


def test_no_frames_come_of_what_is_no_picture() -> None:
    with pytest.raises(Unreadable):
        list(frames(b"GIF89a" + bytes(100)))


def test_an_engine_that_is_not_there_says_so() -> None:
    with pytest.raises(RecognitionFailed, match="ocr-of-tomorrow is not installed"):
        Tesseract("ocr-of-tomorrow").words(Image.new("L", (10, 10)), Division.PAGE)


def test_an_engine_that_hangs_is_stopped(tmp_path: Path) -> None:
    hanging = tmp_path / "tesseract"
    hanging.write_text(
        '#!/bin/sh\ncase "$1" in --list-langs) echo eng;; --version) echo tesseract 5.3.0;; *) exec sleep 60;; esac\n'
    )
    hanging.chmod(0o755)
    began = time.monotonic()
    with pytest.raises(RecognitionFailed, match="took longer than 1 seconds"):
        Tesseract(str(hanging), seconds=1).words(Image.new("L", (10, 10)), Division.PAGE)
    assert time.monotonic() - began < HUNG


def test_languages_that_are_not_installed_are_left_out() -> None:
    picture = pdfs.scan(["PURCHASE ORDER 4500017"], dpi=150).crop((0, 0, 1240, 200))
    found = Tesseract(languages=("eng", "tlh")).words(picture, Division.PAGE)
    assert "4500017" in [word.text for word in found]
    with pytest.raises(RecognitionFailed, match="none of the languages tlh"):
        Tesseract(languages=("tlh",)).words(picture, Division.PAGE)
