"""Lines → paragraphs: which line goes on with the one before it.

A wrap, a column and a page may end a line in mid sentence, even in mid word; a heading, a title line, a signature
ends without a full stop and yet stands for itself. Not here: tables, furniture, other articles (taken out before).
"""

from __future__ import annotations

from itertools import pairwise

from policyparse.layout.line_kinds import (
    CLOSING_LAST,
    CLOSING_QUOTES,
    DATE_BRACKET,
    DATE_LINE,
    GENRE_LAST,
    ISSUING,
    LONGEST_TITLE,
    ORGAN_END,
    QUOTED,
    SENTENCE_MARK,
    STRUCTURE_FIRST,
    UNITS_LABEL,
    begins_structure,
    ends_genre,
    has_open_bracket,
    is_bare_marker,
    is_closed,
    is_heading,
    is_label_line,
    is_list_of_organs,
    is_organ_line,
    is_prose,
    is_title_like,
)
from policyparse.layout.line_wrap import (
    LONGEST_REST,
    REST_OF_SENTENCE,
    WRAP_TOLERANCE,
    HeadingSentences,
    is_last_piece,
    wrap_of_whole_lines,
    wrap_width,
)
from policyparse.layout.lines import Line, display_widths
from policyparse.layout.markers import ATTACHMENT, begins_with_marker, number_of, read_marker
from policyparse.layout.strand import Strand, inserted, join
from policyparse.lazy_regex import inline, regex

#: …工作方案（2023年4月25日）: the end of a compiled title, which a day follows.
DAY_IN_BRACKETS = regex(r"^[^，。；]*[（(] ?(?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?[）)]$")
COMPILED = regex(r"\d{1,3}[.．、] ?(?=[^\d\s])")
ISSUED_WITH = ("关于", "印发", "转发")
TITLE_REST = regex(
    r"[^，。；：“”]{1,30}(?:[局厅部委府会院署]|办公[室厅]|中心)关于(?:印发|公布|发布|开展|做好|推进|进一步|加强)"
)
#: 国务院办公厅关于印发…|经营性…进一步|支持…规定的通知: who issues, and what of; a title typeset in narrow lines.
OPENS_TITLE = regex(r"[\u4e00-\u9fff、 ]{1,60}(?:[院厅局部委会府室署司行处办]|中心)关于")
#: 为贯彻落实《…》（…）和某市|人民政府《…》要求，…: what a notice is issued for, before a mark has come.
OPENS_SENTENCE = regex("(?:为(?:了|深入|进一步|全面|认真|切实|贯彻|落实|加快|推动|推进|规范|做好|加强)|根据|按照)")
DUTY_BEGINS = ("负责", "承担", "牵头", "拟定", "拟订", "配合", "要")
UNIT_ALONE = regex("[\u4e00-\u9fff、（）]{2,28}(?:[局厅委办府会院署处科队]|部门|单位|企业|公司|中心|机构)[：:]")
#: 第八条 市、县（市、区）|人民政府…, 深港（澳）|联营…: a bracket inside a name, which ends no heading.
LEVELS_IN_BRACKET = regex("[（(](?:[省市县区旗州乡镇](?:、[市县区旗州乡镇]){0,4}|[港澳台]{1,2})[）)]$")
#: …便民服务中心和嘎查村|（社区）便民服务站…: a short bracket inside a name, its words going on behind it.
BRACKET_INSIDE = regex(
    "（(?:[省市县区旗州乡镇村]|街道|社区|苏木|嘎查|园区|校)(?:、[省市县区旗州乡镇]{1,2}){0,4}）[\u4e00-\u9fff]"
)
ORDINAL = regex("([一二三四五六七八九十]{1,2})是(?=[\u4e00-\u9fff“])")
INNER_ORDINAL = regex("(?<=[。；])([一二三四五六七八九十]{1,2})是(?=[\u4e00-\u9fff“])")
NUMERALS = frozenset("一二三四五六七八九十")
ARTICLE = regex("第[一二三四五六七八九十百零]{1,6}条")
HOLDS_ORGAN = regex("[局厅委府院署]|办公[室厅]|管理")
#: 〔责任单位：…〕 or （市教育局牵头，…配合） behind an item's full stop ends it.
CLOSES_UNITS = regex(
    "[（(〔【](?:[省市县区]级)?(?:牵头|责任|配合|主办|协办|完成时限|实施单位)[^（(〔【]*[：:](?:[^〔〕【】（()）]|[（(〔][^（()）〔〕]*[）)〕])*[〕】）)]$"
    "|(?:^|(?<=[。；]))[（(〔【](?:[^〔〕【】（()）。]|[（(〔][^（()）〔〕。]{0,40}[）)〕]){2,300}(?:牵头|配合|负责|落实)[〕】）)]$"
)
BEGINS_CLOSED = frozenset("、，。；：？！,;)）》”’】〕")
#: 各县(市、区)人民政府，…，市直各部门：stands alone, however full its line is (GB/T 9704-2012, 7.3.2).
ADDRESSEES = regex(
    "^[^（(〔【：:。；][^、，\n]*+[、，].*(?<!责任)(?<!牵头)(?<!配合)(?<!支持)(?<!实施)(?:政府|部门|单位|机构|公司|企业|大学|学校|院校|处室|管委会|[局委办厅会院行])[）)]?[：:]$"
)
QUOTATION = regex("《[^《》]{2,60}》|“[^“”]{2,30}”|（[^（）局委办厅部府会院署处：]{1,8}）")
MAY_BEGIN = STRUCTURE_FIRST | BEGINS_CLOSED | frozenset("省市县区牵责配主协承落")  # the last: of UNITS_LABEL
MAY_END = CLOSING_LAST | frozenset(CLOSING_QUOTES) | frozenset("至到自从")
FULL_STOPS = CLOSING_LAST - frozenset("；;：:")
MAY_FOLLOW = BEGINS_CLOSED | frozenset("（(")  # what may go on behind a full stop
MAY_CLOSE = MAY_END | GENRE_LAST  # what may end a sentence or a title
KEPT = 600  # characters of a long paragraph, at either end, that can decide whether it goes on
#: Some converters end a line behind these marks too, so that a printed line comes in pieces.
PIECE_ENDS = frozenset("，、；,;")
#: 《…方案》已经市|政府同意，现印发给你们: a sentence, however much of its line is a title.
IS_PASSED = regex("》(?:已经|已由|业经)")


def join_paragraphs(lines: list[Line], paged: bool = False) -> list[Strand]:
    """The paragraphs of a run of lines; ``paged``: their flow is told by the page's geometry, not by their width."""
    texts = [line.strand.text for line in lines]
    widths = [] if paged else display_widths(texts)
    width = wrap_width(widths) or (None if paged else wrap_of_whole_lines(widths, lines))
    paragraphs: list[list[Line]] = []
    paragraph: list[Line] = []
    text = last = ""
    run_in = HeadingSentences(lines, widths, width)
    filled = 0  # columns of the printed line, whose pieces may stand on lines of their own
    for number, line in enumerate(lines):
        words = texts[number]
        room = None
        if width is not None:
            before = widths[number - 1]
            room = width - (filled if filled == before or not last or not is_closed(last) else before)
        if number and (
            _goes_on(text, last, len(paragraph) == 1, line, room, run_in)
            or (width is not None and last[-1] in PIECE_ENDS and is_last_piece(words, width - filled))
        ):
            paragraph.append(line)
            text += words
            if len(text) > 2 * KEPT:
                text = text[:KEPT] + text[-KEPT:]
            goes_on = True
        else:
            goes_on = False
            paragraph = [line]
            paragraphs.append(paragraph)
            text = words
        if width is not None:
            filled = widths[number] + (filled if goes_on and filled + widths[number] <= width + 2 else 0)
        last = words
    return [part for paragraph in paragraphs for part in part_ordinals(_join_lines(paragraph))]


def part_ordinals(paragraph: Strand) -> list[Strand]:
    """一是…。二是…。三是…。 in one paragraph: an item each, as where they stand on lines of their own.

    Where the paragraph begins otherwise (（一）加强领导。一是…。二是…。) they are its sentences.
    """
    text = paragraph.text
    expected = _ordinal(text)
    if not expected or "是" not in text[3:]:
        return [paragraph]
    borders = [0]
    for match in INNER_ORDINAL.finditer(text):
        if number_of(match[1]) == expected + 1:
            expected += 1
            borders.append(match.start())
    return [paragraph[start:end] for start, end in pairwise([*borders, len(text)])]


def _ordinal(text: str) -> int:
    """The number of 三是… with which a text begins; 0 where it begins otherwise."""
    match = ORDINAL.match(text)
    return number_of(match[1]) if match else 0


def _goes_on(text: str, last: str, alone: bool, line: Line, room: int | None, run_in: HeadingSentences) -> bool:
    """Whether a line goes on with a paragraph.

    ``text``: the paragraph's, its beginning and end where it is long; ``last``: its last line's, and whether that is
    ``alone``. ``room``: columns left behind the last line; None where lines are not wrapped.
    """
    if line.flow:
        return _flow_goes_on(text, last, alone, line)
    words = line.strand.text
    first, end = words[0], last[-1]
    filled = room is not None and -8 <= room < 3
    if room is not None and first in NUMERALS and _is_inner_ordinal(text, words):
        return not line.gap
    if text[0] in "〔【" and not line.gap and has_open_bracket(text) and not begins_structure(words):
        return True  # 〔市发展改革委、各县区政府。|逗号前为牵头单位〕
    if end in FULL_STOPS and first not in MAY_FOLLOW and (not filled or line.gap or line.joined):
        return False  # behind a sentence most lines are a paragraph of their own
    full = room is not None and -8 <= room < WRAP_TOLERANCE and not line.gap
    begins = first in MAY_BEGIN or words[-1] == "号"
    if full and not begins and end not in MAY_CLOSE and not (alone and is_label_line(last)):
        return True  # behind a full line that ends neither a sentence nor a title
    if first in "年月日" and end.isdigit():  # …起至2023|年12月31日
        return True
    if (first in "《“" or last[0] in "《“（") and not line.gap and _is_cut_at_quotation(last, alone, words, text):
        return True
    if not begins and end not in MAY_END and not (alone and is_label_line(last)):
        return _open_line_goes_on(text, end, line, room, run_in)  # most lines: none of the words below can be theirs
    if first in BEGINS_CLOSED or (first in "（(" and DATE_BRACKET.match(words) and ends_genre(text)):
        return True
    closed = end in CLOSING_LAST or (end in CLOSING_QUOTES and is_closed(last))
    if closed and end in "：:" and ADDRESSEES.search(text) and not SENTENCE_MARK.search(text.replace("，", "、")):
        return False
    if closed and end not in "：:；;" and (not filled or line.gap or line.joined):
        return False
    if end in "至到自从" and DATE_LINE.match(words):  # 政策执行至|2024年9月30日。
        return True
    if alone and end in "：:" and _is_duty_of(last, words):
        return not line.gap
    if begins_structure(words) or (alone and is_label_line(last)):
        return False
    if end in "〕】）)" and CLOSES_UNITS.search(text):
        return False
    if UNITS_LABEL.match(words) and not has_open_bracket(text):
        return False
    if end in "：:；;" and has_open_bracket(text):
        return True
    if closed and room is not None and last[-1] in "；;" and not line.gap and begins_with_marker(text):
        return True  # some converters end a line behind ；too: an item's words go on without a marker
    if closed:
        begins_anew = is_title_like(words) or UNIT_ALONE.fullmatch(words) is not None
        return filled and not line.gap and not line.joined and not begins_anew
    return _open_line_goes_on(text, end, line, room, run_in)


def _is_inner_ordinal(text: str, words: str) -> bool:
    """（一）加强领导。一是成立专班。|二是明确分工: an ordinal whose one before stands inside the paragraph."""
    number = number_of(words) if len(words) <= 2 and NUMERALS.issuperset(words) else _ordinal(words)  # 二|是完善
    if number < 2 or _ordinal(text):
        return False
    return any(number_of(match[1]) == number - 1 for match in INNER_ORDINAL.finditer(text))


def _flow_goes_on(text: str, last: str, alone: bool, line: Line) -> bool:
    """Whether a line of text that bears its own breaks goes on: unless a new structure begins behind a whole one."""
    if line.flow == "starts" or (alone and is_label_line(last)):
        return False
    stands = is_closed(last) or is_heading(text) or is_title_like(text)
    return not (stands and begins_structure(line.strand.text))


def _open_line_goes_on(text: str, end: str, line: Line, room: int | None, run_in: HeadingSentences) -> bool:
    """Whether a line goes on with a paragraph whose last line, ending with ``end``, closed no sentence."""
    words, wrapped = line.strand.text, room is not None
    if is_bare_marker(text):
        return True
    full = room is not None and -8 <= room < WRAP_TOLERANCE
    if end in "，、,“《（(" or ("》" in text and IS_PASSED.search(text)):
        return True
    if full and not line.gap and not (ends_genre(text) and is_title_like(text) and not ARTICLE.match(text)):
        return True
    if has_open_bracket(text):
        return True
    if UNITS_LABEL.match(text):
        return False
    if text[0] in "为根按" and not line.gap and OPENS_SENTENCE.match(text) and SENTENCE_MARK.search(words):
        return not ends_genre(text)
    if words[-1] in "：:" and not line.gap and is_list_of_organs(text):
        return True
    if is_organ_line(words) and is_title_like(text) and not begins_with_marker(text):
        return False
    if line.joined and not (ends_genre(text) or ORGAN_END.search(text) or is_heading(text)):
        return True
    if is_title_like(text) and not begins_with_marker(text):
        return _title_goes_on(text, line, wrapped)
    if not line.gap and _is_organ_of_title(text, words):
        return True
    inside = LEVELS_IN_BRACKET.search(text) or BRACKET_INSIDE.match(words)
    if wrapped and not line.gap and inside and (begins_with_marker(text) or is_prose(text)):
        return True
    if _is_cut_compiled_title(text) or (COMPILED.match(text) and DAY_IN_BRACKETS.search(words)):
        return line.gap == 0 and is_title_like(line.text) and not begins_with_marker(words)
    if is_heading(text) and not line.gap and _is_cut_sentence(text, line, run_in):
        return True
    if is_heading(text) and not (wrapped and not line.gap and _is_broken_item(text, words)):
        return False
    if wrapped and not line.gap and begins_with_marker(text) and not ends_genre(text):
        return True
    if end in "）)〕】" and not line.joined:
        return False
    return is_prose(text)


def _title_goes_on(text: str, line: Line, wrapped: bool) -> bool:
    """Two lines of one title: the first does not end a title, the second does and holds no sentence.

    In a hard-wrapped text a line without any mark is more often a piece of a sentence than a title.
    """
    if ATTACHMENT.match(text):
        return line.gap == 0 and is_title_like(line.text)
    if ends_genre(text) or line.gap > 1 or (text[0] in "（(" and text[-1] in "）)"):
        return False
    if ORGAN_END.search(text):
        narrow = OPENS_TITLE.match(line.text) is not None and is_title_like(line.text) and not ends_genre(line.text)
        passes_on = "转发" in text or "批转" in text  # 国务院办公厅转发国家地震局|关于…的通知
        return line.gap <= passes_on and (narrow or line.text.startswith((*ISSUED_WITH, "《")))
    if wrapped and not line.gap:
        return True
    if not is_title_like(line.text):
        return False
    return ends_genre(line.text) or (len(text) <= LONGEST_TITLE and bool(OPENS_TITLE.match(text)))


def _is_duty_of(last: str, words: str) -> bool:
    """地区住建局：|负责对企业开展业务指导: who, and what it has to do."""
    return words.startswith(DUTY_BEGINS) and UNIT_ALONE.fullmatch(last) is not None


def _is_cut_at_quotation(last: str, alone: bool, words: str, text: str) -> bool:
    """第十条确需使用|《某市国土空间总体规划》|确定的…: an item's line that is a quotation and nothing else."""
    if words[0] in "《“" and QUOTATION.fullmatch(words):
        ends_title = words[0] == "《" and ends_genre(text)  # 企业标准|“领跑者”|活动 is none
        return last[-1].isalnum() and begins_with_marker(text) and not ends_title
    return not alone and last[0] in "《“（" and QUOTATION.fullmatch(last) is not None and not begins_structure(words)


def _is_organ_of_title(text: str, following: str) -> bool:
    """21.某市…领导小组办公室|关于印发…的通知, 8. 某局国家税务总局深|圳市税务局关于印发…: who issues, then what."""
    if not COMPILED.match(text) or SENTENCE_MARK.search(text):
        return False
    if following.startswith(ISSUED_WITH):
        return ORGAN_END.search(text) is not None
    return TITLE_REST.match(following) is not None and HOLDS_ORGAN.search(text) is not None


def _is_cut_compiled_title(text: str) -> bool:
    """2. 某市人民政府办公室关于印发某市“十四五”知识产权|发展规划的通知: numbered by a compilation, and not ended."""
    number = COMPILED.match(text) if text[:1].isdecimal() else None
    bare = text if "《" not in text else QUOTED.sub("", text)
    return number is not None and bool(ISSUING.search(bare)) and is_title_like(text) and not ends_genre(text)


def _is_broken_item(text: str, following: str) -> bool:
    """In a hard-wrapped text: an item's first sentence cut at a comma, a quote or behind its bare marker.

    1.建立排查机制，对隐性壁垒开展集中清|理。 is one; 1. 工作目标|到2025年，… is a heading and its text.
    """
    marker = read_marker(text)
    if marker is None or marker.length >= len(text):
        return marker is not None
    if marker.style == "ordinal":  # 三是建立常|态化机制。 is never a heading
        return True
    if text[-1] in "”》" and inline("[^，。；]{0,12}[。；]").match(following):
        return True
    if following[0] in "《“" and len(following) <= LONGEST_REST and not is_closed(following):
        return True
    return marker.style.startswith(("digit", "article")) and ("，" in text or following[0] in "《（“")


def _is_cut_sentence(text: str, following: Line, run_in: HeadingSentences) -> bool:
    """2.建设示|范校。到2025年，…: a heading cut in the middle, where those of its siblings are first sentences."""
    rest = REST_OF_SENTENCE.match(following.strand.text)
    if rest is None:
        return False
    marker = read_marker(text)
    return marker is not None and run_in.beside(marker, following.raw_start)


def _join_lines(paragraph: list[Line]) -> Strand:
    if len(paragraph) == 1:
        return paragraph[0].strand
    parts: list[Strand] = []
    before = ""
    for line in paragraph:
        strand = line.strand
        if before.isascii() and before.isalpha() and _begins_latin(strand.text):
            parts.append(inserted(" ", strand.raw_start))
        parts.append(strand)
        before = strand.text[-1]
    return join(parts)


def _begins_latin(text: str) -> bool:
    """Between two Latin words a line break stands for a blank; between digits and Chinese for nothing."""
    return text[0].isascii() and text[0].isalpha()
