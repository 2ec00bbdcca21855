"""The command line as a user meets it: streams, exit codes, one clear line an error, and nothing heavy for --help.

Not for: what the library finds. Commands run in this process where they can, in one of their own where streams,
locale or loading matter.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import policyparse
from policyparse.cli import build_parser, main
from policyparse.delivery.json_schema import SCHEMA_NAMES
from policyparse.errors import EXIT_CODES, ErrorCode

ROOT = Path(__file__).resolve().parents[1]
NOTICES = sorted((ROOT / "corpus" / "notices").glob("*.txt"))
GOLD = ROOT / "corpus" / "gold"
LOCKED = ROOT / "corpus" / "pdf-more" / "user_password_rc4.pdf"
PASSWORD = "moyang-2025"
NOTICE = "关于建设示范校的通知\n\n各县教育局：\n到2025年，建成示范校30所以上。\n\n南昌市教育局\n2023年4月5日\n"
HEAVY = {"pydantic", "rich", "jieba", "spacy", "pypdfium2", "pdfplumber", "pyarrow", "sqlalchemy"}

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A small notice in a file."""
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def command(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """``policyparse`` in a process of its own."""
    line = [sys.executable, "-m", "policyparse", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, check=False, **options)


def test_parse_writes_the_document_to_stdout(notice: Path, capsys: Captured) -> None:
    assert main(["parse", str(notice)]) == 0
    out, err = capsys.readouterr()
    assert out == policyparse.parse(notice).to_json() + "\n"
    assert err == ""


def test_parse_reads_standard_input() -> None:
    ran = command("parse", "-", input=NOTICE.encode())
    assert ran.returncode == 0, ran.stderr
    document = policyparse.load(ran.stdout)
    assert document == policyparse.parse(NOTICE.encode(), name="stdin")


def test_parse_shows_tables(notice: Path, capsys: Captured) -> None:
    assert main(["parse", str(notice), "--format", "table"]) == 0
    assert "关于建设示范校的通知" in capsys.readouterr().out
    assert main(["parse", str(notice), "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# 关于建设示范校的通知\n\n## Notice\n\n| field | value |\n| --- | --- |\n")


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["table", "md"])
def test_every_notice_can_be_shown(path: Path, form: str, capsys: Captured) -> None:
    assert main(["parse", str(path), "--format", form]) == 0
    assert "Tasks" in capsys.readouterr().out


BAD: list[tuple[str, bytes | None, ErrorCode]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", "\u3000\n\t \u200b".encode(), "empty"),
    ("junk.txt", bytes(range(256)) * 20, "unreadable"),
    ("encoding.txt", b"\x8f\xff\x81\x30\xff" * 50, "unreadable"),
    ("nosuch.txt", None, "not_found"),
    ("archive.7z", b"7z\xbc\xaf\x27\x1c", "unsupported"),
]


@pytest.mark.parametrize("verb", ["parse", "explain"])
@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_is_one_line_and_an_exit_code(
    verb: str, name: str, data: bytes | None, code: ErrorCode, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert main([verb, str(path)]) == EXIT_CODES[code]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"policyparse: {name}: {code}: ")
    assert err.count("\n") == 1


def test_a_folder_where_a_file_belongs(tmp_path: Path, capsys: Captured) -> None:
    assert main(["parse", str(tmp_path)]) == EXIT_CODES["not_a_file"]
    assert f"{tmp_path.name}: not_a_file: " in capsys.readouterr().err


def test_a_text_of_50_megabytes(tmp_path: Path, capsys: Captured) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert main(["parse", str(tmp_path / "big.txt")]) == EXIT_CODES["too_large"]
    assert capsys.readouterr().err.startswith("policyparse: big.txt: too_large: ")
    assert main(["convert", str(tmp_path), str(tmp_path / "out")]) == 1
    assert sorted(os.listdir(tmp_path / "out")) == [".policyparse", "run-report.html", "run-report.json"]


def test_no_traceback_for_what_nobody_expected(notice: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("policyparse.commands.invocation.limits_of", lambda chosen: 1 / 0)
    assert main(["parse", str(notice)]) == EXIT_CODES["internal"]
    assert capsys.readouterr().err == "policyparse: internal: ZeroDivisionError: division by zero\n"


def test_convert_writes_documents_and_sums_up_on_stderr(tmp_path: Path, capsys: Captured) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "通知.txt").write_text(NOTICE, encoding="utf-8")
    assert main(["convert", str(inbox), str(tmp_path / "out")]) == 0
    (inbox / "empty.txt").touch()
    assert main(["convert", str(inbox), str(tmp_path / "out")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "empty: the file has no bytes" in err
    assert err.endswith("1 done, 1 failed, 0 skipped\n")
    assert policyparse.load(tmp_path / "out" / "通知.txt.json").source.name == "通知.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nosuch"],
        ["parse"],
        ["parse", "a.txt", "--format", "pdf"],
        ["parse", "a.txt", "--timeout", "0"],
        ["parse", "a.txt", "--reader", "nosuch"],
        ["parse", "a.txt", "--table-setting", "snap_tolerance"],
        ["parse", "a.txt", "--table-setting", "nosuch=4"],
        ["explain", "a.txt", "--table-setting", "snap_tolerance=-1"],
        ["convert", ".", "out", "--table-setting", "nosuch=4"],
        ["convert", "."],
        ["convert", ".", "."],
        ["convert", ".", "out", "--workers", "0"],
        ["validate", "gold"],
        ["validate", "gold", "pred", "--notices", "notices"],
        ["validate", "gold", "pred", "--fail-under", "tasks"],
        ["validate", "gold", "pred", "--fail-under", "tasks=1.5"],
        ["validate", "gold", "pred", "--fail-under", "nosuch=0.5"],
        ["validate", "gold", "pred", "--report", "report.pdf"],
        ["schema", "nosuch"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_validate_scores_written_documents_and_parsed_notices(tmp_path: Path, capsys: Captured) -> None:
    main(["convert", str(NOTICES[0].parent), str(tmp_path / "out")])
    capsys.readouterr()
    assert main(["validate", str(GOLD), str(tmp_path / "out")]) == 0
    written = capsys.readouterr().out
    assert main(["validate", str(GOLD), "--notices", str(NOTICES[0].parent)]) == 0
    assert capsys.readouterr().out == written
    assert "tasks" in written


def test_validate_passes_at_a_floor_that_is_reached() -> None:
    arguments = ["validate", str(GOLD), "--notices", str(NOTICES[0].parent)]
    assert main([*arguments, "--fail-under", "tasks=0", "--fail-under", "unit=0"]) == 0


def test_validate_fails_under_a_floor_and_names_it(tmp_path: Path, capsys: Captured) -> None:
    assert main(["validate", str(GOLD), str(tmp_path), "--fail-under", "tasks=0.9"]) == 1
    assert capsys.readouterr().err == "policyparse: tasks: 0.0000 is below 0.9\n"


@pytest.mark.parametrize("suffix", [".md", ".json", ".html"])
def test_validate_writes_a_report(suffix: str, tmp_path: Path) -> None:
    report = tmp_path / f"report{suffix}"
    assert main(["validate", str(GOLD), str(tmp_path), "--report", str(report)]) == 0
    text = report.read_text(encoding="utf-8")
    starts = {".json": "{", ".md": "# ", ".html": "<!DOCTYPE html>"}
    assert text.startswith(starts[suffix])
    assert suffix != ".json" or json.loads(text)["overall"]


def test_validate_refuses_a_malformed_gold_file_with_its_line(tmp_path: Path, capsys: Captured) -> None:
    gold = tmp_path / "a.gold.json"
    gold.write_text('{\n "schema": "policyparse-gold/1",\n "mood": 1\n}\n', encoding="utf-8")
    assert main(["validate", str(gold), str(tmp_path)]) == EXIT_CODES["corrupt"]
    err = capsys.readouterr().err
    assert err.startswith("policyparse: a.gold.json: corrupt: line ")
    assert err.count("\n") == 1


def test_explain_shows_rules_and_reasons(capsys: Captured) -> None:
    assert main(["explain", str(NOTICES[0])]) == 0
    out = capsys.readouterr().out
    assert "Facts" in out
    assert "Not used" in out
    assert main(["explain", str(NOTICES[0]), "--format", "json"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert {fact["kind"] for fact in explained["facts"]} >= {"task"}
    for entry in explained["unused"]:
        assert entry["kind"] in ("number", "time", "unit")
        assert entry["raw"]
        assert entry["stage"]
        assert entry["reason"]


def test_a_password_opens_a_protected_pdf(capsys: Captured) -> None:
    assert main(["parse", str(LOCKED)]) == EXIT_CODES["encrypted"]
    assert capsys.readouterr().err == "policyparse: user_password_rc4.pdf: encrypted: a password is needed\n"
    assert main(["parse", str(LOCKED), "--password", "wrong"]) == EXIT_CODES["encrypted"]
    assert "the password does not open it" in capsys.readouterr().err
    assert main(["parse", str(LOCKED), "--password", PASSWORD]) == 0
    assert policyparse.load(capsys.readouterr().out.encode()).pages


def test_a_folder_of_protected_pdfs_takes_one_password(tmp_path: Path, capsys: Captured) -> None:
    assert main(["convert", str(LOCKED), str(tmp_path / "locked")]) == 1
    assert main(["convert", str(LOCKED), str(tmp_path / "out"), "--password", PASSWORD]) == 0
    assert not [name for name in os.listdir(tmp_path / "locked") if name.startswith(LOCKED.name)]
    assert f"{LOCKED.name}.json" in os.listdir(tmp_path / "out")
    assert main(["convert", str(LOCKED), str(tmp_path / "locked"), "--password", PASSWORD]) == 0
    assert f"{LOCKED.name}.json" in os.listdir(tmp_path / "locked")


def test_a_reader_that_does_not_read_the_format_is_refused(capsys: Captured, notice: Path) -> None:
    assert main(["parse", str(notice), "--reader", "pdfplumber"]) == EXIT_CODES["unsupported"]
    assert main(["parse", str(LOCKED), "--password", PASSWORD, "--reader", "pdfplumber"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["reader"].startswith("pdfplumber ")


def test_explain_draws_each_page_as_svg(tmp_path: Path, capsys: Captured) -> None:
    path = ROOT / "corpus" / "pdf" / "rl_row_split.pdf"
    assert main(["explain", str(path), "--draw", str(tmp_path / "drawn"), "--table-setting", "snap_tolerance=4"]) == 0
    assert sorted(os.listdir(tmp_path / "drawn")) == ["page-001.svg", "page-002.svg", "page-003.svg"]
    svg = (tmp_path / "drawn" / "page-002.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(svg)
    titles = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "青屿县数字乡村建设重点项目表" in titles  # a line in reading order
    assert any(title.startswith("T1:1,1 乡村治理") for title in titles)  # a cell of the table
    assert "— 2 —".replace(" ", "") in "".join(titles)  # furniture that was dropped
    assert "data:image/png;base64," in svg
    assert len(list(root.iter("{http://www.w3.org/2000/svg}line"))) > 10  # rulings


def test_explain_draws_pages_that_no_pdf_holds_by_their_characters(tmp_path: Path) -> None:
    [path] = (ROOT / "corpus" / "other").glob("*.ofd")
    assert main(["explain", str(path), "--draw", str(tmp_path)]) == 0
    svg = (tmp_path / "page-001.svg").read_text(encoding="utf-8")
    assert "data:image" not in svg and "批复" in "".join(ElementTree.fromstring(svg).itertext())


def test_explain_says_that_a_text_has_no_pages_to_draw(tmp_path: Path, notice: Path, capsys: Captured) -> None:
    assert main(["explain", str(notice), "--draw", str(tmp_path / "drawn")]) == 0
    assert capsys.readouterr().err == "policyparse: nothing to draw: the format has no pages\n"
    assert not (tmp_path / "drawn").exists()


def test_reader_names_are_those_of_the_readers() -> None:
    # The command line keeps a list of its own, so that --help need not load any reader.
    from policyparse import cli
    from policyparse.reading.sniffing import READERS

    assert tuple(READERS) == cli.READER_NAMES


def test_every_option_about_reading_is_in_the_readmes() -> None:
    for option in ("--password", "--reader", "--table-setting", "--timeout", "--draw", "--lexicon", "--config"):
        for readme in ("README.md", "README.zh.md"):
            assert option in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schema_prints_what_is_kept(name: str, capsys: Captured) -> None:
    assert main(["schema", name]) == 0
    assert capsys.readouterr().out == (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")


def test_schema_names_are_those_of_the_schemas() -> None:
    # The command line keeps a list of its own, so that --help need not load the other's module.
    from policyparse import cli

    assert cli.SCHEMA_NAMES == SCHEMA_NAMES


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    code = (
        "import atexit, sys; from policyparse.cli import run;"
        "atexit.register(lambda: print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr));"
        f"sys.argv[1:] = [{option!r}]; run()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "policyparse" in ran.stdout
    assert not HEAVY & set(eval(ran.stderr))


def test_version_is_the_packages() -> None:
    assert command("--version").stdout.decode().strip() == f"policyparse {policyparse.__version__}"


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}])
def test_output_is_utf8_whatever_the_locale(notice: Path, locale: dict[str, str]) -> None:
    ran = command("parse", notice, env={**os.environ, **locale})
    assert ran.returncode == 0, ran.stderr
    assert policyparse.load(ran.stdout) == policyparse.parse(notice)
    ran = command("parse", notice.with_name("没有.txt"), env={**os.environ, **locale})
    assert ran.returncode == EXIT_CODES["not_found"]
    assert b"not_found" in ran.stderr
    assert b"Traceback" not in ran.stderr
    ran = command("convert", notice.parent, notice.parent / "out", env={**os.environ, **locale})
    assert ran.returncode == 0, ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_closed_pipe_ends_quietly() -> None:
    line = [sys.executable, "-m", "policyparse", "parse", str(NOTICES[0])]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_every_command_says_what_it_is_for() -> None:
    text = build_parser().format_help()
    for name in ("parse", "convert", "validate", "deadlines", "explain", "schema"):
        assert f"    {name}" in text
        for readme in ("README.md", "README.zh.md"):
            assert f"policyparse {name}" in (ROOT / readme).read_text(encoding="utf-8")


def test_explain_of_a_folder_counts_the_sentences_without_a_fact(tmp_path: Path, capsys: Captured) -> None:
    body = (
        "关于开展工作的通知\n各区人民政府：\n一、主要任务\n1.压实责任。各方责任要压实。\n2.建设基地。新建基地{}个。\n"
    )
    for number in ("3", "5"):
        (tmp_path / f"{number}.txt").write_text(body.format(number), encoding="utf-8")
    assert main(["explain", str(tmp_path), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["facts"]) for one in report["notices"]] == [("3.txt", 3), ("5.txt", 3)]
    assert report["commonest"][0] | {"example": ""} == {
        "cues": "duty",
        "shape": "责任",
        "reason": "a word of duty without a named unit",
        "count": 4,
        "notices": 2,
        "example": "",
        "in": "3.txt",
    }
    assert main(["explain", str(tmp_path)]) == 0
    assert "Commonest sentences without a fact" in capsys.readouterr().out


def test_explain_of_a_folder_goes_on_past_a_bad_file(tmp_path: Path, notice: Path, capsys: Captured) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_bytes(notice.read_bytes())
    assert main(["explain", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "bad.txt" in shown.err
    assert "good.txt" in shown.out


# A lexicon of one's own.


@pytest.fixture
def own_lexicon(tmp_path: Path) -> Path:
    """A table with one organ that the package does not know."""
    path = tmp_path / "own.tsv"
    path.write_text("short\tfull\n数促局\t数字经济促进局\n", encoding="utf-8")
    return path


@pytest.fixture
def assigned(tmp_path: Path) -> Path:
    """A notice that gives work to that organ, in a folder of its own."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = folder / "通知.txt"
    path.write_text("南昌市人民政府关于建设示范校的通知\n一、任务\n（一）新建学校10所。（市数促局负责）\n", "utf-8")
    return path


def test_parse_and_convert_take_a_lexicon(own_lexicon: Path, assigned: Path, capsys: Captured) -> None:
    official = "南昌市数字经济促进局"
    assert main(["parse", str(assigned)]) == 0
    assert official not in capsys.readouterr().out
    assert main(["parse", str(assigned), "--lexicon", str(own_lexicon)]) == 0
    assert official in capsys.readouterr().out
    out = assigned.parent.parent / "out"
    assert main(["convert", str(assigned.parent), str(out), "--lexicon", str(own_lexicon)]) == 0
    assert official in (out / "通知.txt.json").read_text(encoding="utf-8")


def test_explain_takes_a_lexicon(own_lexicon: Path, assigned: Path, capsys: Captured) -> None:
    own_lexicon.write_text("short\tfull\n滨江专员组委\t滨江专员组委\n", encoding="utf-8")
    assigned.write_text(
        "南昌市人民政府关于建设示范校的通知\n各县教育局：\n根据市滨江专员组委的建议，现通知如下。\n一、任务\n（一）建设学校。\n",
        "utf-8",
    )
    assert main(["explain", str(assigned)]) == 0
    assert "市滨江专员组委" not in capsys.readouterr().out
    assert main(["explain", str(assigned), "--lexicon", str(own_lexicon)]) == 0
    assert "市滨江专员组委" in capsys.readouterr().out


def test_validate_takes_a_lexicon_where_it_parses(own_lexicon: Path, capsys: Captured) -> None:
    gold = next(GOLD.glob("nanchang-*2019*"))
    notices = GOLD.parent / "notices"
    assert main(["validate", str(gold), "--notices", str(notices), "--lexicon", str(own_lexicon)]) == 0
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(gold), str(gold), "--lexicon", str(own_lexicon)])
    assert ended.value.code == 2
    assert "--lexicon goes with --notices" in capsys.readouterr().err


def test_a_lexicon_with_a_bad_line_is_named_with_the_line(own_lexicon: Path, assigned: Path, capsys: Captured) -> None:
    own_lexicon.write_text("short\tfull\tlevel\n数促局\t数字经济促进局\ttown\n", encoding="utf-8")
    for arguments in (["parse", str(assigned)], ["convert", str(assigned.parent), str(assigned.parent.parent / "out")]):
        assert main([*arguments, "--lexicon", str(own_lexicon)]) == EXIT_CODES["corrupt"]
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("policyparse: own.tsv: corrupt: line 2: level 'town'")
        assert "Traceback" not in err
