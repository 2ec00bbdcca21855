"""Posts and places that a rule provides by a standard: what is staffed or built, named by its own noun.

按照不低于1:4000的比例配备心理教师 → 心理教师; 按每百户20平方米配建养老用房 → 养老用房; a later clause that staffs
again (不足3000名的至少配备1名) takes what the sentence staffs, with its own case. Not here: other counts of nouns
(`facts.subjects`).
"""

from __future__ import annotations

from policyparse.facts.phrases import Neighbourhood, Subject, object_of
from policyparse.language.values import Quantity
from policyparse.lazy_regex import regex

PROVIDE = "(?:配备|配建|配置|配齐|配足|设置|设立|规划建设|规划|建设|开辟|安排|新建|落实|提供|预留|聘请|选配)"
PROVIDES = regex(PROVIDE)
BY_STANDARD = regex("(?:^|[^，,；;]{0,30})(?:按照?|依据|以)[^，,；;\\d]{0,16}$")
# 的比例配备专职教师; 的标准，通过购置、租赁等方式开辟养老服务设施
STANDARD_BEHIND = regex(
    "^的?(?:以上)?的?(?:标准|比例|要求|规模)?(?:，|,)?(?:通过[^，,。；;]{2,20}方式)?(?:统一|分别|集中|足额){0,2}"
    f"{PROVIDE}(?P<noun>[^，,。；;]{{2,30}})"
)
STANDARD = regex("(?:以上)?的?(?:标准|比例|要求)")
AGAIN = regex(
    f"^(?:(?P<case>[^，,；;]{{2,24}}的))?(?:且|并|也|至少|最少|应当?|须|可|按照?|均|要){{0,4}}(?:{PROVIDE})?$"
)
STAFFED_BEFORE = regex(
    f"{PROVIDE}(?:不少于|不低于|至少|最少)?(?:[\\d.]+|[一二两三四五六七八九十]{{1,3}})?(?:至|-)?\\d{{0,4}} ?"
    "(?:名|个|人|台|辆|间|处|张|所)?(?P<noun>[^，,；;\\d]{2,24})"
)
PROVIDED_AT_END = regex(f"{PROVIDE}(?P<noun>[^，,；;（(]{{2,24}})$")
COUNTED = frozenset(("名", "人", "个", "台", "辆", "间", "处", "张", "所", "平方米"))


def posts(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """What is provided by a standard of ratio, or staffed once more in a later clause."""
    if quantity.ratio is not None or quantity.per:
        rest = near.rest.strip(" ，,")
        found = STANDARD_BEHIND.match(f"{rest}，{near.after}" if STANDARD.fullmatch(rest) else rest)
        if found is not None and BY_STANDARD.match(near.left):
            return Subject(object_of(found.group("noun")), None, "posts", "配备")
    return _again(near, quantity)


def _again(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """不足3000名的至少配备1名; 不足100名的按1名配备; 且每校至少配备2名."""
    if quantity.unit not in COUNTED or not (near.head or near.earlier + near.listed):
        return None
    behind = near.right.strip(" ，,、")
    own = near.left
    for per in quantity.per:
        own = own.replace(per, "", 1)
    again = AGAIN.match(own.strip(" ，,、；;"))
    if again is None or not PROVIDES.search(own + behind) or (behind and not PROVIDES.fullmatch(behind)):
        return None
    noun = None
    for match in STAFFED_BEFORE.finditer(near.earlier + near.listed):
        noun = match.group("noun")
    headed = PROVIDED_AT_END.search(near.head) if near.head and near.listed else None
    if noun is None and headed is None:
        return None
    noun = noun or (headed.group("noun") if headed is not None else "")
    return Subject(object_of(noun), (again.group("case") or "").removesuffix("的") or None, "posts", "配备")
