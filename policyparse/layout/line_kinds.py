"""What a line or paragraph is by its own words: a title, a heading, a label, an organ, a number, a closed sentence.

Not here: whether a line goes on with the one before it (`layout.paragraphs`), markers (`layout.markers`).
"""

from __future__ import annotations

from policyparse.layout.markers import (
    ATTACHMENT,
    FIRST_CHARACTERS,
    PAGE_LABEL,
    begins_with_marker,
    marker_length,
    read_marker,
)
from policyparse.lazy_regex import regex

GENRES = (
    "通知|通告|通报|公告|公报|决定|决议|意见|方案|计划|规划|纲要|要点|措施|举措|办法|细则|规定|条例|规则|规程|规范|制度|清单|分工|目录|"
    "指南|指引|标准|预案|函|批复|报告|请示|纪要|命令|令|名单|任务|表|指标|政策|安排|准则|章程|协议"
)
GENRE_END = regex(rf"(?:{GENRES})(?:[（(][^（()）]{{1,20}}[)）])*$")
DATE_LINE = regex(
    r"(?:[12１２]\d{3}|(?:二[〇○零OoＯ0]|一九)[〇○零OoＯ0一二三四五六七八九]{2}) ?年 ?\S{1,3} ?月 ?\S{1,3} ?日"
)
NUMBER_LINE = regex(r"^[^\s，。]{1,14}[〔\[［【(（〈<]? ?(?:19|20|１９|２０)\d\d ?[〕\]］】)）〉>]? ?第? ?\d{1,5} ?号$")
ORGAN_END = regex(
    r"(?:国务院|中共中央|局|厅|部|委|署|委员会|办公室|办公厅|政府|法院|检察院|学校|大学|学院|研究院|医院|公司|集团|银行|[分支]行|中心"
    r"|领导小组|联席会议|指挥部|工会|协会|学会|商会|联合会|红十字会|档案馆|图书馆|博物馆|文化馆|科技馆|妇联|残联|文联|科协|[总支大]队)$"
)
ORGAN_LAST = frozenset("院央局厅部委署会室府校学司团行心组议挥馆联协队")  # what ORGAN_END ends with
GENRE_LAST = frozenset([genre[-1] for genre in GENRES.split("|")] + [")", "）"])
STANDS_ALONE = regex(
    r"^[（(](?:此件|联系人|信息公开|公开方式|本文|此文|主动公开|依申请)"
    r"|^(?:抄送|主送|印发(?=机关|单位|日期|时间|[：: ]|$)|发布日期|索引号)|^—{2,}|^●|^[■◆★※]"
)
LABEL_FIRST = frozenset("附索信发制印公成生实施失废有")  # what ATTACHMENT and PAGE_LABEL begin with
CLOSING_MARKS = tuple("。！？!?；;：:…")
CLOSING_LAST = frozenset(CLOSING_MARKS)
CLOSING_QUOTES = "”’）)》】〕"
QUOTED = regex(r"《[^》]*》?|（[^）]{0,600}）|\([^)]{0,600}\)")
ISSUING = regex("关于|印发|转发")
SENTENCE_MARK = regex("[。，；！？,;]")
#: 责任单位：…on a line of its own: begins a paragraph, and ends one where its line is not full.
UNITS_LABEL = regex("(?:[省市县区]级)?(?:牵头|责任|配合|主办|协办|承办|落实)(?:责任)?(?:单位|部门|处室|科室)[：:]")
DATE_BRACKET = regex(r"^[（(] ?(?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?[）)]$")
# An opening mark, what closes it, and how many characters may stand between them.
OPENERS = (("《", "》", 90), ("（", "）", 160), ("(", ")", 160), ("“", "”", 60), ("〔", "〕", 300), ("【", "】", 300))
STRUCTURE_FIRST = FIRST_CHARACTERS | frozenset("附二抄主印发索制公成生实施失废有—●■◆★※（(")
LONGEST_HEADING = 44
LONGEST_MARKER = 8
LONGEST_TITLE = 90


def begins_structure(text: str) -> bool:
    """True where a line can only begin a paragraph: a marker, an attachment, a date, a document number."""
    if text[:1] not in STRUCTURE_FIRST:
        return text[-1:] == "号" and _is_number_line(text)
    return bool(
        begins_with_marker(text)
        or ATTACHMENT.match(text)
        or (len(text) <= 30 and DATE_LINE.match(text) and not SENTENCE_MARK.search(text))
        or STANDS_ALONE.match(text)
        or _is_number_line(text)
        or PAGE_LABEL.match(text)
    )


def _is_number_line(text: str) -> bool:
    """A document number that stands alone; its last character is looked at first, since few lines end so."""
    return text[-1:] == "号" and len(text) <= 30 and NUMBER_LINE.match(text) is not None


def ends_genre(text: str) -> bool:
    """Whether a text ends with the word of a document's type; its last character is looked at first."""
    return text[-1:] in GENRE_LAST and GENRE_END.search(text) is not None


def is_title_like(text: str) -> bool:
    """No sentence: no marker, no sentence punctuation outside 《》 and brackets, not long."""
    if text.endswith(("：", ":")):
        return False
    bare = QUOTED.sub("", text) if "《" in text or "（" in text or "(" in text else text
    return len(bare) <= LONGEST_TITLE and not SENTENCE_MARK.search(bare)


def is_closed(text: str) -> bool:
    """A line that ends a sentence, its closing quotes and brackets aside."""
    if text[-1] in CLOSING_LAST:
        return True
    if text[-1] not in CLOSING_QUOTES:
        return False
    return text.rstrip(CLOSING_QUOTES).endswith(CLOSING_MARKS) or (text.startswith("（此件") and text.endswith("）"))


def is_label_line(text: str) -> bool:
    """A line that stands for itself whatever follows: an attachment mark alone, a date, a document number."""
    if text[0] in LABEL_FIRST:
        attachment = ATTACHMENT.match(text)
        if (attachment and attachment.end() == len(text)) or (len(text) <= 90 and PAGE_LABEL.match(text)):
            return True
    if len(text) <= 40 and "年" in text and DATE_LINE.search(text) and not SENTENCE_MARK.search(text):
        return True
    return _is_number_line(text) or text.startswith(("（此件", "(此件", "—— "))


def is_organ_line(text: str) -> bool:
    """A line that is an organ's name and nothing else, as in a signature."""
    return len(text) <= 30 and text[-1:] in ORGAN_LAST and bool(ORGAN_END.search(text)) and is_title_like(text)


def is_list_of_organs(text: str) -> bool:
    """Addressees cut in the middle of their list: 各市、县市场监管局、科技局、教育局、财政|局、经信局："""
    return text.count("、") >= 2 and not SENTENCE_MARK.search(text.replace("，", "、")) and not read_marker(text)


def has_open_bracket(text: str) -> bool:
    """A bracket opened so close before that its end must follow; a stray opener far back says nothing."""
    for opener, closer, longest in OPENERS:
        at = text.rfind(opener, -longest)
        if at >= 0 and text.find(closer, at) < 0:
            return True
    return False


def is_heading(text: str) -> bool:
    if len(text) > LONGEST_HEADING or "。" in text or "；" in text or ";" in text or not begins_with_marker(text):
        return False
    # The title of a compiled notice is none: 5. 某省人民政府关于印发…
    return not (ISSUING.search(text) and not ends_genre(text))


def is_bare_marker(text: str) -> bool:
    """第五条, 21. or （二） with nothing behind it: a converter's line end, whatever follows is its item."""
    return len(text) <= LONGEST_MARKER and marker_length(text) == len(text) and text[-1] not in "章节编部"


def is_prose(text: str) -> bool:
    return len(text) >= 12 and bool(SENTENCE_MARK.search(text))
