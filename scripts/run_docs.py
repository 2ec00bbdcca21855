"""Runs the samples of the documentation: ``python scripts/run_docs.py [--write] [PAGE ...]``, all pages without names.

For: tests/test_docs.py, and whoever changes a page or what the program prints; ``--write`` sets what is shown anew.
Not for: building the site (scripts/build_docs.py), nor how a page is taken apart (scripts/doc_blocks.py).

Each page runs in a folder of its own that holds ``corpus`` and ``INBOX`` (three notices), with ``policyparse``,
``python`` and ``python3`` on the path; a page that holds ``<!-- in a checkout -->`` has a copy of the package and its
tests there too, and runs that copy. What a block does there, by its language:

- ``console``: lines behind ``$ `` are commands (and those behind ``> `` their further lines), the lines below each what
  it prints (stdout, then stderr). A command must end with exit code 0, unless ``echo $?`` comes next.
- ``sh``: commands that must succeed. ``python``: a script; the ``text`` or ``json`` block right below is its output.
- ``diff`` with a title: applied to that file. Any other block with a title: written to that file.
- ``json`` below ``<!-- fact: NOTICE KIND "WORDS" KEYS -->``: what the program finds there; ``text`` below
  ``<!-- words: NOTICE -->``: words that the notice holds. Other ``json`` and ``toml`` must be well formed.
- ``crontab``: its line must be one, and its command succeed without a word. ``sh`` below ``<!-- until told, says: WORDS
  -->``: a command that stays; when it has said these words (… for any) it is told to end, which it must do in order.
- Below ``<!-- elsewhere: FILE -->`` stands what that file runs (tests/test_docs.py looks whether it does).

Folders that a sample names on somebody's server (``/srv/inbox`` …) lie in the page's folder (``ON_A_SERVER``).

In what is shown a line ``…`` stands for any lines, and … in a line for any characters.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests")]

import installed
from doc_blocks import Block, blocks_of, with_bodies
from doc_facts import fact_text, notice_text

INBOX = (
    "nanchang-chanjiao-ronghe-8623-2023.txt",
    "hohhot-zhengwugongkai-2023.txt",
    "guofa-2018-42-nongye-jixiehua.html",
)
CHECKOUT_MARK = "<!-- in a checkout -->"
CHECKOUT = ("policyparse", "tests/test_rules.py", "pyproject.toml")
PASSIVE = ("text", "ini", "tsv")
SECONDS = 300
SECONDS_TO_SAY = 120
ON_A_SERVER = {"/srv/inbox": "INBOX", "/srv/out": "OUT-{}", "/opt/policyparse/bin/": "", "/var/lock/": ""}
# As crontab(5) has it: minute, hour, day, month, weekday, and the command.
CRON_LINE = re.compile(r"(?:(?:\*|[0-9]+(?:-[0-9]+)?(?:,[0-9]+)*)(?:/[0-9]+)? +){5}(?P<command>[^%]+)")


class SampleError(Exception):
    """A sample that fails or prints something else; the message names page and line."""


def pages() -> list[Path]:
    """The pages whose samples are run, README files first."""
    return [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]


OF_THE_CALLER = ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS")
"""Variables that change what pytest prints: a sample shows what somebody at a desk sees."""


class Desk:
    """The folder in which the samples of one page run."""

    def __init__(self, folder: Path, checkout: bool) -> None:
        self.folder = folder / "here"
        self.folder.mkdir()
        (self.folder / "corpus").symlink_to(ROOT / "corpus", target_is_directory=True)
        (self.folder / "INBOX").mkdir()
        for name in INBOX:
            shutil.copyfile(ROOT / "corpus" / "notices" / name, self.folder / "INBOX" / name)
        if checkout:
            for name in CHECKOUT:
                self._copy(name)
        self.environment = self._environment(folder, checkout)
        self.exit_code = 0

    def _copy(self, name: str) -> None:
        source, target = ROOT / name, self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)

    def _environment(self, outer: Path, checkout: bool) -> dict[str, str]:
        """Variables under which the package is found as if it were installed, and its program on the path."""
        programs = outer / "bin"
        programs.mkdir()
        for name, arguments in (("python", ""), ("python3", ""), ("policyparse", "-m policyparse ")):
            path = programs / name
            path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', encoding="utf-8")
            path.chmod(0o755)
        found = installed.environment(outer)
        packages = [str(self.folder)] if checkout else []
        own = {
            "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath))),
            "PYTHONPATH": os.pathsep.join((*packages, found["PYTHONPATH"])),
            "HOME": str(self.folder), "COLUMNS": "100", "LC_ALL": "C.UTF-8", "BROWSER": "true",
        }  # fmt: skip
        return {name: value for name, value in found.items() if name not in OF_THE_CALLER} | own

    def run(self, command: list[str]) -> str:
        """What a command prints, stdout first; its exit code is kept."""
        try:
            ran = subprocess.run(
                command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False,
                timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise SampleError(f"takes longer than {SECONDS} s: {command[-1]}") from error
        self.exit_code = ran.returncode
        return ran.stdout + ran.stderr

    def until_told(self, command: str, words: str) -> None:
        """Run what stays until it has said the words, and tell it to end as Ctrl-C does; its exit code is kept."""
        wanted = re.compile(".*".join(map(re.escape, words.split("…"))))
        said = []
        with subprocess.Popen(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
        ) as running:  # fmt: skip
            late = threading.Timer(SECONDS_TO_SAY, os.killpg, (running.pid, signal.SIGKILL))
            late.start()
            for line in running.stdout or ():
                said.append(line)
                if wanted.search(line):
                    os.killpg(running.pid, signal.SIGINT)
                    break
            said += running.stdout or ()
            self.exit_code = running.wait()
            late.cancel()
        if not any(map(wanted.search, said)):
            raise SampleError(f"never said {words}: {command.strip()}\n{''.join(said)}")

    def shell(self, command: str) -> str:
        """The same for a line of a shell that still knows how the last command ended."""
        return self.run(["bash", "-c", f"(exit {self.exit_code})\n{command}"])

    def place(self, name: str) -> Path:
        """The path of a file that a block names; its folder is made."""
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise SampleError(f"{name} lies outside of the page's folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def run_page(text: str) -> str:
    """The page with what its samples print; raises SampleError where one fails."""
    with tempfile.TemporaryDirectory(prefix="docs-") as folder:
        desk = Desk(Path(folder), CHECKOUT_MARK in text)
        before: tuple[Block, str] | None = None
        bodies = []
        for block in blocks_of(text):
            try:
                body, printed = _run(desk, block, before)
            except (SampleError, ValueError, KeyError, SyntaxError) as error:
                raise SampleError(f"line {block.line}: {error}") from error
            bodies.append((block, body))
            before = (block, printed) if printed is not None else None
    return with_bodies(text, bodies)


def _run(desk: Desk, block: Block, before: tuple[Block, str] | None) -> tuple[str, str | None]:
    """What a block should show, and for a script what it printed. ``before``: a script and what it printed."""
    if block.mark.startswith("elsewhere: "):
        if block.language == "python":
            compile(block.body, "sample", "exec")
        return block.body, None
    if block.mark.startswith("fact: "):
        return fact_text(ROOT, block.mark.removeprefix("fact: ")), None
    if block.mark.startswith("words: "):
        return _printed_words(block), None
    if block.language == "diff":
        _apply(desk.place(block.title), block.body)
    elif block.title:
        desk.place(block.title).write_text(block.body, encoding="utf-8")
    elif block.language == "console":
        return _console(desk, block.body), None
    elif block.mark.startswith("until told, says: "):
        desk.until_told(_here(block.body, block), block.mark.removeprefix("until told, says: "))
        _succeed(desk, "", block.body)
    elif block.language == "crontab":
        _cron(desk, block)
    elif block.language == "sh":
        _succeed(desk, desk.run(["bash", "-ec", block.body]), block.body)
    elif block.language == "python":
        printed = desk.run([sys.executable, "-c", block.body])
        _succeed(desk, printed, block.body)
        return block.body, printed
    elif block.language in ("text", "json") and before is not None and before[0].end + 1 >= block.line - 1:
        return as_shown(block.body, before[1]), None
    elif block.language == "json":
        _well_formed(block.body)
    elif block.language == "toml":
        tomllib.loads(block.body)
    elif block.language not in PASSIVE:
        raise SampleError(f"a block of {block.language or 'no language'}, of which nothing is known")
    return block.body, None


def _here(command: str, block: Block) -> str:
    """A command with the page's folders for those of somebody's server; what it writes to is new for each block."""
    for there, here in ON_A_SERVER.items():
        command = command.replace(there, here.format(block.line))
    return command


def _cron(desk: Desk, block: Block) -> None:
    """Run a line of a crontab as cron does, by sh; what it prints would be mailed, so that it should print nothing."""
    line = CRON_LINE.fullmatch(block.body.rstrip("\n"))
    if line is None:
        raise SampleError(f"no line of a crontab: {block.body}")
    printed = desk.run(["sh", "-c", _here(line["command"], block)])
    _succeed(desk, printed, line["command"])
    if printed:
        raise SampleError(f"cron would mail: {printed}")


def _console(desk: Desk, body: str) -> str:
    """The block with what its commands print now."""
    shown: list[str] = []
    lines = body.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    if starts[:1] != [0]:
        raise SampleError("a console block begins with $")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        # A shell shows > before the further lines of a command.
        stop = next((at for at in range(start + 1, end) if not lines[at].startswith(">")), end)
        command = "\n".join(line[2:] for line in lines[start:stop])
        if command != "echo $?":
            desk.exit_code = 0
        printed = desk.shell(command)
        if lines[end : end + 1] != ["$ echo $?"]:
            _succeed(desk, printed, command)
        shown += [*lines[start:stop], *as_shown("\n".join(lines[stop:end]), printed).splitlines()]
    return "\n".join(shown) + "\n"


def _succeed(desk: Desk, printed: str, command: str) -> None:
    if desk.exit_code != 0:
        raise SampleError(f"ended with exit code {desk.exit_code}: {command.strip()}\n{printed}")


def as_shown(shown: str, printed: str) -> str:
    """``shown`` where it is what was printed, … standing for what is left out; else what was printed."""
    printed = "\n".join(line.rstrip() for line in printed.splitlines()).strip("\n")
    patterns = [
        "(?:.*\n)*" if line.strip() == "…" else ".*".join(map(re.escape, line.rstrip().split("…"))) + "\n"
        for line in shown.strip("\n").split("\n")
    ]
    if re.fullmatch("".join(patterns), printed + "\n"):
        return shown
    return printed + "\n" if printed else ""


def _printed_words(block: Block) -> str:
    text = "".join(notice_text(ROOT, block.mark.removeprefix("words: ")).split())
    for piece in re.split(r"…|\n", block.body):
        if "".join(piece.split()) not in text:
            raise SampleError(f"the notice does not say: {piece}")
    return block.body


def _apply(path: Path, difference: str) -> None:
    """Change a file as a diff says: its lines without + are found once, its lines without - take their place."""
    for hunk in re.split(r"^@@.*\n", difference, flags=re.MULTILINE):
        lines = hunk.splitlines(keepends=True)
        if not lines:
            continue
        old = "".join(line[1:] or "\n" for line in lines if not line.startswith("+"))
        new = "".join(line[1:] or "\n" for line in lines if not line.startswith("-"))
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise SampleError(f"{path.name} holds {text.count(old)} times what the diff changes:\n{old}")
        path.write_text(text.replace(old, new), encoding="utf-8")


def _well_formed(body: str) -> None:
    """A sample of a file of ours must be one."""
    from policyparse.contract.corrections import CorrectionFile
    from policyparse.gold.model import GoldFile

    value = json.loads(body)
    kind = value.get("schema", "") if isinstance(value, dict) else ""
    if kind.startswith("policyparse-corrections"):
        CorrectionFile.model_validate_json(body)
    elif kind.startswith("policyparse-gold"):
        GoldFile.model_validate_json(body)


def main() -> int:
    """Run the pages; exit code 1 where a sample fails or shows something else."""
    parser = argparse.ArgumentParser(description="Run the samples of the documentation.")
    parser.add_argument("--write", action="store_true", help="set what is shown to what is printed now")
    parser.add_argument("page", nargs="*", type=Path, help="default: all")
    chosen = parser.parse_args()
    failed = 0
    for path in [page.resolve() for page in chosen.page] or pages():
        shown, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        try:
            run = run_page(shown)
        except SampleError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed += 1
            continue
        if run != shown and chosen.write:
            path.write_text(run, encoding="utf-8", newline="\n")
        failed += run != shown and not chosen.write
        print(f"{name}: {'as shown' if run == shown else 'written' if chosen.write else 'prints something else'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
