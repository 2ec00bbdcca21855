"""Organs in prose, units of responsibility cells, official names, and the region a name speaks of."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyparse.language.organ_lexicon import OrganRow, default_lexicon
from policyparse.language.organs import canonical_name, find_organs, jurisdiction_of, split_units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市自然资源局、教体局负责", ["市自然资源局", "市教体局"]),
        ("省教育厅、人社厅要制定任务清单", ["省教育厅", "省人社厅"]),
        ("市发展改革委、财政局、人力社保局", ["市发展改革委", "市财政局", "市人力社保局"]),
        ("省委教育工作领导小组成立工作专班", ["省委教育工作领导小组"]),
        ("市创建全国文明城市指挥部办公室牵头", ["市创建全国文明城市指挥部办公室"]),
        ("市推进职能转变领导小组办公室、市教育局", ["市推进职能转变领导小组办公室", "市教育局"]),
        ("市政府成立优化营商环境工作领导小组", ["市政府"]),
        (
            "市推进政府职能转变和“放管服”改革协调小组办公室牵头",
            ["市推进政府职能转变和“放管服”改革协调小组办公室"],
        ),
        ("充分发挥南昌市第一中等专业学校、南昌汽车机电学校示范作用", ["南昌市第一中等专业学校", "南昌汽车机电学校"]),
        ("教育部、江西省人民政府印发", ["教育部", "江西省人民政府"]),
        ("江西省委、省政府有关部门参与", ["江西省委、省政府有关部门"]),
        ("团市委和市妇联", ["团市委", "市妇联"]),
        ("国网廊坊供电公司、市中级人民法院", ["国网廊坊供电公司", "市中级人民法院"]),
        ("由国家外汇管理局安徽省分局、人民银行贵阳中心支行办理", ["国家外汇管理局安徽省分局", "人民银行贵阳中心支行"]),
        ("报市委编办(事业单位登记中心)备案", ["市委编办(事业单位登记中心)"]),
        ("贵州银保监局", ["贵州银保监局"]),
        ("中共江西省委办公厅、江西省人民政府办公厅印发", ["中共江西省委办公厅", "江西省人民政府办公厅"]),
        ("生态环境部会同国家发展改革委、商务部", ["生态环境部", "国家发展改革委", "商务部"]),
    ],
)
def test_organs_in_prose(text: str, names: list[str]) -> None:
    assert [m.value.name for m in find_organs(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "市教育局局长牵头",
        "政府主要负责",
        "部门协同",
        "财政部署推进会",
        "按管理办法执行",
        "支持九江共青城高新技术产业开发区建设",
        "每个居民委员会",
        "建设高水平职业学校",
        "城市管理水平",
        "优化产业布局",
        "行政执法理念",
    ],
)
def test_what_only_looks_like_an_organ(text: str) -> None:
    assert find_organs(text) == []


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("各中职学校", True),
        ("相关县区教体局", True),
        ("有关部门", True),
        ("各县（市、区）政府", True),
        ("人社部门", False),
        ("市教体局", False),
    ],
)
def test_a_class_of_organs_is_told_from_one_organ(text: str, group: bool) -> None:
    (mention,) = find_organs(text)
    assert (mention.raw, mention.value.group) == (text, group)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市自然资源局、教体局", "市自然资源局 市教体局"),
        ("市委编办、市人社局、市教体局", "市委编办 市人社局 市教体局"),
        ("市人社局、\n市教体局", "市人社局 市教体局"),
        ("市教体局 市财政局", "市教体局 市财政局"),
        ("市人力资源\n社会保障局", "市人力资源社会保障局"),
        ("省委宣传部、组织部，省教育厅", "省委宣传部 省委组织部 省教育厅"),
        ("省工业和信息化厅和省财政厅", "省工业和信息化厅 省财政厅"),
        ("市教育局职成科、基教科", "市教育局职成科 市教育局基教科"),
        ("各市、县〔区〕政府，省委、省政府有关部门", "各市、县〔区〕政府 省委、省政府有关部门"),
        ("市农业农村局、市林业局等部门按照职能负责", "市农业农村局 市林业局"),
        ("市农业农村局、市林业局等5个部门负责", "市农业农村局 市林业局"),
        ("市国资委等市有关部门及各县（市、区）政府", "市国资委 市有关部门 各县（市、区）政府"),
        ("（农业农村部、国资委等负责）", "农业农村部 国资委"),
        ("南昌市第一中等专业学校、南昌汽车机电学校", "南昌市第一中等专业学校 南昌汽车机电学校"),
        ("人行福州中心支行、福建银保监局，省金融监管局", "人行福州中心支行 福建银保监局 省金融监管局"),
        ("市国动办（逗号前为牵头单位，下同）", "市国动办"),
        ("省商务厅〔省政府口岸办〕、贵阳海关", "省商务厅〔省政府口岸办〕 贵阳海关"),
        ("国家发展改革委、财政部、统计局", "国家发展改革委 财政部 统计局"),
    ],
)
def test_units_of_a_cell(text: str, names: str) -> None:
    assert [u.name for u in split_units(text)] == names.split()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "牵头单位：市住建局；配合单位：财政局、市人防办",
            [("市住建局", "lead"), ("市财政局", "support"), ("市人防办", "support")],
        ),
        ("市教育局（牵头）、市财政局", [("市教育局", "lead"), ("市财政局", "responsible")]),
        (
            "市教育局牵头，市财政局、人社局配合",
            [("市教育局", "lead"), ("市财政局", "support"), ("市人社局", "support")],
        ),
        (
            "自治区农业农村厅、粮食和储备局，南宁海关牵头；自治区教育厅等按职责分工负责",
            [
                ("自治区农业农村厅", "lead"),
                ("自治区粮食和储备局", "lead"),
                ("南宁海关", "lead"),
                ("自治区教育厅", "responsible"),
            ],
        ),
        (
            "市公安局负责，市司法局牵头；市财政局配合",
            [("市公安局", "responsible"), ("市司法局", "lead"), ("市财政局", "support")],
        ),
        (
            "责任单位：市发改委，市教育局牵头；各县区配合",
            [("市发改委", "responsible"), ("市教育局", "lead"), ("各县区", "support")],
        ),
        ("省教育厅会同省财政厅、人社厅", [("省教育厅", "lead"), ("省财政厅", "support"), ("省人社厅", "support")]),
        (
            "市工信局、市科技局牵头负责，市商务局按职责分工负责",
            [("市工信局", "lead"), ("市科技局", "lead"), ("市商务局", "responsible")],
        ),
        ("责任单位:省直有关单位", [("省直有关单位", "responsible")]),
    ],
)
def test_roles_of_a_cell(text: str, roles: list[tuple[str, str]]) -> None:
    assert [(u.name, u.role) for u in split_units(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "/",
        "无",
        "（略）",
        "（限经营条件未发生变化）",
        "政府主要负责",
        "由市教育局局长牵头",
        "部门协同",
        "2022年",
    ],
)
def test_a_cell_without_units(text: str) -> None:
    assert split_units(text) == []


@pytest.mark.parametrize(
    ("name", "home", "official"),
    [
        ("市教体局", "共青城市", "共青城市教育体育局"),
        ("市委编办", "共青城市", "中共共青城市委机构编制委员会办公室"),
        ("市税务局", "共青城市", "国家税务总局共青城市税务局"),
        ("市教育局职成科", "南昌市", "南昌市教育局职成科"),
        ("省教育厅", "南昌市", "江西省教育厅"),
        ("自治区教育厅", "广西壮族自治区", "广西壮族自治区教育厅"),
        ("团市委", "南昌市", "共青团南昌市委员会"),
        ("教育部", "江西省", "教育部"),
        ("国家发展改革委", None, "国家发展和改革委员会"),
        ("市民宗局", "南昌市", "南昌市民宗局"),  # its name in full is open, its region is not
        ("区教委", "朝阳区", "区教委"),
        ("相关部门", "南昌市", "相关部门"),
        ("市教体局", None, "市教体局"),
        ("武汉海关", "武汉市", "武汉海关"),
    ],
)
def test_the_official_name_as_far_as_it_is_certain(name: str, home: str | None, official: str) -> None:
    assert canonical_name(name, home) == official


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("各市州政府", "各市州人民政府"),
        ("各县（市、区）政府", "各县（市、区）人民政府"),
        ("各级政府", "各级政府"),
        ("有关部门", "有关部门"),
    ],
)
def test_of_groups_only_governments_have_an_official_name(name: str, official: str) -> None:
    assert canonical_name(name, "甘肃省") == official


def test_a_user_adds_organs_of_their_own() -> None:
    lexicon = default_lexicon().with_rows([OrganRow("数促局", "数字经济促进局", "government", "local")])
    assert canonical_name("市数促局", "南昌市", lexicon) == "南昌市数字经济促进局"
    assert [m.raw for m in find_organs("由市数促局负责", lexicon)] == ["市数促局"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("南昌市教育局", "360100"),
        ("共青城市职业教育综合改革提质创优实施方案", "360482"),
        ("江西省人民政府", "360000"),
        ("北京市朝阳区教育委员会", "110105"),
        ("恩施州人民政府", "422800"),
        ("江西师范大学", "360000"),
        ("教育部", None),
        ("朝阳区教育局", None),
        ("城区建设规划", None),
    ],
)
def test_the_region_that_a_name_speaks_of(text: str, code: str | None) -> None:
    found = jurisdiction_of(text)
    assert (found.code if found else None) == code


_WORDS = st.lists(
    st.sampled_from(
        [
            *"省市县区州委各局厅部办院会政府、，（）和与等\n 由的",
            "教育局",
            "南昌市",
            "有关部门",
            "负责",
            "会同",
            "牵头单位：",
        ]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(st.text(), _WORDS))
def test_any_text_gives_sorted_mentions_that_quote_it(text: str) -> None:
    found = find_organs(text)
    assert all(text[m.start : m.end] == m.raw for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    units = split_units(text)
    assert all(text[u.start : u.end] == u.raw and u.name for u in units)
    assert [u.start for u in units] == sorted(u.start for u in units)
    jurisdiction_of(text)
    canonical_name(text, "南昌市")


@pytest.mark.parametrize(
    "piece",
    [
        "各县市区",
        "市、",
        "和",
        "负责",
        "高等职业",
        "教育局、",
        "（",
        "市 ",
        "A会同B、",
        "南昌市",
        "等",
        "各市和",
        "〔2018〕",
    ],
)
def test_the_cost_grows_with_the_length_not_its_square(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    find_organs(text)
    split_units(text)
    assert time.process_time() - started < 20
