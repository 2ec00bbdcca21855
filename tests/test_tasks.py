"""Tasks: which items and rows are work, who answers for them, by when, and what a row details."""

from __future__ import annotations

import pytest

import policyparse
from policyparse.contract import PolicyDocument, Task

BODY = "某市工作方案\n为做好工作，制定本方案。\n二、重点任务\n"


def parse(text: str) -> PolicyDocument:
    return policyparse.parse_text(text)


def task(text: str) -> Task:
    return parse(BODY + text).tasks[0]


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in task(text).responsible]


class TestProseItems:
    def test_the_smallest_item_with_its_heading_sentence(self) -> None:
        found = task("（一）强化合作\n1. 打造案例。支持学校联合企业。\n")
        assert (found.number, found.action, found.measure) == ("1", "打造案例", "强化合作")
        assert found.evidence.quote == "1. 打造案例。"

    def test_running_prose_gives_its_first_sentence(self) -> None:
        assert task("4.落实要求，科学编制计划。完善办法。").action == "落实要求，科学编制计划"

    def test_a_closing_bracket_of_units_is_not_the_action(self) -> None:
        assert task("1. 推进改革（责任单位：市教育局）").action == "推进改革"

    def test_a_headed_part_without_items_below_is_the_item(self) -> None:
        assert task("(四)着力构建格局\n鼓励社会力量参与。").action == "着力构建格局"


class TestUnits:
    def test_labels_in_brackets(self) -> None:
        assert units("1. 推进审批。做好工作。（牵头单位：市住建局；责任单位：市水利局、各县（市、区）政府）") == [
            ("市住建局", "lead"), ("市水利局", "responsible"), ("各县（市、区）政府", "responsible"),
        ]  # fmt: skip

    def test_a_bracket_broken_over_lines(self) -> None:
        assert units("1. 推进审批。做好工作。\n(牵头单位：\n市住建局；\n责任单位：\n市水利局)。") == [
            ("市住建局", "lead"), ("市水利局", "responsible"),
        ]  # fmt: skip

    def test_units_alone_in_the_closing_bracket(self) -> None:
        assert units("1. 扩大就业。给予补贴。（人力资源社会保障部、财政部按职责分工负责）") == [
            ("人力资源社会保障部", "responsible"), ("财政部", "responsible"),
        ]  # fmt: skip

    def test_the_first_leads_only_where_the_notice_says_so(self) -> None:
        said = "1. 扩大就业。给予补贴。（市人社局、市财政局负责，列第一位的为牵头单位，下同）\n2. 做好培训。组织好。（市教育局、市人社局）"
        assert [[(u.name, u.role) for u in t.responsible] for t in parse(BODY + said).tasks] == [
            [("市人社局", "lead"), ("市财政局", "responsible")],
            [("市教育局", "lead"), ("市人社局", "responsible")],
        ]

    def test_those_in_the_closing_brackets_lead_where_the_notice_says_so(self) -> None:
        said = (
            "1. 扩大就业。给予补贴。（市人社局）（括号中为牵头单位，下同）\n2. 做好培训。组织好。（市教育局、市人社局）"
        )
        assert [[(u.name, u.role) for u in t.responsible] for t in parse(BODY + said).tasks] == [
            [("市人社局", "lead")],
            [("市教育局", "lead"), ("市人社局", "lead")],
        ]

    def test_the_bracket_behind_a_stage_tells_its_time(self) -> None:
        found = task("（一）动员部署阶段（2023年3月）。印发方案，部署启动。").deadlines
        assert [(time.kind, str(time.end)) for time in found] == [("by", "2023-03-31")]
        assert not task("（一）建设二期工程（2023年3月批复）。加快推进。").deadlines

    def test_places_share_the_tail_of_their_list(self) -> None:
        assert units("1. 推进项目。加快建设。（责任单位：官渡区、西山区人民政府，自贸试验区、空港经济区管委会）") == [
            ("官渡区人民政府", "responsible"), ("西山区人民政府", "responsible"),
            ("自贸试验区管委会", "responsible"), ("空港经济区管委会", "responsible"),
        ]  # fmt: skip

    def test_a_heading_declares_its_lead_for_all_items_below(self) -> None:
        found = parse(
            BODY
            + "（一）建设枢纽（牵头单位：市交通运输局）\n1. 建设铁路。加快推进。（责任单位：市财政局）\n2. 建设公路。加快推进。"
        ).tasks
        assert [[(u.name, u.role) for u in t.responsible] for t in found] == [
            [("市交通运输局", "lead"), ("市财政局", "responsible")],
            [("市交通运输局", "lead")],
        ]

    def test_sentences(self) -> None:
        assert units("1. 清理政策。人社部门会同有关部门，组织清理。") == [("人社部门", "lead"), ("有关部门", "support")]
        assert units("1. 强化协调。省职业教育工作联席会议负责协调推进。") == [("省职业教育工作联席会议", "responsible")]

    def test_a_time_behind_the_units_does_not_hide_them(self) -> None:
        assert units("1. 推进整治。做好工作。（市教育局牵头，市公安局、市财政局配合，2024年12月底前完成）") == [
            ("市教育局", "lead"), ("市公安局", "support"), ("市财政局", "support"),
        ]  # fmt: skip

    def test_a_label_on_the_item_s_own_line(self) -> None:
        found = task("1.公开规划计划 责任单位：市发展改革委 完成时限：2024年5月底")
        assert found.action == "公开规划计划"
        assert [unit.name for unit in found.responsible] == ["市发展改革委"]
        assert [str(time.end) for time in found.deadlines] == ["2024-05-31"]

    def test_what_is_no_responsibility(self) -> None:
        for text in (
            "1. 完善机制。相关县区教体局要切实履行职责。",
            "1. 成立专班。组建由市政府办公室主任、市教体局局长牵头的工作专班。",
            "1. 健全体系。建立党委领导、政府负责、职能部门落实的机制。",
            "1. 发布信息。由行业主管部门定期发布信息。",
            "1. 简化登记。推进改革（限经营条件未发生变化）。",
        ):
            assert units(text) == [], text

    def test_official_names_with_their_region(self) -> None:
        text = "共青城市实施方案\n制定方案。\n一、任务\n1. 做好招聘。落实编制。（责任单位：市委编办、市教体局、市税务局、相关部门）"
        assert [unit.canonical for unit in parse(text).tasks[0].responsible] == [
            "中共共青城市委机构编制委员会办公室", "共青城市教育体育局", "国家税务总局共青城市税务局", "相关部门",
        ]  # fmt: skip


class TestDeadlines:
    def test_each_resolved_date_once_the_label_s_words_first(self) -> None:
        found = task("1. 制定方案。2024年1月底前，制定方案。（责任单位：市教育局；完成时限：2024年1月底）").deadlines
        assert [(time.raw, time.end and time.end.isoformat()) for time in found] == [("2024年1月底", "2024-01-31")]

    def test_an_ambiguous_bound_keeps_both_readings(self) -> None:
        (time,) = task("1. 深化融合。2024年4月前，共建学院。").deadlines
        assert (str(time.end), str(time.latest), time.ambiguous) == ("2024-03-31", "2024-04-30", True)

    def test_every_year_before_a_verb_is_due_but_not_where_it_distributes(self) -> None:
        assert [t.recurrence for t in task("1. 健全激励。每年遴选2-3个案例。").deadlines] == ["FREQ=YEARLY"]
        assert task("1. 扩大规模。每年订单式培养班不少于5个。").deadlines == ()

    def test_years_in_titles_are_no_deadlines(self) -> None:
        assert task("1. 落实计划。围绕《行动计划(2023-2026年)》，优化专业。").deadlines == ()


class TestTables:
    TEXT = (
        "某市方案\n制定方案。\n二、举措\n1. 优化专业设置。合理调整专业。\n2. 强化校企合作。打造合作案例，开发一流课程。\n附件\n某市方案任务清单\n"
        "序号\t推进举措\t工作内容\t责任单位\t完成时间\n"
        "一\t优化专业设置\t1. 建立专业调整机制。\t各中职学校\t每年4月\n"
        "二\t强化校企合作\t2. 打造合作案例。\t市自然资源局、教体局\t2024年6月\n"
        "\t\t3. 开发一流课程。\t市教育局职成科\t2025年\n"
    )

    def test_one_task_for_each_row(self) -> None:
        rows = [t for t in parse(self.TEXT).tasks if t.origin == "table"]
        assert [(t.number, t.measure, t.action) for t in rows] == [
            ("1", "优化专业设置", "建立专业调整机制。"), ("2", "强化校企合作", "打造合作案例。"), ("3", "强化校企合作", "开发一流课程。"),
        ]  # fmt: skip
        assert [[u.name for u in t.responsible] for t in rows] == [
            ["各中职学校"],
            ["市自然资源局", "市教体局"],
            ["市教育局职成科"],
        ]
        assert [(t.deadlines[0].recurrence, str(t.deadlines[0].end)) for t in rows] == [
            ("FREQ=YEARLY;BYMONTH=4", "None"), (None, "2024-06-30"), (None, "2025-12-31"),
        ]  # fmt: skip

    def test_rows_name_the_items_that_they_detail(self) -> None:
        tasks = parse(self.TEXT).tasks
        names = {t.id: t.action for t in tasks}
        assert [names[t.refines] for t in tasks if t.refines] == ["优化专业设置", "强化校企合作", "强化校企合作"]

    def test_columns_of_lead_and_support(self) -> None:
        text = "某市任务清单\n序号\t任务\t工作举措\t牵头单位\t配合单位\t完成时限\n1\t甲\t推进建设。\t市教育局\t市财政局、市人社局\t2024年\n2\t乙\t完善机制。\t市财政局\t—\t长期坚持\n"
        found = parse(text).tasks
        assert [[(u.name, u.role) for u in t.responsible] for t in found] == [
            [("市教育局", "lead"), ("市财政局", "support"), ("市人社局", "support")],
            [("市财政局", "lead")],
        ]
        assert found[1].deadlines[0].kind == "ongoing"


SCORING = (
    "<html><body><h1>某县河长制工作考核细则</h1><table>"
    "<tr><td>序号</td><td>考核项目</td><td>分值</td><td>考核指标</td><td>负责考核部门</td></tr>"
    "<tr><td>一、</td><td>专项整治</td><td>45</td><td></td><td></td></tr>"
    "<tr><td>1</td><td>水质治理</td><td>4</td><td>推进不达标河库治理。</td><td><p>县环保局</p><p>县水文站</p></td></tr>"
    "<tr><td>2</td><td>污染防治</td><td>5</td><td>1.依法取缔企业，得3分。2.完善设施，得2分。</td>"
    "<td>县工业和<br>信息化局</td></tr>"
    "</table></body></html>"
)


class TestScoringTables:
    def test_the_sentences_of_the_indicator_column_are_the_work(self) -> None:
        tasks = policyparse.parse(SCORING.encode(), name="a.html").tasks
        assert [(task.number, task.measure, task.action) for task in tasks] == [
            ("1", "水质治理", "推进不达标河库治理。"),
            ("2", "污染防治", "1.依法取缔企业，得3分。 2.完善设施，得2分。".replace(" ", "")),
        ]

    def test_units_one_below_the_other_are_told_apart_and_a_wrapped_name_stays_whole(self) -> None:
        tasks = policyparse.parse(SCORING.encode(), name="a.html").tasks
        assert [[unit.name for unit in task.responsible] for task in tasks] == [
            ["县环保局", "县水文站"],
            ["县工业和信息化局"],
        ]


class TestWorkInColumnsOfYears:
    TABLE = (
        "<html><body><h1>某校建设实施方案</h1><p>一、建设进度</p><table>"
        "<tr><td>建设内容</td><td>2016年</td><td>2017年</td></tr>"
        "<tr><td>教学团队</td><td>派出一名专业课教师参加企业实践。</td><td>再聘任二名校外专家担任专业带头人。</td></tr>"
        "<tr><td>实训条件</td><td>更新一个机房的全部计算机。</td><td>建立计算机维护实训室并投入使用。</td></tr>"
        "</table></body></html>"
    )

    def test_one_task_for_each_row_and_year_due_by_its_year(self) -> None:
        tasks = policyparse.parse(self.TABLE.encode(), name="a.html").tasks
        assert [(task.measure, str(task.deadlines[0].end)) for task in tasks] == [
            ("教学团队", "2016-12-31"),
            ("教学团队", "2017-12-31"),
            ("实训条件", "2016-12-31"),
            ("实训条件", "2017-12-31"),
        ]

    def test_columns_of_values_under_years_are_no_work(self) -> None:
        values = self.TABLE.replace("派出一名专业课教师参加企业实践。", "60%").replace(
            "再聘任二名校外专家担任专业带头人。", "70%"
        )
        values = values.replace("更新一个机房的全部计算机。", "10个").replace(
            "建立计算机维护实训室并投入使用。", "12个"
        )
        tasks = policyparse.parse(values.encode(), name="a.html").tasks
        assert [task.action for task in tasks] == ["教学团队", "实训条件"]


class TestTimesThatOnlyQualify:
    def test_a_time_between_dui_and_its_noun_is_no_deadline(self) -> None:
        assert not task("1. 支持企业。对2025年底前新投产的企业给予奖励。\n").deadlines

    @pytest.mark.parametrize(
        "words",
        [
            "在当年9月底前完成修复的，不予公示。",
            "2025年底前入驻的按60元/平方米给予租金支持。",
            "落实好“十四五”时期农村客运补贴政策。",
            "本文件自2025年1月12日起实施。",
            "落实“洽谈即预审、拿地即开工、年内须竣工”等举措。",
        ],
    )
    def test_nor_is_one_in_a_clause_of_those_concerned_or_in_a_slogan(self, words: str) -> None:
        assert not task(f"1. 优化服务。{words}\n").deadlines

    def test_a_date_of_a_year_before_the_notices_is_a_fact(self) -> None:
        text = "某市方案\n一、任务\n1. 办理登记。1983年12月10日前建成的住宅办理登记，2023年底前办结。\n某市人民政府\n2023年5月4日\n"
        assert [str(time.end) for one in parse(text).tasks for time in one.deadlines] == ["2023-12-31"]

    @pytest.mark.parametrize(
        ("heading", "ends"),
        [
            ("形成体检报告（2021年10月）。", ["2021-10-31"]),
            ("自查自纠（6月1日—6月20日）", ["2023-06-20"]),
            ("修订技术标准（2021年版）。", []),
            ("做好统计工作（含2021年10月）。", []),
        ],
    )
    def test_the_time_in_the_bracket_that_ends_an_item_s_heading(self, heading: str, ends: list[str]) -> None:
        text = f"某市方案\n一、任务\n（一）{heading}\n各单位提供资料。\n某市人民政府\n{'2021' if '2021' in heading else '2023'}年5月4日\n"
        assert [str(time.end) for one in parse(text).tasks for time in one.deadlines] == ends

    def test_a_notice_without_a_date_has_the_year_of_its_number(self) -> None:
        text = (
            "某市工作方案的通知\n某政办发〔2023〕14号\n各区县人民政府：\n一、任务\n（一）完善机制。3月底前建成平台。\n"
        )
        assert [str(time.end) for one in parse(text).tasks for time in one.deadlines] == ["2023-03-31"]

    def test_a_span_that_a_bracket_spells_out_is_the_bracket_s(self) -> None:
        found = task("1. 改造电网。计划用3年时间(2021年至2023年)全面完成。\n").deadlines
        assert [(time.kind, str(time.end)) for time in found] == [("during", "2023-12-31")]

    def test_who_sees_to_a_notice_s_carrying_out_answers_for_no_item(self) -> None:
        text = "某意见\n一、保障措施\n（一）强化监督。加强检查。\n司法部负责组织协调、督促指导本意见贯彻落实工作。\n国务院办公厅\n2018年12月4日\n"
        assert [unit.name for one in parse(text).tasks for unit in one.responsible] == []

    def test_what_began_in_a_year_before_the_notices_is_a_fact(self) -> None:
        text = "某市方案\n一、任务\n1. 分拣垃圾。自2021年6月起，未经分拣不得处置。自2022年12月起，全面分拣。\n某市人民政府\n2023年2月4日\n"
        assert [str(time.start) for one in parse(text).tasks for time in one.deadlines] == ["2022-12-01"]

    def test_going_on_without_an_end_stands_in_the_bracket_of_units(self) -> None:
        found = task("1. 健全机制。强化监督。（市公安局牵头，市直各单位按职责完成有关工作，长期推进）\n")
        assert [time.kind for time in found.deadlines] == ["ongoing"]
        assert [unit.name for unit in found.responsible] == ["市公安局", "市直各单位"]

    @pytest.mark.parametrize(
        ("bracket", "due"),
        [
            ("（市教育局、各县（市、区）政府，长期坚持）", ["ongoing"]),
            ("（市卫健委，2024年第三季度）", ["by"]),
            ("（市教育局；全年）", ["during"]),
            ("（详见附件，2024年版）", []),
            ("（含新建、改建，2024年数）", []),
        ],
    )
    def test_the_time_behind_the_units_of_a_bracket_is_the_item_s(self, bracket: str, due: list[str]) -> None:
        assert [time.kind for time in task(f"1. 健全机制。强化监督。{bracket}\n").deadlines] == due

    def test_an_hour_is_no_mark_that_ends_a_time(self) -> None:
        text = "某市公告\n一、登记时间\n2024年4月1日9:00至4月30日17:00，逾期不予受理。\n二、登记方式\n登录网站填报。\n某市财政局\n2024年3月18日\n"
        assert [time.raw for one in parse(text).tasks for time in one.deadlines] == ["2024年4月1日9:00至4月30日17:00"]

    def test_a_heading_keeps_the_one_paragraph_that_speaks_to_all(self) -> None:
        text = "某省通知\n一、主要措施\n1. 扩大供给。推进工作。\n二、组织实施\n各地要于2024年6月底前出台实施细则。\n某省教育厅\n2024年3月20日\n"
        assert [[time.raw for time in one.deadlines] for one in parse(text).tasks] == [[], ["2024年6月底前"]]

    def test_a_term_without_an_end_is_one(self) -> None:
        found = task("1. 降低费用。票据业务执行期限为长期，其余措施执行期限至2024年9月30日。要长期为企业服务。\n")
        assert [(time.kind, str(time.end)) for time in found.deadlines] == [("ongoing", "None"), ("by", "2024-09-30")]

    def test_a_plan_in_quotes_is_one(self) -> None:
        assert len(task("1. 优化服务。“十四五”期间，建成平台。\n").deadlines) == 1

    def test_a_time_behind_it_is_one(self) -> None:
        found = task("1. 支持企业。对新投产的企业给予奖励，2025年底前兑现到位。\n").deadlines
        assert [str(time.end) for time in found] == ["2025-12-31"]


def test_labelled_details_of_a_step_are_no_tasks_of_their_own() -> None:
    text = (
        BODY
        + "（一）信息填报\n1.方式：登录系统填写。\n2.要求：信息真实。\n（二）材料汇总\n1.市教育局：负责汇总。\n2.市财政局：负责审核。\n"
    )
    assert [one.action[:4] for one in parse(text).tasks] == ["信息填报", "市教育局", "市财政局"]


def test_an_organ_before_a_colon_has_the_duty_behind_it() -> None:
    text = "某市通知\n三、组织实施\n（一）市教育局基教处：牵头负责统筹协调工作。\n（二）市教育教学研究院：负责组织评审。\n（三）各区、县（市）教体局：认真总结经验。\n（四）总体安排：分三批进行。\n"
    found = [[(unit.name, unit.role) for unit in one.responsible] for one in parse(text).tasks]
    assert found == [
        [("市教育局基教处", "lead")], [("市教育教学研究院", "responsible")], [("各区、县（市）教体局", "responsible")], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "actions"),
    [
        ("重点项目任务清单", ["做好申报", "严格审核", "建设平台", "开展培训"]),
        ("科技项目任务书", ["做好申报", "严格审核"]),
        ("项目立项选题指南", ["做好申报", "严格审核"]),
        ("项目申报书填写说明", ["做好申报", "严格审核"]),
    ],
)
def test_the_items_of_an_attached_form_or_guide_are_no_work(title: str, actions: list[str]) -> None:
    text = (
        "某市关于开展项目申报的通知\n各区县：\n1. 做好申报。按时报送。\n2. 严格审核。从严把关。\n附件：1.表一\n2.表二\n"
        f"某市科技局\n2024年3月1日\n附件1\n{title}\n1. 建设平台。内容完整。\n2. 开展培训。按期完成。\n"
    )
    assert [task.action for task in policyparse.parse_text(text).tasks] == actions
