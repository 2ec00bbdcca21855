"""Other newspaper articles on the page of a notice: continued articles, headlines, photo captions.

A continued article shows itself by （上接第1版）; it ends where the notice's own numbering goes on, or not at all.
Not here: navigation of web pages (a reader's work).
"""

from __future__ import annotations

from policyparse.layout.lines import Line
from policyparse.layout.markers import ATTACHMENT, Marker, read_marker
from policyparse.lazy_regex import regex

CONTINUED = regex(r"[（(【] ?上接 ?第? ?[\d一二三四五六七八九十A-Z]{1,4} ?版")
CREDIT = regex(r".{0,20}(通讯员|记者|特约记者|摄影).{1,16}(摄|文/图|图/文)$|^.{0,8}(摄影|图片)[:：/].{2,16}$")
LONGEST_CREDIT = 43
LONGEST_HEADLINE = 40
LONGEST_CAPTION = 160
SENTENCE_MARKS = "。，；：,;:！？"


def drop_foreign(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """Lines without other articles, and the runs of lines that were taken for them."""
    # One of these stands in every sign: looked for first, since the pattern of a credit is slow to fail.
    texts = [line.strand.text for line in lines]
    if not any(_is_sign(text) for text in texts if "图" in text or "摄" in text or "上接" in text):
        return lines, []
    foreign = [False] * len(lines)
    markers = [read_marker(line.text) for line in lines]
    at = 0
    latest: dict[str, Marker] = {}
    while at < len(lines):
        if CONTINUED.match(lines[at].text) and not foreign[at]:
            start, end = _headline_start(lines, at), _article_end(lines, markers, latest, at)
            foreign[start:end] = [True] * (end - start)
            at = end
        else:
            marker = markers[at]
            if marker:
                latest[marker.style] = marker
            at += 1
    for at, line in enumerate(lines):
        if CREDIT.match(line.text):
            for number in range(_caption_start(lines, at), at + 1):
                foreign[number] = True
    if all(foreign):
        return lines, []  # nothing but an article: there is no notice that it could be foreign to
    return _split(lines, foreign)


def _is_sign(text: str) -> bool:
    """The mark of a continued article, or a photographer's name."""
    if text[0] in "（(【" and CONTINUED.match(text):
        return True
    return len(text) <= LONGEST_CREDIT and CREDIT.match(text) is not None


def _headline_start(lines: list[Line], at: int) -> int:
    start = at
    while start > 0 and at - start < 3 and _is_headline(lines[start - 1].text):
        start -= 1
    return start


def _is_headline(text: str) -> bool:
    if CREDIT.match(text) or read_marker(text):
        return False
    return len(text) <= LONGEST_HEADLINE and not any(mark in text for mark in SENTENCE_MARKS)


def _article_end(lines: list[Line], markers: list[Marker | None], latest: dict[str, Marker], at: int) -> int:
    """The line at which the notice goes on: the successor of one of its own markers, or an attachment."""
    for number in range(at + 1, len(lines)):
        marker = markers[number]
        if marker and marker.style in latest and marker.number == latest[marker.style].number + 1:
            return number
        if ATTACHMENT.match(lines[number].text):
            return number
    return len(lines)


def _caption_start(lines: list[Line], at: int) -> int:
    """A caption is one short unnumbered paragraph that stands by itself above the photographer's name."""
    if at == 0 or at < 2:
        return at
    caption = lines[at - 1]
    stands_alone = bool(caption.gap) and not read_marker(caption.text) and len(caption.text) <= LONGEST_CAPTION
    return at - 1 if stands_alone else at


def _split(lines: list[Line], foreign: list[bool]) -> tuple[list[Line], list[list[Line]]]:
    kept: list[Line] = []
    runs: list[list[Line]] = []
    for number, line in enumerate(lines):
        if not foreign[number]:
            kept.append(line)
        elif number and foreign[number - 1]:
            runs[-1].append(line)
        else:
            runs.append([line])
    return kept, runs
