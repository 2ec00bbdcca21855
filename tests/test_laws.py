"""Laws that hold for any notice: quotes, reading what was written, cuts, inserted blanks, order, either width, calendars.

For: the whole way from a text to facts, on lines of the corpus's notices put together and changed. Laws of the language
functions alone are in test_language_laws.py. Not for: what a notice's facts are. The choices are the same each time.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyparse import PolicyDocument, parse_text
from policyparse.language import find_times

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import laws  # noqa: E402
from fuzzing.targets import pipeline, surroundings  # noqa: E402

NOTICES = {path.name: path.read_text(encoding="utf-8") for path in sorted((CORPUS / "notices").glob("*.txt"))}
LINES = sorted({line for text in NOTICES.values() for line in text.split("\n") if 4 <= len(line) <= 300})
HAN = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
FULL = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}
HALF = {ord(wide): chr(narrow) for narrow, wide in FULL.items()}


def facts(document: PolicyDocument, ids: bool = True) -> list[tuple[Any, ...]]:
    """Kind, id and values of every fact, without where it stands."""
    found: list[tuple[Any, ...]] = []
    for task in document.tasks:
        units = tuple((unit.name, unit.role) for unit in task.responsible)
        found.append(("task", task.id, task.action, units, tuple(map(_time, task.deadlines))))
    for target in document.targets:
        value = target.quantity
        found.append(("target", target.id, target.indicator, target.scope, value.comparator, value.value, value.low,
                      value.high, value.unit, _time(target.time)))  # fmt: skip
    for bound in document.thresholds:
        value = bound.quantity
        found.append(("threshold", bound.id, bound.subject, bound.condition, value.comparator, value.value, value.unit))
    found += [("citation", cited.id, cited.title, cited.relation) for cited in document.citations]
    return found if ids else [(kind, *rest) for kind, _, *rest in found]


def _time(time: Any) -> tuple[Any, ...] | None:
    return None if time is None else (time.kind, time.start, time.end, time.recurrence)


# quotes, and what is written is read again

ANY_LINES = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(lines=ANY_LINES, ends=st.sampled_from(("\n", "\r\n", "\n\n", "\r", "\x0b")))
def test_evidence_quotes_the_text_and_a_written_document_is_read_as_the_same(lines: list[str], ends: str) -> None:
    text = ends.join(lines).encode("utf-8", "replace")
    laws.survive(pipeline, text)


# cuts


def cuts(count: int) -> Iterator[tuple[str, bytes]]:
    """Beginnings of every file of the corpus that is small enough, cut at ``count`` places each."""
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in (".txt", ".html", ".docx", ".ofd", ".pdf") and 0 < path.stat().st_size < 600_000:
            chosen, data = random.Random(path.name), path.read_bytes()
            for at in (chosen.randrange(len(data)) for _ in range(count)):
                yield f"{path.name}[:{at}]", data[:at]


@pytest.mark.slow
def test_any_beginning_of_a_file_ends_in_a_document_or_a_documented_error() -> None:
    with surroundings("pipeline"):
        for _, data in cuts(2):
            laws.survive(pipeline, data)


# blanks, wraps and page marks inside prose

SEPARATE = ("nengyuan-2022-16", "caikuai-2021-13", "fagainengdianli-2021-634")
"""Notices without line ends, headings and texts run together: an inserted one may say where a heading ends."""


def prose(text: str, fewest: int = 0) -> list[tuple[int, int]]:
    """(first, last offset) of the paragraphs on one line, from behind their first sentence on."""
    found = []
    for line in re.finditer("[^\n]+", text):
        first = line[0].find("。") + 1
        if "\t" not in line[0] and first and len(line[0]) - first >= 40 + fewest:
            found.append((line.start() + first, line.end()))
    return found


def changed(text: str, inserted: str, count: int, chosen: random.Random) -> Iterator[str]:
    """The text with something put between two Chinese characters in the prose of one paragraph."""
    places = [at.start() for start, end in prose(text) for at in HAN.finditer(text, start, end - 3)]
    for at in chosen.sample(places, min(count, len(places))):
        yield text[:at] + inserted + text[at:]


WITH_PROSE = [
    name for name, text in NOTICES.items() if len(prose(text)) > 3 and not any(one in name for one in SEPARATE)
]


@pytest.mark.slow
@pytest.mark.parametrize("inserted", [" ", "   ", "\u3000", "\u00a0", "\n", "\n# Page 7:\n"], ids=ascii)
def test_what_stands_between_two_characters_of_a_sentence_changes_no_fact(inserted: str) -> None:
    assert len(WITH_PROSE) >= 4
    for name in WITH_PROSE:
        text = NOTICES[name]
        expected = facts(parse_text(text))
        for other in changed(text, inserted, 5, random.Random(name)):
            assert facts(parse_text(other)) == expected, other


BEGINNINGS = re.compile("(?:\\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,2}[）)])[^。\n]{4,90}。[^\n]{30,}")
"""Items on one line, heading and text: 1.建设示范校。到2025年，…"""


def first_sentences(text: str) -> list[tuple[int, int]]:
    """(first, last offset) of the first sentences of items, their markers aside, where no item is alone in its list."""
    found = []
    for line in re.finditer("(?<=\n)[^\n\t]+", text):
        marker = BEGINNINGS.fullmatch(line[0]) and re.match("[^、．.）)]+[、．.）)]", line[0])
        if marker:
            found.append((line.start() + marker.end(), line.start() + line[0].index("。")))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("inserted", [" ", "\n", "\n# Page 7:\n"], ids=ascii)
def test_what_stands_in_the_first_words_of_an_item_changes_no_fact(inserted: str) -> None:
    tried = 0
    for name in WITH_PROSE:
        text = NOTICES[name]
        expected, chosen = facts(parse_text(text)), random.Random(name)
        places = [at.start() for start, end in first_sentences(text) for at in HAN.finditer(text, start, end)]
        for at in chosen.sample(places, min(8, len(places))):
            other = text[:at] + inserted + text[at:]
            assert facts(parse_text(other)) == expected, other[at - 40 : at + 40]
            tried += 1
    assert tried >= 20


@pytest.mark.slow
@pytest.mark.parametrize("inserted", [" ", "\n"], ids=ascii)
def test_what_stands_in_a_line_with_a_full_stop_changes_no_fact_in_any_notice(inserted: str) -> None:
    for name, text in NOTICES.items():
        if any(one in name for one in SEPARATE):
            continue
        expected, chosen = facts(parse_text(text)), random.Random(name)
        lines = [line for line in re.finditer("[^\n\t]{20,}(?=\n)", text) if "。" in line[0]]
        places = [at.start() for line in lines for at in HAN.finditer(text, line.start() + 3, line.end() - 3)]
        for at in chosen.sample(places, min(6, len(places))):
            other = text[:at] + inserted + text[at:]
            assert facts(parse_text(other)) == expected, other[at - 40 : at + 40]


def test_a_wrap_in_the_first_words_of_an_item_changes_no_fact() -> None:
    text = "关于建设示范校的通知\n\n各县教育局：\n1.促进产教深度融合。建立政府相关部门协调机制。\n2.建设示范校。到2025年，建成示范校30所。\n"
    assert facts(parse_text(text.replace("产教深度", "产教\n深度"))) == facts(parse_text(text))


# order

PARAGRAPHS = (
    "加强组织领导。市教育局要在2025年6月底前建立工作专班。",
    "推进项目建设。到2025年，新建学校20所，新增学位8000个以上。",
    "完善经费保障。市财政局牵头，市发展改革委配合，每年安排专项资金500万元。",
    "强化督导检查。各县区人民政府负责本地区工作的组织实施。",
    "规范招生行为。每年4月公布招生计划，比例不低于50%。",
    "健全评价机制。市人力资源社会保障局会同市教育局于2024年底前制定办法。",
)
BEGINNING = "某市人民政府关于印发工作要点的通知\n\n各县区人民政府：\n一、重点任务\n"


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(order=st.permutations(PARAGRAPHS))
def test_the_order_of_items_changes_no_field_of_their_tasks(order: list[str]) -> None:
    def written(paragraphs: list[str]) -> str:
        return BEGINNING + "".join(f"{number}.{words}\n" for number, words in enumerate(paragraphs, 1))

    found = facts(parse_text(written(order)), ids=False)
    expected = facts(parse_text(written(list(PARAGRAPHS))), ids=False)
    assert len(expected) >= 8
    assert sorted(map(str, found)) == sorted(map(str, expected))


# either width


def narrow(values: list[tuple[Any, ...]]) -> list[str]:
    return [str(value).translate(HALF) for value in values]


@pytest.mark.slow
def test_digits_of_full_width_read_like_those_of_half_width() -> None:
    differ = []
    for name, printed in NOTICES.items():
        # A blank between a digit and a Chinese character is kept or dropped by width, as people set it.
        text = re.sub(
            "(?<=[0-9])[ \u3000](?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])[ \u3000](?=[0-9])",
            "",
            printed.translate(HALF),
        )
        one, other = parse_text(text), parse_text(text.translate(FULL))
        if narrow(facts(one, ids=False)) != narrow(facts(other, ids=False)):
            differ.append(name)
        assert str(one.metadata.signed_date) == str(other.metadata.signed_date), name
    assert not differ


HALF_MARKS = str.maketrans("，；：（）", ",;:()")
# In these a line that ends with a half-width comma is joined to its neighbour otherwise, so that a heading differs.
JOINED_OTHERWISE = {"anhui-shuishouyingshang-2023.txt", "shanghai-gonggongweisheng-3year-2023.txt"}


@pytest.mark.slow
def test_marks_of_half_width_hand_out_the_same_work() -> None:
    differ = set()
    for name, printed in NOTICES.items():
        one, other = parse_text(printed), parse_text(printed.translate(HALF_MARKS))
        alike = [[str(fact).translate(HALF_MARKS) for fact in facts(read, ids=False)] for read in (one, other)]
        if alike[0] != alike[1]:
            differ.add(name)
    assert differ <= JOINED_OTHERWISE


@pytest.mark.parametrize("line", PARAGRAPHS)
def test_a_sentence_reads_alike_in_either_width(line: str) -> None:
    wide = {**FULL, ord("%"): "％", ord("."): "．"}
    text = f"{BEGINNING}1.{line}\n"
    other = parse_text(text.translate(wide))
    assert [str(one).translate(HALF).replace("％", "%") for one in facts(other, ids=False)] == narrow(
        facts(parse_text(text), ids=False)
    )
    assert facts(other)


# calendars

EVERY = st.one_of(
    st.integers(1, 12).map(lambda month: (f"每年{month}月底前", {"month": month, "last": True})),
    st.integers(1, 12).map(lambda month: (f"每年{month}月", {"month": month})),
    st.integers(1, 28).map(lambda day: (f"每月{day}日前", {"day": day})),
    st.tuples(st.integers(1, 12), st.integers(1, 28)).map(
        lambda both: (f"每年{both[0]}月{both[1]}日前", {"month": both[0], "day": both[1]})
    ),
    st.just(("每季度", {"a year": 4})),
    st.just(("每月", {"a year": 12})),
    st.just(("每年", {"a year": 1})),
    st.just(("每半年", {"a year": 2})),
)


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(said=EVERY, verb=st.sampled_from(("，组织检查", "报送总结", "开展一次督查", "完成")))
def test_a_recurrence_falls_on_the_days_that_its_words_say_by_dateutil_too(
    said: tuple[str, dict[str, int]], verb: str
) -> None:
    rrule = pytest.importorskip("dateutil.rrule", reason="the extra calendar")
    words, expected = said
    (mention,) = [one for one in find_times(words + verb, reference=date(2023, 12, 31)) if one.value.recurrence]
    begin = datetime(2024, 1, 1)
    days = rrule.rrulestr(mention.value.recurrence, dtstart=begin).between(begin, datetime(2026, 12, 31), inc=True)
    assert days
    if "month" in expected:
        assert {day.month for day in days} == {expected["month"]}
    if "day" in expected:
        assert {day.day for day in days} == {expected["day"]}
    if "last" in expected:
        assert all((day + timedelta(days=1)).day == 1 for day in days)
    if "a year" in expected:
        assert len([day for day in days if day.year == 2025]) == expected["a year"]
