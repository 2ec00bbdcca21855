"""Runs a command with a browser for it: ``python3 scripts/with_chromium.py --install python3 scripts/test.py``.

The command finds the browser's path in POLICYPARSE_CHROMIUM. ``--install`` installs Debian's package where there is no
browser. Where none can be had the command runs without the variable, and that is said: the tests that need one are
skipped. Not for: driving it (tests/test_review_browser.py). Only the standard library is used here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

PATH_VARIABLE = "POLICYPARSE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk")
SECONDS_TO_INSTALL = 900


def main() -> int:
    """Run the command; its exit code."""
    parser = argparse.ArgumentParser(description="Run a command with the path of a Chromium.")
    parser.add_argument("--install", action="store_true", help="install Debian's package where there is no browser")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND")
    chosen = parser.parse_args()
    if not chosen.command:
        parser.error("a command is needed")
    browser = find_browser() or (installed() if chosen.install else None)
    environment = dict(os.environ)
    if browser is None:
        print("No Chromium, and none could be installed: the tests that need one are skipped.", file=sys.stderr)
    else:
        environment[PATH_VARIABLE] = browser
    return subprocess.run(chosen.command, env=environment, check=False).returncode


def find_browser() -> str | None:
    """The path of a Chromium: the one that the variable names, or one on PATH."""
    named = os.environ.get(PATH_VARIABLE)
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def installed() -> str | None:
    """Install Debian's package, with letters for Chinese; the path, None where that is not possible."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (INSTALL, ("apt-get", "update"), INSTALL):
        try:
            done = subprocess.run(
                command, env=quiet, stdout=subprocess.DEVNULL, check=False, timeout=SECONDS_TO_INSTALL
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None
        if command == INSTALL and done.returncode == 0:
            break
    return find_browser()


if __name__ == "__main__":
    sys.exit(main())
