"""What the tests of folder runs share: a notice, an inbox, what lies in a folder, a run without processes.

Not here: anything that is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from policyparse.errors import PolicyParseError

NOTICE = "关于建设示范校的通知\n\n各县教育局：\n到2025年，建成示范校30所以上。\n\n南昌市教育局\n2023年4月5日\n"
NUMBERED = "洪教字〔2023〕8号\n\n南昌市教育局\n关于建设示范校的通知\n\n各县教育局：\n到2025年，建成示范校30所以上。\n\n南昌市教育局\n2023年4月5日\n"
# The same with a goal and a task in it.
FACTS = NUMBERED.replace(
    "到2025年，建成示范校30所以上。",
    "一、建设目标\n到2025年，全市建成示范校30所以上。\n二、重点任务\n1.建设示范校。各县建设示范校。\n"
    "责任单位：市教育局\n完成时限：2025年12月底前",
)


def run_here(
    function: Callable[[Any], Any], items: Iterable[Any], workers: int, bounds: object
) -> Iterator[tuple[Any, Any]]:
    """What ``run_each`` does, in this process: for what has nothing to do with processes."""
    for item in items:
        try:
            yield item, function(item)
        except PolicyParseError as error:
            yield item, error


def files_of(folder: Path) -> dict[str, bytes]:
    """Relative path and content of every file below a folder, but for what a run keeps for itself."""
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if path.parts[0] != ".policyparse"}


def documents_of(folder: Path) -> dict[str, bytes]:
    """The same without the reports."""
    return {path: data for path, data in files_of(folder).items() if not path.startswith("run-report.")}


def write_notices(folder: Path, count: int) -> None:
    """So many different notices: ``000.txt`` …"""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(NOTICE.replace("30", str(1000 + number)), encoding="utf-8")
