"""Makes scans for tests: pages of a PDF drawn as images and worn as paper and scanner wear them.

For: whoever measures recognition. Not for: users. Each image gets a ``.truth.json`` with what the PDF's own text layer
says (characters with their boxes, in points), the page's size and what was done to the image, so that any difference
is the recogniser's. Needs pypdfium2, numpy, OpenCV and Pillow; the same arguments give the same bytes.

    python scripts/make_scans.py notice.pdf out/ --pages 1,3 --wear plain,skew,stamp --dpi 200
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

SEAL_FONTS = ("NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "simsun.ttc", "DejaVuSans.ttf")
SEAL_RED = (214, 38, 42)


@dataclass(frozen=True)
class Wear:
    """What is done to a page: skew in degrees clockwise, noise (standard deviation of grey levels), JPEG quality (None:
    not compressed), ink strength 0 to 1, a red seal, quarter turns counter-clockwise, resolution (None: as asked)."""

    skew: float = 0.0
    noise: float = 0.0
    quality: int | None = None
    ink: float = 1.0
    seal: bool = False
    quarters: int = 0
    dpi: int | None = None
    specks: float = 0.0


WEAR = {
    "plain": Wear(),
    "coarse": Wear(dpi=150, noise=6, quality=70),
    "skew": Wear(skew=2.0, noise=5),
    "skew-left": Wear(skew=-1.7, noise=5, quality=75),
    "seal": Wear(seal=True, noise=4, quality=80),
    "faint": Wear(ink=0.45, noise=5),
    "noisy": Wear(noise=14, quality=60, specks=0.0006),
    "turned": Wear(quarters=1, noise=4),
    "overhead": Wear(quarters=2, noise=4),
}


def main() -> None:
    """Draw the pages asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", default="", help="1-based numbers, comma between; all by default")
    parser.add_argument("--wear", default="plain", help=f"of {', '.join(WEAR)}; comma between")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--format", choices=("png", "jpg"), default="png")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    document = pdfium.PdfDocument(chosen.pdf)
    numbers = [int(one) for one in chosen.pages.split(",") if one] or range(1, len(document) + 1)
    for number in numbers:
        for wear in chosen.wear.split(","):
            image, dpi = make_scan(document[number - 1], WEAR[wear], chosen.dpi, seed=number)
            target = chosen.folder / f"{chosen.pdf.stem}-{number}-{wear}.{chosen.format}"
            save(image, target, dpi)
            record = {
                "source": chosen.pdf.name,
                "page": number,
                "dpi": dpi,
                "wear": wear,
                **truth_of(document[number - 1]),
            }
            target.with_suffix(".truth.json").write_text(
                json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8"
            )


def make_scan(page: Any, wear: Wear, dpi: int, seed: int = 0) -> tuple[Any, int]:
    """The page as an RGB array (height × width × 3) and its resolution."""
    dpi = wear.dpi or dpi
    pixels = np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[:, :, 2::-1])
    random = np.random.default_rng(seed)
    if wear.ink < 1:
        pixels = (255 - (255 - pixels.astype(np.float32)) * wear.ink).astype(np.uint8)
    if wear.seal:
        pixels = with_seal(pixels, dpi, random)
    if wear.skew:
        high, wide = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D(((wide - 1) / 2, (high - 1) / 2), -wear.skew, 1.0)
        pixels = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    if wear.specks:
        pixels[random.random(pixels.shape[:2]) < wear.specks] = 40
    if wear.noise:
        pixels = np.clip(pixels + random.normal(0, wear.noise, pixels.shape), 0, 255).astype(np.uint8)
    if wear.quality:
        _, packed = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, wear.quality])
        unpacked: Any = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        pixels = unpacked[:, :, ::-1]
    return np.ascontiguousarray(np.rot90(pixels, wear.quarters)), dpi


def with_seal(pixels: Any, dpi: int, random: Any) -> Any:
    """The page with a round red seal of 42 mm on the inkiest place of its lower half: ink under it stays dark."""
    side = round(42 / 25.4 * dpi)
    seal = draw_seal(side, float(random.uniform(-12, 12)))
    high, wide = pixels.shape[:2]
    ink = cv2.boxFilter((255 - pixels.min(axis=2)).astype(np.float32), -1, (side, side))
    ink[: high // 2 + side // 2] = 0
    ink[high - side // 2 - 1 :] = 0
    ink[:, : side // 2 + 1] = 0
    ink[:, wide - side // 2 - 1 :] = 0
    row, column = np.unravel_index(int(ink.argmax()), ink.shape)
    top, left = int(row) - side // 2, int(column) - side // 2
    worn = pixels.copy()
    under = worn[top : top + side, left : left + side].astype(np.float32)
    worn[top : top + side, left : left + side] = (under * seal / 255).astype(np.uint8)
    return worn


def draw_seal(side: int, turn: float) -> Any:
    """A seal as a square RGB array of floats: ring, star, words around."""
    image = Image.new("RGB", (side * 2, side * 2), "white")
    draw = ImageDraw.Draw(image)
    middle, edge = side, max(4, side // 22)
    draw.ellipse((edge, edge, 2 * side - edge, 2 * side - edge), outline=SEAL_RED, width=edge)
    points = []
    for corner in range(10):
        far = side * (0.3 if corner % 2 == 0 else 0.12)
        angle = math.pi * corner / 5
        points.append((middle + far * math.sin(angle), middle - far * math.cos(angle)))
    draw.polygon(points, fill=SEAL_RED)
    font = next((found for name in SEAL_FONTS if (found := _font(name, side // 4))), ImageFont.load_default())
    words = "云泽市卫生健康委员会"
    for index, word in enumerate(words):
        angle = -120 + 240 * index / (len(words) - 1)
        letter = Image.new("L", (side, side), 0)
        ImageDraw.Draw(letter).text((side // 2, side // 2), word, 255, font, anchor="mm")
        place = (
            middle + 0.74 * side * math.sin(math.radians(angle)),
            middle - 0.74 * side * math.cos(math.radians(angle)),
        )
        turned = letter.rotate(-angle)
        image.paste(SEAL_RED, (round(place[0]) - side // 2, round(place[1]) - side // 2), turned)
    image = image.rotate(turn, fillcolor="white").resize((side, side), Image.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.float32)


def _font(name: str, size: int) -> Any:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def truth_of(page: Any) -> dict[str, Any]:
    """Size of a page and its characters, blanks left out, each [character, x0, top, x1, bottom] in points."""
    wide, high = page.get_size()
    layer = page.get_textpage()
    found = []
    for index in range(layer.count_chars()):
        character = layer.get_text_range(index, 1)
        if len(character) == 1 and not character.isspace():
            left, bottom, right, top = layer.get_charbox(index, loose=True)
            found.append([character, *(round(value, 1) for value in (left, high - top, right, high - bottom))])
    return {"width": round(wide, 2), "height": round(high, 2), "characters": found}


def save(image: Any, target: Path, dpi: int) -> None:
    """Write the image with its resolution; grey ones as grey, which is smaller."""
    picture = Image.fromarray(image)
    if int(np.ptp(image, axis=2).max()) < 8:
        picture = picture.convert("L")
    picture.save(target, dpi=(dpi, dpi), **({"quality": 80} if target.suffix == ".jpg" else {"optimize": True}))


if __name__ == "__main__":
    main()
