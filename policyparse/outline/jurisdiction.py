"""The region whose organ issues a notice; none for an organ of the state, whomever it addresses.

Not here: regions and their names (`language.regions`), who issues (`outline.masthead`).
"""

from __future__ import annotations

from collections.abc import Iterable

from policyparse.language.organ_lexicon import default_lexicon
from policyparse.language.regions import Region, jurisdiction_of


def jurisdiction(issuers: list[str], names: Iterable[str]) -> Region | None:
    """The region of the first of ``names`` (issuers, titles, addressees) that names one.

    农业农村部 addresses 新疆生产建设兵团农业农村局 among others: it is of no region.
    """
    if issuers and all(_is_of_state(name) for name in issuers):
        return None
    return next((region for name in names if (region := jurisdiction_of(name))), None)


def _is_of_state(name: str) -> bool:
    """国务院办公厅, 农业农村部, 农业农村部种植业管理司: an organ that no region has, or its office."""
    lexicon = default_lexicon()
    known = lexicon.starting_at(name)
    return bool(known) and lexicon.row(known, "state") is not None and not lexicon.is_local(known)
