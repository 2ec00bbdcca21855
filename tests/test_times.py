"""Times: phrases of real notices in, dates and recurrences out, with the near misses beside them."""

from __future__ import annotations

from datetime import date

import pytest

from policyparse.language import find_dates, find_times, read_deadline_cell
from policyparse.language.rules import shown

SIGNED = date(2023, 12, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月底前，制定方案", "by 2024-01-31"),
        ("２０２４年　１月底前", "by 2024-01-31"),
        ("到2025年，力争", "by 2025-12-31"),
        ("2025年底前完成", "by 2025-12-31"),
        ("2025年目标值", "by 2025-12-31"),
        ("2024年启动建设", "by 2024-12-31"),
        ("2024年4月前，", "by 2024-03-31 or 2024-04-30"),
        ("2024年12月31日前", "by 2024-12-31"),
        ("3月底前完成", "by 2024-03-31 ambiguous"),
        ("12月底前完成", "by 2023-12-31"),
        ("年底前完成", "by 2023-12-31"),
        ("力争全年再贷款投放量达到300亿元", "during 2023-01-01..2023-12-31"),
        ("到2027 年年底，", "by 2027-12-31"),
        ("2024年6月上旬前报送", "by 2024-05-31 or 2024-06-10"),
        ("2024年6月中旬完成", "by 2024-06-20"),
        ("2024年6月中下旬开展", "by 2024-06-30"),
        ("加强协同，2024年6月，完成主体工程", "by 2024-06-30"),
        ("2024年1月31日下班前报送", "by 2024-01-31"),
        ("“十五五”时期末", "by 2030-12-31"),
        ("2024年国庆节前完成", "by 2024-09-30"),
        ("2024年春节前兑付", "by"),
        ("每周一、三、五通报", "recurring FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每周一、周四前报送", "recurring FREQ=WEEKLY;BYDAY=MO,TH"),
        ("每日17时前报送进展", "recurring FREQ=DAILY"),
        ("每年6月底、12月底前分别报送", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("2023-2025年", "during 2023-01-01..2025-12-31"),
        ("2021年至2023年", "during 2021-01-01..2023-12-31"),
        ("2024年3月1日至15日", "during 2024-03-01..2024-03-15"),
        ("“十四五”期间", "during 2021-01-01..2025-12-31"),
        ("“十五五”末", "by 2030-12-31"),
        ("2021年起从持有证书", "from 2021-01-01.."),
        ("从2025年开始，", "from 2025-01-01.."),
        ("统一于12月31日正式开学", "by 2023-12-31"),
        ("即日起，停止采购", "from 2023-12-12.."),
        ("自即日起至2024年3月底，开展活动", "during 2023-12-12..2024-03-31"),
        ("2023年12月15日---2024年1月10日", "during 2023-12-15..2024-01-10"),
        ("每年都要进行检查", "recurring FREQ=YEARLY"),
        ("每年在重大节假日期间，组织开展检查", "recurring FREQ=YEARLY"),
        ("7月1日起执行新标准", "from 2023-07-01.."),
        ("3月1日起执行新标准", "from 2024-03-01.."),
        ("每年的3月和9月开展", "recurring FREQ=YEARLY;BYMONTH=3,9"),
        ("收到本通知之日起10个工作日内建立台账", "within 2023-12-12.."),
        ("3年内建成", "within 2023-12-12..2026-12-12"),
        ("两年之内建成", "within 2023-12-12..2025-12-12"),
        ("用2-5年左右的时间", "within 2023-12-12..2028-12-12"),
        ("印发之日起30日内", "within 2023-12-12..2024-01-11"),
        ("在10个工作日内报送", "within 2023-12-12.."),
        ("年内建成3所", "by 2023-12-31"),
        ("半年内完成", "within 2023-12-12..2024-06-12"),
        ("每年4月开展", "recurring FREQ=YEARLY;BYMONTH=4"),
        ("每年6月底前", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
        ("每月25日前报送", "recurring FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每年3月至5月", "recurring FREQ=YEARLY;BYMONTH=3,4,5"),
        ("每年遴选2-3个", "recurring FREQ=YEARLY"),
        ("每季度开展", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("全年供应工业用地1万亩以上", "during 2023-01-01..2023-12-31"),
        ("按季度公开工作报告执行情况", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("并按月开展跟踪分析", "recurring FREQ=MONTHLY"),
        ("按照年度编制交易方案", "recurring FREQ=YEARLY"),
        ("每半月一次督办通知", "recurring FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("每季度一次自查评估", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("2023年度全省开展对接活动", "by 2023-12-31"),
        ("2025年扩大到全部事项", "by 2025-12-31"),
        ("每季度末月25日前报送", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("每季度末前报送", "recurring FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("每半年报送", "recurring FREQ=MONTHLY;INTERVAL=6"),
        ("每5年开展", "recurring FREQ=YEARLY;INTERVAL=5"),
        ("每两年对基地进行评估", "recurring FREQ=YEARLY;INTERVAL=2"),
        ("从2025年起，每年遴选", "recurring 2025-01-01.. FREQ=YEARLY"),
        ("2023年12月20日17:00前", "by 2023-12-20"),
        ("12月15日（周五）上午9时前报送", "by 2023-12-15"),
        ("2026.4.27—4.30", "during 2026-04-27..2026-04-30"),
        ("2026/4/27-30", "during 2026-04-27..2026-04-30"),
        ("12月18日9:00至12月20日17:00", "during 2023-12-18..2023-12-20"),
        ("2022—2023学年", "during 2022-09-01..2023-08-31"),
        ("2024年秋季学期起施行", "from 2024-09-01.."),
        ("2024年三季度完成", "by 2024-09-30"),
        ("每学期开展一次", "recurring FREQ=MONTHLY;INTERVAL=6"),
        ("每季度首月10日前报送", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每季度末 25 日前报送", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("力争2025年产业园区平均停电时间小于1小时", "by 2025-12-31"),
        ("每年按一定的比例对代理机构进行抽查", "recurring FREQ=YEARLY"),
        ("在当年9月底前完成", "by 2023-09-30"),
        ("次月5日前报送上月情况", "recurring FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月初5日内报送", "recurring FREQ=MONTHLY"),
        ("每月1日至5日集中受理", "recurring FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5"),
        ("每季度结束后10日内报送", "recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每季度结束后5个工作日内", "recurring FREQ=MONTHLY;INTERVAL=3"),
        ("每年春秋两季开展义务植树", "recurring FREQ=YEARLY"),
        ("全省每年在招标投标领域开展一次清理", "recurring FREQ=YEARLY"),
        ("每旬报送进展", "recurring FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
        ("每年年中、年底各开展一次", "recurring FREQ=YEARLY"),
        ("今明两年完成改造任务", "during 2023-01-01..2024-12-31"),
        ("申报截止时间为2024年6月30日", "by 2024-06-30"),
        ("每年二、四季度开展检查", "recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("2024年在不动产抵押注销登记中试行", "by 2024-12-31"),
        ("2024年在“一照通办”改革的基础上，选择一批许可", "by 2024-12-31"),
        ("每年1月31日和7月31日前", "recurring FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=31"),
    ],
)
def test_time_in_prose(text: str, expected: str) -> None:
    assert [shown(mention.value) for mention in find_times(text, SIGNED)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "〔2023〕8号",
        "2-3个",
        "5:5",
        "20:1",
        "2016年印发的文件",
        "2023年度预算",
        "截至2022年底,我省已与",
        "每年至少1个月在企业",
        "考试时间为6月5日",
        "每年按8%递增",
        "对2025年产业园区平均停电时间进行考核",
        "自认定当年起给予奖励",
        "项目投产达效后当年年末申报",
        "次月兑现",
        "每年年初预算",
        "“一月一报到”",
        "每年11月1日为“企业家日”，开展系列活动",
        "2024年在校学生达到3万人",
        "每年订单式培养班不少于5个",
        "每人每月500元",
        "受理后5个工作日内",
        "工程竣工验收合格后，建设单位应当在3个月内移交档案",
        "窗口在1个工作日内完成复核并推送至审批部门",
        "决策出台后10个工作日内公开",
        "清单发布后6个月内完成",
        "接到申请后，相关处室要在5个工作日内启动审查",
        "按月支付待遇",
        "按照年度考核结果确定",
        "按年度工作计划开展",
        "逐年提高",
        "全年粮食播种面积1亿亩以上",
        "建立半年督察、年底考核机制",
        "每年一次性发放",
        "近3年内",
        "公布年内依法依规作出但未履行到位的承诺事项清单",
        "年内已办结的事项",
        "3年以上",
        "压缩至5个工作日内",
        "行动计划（2023-2025年）",
        "《行动计划(2023-2025年)》",
        "持续推进改革",
        "中长期贷款",
        "2023年2月30日前",
        "三年行动计划",
        "2024年推进数字化工作要点",
        "13月底前",
        "两年内不予认定",
        "2022-2024学年",
        "2025年和2030年发展目标",
        "2020年、2021年连续两年",
        "版本2026.4.27.1",
    ],
)
def test_no_time_in_prose(text: str) -> None:
    assert find_times(text, SIGNED) == []


def test_what_is_relative_stays_open_without_a_reference() -> None:
    for text in ("3月底前", "年底前", "3年内建成", "10个工作日内"):
        (mention,) = find_times(text)
        assert (mention.value.start, mention.value.end) == (None, None)


def test_a_plans_month_that_lies_before_the_notice_is_the_next_years() -> None:
    (mention,) = find_times("于3月31日前公开", date(2023, 6, 5), default_year=2023)
    assert (mention.value.end, mention.value.ambiguous) == (date(2024, 3, 31), True)


def test_the_callers_year_wins_over_the_notices() -> None:
    (mention,) = find_times("3月底前", SIGNED, default_year=2025)
    assert (mention.value.end, mention.value.ambiguous) == (date(2025, 3, 31), False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024 年 4 月", ["by 2024-04-30"]),
        ("2022年", ["by 2022-12-31"]),
        ("完成时限：2022年", ["by 2022-12-31"]),
        ("2025", ["by 2025-12-31"]),
        ("2024年1月底", ["by 2024-01-31"]),
        ("每年4月", ["recurring FREQ=YEARLY;BYMONTH=4"]),
        ("每年", ["recurring FREQ=YEARLY"]),
        ("长期坚持", ["ongoing"]),
        ("持续推进", ["ongoing"]),
        ("立行立改", ["by"]),
        ("2024年6月，2025年6月", ["by 2024-06-30", "by 2025-06-30"]),
        ("2024.06", ["by 2024-06-30"]),
        ("2023-2025年", ["during 2023-01-01..2025-12-31"]),
        ("2024年12月底前并长期坚持", ["by 2024-12-31", "ongoing"]),
        ("全年", ["during 2023-01-01..2023-12-31"]),
        ("2024年第二季度", ["by 2024-06-30"]),
        ("2024年上半年", ["by 2024-06-30"]),
        ("2024年4月前", ["by 2024-03-31 or 2024-04-30"]),
        ("", []),
    ],
)
def test_deadline_cell(text: str, expected: list[str]) -> None:
    assert [shown(mention.value) for mention in read_deadline_cell(text, SIGNED)] == expected


def test_all_dates_are_seen_even_those_that_are_not_due() -> None:
    text = "2019年3月7日 二〇一九年三月二十九日印发 （2023-2025年） 2016年"
    assert [shown(mention.value) for mention in find_dates(text)] == [
        "by 2019-03-07",
        "by 2019-03-29",
        "during 2023-01-01..2025-12-31",
        "by 2016-12-31",
    ]


@pytest.mark.parametrize(
    ("plan", "first"), [("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("九五", 1996)]
)
def test_plan_years(plan: str, first: int) -> None:
    (mention,) = find_times(f"“{plan}”期间")
    assert (mention.value.start, mention.value.end) == (date(first, 1, 1), date(first + 4, 12, 31))
    assert mention.raw == f"“{plan}”期间"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "分别于4月10日、7月10日、10月10日和2024年1月10日前报送",
            ["2023-04-10", "2023-07-10", "2023-10-10", "2024-01-10"],
        ),
        ("2023年4月10日、7月10日、2024年1月10日前", ["2023-04-10", "2023-07-10", "2024-01-10"]),
        ("2024年6月、12月底前各报一次", ["2024-06-30", "2024-12-31"]),
        ("到2025年、2030年，分别达到50%、60%", ["2025-12-31", "2030-12-31"]),
        ("2025年、2026年分别完成30%、70%", ["2025-12-31", "2026-12-31"]),
        ("2025年、2026年中央预算内投资", []),
        ("编制2030年达标区域的海绵城市系统方案", []),
        ("到2030年达标", ["2030-12-31"]),
        ("2024年、2025年、2026年网办率分别达到80%、90%、95%", ["2024-12-31", "2025-12-31", "2026-12-31"]),
        ("2024年、2025年考核结果的等次", []),
        ("2022年5月，会议确定2024年6月底前完成", ["2024-06-30"]),
    ],
)
def test_what_closes_a_list_of_dates_closes_each_of_its_members(text: str, ends: list[str]) -> None:
    assert [str(mention.value.end) for mention in find_times(text, SIGNED)] == ends


def test_months_behind_each_year_in_one_sentence_come_back_too() -> None:
    text = "每年1月底前提交审核，于2月底前审定，次年3月15日前下达。6月底前完成试点"
    rules = [mention.value.recurrence for mention in find_times(text, SIGNED)]
    assert rules == [
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15",
        None,
    ]
