"""The documents of an OFD package: which pages they have, in order, and the resources that pages refer to by ID.

For: OFD.xml, Document.xml and resource files (GB/T 33190-2016, 7.4 to 7.9). Not for: what is drawn (`ofd_drawing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from policyparse.reading.ofd_package import Package, PartError, child, children, folder_of, joined, tag_of, text_of
from policyparse.reading.ofd_values import Box, box, number

A4 = Box(0.0, 0.0, 210.0, 297.0)
MAX_CHAIN = 32  # drawing parameters that stand on one another


class Media(NamedTuple):
    """A picture's member in the package and its format as declared, upper case, maybe empty."""

    member: str
    format: str


class Pen(NamedTuple):
    """How lines and areas are drawn: drawing parameters with all that they stand on (8.2). Width in millimetres."""

    width: float | None = None
    stroke: etree._Element | None = None
    fill: etree._Element | None = None

    def over(self, other: Pen) -> Pen:
        """This one where it says something, the other one elsewhere."""
        return Pen(
            other.width if self.width is None else self.width,
            other.stroke if self.stroke is None else self.stroke,
            other.fill if self.fill is None else self.fill,
        )


@dataclass(slots=True)
class Resources:
    """What pages refer to by ID: fonts by name, drawing parameters, colour spaces by type, pictures, composites."""

    fonts: dict[str, str] = field(default_factory=dict)
    colour_spaces: dict[str, str] = field(default_factory=dict)
    draw_params: dict[str, etree._Element] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)

    def add(self, package: Package, member: str) -> None:
        """Add what a resource file holds (7.9). Raises PartError."""
        root = package.xml(member)
        folder = joined(folder_of(member), root.get("BaseLoc"))
        for group in children(root):
            for entry in children(group):
                self._add_entry(package, folder, entry)

    def _add_entry(self, package: Package, folder: str, entry: etree._Element) -> None:
        key, tag = entry.get("ID", ""), tag_of(entry)
        if tag == "Font":
            self.fonts[key] = entry.get("FontName") or entry.get("FamilyName") or ""
        elif tag == "ColorSpace":
            self.colour_spaces[key] = entry.get("Type", "")
        elif tag == "DrawParam":
            self.draw_params[key] = entry
        elif tag in ("CompositeGraphicUnit", "CompositeGraphUnit"):
            self.composites[key] = entry
        elif tag == "MultiMedia" and (found := package.find(text_of(entry, "MediaFile"), folder)):
            self.media[key] = Media(found, entry.get("Format", "").upper())

    def pen(self, key: str | None) -> Pen:
        """The drawing parameters of an ID; those they refer to by Relative give what they leave open."""
        pen, seen = Pen(), set[str]()
        while key is not None and key in self.draw_params and key not in seen and len(seen) < MAX_CHAIN:
            seen.add(key)
            entry = self.draw_params[key]
            width = number(entry.get("LineWidth"), -1.0)
            pen = pen.over(Pen(width if width >= 0 else None, child(entry, "StrokeColor"), child(entry, "FillColor")))
            key = entry.get("Relative")
        return pen


@dataclass(frozen=True, slots=True)
class Template:
    """A page that others lay below or above their content; ``member`` None where the package lacks it."""

    member: str | None
    foreground: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the package. ``pages``: the member of each page's content, None where the package lacks it."""

    member: str
    area: Box
    pages: tuple[str | None, ...]
    templates: dict[str, Template]
    resources: Resources
    annotations: str | None
    broken: tuple[str, ...]
    """What of its resources could not be read, in words."""


def document_roots(package: Package) -> Iterator[str | None]:
    """The member of each document's Document.xml in the order of OFD.xml (7.4). Raises PartError."""
    for body in children(package.xml(package.find("/OFD.xml")), "DocBody"):
        yield package.find(text_of(body, "DocRoot"))


def read_document(package: Package, member: str | None) -> Document:
    """A document from its Document.xml (7.5, 7.6). Raises PartError."""
    root = package.xml(member)
    assert member is not None
    folder, common = folder_of(member), child(root, "CommonData")
    resources, broken = Resources(), []
    for entry in children(common, "PublicRes", "DocumentRes"):
        found = package.find(entry.text, folder)
        try:
            if found is None:
                raise PartError(f"{(entry.text or '').strip()} is not in the package")
            resources.add(package, found)
        except PartError as error:
            broken.append(str(error))
    templates = {
        entry.get("ID", ""): Template(package.find(entry.get("BaseLoc"), folder), entry.get("ZOrder") == "Foreground")
        for entry in children(common, "TemplatePage")
    }
    pages = tuple(package.find(page.get("BaseLoc"), folder) for page in children(child(root, "Pages"), "Page"))
    annotations = package.find(text_of(root, "Annotations"), folder)
    area = area_of(child(common, "PageArea")) or A4
    return Document(member, area, pages, templates, resources, annotations, tuple(broken))


def area_of(entry: etree._Element | None) -> Box | None:
    """The physical box of a CT_PageArea, whose upper left corner is the page's origin; None where it has no size."""
    found = box(text_of(entry, "PhysicalBox"))
    return found if found is not None and found.width > 0 and found.height > 0 else None
