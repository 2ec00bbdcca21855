"""A headless Chromium for tests of pages: found, never fetched; tests are skipped where there is none.

Not for: what is tested. ``scripts/with_chromium.py`` finds or installs one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from with_chromium import PATH_VARIABLE, find_browser

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
SIZE = {"width": 1280, "height": 800}


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser with a profile of its own; skips the test where there is none, saying why."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find_browser()
    if path is None:
        pytest.skip(f"no Chromium on PATH, and {PATH_VARIABLE} names none")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def wait_until_ready(tab: Any) -> None:
    """The page's script has run to its end."""
    tab.wait_for_selector("html[data-ready]", timeout=30_000)
