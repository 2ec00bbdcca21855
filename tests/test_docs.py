"""The documentation says what is so: its samples run and print what is shown, its names are right, nothing is left out.

Not for: whether the site builds and its links lead somewhere (scripts/build_docs.py does that, with this file's proof of
its eyes), nor whether a page is easy to read.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import build_command_page
import build_contract_page
from doc_blocks import blocks_of, with_bodies
from doc_facts import fact_text
from run_docs import INBOX, SampleError, as_shown, pages, run_page
from site_links import problems

from policyparse.cli import build_parser
from policyparse.delivery.code_words import code_words
from policyparse.errors import EXIT_CODES, ErrorCode
from policyparse.reading.docx_blocks import MESSAGES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])


@pytest.mark.slow
@each_page
def test_samples_run_and_print_what_is_shown(page: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    assert run_page(shown) == shown, "python scripts/run_docs.py --write shows what has changed"


def marked(kind: str) -> list[tuple[str, str, str]]:
    """Page, rest of the mark and body of the blocks with a mark of this kind."""
    return [
        (page.relative_to(ROOT).as_posix(), block.mark.removeprefix(f"{kind}: "), block.body)
        for page in PAGES
        for block in blocks_of(page.read_text(encoding="utf-8"))
        if block.mark.startswith(f"{kind}: ")
    ]


def test_every_sample_is_run() -> None:
    assert not marked("not run")


def test_the_job_that_a_cluster_is_given_is_a_command_of_ours() -> None:
    (command,) = re.findall(
        r"`(policyparse convert [^`]+ --cluster --quiet)`", (DOCS / "cluster.md").read_text(encoding="utf-8")
    )
    chosen = build_parser().parse_args(shlex.split(command)[1:])
    assert (chosen.cluster, chosen.target) == (True, "s3://facts/2023")


def test_samples_that_stand_elsewhere_are_run_there() -> None:
    ci = re.sub(r"\\\n *", " ", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    run_by_ci = [line.split(" | ")[0] for line in ci.splitlines() if not line.lstrip().startswith("#")]
    found = marked("elsewhere")
    for page, place, body in found:
        if place == ".ci/run":
            assert any(line.endswith(body.strip()) for line in run_by_ci), (page, body)
        else:
            assert f'"{page}"' in (ROOT / place).read_text(encoding="utf-8"), (page, place)
    assert Counter(place for _, place, _ in found) == {
        ".ci/run": 4, "tests/test_installing.py": 3, "tests/test_cluster_on_ray.py": 4,
    }  # fmt: skip


@each_page
def test_files_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:policyparse|scripts|tests|corpus|schemas|docs)/[\w./-]+)`", text))
    missing = sorted(
        name
        for name in named
        if not {"NAME", "TARGET"} & set(re.findall("[A-Z]+", name)) and not (ROOT / name).exists()
    )
    assert not missing


@each_page
def test_links_between_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", _prose(page)):
        assert "://" not in target, f"{target}: nobody is sent outside"
        assert (page.parent / target).is_file(), target


@each_page
def test_options_that_are_named_exist(page: Path) -> None:
    known = {option for parser in build_command_page.commands().values() for option in parser._option_string_actions}
    known |= {"--version", *_options_of_scripts()}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", " ".join(re.findall(r"`[^`\n]+`", _prose(page)))))
    assert named <= known, f"{sorted(named - known)}: no command and no script has it"


def _options_of_scripts() -> set[str]:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts").glob("*.py"))
    return set(re.findall(r'"(--[a-z][a-z-]+)"', scripts))


def _prose(page: Path) -> str:
    """A page without its blocks."""
    text = page.read_text(encoding="utf-8")
    lines = text.split("\n")
    for block in blocks_of(text):
        lines[block.line - 1 : block.end] = [""] * (block.end - block.line + 1)
    return "\n".join(lines)


def test_the_contract_page_is_what_the_models_say() -> None:
    assert build_contract_page.PAGE.read_text(encoding="utf-8") == build_contract_page.page(), (
        "run python scripts/build_contract_page.py"
    )


def test_the_command_page_is_what_the_parser_says() -> None:
    assert build_command_page.PAGE.read_text(encoding="utf-8") == build_command_page.page(), (
        "run python scripts/build_command_page.py"
    )


def test_every_command_and_every_option_stands_on_the_command_page() -> None:
    page = build_command_page.page()
    for name, parser in build_command_page.commands().items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for action in parser._actions:
            if not isinstance(action, argparse._HelpAction):
                assert (action.option_strings or [str(action.metavar)])[0] in section


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readmes_list_of_commands_is_whole(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert set(re.findall(r"^policyparse (\w+) .* {3,}", text, re.MULTILINE)) == set(build_command_page.commands())


def test_every_error_has_its_row_and_its_exit_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", (DOCS / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == list(get_args(ErrorCode))
    assert {name: int(code) for name, code in rows} == EXIT_CODES


OF_DELIVERIES = {"cell_cut", "no_event", "number_left_out"}
MAKING = re.compile(
    r'(?:(?:flagged|notes)\.(?:append|extend)|Note|_note\w*|\.note|flagged=|diagnostic|Remark|"code":|return|yield)'
    r'[ (]+"([a-z]+(?:_[a-z]+)+)"[,)}]'
)
"""How the sources make a diagnostic or a remark: the code word comes first."""


def test_every_diagnostic_has_its_words_and_its_row_in_both_languages() -> None:
    table = (DOCS / "diagnostics.md").read_text(encoding="utf-8").partition("| code | what |")[2]
    named = [code for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for code in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(code_words().keys() - OF_DELIVERIES)
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", (DOCS / "zh" / "facts.md").read_text(encoding="utf-8"), re.MULTILINE)
    said = {code: words.zh for code, words in code_words().items() if code not in OF_DELIVERIES}
    assert dict(row for row in rows if row[0] in said) == said


def test_diagnostics_that_have_words_can_come_and_those_that_come_have_words() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "policyparse").rglob("*.py"))
    assert not [code for code in code_words() if f'"{code}"' not in sources]
    made = set(MAKING.findall(re.sub(r"\(\s+", "(", sources))) | set(MESSAGES)
    assert {"foreign_matter", "stamp_removed", "page_headers", "cell_cut"} <= made
    assert made - EXIT_CODES.keys() <= code_words().keys()


@pytest.mark.parametrize("page", ["limits.md", "zh/limits.md"])
def test_the_scores_on_the_page_of_limits_are_those_of_the_corpus(page: str) -> None:
    corpus = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    kept = dict(re.findall(r"^\| \*\*(\d+), mean of \d+\*\* \| (.*) \|$", corpus, re.MULTILINE))
    shown = re.findall(r"^\| (\d+) \| \d+ \| ([\d. |]+) \|$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert [number for number, _ in shown] == list(kept)
    for number, scores in shown:
        metadata, citations, _tables, *rest = re.findall(r"[\d.]+", kept[number].replace("*", ""))
        assert re.findall(r"[\d.]+", scores) == [metadata, citations, *rest]
    whole, notices = re.findall(r"tasks 1\.000 in (\d+) of the (\d+)", corpus)[-1]
    said = (DOCS / page).read_text(encoding="utf-8")
    assert f"{whole} of the {notices}" in said or f"{notices} 份中有 {whole} 份" in said


def test_every_page_stands_in_the_site_once() -> None:
    listed = re.findall(r"^ +- ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


# The eyes of these tests.


def test_a_sample_that_prints_something_else_is_seen() -> None:
    page = "```console\n$ echo 3 tasks\n2 tasks\n```\n"
    assert run_page(page) == page.replace("2 tasks\n`", "3 tasks\n`")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("```console\n$ false\n```\n", "exit code 1"),
        ("<!-- until told, says: ready -->\n```sh\necho no; true\n```\n", "never said ready"),
        ("<!-- until told, says: ready… -->\n```sh\ntrap 'exit 3' INT; echo ready 1; while :; do sleep 0.1; done\n```\n", "exit code 3"),
        ("```crontab\n15 2 * *  true\n```\n", "no line of a crontab"),
        ("```crontab\n15 2 * * *  echo mail\n```\n", "cron would mail"),
        ("```sh\ntrue\nfalse\n```\n", "exit code 1"),
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
        ("```json\n{\n```\n", "line 1"),
        ('```json\n{"schema": "policyparse-corrections/1", "documents": {"d": {"t1": {"action": "mend"}}}}\n```\n', "action"),
        ("```\nwhat is this?\n```\n", "no language"),
        ('```text title="../outside.txt"\nx\n```\n', "outside"),
        ('```text title="a.txt"\nx\n```\n\n```diff title="a.txt"\n-y\n+z\n```\n', "0 times"),
        (f"<!-- words: corpus/notices/{INBOX[0]} -->\n```text\n建设一百个基地\n```\n", "does not say"),
        (f'<!-- fact: corpus/notices/{INBOX[0]} targets "月球" indicator -->\n```json\n```\n', "no targets"),
    ],
)  # fmt: skip
def test_a_sample_that_fails_is_seen(page: str, words: str) -> None:
    with pytest.raises(SampleError, match=words):
        run_page(page)


def test_what_stays_is_told_to_end() -> None:
    page = "<!-- until told, says: ready -->\n```sh\ntrap 'touch told; exit 0' INT; echo ready; while :; do sleep 0.1; done\n```\n\n```sh\ntest -e told\n```\n"
    assert run_page(page) == page


def test_an_exit_code_that_is_asked_for_is_no_failure() -> None:
    page = "```console\n$ policyparse parse nothing.pdf\npolicyparse: nothing.pdf: not_found: no such file\n$ echo $?\n17\n```\n"
    assert run_page(page) == page


@pytest.mark.parametrize(
    ("shown", "same"),
    [("a\nb\nc\n", True), ("a\n…\n", True), ("…\nc\n", True), ("a\nb…\n…\n", True), ("a\nc\n", False), ("", False), ("a\n…\nb\n", False)],
)  # fmt: skip
def test_what_three_dots_stand_for(shown: str, same: bool) -> None:
    assert (as_shown(shown, "a\nb \nc\n") == shown) == same


def test_a_fact_is_shown_without_what_says_nothing() -> None:
    text = fact_text(
        ROOT, f'corpus/notices/{INBOX[0]} targets "订单式培养" scope nature quantity.unit evidence.source.line'
    )
    assert (
        text == '{\n "scope": "全市中职学校",\n "quantity": {"unit": "人"},\n "evidence": {"source": {"line": 30}}\n}\n'
    )


def test_a_block_keeps_its_place_in_a_list() -> None:
    page = "- one\n\n  ```text\n  a\n  ```\n- two\n"
    (block,) = blocks_of(page)
    assert block.body == "a\n"
    assert with_bodies(page, [(block, "b\n\nc\n")]) == "- one\n\n  ```text\n  b\n\n  c\n  ```\n- two\n"


def test_a_link_of_the_site_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "a.css").write_text("p { background: url(https://example.org/x.png) } q { background: url('data:,') }")
    (tmp_path / "zh" / "b.html").write_text(
        '<h2 id="一个标题">x</h2><a href="../a.html#here">good</a>', encoding="utf-8"
    )
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="zh/b.html#%E4%B8%80%E4%B8%AA%E6%A0%87%E9%A2%98">good</a>\n'
        '<a href="zh/b.html#nowhere">x</a>\n<a href="c.html">x</a>\n<script src="https://example.org/s.js"></script>\n'
        '<img src="//example.org/i.png">\n<img src="../outside.png">\n<p style="background:url(http://example.org)">\n'
        '<pre class="mermaid">x</pre><a href="/zh/b.html">good</a><a href="">good</a>',
        encoding="utf-8",
    )
    assert [line.split(": ")[0] + " " + line.rpartition(": ")[2] for line in problems(tmp_path)] == [
        "a.html:2 leads to no anchor",
        "a.html:3 leads to no file",
        "a.html:4 leads outside",
        "a.html:5 leads outside",
        "a.html:6 leads to no file",
        "a.html:7 leads outside",
        "a.html:8 its script would fetch from outside",
        "a.css leads outside",
    ]


def test_the_lock_of_the_site_names_no_place() -> None:
    text = (ROOT / "requirements-docs.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "zensical==" in text and "--hash=sha256:" in text


@pytest.mark.slow
@pytest.mark.parametrize("script", ["build_contract_page.py", "build_command_page.py"])
def test_drift_is_checked_by_a_command(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
