"""Patterns that wait for their first use are the patterns that ``re`` would have made."""

from __future__ import annotations

import importlib
import pkgutil
import re

import policyparse
from policyparse.lazy_regex import LazyPattern, regex

DUE = regex(r"(?P<month>\d{1,2})月(?:底|末)前", re.MULTILINE)


def test_a_pattern_is_compiled_when_it_is_first_used_and_its_module_then_holds_the_compiled_one() -> None:
    held = DUE
    assert type(globals()["DUE"]) is LazyPattern
    found = held.search("2023年6月底前完成")
    assert found is not None and found["month"] == "6"
    assert isinstance(globals()["DUE"], re.Pattern)


def test_a_holder_of_the_first_object_goes_on_with_it() -> None:
    pattern = regex("[。；]", re.IGNORECASE)
    assert pattern.split("一。二；三") == ["一", "二", "三"]
    assert pattern.sub("，", "一。二") == "一，二"
    assert [match.start() for match in pattern.finditer("一。二；")] == [1, 3]
    assert (pattern.pattern, pattern.groups) == ("[。；]", 0)
    assert pattern.flags & re.IGNORECASE


def test_every_pattern_of_every_module_compiles() -> None:
    tried = 0
    for module in pkgutil.walk_packages(policyparse.__path__, "policyparse."):
        if module.name.endswith("__main__"):
            continue
        try:
            names = vars(importlib.import_module(module.name))
        except ModuleNotFoundError as missing:  # an extra that is not installed
            if (missing.name or "").startswith("policyparse"):
                raise
            continue
        for held in list(names.values()):
            if isinstance(held, LazyPattern):
                held.compiled()
            tried += isinstance(held, LazyPattern | re.Pattern)  # one that was used before has taken its name
    assert tried > 100
