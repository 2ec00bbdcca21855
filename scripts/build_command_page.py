"""Writes docs/command-line.md from the argument parser: ``python scripts/build_command_page.py [--check]``.

For: maintainers, after a change of a command or an option; ``--check`` (tests, CI) only says whether the page is up to
date. Not for: what an option means, which its help says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from generated_page import keep_up

from policyparse.cli import build_parser

PAGE = ROOT / "docs" / "command-line.md"
HEAD = """# The command line

`policyparse COMMAND --help` says the same; this page is made from it (`scripts/build_command_page.py`). Data goes to
stdout, all else to stderr. What the exit codes mean: [errors](errors.md).

| command | what |
| --- | --- |
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, in the order of ``--help``."""
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("no commands")


def page() -> str:
    """The page as Markdown."""
    parsers = commands()
    short = {
        choice.dest: choice.help or ""
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action._choices_actions
    }
    rows = [f"| [`{name}`](#{name}) | {_cell(short.get(name, ''))} |" for name in parsers]
    return "\n".join([HEAD + "\n".join(rows), "", *(_command(name, parser) for name, parser in parsers.items())])


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    words = " ".join(_argument(action) for action in actions if not action.option_strings)
    rows = [f"| {_code(_called(action))} | {_cell(_help(parser, action))} |" for action in actions]
    options = " [OPTION …]" if any(action.option_strings for action in actions) else ""
    lines = [f"## {name}", "", _cell(parser.description or ""), "", f"`policyparse {name} {words}{options}`", ""]
    return "\n".join([*lines, "| argument or option | what |", "| --- | --- |", *rows, ""])


def _argument(action: argparse.Action) -> str:
    word = str(action.metavar or action.dest.upper())
    return f"[{word}]" if action.nargs == "?" else word


def _called(action: argparse.Action) -> str:
    """How an option is given: ``--format {json,table,md}``."""
    if not action.option_strings:
        return _argument(action)
    called = ", ".join(action.option_strings)
    if action.nargs == 0:
        return called
    choices = "{" + ",".join(map(str, action.choices or ())) + "}"
    return f"{called} {action.metavar or (choices if action.choices else action.dest.upper())}"


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    return parser._get_formatter()._expand_help(action) if action.help else ""


def _code(words: str) -> str:
    # A bar would end the cell, and no two renderers agree on how to write it inside of backticks.
    return f"<code>{words.replace('|', '&#124;')}</code>" if "|" in words else f"`{words}`"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    sys.exit(keep_up(PAGE, page(), "Write docs/command-line.md from the argument parser."))
