"""Lines whose punctuation a PDF tool pulled to the front and whose Latin characters it pushed to the end.

`、 、 协调支持 所左右长三角 粤港澳大湾区 长江经济带相关省份 10`: the blanks are the holes that the marks left.
Marks keep their order; a number or a plus sign goes where exactly one arrangement fits. Else the line stays as printed.
Not here: any other disorder of a table (`tables.numbered_rows`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from policyparse.layout.strand import Strand, join
from policyparse.lazy_regex import regex

MARKS = "、，,。；;：:“”‘’（）()—《》"
CANNOT_BEGIN = "、，,。；;：:）)”’》"
LATIN = regex(r"[\d.．]+[%％]?|[+＋]")
CLASSIFIER = regex(r"[个所家项门种套名人次场条座处件批类万亿年月日天组支辆台期]")
TOKEN = regex(r"\S+")
MOST_ARRANGEMENTS = 400


def restore_marks(line: Strand, elsewhere: str) -> Strand | None:
    """The line with its marks back in their holes, or None where that is not certain.

    ``elsewhere``: the rest of the notice; where several arrangements fit, one whose restored phrase is printed there
    wins. A line without displaced marks comes back as it is.
    """
    tokens = [line[match.start() : match.end()] for match in TOKEN.finditer(line.text)]
    marks: list[Strand] = []
    while tokens and all(character in MARKS for character in tokens[0].text):
        marks.append(tokens.pop(0))
    if tokens and tokens[0].text[0] in CANNOT_BEGIN:
        marks.append(tokens[0][:1])
        tokens[0] = tokens[0][1:]
    if not marks or not tokens:
        return line
    latin: list[Strand] = []
    while len(tokens) > 1 and LATIN.fullmatch(tokens[-1].text):
        latin.insert(0, tokens.pop())
    holes = len(tokens) - 1
    if len(marks) + len(latin) not in (holes, holes + 1):
        return None
    fitting = [filled for filled in _arrangements(marks, latin) if _fits(tokens, filled, latin)]
    if len(fitting) > 1:
        fitting = [filled for filled in fitting if _is_printed(tokens, filled, latin, elsewhere)]
    return _fill(tokens, fitting[0]) if len(fitting) == 1 else None


def _arrangements(marks: list[Strand], latin: list[Strand]) -> Iterator[list[Strand]]:
    """Every order of both that keeps the order within each."""
    total = len(marks) + len(latin)
    for count, places in enumerate(combinations(range(total), len(latin))):
        if count == MOST_ARRANGEMENTS:
            return
        rest = iter(marks)
        chosen = dict(zip(places, latin, strict=True))
        yield [chosen[i] if i in chosen else next(rest) for i in range(total)]


def _fits(tokens: list[Strand], filled: list[Strand], latin: list[Strand]) -> bool:
    """Numbers stand before a counted noun, nothing else does; a plus sign stands between two words."""
    for place, item in enumerate(filled):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if item in latin:
            is_number = item.text[0].isdigit()
            if not following or (is_number and not CLASSIFIER.match(following)):
                return False
    return True


def _is_printed(tokens: list[Strand], filled: list[Strand], latin: list[Strand], elsewhere: str) -> bool:
    """The phrase around each Latin item, two characters to each side, stands elsewhere in the notice."""
    for place, item in enumerate(filled):
        if item in latin:
            phrase = tokens[place].text[-2:] + item.text + tokens[place + 1].text[:2]
            if phrase not in elsewhere:
                return False
    return True


def _fill(tokens: list[Strand], filled: list[Strand]) -> Strand:
    parts: list[Strand] = []
    for place, token in enumerate(tokens):
        parts.append(token)
        if place < len(filled):
            parts.append(filled[place])
    return join(parts)
