"""Limits: how much of an untrusted file is looked at before a clear error ends the parse.

Not here: the wall clock of a folder run, which kills a worker from outside (`batch`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document. ``seconds`` is checked between stages; ``file_bytes`` before anything is decoded."""

    seconds: float = 30.0
    file_bytes: int = 20 * 1024 * 1024
