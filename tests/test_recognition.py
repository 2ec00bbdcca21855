"""What is read on scans: characters, their places, rulings; the images stand in ``corpus/scans`` with their truth.

Measured with ``scripts/make_scans.py`` on five pages of five PDF files (prose, tables; 2,489 characters), each worn in
seven ways: 0.08 to 0.16 % of the characters wrong, 0.28 % with heavy noise; 0 to 0.04 % and 0.16 % when the widths of
brackets and dashes do not count. Drawing at 300 dpi gives no better text than at 150 or 200, and takes longer.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policyparse.errors import PolicyParseError
from policyparse.reading import recognition
from policyparse.reading.limits import Clock
from policyparse.reading.pages import Sheet
from policyparse.reading.recognition import RecognisedPage, recognise, require_recognition

SCANS = Path(__file__).parents[1] / "corpus" / "scans"


def _installed() -> bool:
    try:
        require_recognition("")
    except PolicyParseError:
        return False
    return True


needs_ocr = pytest.mark.skipif(not _installed(), reason="the extra 'ocr' is not installed")


@cache
def _truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCANS / f"{name}.truth.json").read_text(encoding="utf-8"))
    return found


@cache
def _read(name: str) -> RecognisedPage:
    from PIL import Image

    truth = _truth(name)
    with Image.open(SCANS / f"{name}.jpg") as image:
        return recognise(image, truth["width"], truth["height"], Clock(120, name))


def _folded(text: str) -> str:
    """Widths of marks aside, which are not what a recogniser is asked."""
    return unicodedata.normalize("NFKC", text).replace("—", "-")


def _misplaced(name: str) -> list[str]:
    """Characters of the truth for which no like one stands at their place, within half a character."""
    page = _read(name)
    places: dict[str, list[tuple[float, float]]] = {}
    for one, x0, top, x1, bottom in zip(page.characters, page.x0, page.top, page.x1, page.bottom, strict=True):
        places.setdefault(_folded(one), []).append(((x0 + x1) / 2, (top + bottom) / 2))
    missing = []
    for one, x0, top, x1, bottom in _truth(name)["characters"]:
        reach = max(6.0, (bottom - top) * 0.6)
        here = ((x0 + x1) / 2, (top + bottom) / 2)
        near = places.get(_folded(one), [])
        if not any(abs(x - here[0]) < reach and abs(y - here[1]) < reach for x, y in near):
            missing.append(one)
    return missing


@needs_ocr
@pytest.mark.parametrize("name", ["head-and-seal", "table-askew", "table-coarse"])
def test_every_character_is_read_where_it_stands(name: str) -> None:
    truth = _truth(name)["characters"]
    assert len(_misplaced(name)) <= 0.003 * len(truth), _misplaced(name)
    assert len(_read(name).characters.replace(" ", "")) <= len(truth) * 1.003


@needs_ocr
def test_one_entry_a_character_and_one_height_a_line() -> None:
    page = _read("table-coarse")
    columns = (page.x0, page.top, page.x1, page.bottom, page.size, page.confidence, page.line)
    assert {len(column) for column in columns} == {len(page.characters)}
    heights: dict[int, set[tuple[float, float]]] = {}
    for line, top, bottom in zip(page.line, page.top, page.bottom, strict=True):
        heights.setdefault(line, set()).add((top, bottom))
    assert all(len(one) == 1 for one in heights.values())
    assert all(x0 <= x1 for x0, x1 in zip(page.x0, page.x1, strict=True))
    assert all(0 <= sure <= 1 for sure in page.confidence)


@needs_ocr
@pytest.mark.parametrize("name", ["table-askew", "table-coarse"])
def test_no_character_lies_on_a_vertical_ruling(name: str) -> None:
    page = _read(name)
    down = [one for one in page.rulings if one.x0 == one.x1]
    assert len(down) >= 5
    for x0, x1, top, bottom in zip(page.x0, page.x1, page.top, page.bottom, strict=True):
        middle = (top + bottom) / 2
        assert not any(x0 + 1.5 < one.x0 < x1 - 1.5 and one.top < middle < one.bottom for one in down)


@needs_ocr
def test_rulings_of_a_page_askew_are_straight_and_prose_has_none() -> None:
    page = _read("table-askew")
    assert page.skew == pytest.approx(2.0, abs=0.06)
    assert all(one.x0 == one.x1 or one.top == one.bottom for one in page.rulings)
    assert len(page.rulings) == 16
    assert len(_read("head-and-seal").rulings) == 1


@needs_ocr
def test_a_seal_is_taken_off_and_named() -> None:
    assert "stamp_removed" in dict(_read("head-and-seal").flagged)
    assert "recognised_page" in dict(_read("head-and-seal").flagged)
    assert "文件" in _read("head-and-seal").characters.replace(" ", "")


@needs_ocr
@pytest.mark.parametrize(("quarters", "turn"), [(1, 90), (2, 180), (3, 270)])
def test_a_page_on_its_side_is_turned(quarters: int, turn: int) -> None:
    import numpy as np
    from PIL import Image

    with Image.open(SCANS / "table-coarse.jpg") as image:
        pixels = np.rot90(np.asarray(image.crop((0, 300, 1240, 760))), quarters)
    width, height = pixels.shape[1] * 0.48, pixels.shape[0] * 0.48
    page = recognise(pixels, width, height, Clock(120, "x"))
    assert page.turn == turn and "turned_page" in dict(page.flagged)
    assert (round(page.width), round(page.height)) == (595, 221)
    assert "县" in page.characters


@needs_ocr
def test_only_the_areas_asked_for_are_read() -> None:
    from PIL import Image

    truth = _truth("head-and-seal")
    with Image.open(SCANS / "head-and-seal.jpg") as image:
        area = (0.0, 0.0, truth["width"], 200.0)
        page = recognise(image, truth["width"], truth["height"], Clock(120, "x"), areas=[area])
    assert page.characters and max(page.bottom) < 205


@needs_ocr
def test_a_blank_page_and_a_drawn_line_have_no_text() -> None:
    import numpy as np

    for shape in ((600, 800, 3), (3, 4000), (1, 1)):
        page = recognise(np.full(shape, 255, dtype=np.uint8), 595, 842, Clock(60, "x"))
        assert page.characters == "" and page.rulings == ()
        assert page.flagged[0][0] == "recognised_page"


@needs_ocr
def test_the_clock_is_looked_at() -> None:
    import numpy as np

    with pytest.raises(PolicyParseError, match="timeout"):
        recognise(np.full((600, 800), 255, dtype=np.uint8), 595, 842, Clock(-1, "x"))


@needs_ocr
def test_models_come_from_the_wheel() -> None:
    assert all(path.is_file() for path in recognition._models())


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda package: None)
    with pytest.raises(PolicyParseError) as caught:
        require_recognition("scan.pdf")
    assert caught.value.code == "missing_extra" and caught.value.name == "scan.pdf"
    assert "pip install 'policyparse[ocr]'" in caught.value.message


def test_a_box_of_a_page_askew_lies_where_the_page_shows_it() -> None:
    sheet = Sheet(1, 600, 800, 0, 0, 0, skew=2.0)
    x0, top, x1, bottom = sheet.as_displayed(500, 395, 510, 405)
    assert (x0 + x1) / 2 == pytest.approx(504.9, abs=0.1)
    assert (top + bottom) / 2 == pytest.approx(407.2, abs=0.1)
    assert Sheet(1, 600, 800, 0, 0, 0).as_displayed(1, 2, 3, 4) == (1, 2, 3, 4)
