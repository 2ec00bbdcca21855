"""A user's own words: organs, units of measure and patterns from files, and options from policyparse.toml.

Not here: what the columns of organs.tsv mean (test_lexicon.py), patterns of spaCy's tokens (test_spacy.py).
"""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import policyparse
from policyparse import PolicyDocument, PolicyParseError
from policyparse.cli import main
from policyparse.errors import EXIT_CODES
from policyparse.language import find_organs, find_quantities
from policyparse.language.rules import shown
from policyparse.language.units import Measures, read_units

Captured = pytest.CaptureFixture[str]

NOTICE = """南昌市人民政府办公室关于绿色出行的通知

各县区人民政府：
一、重点任务
（一）推广新能源车。到2025年，全市公交车达到5000标台，配备丝线不少于五绺。（市数促局、滨江智造集团负责）
（二）发展林业。到2026年，全市林业碳汇达到300碳汇吨。（市数促局牵头）

南昌市人民政府办公室
2023年4月5日
"""
ORGANS = "short\tfull\n数促局\t数字经济促进局\n"
UNITS = "# ours\nword\tname\tkind\n绺\t\tcount\n标台\t\t\n"
PATTERNS = (
    '{"label": "ORG", "pattern": "滨江智造集团"}\n\n'
    '{"label": "UNIT_OF_MEASURE", "pattern": "碳汇吨", "id": "吨碳汇"}\n'
)  # fmt: skip


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A folder with all three files."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "organs.tsv").write_text(ORGANS, encoding="utf-8")
    (folder / "units.tsv").write_text(UNITS, encoding="utf-8")
    (folder / "patterns.jsonl").write_text(PATTERNS, encoding="utf-8")
    return folder


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = folder / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def units_of(document: PolicyDocument) -> list[str]:
    return [unit.canonical for unit in document.units]


def amounts_of(document: PolicyDocument) -> list[str]:
    return [f"{target.quantity.value} {target.quantity.unit}" for target in document.targets]


OUR_UNITS = ["南昌市数字经济促进局", "滨江智造集团"]
OUR_AMOUNTS = ["5000 标台", "5 绺", "300 吨碳汇"]


# A folder, and single files.


def test_a_folder_gives_organs_units_and_patterns(words: Path) -> None:
    assert amounts_of(policyparse.parse_text(NOTICE)) == []
    document = policyparse.parse_text(NOTICE, lexicon=words)
    assert units_of(document) == OUR_UNITS
    assert amounts_of(document) == OUR_AMOUNTS
    assert amounts_of(policyparse.parse_text(NOTICE)) == []  # one call's words do not stay for the next


@pytest.mark.parametrize(
    ("name", "units", "amounts"),
    [
        ("organs.tsv", ["南昌市数字经济促进局"], []),
        ("units.tsv", ["南昌市数促局"], ["5000 标台", "5 绺"]),
        ("patterns.jsonl", ["南昌市数促局"], ["300 吨碳汇"]),
    ],
)
def test_a_single_file_is_told_by_what_it_is(words: Path, name: str, units: list[str], amounts: list[str]) -> None:
    document = policyparse.parse_text(NOTICE, lexicon=(words / name).rename(words / f"own{Path(name).suffix}"))
    assert units_of(document)[:1] == units
    assert amounts_of(document) == amounts


def test_each_file_of_a_folder_is_optional(words: Path) -> None:
    (words / "organs.tsv").unlink()
    (words / "patterns.jsonl").unlink()
    assert amounts_of(policyparse.parse_text(NOTICE, lexicon=words)) == ["5000 标台", "5 绺"]


def test_a_folder_without_any_of_them_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        PolicyParseError, match=r"not_found: the folder holds none of organs\.tsv, units\.tsv"
    ) as caught:
        policyparse.read_lexicon(tmp_path)
    assert caught.value.name == tmp_path.name


def test_explain_knows_own_units(words: Path, notice: Path, capsys: Captured) -> None:
    notice.write_text(NOTICE.replace("全市公交车达到5000标台", "见附件（5000标台）"), encoding="utf-8")
    assert main(["explain", str(notice), "--lexicon", str(words)]) == 0
    assert "5000标台" in capsys.readouterr().out


# Units of measure.


def quantities(text: str, table: str) -> list[str]:
    return [shown(mention.value) for mention in find_quantities(text, measures=Measures(tuple(read_units(table))))]


def test_an_own_unit_is_read_like_any_other() -> None:
    table = "word\tname\tkind\topens\n标台\t\t\t阶\n绺\t\tcount\t\n当量吨\t吨当量\t\t\n"
    assert quantities("公交车达到5000标台以上", table) == [">=5000 标台"]
    assert quantities("配备丝线不少于五绺", table) == [">=5 绺"]
    assert quantities("2-3当量吨", table) == ["2..3 吨当量"]
    assert quantities("补助200元/标台", table) == ["=200 元/标台"]
    assert quantities("1.2万标台", table) == ["=12000 标台"]
    assert quantities("建设5标台阶段工程", table) == []  # the character behind opens another word
    assert quantities("第5标台，标台数", table) == []


def test_a_unit_in_full_width_is_found_in_half_width_too() -> None:
    assert quantities("装机10ＭＷｐ，另10MWp", "word\nＭＷｐ\n") == ["=10 ＭＷｐ", "=10 ＭＷｐ"]


def test_an_own_meaning_of_a_known_word_wins() -> None:
    table = "word\tname\tkind\n标箱\t国际标准箱\tmeasure\n"
    assert quantities("吞吐量达到5万标箱", table) == ["=50000 国际标准箱"]
    assert quantities("吞吐量达到5万标箱", "word\n绺\n") == ["=50000 标箱"]


def test_own_units_reach_tables(tmp_path: Path) -> None:
    text = "某市交通规划\n一、指标\n表1 主要指标\n序号\t指标\t单位\t2025年目标值\n1\t公交车数量\t标台\t5000\n2\t公交站数量\t个\t300\n"
    (tmp_path / "units.tsv").write_text(UNITS, encoding="utf-8")
    own, without = (policyparse.parse_text(text, lexicon=lexicon) for lexicon in (tmp_path, None))
    assert amounts_of(own) == ["5000 标台", "300 个"]
    assert amounts_of(without) != amounts_of(own)


# Patterns.


def test_a_phrase_without_an_id_is_complete_as_printed(words: Path) -> None:
    lexicon = policyparse.read_lexicon(words)
    (unit,) = [unit for unit in policyparse.parse_text(NOTICE, lexicon=words).units if "滨江" in unit.name]
    assert (unit.name, unit.canonical) == ("滨江智造集团", "滨江智造集团")  # 市 before 数促局 is not handed on to it
    assert [mention.raw for mention in find_organs("支持滨江智造集团建设基地", lexicon)] == ["滨江智造集团"]


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("南昌数字经济促进局", "南昌数字经济促进局"),
        ("数字经济促进局", "数字经济促进局"),
        ("{}数字经济促进局", "南昌市数字经济促进局"),
        ("{s}数字经济促进局", "南昌数字经济促进局"),
    ],
)
def test_an_id_is_the_whole_name_but_for_a_region_where_it_asks_for_one(words: Path, name: str, canonical: str) -> None:
    (words / "organs.tsv").unlink()
    line = json.dumps({"label": "UNIT", "pattern": "数促局", "id": name}, ensure_ascii=False)
    (words / "patterns.jsonl").write_text(line + "\n", encoding="utf-8")
    assert units_of(policyparse.parse_text(NOTICE, lexicon=words))[0] == canonical


def test_a_pattern_of_tokens_needs_spacy(words: Path) -> None:
    (words / "patterns.jsonl").write_text(
        PATTERNS + '{"label": "ORG", "pattern": [{"TEXT": "甲"}]}\n', encoding="utf-8"
    )
    with pytest.raises(PolicyParseError) as caught:
        policyparse.read_lexicon(words)
    assert str(caught.value).startswith(
        "patterns.jsonl: unsupported: line 4: a pattern of tokens needs a spaCy pipeline"
    )


# What is wrong is named with its file and line.


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("units.tsv", "", 1, "no line of column names"),
        ("units.tsv", "unit\tname\n标台\t标台\n", 1, "the columns must be word and any of name, kind, opens, note"),
        ("units.tsv", "word\tname\n\n\t标台\n", 3, "no word"),
        ("units.tsv", "word\n标台\n绺\n标台\n", 4, "word '标台' stands twice"),
        ("units.tsv", "word\tkind\n标台\tlength\n", 2, "kind 'length' is none of count, measure, money"),
        ("units.tsv", "word\n标 台\n", 2, "at most 20 characters without blanks"),
        ("units.tsv", "word\n万标台\n", 2, "begins like a number"),
        ("units.tsv", "word\n2米\n", 2, "begins like a number"),
        ("units.tsv", "word\n，台\n", 2, "begins like a number or a mark"),
        ("units.tsv", "word\n标台\t台\n", 2, "2 cells under 1 columns"),
        ("patterns.jsonl", '{"label": "ORG"\n', 1, "no JSON"),
        ("patterns.jsonl", "[1]\n", 1, "should be a JSON object"),
        ("patterns.jsonl", "[" * 100_000, 1, "no JSON"),
        (
            "patterns.jsonl",
            '\n{"label": "GPE", "pattern": "南昌"}\n',
            2,
            "label 'GPE' is none of ORG, UNIT, UNIT_OF_MEASURE",
        ),
        ("patterns.jsonl", '{"label": ["ORG"], "pattern": "南昌"}\n', 1, "is none of ORG"),
        ("patterns.jsonl", '{"label": "ORG", "patern": "南昌"}\n', 1, "unknown key 'patern'"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": ""}\n', 1, "should be a phrase"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": "甲 乙"}\n', 1, "should be a phrase without blanks"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": "甲", "id": 3}\n', 1, "id should be a text"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": "甲", "id": "{x}"}\n', 1, "only {} and {s}"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": []}\n', 1, "a pattern of tokens should be a list"),
        ("patterns.jsonl", '{"label": "ORG", "pattern": [{}], "id": "{x}"}\n', 1, "only {} and {s}"),
        ("patterns.jsonl", '{"label": "UNIT_OF_MEASURE", "pattern": "3米"}\n', 1, "begins like a number"),
        ("organs.tsv", "short\tfull\tlevel\n数促局\t数促局\ttown\n", 2, "level 'town' is none of"),
    ],
)
def test_a_wrong_line_is_named(words: Path, name: str, text: str, line: int, said: str) -> None:
    (words / name).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyParseError) as caught:
        policyparse.read_lexicon(words)
    assert (caught.value.code, caught.value.name) == ("corrupt", name)
    assert caught.value.message.startswith(f"line {line}: ") and said in caught.value.message


def test_a_file_that_cannot_be_read_is_named(words: Path) -> None:
    (words / "units.tsv").unlink()
    (words / "units.tsv").mkdir()
    with pytest.raises(PolicyParseError, match=r"units\.tsv: not_a_file"):
        policyparse.read_lexicon(words)


# Workers and later runs.


def test_own_words_go_to_workers(words: Path, tmp_path: Path) -> None:
    lexicon = policyparse.read_lexicon(words)
    assert pickle.loads(pickle.dumps(lexicon)).own_words == lexicon.own_words
    assert len(pickle.dumps(lexicon)) < 1000
    paths = [tmp_path / f"{number}.txt" for number in range(2)]
    for path in paths:
        path.write_text(NOTICE, encoding="utf-8")
    found = [result.document for result in policyparse.parse_many(paths, workers=2, lexicon=lexicon)]
    assert [amounts_of(document) for document in found if document] == [OUR_AMOUNTS, OUR_AMOUNTS]


def test_a_change_of_the_own_units_converts_again(words: Path, notice: Path, tmp_path: Path) -> None:
    def converted() -> int:
        lexicon = policyparse.read_lexicon(words)
        return policyparse.convert(notice.parent, tmp_path / "out", lexicon=lexicon).converted

    assert [converted(), converted()] == [1, 0]
    assert amounts_of(policyparse.load(tmp_path / "out" / "通知.txt.json")) == OUR_AMOUNTS
    (words / "units.tsv").write_text("word\n标台\n", encoding="utf-8")
    assert [converted(), converted()] == [1, 0]
    assert amounts_of(policyparse.load(tmp_path / "out" / "通知.txt.json")) == ["5000 标台", "300 吨碳汇"]


# policyparse.toml.


@pytest.fixture
def here(words: Path, notice: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a configuration that names the words."""
    monkeypatch.chdir(words.parent)
    place = words.parent / "policyparse.toml"
    place.write_text('# ours\nlexicon = "words"\n', encoding="utf-8")
    return place


def parsed(capsys: Captured, *options: str) -> PolicyDocument:
    assert main(["parse", "inbox/通知.txt", *options]) == 0
    return policyparse.load(capsys.readouterr().out)


def test_the_file_in_the_current_folder_is_taken(here: Path, capsys: Captured) -> None:
    assert amounts_of(parsed(capsys)) == OUR_AMOUNTS
    here.unlink()
    assert amounts_of(parsed(capsys)) == []


def test_a_named_file_is_taken_instead_and_its_paths_count_from_it(here: Path, capsys: Captured) -> None:
    other = here.parent / "inbox" / "other.toml"
    other.write_text('lexicon = "../words/units.tsv"\n', encoding="utf-8")
    assert amounts_of(parsed(capsys, "--config", str(other))) == ["5000 标台", "5 绺"]


def test_the_command_line_wins(here: Path, capsys: Captured) -> None:
    assert amounts_of(parsed(capsys, "--lexicon", "words/units.tsv")) == ["5000 标台", "5 绺"]
    here.write_text("min_confidence = 1\ntimeout = 1e-9\n", encoding="utf-8")
    assert main(["parse", "inbox/通知.txt"]) == EXIT_CODES["timeout"]
    unsure = parsed(capsys, "--timeout", "30")
    assert unsure.tasks == () and "low_confidence" in {one.code for one in unsure.diagnostics}
    assert parsed(capsys, "--timeout", "30", "--min-confidence", "0").tasks


def test_table_settings_of_both_are_joined(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr("policyparse.api.parse", lambda *given, table_settings, **how: taken.append(table_settings))
    here.write_text("[table_settings]\nsnap_tolerance = 4\njoin_tolerance = 2.5\n", encoding="utf-8")
    main(["parse", "inbox/通知.txt", "--table-setting", "snap_tolerance=5"])
    assert taken == [{"snap_tolerance": 5, "join_tolerance": 2.5}]


def test_convert_and_validate_take_it_too(here: Path, capsys: Captured) -> None:
    here.write_text('lexicon = "words"\nworkers = 1\n', encoding="utf-8")
    assert main(["convert", "inbox", "out", "--quiet"]) == 0
    assert amounts_of(policyparse.load("out/通知.txt.json")) == OUR_AMOUNTS
    gold = next((Path(__file__).parents[1] / "corpus" / "gold").glob("nanchang-*2019*"))
    # What is parsed already is scored as it is: the configured lexicon has nothing to do there.
    assert main(["validate", str(gold), "out/通知.txt.json"]) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('lexikon = "words"\n', "line 1: unknown key 'lexikon'; there is lexicon, min_confidence, timeout, workers"),
        ("timeout = 3\n\n[table_setings]\nsnap_tolerance = 4\n", "line 3: unknown key 'table_setings'"),
        ("timeout = 3\nmin_confidence = 2\n", "line 2: min_confidence should be a number from 0 to 1"),
        ("min_confidence = nan\n", "line 1: min_confidence should be"),
        ("min_confidence = true\n", "line 1: min_confidence should be"),
        ('# a\ntimeout = "30"\n', "line 2: timeout should be a number of seconds above 0"),
        ("timeout = 0\n", "line 1: timeout should be"),
        ("timeout = inf\n", "line 1: timeout should be"),
        ("workers = 1.5\n", "line 1: workers should be a whole number"),
        ("lexicon = ['words']\n", "line 1: lexicon should be the path"),
        ("[table_settings]\n# points\nsnp = 4\n", "line 3: no table setting 'snp'; there is snap_tolerance"),
        ("table_settings = {snap_tolerance = 400}\n", "line 1: table setting 'snap_tolerance' must be a number"),
        ("table_settings = 4\n", "line 1: table_settings should be a table"),
        ("timeout = 3\nworkers = = 2\n", "line 2: Invalid value"),
        ("timeout = 3\ntimeout = 4\n", "line 2: Cannot overwrite"),
        ("timeout = [\n", "at the end"),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_line(here: Path, text: str, said: str, capsys: Captured) -> None:
    here.write_text(text, encoding="utf-8")
    assert main(["parse", "inbox/通知.txt"]) == EXIT_CODES["corrupt"]
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("policyparse: policyparse.toml: corrupt: ") and said in err
    assert len(err.splitlines()) == 1


def test_a_named_file_must_be_there(here: Path, capsys: Captured) -> None:
    assert main(["parse", "inbox/通知.txt", "--config", "none.toml"]) == EXIT_CODES["not_found"]
    assert capsys.readouterr().err == "policyparse: none.toml: not_found: no such file\n"
    here.write_text('lexicon = "none"\n', encoding="utf-8")
    assert main(["parse", "inbox/通知.txt"]) == EXIT_CODES["not_found"]


def test_the_library_reads_no_configuration(here: Path) -> None:
    assert amounts_of(policyparse.parse("inbox/通知.txt")) == []
