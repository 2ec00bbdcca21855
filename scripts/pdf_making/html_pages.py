"""Notices printed from HTML by WeasyPrint, Chromium and wkhtmltopdf.

Not here: how HTML is printed (`html`).
"""

from __future__ import annotations

from pdf_making.finish import finish, with_radicals
from pdf_making.html import chromium, page_html, weasy, wkhtmltopdf
from pdf_making.model import Made, grid, maker, notice

WEASY, CHROMIUM, QT = "WeasyPrint 70", "Chromium print", "wkhtmltopdf (Qt)"


@maker("weasy_many_rulings")
def many_rulings() -> Made:
    """Four small ruled tables on two pages, each ruled in another way."""
    one = notice(
        """
        T 关于下达2024年度农村供水维修养护任务的通知
        NO 青水农〔2024〕17号
        TO 各县（市、区）水利局：
        P 为巩固农村供水成果，切实保障群众饮水安全，现将2024年度维修养护任务及资金安排下达给你们，请抓好落实。
        C 表1 维修养护任务安排
        TABLE 1
        P 各地要在6月底前完成前期工作，9月底前完成主体工程，12月15日前完成验收销号。
        C 表2 水质检测频次
        TABLE 2
        P 检测结果应当于次月5日前通过农村供水信息系统上报，不得迟报、漏报。
        C 表3 补助标准
        TABLE 3
        P 补助资金不得用于人员工资和办公经费，结余资金收回统筹使用。
        C 表4 考核赋分
        TABLE 4
        P 考核得分低于80分的，扣减下一年度补助资金的10%。
        SIGN 青棠市水利局
        DATE 2024年3月18日
        """,
        grid(
            "表1 维修养护任务安排",
            """
            县（市、区）|水厂（座）|管网（公里）|受益人口（万人）|资金（万元）
            桐溪县|12|86.5|4.2|380
            白沙县|9|64|3.15|296.5
            云岭市|15|102.3|6.08|512
            合计|36|252.8|13.43|1188.5
            """,
        ),
        grid(
            "表2 水质检测频次",
            """
            工程类型|出厂水|末梢水
            千吨万人工程|每日1次|每月2次
            千人供水工程|每月1次|每季度1次
            小型集中供水|每半年1次|每年1次
            """,
        ),
        grid(
            "表3 补助标准",
            """
            类别|内容|标准|备注
            管网改造@2|主管更换|每米80元|含土方
            入户管更换|每户260元|
            设备更新@2|消毒设备|每台1.8万元|限1台
            在线监测|每套3.5万元|须联网
            """,
        ),
        grid(
            "表4 考核赋分",
            """
            序号|考核内容|分值|评分办法
            1|任务完成率|40|每低1个百分点扣2分
            2|水质达标率|30|每低1个百分点扣3分
            3|资金支付率|20|低于90%不得分
            4|信息报送|10|迟报1次扣1分
            """,
        ),
    )
    css = """
    body { font-size: 14pt; font-family: 'WenQuanYi Micro Hei' }
    table.t1 td, table.t1 th { border-left: .5pt solid; border-right: .5pt solid }
    table.t1 td:first-child, table.t1 th:first-child { border-left: none }
    table.t1 td:last-child, table.t1 th:last-child { border-right: none }
    table.t1 td { text-align: right } table.t1 td:first-child { text-align: left }
    table.t2 td, table.t2 th { border: 3pt double #000 }
    table.t3 td, table.t3 th { border: .8pt dashed #333 } table.t3 { width: 80%; margin: auto }
    table.t4 td, table.t4 th { border: .6pt dotted #000 } table.t4 { border: 2.5pt solid #000 }
    table { break-inside: avoid }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        WEASY,
        [
            "ruled table",
            "several tables on a page",
            "no outer vertical rulings",
            "double",
            "dashed",
            "dotted",
            "thick frame",
        ],
    )


@maker("chromium_xubiao_print")
def xubiao_print() -> Made:
    """A table torn by hand into three with （续表） above; printed from a browser with all its furniture."""
    rows = """
        1|老旧小区改造|改造老旧小区42个，惠及居民1.26万户，同步加装电梯60部以上。|市住房城乡建设局|2024年11月
        2|口袋公园建设|新建口袋公园35个，人均公园绿地面积达到14.2平方米。|市园林中心|2024年9月
        3|停车泊位扩容|新增公共停车泊位8000个，开放机关事业单位停车场50处。|市城管局|2024年12月
        4|背街小巷整治|整治背街小巷118条，修复破损路面9.6万平方米。|各街道办事处|2024年10月
        5|社区食堂建设|建成社区食堂24家，每餐服务老年人不少于3000人次。|市民政局|2024年6月
        6|农贸市场提升|完成15家农贸市场标准化改造，快检室覆盖率达到100%。|市市场监管局|2024年8月
        7|供水管网更新|更新老旧供水管网56公里，漏损率控制在8.5%以内。|市水务集团|2024年12月
        8|公厕提质|新建、改建公厕66座，其中二类以上公厕不少于40座。|市环卫处|2024年7月
        9|充电设施建设|新建电动自行车充电端口2万个，实现封闭小区全覆盖。|市消防救援支队、国网岚屏供电公司|2024年10月
        10|儿童友好空间|建设儿童友好社区10个，开设暑期托管班120个。|团市委、市妇联|2024年8月
        11|智慧安防|1200个单元门安装智能门禁，刑事警情同比下降10%以上。|市公安局|2024年9月
        12|便民服务圈|建成一刻钟便民生活圈18个，品牌连锁店占比达到30%。|市商务局|2024年12月"""
    header = "序号|项目名称|建设内容|责任单位|完成时限"
    all_rows = rows.strip().splitlines()
    whole = grid("2024年民生实事项目清单", header + "\n" + rows)
    pieces = [all_rows[:5], all_rows[5:10], all_rows[10:]]
    one = notice(
        """
        ORG 岚屏市人民政府办公室
        NO 岚府办发〔2024〕9号
        T 岚屏市人民政府办公室关于印发2024年民生实事项目清单的通知
        TO 各区人民政府，市政府各部门，市直各单位：
        P 《2024年民生实事项目清单》已经市政府第38次常务会议审议通过，现印发给你们，请认真组织实施。
        P 各牵头单位要于每月25日前向市政府办公室报送项目进展，市政府督查室每季度通报一次。
        SIGN 岚屏市人民政府办公室
        DATE 2024年2月6日
        PB
        A 附件
        C 2024年民生实事项目清单
        TABLE 1
        PB
        C （续表）
        TABLE 2
        PB
        C （续表）
        TABLE 3
        """,
        *(grid("", header + "\n" + "\n".join(piece)) for piece in pieces),
    )
    css = """
    @page { size: A4; margin: 18mm 20mm }
    body { font: 12pt/1.9 'WenQuanYi Zen Hei' } p.T { font-size: 16pt }
    p.ORG { font-size: 24pt }
    td:nth-child(3) { text-align: left } th { background: #eee } th:nth-child(3) { width: 42% }
    table { font-size: 10pt; line-height: 1.9 }
    """
    data = chromium(
        page_html(one, css, "岚屏市人民政府办公室关于印发2024年民生实事项目清单的通知_岚屏市人民政府"),
        "http://www.lanping.example/art/2024/2/6/art_118_20931.html",
    )
    merged = notice("\n".join(f"{code} {words}" for code, words in one.lines if code not in ("TABLE", "PB")), whole)
    data, truth = finish(
        merged,
        data,
        CHROMIUM,
        ["ruled table", "（续表） with header repeated", "browser print furniture", "radicals for plain characters"],
        table_pages=[[2, 3, 4]],
        furniture=["（续表）", "N/N", "民生实事项目清单的通知_岚屏市人民政府", "www.lanping.example", "N/N/N,N:N"],
    )
    return with_radicals(data), truth


@maker("chromium_borderless_wide")
def borderless_wide() -> Made:
    """No line at all, no number column; wide gaps; cells of several lines, centred vertically against one another."""
    one = notice(
        """
        T 关于做好2025年秋粮收购工作的通知
        TO 各县（区）粮食和物资储备中心，各收储企业：
        P 当前秋粮即将大量上市，为切实抓好收购工作，守住农民“种粮卖得出”的底线，现将有关事项通知如下。
        H 一、压实收购责任
        P 各地要在9月20日前完成仓容腾并和设备检修，全市秋粮收购仓容不少于65万吨，收购网点不少于120个。
        H 二、优化为农服务
        P 推广预约收购和订单收购，农户等候时间原则上不超过2小时，售粮款在24小时内结清。
        H 三、明确任务分工
        P 各项任务分工见下表，请对照落实，并于每月末报送进度。
        TABLE 1
        P 各县（区）要设立监督电话，对举报线索3个工作日内核查办结。
        SIGN 沁原市粮食和物资储备局
        DATE 2025年8月27日
        """,
        grid(
            "",
            """
            工作事项|主要要求|责任主体|时限
            腾仓并库|按品种、等级腾出有效仓容，确保新粮有仓可存|各收储企业|9月20日前
            资金筹措|协调农业发展银行安排信贷资金12亿元，用足用好粮食信用保证基金，防止出现“打白条”现象|市粮食和物资储备局、农业发展银行沁原市分行|9月25日前
            质量监测|采集新粮样品260份，及时发布品质信息|市粮油质检中心|10月15日前
            产后服务|开放产后服务中心38个，为农户提供代清理、代干燥、代储存、代加工、代销售服务|各县（区）粮食和物资储备中心|收购期间
            执法检查|严查压级压价、拖欠售粮款行为，检查覆盖面不低于60%|市粮食稽查支队|11月底前
            """,
            ruled=False,
        ),
    )
    css = """
    body { font: 15pt/1.8 'AR PL UMing CN' } p.T { font: bold 21pt 'Noto Sans CJK SC' }
    table { font-size: 12pt; margin: 10pt 0; line-height: 1.45 } td, th { border: none; padding: 7pt 12pt; vertical-align: middle; text-align: left }
    td:nth-child(2) { width: 40% } td:nth-child(1) { white-space: nowrap } td:nth-child(4) { white-space: nowrap }
    """
    return finish(
        one,
        chromium(page_html(one, css, "通知")),
        CHROMIUM,
        ["borderless", "no number column", "cells of several lines centred vertically", "table inside the text"],
        furniture=[],
    )


@maker("weasy_row_rules_continued")
def row_rules_continued() -> Made:
    """A rule under each row, none upright; a number column; goes on for three pages without a header."""
    one = notice(
        """
        T 汀洲市森林防灭火能力提升重点任务分工
        P 为落实《汀洲市森林防灭火能力提升实施方案（2024—2026年）》，经市森林防灭火指挥部同意，现就重点任务作如下分工。
        P 牵头单位对任务完成负总责，参与单位按职责配合，每年12月10日前报送年度落实情况。
        TABLE 1
        P 各单位要明确1名联络员，于2024年5月20日前报市森林防灭火指挥部办公室。
        SIGN 汀洲市森林防灭火指挥部办公室
        DATE 2024年5月8日
        """,
        grid(
            "",
            """
            编号|任务内容|牵头单位|参与单位|时间安排
            1|编制县级森林防灭火规划，划定重点火险区，报市级备案。|市林业局|各县（区）人民政府|2024年8月
            2|新建生物防火林带120公里，其中与邻市交界地段不少于45公里。|市林业局|市财政局|2026年3月
            3|建成林火视频监控点位260个，重点林区覆盖率达到95%以上。|市林业局|铁塔汀洲分公司|2025年6月
            4|组建专业扑火队9支，每支不少于25人，年度培训不少于160学时。|市应急管理局|市消防救援支队|2024年10月
            5|修建防火应急道路88公里，打通林区断头路31条。|市交通运输局|市林业局、各县（区）人民政府|2025年12月
            6|建设林区蓄水池150座，单座容量不低于30立方米。|市水利局|市林业局|2025年9月
            7|开展输配电线路走廊隐患排查，清理通道树障不少于600处。|国网汀洲供电公司|市发展改革委|每年10月底前
            8|落实野外火源“十不准”，卡口扫码登记率不低于98%。|市森林公安局|各国有林场|长期
            9|组织市级综合演练，每年不少于1次，县级不少于2次。|市应急管理局|市森林防灭火指挥部成员单位|每年9月
            10|更新灭火机具4200台（套），报废超期装备1100台（套）。|市应急管理局|市财政局|2025年3月
            11|推行林长制与防火责任制衔接，签订责任书3.2万份。|市林长办|各乡镇人民政府|每年1月
            12|建立火险预警会商机制，红色预警1小时内发布到村。|市气象局|市应急管理局|2024年9月
            13|完善跨区域联防协议，与邻市签订协议5份。|市森林防灭火指挥部办公室|市林业局|2024年11月
            14|实施航空护林取水点建设，新增取水点12处。|市林业局|市水利局|2025年10月
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 30mm 24mm 26mm; @bottom-right { content: "第" counter(page) "页 共" counter(pages) "页"; font: 9pt 'AR PL UKai CN' } }
    body { font: 14pt/1.8 'AR PL UKai CN' }
    table { font-size: 11pt; line-height: 1.75 } td, th { border: none; border-bottom: .5pt solid #555; vertical-align: top; text-align: left; padding: 7pt 5pt }
    th { border-top: 1pt solid; border-bottom: 1pt solid } thead { display: table-row-group }
    td:nth-child(1) { text-align: center } td:nth-child(2) { width: 38% } tr { break-inside: avoid }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        WEASY,
        ["horizontal rules between all rows", "continued without header", "page numbers 第N页 共N页 at the right"],
        furniture=["第N页共N页"],
    )


@maker("weasy_two_columns_table")
def two_columns_table() -> Made:
    """Prose in two columns under a title as wide as the page; a small ruled table inside a column; footnotes ①②."""
    one = notice(
        """
        T 关于推进普惠托育服务扩容提质的若干措施
        P 为积极应对人口形势变化，减轻家庭养育负担，根据国家和省有关部署，结合我市实际，制定本措施。
        H 一、扩大托位供给
        P （一）加强规划布局。将托育服务设施纳入国土空间规划，新建居住区按每千人口不少于10个托位{①:托位，是指经备案的托育机构为3岁以下婴幼儿提供照护服务的名额。}配建，与住宅同步规划、同步建设、同步验收、同步交付。
        P （二）支持多元举办。到2027年，全市千人口托位数达到4.8个，普惠托位占比不低于65%，每个县（市）至少建成1所公办综合服务中心。
        P （三）发展托幼一体。鼓励幼儿园利用富余学位开设托班，2025年起每年新增幼儿园托班不少于150个。
        H 二、降低运营成本
        P （四）落实建设补助。新增普惠托位每个给予一次性建设补助1万元，由市、县两级财政按6:4比例分担。
        P （五）实行运营补助。普惠托育机构按实际收托人数给予补助，标准见下表。
        C 普惠托育机构运营补助标准
        TABLE 1
        P （六）落实价格政策。用水用电用气按居民价格执行，不得另行加收费用。
        H 三、提升服务质量
        P （七）加强队伍建设。保育人员与婴幼儿比例{②:乳儿班不低于1:3，托小班不低于1:5，托大班不低于1:7。}符合国家规定，从业人员岗前培训不少于60学时，持证上岗率达到100%。
        P （八）强化医育结合。社区卫生服务中心与辖区托育机构签约率达到100%，每年上门指导不少于4次。
        P （九）守牢安全底线。监控报警系统全覆盖，录像资料保存期不少于90日，视频巡查每周不少于2次。
        P 本措施自2025年4月1日起施行，有效期3年，由市卫生健康委负责解释。
        SIGN 洛安市卫生健康委员会
        DATE 2025年3月12日
        """,
        grid(
            "普惠托育机构运营补助标准",
            """
            类型|月龄|补助（元/月）
            公办@2|18个月以下|500
            18至36个月|300
            民办@2|18个月以下|700
            18至36个月|450
            """,
        ),
    )
    css = """
    @counter-style circled { system: fixed; symbols: ① ② ③ ④; suffix: " " }
    @page { size: A4; margin: 22mm 18mm; @bottom-center { content: "- " counter(page) " -"; font-size: 10pt } @footnote { border-top: .5pt solid; padding-top: 3pt } }
    body { font: 12pt/1.85 'AR PL UMing CN'; column-count: 2; column-gap: 9mm }
    p.T { column-span: all; font: 20pt/1.6 'WenQuanYi Micro Hei'; margin-bottom: 8mm }
    span.fn { float: footnote; font-size: 8.5pt; line-height: 1.4 }
    ::footnote-call { content: counter(footnote, circled); vertical-align: super; font-size: 7pt; line-height: 0 }
    ::footnote-marker { content: counter(footnote, circled); }
    table { font-size: 9.5pt } p.H { margin-top: 5pt }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        WEASY,
        ["two-column prose", "full-width title", "ruled table inside a column", "footnotes ①", "page numbers - N -"],
        furniture=["- N -"],
    )


@maker("chromium_vertical_cells")
def vertical_cells() -> Made:
    """Vertical text in merged cells at the left, cells of several paragraphs, spans in both directions; landscape."""
    one = notice(
        """
        A 附件2
        C 澄江新区优化营商环境改革任务台账
        TABLE 1
        """,
        grid(
            "澄江新区优化营商环境改革任务台账",
            """
            领域@2|改革事项@2|具体举措@2|责任分工@1x2|目标@2
            牵头|配合
            市场准入@3|开办企业|1.企业开办全流程压缩至0.5个工作日。\\n2.免费刻制印章5枚。|区行政审批局|区公安分局|2024年6月底
            “一业一证”|行业综合许可扩大到40个行业。|区行政审批局|区市场监管局|2024年9月底
            歇业备案|建立歇业登记制度，歇业期限最长不超过3年。|区市场监管局|区税务局|2024年10月底
            要素保障@4|获得用电|1.低压非居民用户办电时间不超过10个工作日。\\n2.160千瓦及以下“零投资”接入。|国网澄江供电公司|区经发局|2024年5月底
            获得用水用气|用水用气报装压缩至4个工作日，推行“水电气网”联合报装。@1x3|2024年7月底
            融资服务@2|首贷户新增1200户以上。|区金融办|人民银行澄江支行|2024年12月底
            制造业贷款余额增长12%。|区金融办|各银行机构|2024年12月底
            法治保障@2|涉企执法|“扫码入企”覆盖率达到100%，同一企业年度检查不超过2次。|区司法局|各执法部门|全年
            纠纷化解|商事案件平均审理时长压缩至45天以内。|区法院|区工商联|全年
            """,
            header_rows=2,
        ),
    )
    css = """
    @page { size: A4 landscape; margin: 16mm }
    body { font: 11pt/1.5 'Noto Sans CJK SC' } p.C { font-size: 16pt }
    td { padding: 5pt } td:nth-child(3) { text-align: left }
    td[rowspan="3"]:first-child div, td[rowspan="4"]:first-child div, tr:nth-child(8) td:first-child div { writing-mode: vertical-rl; letter-spacing: 4pt; margin: auto }
    """
    return finish(
        one,
        chromium(page_html(one, css, "附件2")),
        CHROMIUM,
        [
            "ruled table",
            "two-level header",
            "vertical text in cells",
            "spans in both directions",
            "cells of several paragraphs",
            "landscape page",
        ],
    )


@maker("weasy_running_heads")
def running_heads() -> Made:
    """Heads that differ on odd and even pages, footnotes called by *, a raised m² and 10³, lists of numbers."""
    one = notice(
        """
        ORG 栖霞湾市气象局
        NO 栖气发〔2025〕3号
        T 栖霞湾市气象高质量发展2025年工作要点
        P 2025年全市气象工作的总体要求是：坚持人民至上、生命至上，加快推进气象现代化，为经济社会发展提供坚实保障。
        H 一、提升监测精密水平
        L 1.加密地面观测站网。新建六要素自动站28个，站网平均间距缩小到6公里以内，数据可用率{*:数据可用率，指质控后可用数据占应到数据的百分比。}不低于99%。
        L 2.升级天气雷达。3月底前完成X波段相控阵雷达安装，6月底前投入业务试运行，探测盲区面积减少到120km^2^以下。
        L 3.开展温室气体观测。建成高精度观测站2个，观测塔高度不低于50m，年采集样品5×10^3^份以上。（责任单位：观测与网络科、市气象台）
        H 二、提升预报精准水平
        L 4.完善短临预报。暴雨预警准确率达到92%以上，强对流预警提前量达到45分钟。（责任单位：市气象台）
        L 5.发展影响预报。建立城市内涝、山洪地质灾害风险预报模型3个，风险预警产品空间分辨率达到1km。（责任单位：市气象台、市气象服务中心，各县（市）气象局）
        L 6.推进智能网格。网格预报更新频次由3小时一次提高到1小时一次，2025年10月1日起全面应用。
        H 三、提升服务精细水平
        L 7.做实“叫应”机制{**:“叫应”机制，指高级别预警发布后以电话等方式直接通知基层责任人并得到回应的工作机制。}。红色预警15分钟内电话叫应到乡镇（街道）主要负责人，30分钟内叫应到村（社区）责任人，叫应记录保存不少于1年。
        L 8.服务粮食安全。建设高标准农田气象示范区6处，面积1.2×10^4^亩，农业气象灾害预警覆盖面达到100%。（责任单位：市气象服务中心）
        L 9.服务低空经济。5月底前制定低空气象保障方案，为12条物流航线提供逐小时风、能见度预报。
        H 四、强化组织保障
        P 各单位要对照要点细化台账，于3月31日前报办公室；办公室每半年开展一次督办，结果纳入年度考核，占比不低于10分。
        SIGN 栖霞湾市气象局
        DATE 2025年2月24日
        """
    )
    css = """
    @counter-style stars { system: fixed; symbols: "*" "**"; suffix: " " }
    @page { size: 160mm 215mm; margin: 27mm 24mm 28mm; @footnote { border-top: .4pt solid; padding-top: 4pt } }
    @page :left { @top-left { content: "栖霞湾市气象局文件"; font: 9pt 'WenQuanYi Micro Hei'; border-bottom: .4pt solid } @bottom-left { content: counter(page); font-size: 10pt } }
    @page :right { @top-right { content: "2025年工作要点 汇编稿"; font: 9pt 'WenQuanYi Micro Hei'; border-bottom: .4pt solid } @bottom-right { content: counter(page); font-size: 10pt } }
    body { font-size: 15pt; line-height: 1.95; font-family: 'WenQuanYi Micro Hei' }
    span.fn { float: footnote; font-size: 9pt; line-height: 1.4; text-indent: 0 }
    ::footnote-call { content: counter(footnote, stars); vertical-align: super; font-size: 9pt; line-height: 0 }
    ::footnote-marker { content: counter(footnote, stars) }
    sup { font-size: 9pt; line-height: 0 }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        WEASY,
        [
            "running heads, odd and even",
            "footnotes *",
            "raised figures that are no calls",
            "numbered list items",
            "bare page numbers left and right",
        ],
        furniture=["栖霞湾市气象局文件", "2025年工作要点 汇编稿", "N"],
    )


@maker("qt_zebra")
def zebra() -> Made:
    """Striped rows without lines, values at the right, rows that go on over the page."""
    one = notice(
        """
        T 关于公布2024年第三季度“双随机”抽查计划的公告
        P 根据《穗禾市市场监管领域部门联合抽查办法》，现将2024年第三季度抽查计划公布如下，抽查工作于9月30日前完成。
        P 抽查结果在抽查任务完成后20个工作日内向社会公示，公示率达到100%。
        TABLE 1
        P 被抽查对象应当予以配合，拒不接受检查的，依法记入信用档案。
        SIGN 穗禾市市场监督管理局
        DATE 2024年7月1日
        """,
        grid(
            "",
            """
            抽查事项|发起部门|对象数量（户）|抽查比例（%）|完成时间
            特种设备使用单位监督检查|市市场监管局|1860|5.5|2024年8月31日
            检验检测机构资质检查|市市场监管局|94|30|2024年9月15日
            建筑工程质量检测检查|市住房城乡建设局|126|20|2024年9月15日
            道路货运企业检查|市交通运输局|742|3|2024年8月31日
            旅行社经营行为检查|市文化广电旅游局|88|10|2024年7月31日
            劳动用工和社保缴纳检查|市人力资源社会保障局|3050|2.5|2024年9月30日
            危险化学品经营检查|市应急管理局|215|15|2024年8月20日
            定点零售药店检查|市医保局|688|8|2024年9月20日
            民办培训机构检查|市教育局|312|12|2024年8月15日
            水资源取用检查|市水利局|146|10|2024年9月10日
            农药兽药经营检查|市农业农村局|905|4.5|2024年7月31日
            排污许可检查|市生态环境局|430|6|2024年9月25日
            房地产中介检查|市住房城乡建设局|274|9|2024年8月25日
            养老机构消防检查|市民政局|67|100|2024年7月20日
            """,
            ruled=False,
        ),
    )
    css = """
    body { font: 15px/1.9 'WenQuanYi Micro Hei' } p.T { font-size: 24px }
    table { font-size: 14px; line-height: 2.4 } td, th { border: none; text-align: left; padding: 4px 8px }
    td:nth-child(3), td:nth-child(4), th:nth-child(3), th:nth-child(4) { text-align: right }
    tr:nth-child(even) td { background: #e3e9f3 } th { background: #9bb; } thead { display: table-header-group } tr { page-break-inside: avoid }
    """
    margins = ["--margin-top", "25mm", "--margin-bottom", "22mm", "--margin-left", "20mm", "--margin-right", "20mm"]
    base_free = "p { margin: 6px 0; text-indent: 2em } p.T, p.C { text-align: center; text-indent: 0; font-weight: bold } p.SIGN, p.DATE { text-align: right } table { border-collapse: collapse; width: 100% }"
    return finish(
        one,
        wkhtmltopdf(page_html(one, css, "公告", base_free), "--page-size", "B5", *margins),
        QT,
        ["zebra", "continued without header", "no number column", "figures at the right"],
        furniture=[],
    )
