"""Small pieces of the review page's HTML that several of its parts use.

Not here: escaping (`escaping`), words (`labels`). Words of the page carry their key, so that the page can switch
language; words of the notice carry none. `script/cells.js` makes the same pieces where a person edits a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyparse.delivery.rule_words import rule_words
from policyparse.review.escaping import shown
from policyparse.review.labels import label

if TYPE_CHECKING:
    from policyparse.contract import Place, QuantityValue, Responsible, TimeValue

SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}


def said(key: str, language: str, style: str = "") -> str:
    """Words of the page, switchable."""
    named = f' class="{style}"' if style else ""
    return f'<span{named} data-t="{shown(key)}">{shown(label(key, language))}</span>'


def quantity(value: QuantityValue, language: str) -> str:
    """The words as printed, and below them what they say."""
    if value.ratio is not None:
        number = ":".join(f"{part:f}" for part in value.ratio)
    elif value.value is not None:
        number = f"{value.value:f}"
    else:
        number = "–".join(f"{end:f}" for end in (value.low, value.high) if end is not None)
    sign = SIGNS[value.comparator] or ("≈ " if value.approximate else "")
    plain = " ".join(part for part in (sign + number, value.unit, *value.per) if part)
    basis = "" if value.basis == "level" else said(f"basis.{value.basis}", language) + " "
    return f'{shown(value.raw)}<span class="norm">{basis}{shown(plain)}</span>'


def time(value: TimeValue, language: str) -> str:
    """The words as printed, and below them the days they name."""
    if value.recurrence:
        days = recurrence(value.recurrence, language)
    elif value.start and value.end:
        days = f"{value.start} – {value.end}"
    elif value.end:
        days = f"≤ {value.end}"
    elif value.start:
        days = f"≥ {value.start}"
    else:
        days = said(f"time.{value.kind}", language)
    if value.ambiguous:
        days += f" / {value.latest}?" if value.latest else " ?"
    return f'<span class="time">{shown(value.raw)}<span class="norm">{days}</span></span>'


def recurrence(rule: str, language: str) -> str:
    """A rule of recurrence in words, and beside them as it is; alone where it has no words."""
    if rule_words(rule) is None:
        return shown(rule)
    return f"{said(f'rule.{rule}', language)} <code>{shown(rule).replace(';', ';<wbr>')}</code>"


def unit(value: Responsible, language: str) -> str:
    """A responsible unit with its role."""
    role = said(f"role.{value.role}", language, f"role {value.role}")
    return f'<span class="unit">{role} {shown(value.name)}</span>'


def place_link(row: str, place: Place | None, language: str) -> str:
    """A link from a row to its first mark, named by page or line; nothing where the row has no place."""
    if place is None:
        return ""
    if place.page is not None:
        name = f'<span class="pg">{place.page}</span>'
    elif place.source is not None:
        name = f'<span class="ln">{place.source.line}</span>'
    else:
        name = said("place.show", language)
    return f'<a class="place" href="#mark-{shown(row)}">{name}</a>'


def percent(confidence: object) -> str:
    """A share from 0 to 1 as two digits behind the point; empty for what was corrected by hand."""
    return f"{float(str(confidence)):.2f}"
