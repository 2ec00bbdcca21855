"""Recognition: a page's image → its characters, each with a box and a confidence, and the rulings drawn on it.

For: the readers of PDF, OFD and image files, for pages that have no usable text of their own. Not here: whether a
page needs it (``garbled``), lines, columns and tables (``layout``, ``tables``). Nothing heavy is loaded before the
first page; without the extra ``ocr``, ``require_recognition`` says how to install it.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Clock
from policyparse.reading.pages import Ruling

if TYPE_CHECKING:
    from policyparse.reading.scan_characters import LineReading, PlacedLine
    from policyparse.reading.scan_image import Grey, ScanImage
    from policyparse.reading.scan_lines import Box, LineBox

Area = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""

RENDER_DPI = 200
"""What a reader that draws a page itself draws it at; see the figures in ``tests/test_recognition.py``."""
DETECTION_DPI = 100
"""Lines are found in a coarse image: as well as in a fine one, in a third of the time."""
MOST_DETECTED = 8_000_000
"""Pixels in which lines are looked for: A1 at that resolution. The network's time and memory grow with them."""
DOUBTFUL = 0.6
"""A character under this confidence is named in a diagnostic."""
MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
"""Detector and recogniser; both lie in rapidocr's wheel, so nothing is fetched when they are first used."""
LINE_HEIGHT = 48
"""Pixels: what the recogniser was trained on."""
THREADS = 2
UPRIGHT = 0.85
"""Mean confidence of a page's longest lines above which nothing speaks for its standing on its head."""
TRIED_LINES = 4
TWO_WIDTHS = " ()（）:：;；,，?？!！-—"
LEAST_CONFIDENCE = {"cell": 0.6, "page": 0.75}
"""For lines made from ink that the detector overlooked, in a cell and elsewhere; under it they are no text."""


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What was read on a page's image. All lengths are points, origin top left.

    Boxes and rulings belong to the page stood upright and straight: first turned clockwise by ``turn`` degrees (0, 90,
    180 or 270), which makes it ``width`` by ``height``, then rid of a slope of ``skew`` degrees clockwise about its
    middle (``Sheet.skew``, ``Sheet.as_displayed``). Boxes of a line have one height, the font's; ``size`` is the font
    size; there are no line breaks. ``line`` numbers the recogniser's lines from 0, top to bottom.
    """

    characters: str
    x0: array[float]
    top: array[float]
    x1: array[float]
    bottom: array[float]
    size: array[float]
    confidence: array[float]
    line: array[int]
    rulings: tuple[Ruling, ...]
    width: float
    height: float
    turn: int
    skew: float
    flagged: tuple[tuple[str, str], ...]
    """(diagnostic code, message), to be put into ``Pages.flagged``."""


def require_recognition(name: str) -> None:
    """Raises PolicyParseError ``missing_extra`` for the file ``name`` where the extra is not installed."""
    for package in ("numpy", "cv2", "onnxruntime", "rapidocr"):
        if find_spec(package) is None:
            words = f"a scanned page needs text recognition ({package} is missing): pip install 'policyparse[ocr]'"
            raise PolicyParseError("missing_extra", words, name)
    if not all(path.is_file() for path in _models()):
        words = "the installed rapidocr comes without the models that are used: pip install -U 'policyparse[ocr]'"
        raise PolicyParseError("missing_extra", words, name)


def recognise(
    image: Any, width: float, height: float, clock: Clock, number: int = 1, areas: Iterable[Area] | None = None
) -> RecognisedPage:
    """Read the image of page ``number``, displayed ``width`` by ``height`` points.

    ``image``: numpy array (height × width, or × 3 RGB, × 4 RGBA; 8 bits) or PIL image. ``areas`` are the only parts
    that are read (x0, top, x1, bottom in points of the image as given), None for all; a page read in parts is neither
    turned nor straightened, so that what is read fits the text that the page has. Raises PolicyParseError ``timeout``
    when the clock runs out between two lines. Call ``require_recognition`` first.
    """
    from policyparse.reading.scan_image import LEAST_SIDE, prepare
    from policyparse.reading.scan_lines import find_lines
    from policyparse.reading.scan_rulings import find_ink, find_rulings

    clock.check()
    scan = prepare(image, width, areas)
    if min(scan.grey.shape) < LEAST_SIDE:
        return _page([], scan, (), (width, height), 0, number)
    scan, boxes, turn = _upright(scan, clock) if areas is None else (scan, _detect(scan), 0)
    ink = find_ink(scan.grey, scan.scale)
    found = find_rulings(ink, scan.scale)
    # Rulings are no text: a frame beside a figure reads as another 1.
    ink[found.mask > 0] = 0
    scan.grey[found.mask > 0] = 255
    lines = find_lines(boxes, ink, found.rulings, scan.scale)
    read = _read_lines(lines, scan, ink, clock)
    if turn in (90, 270):
        width, height = height, width
    return _page(read, scan, found.rulings, (width, height), turn, number)


def _upright(scan: ScanImage, clock: Clock) -> tuple[ScanImage, list[Box], int]:
    """The image with its text upright, boxes of lines in it, and its turn clockwise in degrees."""
    boxes = _detect(scan)
    clock.check()
    tall = sum(box.high * box.wide for box in boxes if box.high > 1.5 * box.wide)
    turn = 0
    if boxes and tall > 0.6 * sum(box.high * box.wide for box in boxes):
        scan, turn = scan.turned(1), 270
        boxes = _detect(scan)
    clock.check()
    longest = sorted(boxes, key=lambda box: -box.wide)[:TRIED_LINES]
    sure = _sureness(scan.grey, longest)
    if longest and sure < UPRIGHT:
        other = scan.turned(2)
        high, wide = scan.grey.shape
        flipped = [
            box._replace(x0=wide - box.x1, top=high - box.bottom, x1=wide - box.x0, bottom=high - box.top)
            for box in longest
        ]
        if _sureness(other.grey, flipped) > sure + 0.1:
            scan, turn = other, (turn + 180) % 360
            boxes = _detect(scan)
    return scan, boxes, turn


def _sureness(grey: Grey, boxes: list[Box]) -> float:
    """Mean confidence with which some boxes are read."""
    sure = [value for box in boxes for value in _read(grey, box).confidence or (0.0,)]
    return sum(sure) / len(sure) if sure else 0.0


def _detect(scan: ScanImage) -> list[Box]:
    """Boxes of lines in the image, in its pixels, top to bottom."""
    import cv2
    import numpy as np

    from policyparse.reading.scan_lines import Box

    shrink = min(1.0, DETECTION_DPI / 72 / scan.scale, (MOST_DETECTED / scan.grey.size) ** 0.5)
    small = cv2.resize(scan.grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    found = getattr(_engine("det")(np.repeat(small[:, :, None], 3, axis=2)), "boxes", None)
    if found is None:
        return []
    high, wide = scan.grey.shape
    boxes = []
    for corners in np.asarray(found, dtype=np.float64) / shrink:
        (x0, top), (x1, bottom) = corners.min(axis=0), corners.max(axis=0)
        boxes.append(Box(max(0, round(x0)), max(0, round(top)), min(wide, round(x1)), min(high, round(bottom))))
    return boxes


def _read_lines(lines: list[LineBox], scan: ScanImage, ink: Grey, clock: Clock) -> list[tuple[LineBox, PlacedLine]]:
    """What each line says and where its characters stand, in the image's pixels from the line's box."""
    from policyparse.reading.scan_characters import place

    read = []
    usual = 10.5 * scan.scale
    for line in lines:
        clock.check()
        box = line.box
        reading = _read(scan.grey, box)
        if line.recovered and _mean_confidence(reading) < LEAST_CONFIDENCE["cell" if line.in_cell else "page"]:
            continue
        if reading.text:
            read.append((line, place(reading, ink[box.top : box.bottom, box.x0 : box.x1], usual)))
    return _in_rows(read)


def _mean_confidence(reading: LineReading) -> float:
    """Of a line's characters; brackets and dashes, of which only the width is in doubt, count where all are such."""
    both = list(zip(reading.text, reading.confidence, strict=True))
    sure = [value for one, value in both if one not in TWO_WIDTHS] or list(reading.confidence)
    return sum(sure) / len(sure) if sure else 0.0


def _in_rows(read: list[tuple[LineBox, PlacedLine]]) -> list[tuple[LineBox, PlacedLine]]:
    """Lines top to bottom, those of one height left to right."""
    rows: list[list[tuple[LineBox, PlacedLine]]] = []
    below = -1.0
    for one in sorted(read, key=lambda one: one[0].box.top + one[0].box.bottom):
        middle = (one[0].box.top + one[0].box.bottom) / 2
        if middle > below:
            rows.append([])
            below = middle + one[1].size / 2
        rows[-1].append(one)
    return [one for row in rows for one in sorted(row, key=lambda one: one[0].box.x0)]


def _read(grey: Grey, box: Box) -> LineReading:
    """What the recogniser reads in a box; blanks at the ends are dropped."""
    import cv2
    import numpy as np

    from policyparse.reading.scan_characters import LineReading

    crop = grey[box.top : box.bottom, box.x0 : box.x1]
    wide = max(8, round(box.wide * LINE_HEIGHT / box.high))
    way = cv2.INTER_CUBIC if box.high < LINE_HEIGHT else cv2.INTER_AREA
    crop = cv2.resize(crop, (wide, LINE_HEIGHT), interpolation=way)
    result = _engine("rec")(np.repeat(crop[:, :, None], 3, axis=2))
    if not result.txts or not result.txts[0].strip() or not result.word_results[0]:
        return LineReading("", (), ())
    info = result.word_results[0]
    columns = iter([column for word in info.word_cols for column in word])
    step = box.wide / info.line_txt_len
    found = []
    for character, sure in zip(result.txts[0], info.confs, strict=False):
        # The recogniser tells no place for a blank.
        middle = None if character.isspace() else (next(columns) + 0.5) * step
        found.append((character, middle, float(sure)))
    while found and found[0][1] is None:
        found.pop(0)
    while found and found[-1][1] is None:
        found.pop()
    return LineReading.of(found)


def _page(
    read: list[tuple[LineBox, PlacedLine]],
    scan: ScanImage,
    rulings: tuple[Ruling, ...],
    size: tuple[float, float],
    turn: int,
    number: int,
) -> RecognisedPage:
    """Lines in pixels as a page in points."""
    columns = tuple(array("f") for _ in range(6))
    x0, top, x1, bottom, sizes, confidence = columns
    lines = array("L")
    for index, (line, placed) in enumerate(read):
        count = len(placed.text)
        x0.extend((line.box.x0 + value) / scan.scale for value in placed.left)
        x1.extend((line.box.x0 + value) / scan.scale for value in placed.right)
        top.extend([(line.box.top + placed.top) / scan.scale] * count)
        bottom.extend([(line.box.top + placed.bottom) / scan.scale] * count)
        sizes.extend([placed.size / scan.scale] * count)
        confidence.extend(placed.confidence)
        lines.extend([index] * count)
    text = "".join(placed.text for _, placed in read)
    changed = sum(placed.changed for _, placed in read)
    flagged = _flagged(text, confidence, changed, scan.stamps, turn, number)
    return RecognisedPage(text, x0, top, x1, bottom, sizes, confidence, lines, rulings, *size, turn, scan.skew, flagged)


def _flagged(
    text: str, confidence: array[float], changed: int, stamps: int, turn: int, number: int
) -> tuple[tuple[str, str], ...]:
    """What the reader of a document should know of a recognised page."""
    if not text:
        return (("recognised_page", f"page {number} is an image in which no text was found"),)
    mean = sum(confidence) / len(confidence)
    flagged = [("recognised_page", f"page {number} was read from its image, mean confidence {mean:.3f}")]
    # A recogniser in doubt between a bracket of full and of half width is in no doubt about the bracket.
    doubtful = "".join(
        one for one, sure in zip(text, confidence, strict=True) if sure < DOUBTFUL and one not in TWO_WIDTHS
    )
    if doubtful:
        shown = doubtful[:30] + ("…" if len(doubtful) > 30 else "")
        flagged.append(("doubtful_characters", f"page {number}: {len(doubtful)} characters under {DOUBTFUL}: {shown}"))
    if changed:
        flagged.append(
            (
                "mark_widths",
                f"page {number}: {changed} brackets, commas, colons or dashes took the width they are printed in",
            )
        )
    if stamps:
        flagged.append(
            (
                "stamp_removed",
                f"page {number}: {stamps} red seals were taken off the text, their own words are not read",
            )
        )
    if turn:
        flagged.append(("turned_page", f"page {number} was turned by {turn} degrees to be read"))
    return tuple(flagged)


def _models() -> tuple[Path, ...]:
    """The model files in rapidocr's wheel."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    return tuple(folder / name for name in MODELS)


@cache
def _engine(task: Literal["det", "rec"]) -> Any:
    """One of rapidocr's two networks, kept for the process; each does its one task only, so threads may share it."""
    from rapidocr import RapidOCR

    detector, recogniser = _models()
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_det": task == "det",
            "Global.use_rec": task == "rec",
            "Global.use_cls": False,
            "Global.return_word_box": task == "rec",
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Det.model_path": str(detector),
            "Det.limit_side_len": 32,
            "Rec.model_path": str(recogniser),
            "Rec.rec_img_shape": [3, LINE_HEIGHT, 64],
            "EngineConfig.onnxruntime.intra_op_num_threads": min(THREADS, os.cpu_count() or 1),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
