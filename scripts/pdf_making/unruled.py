"""Further tables without a grid: rules between groups alone, empty cells, narrow gaps, stripes under a two-level header.

Not here: the other unruled tables, which stand with their producers.
"""

from __future__ import annotations

from pdf_making.drawing import Flow, Look, Sheaf
from pdf_making.drawn import marked, one_frame, page_mark, set_lines
from pdf_making.finish import finish
from pdf_making.html import chromium, page_html, weasy, wkhtmltopdf
from pdf_making.model import Made, grid, maker, notice
from pdf_making.office import A4, flat_odf, printed


@maker("lo_group_rules")
def group_rules() -> Made:
    """Rules above and below the header and between groups alone; the group's name stands once, in its middle."""
    one = notice(
        """
        T 关于公布2025年县级公立医院改革评价指标的通知
        NO 陇卫体改〔2025〕5号
        TO 各县（区）卫生健康局，各县级公立医院：
        P 现公布2025年县级公立医院改革评价指标，评价工作每年开展1次，结果与财政补助和院长年薪挂钩。
        C 县级公立医院改革评价指标
        TABLE 1
        P 评价得分90分以上为优秀，60分以下为不合格；弄虚作假的，扣减当年补助资金的20%。
        SIGN 陇川州卫生健康委员会
        DATE 2025年2月27日
        """,
        grid(
            "县级公立医院改革评价指标",
            """
            维度|指标|目标值|分值
            医疗质量@4|出院患者手术占比|不低于28%|8
            微创手术占比|不低于18%|6
            大型医用设备检查阳性率|不低于75%|6
            电子病历应用功能水平分级|达到4级|10
            运营效率@3|医疗服务收入占比|不低于32%|10
            万元收入能耗支出|不高于110元|5
            资产负债率|不高于45%|5
            持续发展@3|卫生技术人员培训|每人每年不少于25学分|8
            与上级医院建立专科联盟|不少于5个|7
            科研项目经费|每百名卫生技术人员不低于3万元|5
            满意度@2|门诊患者满意度|不低于88分|15
            医务人员满意度|不低于82分|15
            """,
            ruled=False,
        ),
    )
    source = flat_odf(
        one,
        "AR PL UMing CN",
        15,
        A4.format(76, 60, 84),
        "# - $",
        widths=[(80, 180, 110, 56)],
        table_size=12.5,
        aligns="clcc",
    )
    old = 'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="3pt"'
    plain = 'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="4pt"'
    under = '<style:style style:name="under" style:family="table-cell"><style:table-cell-properties fo:border-top="none" fo:border-left="none" fo:border-right="none" fo:border-bottom="{0}" fo:padding="4pt" style:vertical-align="middle"/></style:style>'
    head = (
        under.format("1pt solid #000000").replace('"under"', '"head"').replace('top="none"', 'top="1pt solid #000000"')
    )
    source = source.replace(
        f"<style:style {old}", under.format("0.75pt solid #000000") + head + f"<style:style {plain}"
    )
    rows = source.split("<table:table-row")
    groups, at = [], 1
    for cell in [1, 4, 3, 3, 2]:
        at += cell
        groups.append(at)
    for last in groups:
        # The span's own cell ends its group, and so do the cells of the group's last row.
        rows[last - 1] = rows[last - 1].replace('style-name="cell"', 'style-name="under"')
    rows[1] = rows[1].replace('style-name="under"', 'style-name="head"')
    for first, size in zip(groups, [4, 3, 3, 2], strict=False):
        rows[first] = rows[first].replace('style-name="cell"', 'style-name="under"', 1) if size > 1 else rows[first]
    return finish(
        one,
        printed("<table:table-row".join(rows)),
        "LibreOffice 7.4",
        ["horizontal rules between groups alone", "rowspan without rules"],
        furniture=["N - N"],
    )


@maker("chromium_borderless_gaps")
def borderless_gaps() -> Made:
    """No lines, centred columns, many empty cells, a total; the unit of each figure in the header; small letters."""
    one = notice(
        """
        T 关于下达2025年度国土绿化和义务植树任务的通知
        NO 朔林发〔2025〕18号
        TO 各区林业和草原局，市直有关单位：
        P 根据省下达任务，现将2025年度国土绿化和义务植树任务分解下达给你们，春季造林于5月10日前完成，秋季造林于11月15日前完成。
        TABLE 1
        P 造林成活率不低于85%，未达标的于次年春季补植；各单位每旬报送进度1次。
        SIGN 朔风市林业和草原局
        DATE 2025年3月3日
        """,
        grid(
            "",
            """
            序号|任务单位|人工造林（亩）|封山育林（亩）|义务植树（万株）|乡村绿化（个）|备注
            1|云冈屯区|8200||36|12|含通道绿化15公里
            2|平鲁滩区|6400|3000|28|9|
            3|怀仁堡区|5100||31|14|
            4|市公路局|||2.5||国道两侧
            5|市水务局|900|||3|河道治理
            6|金沙植物园||1200|||
            合计||20600|4200|97.5|38|
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 25mm 22mm } body { font: 14pt/1.85 'WenQuanYi Micro Hei' }
    table { font-size: 10pt; margin: 8pt 0 } td, th { border: none; padding: 4pt 6pt; text-align: center }
    """
    return finish(
        one,
        chromium(page_html(one, css, "通知")),
        "Chromium print",
        ["borderless", "centred columns", "empty cells", "total"],
        furniture=[],
    )


@maker("drawn_three_line_narrow")
def three_line_narrow() -> Made:
    """Three lines, gaps of 8 pt, cells of several lines centred against one another; over two breaks without a header."""
    one = notice(
        """
        T 巴陵湖新区招商引资重点产业链专班工作清单
        P 各专班组长单位对照清单抓落实，新区投资促进局按月通报，全年新签约亿元以上项目不少于60个。
        TABLE 1
        """,
        grid(
            "",
            """
            产业链|链长单位|年度目标|主攻方向|重点区域|进度要求
            新能源电池|新区经济发展局|签约10亿元以上项目3个，开工率不低于70%|正极材料、隔膜、储能系统集成|珠三角、长三角|6月底前签约1个
            生物制造|新区科技局|引进企业15家，其中上市公司子公司不少于2家|合成生物、功能原料、酶制剂|长三角|每季度不少于3家
            智能传感|新区数据局|产值突破40亿元，增长25%|车规级传感器、工业视觉|京津冀|9月底前达到30亿元
            现代物流|新区商务局|建成智慧仓储30万平方米|冷链、跨境电商、供应链金融|成渝地区|11月底前投用
            绿色食品|新区农业农村局|新增规模以上企业12家|预制菜、茶饮、水产深加工|本省及周边|每半年6家
            高端装备|新区工信局|技术改造投资增长18%，培育“小巨人”企业4家|激光设备、工程机械关键零部件|长株潭、武汉|12月底前全部认定
            文化创意|新区宣传文旅局|签约项目8个，总投资不低于12亿元|数字影视、沉浸式文旅|北京、上海|10月底前开工5个
            低空经济|新区交通运输局|开通航线6条，建成起降点25个|物流配送、应急救援、低空旅游|深圳、合肥|8月底前开通3条
            新材料|新区经济发展局|引进院士团队2个，中试基地投入运行|高性能纤维、电子化学品|上海、苏州|年底前
            """,
            ruled=False,
        ),
    )
    sheaf = marked(Sheaf(width=515.9, height=362.8, font="ming"), page_mark("[#]", 9, foot=22))
    flow = Flow(sheaf, one_frame(40, 40, 436, 322), 12.5, 22)
    on = set_lines(
        flow,
        one,
        [Look((60, 76, 100, 94, 58, 48), rules="three", size=10, leading=14, pad=4, aligns="cclllc", thick=1)],
    )
    return finish(
        one,
        sheaf.reportlab(),
        "ReportLab 5.1",
        [
            "three-line",
            "narrow gaps",
            "cells of several lines centred",
            "continued without header",
            "small landscape page",
        ],
        table_pages=on,
        furniture=["[N]"],
    )


@maker("weasy_striped_two_level")
def striped_two_level() -> Made:
    """Stripes in colour, no line, a two-level header with fills, figures at the right, a total; two tables on a page."""
    one = notice(
        """
        T 关于通报2024年全市招商引资和项目建设情况的通知
        TO 各县（区）人民政府，市直有关部门：
        P 现将2024年全市招商引资和项目建设情况通报如下，请对照差距，奋力追赶，确保2025年一季度实现“开门红”。
        C 表1 招商引资情况
        TABLE 1
        P 全市到位资金同比增长11.8%，高于年度目标1.8个百分点；渭泽县、洮阳县未完成年度任务，应于1月31日前书面说明情况。
        C 表2 项目建设情况
        TABLE 2
        SIGN 洮河市人民政府办公室
        DATE 2025年1月9日
        """,
        grid(
            "表1 招商引资情况",
            """
            县（区）@2|到位资金（亿元）@1x3|新签约项目（个）@1x2
            目标|完成|完成率|5亿元以下|5亿元以上
            安定城区|120|136.5|113.8%|42|9
            渭泽县|65|58.2|89.5%|21|2
            洮阳县|58|54.9|94.7%|18|3
            岷峰县|72|80.1|111.3%|25|5
            全市|315|329.7|104.7%|106|19
            """,
            header_rows=2,
            ruled=False,
        ),
        grid(
            "表2 项目建设情况",
            """
            县（区）|开工项目（个）|竣工项目（个）|完成投资（亿元）
            安定城区|86|51|142.6
            渭泽县|47|22|63.8
            洮阳县|39|25|57.1
            岷峰县|55|30|78.4
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 26mm 24mm; @bottom-left { content: "〔" counter(page) "〕"; font-size: 10pt } }
    body { font: 14.5pt/1.8 'WenQuanYi Zen Hei' } table { font-size: 11pt } td, th { border: none; padding: 4pt 8pt; text-align: right }
    td:first-child, tr:first-child th:first-child { text-align: left } th { background: #c9d8ea; text-align: center } tbody tr:nth-child(odd) td { background: #f1f5fa }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        "WeasyPrint 70",
        ["zebra", "two-level header without rules", "two tables on a page", "figures at the right"],
        furniture=["〔N〕"],
    )


@maker("qt_dotted_rows")
def dotted_rows() -> Made:
    """Dotted lines between rows, none upright; long cells beside short ones, hung from the top; a number column."""
    one = notice(
        """
        T 关于开展2026年春季安全生产大检查的通知
        P 为深刻汲取事故教训，市安委会决定于2026年3月1日至5月31日开展安全生产大检查，检查重点和分工如下。
        TABLE 1
        P 各检查组发现重大隐患应当场交办，24小时内录入系统，整改期限一般不超过30日，逾期未改的挂牌督办。
        SIGN 铜鼓岭市安全生产委员会办公室
        DATE 2026年2月11日
        """,
        grid(
            "",
            """
            序号|领域|检查重点|牵头部门
            1|矿山|采空区治理、通风系统和提升运输设备，地下矿山每季度全覆盖检查1次，尾矿库“头顶库”每月1次|市应急管理局
            2|建筑施工|深基坑、高支模、起重机械专项方案执行情况，抽查在建项目不少于总数的50%|市住房城乡建设局
            3|道路运输|“两客一危”车辆动态监控上线率不低于98%，货车超限率控制在0.5%以内|市交通运输局、市公安局
            4|工贸|粉尘涉爆、有限空间、铝加工企业检查率100%|市应急管理局
            5|特种设备|电梯按需维保，压力容器定检率达到100%，气瓶充装单位全覆盖|市市场监管局
            6|人员密集场所|疏散通道、消防设施和装修材料，封堵、锁闭问题当场整改|市消防救援支队
            """,
            ruled=False,
        ),
    )
    base = "p { margin: 6px 0; text-indent: 2em } p.T { text-align: center; text-indent: 0; font-size: 23px } p.SIGN, p.DATE { text-align: right } table { border-collapse: collapse; width: 100% }"
    css = """
    body { font: 16px/1.9 'AR PL UKai CN' } td, th { border: none; border-bottom: 1px dotted #000; padding: 6px 8px; text-align: left; vertical-align: top; font-weight: normal }
    thead th { border-bottom: 1px solid #000 } td:nth-child(3) { width: 52% } tr { page-break-inside: avoid }
    """
    margins = ["--margin-top", "24mm", "--margin-bottom", "20mm", "--margin-left", "22mm", "--margin-right", "22mm"]
    data = wkhtmltopdf(page_html(one, css, "通知", base), "--page-size", "A4", *margins)
    return finish(
        one,
        data,
        "wkhtmltopdf (Qt)",
        ["horizontal rules between all rows, dotted", "number column", "cells hung from the top"],
        furniture=[],
    )
