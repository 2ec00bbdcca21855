"""Edit distances, by Myers' bit vectors in the form of Hyyrö (2003); Python's integers are the vectors.

For: character error rates of scans. Not for: alignments; only distances come out.
"""

from __future__ import annotations


def distance(pattern: str, text: str) -> int:
    """Insertions, deletions and substitutions between two texts."""
    return _run(pattern, text, anywhere=False)


def distance_to_best_part(pattern: str, text: str) -> int:
    """The least distance between ``pattern`` and any part of ``text``."""
    return _run(pattern, text, anywhere=True)


def _run(pattern: str, text: str, anywhere: bool) -> int:
    size = len(pattern)
    if not size:
        return 0 if anywhere else len(text)
    full, last = (1 << size) - 1, 1 << (size - 1)
    where: dict[str, int] = {}
    for place, char in enumerate(pattern):
        where[char] = where.get(char, 0) | 1 << place
    plus, minus, score = full, 0, size
    best = score
    for char in text:
        same = where.get(char, 0)
        step = ((((same & plus) + plus) ^ plus) | same | minus) & full
        across_plus = (minus | ~(step | plus)) & full
        across_minus = plus & step
        score += bool(across_plus & last) - bool(across_minus & last)
        best = min(best, score)
        # The row above the pattern is all zeros where a part of the text will do, and counts up where all of it counts.
        across_plus = (across_plus << 1 | (not anywhere)) & full
        across_minus = (across_minus << 1) & full
        plus = (across_minus | ~(step | across_plus)) & full
        minus = across_plus & step
    return best if anywhere else score
