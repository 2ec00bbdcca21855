"""A scanned page → PolicyDocument in milliseconds, beside rapidocr, the recogniser inside, on the same picture.

For: one page, in processor time; more pages take as many times as long, so growth is not measured. Needs the extra
``ocr``, which requirements-bench.lock holds. Not here: how right the characters are (scripts/score_pdfs.py).
"""

from __future__ import annotations

import io

import environment

from benchmarks.contest import Contest, Peer, Plan, Row, Size, Work, measure

SCAN = environment.ROOT / "corpus" / "scans" / "head-and-seal.jpg"


def rows(plan: Plan) -> list[Row]:
    """One contest."""
    sizes = [Size(1, 1, SCAN.read_bytes())]
    contest = Contest("scan → document", "ms/page", sizes, _ours(), [Peer("rapidocr alone", _rapidocr)])
    return measure(contest, plan)


def _ours() -> Work:
    import policyparse

    limits = policyparse.Limits(seconds=3600)
    return lambda data: policyparse.parse(data, name=SCAN.name, limits=limits)


def _rapidocr() -> Work:
    import numpy
    from PIL import Image
    from rapidocr import RapidOCR

    engine = RapidOCR()
    return lambda data: engine(numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")))
