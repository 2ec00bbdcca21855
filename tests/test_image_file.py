"""Image files of every kind become pages; recognition itself is stood in for, so that only Pillow is needed."""

from __future__ import annotations

import io
from array import array
from typing import Any

import pytest

from policyparse.errors import PolicyParseError
from policyparse.reading import image_file, recognition
from policyparse.reading.image_file import read_image_file
from policyparse.reading.limits import Clock, Limits, Reading
from policyparse.reading.pages import Pages, Ruling
from policyparse.reading.recognition import RecognisedPage

Image: Any = pytest.importorskip("PIL.Image", reason="the extra 'ocr' is not installed")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The images that came to recognition, which reads 通知 on each that is not white."""
    images: list[Any] = []

    def read(image: Any, width: float, height: float, clock: Clock, number: int = 1) -> RecognisedPage:
        images.append(image)
        text = "" if image.convert("L").getextrema() == (255, 255) else "通知"
        column = array("f", [number] * len(text))
        rulings = (Ruling(1, 2, 3, 2),)
        flagged = (("recognised_page", f"page {number}"),)
        lines = array("L", [0] * len(text))
        return RecognisedPage(
            text, column, column, column, column, column, column, lines, rulings, width, height, 0, 0.5, flagged
        )

    monkeypatch.setattr(image_file, "recognise", read)
    monkeypatch.setattr(image_file, "require_recognition", lambda name: None)
    return images


def _page(mode: str = "RGB", size: tuple[int, int] = (595, 842)) -> Any:
    image = Image.new("RGB", size, "white")
    image.paste((0, 0, 0), (100, 100, 300, 120))
    return image.convert(mode)


def _bytes(image: Any, kind: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def _read(data: bytes, **limits: Any) -> Pages:
    return read_image_file(Reading(data, "scan.png", Limits(**limits)))


def _error(data: bytes, **limits: Any) -> str:
    with pytest.raises(PolicyParseError) as caught:
        _read(data, **limits)
    return caught.value.code


def test_a_page_has_its_size_from_the_resolution(seen: list[Any]) -> None:
    pages = _read(_bytes(_page(size=(1240, 1754)), dpi=(150, 150)))
    assert pages.characters == "通知"
    assert pages.source.media_type == "image/png" and pages.source.text_layer == "ocr"
    assert pages.source.reader == "image 1"
    sheet = pages.sheets[0]
    assert (round(sheet.width), round(sheet.height), sheet.layer, sheet.skew) == (595, 842, "ocr", 0.5)
    assert pages.glyphs is not None and len(pages.glyphs.x0) == len(pages.glyphs.style) == 2
    assert [code for code, _ in pages.flagged] == ["recognised_page"]


@pytest.mark.parametrize("dpi", [None, (1, 1), (72, 72)])
def test_without_a_resolution_of_its_own_a_page_is_a4(seen: list[Any], dpi: Any) -> None:
    pages = _read(_bytes(_page(size=(2480, 3508)), "JPEG", **({"dpi": dpi} if dpi else {})))
    assert (round(pages.sheets[0].width), round(pages.sheets[0].height)) == (595, 842)
    assert "assumed_page_size" in [code for code, _ in pages.flagged]


def test_a_fax_has_square_pixels_after_reading(seen: list[Any]) -> None:
    pages = _read(_bytes(_page(size=(1728, 1143)), "TIFF", dpi=(204, 98)))
    assert seen[0].size == (1728, 2379)
    assert round(pages.sheets[0].height) == round(1143 * 72 / 98)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG")],
)
def test_every_mode_is_black_on_white(seen: list[Any], mode: str, kind: str) -> None:
    image = _page("L").point(lambda level: level * 257, "I").convert("I;16") if mode == "I;16" else _page(mode)
    _read(_bytes(image, kind))
    assert seen[0].mode == "RGB"
    assert min(seen[0].getpixel((5, 5))) > 240 and max(seen[0].getpixel((200, 110))) < 15


def test_what_is_clear_is_white(seen: list[Any]) -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (50, 50, 100, 60))
    _read(_bytes(image))
    assert seen[0].getpixel((5, 5)) == (255, 255, 255) and seen[0].getpixel((60, 55)) == (0, 0, 0)


def test_a_camera_s_turn_is_followed(seen: list[Any]) -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    _read(_bytes(_page(size=(842, 595)), "JPEG", exif=exif))
    assert seen[0].size == (595, 842)


def test_a_tiff_has_many_pages(seen: list[Any]) -> None:
    data = _bytes(_page("1"), "TIFF", save_all=True, append_images=[_page("L"), _page()], dpi=(72, 72))
    pages = _read(data)
    assert pages.characters == "通知" * 3 and pages.source.media_type == "image/tiff"
    assert [(sheet.number, sheet.start, sheet.end) for sheet in pages.sheets] == [(1, 0, 2), (2, 2, 4), (3, 4, 6)]
    assert _error(data, pages=2) == "too_large"


def test_each_page_read_from_an_image_has_time_of_its_own(seen: list[Any]) -> None:
    clock = Clock(1.0, "scan.tif")
    data = _bytes(_page(), "TIFF", save_all=True, append_images=[_page()])
    read_image_file(Reading(data, "scan.tif", Limits(seconds_per_recognised_page=50), clock))
    assert 95 < clock.left <= 101


def test_what_is_left_of_a_cut_off_image_is_read(seen: list[Any]) -> None:
    data = _bytes(_page(size=(1240, 1754)), "JPEG")
    pages = _read(data[: len(data) * 3 // 4])
    assert "recovered_file" in [code for code, _ in pages.flagged]


def test_errors(seen: list[Any]) -> None:
    assert _error(_bytes(_page(), "JPEG")[:200]) == "corrupt"
    assert _error(b"\x89PNG\r\n\x1a\n" + b"nothing") == "corrupt"
    assert _error(_bytes(Image.new("L", (300, 300), 255))) == "empty"
    assert _error(_bytes(_page()), characters=1) == "too_large"
    assert _error(_bytes(_page()), pixels=1000) == "too_large"


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda package: None)
    with pytest.raises(PolicyParseError) as caught:
        read_image_file(Reading(b"\x89PNG", "scan.png"))
    assert caught.value.code == "missing_extra"
    assert "pip install 'policyparse[ocr]'" in caught.value.message
