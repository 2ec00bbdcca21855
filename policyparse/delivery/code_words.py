"""What code words of diagnostics, deliveries and errors mean in words that a person reads.

For: the ledger and pages, which have Chinese headings. Not for: the message of a diagnostic, one English sentence that
names what was found (`contract.diagnostics`); the page of the review (`review.labels`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from policyparse.delivery.html_page import Label
from policyparse.language.table_rows import table_rows

CAUSES: Final[Mapping[str, Label]] = {
    "empty": Label("空文件", "empty"),
    "unsupported": Label("不支持这种格式", "unsupported"),
    "encrypted": Label("文件有密码", "encrypted"),
    "corrupt": Label("文件损坏", "corrupt"),
    "too_large": Label("文件过大", "too large"),
    "timeout": Label("读取超时", "timeout"),
    "missing_extra": Label("缺少组件", "a part of the program is missing"),
    "not_found": Label("文件不在了", "not found"),
    "not_a_file": Label("不是文件", "not a file"),
    "unreadable": Label("打不开", "unreadable"),
    "internal": Label("程序出错", "internal"),
    "not_written": Label("无法写入", "could not be written"),
    "hidden": Label("隐藏文件，不读取", "hidden"),
    "link": Label("链接，不读取", "a link"),
    "partial": Label("尚未写完，或不是通知", "not whole yet, or no notice"),
    "arriving": Label("正在写入", "still being written"),
}
"""Why a file gave no document: the codes of errors, and those of files that are passed over."""


@cache
def code_words() -> Mapping[str, Label]:
    """Code of a diagnostic or a delivery → a Chinese sentence and an English name, of ``data/diagnostics.tsv``."""
    text = (files("policyparse.data") / "diagnostics.tsv").read_text(encoding="utf-8")
    rows = table_rows(text, ("code", *Label._fields), ())
    return {row["code"]: Label(row["zh"], row["en"]) for _, row in rows}
