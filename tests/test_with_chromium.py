"""The script that runs a command with a browser for it."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "with_chromium.py"
TELL = "import os, sys; print(os.environ.get('POLICYPARSE_CHROMIUM')); sys.exit(3)"


def run(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    given = {**os.environ, "PATH": str(folder), **environment}
    if "POLICYPARSE_CHROMIUM" not in environment:
        given.pop("POLICYPARSE_CHROMIUM", None)
    command = [sys.executable, str(SCRIPT), sys.executable, "-c", TELL]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_the_command_is_told_the_browser_on_path_and_gives_its_exit_code(tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    done = run(tmp_path)
    assert (done.stdout.strip(), done.returncode) == (str(browser), 3)
    assert run(tmp_path, POLICYPARSE_CHROMIUM="/elsewhere/chrome").stdout.strip() == "/elsewhere/chrome"


def test_without_a_browser_the_command_runs_and_that_is_said(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert (done.stdout.strip(), done.returncode) == ("None", 3)
    assert "are skipped" in done.stderr
