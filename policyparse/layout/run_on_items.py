"""The numbering of a run-on line: which of its 一、 （一） 1. begin an item, and which are words of a sentence.

A marker begins an item where its number is the next of its style, or opens a level below, and what stands before it
has come to an end: a full stop, a heading, a border of the frame. Where a heading of the usual words runs into its
text, the text's beginning is a border too. Not here: title, addressee, signature (`layout.run_on_frame`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from policyparse.layout.markers import Marker, read_marker
from policyparse.layout.run_on_frame import SENTENCE_END, Frame
from policyparse.lazy_regex import inline, regex

# Where a marker can begin: no numeral, ordinal or decimal stands before it.
CANDIDATE = regex(
    r"(?<![第一二三四五六七八九十百〇零\d])[一二三四五六七八九十百]"
    r"|(?<![\d.．/\-—A-Za-z第表图])(?<!\d[:：])\d|[（(](?=[一二三四五六七八九十\d —])"
    r"|第(?=[一二三四五六七八九十百\d]{1,5}[条章节编])|[①-⑳]|(?<=[。；.o：:])[—l](?=[、.．])"
)
CLOSED = frozenset("。；;！!？?：:…”》】〕）)")
MISREAD_STOP = regex("[\u4e00-\u9fff][.oO]$")  # recognisers of paper read 。 as a dot or an o
# …责任单位:县农业农村局、县财政局 (三)严格禁烧: the last of the units, behind which no full stop was printed.
UNITS_END = regex(r"(?:责任|牵头|配合|主办|协办|落实)(?:单位|部门|科室|处室)[:：][^。；\ufffc]{2,120}[\u4e00-\u9fff] $")
NUMERAL_FIRST = frozenset("一二三四五六七八九十百千万")
REFERRING = regex(r"(?:第|上述|前款|按照?|依照?|见|根据|附件|附表|符合|属于?|和|与|及|或|、|至)$")
NOT_COUNTED = "级类等产线批期季轮环方维"
LONGEST_HEADING = 40
LONGEST_MARKER = 12
# A marker that no full stop precedes is one where the next of its style is not farther off than this.
NEXT_WITHIN = 1500
SECOND = {
    style: regex(f"(?<=[。；;！!？?：:…”》】〕）)])(?:{words})")
    for style, words in (
        ("part", "第[二2][编部章]"),
        ("chapter_section", "第[二2]节"),
        ("article", "第[二2]条"),
        ("chinese", "[二—][、．.﹒]"),
        ("chinese_bracket", "[（(] ?[二—] ?[）)]"),
        ("digit", "2 ?[．.、﹒]"),
        ("digit_bracket", "[（(] ?2 ?[）)]"),
        ("digit_half_bracket", "2[）)]"),
        ("circle", "②"),
    )
}

# Headings that stand for themselves: nothing but a new sentence can follow them.
SET_HEADINGS = (
    "总体要求|目标要求|指导思想|总体思路|基本思路|基本原则|工作原则|工作目标|总体目标|主要目标|行动目标|发展目标|建设目标|主要任务|重点任务|工作任务|重点工作任务|"
    "工作措施|主要措施|保障措施|工作要求|有关要求|相关要求|实施步骤|工作步骤|进度安排|实施范围|适用范围|组织保障|其他事项|有关事项|时间安排|工作安排|"
    "目标任务|工作内容|方法步骤|报送要求|"
    "(?:整治|检查|排查|治理|培训|申报|评选|推荐|遴选|认定|创建|征集|评审|招生|招聘|录取|报名|参赛|竞赛|活动|资助|补助|补贴|奖励|普查|调查|检测)"
    "(?:原则|对象|范围|重点|内容|时间|条件|方式|程序|步骤|要求|流程|主题|目标|任务)|"
    "(?:会议|培训|督查|竞赛)(?:内容|时间|地点|形式|要求|原则)|(?:人员组成|组成人员|参会人员|参加人员|参训人员)(?=[^，。；]{0,8}[:：]|省|市|县|各)|"
    "(?:会议|例会|信息报送|督导核查|督导检查|值班|调度|通报|考核|联席会议|报告|督查|台账)制度"
)
# Headings that are verbs as well: only the beginning of a sentence shows that they end.
VERBAL_HEADINGS = (
    "组织实施|组织领导|资金筹措|资金保障|监督检查|督促检查|督导考核|宣传引导|签订协议|信息报送|加强领导|强化保障"
)
SENTENCE_BEGINS = (
    "为(?!主|重|辅|核|目|期)|以(?!及|上|下|内|外)|根据|按照|坚持|深入|全面|认真|到(?=20)|(?=20\\d\\d)|通过|各[地级部单市县区有校]|贯彻|围绕|"
    "力争|在[^建内]|由|要|加强|建立|成立|本(?!级|市级)|对|从|凡|将"
)
RUNS_INTO = regex(
    rf"(?:(?:{SET_HEADINGS})(?=[\u4e00-\u9fff\d“《\ufffc—])(?![的和与及或落之等中上下内是]|到(?!20))|(?:{VERBAL_HEADINGS})(?={SENTENCE_BEGINS}))"
)
# A short heading whose full stop was read as a dot.
DOTTED = regex("[\u4e00-\u9fff、“”]{2,16}[.．](?=[\u4e00-\u9fff])")
# A short heading, and a sentence that tells all what they must do: 加强组织领导|各区和各有关部门要…
ALL_MUST = regex(
    r"[^，。；：:（(\d各]{4,14}?(?<![对向由将为使请让给])(?<!督促|指导|组织|推动|要求|确保|压实|明确|支持|鼓励|通知|协调|健全|落实)(?<!(?<!宣传|舆论)引导)"
    r"(?=(?:所有|全体)[^，。；、]{2,8}(?:要|应|须)|各(?:地|级|区|县|市|校|乡镇|部门|有关|相关|单位|成员单位|责任单位|牵头单位|[^，。；、]{1,6}(?:部门|单位|企业|公司|学校|医院))[^；。]{0,45}?。?(?:要|应(?!急)|须|负责|结合))"
)
# A heading, and a sentence that begins with its time: 分批实现联网结算|2020年11月底前，…医院实现结算。
TIMED = regex(
    r"(?!确保|力争|争取)[^，。；：:（(\d各]{6,24}?(?<![到至自从于在截前后对将])(?=20\d\d ?年[^，。；]{0,8}前，)"
)


@dataclass(slots=True)
class Items:
    """Borders of items in a line, and how many successive markers of one style it holds inside."""

    borders: list[int] = field(default_factory=list)
    longest: int = 0


class Numbering:
    """The numbering of a text as far as it was read; lines come in order."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._last: dict[str, int] = {}

    def borders(self, masked: str, frame: Frame) -> Items:
        """Where items and their texts begin in a line; at a restart of the frame the numbering begins anew."""
        found = Items()
        counted: Counter[str] = Counter()
        waiting = sorted(frame.restarts)
        last = frame.body
        frame_borders = [0, *sorted(frame.borders)]
        for match in CANDIDATE.finditer(masked, last):
            at = match.start()
            if at < last or frame.lists(at):
                continue
            while waiting and waiting[0] <= at:
                self._restart()
                waiting.pop(0)
            piece = max(last, frame_borders[bisect_right(frame_borders, at) - 1])
            marker = self._read(masked, at)
            if marker is None or not self._begins_item(masked, at, piece, marker):
                continue
            self._take(marker)
            counted[marker.style] += 1
            found.borders.append(at)
            last = at + marker.length
            for pattern in (RUNS_INTO, ALL_MUST, TIMED, DOTTED):
                if heading := pattern.match(masked, last):
                    last = heading.end()
                    found.borders.append(last)
                    break
        found.longest = max(counted.values(), default=0)
        return found

    def _read(self, masked: str, at: int) -> Marker | None:
        """The marker at an offset; one whose number was misread is the next of its style."""
        marker = read_marker(masked[at : at + LONGEST_MARKER])
        if marker and not marker.number:
            return marker._replace(number=dict(self._open).get(marker.style, 0) + 1)
        return marker

    def _restart(self) -> None:
        self._open, self._last = [], {}

    def _take(self, marker: Marker) -> None:
        styles = [style for style, _ in self._open]
        if marker.style in styles:
            del self._open[styles.index(marker.style) :]
        self._open.append((marker.style, marker.number))
        self._last[marker.style] = marker.number

    def _begins_item(self, masked: str, at: int, piece: int, marker: Marker) -> bool:
        before = masked[max(piece, at - LONGEST_HEADING - 1) : at].rstrip()
        closed = not before or before[-1] in CLOSED or before[-1] == "\ufffc" or bool(MISREAD_STOP.search(before))
        closed = closed or (masked[at - 1] == " " and UNITS_END.search(masked, max(piece, at - 140), at) is not None)
        heading = len(before) <= LONGEST_HEADING and not SENTENCE_END.search(before)
        if not closed and REFERRING.search(before):
            return False
        if not self._is_next(masked, at, marker, closed):
            return False
        if closed:
            return before[-1:] not in ("”", "》", ")", "）") or not _counts(masked, at, marker)
        if _counts(masked, at, marker):
            return False
        return heading or self._goes_on_behind(masked, at, marker)

    def _is_next(self, masked: str, at: int, marker: Marker, closed: bool) -> bool:
        """The next number of an open level; the first of a new one; the next of one that runs through the text."""
        reached = dict(self._open).get(marker.style)
        if reached is not None:
            if marker.number == reached + 1 or (closed and marker.number == reached + 2):  # one was misread
                return True
            if marker.number != 1 or not closed:
                return False
            return self._open[0][0] != marker.style or self._goes_on_behind(masked, at, marker)
        if marker.number == 1 or marker.number == self._last.get(marker.style, 0) + 1:
            return True
        return not self._last and closed  # the beginning of the text is lost

    def _goes_on_behind(self, masked: str, at: int, marker: Marker) -> bool:
        """A marker that runs on from unclosed words: its style's next number must follow a closed sentence."""
        if marker.number > 1:
            return marker.style in ("chinese", "digit")
        second = SECOND.get(marker.style)  # decimals tell their own order
        return second is not None and second.search(masked, at + marker.length, at + NEXT_WITHIN) is not None


def _counts(masked: str, at: int, marker: Marker) -> bool:
    """一、二级 and 2.3万: the words behind the mark show that it counts or lists."""
    behind = masked[at + marker.length : at + marker.length + 3]
    return behind[:1] in NUMERAL_FIRST and bool(inline(f".{{1,2}}[{NOT_COUNTED}、]").match(behind))
