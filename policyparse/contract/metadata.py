"""What a notice says of itself: titles, number, issuers, addressees, dates, attachments.

Not here: how the masthead is read (`outline.masthead`).
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from policyparse.contract.base import Model
from policyparse.contract.place import Place
from policyparse.contract.values import RegionRef


class DocNumberValue(Model):
    """A document number (发文字号), taken apart (GB/T 9704-2012, 7.2.5)."""

    raw: str = Field(description="the number as printed, without blanks")
    organ_code: str = Field(description="the organ's code word, 洪教职成字 of 洪教职成字〔2023〕8号")
    year: int = Field(description="the year in the brackets")
    serial: int = Field(description="the serial number")


class AttachmentRef(Model):
    """An attachment as the notice lists it."""

    number: str | None = Field(description="its number as printed; null where none is printed")
    title: str = Field(description="its title as printed")


class Period(Model):
    """The plan period that the title or the text names; both ends null where it names none."""

    start: date | None = Field(description="first day, ISO date")
    end: date | None = Field(description="last day, ISO date")


class MetadataPlaces(Model):
    """Where each metadata field stands, under the field's name; null (or an empty list) where it was inferred."""

    title: Place | None = Field(default=None, description="place of the title")
    subject_title: Place | None = Field(default=None, description="place of the issued document's title")
    doc_type: Place | None = Field(default=None, description="place of the words that name the type")
    doc_number: Place | None = Field(default=None, description="place of the document number")
    issuers: tuple[Place | None, ...] = Field(default=(), description="place of each issuer, in their order")
    addressees: tuple[Place | None, ...] = Field(default=(), description="place of each addressee, in their order")
    signed_date: Place | None = Field(default=None, description="place of the date of signing")
    printed_date: Place | None = Field(default=None, description="place of the date of printing")
    attachments: tuple[Place | None, ...] = Field(default=(), description="place of each attachment, in their order")
    period: Place | None = Field(default=None, description="place of the words that name the period")
    published_date: Place | None = Field(default=None, description="place of the date of publication")
    effective_from: Place | None = Field(default=None, description="place of the date of effect")
    valid_until: Place | None = Field(default=None, description="place of the end of validity")
    index_number: Place | None = Field(default=None, description="place of the index number")
    copied_to: tuple[Place | None, ...] = Field(default=(), description="place of each organ copied, in their order")
    urgency: Place | None = Field(default=None, description="place of the urgency mark")
    secrecy: Place | None = Field(default=None, description="place of the secrecy mark")


class Metadata(Model):
    """What the notice says of itself. What is not printed is null: never guessed."""

    title: str | None = Field(description="the notice's own title, line breaks and footnote calls taken out")
    subject_title: str | None = Field(description="title of the document that a covering notice issues")
    doc_type: str | None = Field(
        description="type of the document that carries the content: 通知, 行动计划, 实施方案 …"
    )
    doc_number: DocNumberValue | None = Field(description="this notice's document number")
    issuers: tuple[str, ...] = Field(description="the issuing organs, in full as printed")
    addressees: tuple[str, ...] = Field(description="the organs addressed (主送机关), one entry an organ or group")
    signed_date: date | None = Field(description="date of signing (成文日期)")
    printed_date: date | None = Field(description="date of printing (印发日期)")
    attachments: tuple[AttachmentRef, ...] = Field(description="attachments in order")
    period: Period = Field(description="the plan period")
    published_date: date | None = Field(default=None, description="date of publication (发布日期)")
    effective_from: date | None = Field(default=None, description="first day of effect, where printed")
    valid_until: date | None = Field(default=None, description="last day of validity, where printed")
    index_number: str | None = Field(default=None, description="index number (索引号)")
    copied_to: tuple[str, ...] = Field(default=(), description="organs that receive a copy (抄送)")
    jurisdiction: RegionRef | None = Field(default=None, description="the region whose organ issues the notice")
    urgency: str | None = Field(default=None, description="urgency mark (特急, 加急), as printed")
    secrecy: str | None = Field(default=None, description="secrecy mark (秘密, 机密 …), as printed")
    places: MetadataPlaces = Field(description="where each field stands")
