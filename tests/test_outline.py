"""The outline: what is the notice and what stands around it, its metadata, its sections and which of them hand out work."""

from __future__ import annotations

import pytest

from policyparse import parse_text
from policyparse.layout.compose import compose_manuscript
from policyparse.layout.markers import read_marker
from policyparse.outline.issuers import organs_in_line, split_addressees
from policyparse.outline.outline import Outline, outline
from policyparse.reading.text_file import pages_of_text

COVER = """南昌市教育局

洪教职成字〔2019〕9号

关于印发《南昌市教育局2019年职业教育和成人教育工作要点》通知
各县区（开发区、新区）教体局（办），市直公办、行业办、市管民办中等职业学校，各社区教育机构：

现将《南昌市教育局2019年职业教育和成人教育工作要点》印发给你们，请认真组织实施。

附件：南昌市教育局2019年职业教育和成人教育工作要点

南昌市教育局

2019年3月7日

南昌市教育局办公室           2019年3月29日印发

附件

南昌市教育局2019年职业教育和

成人教育工作要点

一、健全机制保障，优化环境

1.协助政府推动建立联席会议制度，统筹协调全市工作。联席会议互通信息。

2.分专业建立教学指导委员会。指导学校主动与行业对接。
"""


def read(text: str) -> Outline:
    return outline(compose_manuscript(pages_of_text(text, text.encode(), "t.txt", "text/plain", "text")))


def headings(text: str) -> list[tuple[str | None, str, str]]:
    made = read(text)
    return [(s.marker, made.text[slice(*s.heading)], kind) for s, kind in zip(made.sections, made.classes, strict=True)]


class TestMasthead:
    def test_a_covering_notice_and_what_it_issues(self) -> None:
        head = read(COVER).masthead
        assert head.title and head.title.value == "关于印发《南昌市教育局2019年职业教育和成人教育工作要点》通知"
        assert head.subject_title and head.subject_title.value == "南昌市教育局2019年职业教育和成人教育工作要点"
        assert head.doc_type and head.doc_type.value == "工作要点"
        assert head.doc_number and head.doc_number.value.raw == "洪教职成字〔2019〕9号"
        assert [issuer.value for issuer in head.issuers] == ["南昌市教育局"]
        assert head.signed_date and head.signed_date.value.isoformat() == "2019-03-07"
        assert head.printed_date and head.printed_date.value.isoformat() == "2019-03-29"
        assert head.period and [day.isoformat() for day in head.period.value] == ["2019-01-01", "2019-12-31"]
        assert head.jurisdiction and head.jurisdiction.name == "南昌市"
        assert [(number, title.value) for number, title in head.attachments] == [
            (None, "南昌市教育局2019年职业教育和成人教育工作要点")
        ]

    def test_what_is_not_printed_is_null(self) -> None:
        head = read(
            "各乡(镇)人民政府、茶山街道办事处:\n《某市实施方案》已经市政府同意，现印发给你们，请认真落实。\n一、目标"
        ).masthead
        assert head.title is None
        assert head.issuers == []
        assert head.doc_number is None
        assert head.subject_title and head.subject_title.value == "某市实施方案"

    def test_a_joint_issue(self) -> None:
        head = read("教育部 江西省人民政府印发《关于深化改革的实施方案》的通知\n各有关单位:\n现印发给你们。").masthead
        assert [issuer.value for issuer in head.issuers] == ["教育部", "江西省人民政府"]

    def test_a_compilation_number_and_date_are_not_the_title(self) -> None:
        head = read(
            "5. 安徽省人民政府印发若干政策举措的通知（2023 年2 月28 日）\n皖政〔2023〕13 号\n各市、县人民政府：\n现将举措印发给你们。"
        ).masthead
        assert head.title and head.title.value == "安徽省人民政府印发若干政策举措的通知"
        assert head.doc_number and head.doc_number.value.raw == "皖政〔2023〕13号"

    def test_a_compiled_title_over_two_lines_need_not_be_a_notice_s(self) -> None:
        text = (
            "2. 某市市场监督管理局进一步优化营商环境降低市场主体制\n度性交易成本工作方案（2023 年4 月25 日）\n某市监发〔2023〕15 号\n"
            "各区市场监管局：\n现将《工作方案》印发给你们，请认真贯彻落实。\n一、指导思想\n坚持首善标准。"
        )
        head = read(text).masthead
        assert (
            head.title and head.title.value == "某市市场监督管理局进一步优化营商环境降低市场主体制度性交易成本工作方案"
        )

    def test_an_item_with_a_day_in_brackets_that_says_something_is_no_title(self) -> None:
        text = "1. 报名。考生在网上报名（2023年4月25日）\n2. 考试。在考点考试（2023年5月25日）"
        assert read(text).masthead.title is None

    def test_a_number_that_is_cited_is_not_the_notice_s_own(self) -> None:
        text = "某市实施方案\n为贯彻落实《省意见》（赣府发〔2020〕16号）精神，制定本方案。\n一、目标"
        assert read(text).masthead.doc_number is None

    def test_attachments_that_are_left_out(self) -> None:
        found = read(
            COVER.replace(
                "附件：南昌市教育局2019年职业教育和成人教育工作要点", "附件：（略）\n1：第一批清单\n2：任务分解表（略）"
            )
        )
        assert [(number, printed.value) for number, printed in found.masthead.attachments] == [
            ("1", "第一批清单"), ("2", "任务分解表"),
        ]  # fmt: skip

    def test_numbered_attachments(self) -> None:
        text = "某市方案\n一、任务\n1. 做事。做好。\n附件:1. 教育部支持政策清单\n2. 主要指标\n附件1\n教育部支持政策清单\n甲。"
        assert [(n, t.value) for n, t in read(text).masthead.attachments] == [
            ("1", "教育部支持政策清单"),
            ("2", "主要指标"),
        ]

    @pytest.mark.parametrize(
        ("title", "years"),
        [
            ("某市行动计划（2023-2025年）", ("2023", "2025")),
            ("某市三年行动计划（2021—2023年）", ("2021", "2023")),
            ("某市“十四五”知识产权发展规划", ("2021", "2025")),
            ("某市2023年政务公开工作要点", ("2023", "2023")),
        ],
    )
    def test_periods_by_title(self, title: str, years: tuple[str, str]) -> None:
        head = read(f"{title}\n为做好工作，制定本计划。\n一、任务").masthead
        assert head.period and tuple(day.isoformat()[:4] for day in head.period.value) == years

    def test_an_organ_that_signs_in_short_is_named_as_the_title_names_it(self) -> None:
        head = read(
            "浙江省知识产权局等7 部门印发《专利公开实施办法》的通知\n各市市场监管局：\n现予以印发，请执行。\n"
            "省知识产权局\n省财政厅\n2023年6月27日\n专利公开实施办法\n一、实施范围\n说明。"
        ).masthead
        assert [issuer.value for issuer in head.issuers] == ["浙江省知识产权局", "省财政厅"]

    def test_addressees_cut_in_the_middle_of_their_list(self) -> None:
        head = read(
            "某省工作方案\n各市、县（市、区）市场监管（知识产权）局、发展改革委（局）、科技局、财政\n局、经信局：\n现印发。"
        ).masthead
        assert [one.value for one in head.addressees][1:] == ["发展改革委（局）", "科技局", "财政局", "经信局"]

    @pytest.mark.parametrize(
        ("lines", "title", "issuers"),
        [
            (
                "国家发展改革委办公厅\n国家能源局综合司关于\n做好试点连续试结算\n相关工作的通知\n发改办能源规〔2020〕245号\n",
                "国家发展改革委办公厅国家能源局综合司关于做好试点连续试结算相关工作的通知",
                ["国家发展改革委办公厅", "国家能源局综合司"],
            ),
            (
                "国务院办公厅关于印发体制改革中\n经营性事业单位转制和进一步\n支持企业发展两个规定的通知\n国办发〔2018〕124号\n",
                "国务院办公厅关于印发体制改革中经营性事业单位转制和进一步支持企业发展两个规定的通知",
                ["国务院办公厅"],
            ),
            (
                "国务院办公厅转发国家地震局\n\n关于重点监视防御区的确定和\n\n加强防震减灾工作意见报告的通知\n",
                "国务院办公厅转发国家地震局关于重点监视防御区的确定和加强防震减灾工作意见报告的通知",
                ["国务院办公厅"],
            ),
            ("某省人民政府\n某省教育厅关于开展检查的通知\n", "某省教育厅关于开展检查的通知", ["某省人民政府"]),
            (
                "国家能源局综合司关于做好防控工作的通知 国能综通安全〔2021〕108号\n",
                "国家能源局综合司关于做好防控工作的通知",
                ["国家能源局综合司"],
            ),
            ("天津市政务服务办关于做好工作的通知\n", "天津市政务服务办关于做好工作的通知", ["天津市政务服务办"]),
        ],
    )
    def test_titles_in_narrow_lines(self, lines: str, title: str, issuers: list[str]) -> None:
        head = read(f"{lines}各有关单位：\n现将有关事项通知如下。\n一、做好工作。加强管理。\n").masthead
        assert head.title and head.title.value == title
        assert [one.value for one in head.issuers] == issuers

    def test_the_fuller_of_two_names_is_the_issuer_s(self) -> None:
        body = "各市人民政府：\n现印发给你们。\n{}\n2023年1月12日\n"
        short = read("广东省人民政府办公厅关于印发若干措施的通知\n" + body.format("省政府办公厅")).masthead
        assert [one.value for one in short.issuers] == ["广东省人民政府办公厅"]
        full = read("江苏省政府办公厅关于印发若干措施的通知\n" + body.format("江苏省人民政府办公厅")).masthead
        assert [one.value for one in full.issuers] == ["江苏省人民政府办公厅"]

    def test_the_first_of_two_documents_issued_together(self) -> None:
        text = (
            "某市关于印发两个规定的通知\n各区：\n《企业转制的规定》和《企业发展的规定》已经市政府同意，现印发给你们。\n"
        )
        head = read(text).masthead
        assert head.subject_title and head.subject_title.value == "企业转制的规定"

    def test_a_target_year_alone_gives_no_period(self) -> None:
        assert read("某市实施方案\n到2025年，建成基地。\n一、任务").masthead.period is None


class TestJurisdiction:
    def test_an_organ_of_the_state_has_none_whomever_it_addresses(self) -> None:
        head = read(
            "农业农村部关于落实重点工作的意见\n新疆生产建设兵团农业农村局：\n一、抓好生产。落实责任。\n农业农村部\n2021年1月25日\n"
        )
        assert head.masthead.jurisdiction is None

    def test_an_organ_whose_name_says_no_region_is_of_the_one_that_it_addresses(self) -> None:
        head = read("关于做好防汛工作的通知\n南昌市各县区人民政府：\n一、加强值守。落实责任。\n")
        assert head.masthead.jurisdiction and head.masthead.jurisdiction.name == "南昌市"


class TestWhatAnotherIssued:
    def test_a_plan_that_the_preamble_reports_is_not_this_notice_s(self) -> None:
        text = (
            "国务院办公厅关于推行审核机制的指导意见\n各省人民政府：\n《关于深化改革的决定》提出要完善审核，国务院印发的《法治政府建设实施纲要》要求推行。"
            "经国务院同意，现提出以下意见。\n一、总体要求\n坚持原则。\n二、措施\n（一）完善机制。落实。\n"
        )
        assert [one.relation for one in parse_text(text).citations] == ["mention", "mention"]


class TestNoticesCalledByWhatTheyIssue:
    def test_what_stands_before_its_last_word_is_issued(self) -> None:
        head = read("哈密市落实优化营商环境工作方案的通知\n各区县人民政府：\n一、加强领导。落实责任。\n").masthead
        assert head.subject_title is not None and head.subject_title.value == "哈密市落实优化营商环境工作方案"
        assert head.doc_type is not None and head.doc_type.value == "方案"

    def test_what_a_notice_speaks_about_is_not(self) -> None:
        head = read("关于做好优化营商环境工作方案的通知\n各区县人民政府：\n一、加强领导。落实责任。\n").masthead
        assert head.subject_title is None


class TestOldDates:
    def test_a_year_of_the_last_century_in_words(self) -> None:
        head = read(
            "国务院办公厅关于做好供应工作的通知\n各省人民政府：\n一、加强领导。落实责任。\n国务院办公厅\n一九九六年一月十五日\n"
        )
        assert str(head.masthead.signed_date and head.masthead.signed_date.value) == "1996-01-15"


class TestOrgansOfTheFrontMatter:
    @pytest.mark.parametrize(
        ("line", "entries"),
        [
            ("相关县区教体局，各中职学校：", ["相关县区教体局", "各中职学校"]),
            ("各市、县（区）人民政府：", ["各市、县（区）人民政府"]),
            ("市直公办、行业办、市管民办中等职业学校：", ["市直公办、行业办、市管民办中等职业学校"]),
            ("各区人民政府，市政府各委、办、局，各相关单位：", ["各区人民政府", "市政府各委、办、局", "各相关单位"]),
            (
                "各旗、县、区人民政府，经济技术开发区、和林格尔新区管委会：",
                ["各旗、县、区人民政府", "经济技术开发区、和林格尔新区管委会"],
            ),
            ("各镇（街道）、各部门、各有关企业：", ["各镇（街道）", "各部门", "各有关企业"]),
            ("各县（市、区）党委、人民政府，市委各部门：", ["各县（市、区）党委、人民政府", "市委各部门"]),
            ("各中小学、幼儿园：", ["各中小学", "幼儿园"]),
            ("各街道、华泾镇，各有关单位：", ["各街道", "华泾镇", "各有关单位"]),
            ("各市（州）、长白山管委会：", ["各市（州）", "长白山管委会"]),
            ("各县（市、区）、开发区管委会：", ["各县（市、区）、开发区管委会"]),
            ("工委、管委会各机构，各直属单位：", ["工委、管委会各机构", "各直属单位"]),
        ],
    )
    def test_addressees(self, line: str, entries: list[str]) -> None:
        assert [line[a:b] for a, b in split_addressees(line)] == entries

    @pytest.mark.parametrize(
        ("line", "organs"),
        [
            ("教育部江西省人民政府", ["教育部", "江西省人民政府"]),
            ("龙岩市工业和信息化局龙岩市林业局文件", ["龙岩市工业和信息化局", "龙岩市林业局"]),
            ("工业和信息化部", ["工业和信息化部"]),
        ],
    )
    def test_letterheads(self, line: str, organs: list[str]) -> None:
        assert [line[a:b] for a, b in organs_in_line(line)] == organs


class TestSections:
    def test_general_parts_and_goals_hand_out_no_work(self) -> None:
        text = "某市方案\n为做好工作，制定本方案。\n一、总体要求\n坚持原则。\n二、主要目标\n到2025年，建成基地。\n三、重点任务\n（一）强化合作。打造案例。\n四、保障措施\n1. 完善机制。抓落实。"
        assert headings(text) == [
            ("一", "总体要求", "general"),
            ("二", "主要目标", "goals"),
            ("三", "重点任务", "operative"),
            ("一", "强化合作", "operative"),
            ("四", "保障措施", "operative"),
            ("1", "完善机制", "operative"),
        ]

    def test_words_inside_a_heading_do_not_make_it_general(self) -> None:
        assert headings("某市方案\n制定本方案。\n四、夯实工作基础，做好管理")[0][2] == "operative"

    def test_running_numbers_over_several_parts_nest_by_style(self) -> None:
        made = read("某市方案\n制定方案。\n一、任务\n(一)甲部。\n1. 子。\n2. 丑。\n(二)乙部。\n3. 寅。")
        assert [(s.marker, s.level) for s in made.sections] == [
            ("一", 1), ("一", 2), ("1", 3), ("2", 3), ("二", 2), ("3", 3),
        ]  # fmt: skip

    def test_a_year_behind_the_marker_is_part_of_the_heading(self) -> None:
        assert headings("某市方案\n制定方案。\n二、2023年重点工作任务\n1.建设枢纽。做好。")[0][:2] == (
            "二",
            "2023年重点工作任务",
        )

    def test_an_attachment_has_a_section_of_its_own(self) -> None:
        made = read(COVER)
        first = made.sections[0]
        assert (first.marker, first.style) == ("附件", "attachment")


TWO_DOCUMENTS = """某省知识产权局印发《关于推进专利实施的意见》《某省专利实施办法（试行）》的通知
各市知识产权局：
现印发给你们，请认真执行。
某省知识产权局
2023年6月27日
关于推进专利实施的意见
一、总体要求
以党的精神为指导。
二、主要任务
1.加强监督管理。做好日常监督。
2.加强激励约束。落实激励政策。
本意见自2023年8月1日起施行。
某省专利实施办法（试行）
根据《中华人民共和国专利法》，制定本办法。
一、实施范围
专利实施包括：
1.专利权转让；
2.专利权许可。
省级专利主管部门会同有关部门建立名录。
二、费用标准
费用由当事人协商确定，一经公告原则上不予变更。
三、清单管理
省级专利主管部门应当建立清单。有下列情形之一的，可以不纳入清单：
1.存在权属纠纷的；
2.其他情形。
四、其他说明
涉及国有资产的，按规定执行。
"""


class TestDocumentsOfOneFile:
    def test_a_second_issued_document_begins_anew(self) -> None:
        found = read(TWO_DOCUMENTS)
        assert {s.document for s in found.sections} == {"关于推进专利实施的意见", "某省专利实施办法（试行）"}
        own = [s for s in found.sections if s.document.startswith("某省") and s.level == 1]
        assert [section.marker for section in own] == ["一", "二", "三", "四"]

    def test_cases_that_a_sentence_lists_are_no_work(self) -> None:
        found = read(TWO_DOCUMENTS)
        cases = [s for s in found.sections if found.classes[s.index] == "case"]
        assert [found.text[s.heading[0] : s.heading[1]] for s in cases] == [
            "专利权转让", "专利权许可", "存在权属纠纷的", "其他情形",
        ]  # fmt: skip

    def test_an_article_is_work_only_where_it_gives_an_organ_something_to_do(self) -> None:
        found = read(TWO_DOCUMENTS)
        rules = [s for s in found.sections if found.classes[s.index] == "rule"]
        assert [section.marker for section in rules] == ["二", "四"]

    @pytest.mark.parametrize("lead", ["重点做好以下工作：", "主要任务是：", "实施以下措施：", "现将有关事项通知如下："])
    def test_what_a_sentence_announces_as_work_is_work(self, lead: str) -> None:
        found = read(f"某市实施方案\n一、推进改革\n{lead}\n1.完善制度。做好。\n2.加强监督。做好。")
        assert [found.classes[s.index] for s in found.sections] == ["operative"] * 3

    @pytest.mark.parametrize(
        "article",
        [
            "第五条 市民政部门是本市养老服务工作的主管部门，负责统筹指导。",
            "第六条 市、区财政部门负责资金保障工作。",
            "第七条 养老机构应当建立台账。区民政部门应定期检查。",
            "第八条 具体办法由市民政部门另行制定。",
            "第八条 加强经费协同联动，坚持联网通办。",
            "第八条 项目建设单位应当建立健全管理制度。",
            "第八条 通过批复的项目，由省数据局报省政府审定后实施，省财政厅等部门根据审定的额度，做好资金保障。",
            "第十一条 民政部门委托系统运维单位开展服务数据处理活动，应当与其签订合同。",
            "第十二条 民政部门和系统运维等单位应当加强风险监测。",
        ],
    )
    def test_duties_of_organs_are_work(self, article: str) -> None:
        found = read(f"某市养老服务管理办法\n第一章 总则\n{article}\n第二章 附则\n第九条 本办法自发布之日起施行。")
        assert found.classes[1] == "operative"

    @pytest.mark.parametrize(
        "article",
        [
            "第二条 本办法所称养老服务，是指为老年人提供的服务。",
            "第五条 服务对象每人每月补贴400元。",
            "第六条 受民政部门委托的评估机构应当具备资质。",
            "第七条 定点医疗机构应当按规定提供服务。",
            "第八条 申请人应当向街道办事处提出申请。",
            "第二条 容缺受理是指材料有欠缺的事项，民政部门先予受理和审查。",
            "第八条 市场监管部门决定受理申请的,可以采取实地核实等方式。",
            "第八条 相关文书参照国家市场监管总局统一制定的格式范本。",
            "第八条 市民政局办理资助的工作人员在审核中玩忽职守的，按照有关规定处理。",
        ],
    )
    def test_rules_for_those_who_apply_or_serve_are_none(self, article: str) -> None:
        found = read(f"某市养老服务管理办法\n第一章 总则\n{article}\n第二章 附则\n第九条 本办法自发布之日起施行。")
        assert found.classes[1] == "rule"

    @pytest.mark.parametrize(
        ("title", "kind"), [("某省政务数据安全管理办法", "operative"), ("某市养老服务管理办法", "rule")]
    )
    def test_whoever_does_the_governments_own_affairs_is_an_organ(self, title: str, kind: str) -> None:
        article = "第十四条 开展数据存储活动时，应当选择匹配的存储载体。"
        found = read(f"{title}\n第一章 总则\n{article}\n第二章 附则\n第九条 本办法自发布之日起施行。")
        assert found.classes[1] == kind

    def test_shared_out_in_a_principle_is_no_duty(self) -> None:
        article = "第四条 数据安全管理采取政府主导、分工负责、积极防御的方针。"
        found = read(f"某市养老服务管理办法\n第一章 总则\n{article}\n第二章 附则\n第九条 本办法自发布之日起施行。")
        assert found.classes[1] == "rule"


class TestWhatIsListed:
    def test_an_articles_list_of_duties_is_work_and_whose_it_is(self) -> None:
        found = read(
            "某市热线管理办法\n第一章 职责\n第六条 市热线中心是管理机构，主要职责包括：\n（一）负责日常运行；\n（二）完成其他工作。\n"
            "第七条 见习单位应当履行以下职责：\n（一）提供岗位；\n（二）购买保险。\n"
        )
        assert [found.classes[s.index] for s in found.sections if s.style == "chinese_bracket"] == [
            "operative", "operative", "rule", "rule",
        ]  # fmt: skip

    def test_principles_hand_out_no_work_whoever_they_name(self) -> None:
        found = read(
            "某市电子证照管理办法\n第一章 总则\n第一条 电子证照的管理应当遵循以下原则：\n（一）安全可控。市级部门应当建立制度；\n"
            "（二）共享互认。\n第二条 市有关部门履行以下职责：\n（一）市级部门应当建立制度；\n（二）做好指导。\n"
        )
        assert [found.classes[s.index] for s in found.sections if s.style == "chinese_bracket"] == [
            "rule", "rule", "operative", "operative",
        ]  # fmt: skip

    def test_final_provisions_task_whom_they_name_alone(self) -> None:
        found = read(
            "某市若干措施\n一、优化服务。建设平台。\n二、附则\n（一）每家机构每年支持不超过100万元。\n（二）奖励资金由市财政局负责落实。\n（三）如遇重大事项，请及时报告市政府。\n（四）如有疑问，请咨询窗口。\n"
        )
        assert list(found.classes) == ["operative", "rule", "rule", "operative", "operative", "rule"]

    def test_final_provisions_need_no_number(self) -> None:
        found = read(
            "某市若干措施\n1.优化服务。建设平台。\n附  则\n1.操作指引由前海管理局另行发布。\n2.每家机构每年支持不超过1000万元。\n"
        )
        assert list(found.classes) == ["operative", "rule", "operative", "rule"]
        assert found.sections[2].parent == 1

    def test_what_a_service_guide_says_label_by_label_is_no_work(self) -> None:
        found = read(
            "某市实施方案\n一、工作内容\n1.事项名称：水电联办\n2.受理时限：1个工作日\n3.所需材料\n二、推进落实\n"
        )
        assert list(found.classes) == ["operative", "general", "general", "general", "operative"]

    def test_a_document_whose_first_article_makes_it_makes_rules(self) -> None:
        found = read(
            "某市政务服务六项举措\n第一条 为优化服务，制定本制度。\n第二条 申请人应提供材料。\n第三条 本制度自公布之日起施行。\n"
        )
        assert list(found.classes) == ["rule", "rule", "rule"]

    def test_a_unit_may_head_its_duty_where_work_is_shared_out(self) -> None:
        found = read("某市实施方案\n一、职责分工\n市住建局：负责业务指导。\n市数据局：拟定服务规范。\n二、工作要求\n")
        assert [(s.style, found.text[slice(*s.heading)][:4]) for s in found.sections][1:3] == [
            ("unit", "市住建局"), ("unit", "市数据局"),
        ]  # fmt: skip


class TestPlannedPeriod:
    @pytest.mark.parametrize(
        "words",
        [
            "计划用3年时间(2021年至2023年)全面完成改造。",
            "力争用三年时间（2021—2023年）建成。",
            "拟用3年左右的时间，2021-2023年完成。",
        ],
    )
    def test_years_that_the_text_plans_for_its_work(self, words: str) -> None:
        period = read(f"关于印发改造方案的通知\n各县：\n为做好工作，通知如下。\n一、任务。{words}\n").masthead.period
        assert period and [day.year for day in period.value] == [2021, 2023]

    @pytest.mark.parametrize(
        "words",
        ["用3年时间(2018年至2020年)完成了改造。", "计划用3年时间（2021年至2025年）完成。", "计划用3年时间完成。"],
    )
    def test_near_misses(self, words: str) -> None:
        assert (
            read(f"关于印发改造方案的通知\n各县：\n为做好工作，通知如下。\n一、任务。{words}\n").masthead.period is None
        )


class TestJointIssuers:
    @pytest.mark.parametrize(
        ("line", "organs"),
        [
            (
                "教育部中央宣传部国家发展改革委工业和信息化部",
                ["教育部", "中央宣传部", "国家发展改革委", "工业和信息化部"],
            ),
            ("国家发展改革委财政部", ["国家发展改革委", "财政部"]),
            ("市教育局（代章）市财政局", ["市教育局", "市财政局"]),
            ("省发展改革委省科技厅省经信厅", ["省发展改革委", "省科技厅", "省经信厅"]),
            ("中国人民银行国务院国资委", ["中国人民银行", "国务院国资委"]),
            ("国家税务总局安徽省税务局", ["国家税务总局安徽省税务局"]),
            ("山东省档案局山东省档案馆", ["山东省档案局", "山东省档案馆"]),
        ],
    )
    def test_organs_without_a_mark_between_them(self, line: str, organs: list[str]) -> None:
        assert [line[a:b] for a, b in organs_in_line(line)] == organs

    def test_all_who_sign_issue_where_the_letterhead_names_the_first(self) -> None:
        text = "江西省教育厅文件\n赣教字〔2022〕5号\n关于做好工作的通知\n各市教育局：\n现通知如下。\n江西省教育厅（代章）\n江西省财政厅\n2022年3月4日\n"
        assert [one.value for one in read(text).masthead.issuers] == ["江西省教育厅", "江西省财政厅"]


EMERGENCY_PLAN = """某市粮食应急预案
目　录
1　总则
1.1　编制目的
2　组织机构和职责
2.1　市应急指挥部职责
3　监测
3.1　市场监测
1　总则
1.1　编制目的
为做好工作，制定本预案。
2　组织机构和职责
2.1　市应急指挥部职责
（1）掌握市场形势。
（2）督查和指导各县工作。
3　监测
3.1　市场监测
市发展改革委负责建立监测系统。库存低于1.5万吨时报告。
3.2　应急报告
有下列情形之一的，有关部门应当立即报告。
（1）发生洪水的。
（2）发生疫情的。
4　附则
4.1　本预案由市政府办公室负责解释。
4.2　本预案自印发之日起实施。
"""


class TestDecimalNumbering:
    def test_levels_follow_the_points(self) -> None:
        found = read(EMERGENCY_PLAN)
        assert [(s.marker, s.level) for s in found.sections if s.style.startswith("decimal")] == [
            ("1", 1), ("1.1", 2), ("2", 1), ("2.1", 2), ("3", 1), ("3.1", 2), ("3.2", 2), ("4", 1), ("4.1", 2), ("4.2", 2),
        ]  # fmt: skip

    def test_a_table_of_contents_is_front_matter(self) -> None:
        found = read(EMERGENCY_PLAN)
        assert [s.marker for s in found.sections].count("1.1") == 1

    def test_cases_behind_a_full_stop_and_words_of_form_are_no_work(self) -> None:
        found = read(EMERGENCY_PLAN)
        assert [found.classes[s.index] for s in found.sections if s.marker in ("4.1", "4.2")] == ["rule", "rule"]
        below = [s for s in found.sections if s.parent is not None and found.sections[s.parent].marker == "3.2"]
        assert [found.classes[s.index] for s in below] == ["case", "case"]

    @pytest.mark.parametrize(
        "text", ["1.5亿元以上的项目。", "2.5倍于上年。", "3.2万人参加。", "0.5 厘米", "2023.5.6 通知"]
    )
    def test_a_number_with_decimals_that_counts_is_no_marker(self, text: str) -> None:
        assert read_marker(text) is None


class TestAddresseesOfALineThatGoesOn:
    def test_the_covering_words_are_none_of_them(self) -> None:
        text = (
            "河北省市场监督管理局关于印发2023年实施方案的通知\n各市市场监督管理局，雄安新区综合执法局：现将《2023年实施方案》印发给你们，"
            "请抓好落实。\n河北省市场监督管理局\n2023年3月11日\n2023年实施方案\n一、重点任务\n1.加强保护。\n"
        )
        assert [one.value for one in read(text).masthead.addressees] == ["各市市场监督管理局", "雄安新区综合执法局"]


def classes(text: str) -> dict[str, str]:
    """The class of each section, by its heading's first words."""
    made = read(text)
    return {
        made.text[slice(*one.heading)][:8].strip(): kind for one, kind in zip(made.sections, made.classes, strict=True)
    }


class TestArticlesThatGiveWork:
    HEAD = "某市电子证照管理办法\n第一条 为规范管理，制定本办法。\n"

    @pytest.mark.parametrize(
        "article",
        [
            "用证单位应当明确可以单独出示电子证照的应用场景。",
            "各地应当根据对象的基本需要，采取多种方式予以援助。",
            "各相关部门要不断创新服务形式。",
            "食品药品监督管理部门根据监管实际，对学校食堂开展飞行检查。",
            "海南省专利奖由海南省知识产权局具体承办。",
            "评审办公室收到申报材料和推荐意见后，进行形式审查。",
            "制证单位负责对批量制成的电子证照进行审核。",
        ],
    )
    def test_to_an_organ(self, article: str) -> None:
        assert classes(f"{self.HEAD}第二条 {article}\n")[article[:8]] == "operative"

    @pytest.mark.parametrize(
        "article",
        [
            "本办法适用于本市行政机关、事业单位的信息采集。",
            "申报专利奖，应当提交评审办公室认为需要的证明材料。",
            "食品药品监督管理部门根据检查结果，可依法采取限期整改等措施。",
            "当事人被市场监督管理部门按照《企业信息公示暂行条例》列入名单的，可以申请修复。",
            "工作人员滥用职权、玩忽职守的，由有关主管机关责令改正。",
            "优化营商环境应当遵循市场化原则。",
            "对运营中心的建设成效进行评审，评审合格的给予资助。",
        ],
    )
    def test_but_not_to_those_whom_they_bind(self, article: str) -> None:
        assert classes(f"{self.HEAD}第二条 {article}\n")[article[:8]] == "rule"

    def test_the_duties_of_those_whom_the_rules_bind_are_no_work(self) -> None:
        text = (
            f"{self.HEAD}第十条 代建单位依照合同承担以下职责：\n（一）组织编制可行性研究报告。\n（二）组织项目施工。\n"
        )
        assert [task.number for task in parse_text(text).tasks] == []

    def test_one_whose_items_hand_out_nothing_is_the_work(self) -> None:
        text = f"{self.HEAD}第七条 举报奖励由粮食行政管理部门负责，按照以下标准给予资金奖励：\n（一）罚款在15万元以下的，奖励1500元。\n（二）罚款在15万元以上的，奖励3000元。\n"
        found = parse_text(text)
        assert [task.number for task in found.tasks] == ["第七条"]
        amounts = [str(one.quantity.value) for one in found.thresholds]
        assert amounts == ["150000", "1500", "150000", "3000"]  # each once


class TestNormativeNotices:
    """A notice numbered as a normative document makes rules itself; it tasks the organs that it names."""

    BODY = (
        "各有关单位：\n现将有关事项通知如下。\n一、免交租金。低保家庭免交租金。\n二、起付标准每90日计算1次。\n"
        "三、完善退出机制\n（一）领取补贴的家庭给予6个月的过渡期。\n四、具体规定由市医疗保障局另行制定。\n"
        "五、严格市场注册管理。注册应当合规。\n六、本通知自2019年7月1日起实施，有效期5年。\n附件：1. 范围\n"
    )

    def actions(self, number: str) -> list[str]:
        text = f"广州市医疗保障局关于费用范围及标准的通知\n{number}\n{self.BODY}"
        return [task.number or "" for task in parse_text(text).tasks]

    def test_its_rules_are_no_work(self) -> None:
        assert self.actions("穗医保规字〔2019〕4号") == ["四", "五"]

    def test_any_other_notice_hands_out_its_items(self) -> None:
        assert self.actions("穗医保发〔2019〕4号") == ["一", "二", "一", "四", "五"]


class TestGoalsOrWork:
    HEAD = "某县秸秆综合利用实施方案\n"
    FURTHER = "二、重点工作\n（一）推进利用。加强指导。\n（二）严格禁烧。加强巡查。\n"

    def test_goals_and_work_in_one_text_are_goals(self) -> None:
        text = f"{self.HEAD}一、目标任务\n到2021年底，全县秸秆综合利用率达到92%以上。\n{self.FURTHER}"
        assert classes(text)["目标任务"] == "goals"

    def test_what_they_list_is_the_work(self) -> None:
        text = f"{self.HEAD}一、目标任务\n（一）完成还田。完成30万亩。\n（二）建设青贮窖。建成20个。\n{self.FURTHER}"
        assert classes(text)["目标任务"] == "operative"


class TestRegionsAsHeadings:
    def test_a_compilation_s_own_heading_is_no_work(self) -> None:
        text = "某市信用修复方案\n一、加强管理\n（一）健全机制。明确责任。\n（二）公开信息。按时更新。\n（三）辽宁省\n"
        assert classes(text)["辽宁省"] == "general"
        assert classes(text)["健全机制"] == "operative"


class TestWhatIsReported:
    def test_what_a_letter_tells_of_is_no_work(self) -> None:
        text = "某部关于节水建议的复函\n一、城市节水和污水再生利用情况\n全国已建成设施。\n二、下一步措施\n加强管理。\n"
        assert classes(text) == {"城市节水和污水再": "general", "下一步措施": "operative"}

    def test_to_report_or_to_check_it_is(self) -> None:
        text = "某市方案\n一、通报任务完成情况\n每季通报。\n二、检查政策执行情况\n各地检查。\n三、新技术应用治污情况\n已应用。\n"
        assert list(classes(text).values()) == ["operative", "operative", "general"]


class TestScope:
    def test_for_which_projects_the_measures_are_is_no_work(self) -> None:
        text = (
            "某市方案\n一、实施范围\n（一）电网工程项目。\n（二）老旧小区改造项目。\n二、主要措施\n（一）简化手续。\n"
        )
        assert [task.action for task in parse_text(text).tasks] == ["简化手续"]

    def test_what_the_document_s_own_words_mean_is_none(self) -> None:
        text = "某市若干措施\n一、支持政策\n1.给予租金支持。\n二、附则\n1.本措施所称“新设立”是指2022年以后设立。\n2.加强政策宣传。\n"
        assert [task.action for task in parse_text(text).tasks] == ["给予租金支持", "加强政策宣传"]
