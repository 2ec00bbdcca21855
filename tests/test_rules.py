"""Every rule proves itself: the ``RULES`` of every module under policyparse are walked, wherever they stand."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import policyparse
from policyparse.language.rules import Rule, shown


def _modules() -> list[str]:
    names = [
        module.name for module in pkgutil.walk_packages(policyparse.__path__, "policyparse.", onerror=lambda name: None)
    ]
    return sorted(name for name in names if not name.endswith("__main__"))


def _rules() -> list[tuple[str, Rule]]:
    found: list[tuple[str, Rule]] = []
    for name in _modules():
        if ".language." not in name and ".facts" not in name and ".outline" not in name and ".layout" not in name:
            continue
        for rule in getattr(importlib.import_module(name), "RULES", ()):
            if isinstance(rule, Rule):
                found.append((name, rule))
    return found


_RULES = _rules()


@pytest.mark.parametrize(("module", "rule"), _RULES, ids=[f"{module}:{rule.id}" for module, rule in _RULES])
def test_a_rule_reads_its_examples_and_leaves_its_near_misses(module: str, rule: Rule) -> None:
    assert rule.purpose
    assert len(rule.examples) >= 2, "a rule shows at least two examples"
    assert rule.near_misses, "a rule shows at least one near miss"
    for text, expected in rule.examples:
        assert rule.may_match(text), f"{text!r} holds none of the literals"
        if rule.find is not None:
            values = [shown(mention.value) for mention in rule.found_in(text)]
            assert values[:1] == [expected], f"{rule.id} on {text!r}"
    for text in rule.near_misses:
        assert not rule.found_in(text), f"{rule.id} must not read {text!r}"


def test_rule_ids_are_unique_within_a_module() -> None:
    seen = [(module, rule.id, rule.find) for module, rule in _RULES]
    assert len(seen) == len(set(seen))
    assert {"quantity.range", "time.by", "number.chinese"} <= {rule.id for _, rule in _RULES}
