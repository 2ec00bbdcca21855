"""Inputs that once broke something, kept by scripts/fuzz.py in tests/crashes, a folder a target: each ends well now.

And the fuzzer's first inputs, which show that its targets reach what they are to try. Not for: finding new ones.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CRASHES = ROOT / "tests" / "crashes"
sys.path.insert(0, str(ROOT / "scripts"))

from fuzzing import laws, mutations  # noqa: E402
from fuzzing.seeds import seeds  # noqa: E402
from fuzzing.targets import TARGETS, surroundings  # noqa: E402

from policyparse import PolicyParseError  # noqa: E402

KEPT = sorted(path for path in CRASHES.rglob("*") if path.is_file())
pytest.importorskip("PIL", reason="the target image needs the extra ocr")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.relative_to(CRASHES)))
def test_what_once_broke_ends_well(path: Path) -> None:
    with surroundings(path.parent.name):
        laws.survive(TARGETS[path.parent.name], path.read_bytes())


def test_every_kept_input_belongs_to_a_target() -> None:
    assert {path.parent.name for path in KEPT} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_the_first_inputs_of_a_target_are_read_and_come_through_changed(target: str) -> None:
    chosen = random.Random(11)
    given = seeds(target)
    assert len(given) >= 10
    with surroundings(target):
        for data in chosen.sample(given, 4):
            laws.survive(TARGETS[target], data)
            laws.survive(TARGETS[target], mutations.change_by_kind(data, chosen, 20_000))
        assert sum(_is_read(target, data) for data in given[:10]) >= 9


def _is_read(target: str, data: bytes) -> bool:
    try:
        TARGETS[target](data)
    except PolicyParseError:
        return False
    return True


def test_a_law_that_is_broken_is_told() -> None:
    def breaks(data: bytes) -> None:
        raise ValueError(data)

    def says_internal(data: bytes) -> None:
        raise PolicyParseError("internal", "unexpected")

    with pytest.raises(ValueError, match="x"):
        laws.survive(breaks, b"x")
    with pytest.raises(PolicyParseError):
        laws.survive(says_internal, b"x")
    laws.survive(lambda data: (_ for _ in ()).throw(PolicyParseError("corrupt", "so it is")), b"x")
