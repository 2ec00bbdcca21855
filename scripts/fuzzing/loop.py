"""One target in the hands of atheris, in a process of its own: ``loop.py TARGET SEEDS KEEP [libFuzzer's options]``.

For: scripts/fuzz.py. A mistake of Python does not end the run: the first input for each place that it comes from is
kept, and the run goes on; a crash of the process or a hang that even processor time does not end is libFuzzer's, which
keeps the input and stops. Not for: judging inputs (`laws`).
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

with atheris.instrument_imports(include=["policyparse"]):
    from importlib import import_module
    from pkgutil import walk_packages

    import policyparse

    for module in walk_packages(policyparse.__path__, "policyparse."):
        if module.name.split(".")[1] in ("language", "reading", "tables", "layout", "outline", "facts", "pipeline"):
            import_module(module.name)

from fuzzing.laws import survive
from fuzzing.mutations import mutator
from fuzzing.targets import TARGETS, surroundings

HARD_TIMEOUT = 60  # seconds; hangs are told by processor time long before
MOST_MEMORY = 2048  # megabytes


def main() -> None:
    """Fuzz until libFuzzer's options end it; does not return."""
    target, seeds, keep, *options = sys.argv[1:]
    run, kept = TARGETS[target], Keeper(Path(keep))

    def one(data: bytes) -> None:
        try:
            survive(run, data)
        except Exception as error:
            kept.keep(data, error)

    bounds = [f"-timeout={HARD_TIMEOUT}", f"-rss_limit_mb={MOST_MEMORY}", f"-artifact_prefix={keep}/"]
    mutate = mutator(lambda data, most: atheris.Mutate(data, most))
    atheris.Setup(["fuzz", *bounds, *options, seeds], one, custom_mutator=mutate)
    with surroundings(target):
        atheris.Fuzz()


class Keeper:
    """Keeps an input for each place from which a mistake comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: set[str] = set()

    def keep(self, data: bytes, error: Exception) -> None:
        """Writes the input to the folder and says why, unless one from the same place is kept."""
        place = _place(error)
        if place not in self._seen:
            self._seen.add(place)
            path = self.folder / f"{type(error).__name__.lower()}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"KEPT {path.name}: {place}: {' '.join(str(error).split())[:200]}", file=sys.stderr, flush=True)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "policyparse" in frame.filename] or frames
    inner = own[-1]
    words = str(error)[:30] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {Path(inner.filename).name}:{inner.lineno} {words}".strip()


if __name__ == "__main__":
    main()
