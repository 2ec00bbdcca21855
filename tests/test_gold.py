"""Gold files and the scorer: strict loading with line numbers, what counts as right, agreement of two readers.

Small hand-made labels only; the scores of the real notices are a matter of the floors.
"""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policyparse.errors import EXIT_CODES, PolicyParseError
from policyparse.gold import FIELDS, KINDS, GoldError, GoldFile, Scores, gold_as_document, load_gold, score, validate
from policyparse.gold.agreement import agreement, differences
from policyparse.gold.calibration import by_kind, by_rule, curve
from policyparse.gold.tally import Verdict
from policyparse.gold.wording import fold, fold_title, same_subject

QUANTITY = {
    "raw": "30个", "comparator": "=", "value": 30, "low": None, "high": None, "unit": "个", "per": [], "basis": "level",
    "approximate": False, "ratio": None,
}  # fmt: skip
BY_2025 = {
    "raw": "到2025年", "kind": "by", "start": None, "end": "2025-12-31", "recurrence": None, "precision": "year",
    "ambiguous": False,
}  # fmt: skip
LEAD = {"raw": "市教育局", "name": "市教育局", "canonical": "南昌市教育局", "role": "lead", "group": False}
SCHOOLS = {"raw": "各校", "name": "各中职学校", "canonical": "各中职学校", "role": "responsible", "group": True}
TASK: dict[str, Any] = {
    "id": "t1", "origin": "prose", "number": "1", "measure": "主要任务", "action": "优化专业设置",
    "quote": "1. 优化专业设置。", "refines": None, "responsible": [], "deadlines": [],
}  # fmt: skip
ROW = TASK | {
    "id": "t2", "origin": "table", "action": "每校建设专业不少于2个", "quote": "1.每校建设专业不少于2个",
    "refines": "t1", "responsible": [LEAD, SCHOOLS], "deadlines": [BY_2025],
}  # fmt: skip
TARGET = {
    "id": "g1", "origin": "prose", "indicator": "产教融合专业", "scope": "全市中职学校", "quantity": QUANTITY,
    "time": BY_2025, "nature": None, "quote": "到2025年建成产教融合专业30个", "task": "t1",
}  # fmt: skip
SHARE = QUANTITY | {"raw": "不低于30.5%", "comparator": ">=", "value": Decimal("30.5"), "unit": "%"}
THRESHOLD = {
    "subject": "教育附加费用于职业教育的比例", "condition": None, "quantity": SHARE, "task": None,
    "quote": "教育附加费用于职业教育的比例不低于30.5%",
}  # fmt: skip
LABELS: dict[str, Any] = {
    "schema": "policyparse-gold/1",
    "document": "notice.txt",
    "sha256": "0" * 64,
    "complete": ["metadata", "citations", "tables", "tasks", "targets", "thresholds"],
    "metadata": {
        "title": "关于印发《行动计划(2023-2025年)》的通知",
        "subject_title": "行动计划(2023-2025年)",
        "doc_type": "行动计划",
        "doc_number": {"raw": "洪教职成字〔2023〕8号", "organ_code": "洪教职成字", "year": 2023, "serial": 8},
        "issuers": ["南昌市教育局", "南昌市财政局"],
        "addressees": ["各中职学校"],
        "signed_date": "2023-12-12",
        "printed_date": None,
        "attachments": [{"number": "1", "title": "任务分工表"}],
        "period": {"start": "2023-01-01", "end": "2025-12-31"},
    },
    "citations": [
        {"title": "行动计划(2023-2025年)", "doc_number": None, "relation": "issued", "quote": "《行动计划》"},
        {"title": "职业教育法", "doc_number": "国发〔2019〕4号", "relation": "basis", "quote": "《职业教育法》"},
    ],
    "tables": [{"kind": "tasks", "caption": None, "header": ["序号", "任务"], "rows": [["1", "甲"]] * 2, "pages": []}],
    "tasks": [TASK, ROW],
    "targets": [TARGET],
    "thresholds": [THRESHOLD],
}


class _ExactEncoder(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        return float(o) if isinstance(o, Decimal) else super().default(o)


def written(labels: dict[str, Any]) -> bytes:
    return json.dumps(labels, ensure_ascii=False, indent=1, cls=_ExactEncoder).encode()


def loaded(**changes: Any) -> GoldFile:
    return load_gold(written(LABELS | changes), "notice.txt.gold.json")


def document(**changes: Any) -> dict[str, Any]:
    return gold_as_document(loaded(**changes))


def figures(scores: Scores, kind: str) -> tuple[int, int, int]:
    tally = scores.kinds[kind]
    return tally.tp, tally.fp, tally.fn


def test_gold_scored_against_itself_is_right_everywhere() -> None:
    scores = score(document(), loaded())
    assert {kind: scores.kinds[kind].f1 for kind in KINDS} == dict.fromkeys(KINDS, 1.0)
    assert {name: scores.fields[name].share for name in FIELDS} == dict.fromkeys(FIELDS, 1.0)
    assert scores.misses == ()
    assert figures(scores, "metadata") == (10, 0, 0)
    assert figures(scores, "tables") == (2, 0, 0)


def test_document_from_json_text_scores_as_the_dump_does() -> None:
    as_json = json.loads(json.dumps(document(), default=str), parse_float=Decimal)
    assert score(as_json, loaded()) == score(document(), loaded())


def test_wrong_value_is_a_miss_with_what_was_found_beside_it() -> None:
    wrong = TARGET | {"quantity": QUANTITY | {"value": 20}}
    scores = score(document(targets=[wrong]), loaded())
    assert figures(scores, "numbers") == (1, 1, 1)
    assert figures(scores, "targets") == (0, 1, 1)
    (miss,) = [miss for miss in scores.misses if miss.kind == "numbers"]
    assert miss.expected is not None and "30 个" in miss.expected
    assert miss.found is not None and "20 个" in miss.found
    assert miss.quote == TARGET["quote"]
    assert [miss.follows for miss in scores.misses if miss.kind == "targets"] == ["numbers"]


def test_wrong_comparator_or_unit_is_wrong_but_its_field_says_which() -> None:
    wrong = THRESHOLD | {"quantity": SHARE | {"comparator": "<="}}
    scores = score(document(thresholds=[wrong]), loaded())
    assert figures(scores, "numbers") == (1, 1, 1)
    assert (scores.fields["comparator"].right, scores.fields["comparator"].of) == (1, 2)
    assert scores.fields["unit"].share == 1.0


def test_missing_unit_costs_one_unit_with_its_name_and_role() -> None:
    scores = score(document(tasks=[TASK, ROW | {"responsible": [LEAD]}]), loaded())
    assert [figures(scores, kind) for kind in ("units", "canonical", "roles")] == [(1, 0, 1)] * 3
    assert figures(scores, "tasks") == (2, 0, 0)
    assert [(miss.kind, miss.follows) for miss in scores.misses] == [
        ("units", None), ("canonical", "units"), ("roles", "units"),
    ]  # fmt: skip


def test_wrong_role_is_no_wrong_unit() -> None:
    scores = score(document(tasks=[TASK, ROW | {"responsible": [LEAD | {"role": "support"}, SCHOOLS]}]), loaded())
    assert figures(scores, "units") == (2, 0, 0)
    assert figures(scores, "roles") == (1, 1, 1)
    (miss,) = scores.misses
    assert miss.expected is not None and miss.expected.startswith("lead")
    assert miss.found is not None and miss.found.startswith("support")


def test_missed_task_takes_its_units_and_deadlines_along() -> None:
    scores = score(document(tasks=[TASK]), loaded())
    assert figures(scores, "tasks") == (1, 0, 1)
    assert figures(scores, "deadlines") == (0, 0, 1)
    assert [miss.kind for miss in scores.misses if miss.follows is None] == ["tasks"]


def test_swapped_kind_is_right_as_a_number_and_wrong_when_told_apart() -> None:
    swapped = {key: TARGET[key] for key in ("quantity", "quote", "task")} | {
        "subject": TARGET["indicator"],
        "condition": None,
    }
    scores = score(document(targets=[], thresholds=[swapped, THRESHOLD]), loaded())
    assert figures(scores, "numbers") == (2, 0, 0)
    assert figures(scores, "targets") == (0, 0, 1)
    assert figures(scores, "thresholds") == (1, 1, 0)
    assert figures(scores, "told_apart") == (1, 1, 1)
    missed, *_ = scores.misses
    assert missed.kind == "targets" and missed.found is not None and missed.found.startswith("threshold")


def test_subject_is_lenient_and_its_exact_naming_counted_apart() -> None:
    named = TARGET | {"indicator": "全市中职学校产教融合专业", "scope": None}
    scores = score(document(targets=[named]), loaded())
    assert figures(scores, "numbers") == (2, 0, 0)
    assert (scores.fields["indicator_exact"].right, scores.fields["indicator_exact"].of) == (1, 2)
    assert scores.fields["scope"].right == 0
    other = TARGET | {"indicator": "教师", "scope": None}
    assert figures(score(document(targets=[other]), loaded()), "numbers") == (1, 1, 1)


def test_repeated_facts_pair_up_by_their_quotes() -> None:
    again = TARGET | {"id": "g2", "origin": "table", "time": None, "quote": "附件一：专业建设任务为产教融合专业30个"}
    gold = loaded(targets=[TARGET, again])
    scores = score(document(targets=[again, TARGET]), gold)
    assert scores.misses == ()
    once = score(document(targets=[again]), gold)
    (miss,) = [miss for miss in once.misses if miss.kind == "numbers"]
    assert miss.quote == TARGET["quote"]


def test_repeated_rows_count_as_often_as_they_stand() -> None:
    table = LABELS["tables"][0] | {"rows": [["1", "甲"]]}
    assert figures(score(document(tables=[table]), loaded()), "tables") == (1, 0, 1)


def test_refines_is_compared_by_action_not_by_id() -> None:
    renamed = [TASK | {"id": "x9"}, ROW | {"refines": "x9"}]
    scores = score(document(tasks=renamed, targets=[TARGET | {"task": "x9"}]), loaded())
    assert scores.misses == ()
    lost = score(document(tasks=[TASK, ROW | {"refines": None}]), loaded())
    assert (lost.fields["refines"].right, lost.fields["refines"].of) == (0, 1)


def test_widths_brackets_and_blanks_are_no_difference() -> None:
    number = LABELS["metadata"]["doc_number"] | {"raw": "洪教职成字[2023] 8号"}
    metadata = LABELS["metadata"] | {"title": "关于印发《行动计划（2023－2025年）》的通知", "doc_number": number}
    assert figures(score(document(metadata=metadata), loaded()), "metadata") == (10, 0, 0)


def test_metadata_that_is_not_printed_must_not_be_given() -> None:
    scores = score(document(metadata=LABELS["metadata"] | {"printed_date": "2023-12-13"}), loaded())
    assert figures(scores, "metadata") == (10, 1, 0)
    assert [(miss.expected, miss.found) for miss in scores.misses] == [(None, "printed_date: 2023-12-13")]


def test_kind_that_is_not_complete_is_scored_for_recall_only() -> None:
    gold = loaded(complete=["metadata", "targets"], citations=LABELS["citations"][:1])
    tally = score(document(), gold).kinds["citations"]
    assert (tally.tp, tally.fp, tally.fn) == (1, 0, 0)
    assert (tally.precision, tally.recall, tally.f1) == (None, 1.0, None)
    assert score(document(), gold).kinds["numbers"].f1 is None


def test_document_of_another_shape_is_refused() -> None:
    shapes: list[dict[str, Any]] = [{"tasks": "t1"}, {"tasks": [{"action": "甲"}]}, {"metadata": []}, {"targets": [{}]}]
    for broken in shapes:
        with pytest.raises(PolicyParseError) as caught:
            score(broken, loaded())
        assert caught.value.code == "corrupt"


BACKWARDS = BY_2025 | {"kind": "during", "start": "2026-01-01", "end": "2025-12-30"}


def line_with(labels: dict[str, Any], mark: str, occurrence: int = 1) -> int:
    lines = written(labels).decode().splitlines()
    return [number for number, line in enumerate(lines, 1) if mark in line][occurrence - 1]


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    labels = copy.deepcopy(LABELS)
    at: Any = labels
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return labels


def refusal(data: bytes) -> GoldError:
    with pytest.raises(GoldError) as caught:
        load_gold(data, "n.gold.json")
    assert caught.value.code in ("corrupt", "empty")
    assert str(caught.value).startswith("n.gold.json: ")
    assert f"line {caught.value.line}: " in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("labels", "mark"),
    [
        (changed("tasks", 1, "refines", to="t9"), '"t9"'),
        (changed("targets", 0, "task", to="t8"), '"t8"'),
        (changed("thresholds", 0, "task", to="t7"), '"t7"'),
        (changed("tasks", 1, "refines", to="t2"), '"refines": "t2"'),
        (changed("metadata", "doc_type", to="倡议书"), '"倡议书"'),
        (changed("metadata", "colour", to="red"), '"colour"'),
        (changed("metadata", "signed_date", to="2023-2-30"), '"2023-2-30"'),
        (changed("metadata", "signed_date", to="2023-02-30"), '"2023-02-30"'),
        (changed("metadata", "period", "end", to="2022-12-31"), '"2022-12-31"'),
        (changed("metadata", "doc_number", "year", to="2023"), '"year"'),
        (changed("tasks", 1, "responsible", 1, "role", to="boss"), '"boss"'),
        (changed("tasks", 1, "responsible", 1, "group", to="yes"), '"yes"'),
        (changed("tasks", 1, "deadlines", 0, "start", to="2026-01-01"), '"2026-01-01"'),
        (changed("tasks", 1, "deadlines", 0, "recurrence", to="FREQ=YEARLY"), '"FREQ=YEARLY"'),
        (changed("tasks", 1, "deadlines", 0, "latest", to="2026-01-31"), '"latest"'),
        (changed("targets", 0, "quantity", "comparator", to="=="), '"=="'),
        (changed("targets", 0, "quantity", "value", to="30"), '"value": "30"'),
        (changed("targets", 0, "quantity", "value", to=True), '"value": true'),
        (changed("targets", 0, "quantity", "value", to=None), '"value": null'),
        (changed("targets", 0, "quantity", "low", to=1), '"value": 30'),
        (changed("targets", 0, "quantity", "comparator", to="range"), '"comparator": "range"'),
        (changed("targets", 0, "time", to=BACKWARDS), '"2025-12-30"'),
        (changed("complete", 3, to="duties"), '"duties"'),
        (changed("tables", 0, "rows", 1, 1, to=7), "   7"),
        (changed("sha256", to="abc"), '"abc"'),
    ],
)
def test_malformed_gold_is_refused_with_the_line_that_is_wrong(labels: dict[str, Any], mark: str) -> None:
    assert line_with(labels, mark) in [line for line, _ in refusal(written(labels)).problems]


def test_missing_key_is_refused_with_the_line_of_its_object() -> None:
    labels = copy.deepcopy(LABELS)
    del labels["targets"][0]["nature"]
    error = refusal(written(labels))
    # "targets" stands among the complete kinds first; on the line after its own key opens its first item.
    assert (error.line, "targets[0].nature" in str(error)) == (line_with(labels, '"targets"', 2) + 1, True)


def test_bad_syntax_is_refused_with_its_line() -> None:
    lines = written(LABELS).decode().splitlines()
    lines[6] = lines[6].rstrip(",") + ",,"
    assert refusal("\n".join(lines).encode()).line == 7


def test_key_given_twice_is_refused_with_its_second_line() -> None:
    text = written(LABELS).decode().replace('"document"', '"sha256": "",\n "document"', 1)
    error = refusal(text.encode())
    assert "twice" in str(error)
    assert text.splitlines()[error.line - 1].startswith(' "sha256": "000')


@pytest.mark.parametrize("junk", [b"", b"  \n ", b"\xff\xfe\x00", b"[]", b"null", b"[" * 100_000, b'{"a": NaN}', b"{"])
def test_junk_is_refused_as_gold(junk: bytes) -> None:
    refusal(junk)


@pytest.mark.parametrize("number", ["1e999999999999999999999", "9" * 5000, "NaN", "-Infinity", "1" * 29 + ".01"])
def test_number_beyond_measure_is_refused_with_its_line(number: str) -> None:
    text = written(LABELS).decode().replace('"value": 30,', f'"value": {number},')
    wanted = next(place for place, line in enumerate(text.splitlines(), 1) if number in line)
    assert refusal(text.encode()).line == wanted


def test_numbers_are_exact() -> None:
    text = written(LABELS).decode().replace('"value": 30,', '"value": 0.1234567891,')
    assert load_gold(text.encode()).targets[0].quantity.value == Decimal("0.1234567891")


def test_file_that_is_not_there_and_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.gold.json", "not_found"), (tmp_path, "not_a_file")):
        with pytest.raises(PolicyParseError) as caught:
            load_gold(path)
        assert caught.value.code == code


def test_errors_have_designs_exit_codes_one_line_and_survive_pickling() -> None:
    assert EXIT_CODES == {
        "empty": 10, "unsupported": 11, "encrypted": 12, "corrupt": 13, "too_large": 14, "timeout": 15,
        "missing_extra": 16, "not_found": 17, "not_a_file": 18, "unreadable": 19, "internal": 20,
    }  # fmt: skip
    error = PolicyParseError("corrupt", "broken\nin two\x1b[2J", "a\nb.txt")
    assert str(error) == "a b.txt: corrupt: broken in two\\x1b[2J"
    for one in (error, refusal(b"{")):
        again = pickle.loads(pickle.dumps(one))
        assert (str(again), again.code, again.exit_code, again.name) == (str(one), one.code, one.exit_code, one.name)
    with pytest.raises(ValueError, match="unknown"):
        PolicyParseError("odd")  # type: ignore[arg-type]


class _Written:
    def __init__(self, labels: dict[str, Any]) -> None:
        self.labels = labels

    def to_json(self) -> str:
        return json.dumps(self.labels, default=str)


def test_validate_matches_by_file_name_and_sums_over_facts(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / f"{name}.gold.json").write_bytes(written(LABELS | {"document": name}))
    (tmp_path / "README.md").write_text("no gold")
    right, other = document(document="a.txt"), document(document="c.txt")
    report = validate([_Written(right), other], tmp_path)
    assert (report.missing, report.unscored) == (("b.txt",), ("c.txt",))
    assert list(report.by_document()) == ["a.txt", "b.txt"]
    tally = report.overall("tasks")
    assert (tally.tp, tally.fn, tally.recall, tally.precision) == (2, 2, 0.5, 1.0)
    assert tally.f1 == pytest.approx(2 / 3)
    shape = json.loads(report.to_json())
    assert shape["overall"]["kinds"]["tasks"]["f1"] == 0.666667
    assert shape["documents"][1]["misses"]
    assert "0.666" in report.to_text() and "b.txt: tasks (2)" in report.to_text()
    assert "| tasks | 1.000 | 0.500 | 0.666 | 2 | 0 | 2 |" in report.to_markdown()


def test_validate_refuses_two_documents_of_one_name_and_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(PolicyParseError) as caught:
        validate([document(), document()], loaded())
    assert caught.value.code == "corrupt"
    with pytest.raises(PolicyParseError) as caught:
        validate([document()], tmp_path)
    assert caught.value.code == "not_found"


def test_agreement_of_two_readers_lists_each_difference_once() -> None:
    other = loaded(targets=[TARGET | {"quantity": QUANTITY | {"value": 20}}], tasks=[TASK])
    report = agreement([loaded()], [other])
    lines = list(differences(report))
    assert report.overall("metadata").f1 == 1.0
    assert [line for line in lines if line.startswith("##")] == [
        "## notice.txt: tasks", "## notice.txt: numbers",
    ]  # fmt: skip


def test_agreement_script_prints_table_differences_and_refused_files(tmp_path: Path) -> None:
    for side, labels in (("A", LABELS), ("B", LABELS | {"tasks": [TASK]})):
        (tmp_path / side).mkdir()
        (tmp_path / side / "000.gold.json").write_bytes(written(labels))
    (tmp_path / "B" / "001.gold.json").write_bytes(b'{\n"schema": 1}')
    script = Path(__file__).resolve().parents[1] / "scripts" / "agreement.py"
    command = [sys.executable, str(script), str(tmp_path / "A"), str(tmp_path / "B")]
    # A bare environment, as in a cron job: no locale, but Chinese on stdout.
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"}, check=False)
    assert ran.returncode == 1
    assert "001.gold.json:2: " in ran.stderr
    assert "tasks            0.666      1       1       0" in ran.stdout
    assert "   1. A  [table] 1 每校建设专业不少于2个" in ran.stdout


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("企业兼职教师占专业教师比例", "企业兼职教师占专业教师的比例", True),
        ("专业", "产教融合专业", False),
        ("产教融合", "产教融合专业", True),
        ("学位", "师资", False),
        ("", "", True),
        ("", "师资", False),
    ],
)
def test_same_subject_is_containment_of_half_or_likeness(one: str, other: str, same: bool) -> None:
    assert same_subject(one, other) is same is same_subject(other, one)


def test_folding_reads_titles_with_and_without_their_marks_alike() -> None:
    assert fold("２０２３－２０２５ 年（试行）") == fold("2023—2025年〔试行〕")
    assert fold_title("《甲》") == "甲"
    assert fold_title("《甲》和《乙》") == "《甲》和《乙》"


class TestCalibration:
    def test_facts_are_binned_by_what_they_claim(self) -> None:
        verdicts = [
            Verdict("targets", "number.made", Decimal("0.9"), True),
            Verdict("targets", "number.made", Decimal("0.94"), False),
            Verdict("tasks", "task.item", Decimal("1"), True),
        ]
        assert [(one.name, one.facts, one.right) for one in curve(verdicts)] == [("0.90", 2, 1), ("0.95", 1, 1)]
        assert [(one.name, one.share) for one in by_rule(verdicts)] == [
            ("targets number.made", 0.5),
            ("tasks task.item", 1.0),
        ]

    def test_a_fact_of_the_other_kind_is_a_wrong_find_of_its_own(self) -> None:
        assert by_kind([Verdict("thresholds", "r", Decimal("0.7"), False)])[0].share == 0.0
