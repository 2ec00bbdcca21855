"""The whole way from a notice's file to its review page: one parse, the pictures of its pages, the HTML.

For: ``policyparse review``, its server, and reports that link to pages. Not here: the page itself (`page`), writing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyparse.api import DEFAULT_LIMITS, LexiconSource, Source, study
from policyparse.reading.limits import Limits
from policyparse.review.labels import Language
from policyparse.review.page import Saving, review_page
from policyparse.review.sheets import sheet_pictures

if TYPE_CHECKING:
    from policyparse.contract.corrections import Correction
    from policyparse.pipeline import Study


def page_for(
    source: Source,
    name: str | None = None,
    *,
    password: str | None = None,
    reader: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    table_settings: Mapping[str, object] | None = None,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
    corrections: Mapping[str, Correction] | None = None,
    saving: Saving | None = None,
    checked: bool = False,
    language: Language = "zh",
) -> str:
    """The review page of a notice as HTML; takes and raises what ``api.parse`` does.

    ``corrections``, ``saving``, ``checked`` and ``language`` as ``review_page`` has them.
    """
    studied = study(source, name, password, reader, limits, table_settings, lexicon, min_confidence)
    return page_of(studied, corrections=corrections, saving=saving, checked=checked, language=language)


def page_of(
    studied: Study,
    *,
    corrections: Mapping[str, Correction] | None = None,
    saving: Saving | None = None,
    checked: bool = False,
    language: Language = "zh",
) -> str:
    """The review page of a notice that was studied (`api.study`); for who needs the document besides."""
    return review_page(
        studied.explanation.document,
        sheet_pictures(studied.manuscript, studied.grounds),
        studied.explanation.silent,
        corrections=corrections,
        saving=saving,
        checked=checked,
        language=language,
    )
