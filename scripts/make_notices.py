"""N notices from the real ones of ``corpus/notices``, each with a number, a title and figures of its own.

For: measuring folder runs at any size (``scripts/bench.py folder``, ``scripts/kill_runs.py``). The same N gives the
same files. Not for: measuring how right facts are; the texts are no longer true.

    python3 scripts/make_notices.py 10000 FOLDER
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

NOTICES = Path(__file__).parents[1] / "corpus" / "notices"
NUMBER = re.compile(r"(?<=[〔\[（(]20\d\d[〕\]）)])\s*\d+(?=\s*号)")
TITLE = re.compile(r"(?m)^.*(?:通知|方案|计划|要点|措施|意见|清单)[）)》”]?[ \u3000]*$")
FIGURE = re.compile(r"(?<![\d.年月])\d{2,4}(?=[所个家人名万亿项])")
FILES_A_FOLDER = 1000


def varied(text: str, index: int) -> str:
    """A notice with the serial number 10000 + ``index``, that number behind its title, and other figures."""
    text = NUMBER.sub(str(10_000 + index), text, count=1)
    text = TITLE.sub(lambda title: f"{title[0].rstrip()}（第{10_000 + index}号）", text, count=1)
    return FIGURE.sub(lambda figure: str(int(figure[0]) + index % 97), text)


def notices(count: int, characters: int | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of so many notices, the sources by turns; ``characters``: no more than so many of each."""
    sources = [path.read_text(encoding="utf-8")[:characters] for path in sorted(NOTICES.glob("*.txt"))]
    for index in range(count):
        yield f"{index // FILES_A_FOLDER:03}/{index:06}.txt", varied(sources[index % len(sources)], index)


def write(folder: Path, count: int, characters: int | None = None) -> None:
    """The same as files."""
    for name, text in notices(count, characters):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make notices by varying those of the corpus.")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--characters", type=int, metavar="C", help="cut each to so many characters")
    chosen = parser.parse_args()
    write(chosen.folder, chosen.count, chosen.characters)


if __name__ == "__main__":
    main()
