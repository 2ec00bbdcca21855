"""Lists of organs in the front matter: who issues (letterhead, signature, title) and who is addressed.

Not here: responsible units of tasks (`language.unit_lists`), whose lists share prefixes and carry roles.
"""

from __future__ import annotations

from itertools import pairwise

from policyparse.language.organ_runs import begins_organ
from policyparse.lazy_regex import regex

# Words that end the name of an organ or of a group of organs.
ORGAN_TAIL = (
    "国务院办公厅|国务院|中共中央|人民政府办公厅|人民政府办公室|人民政府|政府|办公厅|办公室|委员会|管理委员会|管委会|领导小组|联席会议|指挥部|法院|检察院|"
    "总局|分局|局|厅|部|委|署|司|总公司|公司|集团|银行|支行|中心|学校|大学|学院|研究院|医院|协会|学会|商会|联合会|总工会|工会|红十字会|档案馆|图书馆|博物馆|文化馆|科技馆|妇联|残联|文联|科协|团委|分行|总队|支队|大队|管理处|服务处|事务处|管理所|编办"
    "|(?:服务|金融|网信|审改|营商|民宗|能源|知识产权|口岸|扶贫|农|文明|法治|信访|外事|台|侨|港澳|乡村振兴)办"
)
SPLIT = regex(r"[、，,；; \u3000\t]+|[（(](?:代章|代盖章|盖章|印章|章)[)）]")
COMPLETE = regex(
    rf"(?:{ORGAN_TAIL}|部门|单位|机构|处室|科室|司局|直属机构|机关|团体|企业|高校|学校|院校|中小学|中学|小学|幼儿园|会|处|队|所|站|院|厂|场|公司)"
    r"(?:[（(][^（()）]{1,20}[)）])?$"
)
TAIL_AT_END = regex(rf"(?:{ORGAN_TAIL})$")
NOT_ORGAN = regex(r"(?:文件|等[\S ]{0,6}(?:部门|单位|厅局|委办局))$")
INCOMPLETE = regex(
    r"(?:^|[各省市县区])(?:市|县|区|乡|镇|街道|省|自治区|直辖市|旗|州)$|行业办$|公办$|民办$|各委(?:、[办厅局委])*$|^各(?:区|县|市|乡|镇|街道|开发区|新区|园区)$"
)

# 市政府各部门、单位 and 机关各处、室、局 are one noun: what follows the mark is a kind and no name.
BARE_KIND = regex("(?:单位|机构|部门|企业|院校|[处室局所办])(?=[、，,；;：:。 ]|$)")


# 各街道、|华泾镇, 各市（州）、|长白山管委会: one with a name of its own; 各市、县人民政府 goes on with a kind.
NAMED = regex(
    "(?!自治|直辖|计划|[省市县区州乡镇街旗盟]|开发|高新|经开|经济|园区|新区|林区|垦区|管理区|功能区|度假|产业|工业|有关|相关|直属|各)"
    "[\u4e00-\u9fff]{2,12}(?:管委会|管理委员会|镇|街道|人民政府|办事处|行政公署)(?=[、，,；;：:。 ]|$)"
)

# 工委、管委会各机构, 市委、市政府各部门: the parts of both, one noun.
OF_BOTH = regex("(?:党?工委|[省市县区州]委)、(?:管委会|[省市县区州](?:人民)?政府)(?:各|直属|有关|所属)")


def organs_in_line(line: str) -> list[tuple[int, int]]:
    """Spans of the organs that a letterhead, a signature line or the beginning of a title names."""
    line_end = len(NOT_ORGAN.sub("", line))
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*SPLIT.finditer(line, 0, line_end), None]:
        end = match.start() if match else line_end
        spans += _joined_organs(line, start, end)
        start = match.end() if match else line_end
    return [span for span in spans if TAIL_AT_END.search(line[span[0] : span[1]])]


def _joined_organs(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """Organs printed without any mark between them: a region's name or 中共, 国家 … behind an organ's tail."""
    borders = [start]
    for position in range(start + 3, end - 2):
        if TAIL_AT_END.search(line[start:position]) and begins_organ(line, position):
            borders.append(position)
    borders.append(end)
    return [(a, b) for a, b in pairwise(borders) if b > a]


def split_addressees(line: str) -> list[tuple[int, int]]:
    """Spans of the addressees of a line: split at 、，； except inside one noun (各市、县（区）人民政府)."""
    end = len(line.rstrip("：:。 "))
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for position in range(end):
        character = line[position]
        if character in "（(〔[":
            depth += 1
        elif character in "）)〕]":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            character in "，,；;"
            or (character == "、" and not BARE_KIND.match(line, position + 1) and _parts(line, start, position))
        ):
            spans.append((start, position))
            start = position + 1
    spans.append((start, end))
    return [_strip(line, a, b) for a, b in spans if line[a:b].strip()]


def _parts(line: str, start: int, mark: int) -> bool:
    """Whether a 、 parts two: behind a whole name, or 各镇（街道）、各部门 before a second group."""
    if line.startswith("各", mark + 1) and line.startswith("各", start):
        return True
    if line.startswith(("人民政府", "政府"), mark + 1) and line.startswith(("党委", "工委"), mark - 2):
        return False  # 各县（市、区）党委、人民政府
    if line.startswith("各", start) and NAMED.match(line, mark + 1):
        return True
    return _is_complete(line[start:mark]) and not OF_BOTH.match(line, start)


def _is_complete(words: str) -> bool:
    words = words.strip()
    return bool(COMPLETE.search(words)) and not INCOMPLETE.search(words) and len(words) >= 2


def _strip(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end
