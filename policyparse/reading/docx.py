"""The reader of DOCX: the document's text in its order, one paragraph a line, with its numbering and its tables.

Changes count as accepted; hidden text, notes, comments, headers and footers are left out and said. Nothing outside
the file is looked at. Not here: the parts of the work, one module each: `zip_container` (the file), `docx_body` (what
follows what), `docx_runs` (words), `docx_numbering` (markers), `docx_tables` (grids), `docx_writing` (characters).
"""

from __future__ import annotations

import dataclasses
import posixpath
import re

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import regex
from policyparse.reading.docx_body import Body
from policyparse.reading.docx_numbering import Numbering
from policyparse.reading.docx_styles import Styles
from policyparse.reading.docx_writing import Writing
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages
from policyparse.reading.text_file import pages_of_text
from policyparse.reading.word_xml import STRICT, Element, child, w
from policyparse.reading.zip_container import ZipContainer

READER = "docx 1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROOT_RELATIONS = "_rels/.rels"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LONGEST_QUOTE = 60
PAGE_WORDS = regex("[第页共頁]|page|of", re.IGNORECASE)  # 第1页 共3页: nothing is lost with it


def read_docx(reading: Reading) -> Pages:
    """Pages of a DOCX file. Raises PolicyParseError ``corrupt``, ``encrypted``, ``too_large``, ``timeout`` or
    ``empty``."""
    container = ZipContainer(reading)
    main = _targets(container, ROOT_RELATIONS, "").get("officeDocument", ["word/document.xml"])[0]
    parts = _targets(
        container, posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels"), main
    )
    document = container.tree(main, STRICT)
    content = child(document, "body")
    if document.tag != w("document") or content is None:
        raise PolicyParseError("corrupt", f"the part {main} holds no Word document", reading.name)
    styles = Styles(_part(container, parts, "styles"))
    numbering = Numbering(_part(container, parts, "numbering"), styles)
    body = Body(document, numbering, styles, reading.clock)
    writing = Writing(reading.limits.characters, reading.name, body.left_out)
    writing.write(body.blocks(content))
    flagged = body.left_out.flagged() + _headers(container, parts)
    if not writing.characters.strip():
        unread = "; ".join(message for code, message in flagged if code != "page_headers")
        raise PolicyParseError("empty", "no text in the file" + (f": {unread}" if unread else ""), reading.name)
    pages = pages_of_text(writing.characters, reading.data, reading.name, MEDIA_TYPE, READER)
    return dataclasses.replace(pages, has_lines=False, flagged=flagged, tables=tuple(writing.tables))


def _targets(container: ZipContainer, member: str, source: str) -> dict[str, list[str]]:
    """The parts that a part is related to, by the last word of the relation's type; links out of the file are not
    followed (ECMA-376 part 2, 9.3)."""
    targets: dict[str, list[str]] = {}
    if member not in container:
        return targets
    for relation in container.tree(member).iter(RELATION):
        target = relation.get("Target") or ""
        if (relation.get("TargetMode") or "").lower() != "external" and target:
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
            targets.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], []).append(path)
    return targets


def _part(container: ZipContainer, parts: dict[str, list[str]], kind: str) -> Element | None:
    """The root of a part that a document may lack; a part that is named and missing is taken as lacking."""
    named = [path for path in parts.get(kind, [f"word/{kind}.xml"]) if path in container]
    return container.tree(named[0], STRICT) if named else None


def _headers(container: ZipContainer, parts: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """What pages print above and below the text, summed up where it is more than page numbers."""
    said: list[str] = []
    for path in (*parts.get("header", ()), *parts.get("footer", ())):
        if path in container:
            words = "".join(text.text or "" for text in container.tree(path, STRICT).iter(w("t"))).strip()
            if any(character.isalpha() for character in PAGE_WORDS.sub("", words)) and words not in said:
                said.append(words)
    if not said:
        return ()
    quoted = " / ".join(said)
    quoted = quoted if len(quoted) <= LONGEST_QUOTE else quoted[:LONGEST_QUOTE] + "…"
    return (("page_headers", f"{len(said)} page header(s) or footer(s) left out: {quoted}"),)
