"""Targets and thresholds: what a number speaks of, for whom, by when, and which of the two it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

import policyparse
from policyparse.facts.number_examples import judge


def seen(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(n.kind, n.subject, n.scope, n.quantity.raw) for n in judge(text)[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "建设2个实践中心，升级改造2个实训基地，建设2个虚拟仿真基地（中心）。",
            [("target", "实践中心", None, "2个"), ("target", "实训基地", None, "2个"), ("target", "虚拟仿真基地（中心）", None, "2个")],
        ),
        (
            "建设50个左右教学资源库、100门左右一流核心课程等。",
            [("target", "教学资源库", None, "50个左右"), ("target", "一流核心课程", None, "100门左右")],
        ),
        ("嫁接、重组产业学院50家、特色专业群90个。", [("target", "产业学院", None, "50家"), ("target", "特色专业群", None, "90个")]),
        ("全市中职学校实习实训基地达到200个。", [("target", "实习实训基地", "全市中职学校", "200个")]),
        ("各专业建有不少于3个实习实训基地。", [("target", "实习实训基地", "各专业", "不少于3个")]),
        (
            "一、主要目标\n到2025年，8所高职院校、10所技工院校分别进入国家“双高计划”“双优计划”行列。",
            [
                ("target", "进入国家“双高计划”行列的高职院校", None, "8所"),
                ("target", "进入国家“双优计划”行列的技工院校", None, "10所"),
            ],
        ),
        ("并联审批率和联合验收率分别达到30%、35%。", [("target", "并联审批率", None, "30%"), ("target", "联合验收率", None, "35%")]),
        ("建设高标准农田10万亩，其中新建6万亩。", [("target", "高标准农田", None, "10万亩"), ("target", "新建高标准农田", None, "6万亩")]),
    ],
)  # fmt: skip
def test_subjects_and_scopes(text: str, found: list[tuple[str, str, str | None, str]]) -> None:
    assert seen(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "探索“1+X”证书制度，落实“一村一名大学生工程”。",
        "围绕电子信息、航空、轻工纺织等8个领域优化专业。",
        "落实《行动计划（2023—2025年）》的60项任务。",
        "推进四个转化，形成省、市、县三级体系。",
        "全力推进220千伏输变电工程。",
    ],
)
def test_numbers_that_are_neither(text: str) -> None:
    assert seen(text) == []


class TestPast:
    """What has been done is no target; the notice's own date tells."""

    HEAD = "关于印发《某市方案》的通知\n各县区：\n现将《某市方案》印发给你们。\n某市人民政府\n2024年2月1日\n某市方案\n制定方案。\n一、任务\n"

    @pytest.mark.parametrize(
        "sentence",
        [
            "截至2023年底，毛入园率达到93%。",
            "目前，毛入园率达到93%。",
            "去年，全市建成学校50所。",
            "2023年，全市建成学校50所。",
        ],
    )
    def test_reports_give_no_target(self, sentence: str) -> None:
        assert policyparse.parse_text(self.HEAD + "1. 健全制度。" + sentence).targets == ()

    def test_a_base_year_s_column_gives_no_target(self) -> None:
        text = self.HEAD + "附件\n主要指标\n指标\t单位\t2020年\t2025年\n毛入园率\t%\t90\t95以上\n覆盖率\t%\t80\t[85]\n"
        found = policyparse.parse_text(text).targets
        assert [(t.indicator, t.quantity.comparator, str(t.quantity.value), t.quantity.unit) for t in found] == [
            ("毛入园率", ">=", "95", "%"), ("覆盖率", "=", "85", "%"),
        ]  # fmt: skip


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("2025年毛入园率达到95%以上。", ["2025-12-31"]),
            ("2025年建成学校30个，2026年毛入园率达到95%。", ["2025-12-31", "2026-12-31"]),
            ("每年表彰200名教师；三年累计培训教师1万人。", ["", ""]),
            ("培育省级平台2-3个。（2025年12月底前完成）", ["2025-12-31"]),
            ("2025年播种面积稳定在500万亩以上，总产量达到200万吨。", ["2025-12-31", "2025-12-31"]),
            ("播种面积稳定在500万亩以上。\n2025年新建高标准农田800亩。", ["", "2025-12-31"]),
        ],
    )
    def test_the_nearest_time_reaches_a_number(self, text: str, ends: list[str]) -> None:
        found = judge(text)[0]
        assert [str(n.time.time.end) if n.time and n.time.time.end else "" for n in found] == ends

    GOALS = "某市方案\n制定方案。\n一、主要目标\n到2025年，基本建成体系。\n（一）规模稳步增长。在校生达到3000人以上。\n二、任务\n1. 做事。新增学位500个。\n"

    def test_the_lead_of_a_goals_section_reaches_over_it_and_no_further(self) -> None:
        first, second = policyparse.parse_text(self.GOALS).targets
        assert first.time is not None
        assert (first.time.raw, str(first.time.end)) == ("到2025年", "2025-12-31")
        assert second.time is None

    def test_a_stated_time_reaches_to_the_end_of_its_sentence(self) -> None:
        numbers, _ = judge("2022年启动建设，总容量达到学位总数的50%以上。保持20个基地。")
        assert [n.time.time.raw if n.time else None for n in numbers] == ["2022年", None]

    def test_a_row_s_deadline_is_its_targets_time(self) -> None:
        text = "某市任务清单\n序号\t工作内容\t责任单位\t完成时间\n1\t打造5个案例。\t市教育局\t2024年6月\n2\t完善机制。\t市教育局\t2025年\n"
        (target,) = policyparse.parse_text(text).targets
        assert target.time is not None and str(target.time.end) == "2024-06-30"

    def test_an_undated_bound_that_a_row_dates_is_a_target_in_both_places(self) -> None:
        text = (
            "某市方案\n制定方案。\n一、任务\n1. 促进交流。企业兼职教师占专业教师比例不少于20%。\n附件\n任务清单\n"
            "序号\t推进举措\t工作内容\t责任单位\t完成时间\n1\t促进交流\t企业兼职教师占专业教师比例不少于20%。\t各学校\t2024年12月\n2\t乙\t丙。\t各学校\t2024年\n"
        )
        document = policyparse.parse_text(text)
        assert [target.origin for target in document.targets] == ["prose", "table"]
        assert document.thresholds == ()

    def test_a_standing_rule_stays_a_threshold_in_a_dated_row(self) -> None:
        text = "某市任务清单\n序号\t工作内容\t责任单位\t完成时限\n1\t落实生师比不低于20:1的配备标准。\t市教体局\t2022年\n2\t甲。\t市教体局\t2022年\n"
        document = policyparse.parse_text(text)
        assert document.targets == ()
        (threshold,) = document.thresholds
        assert threshold.quantity.ratio == (Decimal(20), Decimal(1))


def test_an_indicator_table_gives_a_target_for_each_row_and_year() -> None:
    text = "某市主要指标\n序号\t指标\t单位\t属性\t2025年目标值\t2030年目标值\n1\t双师型教师占比\t%\t约束性\t60\t65\n2\t产教融合型企业\t家\t预期性\t150\t300\n"
    found = policyparse.parse_text(text).targets
    assert [(t.indicator, str(t.quantity.value), t.quantity.unit, t.nature, str(t.time.end) if t.time else "") for t in found] == [
        ("双师型教师占比", "60", "%", "约束性", "2025-12-31"), ("双师型教师占比", "65", "%", "约束性", "2030-12-31"),
        ("产教融合型企业", "150", "家", "预期性", "2025-12-31"), ("产教融合型企业", "300", "家", "预期性", "2030-12-31"),
    ]  # fmt: skip
