"""Where the links of a built site lead: each must lead to a page, an anchor or a picture inside of it.

For: scripts/build_docs.py. An address outside is refused everywhere: nothing is asked of the net when a page is opened,
and no reader is sent away; so are marks for which the scripts of the theme would fetch something. Only the standard
library is used here. Not for: reading those scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

POINTING = frozenset(("href", "src", "srcset", "poster", "data", "action", "xlink:href"))
IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
# What the scripts of the theme would fetch from outside for.
FETCHING = frozenset(("mermaid", "pyodide", "glightbox"))


@dataclass(slots=True)
class Page:
    """The anchors of a page and the addresses that it names, each with the line."""

    anchors: set[str] = field(default_factory=set)
    addresses: list[tuple[int, str]] = field(default_factory=list)
    fetching: list[tuple[int, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        self._in_style = tag == "style"
        for name, value in attrs:
            value = value or ""
            if name == "id" or (tag == "a" and name == "name"):
                self.page.anchors.add(value)
            elif name in POINTING:
                self.page.addresses.append((line, value))
            elif name == "style":
                self.page.addresses += [(line, address) for address in IN_STYLE.findall(value)]
            elif name == "class" and FETCHING & set(value.split()):
                self.page.fetching.append((line, value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.page.addresses += [(self.getpos()[0], address) for address in IN_STYLE.findall(data)]


def problems(site: Path) -> list[str]:
    """A line for each address of the site that leads nowhere or outside."""
    site = site.resolve()
    pages = {path: _read(path) for path in sorted(site.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        for line, address in page.addresses:
            wrong = _wrong(site, path, address, pages)
            found += [f"{name}:{line}: {address}: {wrong}"] if wrong else []
        found += [f"{name}:{line}: {value}: its script would fetch from outside" for line, value in page.fetching]
    for path in sorted(site.rglob("*.css")):
        for address in IN_STYLE.findall(path.read_text(encoding="utf-8")):
            wrong = _wrong(site, path, address, pages)
            found += [f"{path.relative_to(site).as_posix()}: {address}: {wrong}"] if wrong else []
    return found


def _read(path: Path) -> Page:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def _wrong(site: Path, path: Path, address: str, pages: dict[Path, Page]) -> str:
    """What is wrong with an address that stands in this file; "" where nothing is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "no address"
    if parts.scheme == "data":
        return ""
    if parts.scheme or parts.netloc:
        return "leads outside"
    if parts.path.startswith("/"):
        target = site / unquote(parts.path).lstrip("/")
    else:
        target = path.parent / unquote(parts.path) if parts.path else path
    target = target.resolve()
    target = target / "index.html" if target.is_dir() else target
    if not target.is_relative_to(site) or not target.is_file():
        return "leads to no file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return "leads to no anchor"
    return ""
