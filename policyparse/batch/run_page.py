"""The run report as a page for people, ``run-report.html``: sums, deliveries, corrections, what was replaced, files.

For: `run_report`, which writes it. In the frame that all report pages share, without script or address; failures come
first. What the program's own messages say stands in English beside a cause in the language of the page. Not for: what
became of a file (`run_report`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from policyparse import __version__
from policyparse.batch.one_notice import COUNTED
from policyparse.batch.outputs import REPORT_NAME
from policyparse.delivery.code_words import CAUSES, code_words
from policyparse.delivery.html_page import Label, html_page, said, words
from policyparse.errors import one_line

if TYPE_CHECKING:
    from policyparse.batch.run_report import Row, Run

# A page of more rows is no help to a person, and slow to open; the JSON has them all.
ROWS_ON_A_PAGE: Final = 2000
WORDS: Final = {
    "done": Label("完成", "done"), "failed": Label("失败", "failed"), "skipped": Label("跳过", "skipped"),
    "written": Label("已写入", "written"), "unchanged": Label("未变", "unchanged"), "held": Label("有效", "held"),
    "unmatched": Label("未对应", "unmatched"), "rewritten": Label("已改写", "rewritten"),
    "corrected": Label("按更正改写", "corrected"), "current": Label("现行", "current"),
    "duplicate": Label("重复", "duplicate"), "superseded": Label("已被取代", "superseded"),
    "conflict": Label("同号异文", "conflict"),
}  # fmt: skip
"""States, roles and what was done; others are shown as they are."""
KINDS: Final = {
    "tasks": Label("任务", "tasks"), "targets": Label("指标", "targets"), "thresholds": Label("限定", "thresholds"),
    "deadlines": Label("期限", "deadlines"), "units": Label("单位", "units"), "citations": Label("引用", "citations"),
    "diagnostics": Label("诊断", "diagnostics"),
}  # fmt: skip
STYLE: Final = """td.state { white-space: nowrap; }
.files th:first-child { min-width: 14rem; } .files .number { width: 3.5rem; }
small { display: block; color: var(--soft); }"""
Cells = Sequence[str]


def report_page(run: Run) -> str:
    """The report as one page without scripts or outside addresses; failures first."""
    return "".join(run_page(run))


def run_page(run: Run) -> Iterator[str]:
    """The same in pieces."""
    body = _body(run)
    return html_page(Label("运行报告", "Run report"), body, (STYLE,))


def _body(run: Run) -> Iterator[str]:
    yield f"<h1>{said('运行报告', 'Run report')}</h1>\n"
    told = said("每个文件的处理结果", "What became of every file")
    yield f'<p class="soft">{told} · policyparse {words(__version__)}</p>\n'
    tiles = [(run.count(state), WORDS[state]) for state in ("done", "failed", "skipped")]
    tiles.append((run.converted, Label("本次转换", "converted in this run")))
    yield '<ul class="tiles">' + "".join(f"<li><b>{count}</b>{said(*name)}</li>" for count, name in tiles) + "</ul>\n"
    yield from _deliveries(run)
    if run.corrections:
        rows = ((words(one.file), _word(one.state), _message(one.message)) for one in run.corrections)
        yield from _table("corrections", Label("更正", "Corrections"), _FILE_HEADS, rows)
    if run.replaced:
        heads = (Label("文件", "file"), Label("变化", "what"), Label("文件标识", "document"), Label("取代者", "by"))
        changes = (
            (_path(one.path), _word(one.what), words(one.document_id), _path(one.by) if one.by else "")
            for one in run.replaced
        )
        yield from _table("replaced", Label("替换", "Replaced"), heads, changes)
    ordered = sorted(run.rows, key=lambda row: row.state != "failed")
    counted = tuple(KINDS[kind] for kind in COUNTED)
    files = (_cells(row) for row in ordered[:ROWS_ON_A_PAGE])
    yield from _table("files", Label("文件", "Files"), (*_ROW_HEADS, *counted), files, len(counted))
    yield from _more(len(ordered) - ROWS_ON_A_PAGE, Label("个文件", "more files are in"))


_FILE_HEADS: Final = (Label("文件", "file"), Label("状态", "state"), Label("说明", "message"))
_ROW_HEADS: Final = (
    Label("文件", "file"), Label("状态", "state"), Label("原因", "cause"), Label("文件标识", "document"),
    Label("关系", "role"),
)  # fmt: skip


def _deliveries(run: Run) -> Iterator[str]:
    if not run.delivered:
        return
    heads = (Label("交付", "to"), Label("状态", "state"), Label("说明", "message"))
    rows = ((words(one.name), _word(one.state), _message(one.message)) for one in run.delivered)
    yield from _table("deliveries", Label("交付", "Deliveries"), heads, rows)
    remarks = [(one.name, remark) for one in run.delivered for remark in one.remarks]
    if remarks:
        heads = (Label("交付", "to"), Label("文件标识", "document"), Label("原因", "cause"))
        shown_remarks = (
            (words(to), words(one.document_id), _cause(one.code, one.message)) for to, one in remarks[:ROWS_ON_A_PAGE]
        )
        title = Label("未能照原样交付", "Not taken over as it stands")
        yield from _table("remarks", title, heads, shown_remarks)
        yield from _more(len(remarks) - ROWS_ON_A_PAGE, Label("条", "more are in"))


def _more(count: int, what: Label) -> Iterator[str]:
    if count > 0:
        yield f"<p>{said(f'另有 {count} {what.zh}，见 {REPORT_NAME}。', f'{count} {what.en} {REPORT_NAME}.')}</p>\n"


def _path(path: bytes) -> str:
    from policyparse.batch.run_report import shown

    return words(shown(path))


def _word(word: str) -> str:
    known = WORDS.get(word)
    return said(*known) if known else words(word)


def _message(message: str | None) -> str:
    return f'<span lang="en">{words(one_line(message))}</span>' if message else ""


def _cause(code: str, message: str) -> str:
    """What a code means, and below it the message."""
    known = CAUSES.get(code) or code_words().get(code)
    name = said(*known) if known else words(code)
    return f'{name}<small lang="en">{words(one_line(f"{code}: {message}"))}</small>'


def _cells(row: Row) -> Cells:
    cause = _cause(row.code, row.message or "") if row.code else _message(row.note)
    role = (_word(row.role) if row.role else "") + (f"<small>{words(one_line(row.of))}</small>" if row.of else "")
    counts = (str(row.counts.get(kind, "")) for kind in COUNTED)
    return words(one_line(row.path)), _word(row.state), cause, words(row.document_id or ""), role, *counts


def _table(name: str, title: Label, heads: Sequence[Label], rows: Iterable[Cells], numbers: int = 0) -> Iterator[str]:
    """A table under its heading; the last columns, so many, hold numbers. A row that failed is marked."""
    yield f'<h2 id="{name}">{said(*title)}</h2>\n<div class="wide"><table class="{name}"><thead><tr>'
    first_number = len(heads) - numbers
    kinds = ["state" if place == 1 else "number" if place >= first_number else "" for place in range(len(heads))]
    classes = [f' class="{kind}"' if kind else "" for kind in kinds]
    yield "".join(f'<th scope="col"{one}>{said(*head)}</th>' for one, head in zip(classes, heads, strict=True))
    yield "</tr></thead><tbody>\n"
    failed = said(*WORDS["failed"])
    for cells in rows:
        mark = ' class="bad"' if cells[1] == failed else ""
        yield f"<tr{mark}>" + "".join(f"<td{one}>{cell}</td>" for one, cell in zip(classes, cells, strict=True))
        yield "</tr>\n"
    yield "</tbody></table></div>\n"
