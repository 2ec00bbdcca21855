"""Citations: every 《title》 of a policy, law, plan or standard, and how this notice stands to it.

Not here: reading title and number (`language.titles`).
"""

# Each rule's examples stay on their rows.
# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Literal

from policyparse.facts.drafts import CitationDraft, Span, Unused
from policyparse.language.rules import Rule
from policyparse.language.titles import STANDARD_CODE, find_titles
from policyparse.language.values import Mention, Title
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline
from policyparse.outline.parts import SHORT_FORM, is_among, title_key

Relation = Literal["issued", "basis", "amends", "mention"]

POLICY_END = regex(
    r"(?:法|流程|程序|条例|通则|通报|纪要|定额|图集|规定|办法|细则|规则|规程|规范|标准|基准|意见|通知|决定|决议|方案|计划|规划|纲要|要点|措施|举措|目录|清单|指南|指引|导则|公告|通告|请示|批复|函|公约|"
    r"章程|制度|预案|政策|准则|命令|令|报告|解释|意|协定|议定书|大纲|任务|指标|名录|名单|倡议|宣言|要求|安排|范本|范例|文本|基准地价|(?:分工|分解|任务|责任|清单|指标|安排|计划|进度|目录|税额|标准|价格|收费)表|手册|白皮书|蓝图|战略)"
    r"(?:[（(〔【][^）)〕】]{1,30}[）)〕】])*(?:[\d.]+版?)?$"
)
NUMBERED_STANDARD = regex(rf"{STANDARD_CODE} ?\d[\d.]* ?[-—–] ?\d{{4}}$")
STANDARD = regex(r"^(?:GB|DB|JGJ|CJJ|HJ|ISO|YY|WS)[/T\s]*\d")
NOT_POLICY = regex(
    r"教材|课程|课本|读本|歌|故事|日报|杂志|新闻|周刊|晚报|许可证|证书|登记证|执照|证明$|资格证|申请表|登记表|备案表|承诺书|责任书|通知书|意见书$|告知书|报$"
)
AMENDS = regex(
    r"(?:修订|修改|制定|制订|出台|废止|完善|起草|编制|印发实施|研究制定|研究出台|修编|清理|印发|制发|发布|(?:加快|尽快|适时)推出)(?:并?(?:实施|出台|印发|完善))?(?:好)?(?:[我本][省市县区州]|[省市区县州](?:级|[局委厅]))?$"
)
AMENDED = regex(
    r"^(?:[（(][^（()）]{2,40}[）)])?(?:[、和及]?《[^《》]{2,60}》(?:[（(][^（()）]{2,40}[）)])?){0,8}(?:等[^\s，,。；;]{0,8})?(?:的)?(?:同时|即行|自行|相应)?(?:修订|修改|制定|编制|起草|废止)"
)
# 制定《条例》行政处罚裁量标准, 出台《条例》实施细则: another document is made, for the one that is named.
MADE_FOR_IT = regex(
    r"(?:[（(][^（()）]*[）)])?(?!等|和|与|及|以及|并)[\u4e00-\u9fff]{0,12}(?:标准|细则|办法|方案|规定|意见|清单|措施|解读)"
)
# 《…的通知》（…）同时废止: an earlier one of the same title is ended, not issued.
ENDED = regex(
    r"(?:[（(][^（()）]{2,40}[）)])?(?:[、和及]?《[^《》]{2,80}》(?:[（(][^（()）]{2,40}[）)])?){0,6}(?:同时|即行|自行|相应|予以)?废止"
)
BASIS = regex(r"(?:根据|依据|按照|依照|贯彻|落实|贯彻落实|执行|遵照|遵循|对照)")
OWN_MAKING = regex(
    r"(?:制定|制订|特制定|编制)本(?:实施|暂行|试行|管理|工作|行动|奖励)?(?:办法|方案|细则|规定|意见|计划|规划|通知|措施|清单|预案|规则|标准|指南|要点|目录|名录|规程|章程|条例)"
)
LONGEST_LIST = 520
LONGEST_SENTENCE = 600


def find_citations(outline: Outline) -> tuple[list[CitationDraft], list[Unused]]:
    """Citations in reading order; and what stands in 《》 but is no policy."""
    issued_keys = outline.parts.issued_keys | _own_titles(outline)
    preamble_end = _preamble_end(outline)
    found: list[CitationDraft] = []
    for mention in find_titles(outline.text):
        title = mention.value.title
        issued = is_among(title, issued_keys)
        if not _is_policy(title, issued):
            continue
        relation = _relation(outline, mention, issued, preamble_end)
        span = (mention.start, mention.end)
        found.append(CitationDraft(title, mention.value.doc_number, relation, span, f"citation.{relation}"))
    return found, []


def _is_policy(title: str, issued: bool) -> bool:
    return issued or bool(
        (POLICY_END.search(title) or STANDARD.match(title) or NUMBERED_STANDARD.search(title))
        and not NOT_POLICY.search(title)
    )


def _own_titles(outline: Outline) -> frozenset[str]:
    head = outline.masthead
    return frozenset(title_key(printed.value) for printed in (head.title, head.subject_title) if printed)


def _preamble_end(outline: Outline) -> int:
    """The preamble ends where the first numbered section begins."""
    body = [section.start for section in outline.sections if section.style != "attachment"]
    return min(body, default=len(outline.text))


RESTS_ON = ("依据", "根据", "按照", "依照", "对照", "参照")
SHORTENED_TO = ("以下简称", "以下称", "下称", "简称为")


def _relation(outline: Outline, mention: Mention[Title], issued: bool, preamble_end: int) -> Relation:
    text = outline.text
    start, end = _sentence(text, (mention.start, mention.end))
    if ENDED.match(text[mention.end : end]):
        return "amends"
    if issued:
        return "issued"
    before = _list_head(text[start : mention.start])
    behind = text[mention.end : end]
    rests = BASIS.search(before[-30:]) is not None
    if rests and OWN_MAKING.search(behind):  # 根据《…》，制定本办法: also in the first article of a second document
        return "basis"
    if text.endswith(SHORTENED_TO, start, mention.start):
        return "mention"  # 编制《…清单》（以下简称《清单》）
    rests_alone = text.endswith(RESTS_ON, start, mention.start)  # 编制《A》，并依据《B》开展监管
    if (AMENDS.search(before) and not rests_alone and not MADE_FOR_IT.match(behind)) or AMENDED.match(behind):
        return "amends"
    if mention.start < preamble_end and rests and mention.value.title not in SHORT_FORM.findall(text[:preamble_end]):
        return "basis"
    return "mention"


def _list_head(before: str) -> str:
    """The words before a list of titles, its earlier titles with their numbers taken out."""
    before = before[-LONGEST_LIST:]
    return inline(
        r"(?:《[^《》]*》(?:[（(][^（()）]*[）)])?(?:和|、|以及|及|与|，|,)?)+(?:[^，。,；;]{0,24}(?=$))?"
    ).sub(
        _keep_verb,
        before,
    )


def _keep_verb(match: re.Match[str]) -> str:
    """An organ's name between two titles of one list (《A》和九江市人民政府《B》) says nothing of its own."""
    tail = inline(r"^(?:《[^《》]*》(?:[（(][^（()）]*[）)])?(?:和|、|以及|及|与|，|,)?)+").sub("", match.group())
    return tail if inline("制定|修订|印发|出台|编制|修改|废止").search(tail) else ""


def _sentence(text: str, span: Span) -> Span:
    low, high = max(0, span[0] - LONGEST_SENTENCE), min(len(text), span[1] + LONGEST_SENTENCE)
    start = max(text.rfind(mark, low, span[0]) for mark in "。！？；\n")
    ends = [position for mark in "。！？；\n" if (position := text.find(mark, span[1], high)) >= 0]
    return max(start + 1, low), min(ends, default=high)


def cite(text: str) -> list[Mention[str]]:
    """The citations of a short notice, as mentions under the rule that found each: for the rules' examples."""
    from policyparse.layout.compose import compose_manuscript
    from policyparse.outline.outline import outline
    from policyparse.reading.text_file import pages_of_text

    outlined = outline(compose_manuscript(pages_of_text(text, text.encode(), "text", "text/plain", "text")))
    return [Mention(*draft.span, draft.title, draft.title, draft.rule) for draft in find_citations(outlined)[0]]


RULES: tuple[Rule, ...] = (
    Rule("citation.issued", "the document that this notice issues",
         (("关于印发《某市工作方案》的通知\n各县区：\n现将《某市工作方案》印发给你们。", "某市工作方案"),
          ("《某市实施细则》已经市政府同意，现印发给你们，请认真落实。", "某市实施细则")),
         ("一、任务\n1. 落实《职业学校学生实习管理规定》。",), find=cite),
    Rule("citation.basis", "what the notice rests on, named in its preamble",
         (("根据《职业教育法》，制定本方案。\n一、任务", "职业教育法"), ("为贯彻落实《关于深化改革的意见》精神，制定本方案。\n一、任务", "关于深化改革的意见"),
          ("一、总则\n根据《专利法》等有关法律法规，结合本省实际，制定本办法。\n二、管理", "专利法")),
         ("一、任务\n1. 落实《职业学校学生实习管理规定》。",), find=cite),
    Rule("citation.amends", "what the notice makes, changes or ends",
         (("一、任务\n1. 修订《专项经费管理使用办法》，优化效益。", "专项经费管理使用办法"), ("一、任务\n1. 制定《改革操作指引》，支持改革。", "改革操作指引")),
         ("一、任务\n1. 落实《职业学校学生实习管理规定》。",), find=cite),
    Rule("citation.mention", "any other policy in 《》",
         (("一、任务\n1. 落实《职业学校学生实习管理规定》。", "职业学校学生实习管理规定"), ("一、任务\n1. 确保《规定》落到实处。", "规定")),
         ("一、任务\n1. 编写《思想道德》教材，演出《茶馆》。",), find=cite),
)  # fmt: skip
