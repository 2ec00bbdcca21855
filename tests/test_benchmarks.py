"""The benchmark's own arithmetic: turns, ratios within a round, growth, what is left out and said, aims, the table.

Costs are given here, nothing is timed. Not here: any figure.
"""

from __future__ import annotations

import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from benchmarks import formats  # noqa: E402
from benchmarks.contest import (  # noqa: E402
    Contest,
    Peer,
    Plan,
    Row,
    Size,
    Work,
    exponent,
    figure,
    fresh_texts,
    measure,
    ratio,
    row_of,
)
from benchmarks.table import as_data, as_text, met  # noqa: E402

SIZES = [Size(1, 10, "a"), Size(10, 100, "b"), Size(100, 1000, "c")]
PLAN = Plan(rounds=3, longest=10)


def contest(ours: dict[str, float], peers: dict[str, dict[str, float]], called: list[str] | None = None) -> Contest:
    """Work whose cost is known by its input: seconds by ``given``."""

    def work(who: str, costs: dict[str, float]) -> Work:
        def run(given: str) -> float:
            if called is not None:
                called.append(f"{who} {given}")
            return costs[given]

        return run

    others = [Peer(who, lambda who=who, costs=costs: work(who, costs)) for who, costs in peers.items()]  # type: ignore[misc]
    return Contest("text", "characters/s", SIZES, work("ours", ours), others, cost=lambda run, given: run(given))  # type: ignore[arg-type, return-value]


LINEAR = {"a": 1.0, "b": 10.0, "c": 100.0}


def test_each_round_runs_all_by_turns_after_one_that_warms_up() -> None:
    called: list[str] = []
    measure(contest({"a": 1, "b": 1, "c": 1}, {"peer": {"a": 1, "b": 1, "c": 1}}, called), Plan(3, 1000))
    assert called == [f"{who} {given}" for given in "abc" for _ in range(1 + 3) for who in ("ours", "peer")]


def test_ours_comes_first_and_peers_say_how_many_times_as_fast_it_is() -> None:
    ours, peer = measure(contest({"a": 1, "b": 2, "c": 3}, {"peer": {"a": 4, "b": 4, "c": 4}}), Plan(3, 1000))
    assert (ours.who, ours.ratio, ours.figures) == ("policyparse", None, {1: 10, 10: 50, 100: pytest.approx(1000 / 3)})
    assert (peer.who, peer.ratio) == ("peer", 4.0)


def test_a_ratio_is_the_median_of_those_of_the_rounds() -> None:
    assert ratio({1: [2, 30, 4]}, {1: [1, 10, 2]}) == 2
    assert ratio({10: [1.0]}, {1: [1.0]}) is None


def test_growth_is_the_exponent_of_cost_over_amount() -> None:
    assert exponent([(10, 2), (100, 20), (1000, 200)]) == pytest.approx(1)
    assert exponent([(10, 1), (100, 100)]) == pytest.approx(2)
    assert exponent([(10, 1)]) is None


def test_figures_are_rates_or_costs_by_their_unit() -> None:
    assert figure("characters/s", 1000, 0.5) == 2000
    assert figure("files/s", 40, 4) == 10
    assert figure("ms/page", 20, 0.4) == 20
    assert figure("ms", 20, 0.4) == 400
    assert figure("MB", 20, 150) == 150


def test_a_size_that_would_take_a_peer_too_long_is_left_out_and_said() -> None:
    ours, slow = measure(contest(LINEAR, {"slow": LINEAR}), PLAN)
    assert sorted(ours.figures) == [1, 10, 100]
    assert sorted(slow.figures) == [1, 10]
    assert slow.note == "100× left out: it would take some 100 s a run"


def test_a_peer_that_is_missing_or_fails_is_left_out_with_its_reason() -> None:
    def missing() -> Work:
        raise ImportError("No module named 'camelot'")

    def fails(given: object) -> object:
        raise ValueError("no such table")

    peers = [Peer("missing", missing), Peer("failing", lambda: fails)]
    found = measure(Contest("text", "ms", SIZES[:1], str, peers, cost=lambda run, given: len(str(run(given)))), PLAN)
    assert [row.note for row in found] == [
        "", "left out: ImportError: No module named 'camelot'", "1× left out: ValueError: no such table",
    ]  # fmt: skip
    assert [bool(row.figures) for row in found] == [True, False, False]


def test_no_input_is_met_twice() -> None:
    met_before = [tuple(fresh_texts(["到2025年底前", "每年4月"], number)) for number in range(5)]
    assert len(set(met_before)) == 5
    assert all(text.startswith("每年4月") for _, text in met_before)


def aimed(**given: Any) -> Row:
    return Row(**({"what": "text", "who": "policyparse", "unit": "ms", "figures": {1: 500.0}} | given))


@pytest.mark.parametrize(
    ("row", "reached"),
    [
        (aimed(aim=600.0), True),
        (aimed(aim=499.0), False),
        (aimed(unit="MB", figures={1: 80.0, 100: 600.0}, aim=500.0), False),  # at every size
        (aimed(unit="characters/s", figures={1: 2e6}, aim=1e6), True),
        (aimed(exponent=1.054, exponent_aim=1.05), True),
        (aimed(exponent=1.06, exponent_aim=1.05), False),
        (aimed(who="pdfplumber", ratio=2.9, aim=3.0), False),
        (aimed(who="pypdfium2", ratio=0.4, aim=0.4), True),
        (aimed(who="pypdfium2", ratio=None, aim=0.4), None),
        (aimed(), None),
    ],
)
def test_an_aim_is_of_the_figure_for_ours_and_of_the_ratio_for_peers(row: Row, reached: bool | None) -> None:
    assert met(row) is reached


def test_the_table_has_a_row_each_and_says_in_its_foot_what_was_left_out() -> None:
    rows = [
        row_of("PDF: to text", "policyparse", "ms/page", {1: 2, 10: 20}, {1: [0.02], 10: [0.2]}, aim=15.0),
        row_of("PDF: to text", "camelot", "ms/page", {1: 2}, {1: [3.0]}, {1: [0.02]}, note="10× left out"),
    ]
    lines = as_text(rows, {"python": "CPython 3.11"}).splitlines()
    assert lines[2].split() == ["PDF:", "to", "text", "policyparse", "ms/page", "10", "10", "1.00", "≤", "15", "met"]
    assert lines[3].split() == ["camelot", "ms/page", "1,500", "150"]
    assert lines[-2:] == ["PDF: to text, camelot: 10× left out", "python: CPython 3.11"]
    data = json.loads(json.dumps(as_data(rows, {})))
    assert [(row["who"], row["met"]) for row in data["rows"]] == [("policyparse", True), ("camelot", None)]


@pytest.mark.parametrize("name", ["docx", "html", "ofd"])
def test_a_longer_file_of_a_format_holds_its_text_as_many_times(name: str) -> None:
    import policyparse

    make = {"docx": formats._long_docx, "html": formats._long_html, "ofd": formats._long_ofd}[name]
    once, thrice = (policyparse.parse(make(factor), name=f"notice.{name}") for factor in (1, 3))
    word = "教育" if name != "ofd" else "辞职"
    assert thrice.text.count(word) == 3 * once.text.count(word) > 0


def test_a_longer_ofd_is_a_package_with_every_page_in_it() -> None:
    with zipfile.ZipFile(BytesIO(formats._long_ofd(10))) as archive:
        assert sum(name.startswith("Doc_0/Pages/Page_0_") for name in archive.namelist()) == 10
