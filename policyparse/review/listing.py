"""The list of a folder's notices by how far they are reviewed, as a page without scripts.

For: the correcting server. Not for: what is found in a notice (`notices`), what is kept of it (`store`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from policyparse.batch.inbox import InboxFile
from policyparse.delivery.code_words import CAUSES
from policyparse.errors import PolicyParseError, one_line
from policyparse.review.labels import LANGUAGES, Language
from policyparse.review.notices import Summary
from policyparse.review.store import Kept, Look

State = Literal["unread", "begun", "checked", "failed", "waiting"]
STATES: Final[tuple[State, ...]] = get_args(State)
ROWS_ON_A_PAGE: Final = 500
REFRESH: Final = 3  # seconds, while notices are still being read

LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "heading": ("通知核对", "Notices to review"),
    "all": ("全部", "All"),
    "unread": ("未核对", "Not begun"),
    "begun": ("核对中", "Begun"),
    "checked": ("已核对", "Checked"),
    "failed": ("无法读取", "Cannot be read"),
    "waiting": ("读取中", "Being read"),
    "notice": ("通知", "Notice"),
    "state": ("状态", "State"),
    "judged": ("已判断", "Judged"),
    "remark": ("说明", "Remark"),
    "of": ("{0} / {1} 项", "{0} of {1} facts"),
    "search": ("标题或文件名", "title or file name"),
    "find": ("查找", "Find"),
    "none": ("没有符合条件的通知。", "No notice is like that."),
    "stale": ("核对之后，识别结果有变化", "what is found in it changed since it was checked"),
    "same": ("与“{0}”是同一文号，更正共用", "has the number of “{0}”: they share their corrections"),
    "problem": ("更正文件有误，未采用", "A file of corrections is not used"),
    "earlier": ("上一页", "Earlier"),
    "later": ("下一页", "Later"),
    "language": ("English", "中文"),
    "back": ("回到通知列表", "Back to the list"),
    **CAUSES,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A notice of the list. ``judged`` of its ``facts`` a person said something; ``remark`` is a key of LABELS, if any.

    ``said`` goes into the remark; of a notice that cannot be read, it says more of why.
    """

    key: str
    file: str
    title: str
    state: State
    judged: int = 0
    facts: int = 0
    remark: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is asked for."""

    state: State | None = None
    words: str = ""
    page: int = 1
    language: Language = "zh"

    def query(self, **other: object) -> str:
        """The address of the same list but for what is given, relative to it."""
        asked = {"state": self.state, "words": self.words, "page": self.page, "lang": self.language, **other}
        plain = {"page": 1, "words": ""}
        return "?" + urlencode({name: value for name, value in asked.items() if value not in (None, plain.get(name))})


def rows_of(files: Iterable[tuple[str, InboxFile, Summary | PolicyParseError | None]], look: Look) -> list[Row]:
    """The rows of a folder's notices, in the order of the files."""
    rows = []
    first: dict[str, str] = {}
    for key, file, told in files:
        if isinstance(told, Summary):
            other = first.setdefault(told.document_id, file.shown)
            rows.append(_row(key, file.shown, told, look.kept(told.document_id), other))
        elif told is not None:
            rows.append(Row(key, file.shown, "", "failed", remark=told.code, said=one_line(told.message)))
        else:
            rows.append(Row(key, file.shown, "", "waiting"))
    return rows


def _row(key: str, file: str, told: Summary, kept: Kept, other: str) -> Row:
    added = {fact for fact, one in kept.corrections.items() if one.action == "add"}
    facts = added.union(told.facts)
    judged = len(facts.intersection(kept.corrections))
    state: State = (
        "checked" if kept.checked_as(told.seen) else "begun" if kept.corrections or kept.checked else "unread"
    )
    remark = "stale" if kept.checked and state != "checked" else None
    if other != file and remark is None:
        remark = "same"
    return Row(key, file, told.title, state, judged, len(facts), remark, other)


def list_page(rows: Sequence[Row], problems: Mapping[str, str], wanted: Wanted) -> str:
    """The list as one HTML page; all that notices and files say in it is escaped."""
    counts = Counter(row.state for row in rows)
    shown = [row for row in rows if wanted.state in (None, row.state) and _has(row, wanted.words)]
    start = ROWS_ON_A_PAGE * (wanted.page - 1)
    pieces = [_head(wanted, counts["waiting"] > 0), _states(counts, wanted), _form(wanted)]
    pieces += [_problem(name, said, wanted) for name, said in problems.items()]
    pieces.append(_table(shown[start : start + ROWS_ON_A_PAGE], wanted))
    pieces.append(_turning(len(shown), wanted))
    return "\n".join([*pieces, "</main></body></html>\n"])


def message_page(said: str, back: str | None = None) -> str:
    """A few words as a page, in both languages where they are the page's own; ``back``: where the list is."""
    both = " / ".join(_label("back", language) for language in LANGUAGES)
    link = f'<p><a href="{escape(back)}">{both}</a></p>' if back else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        f"<title>policyparse</title><style>{_style()}</style></head><body><main>"
        f'<p class="problem">{escape(one_line(said))}</p>{link}</main></body></html>\n'
    )


def _has(row: Row, words: str) -> bool:
    text = f"{row.title} {row.file}".casefold()
    return all(word in text for word in words.casefold().split())


def _label(name: str, language: Language, *parts: object) -> str:
    return escape(LABELS[name][language == "en"].format(*parts))


@cache
def _style() -> str:
    return (files("policyparse.review") / "listing.css").read_text(encoding="utf-8")


def _head(wanted: Wanted, waiting: bool) -> str:
    language = wanted.language
    heading, other = _label("heading", language), wanted.query(lang="en" if language == "zh" else "zh")
    again = f'<meta http-equiv="refresh" content="{REFRESH}">' if waiting else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>policyparse: {heading}</title><style>{_style()}</style></head><body><main>\n"
        f'<header><h1>{heading}</h1><a href="{escape(other)}">{_label("language", language)}</a></header>'
    )


def _states(counts: Mapping[State, int], wanted: Wanted) -> str:
    def link(name: str, state: State | None, count: int) -> str:
        current = ' aria-current="true"' if state == wanted.state else ""
        address = escape(wanted.query(state=state, page=1))
        return f'<a href="{address}"{current}>{_label(name, wanted.language)} {count}</a>'

    links = [link("all", None, sum(counts.values()))]
    links += [link(state, state, counts[state]) for state in STATES if counts[state] or state == wanted.state]
    return f'<nav class="states">{"".join(links)}</nav>'


def _form(wanted: Wanted) -> str:
    kept = f'<input type="hidden" name="state" value="{wanted.state}">' if wanted.state else ""
    search = _label("search", wanted.language)
    return (
        f'<form method="get" role="search">{kept}<input type="hidden" name="lang" value="{wanted.language}">'
        f'<input type="search" name="words" value="{escape(wanted.words)}" placeholder="{search}"'
        f' aria-label="{search}">'
        f"<button>{_label('find', wanted.language)}</button></form>"
    )


def _problem(name: str, said: str, wanted: Wanted) -> str:
    return f'<p class="problem">{_label("problem", wanted.language)}: {escape(one_line(f"{name}: {said}"))}</p>'


def _table(rows: Sequence[Row], wanted: Wanted) -> str:
    if not rows:
        return f"<p>{_label('none', wanted.language)}</p>"
    heads = "".join(
        f'<th scope="col"{"" if name in ("notice", "remark") else narrow}>{_label(name, wanted.language)}</th>'
        for name, narrow in ((name, ' class="narrow"') for name in ("notice", "state", "judged", "remark"))
    )
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(_cells(rows, wanted))}</tbody></table>"


def _cells(rows: Sequence[Row], wanted: Wanted) -> Iterator[str]:
    language = wanted.language
    for row in rows:
        address = f"notice/{row.key}?{urlencode({'lang': language})}"
        title = f'<a href="{address}">{escape(one_line(row.title or row.file))}</a>'
        beside = f"<small>{escape(one_line(row.file))}</small>" if row.title else ""
        judged = _label("of", language, row.judged, row.facts) if row.facts else ""
        remark = _label(row.remark, language, row.said) if row.remark else ""
        if row.state == "failed":
            remark += f"<small>{escape(row.said)}</small>"
        yield (
            f'<tr><td>{title}{beside}</td><td class="narrow"><span class="state {row.state}">'
            f'{_label(row.state, language)}</span></td><td class="narrow">{judged}</td><td>{remark}</td></tr>\n'
        )


def _turning(count: int, wanted: Wanted) -> str:
    links = []
    if wanted.page > 1:
        links.append((wanted.page - 1, "earlier"))
    if count > ROWS_ON_A_PAGE * wanted.page:
        links.append((wanted.page + 1, "later"))
    shown = (f'<a href="{escape(wanted.query(page=page))}">{_label(name, wanted.language)}</a>' for page, name in links)
    return f"<nav>{' '.join(shown)}</nav>" if links else ""
