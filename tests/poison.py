"""Readers that harm the process they run in, by the name of the file: what a worker may meet.

For: tests of folder runs, which hand ``read`` to the workers in place of the library's parse. Not for: what is tested.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from policyparse import PolicyDocument, parse

HANG = 1000


def _raise() -> None:
    raise RuntimeError("nobody expected this")


def _bomb() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024 * 1024))


def _hang_in_c() -> None:
    # PyDLL keeps the interpreter's lock: no Python code of this process runs any more, no signal handler either.
    ctypes.PyDLL(None).sleep(HANG)


def _overflow() -> None:
    ctypes.string_at(0)


POISONS: dict[str, Callable[[], object]] = {
    "exception": _raise,
    "exit": lambda: os._exit(7),
    "exit-0": lambda: os._exit(0),
    "system-exit": lambda: sys.exit("gone"),
    "segfault": _overflow,
    "sigkill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "hang": _hang_in_c,
    "memory": _bomb,
}
# The code and words by which each is to be named.
CAUSES = {
    "exception": ("internal", "RuntimeError: nobody expected this"),
    "exit": ("internal", "exit code 7"),
    "exit-0": ("internal", "exit code"),
    "system-exit": ("internal", "SystemExit: gone"),
    "segfault": ("internal", "SIGSEGV"),
    "sigkill": ("internal", "SIGKILL"),
    "hang": ("timeout", "stopped after"),
    "memory": ("too_large", "memory"),
}


def read(data: bytes, name: str) -> PolicyDocument:
    """What the library makes of a notice, unless its name says to do harm."""
    harm(name)
    return parse(data, name)


def harm(name: str | os.PathLike[str]) -> str:
    """Do the harm that a file's name asks for, ``poison-<kind>.txt``; its name where it asks for none."""
    plain = Path(name).name
    if plain.startswith("poison-"):
        POISONS[plain.removeprefix("poison-").removesuffix(".txt")]()
    return plain


def seconds(item: str | os.PathLike[str]) -> float:
    """A short time for what hangs; so long for all others that a slow machine is no matter."""
    return 2.0 if "hang" in os.fspath(item) else 120.0
