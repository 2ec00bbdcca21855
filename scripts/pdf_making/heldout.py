"""Twelve notices that are kept apart to measure with: made, and their truth settled, before the library saw them.

For: scripts/make_heldout_pdfs.py. Not for: fitting rules; `corpus/pdf-heldout/README.md` says what was found first.
"""

from __future__ import annotations

from typing import Any

from pdf_making.drawing import Flow, Look, Sheaf
from pdf_making.drawn import _turned, marked, one_frame, page_mark, set_lines
from pdf_making.finish import finish as finished
from pdf_making.finish import with_radicals
from pdf_making.html import chromium, page_html, table_html, weasy, wkhtmltopdf
from pdf_making.model import Made, Notice, grid, maker, notice
from pdf_making.office import A4, flat_odf, printed
from pdf_making.typeset import cells_of, typeset, typst_source

WEASY, CHROMIUM, QT, OFFICE = "WeasyPrint 70", "Chromium print", "wkhtmltopdf (Qt)", "LibreOffice 7.4"
TYPST, REPORTLAB = "Typst 0.15", "ReportLab 5.1"


def finish(one: Notice, *given: Any, **more: Any) -> Made:
    """PDF and truth; who signs is the issuer where there is no red head."""
    data, truth = finished(one, *given, **more)
    if "metadata" not in more and not one.all("ORG") and one.all("SIGN"):
        truth["metadata"] = {"org": " ".join(one.all("SIGN"))} | truth["metadata"]
    return data, truth


@maker("joint_head_duties_table")
def joint_head() -> Made:
    """Three issuers beside 文件; a long ruled table whose spans break over two page ends; two-level header repeated."""
    one = notice(
        """
        ORG 砚川市生态环境局
        ORG 砚川市农业农村局
        ORG 砚川市水利局
        NO 砚环发〔2025〕28号
        T 关于印发《砚川市农业面源污染治理攻坚行动任务分工》的通知
        TO 各县（市、区）生态环境分局、农业农村局、水利局，各有关单位：
        P 为扎实推进农业面源污染治理，持续改善重点流域水质，经市人民政府同意，现将《砚川市农业面源污染治理攻坚行动任务分工》印发给你们，请结合实际抓好贯彻落实。
        P 各牵头单位要会同配合单位细化措施，每年6月20日和12月10日前报送进展情况，重大问题及时报告。
        SIGN 砚川市生态环境局　砚川市农业农村局　砚川市水利局
        DATE 2025年6月11日
        PB
        A 附件
        C 砚川市农业面源污染治理攻坚行动任务分工
        TABLE 1
        """,
        grid(
            "砚川市农业面源污染治理攻坚行动任务分工",
            """
            领域@2|序号@2|工作任务@2|责任分工@1x2|完成时限@2
            牵头单位|配合单位
            种植业污染治理@5|1|推广测土配方施肥，技术覆盖率稳定在93%以上，主要粮食作物化肥利用率达到44%。|市农业农村局|市供销社|2026年12月
            2|建设病虫害绿色防控示范区15个，每个面积不小于500亩，示范区农药使用量减少20%。|市农业农村局|各县（市、区）人民政府|2026年10月
            3|健全废旧农膜回收网点，每个乡镇不少于2个，当季农膜回收率达到86%。|市农业农村局、市供销社|市生态环境局、市市场监管局|2025年12月
            4|实施秸秆综合利用项目，建成收储运中心7处，综合利用率达到95%。|市农业农村局|市发展改革委、市财政局|2026年11月
            5|在蜜橘、茶叶主产区建设有机肥替代化肥示范基地4.5万亩。|市农业农村局|市果业局|2027年6月
            畜禽养殖污染治理@4|6|规模养殖场粪污处理设施装备配套率达到100%，建立粪污资源化利用台账。|市农业农村局|市生态环境局|2025年12月
            7|对设计规模以下养殖户开展登记，建设田间贮存池320个，严禁直接排放。|各县（市、区）人民政府|市农业农村局|2026年8月
            8|开展禁养区“回头看”，发现复养的，10日内依法关闭或者搬迁。|市生态环境局|市农业农村局、市自然资源局|每年4月、9月
            9|支持第三方建设区域性处理中心5个，单个中心年处理能力不低于8万吨。|市农业农村局|市财政局、市生态环境局|2027年3月
            水产养殖污染治理@4|10|完成集中连片池塘标准化改造1.6万亩，尾水达标排放或者循环利用。|市农业农村局|市水利局|2026年12月
            11|制定养殖尾水监测方案，每季度对50亩以上养殖场抽测1次，抽测比例不低于30%。|市生态环境局|市农业农村局|2025年9月
            12|退出饮用水水源保护区内网箱养殖，恢复岸线38公里。|市水利局@2|市生态环境局、市林业局|2025年11月
            13|科学调度闸坝，枯水期主要支流生态流量保障率达到90%以上。|市水文中心|长期
            农村生活污水治理@4|14|治理农村生活污水行政村210个，治理率达到60%，设施正常运行率不低于92%。|市生态环境局|市住房城乡建设局|2027年12月
            15|消除较大面积农村黑臭水体29条，防止返黑返臭。|市生态环境局|市水利局|2026年6月
            16|改造提升农村户厕1.2万户，厕所粪污基本得到有效处理。|市农业农村局|市卫生健康委|2026年12月
            17|清理农村河道淤泥46万立方米，疏浚沟渠180公里。|市水利局|各县（市、区）人民政府|2026年4月
            监督与保障@3|18|建设地表径流监测点24个，数据接入智慧环保平台。|市生态环境局|市农业农村局、市水利局|2026年9月
            19|市级财政每年安排专项资金3000万元，县级配套比例不低于40%。|市财政局|市农业农村局|每年3月
            20|对工作滞后的县（市、区）约谈通报，连续两年排名末位的暂停项目审批。|市生态环境局|市水利局|每年1月
            """,
            header_rows=2,
        ),
    )
    css = """
    @page { size: A4; margin: 30mm 25mm 28mm }
    body { font: 15pt/1.85 'AR PL UMing CN' } p.T { font: bold 20pt/1.5 'WenQuanYi Zen Hei' }
    .head { display: flex; justify-content: center; align-items: center; color: #d00; font: 25pt/1.45 'Noto Serif CJK SC'; font-weight: bold }
    .head i { font-style: normal; margin-left: 22pt; font-size: 30pt } .head span { display: block; text-align-last: justify }
    p.ORG { display: none } p.NO { margin-top: 4pt } p.SIGN { margin-right: 0 }
    table { font-size: 11pt; line-height: 1.5 } td, th { padding: 7pt 4pt; vertical-align: middle; orphans: 5; widows: 5 }
    th { background: #f2f2f2 } td:nth-last-child(4) { text-align: left }
    td { width: 13% } th:nth-child(1) { width: 11% } th:nth-child(2) { width: 7% } th:nth-child(3) { width: 36% }
    """
    heads = "".join(f"<span>{name}</span>" for name in one.all("ORG"))
    page = page_html(one, css).replace("<body>", f'<body><div class="head"><div>{heads}</div><i>文件</i></div>')
    return finish(
        one,
        chromium(page),
        CHROMIUM,
        [
            "ruled table",
            "red head with three issuers beside 文件",
            "two-level header repeated",
            "rowspan over page break, twice",
        ],
        furniture=[],
    )


@maker("three_line_wrapped_total")
def three_line_wrapped() -> Made:
    """Three-line; cells of several lines in three columns, hung from the top; a rule above the sum; unit line."""
    one = notice(
        """
        T 关于下达乌岭县2025年第二批财政衔接推进乡村振兴补助资金项目计划的通知
        NO 乌财农〔2025〕42号
        TO 各乡镇人民政府，县直有关部门：
        P 根据《乌岭县财政衔接推进乡村振兴补助资金管理办法》，经县委农村工作领导小组审定，现将2025年第二批项目计划下达给你们。
        P 项目主管部门要在收到本通知之日起15日内完成实施方案批复，9月底前开工率达到100%，12月20日前资金支出率不低于92%。
        C 表1　2025年第二批项目计划表
        RIGHT 单位：万元
        TABLE 1
        P 任何单位不得挤占、挪用项目资金；确需调整的，报县委农村工作领导小组批准后执行。
        SIGN 乌岭县财政局
        DATE 2025年7月23日
        """,
        grid(
            "表1 2025年第二批项目计划表",
            """
            项目名称|建设内容及规模|计划资金|绩效目标|责任单位
            石坪乡食用菌产业园二期|新建标准化菌棚36座、冷库1座（库容800立方米），配套供水管道2.4公里|286.5|带动脱贫户118户增收，户均年增收不低于4200元|县农业农村局、石坪乡人民政府
            白果村饮水提升|新建蓄水池2座，更换管网7.8公里|64|受益群众1320人|县水利局
            大洼镇茶叶初制厂改造|改造厂房1500平方米，购置杀青机、揉捻机等设备12台（套）|158.2|年加工鲜叶能力提高到300吨，联结茶农260户|县林业局、大洼镇人民政府
            通组道路硬化|硬化道路11.6公里，路面宽3.5米，安装护栏2300米|412.8|解决9个村民组、2047人出行问题|县交通运输局
            防返贫公益岗|开发保洁、护路等岗位215个|129|稳定就业不少于10个月|县人力资源社会保障局
            合计||1050.5||
            """,
            ruled=False,
        ),
    )
    table = f"""#text(0.8em, table(columns: (1.1fr, 1.7fr, auto, 1.4fr, 1.2fr), stroke: none, inset: (x: 5pt, y: 5pt), align: (x, y) => if y == 0 {{ center + horizon }} else if x == 2 {{ right + top }} else {{ left + top }},
    table.hline(y: 0, stroke: 1.4pt), table.hline(y: 1, stroke: 0.7pt), table.hline(y: 6, stroke: 0.4pt),
    {cells_of(one.tables[0])}
    table.hline(stroke: 1.4pt)))"""
    head = '#set page(paper: "a4", margin: (x: 26mm, top: 32mm, bottom: 30mm), footer: context align(center, text(10pt)[— #counter(page).display() —]))\n#set text(font: "Noto Serif CJK SC", size: 14pt)'
    source = typst_source(one, {1: table}, head).replace("单位：万元\n", "#align(right, text(0.75em)[单位：万元])\n", 1)
    return finish(
        one,
        typeset(source),
        TYPST,
        [
            "three-line",
            "cells of several lines in four of five columns",
            "rule above the sum",
            "unit line under the title",
        ],
        furniture=["— N —"],
    )


@maker("borderless_all_centred")
def borderless_centred() -> Made:
    """No line; every cell centred in both directions; cells of several lines; a wrapped header."""
    one = notice(
        """
        T 南泽市数据局关于公布2025年度公共数据授权运营试点场景的公告
        NO 2025年第4号
        P 为加快公共数据资源开发利用，经公开征集、专家评审和社会公示，现确定以下5个场景为2025年度公共数据授权运营试点场景，试点期自2025年8月1日起至2026年7月31日止。
        TABLE 1
        P 运营单位应当在2025年9月15日前完成数据产品安全评估，未通过评估的，取消试点资格。
        P 市数据局每半年组织一次绩效评价，评价结果为不合格的，限期60日整改；整改后仍不合格的，终止授权。
        SIGN 南泽市数据局
        DATE 2025年7月16日
        """,
        grid(
            "",
            """
            场景名称|数据提供单位|运营单位|主要产出|数据更新频次（次/月）
            普惠信贷风控|市税务局、市市场监管局、市不动产登记中心|南泽征信有限公司|为不少于3万户经营主体提供信用画像|4
            货车通行优化|市公安局交警支队|泽通物流科技有限公司|货车平均绕行里程下降15%|30
            商业健康险快赔|市医保局、市卫生健康委|南泽数据集团有限公司|理赔时间由7天压缩至1天|8
            农产品产销对接|市农业农村局、市商务局、市气象局、市粮食和物资储备局|禾信数科有限公司|覆盖12个品类|2
            充电设施规划|国网南泽供电公司|南泽城投新能源有限公司|建成选址模型1个，年新增充电桩不少于2000个|1
            """,
            ruled=False,
        ),
    )
    base = "p { margin: 5px 0; text-indent: 2em } p.T, p.NO { text-align: center; text-indent: 0 } p.T { font-weight: bold } p.SIGN, p.DATE { text-align: right } table { border-collapse: collapse; width: 100% }"
    css = """
    body { font: 16px/1.9 'Noto Serif CJK SC' } p.T { font-size: 23px; font-family: 'WenQuanYi Zen Hei' }
    table { font-size: 14px; line-height: 1.5; margin: 14px 0 } td, th { border: none; text-align: center; vertical-align: middle; padding: 8px 10px }
    th { font-weight: bold } th:nth-child(5) { width: 90px } th:nth-child(1) { width: 110px } tr { page-break-inside: avoid }
    """
    margins = ["--margin-top", "26mm", "--margin-bottom", "24mm", "--margin-left", "24mm", "--margin-right", "24mm"]
    return finish(
        one,
        wkhtmltopdf(page_html(one, css, "公告", base), "--page-size", "A4", *margins),
        QT,
        ["borderless", "all cells centred", "wrapped header", "table inside the text"],
        furniture=[],
    )


@maker("row_rules_group_column")
def row_rules_group_column() -> Made:
    """Rules under the rows, broken off at the group column, where one name stands for several rows; over two pages."""
    one = notice(
        """
        ORG 雁洲市体育局
        NO 雁体规〔2024〕2号
        T 雁洲市体育局关于印发高危险性体育项目监管事项清单的通知
        TO 各区（县）体育主管部门，各有关单位：
        P 现将《高危险性体育项目监管事项清单》印发给你们，请严格履行监管职责，经营高危险性体育项目的场所持证率应当达到100%。
        P 各区（县）体育主管部门应当于每年12月15日前报送年度监管情况，对发现的重大安全隐患，应当在2小时内报告同级人民政府。
        P 本通知自2024年11月1日起施行，有效期5年。
        SIGN 雁洲市体育局
        DATE 2024年9月29日
        A 附件
        C 高危险性体育项目监管事项清单
        TABLE 1
        """,
        grid(
            "高危险性体育项目监管事项清单",
            """
            项目|监管事项|监管要求|监管主体|频次
            游泳@5|救生人员配备|水面面积250平方米以下的，至少配备3名；每增加250平方米，增加1名。|区（县）体育局|每季度1次
            水质|游离性余氯0.3至1.0毫克/升，浑浊度不大于1NTU。|区（县）疾控中心|每月1次
            深浅水标识|池岸四周设置明显的水深度、深浅水区警示标识。|区（县）体育局|每季度1次
            人均面积|人均水面面积不低于2.5平方米，超出时停止入场。|区（县）体育局|暑期每周1次
            责任保险|每人每次伤亡责任限额不低于60万元。|市体育局|每年1次
            滑雪@4|雪道分级|初级、中级、高级雪道分别标示，最大坡度不超过25度的方可对初学者开放。|市体育局|雪季前1次
            拖牵与索道|具有有效期内的特种设备检验合格证，日检记录完整。|市市场监管局|雪季每月1次
            巡救队伍|每条雪道至少配备2名持证巡救员，救护响应时间不超过8分钟。|市体育局、市应急管理局|雪季每月1次
            防护网|高度不低于1.8米，与雪道边缘距离不少于1米。|区（县）体育局|雪季前1次
            攀岩@3|器材报废|主绳使用满5年或者发生严重冲坠的立即报废。|区（县）体育局|每半年1次
            指导人员|每条线路保护员不少于1名，同场教练与学员比例不低于1:8。|区（县）体育局|每季度1次
            岩壁检测|由具备资质的机构检测，检测报告公示于入口处。|市体育局|每年1次
            潜水@2|气瓶检验|气瓶每3年检验一次，压缩空气符合呼吸标准。|市市场监管局|每年2次
            应急预案|配备减压病救治协议医院，每年演练不少于2次。|市体育局|每年2次
            """,
            ruled=False,
        ),
    )
    source = flat_odf(
        one,
        "WenQuanYi Micro Hei",
        15,
        A4.format(82, 58, 74),
        "第 # 页",
        widths=[(48, 82, 176, 82, 59)],
        table_size=11.5,
        aligns="cclcc",
        split_rows=False,
    )
    old = 'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="3pt"'
    new = 'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border-left="none" fo:border-right="none" fo:border-top="none" fo:border-bottom="0.5pt solid #000000" fo:padding="5pt"'
    head = new.replace('"cell"', '"head"').replace('border-top="none"', 'border-top="1.2pt solid #000000"')
    assert old in source
    source = source.replace(
        f"<style:style {old}", f'<style:style {head} style:vertical-align="middle"/></style:style><style:style {new}'
    )
    begin, rest = source.split("<table:table-header-rows>")
    top, rest = rest.split("</table:table-header-rows>")
    top = top.replace('style-name="cell"', 'style-name="head"')
    source = f"{begin}<table:table-header-rows>{top}</table:table-header-rows>{rest}"
    return finish(
        one,
        printed(source),
        OFFICE,
        [
            "horizontal rules between the rows, broken off at the group column",
            "group column with row spans",
            "span over page break",
            "header repeated",
        ],
        furniture=["第 N 页"],
    )


@maker("zebra_wrapped_header")
def zebra_wrapped_header() -> Made:
    """Stripes without rules under a header of three lines; figures at the right; repeated on the second page."""
    one = notice(
        """
        T 苍浦市林业局关于2024年度国土绿化任务完成情况的通报
        TO 各县（市、区）林业局，市直林场：
        P 2024年，全市共完成造林31.86万亩，占年度任务的104.2%，森林覆盖率提高到52.7%。
        P 对任务完成率低于95%的单位，扣减2025年度林业改革发展资金5%，并于2025年3月31日前提交书面整改报告。
        C 2024年度国土绿化任务完成情况
        TABLE 1
        P 各单位要在2025年4月10日前完成缺株补植，成活率不低于88%。
        SIGN 苍浦市林业局
        DATE 2025年1月21日
        """,
        grid(
            "2024年度国土绿化任务完成情况",
            """
            单位|人工造林下达任务（亩）|人工造林实际完成（亩）|退化林修复实际完成（亩）|任务完成率（%）|主要树种|存在的主要问题
            云和县|18600|19240|22100|103.4|杉木、枫香|部分地块管护不到位
            浦阳市|15200|15380|17650|101.2|木荷、香樟|
            麓湖区|4300|4051|5200|94.2|桂花|用地协调缓慢，2个地块未开工
            东屏县|22700|24516|30400|108.0|马尾松、闽楠、枫香|
            芦荻县|9800|9212|11800|94.0|湿地松|春旱导致成活率偏低
            锦溪县|13500|13716|16900|101.6|油茶|油茶良种使用率仅为86%
            桃洲县|17600|18955|21040|107.7|油茶、杉木|
            望江区|3100|3224|2860|104.0|水杉|
            朱坊县|11400|11742|13500|103.0|毛竹|竹林道路建设滞后
            青塘县|16900|17407|19900|103.0|杉木、木荷|
            岭背县|20100|20904|26750|104.0|闽楠|图斑上报有误3处
            仙桥县|14700|14994|18320|102.0|枫香、乌桕|
            河口林场|2400|2544|6100|106.0|杉木|
            大岗山林场|2800|2912|7350|104.0|闽楠、红豆树|
            石门寨林场|1900|1786|4100|94.0|湿地松|苗木调运不及时
            双溪林场|2100|2205|5080|105.0|木荷|
            合计|177100|182788|229050|103.2||
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 24mm 21mm 22mm }
    body { font: 14pt/1.9 'Noto Sans CJK SC' } p.T { font-size: 19pt }
    table { font-size: 10.5pt; line-height: 1.45 } td, th { border: none; padding: 7pt 6pt; text-align: left; vertical-align: middle }
    th { background: #3c6e57; color: white; text-align: center } tbody tr:nth-child(even) td { background: #e6efe9 }
    td:nth-child(n+2):nth-child(-n+5) { text-align: right } tr { break-inside: avoid } td:nth-child(1) { white-space: nowrap }
    th:nth-child(n+2):nth-child(-n+5) { width: 62pt } th:nth-child(6) { width: 70pt } th:nth-child(7) { width: 20% }
    """
    return finish(
        one,
        chromium(page_html(one, css, "通报")),
        CHROMIUM,
        ["zebra", "wrapped header, repeated", "figures at the right", "empty cells", "sum row", "white letters"],
        furniture=[],
    )


@maker("two_columns_wide_table")
def two_columns_wide_table() -> Made:
    """Opinions in two columns; a ruled table as wide as both stands between; sentences over columns and pages."""
    one = notice(
        """
        T 关于加快推进海绵城市建设的实施意见
        P 为系统化全域推进海绵城市建设，增强城市防洪排涝能力，根据国家有关规定，结合澜坪市实际，现提出如下实施意见。
        H 一、总体目标
        P 坚持生态优先、灰绿结合，统筹新区建设和老城改造。到2027年，建成区45%以上面积达到海绵城市建设要求，内涝积水点消除比例达到100%；到2030年，建成区80%以上面积达到海绵城市建设要求，雨水资源化利用率不低于5%。
        H 二、重点任务
        P （一）严格规划管控。将年径流总量控制率纳入国土空间详细规划，作为土地出让条件，新建项目年径流总量控制率不低于75%，改造项目不低于60%。（责任单位：市自然资源局、市住房城乡建设局）
        P （二）推进小区改造。结合老旧小区改造同步建设下沉式绿地、透水铺装，2025年改造小区28个，2026年改造小区35个，透水铺装率不低于40%。（责任单位：市住房城乡建设局，各区人民政府）
        P （三）建设海绵道路。新建城市道路人行道透水铺装率不低于70%，改造易涝下穿通道9处，每处配备移动泵车不少于1台。（责任单位：市城管局）
        P （四）恢复城市水系。拆除硬质护岸12.8公里，恢复河道生态岸线，水面率不低于8.5%，汛前完成排水管网清淤不少于400公里。（责任单位：市水利局、市城管局）
        H 三、分区目标
        P 各区应当对照下列目标制定年度计划，于每年1月底前报市住房城乡建设局备案。
        C 海绵城市建设分区目标
        TABLE 1
        H 四、资金支持
        P （五）加大财政投入。市级财政每年安排海绵城市建设专项资金1.5亿元，对达标的老旧小区按每平方米60元给予奖补，单个小区不超过300万元；对社会资本投资的海绵设施，按照投资额的10%给予补助。（责任单位：市财政局）
        P （六）创新投融资模式。鼓励采取特许经营方式建设运营，特许经营期不超过40年，政策性银行贷款期限可延长至25年。（责任单位：市发展改革委、市金融办）
        H 五、监督管理
        P （七）强化施工监管。海绵设施与主体工程同步设计、同步施工、同步验收，未按图施工的，责令限期改正，改正期限不超过30日。（责任单位：市住房城乡建设局）
        P （八）开展监测评估。在12个典型排水分区布设流量、水质监测点96个，数据每5分钟上传一次，2026年6月底前接入城市运行管理平台。（责任单位：市城管局、市数据局）
        P （九）加强运行维护。海绵设施管养单位每年汛前、汛中、汛后各检查1次，雨水口每月清掏不少于1次；设施损坏的，应当在接到报告后48小时内修复，无法按时修复的，应当设置警示标志并向社会公告。（责任单位：市城管局，各区人民政府）
        P 本意见自2025年5月1日起施行，有效期至2030年4月30日。
        SIGN 澜坪市人民政府办公室
        DATE 2025年4月2日
        """,
        grid(
            "海绵城市建设分区目标",
            """
            区域|达标面积比例（2027年）|达标面积比例（2030年）|年径流总量控制率|易涝点整治（处）|牵头单位
            中心区|42%|78%|70%|14|中心区人民政府
            滨湖新区|65%|92%|80%|3|滨湖新区管委会
            北站片区|38%|76%|68%|9|北站建设指挥部
            高新区|50%|85%|75%|5|高新区管委会、澜坪高新建设集团
            """,
        ),
    )
    css = """
    @page { size: A4; margin: 24mm 19mm 23mm; @bottom-center { content: "—" counter(page) "—"; font-size: 10pt } }
    body { font: 12pt/1.8 'AR PL UMing CN'; column-count: 2; column-gap: 10mm; column-rule: .4pt solid #888 }
    p.T { column-span: all; font: 21pt/1.6 'WenQuanYi Micro Hei'; margin-bottom: 6mm }
    .wide { column-span: all; margin: 4mm 0 } table { font-size: 10.5pt } p.H { font-family: 'WenQuanYi Micro Hei'; margin-top: 4pt }
    """
    page = page_html(one, css)
    table = table_html(one.tables[0], "t1 ")
    caption = '<p class="C">海绵城市建设分区目标</p>'
    assert f"{caption}\n{table}" in page
    page = page.replace(f"{caption}\n{table}", f'<div class="wide">{caption}{table}</div>')
    return finish(
        one,
        weasy(page),
        WEASY,
        ["two-column prose", "full-width title", "ruled table over both columns", "rule between columns"],
        furniture=["—N—"],
        metadata={
            "org": "澜坪市人民政府办公室",
            "title": "关于加快推进海绵城市建设的实施意见",
            "date": "2025年4月2日",
        },
    )


@maker("plan_notes_per_page")
def plan_notes_per_page() -> Made:
    """A plan with footnotes that begin with ① on each page, a running head, page numbers - N -, a small ruled table."""
    one = notice(
        """
        T 枫陵市“十五五”现代物流业发展规划
        P 为推动现代物流业高质量发展，降低全社会物流成本，根据《枫陵市国民经济和社会发展第十五个五年规划纲要》，编制本规划，规划期为2026年至2030年。
        H 第一章 发展基础
        P “十四五”期间，全市社会物流总额{①:社会物流总额，指第一次进入需求领域，产生从供应地向接受地实体流动的物品价值总和。}年均增长6.8%，2025年达到9860亿元；社会物流总费用与地区生产总值的比率下降到14.1%，较2020年下降0.9个百分点。
        P 建成物流园区11个、县级物流中心18个，A级物流企业{②:A级物流企业，指按照国家标准评估为一至五级的物流企业，五级最高。}达到126家，其中五级3家。
        P 同时，铁路货运量占比仅为7.4%，多式联运衔接不畅，冷链流通率低于全省平均水平6个百分点，短板仍然突出。
        H 第二章 主要目标
        P 到2030年，基本建成区域性物流枢纽，主要指标见下表。
        C 主要发展指标
        TABLE 1
        H 第三章 重点任务
        P （一）建设枢纽体系。高标准建设枫陵国际陆港{③:枫陵国际陆港，规划范围东至环湖大道，西至铁路货运站，面积8.6平方公里。}，2027年底前建成铁路专用线4条、集装箱堆场60万平方米，年吞吐能力达到80万标箱。
        P （二）发展多式联运。推行“一单制”“一箱制”，培育多式联运经营人不少于6家，到2028年开通铁海联运班列5条，每条每周不少于3班，集装箱铁水联运量年均增长15%以上。
        P （三）完善冷链网络。建设骨干冷链基地2个、产地冷藏保鲜设施480个，新增冷库库容50万立方米，果蔬、肉类、水产品冷链流通率分别达到35%、85%、88%，腐损率分别降至15%、8%、10%以下。
        P （四）提升城乡配送。改造农村客货邮融合站点560个，实现建制村快递服务全覆盖，县域次日达{④:次日达，指包裹在揽收后次日24时前送达收件人。}比例达到95%，城市共同配送率达到30%。
        P （五）推动数字转型。支持网络货运平台规范发展，对年度纳税超过500万元的平台企业，按照地方贡献的20%给予奖励，最高不超过300万元。
        P （六）促进绿色低碳。新增和更新城市配送车辆中新能源汽车比例不低于80%，标准托盘使用率达到40%，可循环快递箱（盒）应用规模达到120万个，邮件快件过度包装抽检不合格率控制在3%以内。
        H 第四章 保障措施
        P 建立由市发展改革委牵头的联席会议制度，每季度召开1次会议；市财政每年统筹安排物流业发展资金{⑤:物流业发展资金，由市级服务业引导资金中切块安排，不含上级补助。}不少于8000万元，优先保障枢纽项目用地，每年新增物流用地不少于1200亩。
        P 市统计局、市发展改革委于每年4月底前发布上年度物流运行报告，2028年下半年开展中期评估，评估结果报市人民政府常务会议审议。
        """,
        grid(
            "主要发展指标",
            """
            指标|单位|2025年|2030年|属性
            社会物流总额|亿元|9860|13800|预期性
            社会物流总费用与地区生产总值的比率|%|14.1|12.8|预期性
            铁路货运量占比|%|7.4|11|预期性
            五级物流企业|家|3|8|预期性
            新能源城市配送车辆占比|%|26|60|约束性
            """,
        ),
    )
    table = f"#text(0.82em, table(columns: (1fr, auto, auto, auto, auto), stroke: 0.5pt, inset: (x: 7pt, y: 6pt), align: (x, y) => if x == 0 and y > 0 {{ left + horizon }} else {{ center + horizon }}, {cells_of(one.tables[0])}))"
    head = """#set page(paper: "a4", margin: (x: 28mm, top: 34mm, bottom: 32mm), header: [#counter(footnote).update(0) #align(right, text(9pt)[枫陵市“十五五”规划汇编]) #v(-0.8em) #line(length: 100%, stroke: 0.4pt)], footer: context align(center, text(11pt, "- " + counter(page).display() + " -")))
#set footnote(numbering: "①")
#show footnote.entry: set text(9pt)
#set text(font: "Noto Serif CJK SC", size: 16pt, costs: (widow: 0%, orphan: 0%))"""
    made, truth = finish(
        one,
        typeset(typst_source(one, {1: table}, head)),
        TYPST,
        ["footnotes ① anew on each page", "running head", "page numbers - N -", "ruled table"],
        furniture=["- N -", "枫陵市“十五五”规划汇编"],
    )
    truth["cross_page_checks"] = [check for check in truth["footnote_call_checks"] if check.startswith("建立由")]
    return made, truth


@maker("web_print_colspans")
def web_print_colspans() -> Made:
    """Printed from a browser with date, title, address; a ruled table with section rows, subtotals, spans of columns."""
    one = notice(
        """
        CRUMB 首页 > 政务公开 > 法定主动公开内容 > 财政资金
        T 禾溪县民政局关于调整2025年度社会救助和福利保障标准的通知
        NO 禾民〔2025〕19号
        CRUMB 来源：禾溪县民政局　发布时间：2025-03-27　字号：【大 中 小】
        TO 各乡镇人民政府，各街道办事处：
        P 经县人民政府第41次常务会议研究同意，自2025年4月1日起调整全县社会救助和福利保障标准，现将有关事项通知如下。
        P 一、调整后的标准见下表，所需资金由省、市、县三级按5:2:3比例分担。
        TABLE 1
        P 二、各乡镇（街道）要在4月20日前完成在册对象复核，新标准补差资金于4月30日前通过“一卡通”发放到位。
        P 三、对采取虚报、隐瞒手段骗取救助资金的，依法追回，并处非法获取款额1倍以上3倍以下罚款。
        SIGN 禾溪县民政局
        DATE 2025年3月25日
        CRUMB 【打印本页】　【关闭窗口】
        """,
        grid(
            "",
            """
            保障项目@2|对象类别@2|标准（元/月）@1x2|惠及人数（人）@2|备注@2
            原标准|新标准
            一、基本生活救助@1x6
            最低生活保障@2|城市居民|780|830|1260|按补差发放
            农村居民|590|650|8742|月人均补差不低于360元
            特困人员供养@2|全自理|1014|1079|1035|不含照料护理费
            全护理|按最低工资标准的35%另加照料护理费@1x2|214|由供养机构统筹使用
            小计@1x4|11251|
            二、福利保障@1x6
            孤儿养育@2|集中供养|1800|1950|37|
            散居|1300|1450|112|含事实无人抚养儿童
            残疾人补贴@2|困难残疾人生活补贴|90|100|3608|
            重度残疾人护理补贴|90|110|4127|一级、二级残疾
            高龄津贴|100周岁以上|300|500|21|按月发放
            小计@1x4|7905|
            三、临时救助@1x6
            急难型|家庭或者个人|一事一议，最高不超过城市低保年标准的2倍@1x2|不限|先行救助，5个工作日内补办手续
            """,
            header_rows=2,
        ),
    )
    css = """
    @page { size: A4; margin: 16mm 18mm }
    body { font: 12.5pt/1.9 'WenQuanYi Micro Hei' } p.T { font-size: 18pt; color: #b00 } p.NO { border: none; margin: 4pt }
    p.CRUMB { text-indent: 0; font-size: 9.5pt; color: #666; border-bottom: 1px dashed #bbb; text-align: center }
    table { font-size: 10.5pt; line-height: 1.6; margin: 8pt 0 } td, th { border: 1px solid #888; padding: 6pt 5pt } th { background: #f0f4fa }
    td[colspan="6"] { text-align: left; font-weight: bold } tr { break-inside: avoid }
    """
    title = "禾溪县民政局关于调整2025年度社会救助和福利保障标准的通知-禾溪县人民政府网"
    data = chromium(page_html(one, css, title), "http://www.hexi.example/zwgk/fdzdgk/202503/t20250327_58213.html")
    data, truth = finish(
        one,
        data,
        CHROMIUM,
        [
            "ruled table",
            "browser print furniture",
            "section rows over the full width",
            "subtotals over four columns",
            "spans of two columns",
            "two-level header",
            "radicals for plain characters",
        ],
        furniture=["N/N", "通知-禾溪县人民政府网", "www.hexi.example", "N/N/N,N:N"],
    )
    return with_radicals(data), truth


@maker("sideways_rotate_270")
def sideways_rotate_270() -> Made:
    """Two landscape pages that are stored upright with /Rotate 270; a ruled table with spans, header repeated."""
    one = notice(
        """
        ORG 鹤泉市人民政府安全生产委员会办公室
        NO 鹤安办〔2025〕7号
        T 关于印发2025年安全生产重点督查事项的通知
        TO 各县（市、区）安委会，市安委会各成员单位：
        P 经市安委会主要负责同志同意，现将《2025年安全生产重点督查事项》印发给你们，请对照时限要求抓好整改落实。
        P 各责任单位应当于每月5日前报送上月进展，逾期未完成的，市安委会将在10日内挂牌督办。
        SIGN 鹤泉市人民政府安全生产委员会办公室
        DATE 2025年2月18日
        PB LAND
        A 附件
        C 2025年安全生产重点督查事项
        TABLE 1
        """,
        grid(
            "2025年安全生产重点督查事项",
            """
            序号|行业领域|督查事项|整改目标|责任单位|督查单位|完成时限
            1|煤矿@3|采掘接续紧张|“三量”可采期达到规定要求，严禁超能力组织生产，超产10%的停产整顿|市能源局|市安委办|4月底前
            2|瓦斯抽采不达标|抽采率不低于45%，抽采达标评判报告100%上传监管平台|市能源局|市安委办|6月底前
            3|井下电气设备失爆|失爆率为零|各煤矿企业|市能源局|全年
            4|危险化学品@3|老旧装置带病运行|使用20年以上的装置全部完成评估，37套高风险装置退出或者改造|市应急管理局|市安委办|11月底前
            5|园区封闭化管理|4个化工园区全部达到D级较低安全风险等级|市工业和信息化局、市应急管理局|市安委办|9月底前
            6|动火作业管理混乱|特殊作业票证电子化率达到100%，视频监控保存不少于30天|各危险化学品企业|市应急管理局|5月底前
            7|道路运输@3|“两客一危”疲劳驾驶|动态监控上线率不低于98%，连续驾驶4小时以上预警处置率达到100%|市交通运输局|市公安局|全年
            8|农村面包车超员|劝导站在岗率不低于90%，重点时段检查车辆不少于1.5万台次|市公安局|市安委办|春运期间
            9|临水临崖路段防护缺失|安装波形护栏210公里，增设警示标牌860块|市交通运输局、各县（市、区）人民政府|市安委办|10月底前
            10|消防@3|高层建筑消防设施损坏|完好率达到95%，48栋重点建筑完成改造|市住房城乡建设局、市消防救援支队|市安委办|12月底前
            11|电动自行车违规充电|新增充电端口1.8万个，社区覆盖率达到100%|各县（市、区）人民政府|市消防救援支队|8月底前
            12|“多合一”场所|动态摸排率达到100%，违规住人清零|市消防救援支队|市安委办|3月底前
            """,
        ),
    )
    css = """
    @page { size: A4; margin: 30mm 27mm; @bottom-right { content: "— " counter(page) " —"; font: 11pt 'AR PL UMing CN' } }
    @page land { size: A4 landscape; margin: 24mm 22mm; @bottom-right { content: "— " counter(page) " —"; font: 11pt 'AR PL UMing CN' } }
    .LAND, .land { page: land } body { font: 15.5pt/1.8 'AR PL UMing CN' } p.T { font: bold 20pt/1.5 'WenQuanYi Micro Hei' }
    p.ORG { font-size: 22pt; letter-spacing: 0 } table { font-size: 12pt; page: land } td { padding: 7pt 5pt } p.C { page: land }
    th:nth-child(4) { width: 28% } th:nth-child(1) { width: 5% } th:nth-child(2) { width: 10% } td:nth-last-child(4) { text-align: left } tr { break-inside: avoid }
    """
    data = weasy(page_html(one, css))
    return finish(
        one,
        _turned(data, {2: 270, 3: 270}),
        "WeasyPrint 70 + pikepdf",
        ["ruled table", "/Rotate 270", "landscape pages", "row spans", "header repeated"],
        furniture=["— N —"],
    )


@maker("small_grey_watermark")
def small_grey_watermark() -> Made:
    """Small slanted grey words repeated over each page, behind prose and a ruled table that goes on over the page."""
    one = notice(
        """
        ORG 柏川县人民政府办公室
        NO 柏府办函〔2025〕33号
        T 关于做好2025年防汛抗旱物资储备工作的函
        TO 各乡镇人民政府，县防汛抗旱指挥部各成员单位：
        P 为做好2025年防汛抗旱物资储备工作，确保关键时刻调得出、用得上，经县人民政府同意，现就有关事项函告如下。
        P 一、明确储备责任。县级物资由县应急管理局、县粮食和物资储备中心负责，乡镇物资由各乡镇人民政府负责，村级物资由村民委员会代储，5月15日前全部入库到位，入库合格率达到100%。
        P 二、落实储备资金。县财政安排储备资金460万元，其中新购资金320万元，维护资金140万元；乡镇配套资金不少于每村8000元，由县财政局在4月30日前完成预算下达。
        P 三、严格调用程序。启动三级以上应急响应时，由县防汛抗旱指挥部办公室签发调令，承储单位应当在接到调令后40分钟内完成装车，2小时内运抵现场；情况特别紧急的，可以先调用后补办手续，补办时间不得超过24小时。
        P 四、加强日常管理。承储单位每月盘点1次，每季度对排涝泵、发电机组试运行1次，每次不少于30分钟，并做好记录备查；对超过储存年限的物资，应当在30日内提出报废申请。
        C 2025年县级防汛抗旱物资储备任务
        TABLE 1
        P 五、强化监督检查。县防汛抗旱指挥部办公室于5月20日至31日开展专项检查，对储备不到位的，约谈主要负责人。
        SIGN 柏川县人民政府办公室
        DATE 2025年4月14日
        """,
        grid(
            "2025年县级防汛抗旱物资储备任务",
            """
            物资类别|品名|单位|应储数量|现有数量|新购数量|承储单位
            抢险物料@4|编织袋|万条|30|22.5|7.5|县应急管理局
            土工布|平方米|18000|12400|5600|县水利局
            块石|立方米|3500|3500|0|县水利局
            砂砾料|立方米|4200|2650|1550|县交通运输局
            救生器材@3|救生衣|件|2600|1980|620|县应急管理局
            冲锋舟|艘|16|11|5|县消防救援大队
            救生圈|只|1200|1200|0|各乡镇人民政府
            排涝设备@3|移动排涝泵（流量不低于500立方米/小时）|台|12|7|5|县水利局、县城管局
            发电机组|台|26|19|7|县应急管理局
            照明灯组|套|40|28|12|县应急管理局
            抗旱设备@2|送水车|辆|14|9|5|县消防救援大队
            抗旱水泵|台|150|118|32|县农业农村局
            """,
        ),
    )

    def grey(canvas: Any, high: float) -> None:
        from pdf_making.drawing import _font

        canvas.setFillColorRGB(0.82, 0.82, 0.82)
        canvas.setFont(_font("zen"), 9)
        for row in range(12):
            for column in range(4):
                canvas.saveState()
                canvas.translate(20 + 155 * column + 40 * (row % 2), 30 + 72 * row)
                canvas.rotate(22)
                canvas.drawString(0, 0, "柏川办公平台 余文静 0414")
                canvas.restoreState()

    number = page_mark("- # -", size=10)

    def mark(sheaf: Sheaf) -> None:
        sheaf.put("free", grey)
        number(sheaf)

    sheaf = marked(Sheaf(font="ming"), mark)
    flow = Flow(sheaf, one_frame(78, 88, 440, 752), 14, 26)
    look = Look((60, 104, 48, 56, 56, 56, 60), size=11, leading=16, pad=4, aligns="clcrrrc", repeat_header=True)
    on = set_lines(flow, one, [look])
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        ["ruled table", "watermark of small repeated grey words, slanted", "figures at the right", "row spans"],
        table_pages=on,
        furniture=["- N -", "柏川办公平台", "余文静"],
    )


@maker("dense_duties_in_brackets")
def dense_duties() -> Made:
    """Dense prose of a plan for three pages; duties in brackets at the end of each item, cut by the page breaks."""
    one = notice(
        """
        ORG 宁岚市人民政府办公室文件
        NO 宁岚政办发〔2025〕16号
        T 宁岚市人民政府办公室关于印发宁岚市促进低空经济高质量发展行动方案（2025—2027年）的通知
        TO 各区（市、县）人民政府，市政府各部门、各直属机构：
        P 《宁岚市促进低空经济高质量发展行动方案（2025—2027年）》已经市政府同意，现印发给你们，请认真贯彻执行。
        SIGN 宁岚市人民政府办公室
        DATE 2025年5月30日
        H 一、工作目标
        P 到2027年，全市低空经济规模达到180亿元，集聚产业链企业240家以上，其中规模以上企业不少于60家；建成各类起降场站150个，开通无人机航线80条，年飞行架次突破100万架次，实现全域低空安全监管“一网统管”。
        H 二、重点任务
        P （一）建设低空基础设施。编制起降设施布局专项规划，2025年9月底前印发实施；新建垂直起降枢纽3座、起降场20座、起降点127个，单个枢纽占地面积不超过30亩，建设用地指标由市级统筹保障。（牵头单位：市自然资源局；配合单位：市发展改革委、市住房城乡建设局，各区（市、县）人民政府）
        P （二）完善通信导航监视网络。利用现有铁塔资源加挂通感一体化设备，2026年6月底前完成600个站点改造，600米以下空域连续覆盖率达到95%，定位精度优于0.5米。（牵头单位：市工业和信息化局；配合单位：铁塔宁岚分公司、移动宁岚分公司、电信宁岚分公司）
        P （三）搭建飞行服务平台。建成市级低空飞行服务中心，飞行计划审批时间由3天压缩至1小时，适飞空域比例提高到60%以上，2025年12月底前上线试运行，2026年3月1日起正式运行。（牵头单位：市交通运输局；配合单位：市数据局、市公安局、市气象局）
        P （四）拓展物流配送应用。支持快递企业开通支线无人机物流航线，每条新开航线且年飞行不少于5000架次的，给予一次性补助40万元；开通医疗急救配送航线12条，血液、药品应急配送时间不超过20分钟。（牵头单位：市邮政管理局；配合单位：市商务局、市卫生健康委）
        P （五）发展低空文旅。依托云台山、月牙泊等景区开发飞行体验线路10条以上，每年举办航空运动赛事不少于4场，年接待飞行体验游客30万人次，对赛事承办单位按实际支出的50%给予补助，每场最高100万元。（牵头单位：市文化广电旅游局；配合单位：市体育局）
        P （六）推广政务巡检。整合公安、城管、林业、水利、应急等部门飞行需求，组建统一的政务飞行队伍，2026年底前重点林区、主要河道、高速公路无人机巡检覆盖率分别达到100%、90%、85%，节约巡检经费不少于30%。（牵头单位：市应急管理局；配合单位：市林业局、市水利局、市城管局、市公安局）
        P （七）壮大制造产业。设立总规模20亿元的低空经济产业基金，对整机企业取得型号合格证的，最高奖励1500万元；对关键零部件企业年度研发投入超过1000万元的部分，按15%给予补助，单个企业每年不超过500万元。（牵头单位：市工业和信息化局、市财政局；配合单位：宁岚产投集团）
        P （八）突破关键技术。每年实施市级科技重大专项不少于5项，每项支持经费不超过300万元，重点攻关高能量密度电池、飞控系统、复合材料，到2027年有效发明专利达到450件。（牵头单位：市科技局；配合单位：宁岚理工大学、市知识产权局）
        P （九）培育专业人才。支持市内高校、职业院校开设相关专业7个，每年培养毕业生不少于900人；建设操控员培训基地6个，三年累计培训取证1.2万人次，对取得执照的退役军人给予培训费全额补贴。（牵头单位：市教育局、市人力资源社会保障局；配合单位：市退役军人事务局）
        P （十）守牢安全底线。建立无人机实名登记、飞行报备、违规处置闭环机制，“黑飞”处置响应时间不超过10分钟，重点区域反制设备覆盖率达到100%，每半年组织1次联合应急演练。（牵头单位：市公安局；配合单位：市交通运输局、市应急管理局）
        H 三、保障措施
        P （十一）加强组织领导。成立由市政府主要负责同志任组长的领导小组，办公室设在市交通运输局，每两个月调度1次，年度任务完成情况纳入高质量发展考核，分值不低于5分。（牵头单位：市交通运输局；配合单位：市委考核办）
        P （十二）强化要素支撑。市级财政三年安排专项资金不少于6亿元，引导金融机构推出“低空贷”产品，授信总额不低于50亿元，贷款贴息比例为1.5个百分点。（牵头单位：市财政局；配合单位：市金融办、人民银行宁岚市分行）
        P 本方案自印发之日起施行，有效期至2027年12月31日。
        """
    )
    source = flat_odf(
        one,
        "AR PL UKai CN",
        15.5,
        A4.format(88, 62, 79),
        "— # —",
    )
    source = source.replace("175%", "160%")
    made, truth = finish(
        one,
        printed(source),
        OFFICE,
        ["red head", "dense prose with duties in brackets", "duties over page breaks", "page numbers — N —"],
        furniture=["— N —"],
    )
    truth["metadata"]["org"] = "宁岚市人民政府办公室"
    return made, truth


@maker("letter_numbered_cells")
def letter_numbered_cells() -> Made:
    """Letter size, wide margins, 1.5 lines apart; cells of several numbered paragraphs; rows cut by page breaks."""
    one = notice(
        """
        T 关于规范泓水新区政府投资项目变更管理的意见
        NO 泓管规〔2024〕5号
        TO 各街道办事处，新区各部门，各国有企业：
        P 为规范政府投资项目变更行为，防止超概算、超工期，现就项目变更管理提出以下意见。
        P 一、项目变更分为一般变更、较大变更和重大变更。单项变更金额不超过50万元的为一般变更，超过50万元不满300万元的为较大变更，300万元以上的为重大变更。
        P 二、变更累计金额超过合同价10%的，应当先报新区管委会主任办公会审议，未经批准不得实施，由此增加的费用不予计量支付。
        P 三、各类变更的审批权限、办理程序和时限见附表。
        C 项目变更审批权限表
        TABLE 1
        P 四、设计单位因过错造成变更的，扣减设计费的5%至20%，并在1年内不得参加新区项目投标。
        P 五、本意见自2024年12月1日起施行，有效期3年。
        SIGN 泓水新区管理委员会
        DATE 2024年11月6日
        """,
        grid(
            "项目变更审批权限表",
            """
            变更类别|办理程序|审批单位|办理时限
            一般变更|1.施工单位提出变更申请，附现场影像资料。\\n2.监理单位3个工作日内签署意见。\\n3.建设单位审批，并在5个工作日内报行业主管部门备案。|建设单位|8个工作日
            较大变更|1.建设单位组织设计、监理、造价咨询单位现场核查，形成四方会签单。\\n2.行业主管部门组织专家论证，专家不少于3人。\\n3.财政评审中心出具预算审核意见，审减率超过15%的退回重报。\\n4.行业主管部门批复。|1.行业主管部门\\n2.新区财政局（会签）|20个工作日
            重大变更|1.建设单位委托原设计单位编制变更方案比选报告，方案不少于2个。\\n2.行业主管部门组织专家论证，专家不少于5人，其中造价专家不少于2人。\\n3.财政评审中心出具预算审核意见。\\n4.新区发展改革局核定概算调整。\\n5.新区管委会主任办公会审议。|1.新区发展改革局\\n2.新区管委会|1.方案论证15个工作日\\n2.预算审核15个工作日\\n3.审议10个工作日
            应急变更|1.涉及抢险救灾的，经分管领导口头同意后先行实施。\\n2.实施后7日内补办手续，逾期不予认可。|新区管委会分管领导|即时
            """,
        ),
    )
    source = flat_odf(
        one,
        "AR PL UMing CN",
        14,
        'fo:page-width="612pt" fo:page-height="792pt" fo:margin-top="100pt" fo:margin-bottom="78pt" fo:margin-left="112pt" fo:margin-right="112pt"',
        "#",
        widths=[(62, 186, 76, 64)],
        table_size=12,
        aligns="clll",
    ).replace("175%", "150%")
    return finish(
        one,
        printed(source),
        OFFICE,
        [
            "ruled table",
            "Letter size, wide margins",
            "cells of several numbered paragraphs",
            "rows cut by page breaks",
            "header repeated",
        ],
        furniture=["N"],
    )
