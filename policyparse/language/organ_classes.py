"""Classes of organs as prose prints them: 各县（市、区）政府, 有关部门, 市直单位, 教育、财政等部门.

One pattern and its parts. Not here: whether a single name is a class (`language.organ_names.is_group`).
"""

from __future__ import annotations

from policyparse.language.organ_names import FIELDS, HAN, KIND, PLACES
from policyparse.lazy_regex import inline, regex

_ADJECTIVE = (
    r"(?:公办|民办|国有|中职|中等职业|高职|高等职业|职业|技工|普通|本科|直属|行业|金融|医疗卫生|医疗|成员|主管"
    r"|职能|高等|应用型|企事业|事业|业务|行政|用人|责任|牵头|试点|设区市|参建|行政主管|行业主管)"
)
_CLASS = (
    r"(?:部门|单位|机构|学校|院校|高校|企业|园区|银行|处室|科室|司局|直属单位|部委|委办局|管委会|人民法院"
    r"|人民检察院|行业协会|协会|商会|医院)"
)
#: What they begin with stands first, so that the branches are tried at few characters.
_FIRST = "各有相其所上省市县区州国地乡全本同基行业教职自检纪" + "".join(
    sorted({word[0] for word in inline(f"[{HAN}]+").findall(KIND)})
)
#: By their opening words.
CLASSES = regex(
    rf"(?=[{_FIRST}])(?:[省市县区州]委、[省市县区州]政府(?:各|有关|相关|直属)(?:有关|相关)?(?:部门|单位|机构)"
    rf"|各{PLACES}(?:级)?(?:(?:有关|相关)(?:部门|单位)|(?:人民)?政府(?:办公室)?|党委(?:、政府|政府)?"
    rf"|管委会)?(?![域块别项类种个方份级内外])"
    rf"|(?:有关|相关){PLACES}(?:级)?(?:(?:人民)?政府|党委|管委会|(?:有关|相关)?(?:部门|单位)"
    rf"|{_ADJECTIVE}{{0,4}}{_CLASS})?(?![域块别项类种个方份级内外])"
    rf"|(?:各(?:[省市县区乡镇]?级)?|有关|相关|其他|其它|所有|上述|所属|县区|区县|县级|市级|省级|[省市县区州]直|[省市县区]属"
    rf"|[省市县区州](?=有关|相关)|省政府|市政府|国务院)"
    rf"(?:各|各有关|各相关|有关|相关)?{_ADJECTIVE}{{0,4}}{_CLASS}(?![{HAN}]?长|内|间|工作)"
    rf"|{FIELDS}|(?:[省市县区]级(?:及)?(?:以上)?(?:地方)?(?:人民政府)?|省|市|县|区|国家|本市|全市|各级|同级|地方)?{KIND}(?:行政)?(?:主管)?部门"
    rf"|(?:[省市县区]级(?:及)?(?:以上)?|各级|地方)?(?:公安|税务|司法行政|审计|检察|纪检监察)机关(?![{HAN}]?长|工委|事务)"
    rf"|(?:行业|行政|业务|教育行政"
    rf"|行政审批)主管部门|行业主管部门|职能部门"
    rf"|(?:各级|县级|市级|省级|乡级|地方各级|基层)(?:以上)?(?:地方)?(?:人民)?(?:政府|党委))"
)
