"""The libraries for Chinese text beside which we stand, each as one function from a string; and the bare scan.

They come with requirements-bench.lock. Not here: peers of one part alone, which stand with it (``pdf_peers``).
"""

from __future__ import annotations

import re

import environment

from benchmarks.contest import Work

NOTICES = environment.ROOT / "corpus" / "notices"
# A fixed time base, as a notice's own date would be.
BASE = {"year": 2023, "month": 1, "day": 1}


def jionlp_times() -> Work:
    """JioNLP's times with their values."""
    import jionlp

    return lambda text: jionlp.ner.extract_time(text, time_base=BASE)


def recognizers_times() -> Work:
    """Recognizers-Text: times with their values."""
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.Chinese).get_datetime_model()
    return lambda text: model.parse(text)


def recognizers_numbers() -> Work:
    """Recognizers-Text: numbers with their values."""
    from recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.Chinese).get_number_model()
    return lambda text: model.parse(text)


def cn2an_numbers() -> Work:
    """cn2an: numerals in a text replaced by figures."""
    import cn2an

    return lambda text: cn2an.transform(text, "cn2an")


def digits() -> Work:
    """The least that anything which finds numbers must do."""
    return re.compile("[0-9]+").findall


def notices() -> dict[str, str]:
    """The texts of corpus/notices by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))}


def repeated(characters: int) -> str:
    """The notices over and over, cut to so many characters."""
    text = "".join(notices().values())
    return (text * (characters // len(text) + 1))[:characters]
