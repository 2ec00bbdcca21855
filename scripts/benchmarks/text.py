"""Text → PolicyDocument in characters a second, beside finding times or numbers alone, and the bare scan for digits.

For: all text notices one by one, as inboxes hold them; and one text of 10 thousand to 1 million characters.
"""

from __future__ import annotations

from benchmarks import peers
from benchmarks.contest import FACTORS, Contest, Peer, Plan, Row, Size, Work, fresh_texts, measure

SMALLEST = 10_000  # characters
AIM = 5.0  # times as fast as JioNLP finds times alone
EXPONENT = 1.05


def rows(plan: Plan) -> list[Row]:
    """Both contests."""
    texts = list(peers.notices().values())
    jionlp = Peer("JioNLP extract_time", lambda: _each(peers.jionlp_times()), AIM)
    bare = Peer("re [0-9]+", lambda: _each(peers.digits()))
    recognizers = [
        Peer("Recognizers-Text times", lambda: _each(peers.recognizers_times())),
        Peer("Recognizers-Text numbers", lambda: _each(peers.recognizers_numbers())),
    ]
    corpus = Contest(
        f"text → document: {len(texts)} notices", "characters/s", [Size(1, sum(map(len, texts)), texts)],
        _ours(), [jionlp, bare], fresh=fresh_texts,
    )  # fmt: skip
    growing = Contest(
        "text → document: one text", "characters/s",
        [Size(factor, factor * SMALLEST, [peers.repeated(factor * SMALLEST)]) for factor in FACTORS],
        _ours(), [jionlp, *recognizers, bare], exponent_aim=EXPONENT, fresh=fresh_texts,
    )  # fmt: skip
    return [*measure(corpus, plan), *measure(growing, plan)]


def _ours() -> Work:
    import policyparse

    limits = policyparse.Limits(seconds=3600)
    return _each(lambda text: policyparse.parse_text(text, limits=limits))


def _each(work: Work) -> Work:
    def each(texts: list[str]) -> None:
        for text in texts:
            work(text)

    return each
