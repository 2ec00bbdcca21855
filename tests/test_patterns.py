"""No pattern can hang: what each costs grows at most a little faster than the text, on text made to be hard for it.

Every compiled pattern and every rule of the package is run over strings made to be hard (`adversarial`), and so is the
whole way from a text to a document. What takes next to nothing at one size is done with; of the rest growth alone
counts: four times the text may cost nine times as much where it costs four; a square would cost sixteen. Time is that
of the processor, the best of several, so that other programs matter little. Not for: speed.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import adversarial
import pytest

from policyparse import Limits, parse_text
from policyparse.language import find_organs, find_quantities, find_times, find_titles, parse_doc_number

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="a hang is ended by an alarm")

SIZE = 1200
MOST_GROWTH = 9.0
TIMES = 4
QUICK = 0.003
"""Seconds of processor time under which a pattern at SIZE characters cannot be quadratic in any way that matters."""
MUCH = 0.4
"""Seconds after which a measurement is not repeated: it is long enough to be sure of."""
FAR = 5
"""How many times SIZE and QUICK are where each step of a square would take next to nothing: one mark, then all but one."""
LONGEST = 3.0
"""Seconds of processor time after which a run counts as hanging."""
ASKED_ONCE = adversarial.asked_once()
UNITS = (
    "1", "１", "一", "市", "各", "、", "，", "。", "（", "）", "(", "《", "》", "”", " ", "\n", "\t", "a", "<", "的", "要", "为", "=",
    "市、", "县（区）", "2023年", "教育局、", "责任单位：", "不少于", "牵头，", "；\n", "1、", "1.", "1,000,", "（）", "各县", "&amp;", "%、",
)  # fmt: skip
OPENING = frozenset('《（(“〔【<"[『「{&#')
ALWAYS = frozenset(("1", "一", "、", "（", "《", " ", "\n", "a", "市、", "1、"))
"""Tried on every pattern; of the other units those that a pattern has a character of."""
TEXTS = (*UNITS, *adversarial.PHRASES)


class Hangs(Exception):
    """Raised by the alarm; ``re`` looks for signals as it works."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def best(run: Callable[[], object], enough: float = 0.0) -> float:
    """Least processor time of some runs; no more once one took less than ``enough``, or all of them ``MUCH``."""
    taken: list[float] = []
    while len(taken) < TIMES and (not taken or (min(taken) >= enough and sum(taken) < MUCH)):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def growth(run: Callable[[str], object], text: Callable[[int], str], size: int, quick: float) -> float:
    """How many times as much four times the text costs; 0 where it costs next to nothing, infinite for a hang."""
    try:
        with alarm(LONGEST):
            small = best(lambda: run(text(size)), quick)
            if small < quick:
                return 0.0
        with alarm(4 * LONGEST):
            return best(lambda: run(text(4 * size))) / small
    except Hangs:
        return float("inf")


def too_fast(run: Callable[[str], object], text: Callable[[int], str], size: int, quick: float) -> bool:
    """Measured up to three times before it is believed, but for a hang."""
    for _ in range(3):
        found = growth(run, text, size, quick)
        if found <= MOST_GROWTH or found == float("inf"):
            break
    return found > MOST_GROWTH


def repeated(before: str, unit: str) -> Callable[[int], str]:
    return lambda size: before + unit * max(2, size // len(unit)) + "\0"


def all_of(pattern: re.Pattern[Any], once: bool) -> Callable[[str], object]:
    """Every match in a text, as ``finditer`` and ``sub`` find them; or only the one at its beginning."""
    written = isinstance(pattern.pattern, bytes)

    def run(text: str) -> object:
        given: Any = text.encode("utf-8", "replace") if written else text
        return pattern.match(given) if once else sum(1 for _ in pattern.finditer(given))

    return run


PATTERNS = adversarial.compiled()


@pytest.mark.slow
@pytest.mark.parametrize("package", adversarial.PACKAGES)
def test_no_pattern_grows_with_the_square_of_its_text(package: str) -> None:
    slow = []
    for name, pattern in PATTERNS.items():
        if name.startswith(f"{package}."):
            run = all_of(pattern, name.split("[")[0] in ASKED_ONCE)
            words = str(pattern.pattern)
            own = [unit for unit in UNITS if unit in ALWAYS or set(unit) & set(words)]
            pumps = adversarial.pumps(pattern)
            near = [("", unit) for unit in own] + pumps
            far = {("", sign) for sign in {*OPENING & set(words), *(before for before, _ in pumps)} - {""}}
            slow += [(name, *case) for case in near if too_fast(run, repeated(*case), SIZE, QUICK)][:2]
            slow += [(name, *case) for case in far if too_fast(run, repeated(*case), FAR * SIZE, FAR * QUICK)][:2]
    assert not slow


def test_patterns_of_every_package_are_tried() -> None:
    assert {name.split(".")[0] for name in PATTERNS} == set(adversarial.PACKAGES)
    assert len(PATTERNS) > 600
    assert "facts.conditions.GIVEN" in ASKED_ONCE and "language.organ_names._NO_NAME" in ASKED_ONCE
    assert not {"facts.subjects.DEGREE", "language.numerals._OVER", "facts.declared_units._FOR_ALL"} & ASKED_ONCE


@pytest.mark.parametrize(
    ("pattern", "hard"),
    [(r"(?:a|b|ab)*c", True), (r"\d+x", True), (r"\d{1,9}x", False), (r"(?:ab)*+c", True),
     (r"(?:ab){0,8}+c", False)],
)  # fmt: skip
def test_hard_patterns_are_told_from_others(pattern: str, hard: bool) -> None:
    compiled = re.compile(pattern)
    cases = [("", "1"), *adversarial.pumps(compiled)]
    assert any(too_fast(all_of(compiled, False), repeated(*case), 2 * SIZE, QUICK / 10) for case in cases) == hard


@pytest.mark.slow
def test_no_rule_hangs_on_its_own_words() -> None:
    slow = []
    for rule in adversarial.rules():
        if rule.find is not None:
            texts = [text for text, _ in rule.examples]
            units = {*texts, *rule.near_misses, *(text[:5] for text in texts)} - {""}
            slow += [(rule.id, unit) for unit in sorted(units) if too_fast(rule.find, repeated("", unit), SIZE, 0.05)]
    assert not slow


LANGUAGE: tuple[Callable[[str], object], ...] = (
    find_organs, find_quantities, find_times, find_titles, parse_doc_number,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("function", LANGUAGE)
def test_no_language_function_hangs(function: Callable[[str], object]) -> None:
    assert not [unit for unit in TEXTS if too_fast(function, repeated("", unit), SIZE, 0.05)]


HEAD = "某市人民政府办公室关于印发某市工作要点的通知\n\n各县区人民政府：\n一、重点任务\n"


@pytest.mark.slow
@pytest.mark.parametrize("head", [HEAD, HEAD + "1.推进项目建设。到2025年，新建学校20所，"], ids=["lines", "sentence"])
def test_no_text_hangs_on_the_whole_way(head: str) -> None:
    def parsed(text: str) -> object:
        return parse_text(text.replace("\0", "。\n"), limits=Limits(seconds=300))

    assert not [unit for unit in TEXTS if too_fast(parsed, repeated(head, unit), SIZE, 0.15)]


if __name__ == "__main__":  # which text is hard, and how much harder four times as much of it: for whoever mends one
    for unit in TEXTS:
        for start in (HEAD, HEAD + "1.推进项目建设。到2025年，新建学校20所，"):
            found = growth(lambda text: parse_text(text, limits=Limits(seconds=300)), repeated(start, unit), SIZE, 0.1)
            sys.stdout.write(f"{found:6.1f} {unit!r} {len(start)}\n")
