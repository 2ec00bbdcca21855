"""The score report as a page: by kind, field and document, over time, how far confidences hold, and every miss.

For: ``policyparse validate --report x.html``. One file without script or outside address. Not for: the figures
(report.py, history.py), the pictures (charts.py), the misses (miss_list.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from policyparse import __version__
from policyparse.delivery.html_page import Label, Language, html_page, said, shipped, words
from policyparse.gold.calibration import Bin, by_kind, by_rule, curve
from policyparse.gold.charts import bar, calibration_chart, history_chart, legend, named_chart
from policyparse.gold.history import Pinning
from policyparse.gold.miss_list import anchor, filter_rules, miss_sections
from policyparse.gold.report import Report, show_figure
from policyparse.gold.score_labels import FIELD_LABELS, KIND_LABELS
from policyparse.gold.tally import Scores

# Upper ends of the shades of the tables by document, the worst first; at 1 stands what is all right.
SHADES: Final = (0.5, 0.8, 0.9, 0.95, 0.99, 1.0)


def score_page(
    report: Report,
    history: Sequence[Pinning] = (),
    pages: Mapping[str, str] | None = None,
    language: Language = "zh",
) -> str:
    """The whole page. ``pages``: the address of the review page of each notice that has one, relative to this page."""
    body = (
        *_head(report), *_kinds(report), *_fields(report), *_calibration(report), *_documents(report),
        *_over_time(history), *miss_sections(report, pages or {}),
    )  # fmt: skip
    title = Label("评分报告", "Score report")
    return "".join(html_page(title, body, (shipped("gold", "score_page.css"), filter_rules(report)), language))


def _head(report: Report) -> Iterator[str]:
    yield f"<h1>{said('评分报告', 'Score report')}</h1>\n"
    yield f'<p class="soft">{said("通知与人工标注逐条对照", "Notices held against labels made by hand")}'
    yield f" · policyparse {words(__version__)}</p>\n"
    causes = sum(miss.follows is None for miss in report.misses)
    tiles = [
        (len(report.scores), "份通知", "notices"),
        *((show_figure(report.overall(kind).f1), f"F1 {KIND_LABELS[kind].zh}", f"F1 {KIND_LABELS[kind].en}")
          for kind in ("tasks", "units", "deadlines", "targets", "thresholds")),
        (causes, "处差异", "differences"),
    ]  # fmt: skip
    yield '<ul class="tiles">' + "".join(f"<li><b>{figure}</b>{said(zh, en)}</li>" for figure, zh, en in tiles)
    yield "</ul>\n"
    for name in report.missing:
        note = said("没有对应的文档，按一无所得计分", "no document: scored as one without facts")
        yield f'<p class="warn">{words(name)}: {note}</p>\n'
    for name in report.unscored:
        yield f'<p class="warn">{words(name)}: {said("没有标注，未计分", "no gold: not scored")}</p>\n'


def _kinds(report: Report) -> Iterator[str]:
    yield f'<h2 id="kinds">{said("按类别", "By kind")}</h2>\n<div class="wide"><table><thead><tr>'
    yield _heads(("类别", "kind"))
    yield _heads(("精确率 P", "precision P"), ("召回率 R", "recall R"), ("F1", "F1"), classes="figure")
    yield _heads(("正确", "right"), ("错误", "wrong"), ("遗漏", "missed"), classes="number")
    yield "</tr></thead><tbody>\n"
    for kind, label in KIND_LABELS.items():
        tally = report.overall(kind)
        cells = "".join(_figure(figure) for figure in (tally.precision, tally.recall, tally.f1))
        counts = "".join(f'<td class="number">{count}</td>' for count in (tally.tp, tally.fp, tally.fn))
        yield f'<tr><th scope="row">{said(*label)}</th>{cells}{counts}</tr>\n'
    yield "</tbody></table></div>\n"


def _fields(report: Report) -> Iterator[str]:
    yield f'<h2 id="fields">{said("按字段", "By field")}</h2>\n<p class="soft">'
    yield said("只比较已对上的事实。", "Of the facts that match.") + '</p>\n<div class="wide"><table><thead><tr>'
    yield _heads(("字段", "field")) + _heads(("正确的比例", "share"), classes="figure")
    yield _heads(("正确", "right"), ("共", "of"), classes="number") + "</tr></thead><tbody>\n"
    for name, label in FIELD_LABELS.items():
        accuracy = report.field(name)
        share = accuracy.share if accuracy.of else None
        counts = "".join(f'<td class="number">{count}</td>' for count in (accuracy.right, accuracy.of))
        yield f'<tr><th scope="row">{said(*label)}</th>{_figure(share)}{counts}</tr>\n'
    yield "</tbody></table></div>\n"


def _calibration(report: Report) -> Iterator[str]:
    bins = curve(report.verdicts)
    yield f'<h2 id="calibration">{said("置信度是否可信", "How far confidences hold")}</h2>\n'
    if not bins:
        yield f"<p>{said('没有可判断的事实。', 'No fact could be judged.')}</p>\n"
        return
    told = said(
        "圆点旁的数是事实条数；落在虚线上，说明所称的置信度与实际相符。",
        "The figure at a circle counts its facts; on the dotted line the claim is kept to the letter.",
    )
    yield f'<p class="soft">{told}</p>\n<div class="side">{calibration_chart(bins)}<div>'
    yield from _bins("按置信度", "by confidence", bins)
    yield from _bins("按类别", "by kind", by_kind(report.verdicts))
    yield f"</div></div>\n<details><summary>{said('按规则', 'By rule')}</summary>"
    yield from _bins("规则", "rule", by_rule(report.verdicts))
    yield "</details>\n"


def _bins(zh: str, en: str, bins: Sequence[Bin]) -> Iterator[str]:
    yield "<table><thead><tr>" + _heads((zh, en))
    yield _heads(("条数", "facts"), ("所称", "claimed"), ("正确", "right"), ("实际", "share"), classes="number")
    yield "</tr></thead><tbody>\n"
    for one in bins:
        name = said(*KIND_LABELS[one.name]) if one.name in KIND_LABELS else words(one.name)
        figures = (one.facts, show_figure(float(one.claimed)), one.right, show_figure(one.share))
        cells = "".join(f'<td class="number">{figure}</td>' for figure in figures)
        yield f'<tr><th scope="row">{name}</th>{cells}</tr>\n'
    yield "</tbody></table>\n"


def _documents(report: Report) -> Iterator[str]:
    yield f'<h2 id="documents">{said("按文件", "By document")}</h2>\n<p class="soft">F1'
    told = said("；颜色越深，越需要看。末列为差异数。", "; the darker, the more there is to see. Last: differences.")
    yield f"{told}</p>\n"
    yield from _heat(report, KIND_LABELS, lambda scores, kind: scores.kinds[kind].f1)
    yield f"<details><summary>{said('各字段', 'Fields')}</summary>\n"
    yield from _heat(report, FIELD_LABELS, _share)
    yield "</details>\n"


def _share(scores: Scores, name: str) -> float | None:
    accuracy = scores.fields[name]
    return accuracy.share if accuracy.of else None


def _heat(
    report: Report, labels: Mapping[str, Label], figure_of: Callable[[Scores, str], float | None]
) -> Iterator[str]:
    """A row a document, a column a kind or field, each cell shaded by its figure."""
    yield '<div class="wide heat"><table><thead><tr>' + _heads(("文件", "document"))
    yield _heads(*labels.values(), classes="number") + _heads(("差异", "differences"), classes="number")
    yield "</tr></thead><tbody>\n"
    for place, scores in enumerate(report.scores):
        cells = "".join(_shaded(figure_of(scores, name)) for name in labels)
        causes = sum(miss.follows is None for miss in scores.misses)
        link = f'<a href="#{anchor(place)}">{causes}</a>' if scores.misses else "0"
        yield f'<tr><th scope="row">{words(scores.document)}</th>{cells}<td class="number">{link}</td></tr>\n'
    yield "</tbody></table></div>\n"


def _over_time(history: Sequence[Pinning]) -> Iterator[str]:
    """The pinned floors: a picture a kind with a line a set of notices, and what changed when."""
    if not history:
        return
    titles = list(dict.fromkeys(title for pinning in history for title in pinning.sets))
    held = {name for pinning in history for one in pinning.sets.values() for name in one.floors}
    yield f'<h2 id="history">{said("历次下限", "Floors over time")}</h2>\n'
    told = said("得分不得低于的下限，每组通知一条线。", "What scores may not fall below; a line a set of notices.")
    yield f'<p class="soft">{told}</p>\n'
    yield legend(titles, {title: one.notices for pinning in history for title, one in pinning.sets.items()})
    yield '<div class="charts">'
    for kind, label in KIND_LABELS.items():
        if kind in held:
            yield named_chart(*label, history_chart(kind, history, titles))
    yield f"</div>\n<details><summary>{said('各次变动', 'Each change')}</summary><ol>\n"
    for pinning in history:
        day = f'<span class="nowrap">{pinning.day}</span> ' if pinning.day else ""
        counts = f"{len(pinning.sets)} {said('组', 'sets')}, {sum(one.notices for one in pinning.sets.values())}"
        yield f'<li>{day}{words(pinning.note)} <span class="soft">({counts} {said("份通知", "notices")})</span></li>\n'
    yield "</ol></details>\n"


def _heads(*labels: tuple[str, str], classes: str = "") -> str:
    held = f' class="{classes}"' if classes else ""
    return "".join(f'<th scope="col"{held}>{said(zh, en)}</th>' for zh, en in labels)


def _figure(figure: float | None) -> str:
    return f'<td class="figure">{bar(figure)} <span class="number">{show_figure(figure)}</span></td>'


def _shaded(figure: float | None) -> str:
    if figure is None:
        return '<td class="number soft">–</td>'
    shade = sum(figure >= end for end in SHADES)
    return f'<td class="number shade{shade}">{show_figure(figure)}</td>'
