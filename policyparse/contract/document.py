"""PolicyDocument: everything that policyparse says of one notice.

Not here: reading and writing of files (`delivery.json_file`).
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from policyparse.contract.base import Model
from policyparse.contract.diagnostics import Diagnostic
from policyparse.contract.facts import Citation, Deadline, Target, Task, Threshold, Unit
from policyparse.contract.metadata import Metadata
from policyparse.contract.place import Page
from policyparse.contract.structure import Section, Table

SCHEMA_VERSION = "1.0"


class SourceInfo(Model):
    """The file that was read."""

    name: str = Field(description="file name only, no folder; 'text' for text given as a string")
    media_type: str = Field(description="media type, e.g. text/plain")
    sha256: str = Field(description="SHA-256 of the bytes, lower-case hex")
    size_bytes: int = Field(ge=0, description="size in bytes")
    text_layer: Literal["native", "ocr", "mixed"] = Field(description="where the characters come from")
    reader: str = Field(description="reader with its version, e.g. 'text 1'")
    policyparse: str = Field(description="policyparse version")


class PolicyDocument(Model):
    """The facts of one notice, each with the words and the place that prove it."""

    schema_version: str = Field(pattern=r"^\d+\.\d+$", description="contract version; a reader accepts the same major")
    document_id: str = Field(description="identity of the notice, independent of file and format")
    source: SourceInfo = Field(description="the file that was read")
    pages: tuple[Page, ...] = Field(description="physical pages; empty where the format has none")
    metadata: Metadata = Field(description="what the notice says of itself")
    text: str = Field(
        description="the manuscript: all text of the notice, tables by tab and newline; spans count in it"
    )
    sections: tuple[Section, ...] = Field(description="headed parts and numbered items, in reading order")
    tables: tuple[Table, ...] = Field(description="tables in reading order")
    tasks: tuple[Task, ...] = Field(description="tasks in reading order")
    targets: tuple[Target, ...] = Field(description="targets in reading order")
    thresholds: tuple[Threshold, ...] = Field(description="thresholds in reading order")
    deadlines: tuple[Deadline, ...] = Field(description="derived: distinct times of tasks and of targets without task")
    units: tuple[Unit, ...] = Field(description="derived: each responsible unit once")
    citations: tuple[Citation, ...] = Field(description="citations in reading order")
    diagnostics: tuple[Diagnostic, ...] = Field(description="content dropped, doubted, unreadable or left out")

    def sure(self, least: float) -> PolicyDocument:
        """The document without facts whose ``evidence.confidence`` is below ``least`` (0 to 1); itself where none is.

        Deadlines and units follow the facts that stay, and a diagnostic "low_confidence" counts those that went.
        """
        from policyparse.contract.sureness import keep_sure

        return keep_sure(self, least)

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values: dates as ISO strings, numbers as int or Decimal."""
        from policyparse.delivery.json_file import document_to_dict

        return document_to_dict(self)

    def to_json(self, indent: int | None = 1) -> str:
        """The document as JSON text in the contract's key order; exact numbers; ends without a newline."""
        from policyparse.delivery.json_file import document_to_json

        return document_to_json(self, indent)

    def to_frame(self, kind: str = "tasks", library: Literal["pandas", "polars"] | None = None) -> Any:
        """A table of the document as a data frame: tasks, responsibilities, units, deadlines, targets, thresholds,
        citations, sections, tables, cells, diagnostics or documents, with the columns of CSV and Parquet.

        ``library`` None takes pandas where it is installed, else polars. Numbers stay Decimals, dates stay dates.
        Raises PolicyParseError: "unsupported" for another kind, "missing_extra" where neither is installed.
        """
        from policyparse.delivery.frames import to_frame

        return to_frame(self, kind, library)

    def to_spacy(self, nlp: Any = None) -> Any:
        """The document's text as a spaCy Doc: its facts in ``doc.spans["policyparse"]``, itself in ``doc._.policy``.

        ``nlp`` tokenises, and does nothing else; None stands for a blank Chinese pipeline, a token a character. Raises
        PolicyParseError ("missing_extra") without spaCy.
        """
        from policyparse.delivery.spacy_doc import to_doc

        return to_doc(self, nlp)

    def _repr_html_(self) -> str:
        """What a notebook shows: what the notice says of itself and the first facts of each kind."""
        from policyparse.delivery.html_repr import document_html

        return document_html(self)
