"""The work of a few fixed jobs, counted against corpus/work.json: no change may make them dearer unsaid.

Counts do not depend on how busy the machine is: ``bytecode`` are Python's own instructions, counted by its tracing;
``instructions`` are the processor's, counted by valgrind, libraries in C included. Both are of one warm run of each job
with hashing fixed, and the same to a fraction of a per cent each time. ``python scripts/count_work.py`` fails where a
count is more than the tolerance above its pin; ``--tighten`` sets pins to the counts where these are lower, or pins
what is not pinned; ``--loosen REASON`` sets them to the counts whatever they are, and keeps the reason. ``--bytecode``
leaves valgrind out. Pins are of one version of Python on one kind of machine; elsewhere that is said and nothing fails.
For: CI, and whoever makes something faster. Not for: how long it takes (scripts/bench.py).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

CORPUS = ROOT / "corpus"
PINS = CORPUS / "work.json"
TOLERANCE = 0.05
NOTICE = CORPUS / "notices" / "jiangxi-zhijiao-jigong-ruogan-cuoshi.txt"
PDF = CORPUS / "pdf-more" / "weasy_striped_two_level.pdf"
DOCX = CORPUS / "renderings" / "nanchang-chanjiao-ronghe-8623-2023.docx"
SENTENCES = (
    "到2025年底前，完成投资30亿元，新增就业三百二十人，同比增长8%以上。2023年6月30日前报送，每年4月、"
    "第三季度各抽查一次，自印发之日起30日内公布，力争2023-2025年占比不低于60%。"
) * 10
COLLECTED = re.compile(r"==(\d+)== Collected : (\d+)")
NOTHING = "nothing"
FIRST, SECOND = "\ue000", "\ue001"  # mean nothing: a text that ends otherwise is no text that was met before
Job = Callable[[str], object]
Kept = dict[str, Any]


def jobs() -> dict[str, Job]:
    """The fixed jobs by name, each to be given what a text is to end with."""
    import policyparse
    from policyparse.language import find_quantities, find_times

    limits = policyparse.Limits(seconds=3600)
    text = NOTICE.read_text(encoding="utf-8")
    pdf, docx = PDF.read_bytes(), DOCX.read_bytes()
    return {
        "text notice": lambda end: policyparse.parse_text(text + end, limits=limits),
        "find_times": lambda end: find_times(SENTENCES + end),
        "find_quantities": lambda end: find_quantities(SENTENCES + end),
        "PDF page": lambda end: policyparse.parse(pdf, name=PDF.name, limits=limits),
        "DOCX": lambda end: policyparse.parse(docx, name=DOCX.name, limits=limits).to_json(),
    }


def main() -> int:
    """Count, and check or set the pins; exit code 1 where a check fails."""
    parser = argparse.ArgumentParser(description="Check the work of fixed jobs against its pins.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--tighten", action="store_true", help="set pins to lower counts, and new ones")
    change.add_argument("--loosen", metavar="REASON", help="set pins to the present counts, and say why")
    parser.add_argument("--bytecode", action="store_true", help="leave valgrind out")
    parser.add_argument("--inside", choices=("bytecode", "instructions"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(json.dumps(_run_inside(chosen.inside)))
        return 0
    counts = {"bytecode": count_bytecode()}
    if not chosen.bytecode:
        instructions = count_instructions()
        if instructions is None:
            print("instructions are not counted: valgrind is not installed here")
        else:
            counts["instructions"] = instructions
    kept: Kept = json.loads(PINS.read_text(encoding="utf-8")) if PINS.exists() else {"loosened": [], "pins": {}}
    problems = check(kept, counts, chosen.tighten, chosen.loosen)
    if chosen.tighten or chosen.loosen is not None:
        PINS.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        print(f"{PINS.relative_to(ROOT)} is written")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def place_of_pins() -> str:
    """The version of Python and the kind of machine that counts hold for."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{platform.python_implementation()} {version}, {platform.system()} {platform.machine()}"


def check(kept: Kept, counts: dict[str, dict[str, int]], tighten: bool = False, loosen: str | None = None) -> list[str]:
    """What is dearer than its pin allows; pins are set anew in place where that was asked for and is allowed."""
    if place_of_pins() not in kept["pins"] and not tighten:
        print(f"nothing is pinned for {place_of_pins()}: --tighten pins the counts")
    pins: dict[str, dict[str, int]] = kept["pins"].setdefault(place_of_pins(), {})
    problems, changes = [], {}
    for kind, found in counts.items():
        pinned = pins.setdefault(kind, {})
        for job, count in found.items():
            pin = pinned.get(job)
            _show(kind, job, count, pin)
            if pin is None or count <= pin:
                if tighten or loosen is not None:
                    pinned[job] = count
            elif loosen is not None:
                changes[f"{kind}, {job}"] = [pin, count]
                pinned[job] = count
            elif count > pin * (1 + TOLERANCE):
                problems.append(f"{job}: {count:,} {kind}, {count / pin - 1:+.1%} beside its pin: --loosen REASON")
    if loosen is not None and changes:
        kept["loosened"].append({"reason": loosen, "pins": changes})
    return problems


def _show(kind: str, job: str, count: int, pin: int | None) -> None:
    beside = "not pinned" if pin is None else f"{count / pin - 1:+.1%} beside its pin {pin:,}"
    print(f"{job:16} {count:>14,} {kind:14} {beside}")


def count_bytecode() -> dict[str, int]:
    """Python's instructions of each job, in a process with hashing fixed."""
    ran = subprocess.run(_command("bytecode"), stdout=subprocess.PIPE, env=_fixed(), check=True, encoding="utf-8")
    counts: dict[str, int] = json.loads(ran.stdout)
    return counts


def count_instructions() -> dict[str, int] | None:
    """The processor's instructions of each job; None without valgrind.

    Under valgrind a process runs every job once, so that all is loaded and warm, and leaves one more run of each to a
    child of its own; a child's count less that of a child that does nothing is that run alone.
    """
    if shutil.which("valgrind") is None:
        return None
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *_command("instructions")]
    ran = subprocess.run(command, capture_output=True, env=_fixed(), check=True, encoding="utf-8")
    counts = {int(process): int(count) for process, count in COLLECTED.findall(ran.stderr)}
    children: dict[str, int] = json.loads(ran.stdout)
    nothing = counts[children.pop(NOTHING)]
    return {name: counts[process] - nothing for name, process in children.items()}


def _command(inside: str) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "--inside", inside]


def _fixed() -> dict[str, str]:
    """An environment in which the same is done each time; no compiled files are written under way."""
    return {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def _run_inside(kind: str) -> dict[str, int]:
    """Each job once, so that all is warm; then the count of each, or the number of the process that ran it."""
    known = jobs()
    gc.disable()
    for job in known.values():
        job(FIRST)
    if kind == "bytecode":
        return {name: _traced(job) for name, job in known.items()}
    return {name: _in_child(job) for name, job in ({NOTHING: str} | known).items()}


def _in_child(job: Job) -> int:
    process = os.fork()
    if not process:
        job(SECOND)
        os._exit(0)  # nothing is to be cleared up
    _, status = os.waitpid(process, 0)
    if status:
        raise RuntimeError("a job failed under valgrind")
    return process


def _traced(job: Job) -> int:
    """Python's instructions in one run of a job."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        if event == "call":
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        elif event == "opcode":
            count += 1
        return trace

    sys.settrace(trace)
    try:
        job(SECOND)
    finally:
        sys.settrace(None)
    return count


if __name__ == "__main__":
    sys.exit(main())
