"""The contract: what comes out of policyparse, as frozen pydantic models, a concept a file.

Not here: how anything is found. JSON Schemas in ``schemas/`` are generated from these models.
"""

from policyparse.contract.diagnostics import Diagnostic
from policyparse.contract.document import PolicyDocument, SourceInfo
from policyparse.contract.facts import Citation, Deadline, Responsible, Target, Task, Threshold, Unit, UnitAssignment
from policyparse.contract.metadata import AttachmentRef, DocNumberValue, Metadata, MetadataPlaces, Period
from policyparse.contract.place import CellRef, Evidence, Page, Place, Region, SourceSpan, Span
from policyparse.contract.structure import Cell, Section, Table
from policyparse.contract.values import QuantityValue, RegionRef, TimeValue

__all__ = [
    "AttachmentRef",
    "Cell",
    "CellRef",
    "Citation",
    "Deadline",
    "Diagnostic",
    "DocNumberValue",
    "Evidence",
    "Metadata",
    "MetadataPlaces",
    "Page",
    "Period",
    "Place",
    "PolicyDocument",
    "QuantityValue",
    "Region",
    "RegionRef",
    "Responsible",
    "Section",
    "SourceInfo",
    "SourceSpan",
    "Span",
    "Table",
    "Target",
    "Task",
    "Threshold",
    "TimeValue",
    "Unit",
    "UnitAssignment",
]
