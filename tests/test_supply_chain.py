"""What the locks name is hashed, licensed in a way that binds no user, and of no version known to be bad.

For: the check of scripts/licences.py, on the locks and on made ones. Not for: what a registry says today.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import licences  # noqa: E402

BAD = licences.read_table(licences.TABLES / "known_bad.tsv")
TABLE = {row["name"]: row["licence"] for row in licences.read_table(licences.TABLES / "licences.tsv")}


@pytest.mark.parametrize("lock", licences.LOCKS)
def test_every_package_of_a_lock_is_hashed_licensed_and_sound(lock: str) -> None:
    pinned = list(licences.read_lock(ROOT / lock))
    assert pinned
    assert not [line for line in licences.problems(pinned, TABLE, BAD) if not line.startswith("licences.tsv")]


def test_no_lock_names_an_address() -> None:
    for lock in licences.LOCKS:
        assert not re.search(r"://|--index|--find-links|file:", (ROOT / lock).read_text(encoding="utf-8"))


def test_what_is_installed_says_the_licences_of_the_table() -> None:
    assert not list(licences.drift(TABLE))


def lock_of(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "some.lock").write_text(text, encoding="utf-8")
    pinned = list(licences.read_lock(tmp_path / "some.lock"))
    return [line for line in licences.problems(pinned, TABLE, BAD) if line.startswith("some.lock")]


HASH = f" \\\n    --hash=sha256:{'0' * 64}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"lxml==6.1.3{HASH}", None),
        ("lxml==6.1.3\n", "no version or no hash"),
        (f"lxml>=6{HASH}", "no version or no hash"),
        (f"-e git+ssh://host/lxml{HASH}", "no version or no hash"),
        (f"pillow==12.1.0 ; python_version < '4'{HASH}", "CVE-2026-40192"),
        (f"pdfminer-six==20251107{HASH}", "CVE-2025-64512"),
        (f"pyarrow==14.0.0{HASH}", "CVE-2023-47248"),
        (f"left-pad==1.0{HASH}", "its licence is unknown"),
    ],
)
def test_a_lock_that_is_not_sound_is_told(text: str, said: str | None, tmp_path: Path) -> None:
    found = lock_of(tmp_path, text)
    assert not found if said is None else said in " ".join(found)


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("MIT", True), ("AGPL-3.0-only", False), ("GPL-3.0-only", False), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False),
     ("", False), ("Proprietary", False), ("BSD-3-Clause AND Apache-2.0", True)],
)  # fmt: skip
def test_a_licence_that_would_bind_users_is_told(licence: str, allowed: bool) -> None:
    assert (not licences.licence_problems(licence)) == allowed


def test_a_peer_of_the_benchmarks_may_have_a_licence_that_nothing_shipped_may_have() -> None:
    assert licences.licence_problems("GPL-3.0-only", "requirements.lock")
    assert not licences.licence_problems("GPL-3.0-only", licences.PEERS)
    assert licences.licence_problems("AGPL-3.0-only", licences.PEERS)
