"""What the project stands on: ``python3 scripts/licences.py`` lists each package of the locks with version and licence.

For: the check that every change must pass: each requirement has hashes, each package has a licence that is known and
allowed, and no version is one of those with an advisory that matters here (scripts/supply_chain/*.tsv). The installed
packages' own metadata is compared with the table. No network is used. Not for: finding advisories; that is asked of a
database of them when a lock is renewed.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import environment

TABLES = environment.ROOT / "scripts" / "supply_chain"
PEERS = "requirements-bench.lock"
LOCKS = ("requirements.lock", "requirements-ray.lock", "requirements-docs.lock", "requirements-fuzz.lock", PEERS)
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
ALLOWED = frozenset(
    [
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "LGPL-3.0-only"),
        *("MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib"),
    ]
)
"""LGPL and MPL bind whoever changes those packages, not those who use them as they are. GPL, AGPL and SSPL would bind
the programs of those who use this one."""
ALLOWED_OF_PEERS = ALLOWED | {"GPL-3.0-only"}
"""Peers are run beside this program, for a benchmark; nothing of it imports them, and nobody is given them."""
SAID = (
    (r"affero|agpl", "AGPL-3.0-only"), (r"lgpl|lesser general public", "LGPL-3.0-only"),
    (r"(?<!l)gpl|(?<!lesser )general public", "GPL-3.0-only"), (r"mpl|mozilla public", "MPL-2.0"),
    (r"apache", "Apache-2.0"), (r"mit-0", "MIT-0"), (r"cmu|hpnd", "MIT-CMU"), (r"\bmit\b", "MIT"), (r"bsd", "BSD"),
    (r"psf|python software", "PSF-2.0"), (r"zlib", "Zlib"), (r"cc0", "CC0-1.0"),
    (r"cnri", "CNRI-Python"), (r"\bisc\b", "ISC"),
)  # fmt: skip
"""How metadata of old and new spells licences; of BSD's it often does not say which."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package as a lock names it."""

    lock: str
    name: str
    version: str
    hashes: int


def main() -> int:
    """Print the list and what is wrong, 1 where anything is."""
    pinned = [one for lock in LOCKS for one in read_lock(environment.ROOT / lock)]
    licences = {row["name"]: row["licence"] for row in read_table(TABLES / "licences.tsv")}
    for name in sorted({one.name for one in pinned}):
        versions = "/".join(sorted({one.version for one in pinned if one.name == name}))
        print(f"{name:28} {versions:24} {licences.get(name, 'unknown')}")
    wrong = [*problems(pinned, licences, read_table(TABLES / "known_bad.tsv")), *drift(licences)]
    for line in wrong:
        print(f"licences.py: {line}", file=sys.stderr)
    return 1 if wrong else 0


def read_lock(path: Path) -> Iterator[Pinned]:
    """The packages of a lock with the number of their hashes."""
    for block in re.split(r"\n(?=[^\s#])", path.read_text(encoding="utf-8")):
        match = REQUIREMENT.match(block)
        if match:
            yield Pinned(path.name, match["name"], match["version"], len(HASH.findall(block)))
        elif block.strip() and not block.lstrip().startswith("#"):
            yield Pinned(path.name, block.split()[0], "", 0)


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table by its header; lines with # are its explanation."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def problems(pinned: list[Pinned], licences: dict[str, str], bad: list[dict[str, str]]) -> Iterator[str]:
    """What is wrong with the locks, a line each."""
    from packaging.specifiers import SpecifierSet

    for one in pinned:
        if not one.version or not one.hashes:
            yield f"{one.lock}: {one.name} has no version or no hash"
            continue
        yield from (
            f"{one.lock}: {one.name}: {words}" for words in licence_problems(licences.get(one.name, ""), one.lock)
        )
        for row in bad:
            if row["name"] == one.name and SpecifierSet(row["versions"]).contains(one.version, prereleases=True):
                yield f"{one.lock}: {one.name} {one.version}: {row['advisory']}: {row['what']}"
    names = {one.name for one in pinned}
    yield from (f"licences.tsv: no lock names {name}" for name in licences if name not in names)


def licence_problems(licence: str, lock: str = "") -> list[str]:
    """What is wrong with a licence in SPDX's words: of those joined by OR one must be allowed, of others all."""
    allowed = ALLOWED_OF_PEERS if lock == PEERS else ALLOWED
    if not licence:
        return ["its licence is unknown"]
    for way in licence.split(" OR "):
        if all(part in allowed for part in way.split(" AND ")):
            return []
    return [f"the licence {licence} is not among those that are allowed"]


def drift(licences: dict[str, str]) -> Iterator[str]:
    """Packages that are installed and say another licence of themselves than the table does."""
    for name, licence in licences.items():
        try:
            said = said_licences(name)
        except PackageNotFoundError:
            continue
        plain = licence.replace("BSD-2-Clause", "BSD").replace("BSD-3-Clause", "BSD").replace("0BSD", "BSD")
        strange = said - set(re.split(r" (?:AND|OR) ", plain))
        if strange:
            yield f"{name} says {', '.join(sorted(strange))}, the table {licence}"


def said_licences(name: str) -> set[str]:
    """The licences that an installed package's metadata names."""
    own = metadata(name)
    words = " ".join(own.get_all("License-Expression") or [])
    if not words:
        declared = [one for one in own.get_all("Classifier") or [] if one.startswith("License ::")]
        # Some put the whole text of their licence there.
        words = " ; ".join([*declared, "".join(own.get_all("License") or []).split("\n")[0][:80]])
    found = set()
    for part in re.split(r"[;,]| AND | OR |/", words):
        found |= {next((spelled for pattern, spelled in SAID if re.search(pattern, part, re.IGNORECASE)), "")}
    return found - {""}


if __name__ == "__main__":
    environment.enter()
    sys.exit(main())
