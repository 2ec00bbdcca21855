"""Strings that make a pattern work hard: what notices are made of, said over and over, and each pattern's own repeats.

For: tests that no pattern can hang. A pattern is taken apart with the parser that ``re`` itself uses, and what one of
its repeats may hold is repeated, behind what leads up to it and before what fits nothing. Not here: any test.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import policyparse
from policyparse.language.rules import Rule
from policyparse.lazy_regex import LazyPattern

FOLDER = Path(policyparse.__file__).parent
PACKAGES = ("language", "facts", "outline", "layout", "tables", "reading")
PHRASES = (
    "1、", "一、", "市、", "县（区）", "（）", "《》", "1.", "1,000,", "2023年", "2023年5月", "每年4月、", "不少于", "达到", "第一条", "各县", "责任单位：",
    "教育局、", "市教育局、", "教育局 ", "（市、区）", "《关于", "〔2023〕", "10%、", "百分之", "之一", "以上、", "3/4、", "1-", "5:", "；\n", "。\n", "\n（一）",
    "\n1.", "\t\n", " \n", "# Page 1:\n", "附件：", "附件1.", "附：", "——", "<td>", "</p>", "<!--", "&amp;", "(1)", "1）", "人民政府", "印发", "的通知", "等",
)  # fmt: skip


def compiled() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every pattern that a module of the package keeps, by its name; those of rules, and those in lists and dicts."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages(policyparse.__path__, "policyparse."):
        if module.name.split(".")[1] in PACKAGES:
            for name, value in vars(importlib.import_module(module.name)).items():
                for place, pattern in _patterns(value, name):
                    if id(pattern) not in seen:
                        seen.add(id(pattern))
                        found[f"{module.name.removeprefix('policyparse.')}.{place}"] = pattern
    return found


def asked_once() -> set[str]:
    """Names of those patterns that the package only ever asks at the beginning of what it hands them.

    ``match`` and ``fullmatch`` of one text try one place; all else, ``match`` from an offset too, may try each.
    """
    used: Counter[str] = Counter()
    anchored: Counter[str] = Counter()
    for path in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        home = ".".join(path.relative_to(FOLDER).with_suffix("").parts)
        brought = _brought(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used[brought.get(node.id, f"{home}.{node.id}")] += 1
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used[f"{brought.get(node.value.id)}.{node.attr}"] += 1  # a module's pattern, named through the module
            asked = _asked(node)
            anchored[brought.get(asked, f"{home}.{asked}")] += asked != ""
    return {name for name, times in anchored.items() if times and used[name] == times}


def _brought(tree: ast.Module) -> dict[str, str]:
    """Names that a module imports from the package → where they come from, without the package's name."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}".removeprefix("policyparse.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _asked(node: ast.AST) -> str:
    """The name whose ``match`` or ``fullmatch`` is called here with a text alone; empty for all else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 1):
        return ""
    known = isinstance(node.func.value, ast.Name) and node.func.attr in ("match", "fullmatch")
    return node.func.value.id if known else ""  # type: ignore[attr-defined]


def rules() -> list[Rule]:
    """Every rule of the package."""
    return [
        rule
        for module in pkgutil.walk_packages(policyparse.__path__, "policyparse.")
        if module.name.split(".")[1] in PACKAGES
        for rule in getattr(importlib.import_module(module.name), "RULES", ())
        if isinstance(rule, Rule)
    ]


def _patterns(value: Any, name: str, depth: int = 3) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, LazyPattern):
        yield name, value.compiled()
    elif isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, Rule):
        yield from _patterns(value.pattern, f"{name}[{value.id}]")
    elif isinstance(value, dict | list | tuple) and depth:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, held in items:
            yield from _patterns(held, f"{name}[{key}]", depth - 1)


def pumps(pattern: re.Pattern[Any], most: int = 20) -> list[tuple[str, str]]:
    """(what leads up to it, what is repeated) for the repeats of a pattern that have no narrow bound."""
    flags = pattern.flags & (re.IGNORECASE | re.DOTALL | re.MULTILINE | re.VERBOSE | re.ASCII)
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    found: list[tuple[str, str]] = []
    _walk(parser.parse(text, flags), "", found)
    return list(dict.fromkeys(found))[:most]


def _walk(tokens: Any, before: str, found: list[tuple[str, str]]) -> str:
    """A text that the tokens match, or nearly; ``found`` takes what may be repeated in it."""
    made = ""
    for kind, value in tokens:
        if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            least, largest, body = value
            inner = _walk(body, before + made, found)
            if inner and largest > 20:
                found.append((before + made, inner))
                found += [(before + made, one) for one in _others(body)]
            made += inner * max(1, least)
        elif kind is ops.BRANCH:
            ways = [_walk(way, before + made, found) for way in value[1][:12]]
            made += max(ways, key=len, default="")
        elif kind is ops.SUBPATTERN:
            made += _walk(value[-1], before + made, found)
        elif kind is ops.ATOMIC_GROUP:
            made += _walk(value, before + made, found)
        elif kind in (ops.ASSERT, ops.ASSERT_NOT):
            _walk(value[1], before + made, found)
        else:
            made += _one(kind, value)
    return made


def _others(body: Any) -> list[str]:
    """Further ways of saying what is repeated: an alternation's other ways, a set's other characters."""
    tokens = list(body)
    while len(tokens) == 1 and tokens[0][0] is ops.SUBPATTERN:
        tokens = list(tokens[0][1][-1])
    if len(tokens) != 1:
        return []
    kind, value = tokens[0]
    if kind is ops.BRANCH:
        return [text for way in value[1][:6] if (text := _walk(way, "", []))]
    if kind is ops.IN:
        return [chr(one[1]) for one in value if one[0] is ops.LITERAL][:4]
    return []


def _one(kind: Any, value: Any) -> str:
    """One character that a token matches; empty for what matches none."""
    if kind is ops.LITERAL:
        return chr(value)
    if kind is ops.ANY:
        return "一"
    if kind is ops.NOT_LITERAL:
        return "一" if value != ord("一") else "二"
    if kind is ops.IN:
        return _of_set(value)
    return ""


def _of_set(items: Any) -> str:
    if items[0][0] is ops.NEGATE:
        text = "".join(_of_set([item]) for item in items[1:])
        return next(one for one in "一1a 、二(" if one not in text)
    kind, value = items[0]
    if kind is ops.LITERAL:
        return chr(value)
    if kind is ops.RANGE:
        return chr(value[0])
    names = {ops.CATEGORY_DIGIT: "1", ops.CATEGORY_SPACE: " ", ops.CATEGORY_WORD: "一", ops.CATEGORY_NOT_DIGIT: "一",
             ops.CATEGORY_NOT_SPACE: "一", ops.CATEGORY_NOT_WORD: "、"}  # fmt: skip
    return names.get(value, "一")
