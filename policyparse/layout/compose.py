"""Pages → Manuscript: the order in which layout's repairs are made.

Not here: the repairs themselves, one module each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import cast

from policyparse.layout.footnotes import drop_footnotes
from policyparse.layout.foreign import drop_foreign
from policyparse.layout.furniture import drop_page_marks
from policyparse.layout.label_box import take_label_box
from policyparse.layout.line_kinds import begins_structure
from policyparse.layout.lines import Line, fold, split_lines
from policyparse.layout.manuscript import Manuscript, Note, compose
from policyparse.layout.markers import ATTACHMENT
from policyparse.layout.paragraphs import join_paragraphs
from policyparse.layout.run_on import part_run_on
from policyparse.layout.slips import close_titles, known_titles
from policyparse.layout.strand import Strand
from policyparse.reading.pages import Pages
from policyparse.tables.cell_lines import read_cell_lines
from policyparse.tables.draft import TableDraft
from policyparse.tables.given import given_tables
from policyparse.tables.numbered_rows import HEADER, NUMBER_HEADING, read_numbered_rows
from policyparse.tables.rulings import TableSettings
from policyparse.tables.tab_rows import read_tab_rows

Part = Line | TableDraft
DEFAULT_SETTINGS = TableSettings()


def compose_manuscript(
    pages: Pages, settings: TableSettings = DEFAULT_SETTINGS, check: Callable[[], None] = lambda: None
) -> Manuscript:
    """The manuscript of a text: furniture, tables, footnotes and other articles set apart, paragraphs joined.

    ``check`` is called all along: it raises when the time is up.
    """
    notes = [Note(code, "warning", message) for code, message in pages.flagged]
    paged = pages.glyphs is not None
    parts = _paged_parts(pages, settings, notes, check) if paged else _text_parts(pages, notes, check)
    parts = _drop_matter(parts, notes, pages)
    blocks = _join_runs(parts, paged=paged)
    paragraphs = [block for block in blocks if isinstance(block, Strand)]
    titles = known_titles(paragraphs)
    repaired: list[Strand | TableDraft] = []
    for block in blocks:
        if titles and isinstance(block, Strand):
            block, closed = close_titles(block, titles)
            for title in closed:
                notes.append(Note("unclosed_title", "warning", f"《{title} is never closed; 》 put behind it"))
        repaired.append(block)
    return compose(pages, repaired, notes)


def _paged_parts(
    pages: Pages, settings: TableSettings, notes: list[Note], check: Callable[[], None]
) -> list[Part]:  # fmt: skip
    """The parts of sheets, by their geometry."""
    from policyparse.layout.page_layout import lay_out  # text needs none of it

    parts, noted = lay_out(pages, fold(pages.characters), settings, check)
    notes += noted
    return parts


def _text_parts(pages: Pages, notes: list[Note], check: Callable[[], None]) -> list[Part]:
    """The parts of a text: its lines, and its tables given or found."""
    characters, lines = split_lines(pages)
    given = given_tables(pages, characters)
    parts: list[Part] = []
    for item in _around_tables(lines, given):
        if isinstance(item, TableDraft):
            parts.append(item)
        else:
            kept, marks = drop_page_marks(item)
            _note_dropped(notes, "page_marks", "page mark", marks, pages)
            if not parts:  # a box of labels stands at the head alone
                kept, boxed = take_label_box(characters, kept)
                _note_dropped(notes, "page_frame", "line of a web page's labels", boxed, pages)
            kept, parted = part_run_on(kept)
            if parted:
                message = f"{parted} line(s) without line ends parted where the structure begins a paragraph"
                notes.append(Note("run_on_text", "warning", message))
            parts += _find_tables(characters, kept, notes, check)
    return parts


def _around_tables(lines: list[Line], given: list[tuple[int, int, TableDraft]]) -> list[list[Line] | TableDraft]:
    """The lines outside the tables that the format itself describes, and these tables, in the file's order."""
    found: list[list[Line] | TableDraft] = []
    at = 0
    for start, end, table in given:
        following = bisect_left(lines, start, at, key=lambda line: line.raw_start)
        found += [lines[at:following], table]
        at = bisect_left(lines, end, following, key=lambda line: line.raw_start)
    return [*found, lines[at:]]


def _find_tables(characters: str, lines: list[Line], notes: list[Note], check: Callable[[], None]) -> list[Part]:
    parts: list[Part] = []
    ends: list[bool] = []
    elsewhere = ""
    at = 0
    tabbed = "\t" in characters
    beginnings = [
        n for n, line in enumerate(lines) if line.strand.text[:1] in "序编" or (tabbed and (line.tabs or line.indented))
    ]
    for number in beginnings:
        if number < at:  # in the table before
            continue
        check()
        parts += lines[at:number]
        at, line = number, lines[number]
        found = None
        if line.tabs:
            found = read_tab_rows(characters, lines, at)
        elif line.indented:
            found = read_cell_lines(lines, at)
        elif (numbered := HEADER.match(line.text)) or NUMBER_HEADING.match(line.text):
            if not ends:  # made when first needed: few notices have such a table
                ends = [line.text[:1] == "附" and bool(ATTACHMENT.match(line.text)) for line in lines]
                elsewhere = "".join(characters.split())
            if numbered:
                found = read_numbered_rows(characters, lines, at, ends, elsewhere)
            else:
                from policyparse.tables.stacked_cells import read_stacked_cells  # few notices need it

                found = read_stacked_cells(lines, at, ends, check)
        if found:
            table, at = found
            parts.append(table)
            notes += [
                Note(code, "warning" if code == "scrambled_row" else "info", said) for code, said in table.flagged
            ]
        else:
            if not line.empty_cell:
                parts.append(line)
            at += 1
    return parts + lines[at:]


def _drop_matter(parts: list[Part], notes: list[Note], pages: Pages) -> list[Part]:
    """Parts without footnotes and other articles; tables keep their place between the lines around them."""
    lines = _lines_of(parts)
    kept, bodies = drop_footnotes(lines)
    _note_dropped(notes, "footnotes", "footnote line", bodies, pages)
    kept, foreign = drop_foreign(kept)
    for run in foreign:
        first, last = _where(pages, run[0]), _where(pages, run[-1])
        what = "pages" if pages.sheets else "lines"
        notes.append(Note("foreign_matter", "warning", f"{what} {first} to {last} belong to other articles, left out"))
    if kept is lines:
        return parts
    if lines is parts:
        return list(kept)
    by_start = {line.raw_start: line for line in kept}
    result: list[Part] = []
    for part in parts:
        if not isinstance(part, Line):
            result.append(part)
        elif part.raw_start in by_start:
            result.append(by_start[part.raw_start])
    return result


def _lines_of(parts: list[Part]) -> list[Line]:
    """The parts that are lines; the same list where there are no tables, as in most texts."""
    if TableDraft in map(type, parts):
        return [part for part in parts if isinstance(part, Line)]
    return cast("list[Line]", parts)


def _join_runs(parts: list[Part], paged: bool = False) -> list[Strand | TableDraft]:
    lines = _lines_of(parts)
    if lines is parts:
        return list(join_paragraphs(lines, paged))
    blocks: list[Strand | TableDraft] = []
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            run.append(part)
        else:
            blocks += join_paragraphs(run, paged)
            run = []
            blocks.append(part)
    return blocks + list(join_paragraphs(run, paged))


def _note_dropped(notes: list[Note], code: str, what: str, lines: list[Line], pages: Pages) -> None:
    """Furniture is summed up once a kind."""
    if lines:
        numbers = ", ".join(str(_where(pages, line)) for line in lines[:20])
        more = ", …" if len(lines) > 20 else ""
        where = "pages" if pages.sheets else "source lines"
        notes.append(Note(code, "info", f"{len(lines)} {what}(s) taken out, {where} {numbers}{more}"))


def _where(pages: Pages, line: Line) -> int:
    """The page of a line, or its number in the file."""
    return pages.sheet_at(line.raw_start).number if pages.sheets else pages.locate(line.raw_start)[0]


__all__ = ["begins_structure", "compose_manuscript"]
