"""A measure that the sentence names once and bounds for one class after the other.

小学书面作业完成时间不超过60分钟，初中不超过90分钟 → 初中书面作业完成时间. Not here: classes behind 为
(`facts.standards`), owners of a bare measure (`facts.subjects`).
"""

from __future__ import annotations

from policyparse.facts.phrases import LEADING, Neighbourhood, Subject, clean_left, without_reach
from policyparse.language.values import Quantity
from policyparse.lazy_regex import regex

CLASSES = (
    "(?:小学|初中|高中|中学|中职|高职|大学|幼儿园|本科|专科|硕士|博士|年级|生|职工|人员|企业|项目|"
    "学校|院校|机构|医院|班|家庭|教师|单位|农户|居民)"
)
CLASS = regex(f"[\u4e00-\u9fff]{{0,8}}{CLASSES}")
OBLIGED = regex("(?:应当?|须|需|必须|原则上|一般|最高|最低|最长|平均){1,3}$")
CHANGES = regex(
    "(?<=.{2})(?:平均|同比|分别)?(?:缩短|提升|提高|降低|下降|增长|增加|减少|压缩|压减)$"
)  # 入库时间缩短约35%
BOUNDED = regex(
    "(?P<words>[^，,；;：:、\\d]{4,30}?)(?:应当?|须|原则上|一般|不得|不|超过|高于|低于|少于|达到|达|控制在|为|在){0,4}"
    "[\\d.]{1,12}+ ?[万亿]?"
    "(?P<unit>%|％|[\u4e00-\u9fff]{1,4})"
)
PER = regex("每[\u4e00-\u9fff]{1,2}")
TAIL = regex(f"^.*{CLASSES}(?P<measure>(?:最高|最低|平均)?[\u4e00-\u9fff]{{2,12}})$")
MEASURE = regex(
    "(?:期限|周期|时间|时长|额度|限额|标准|补贴|津贴|费用?|比例|率|额|量|人数|数|面积|次数|收入|学分|学时)$"
)


def class_measure(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The measure bounded before, for the class that alone stands before this number."""
    if right or near.head or not quantity.unit:
        return None
    words = CHANGES.sub("", OBLIGED.sub("", without_reach(OBLIGED.sub("", left))))
    if near.earlier and (named := _named_alone(words, near, quantity)) is not None:
        return named
    if near.earlier + near.listed and (parallel := _parallel(words, near)) is not None:
        return parallel
    if CLASS.fullmatch(words) is None:
        return None
    found = None
    for match in BOUNDED.finditer(near.earlier + near.listed):
        if match.group("unit").startswith(quantity.unit):
            found = match
    tail = TAIL.match(PER.sub("", found.group("words"))) if found is not None else None
    if tail is None or not MEASURE.search(tail.group("measure")):
        return None
    return Subject(words + tail.group("measure"), None, "class_measure", "")


def _named_alone(words: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """每次门诊开药量，急性病不超过3天，慢性病不超过30天: a clause that names the measure, then class after class."""
    if not BARE_CLASS.fullmatch(words) or MEASURE.search(words):
        return None
    if quantity.comparator == "=" and not STANDARD_ALONE.fullmatch(near.before.strip()):
        return None
    for clause in reversed(CLAUSES.split(near.earlier.strip("，,；;：: "))):
        if DIGITS.search(clause):
            continue
        named = TO_KEEP.sub("", EACH_TIME.sub("", clause)).strip()
        if LEADING.match(named) or not MEASURE_ALONE.match(named):
            return None  # 进一步挖掘盘活存量，全年供应工业用地1万亩以上
        return Subject(words + named, None, "class_measure", "")
    return None


def _parallel(words: str, near: Neighbourhood) -> Subject | None:
    """建设规模平原区不低于3000亩，丘陵山区不低于1000亩; 项目亩均投入不低于2400元，改造项目亩均不低于1500元."""
    told = near.earlier + near.listed
    average = AVERAGE_AT_END.search(words)
    if average is not None:
        named = regex(average.group() + "([\u4e00-\u9fff]{2,10}?)(?:不|达|为|约|超|[0-9])").search(told)
        return Subject(words + named.group(1), None, "class_measure", "") if named is not None else None
    if not BARE_CLASS.fullmatch(words) or MEASURE.search(words):
        return None
    for match in MEASURE_AND_CLASS.finditer(told):
        if match.group("class")[-1] == words[-1] and match.group("class") != words:
            return Subject(words + match.group("measure"), None, "class_measure", "")
    return None


AVERAGE_AT_END = regex("[亩人户生床校村]均$")
MEASURE_AND_CLASS = regex(
    "(?P<measure>[\u4e00-\u9fff]{2,12}?(?:规模|面积|标准|时间|时长|比例|厚度|宽度|密度|高度|[度率量额]))(?P<class>[\u4e00-\u9fff]{2,6}?)"
    "(?:应当?|须|一般|原则上)?(?:不低于|不少于|不超过|不高于|达到|控制在|为|[0-9])"
)
BARE_CLASS = regex("[\u4e00-\u9fff（）()、]{2,12}")
STANDARD_ALONE = regex("[\u4e00-\u9fff]{2,16}(?:标准|限额|定额)")  # 免学费补助标准：一、二年级每生每年2000元
CLAUSES = regex("[，,；;]")
DIGITS = regex("[0-9０-９]")
TO_KEEP = regex("^.*(?:执行|落实|按照|符合|达到|制定|提高|完善|明确)(?=.{4})")  # 要严格执行补偿标准
EACH_TIME = regex("^.*每[次人户天日周月年项班]")
MEASURE_ALONE = regex(
    "^[\u4e00-\u9fff]{2,16}(?:时间|时长|额度|限额|标准|比例|[量率数]|面积|学分|学时|周期|频次|期限|资助|补助|补贴|奖励|津贴)$"
)

LIST_NOUN = regex(
    r"(?P<noun>[\u4e00-\u9fff]{2,16}?)(?:应当?|须|原则上)?每[\u4e00-\u9fff]{1,3}?(?:不少于|至少|不超过)?[\d.]"
)


def list_head(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """课后服务每周5天、每天至少2小时: a later value for another 每 is of the noun that the list opens with."""
    if left or right or near.head or not quantity.per or not near.listed:
        return None
    noun = LIST_NOUN.match(clean_left(near.listed, quantity))
    return Subject(noun.group("noun"), None, "noun_before", "") if noun is not None else None
