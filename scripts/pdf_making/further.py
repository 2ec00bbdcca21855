"""Further notices: a long plan with contents and imprint, filled cells with white gaps, a table set sideways, columns.

For: what looks like a table and is none, and tables that hardly look like one. Not here: how pages are printed.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from pdf_making.drawing import Flow, Look, Sheaf, draw_table
from pdf_making.drawn import marked, one_frame, page_mark, set_lines
from pdf_making.finish import finish
from pdf_making.html import chromium, page_html, weasy
from pdf_making.model import Made, grid, maker, notice
from pdf_making.office import flat_odf, printed
from pdf_making.typeset import typeset, typst_source


@maker("weasy_long_plan")
def long_plan() -> Made:
    """Contents with dot leaders, pages of prose, two notes on one of them, an imprint between rules: no table."""
    contents = [
        ("一、总体要求", 2),
        ("二、主要任务", 2),
        ("（一）优化空间布局", 2),
        ("（二）壮大特色产业", 3),
        ("（三）完善基础设施", 4),
        ("三、保障措施", 5),
    ]
    rows = "".join(
        f'<div class="toc"><span>{words}</span><span class="dots">{"…" * (24 - len(words))}</span><span>{page}</span></div>'
        for words, page in contents
    )
    one = notice(
        f"""
        RAW <p class="NO">沧江州发〔2025〕6号</p>
        T 沧江州乡村全面振兴五年行动计划
        TO （2025—2029年）
        RAW <p class="C">目 录</p>{rows}
        PB
        H 一、总体要求
        P 以习近平新时代中国特色社会主义思想为指导，学习运用“千万工程”经验，因地制宜、分类施策，循序渐进、久久为功，推动乡村产业、人才、文化、生态、组织全面振兴，加快建设宜居宜业和美乡村。
        P 到2027年，全州农林牧渔业总产值达到520亿元，农村居民人均可支配收入达到2.4万元，城乡居民收入比缩小到2.1:1；到2029年，农产品加工转化率达到80%，村集体经济年收入全部达到20万元以上，农村自来水普及率达到97%以上。
        H 二、主要任务
        P （一）优化空间布局。统筹县域城镇和村庄规划建设，2025年底前完成“多规合一”{{1:指将国民经济和社会发展规划、国土空间规划、生态环境保护规划等融合到一个区域上。}}实用性村庄规划编制，有条件、有需求的村庄应编尽编，编制村庄不少于860个。严格落实耕地保护责任，州级每年安排耕地保护激励资金不少于3000万元，耕地保有量不低于412万亩，永久基本农田不低于336万亩，新建高标准农田每年不少于15万亩。（州自然资源和规划局、州农业农村局按职责分工负责）
        P 推进村庄分类发展，确定集聚提升类村庄280个、城郊融合类村庄96个、特色保护类村庄75个、搬迁撤并类村庄不超过40个，引导人口、产业适度集中，避免大拆大建，坚决守住不违背农民意愿撤并村庄的底线。（州农业农村局牵头，各县（市）人民政府负责）
        P （二）壮大特色产业。实施“一县一业”{{2:指每个县（市）集中力量培育一个首位产业，形成规模优势。}}提质增效工程，做强高山蔬菜、核桃、中药材、黑山羊四大产业，到2027年种植面积分别稳定在60万亩、210万亩、45万亩，黑山羊年出栏120万只。培育省级以上农业产业化龙头企业45家，其中国家级不少于4家；新认证绿色食品、有机农产品和地理标志农产品不少于180个，产品抽检合格率稳定在98.5%以上。（州农业农村局、州林业和草原局牵头，州市场监管局参加）
        P 推进农村一二三产业融合，建设产地冷藏保鲜设施260座，新增库容12万吨；发展乡村旅游重点村50个，乡村旅游年接待游客突破1500万人次，综合收入达到110亿元。推动县域电商“提质扩面”，建成县级直播基地8个，农产品网络零售额年均增长15%以上，到2029年达到38亿元。（州文化和旅游局、州商务局按职责分工负责）
        P 强化科技支撑，州财政每年安排科技成果转化资金不少于800万元，选派科技特派员500名，建设科技小院{{3:由高校师生驻村开展农业科技服务的基地。}}12个，主要农作物良种覆盖率达到98%，综合机械化率提高到62%。对引进的高层次农业科技人才，给予每人每年不超过10万元的生活补贴，连续补贴3年。（州科技局、州人力资源社会保障局按职责分工负责）
        P （三）完善基础设施。实施农村道路畅通工程，新改建农村公路1800公里，30户以上自然村通硬化路比例达到95%，农村公路优良中等路率不低于88%。推进农村供水规模化，到2027年规模化供水工程覆盖农村人口比例达到65%，水质达标率不低于90%，水费收缴率不低于95%。（州交通运输局、州水务局按职责分工负责）
        P 实施农村电网巩固提升工程，供电可靠率达到99.86%，户均配变容量不低于2.8千伏安；行政村5G网络通达率达到98%，每个乡镇至少建成1个快递综合服务站。整治提升人居环境，农村卫生户厕普及率达到80%，生活垃圾收运处置体系覆盖98%以上的自然村，生活污水治理率达到45%以上。（州发展改革委、州生态环境局、州邮政管理局按职责分工负责）
        H 三、保障措施
        P 落实五级书记抓乡村振兴责任，将实施情况纳入县（市）党委和政府年度综合考核，权重不低于12%，对考核连续两年排名末位的县（市），由州委、州政府主要负责同志约谈。健全多元投入机制，土地出让收益用于农业农村的比例2025年达到50%以上，州级财政衔接资金用于产业的比例不低于65%，涉农贷款余额年均增长10%以上。
        P 各县（市）要在本计划印发后2个月内制定实施方案，州委农村工作领导小组办公室每半年调度一次、每年评估一次，2027年开展中期评估，2029年底前完成总结评估，评估结果作为项目安排和干部评价的重要依据。
        SIGN 中共沧江州委农村工作领导小组
        DATE 2025年1月23日
        RAW <div class="imprint"><div>抄送：州纪委监委，州人大常委会办公室，州政协办公室，州法院，州检察院。</div><div class="last"><span>沧江州委农村工作领导小组办公室</span><span>2025年1月24日印发</span></div></div>
        """
    )
    css = """
    @page { size: A4; margin: 37mm 26mm 35mm 28mm; @footnote { border-top: .5pt solid; padding-top: 4pt } @bottom-center { content: "－" counter(page) "－"; font-size: 12pt } }
    body { font: 16pt/1.85 'AR PL UMing CN' } p.TO { text-align: center }
    span.fn { float: footnote; font-size: 10pt; line-height: 1.4; text-indent: 0 }
    ::footnote-call { content: "[" counter(footnote) "]"; vertical-align: super; font-size: 8pt; line-height: 0 }
    ::footnote-marker { content: "[" counter(footnote) "] " }
    .toc { display: flex } .dots { flex: 1; overflow: hidden; white-space: nowrap; text-align: right }
    .imprint { margin-top: 60pt; font-size: 14pt } .imprint div { border-top: 1pt solid } .imprint .last { border-bottom: 1pt solid; display: flex; justify-content: space-between }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        "WeasyPrint 70",
        [
            "long prose",
            "contents with dot leaders are no table",
            "imprint between rules is no table",
            "footnotes [1]",
            "sentences over page breaks",
            "page numbers －N－",
        ],
        metadata={"docno": "沧江州发〔2025〕6号", "date": "2025年1月23日"},
        furniture=["－N－"],
    )


@maker("chromium_white_gaps")
def white_gaps() -> Made:
    """Cells that are filled and parted by white gaps, no line drawn; spans; white letters in the header."""
    one = notice(
        """
        T 泽川市绿色建筑发展专项资金申报指南（2026年度）
        P 为做好2026年度绿色建筑发展专项资金申报工作，现将支持方向、标准和流程公布如下，申报截止时间为2026年3月20日17时。
        C 支持方向和标准
        TABLE 1
        P 同一项目只能申报一个方向，不得与其他市级财政资金重复；资金分两期拨付，立项后拨付60%，验收合格后拨付40%。
        P 项目承担单位应当在2027年6月30日前完成验收，逾期未验收的收回全部资金。
        SIGN 泽川市住房和城乡建设局
        DATE 2026年1月15日
        """,
        grid(
            "支持方向和标准",
            """
            方向|项目类型|补助标准|单个项目上限|受理处室
            新建建筑@2|二星级绿色建筑|每平方米20元|80万元|科技处@2
            三星级绿色建筑|每平方米40元|200万元
            既有建筑@3|公共建筑节能改造，节能率不低于20%|每平方米30元|150万元|节能中心@3
            居住建筑外墙保温改造|每平方米45元|120万元
            可再生能源应用，太阳能光伏装机不小于200千瓦|每千瓦300元|100万元
            装配式建筑@2|装配率50%至60%|每平方米25元|100万元|建管处@2
            装配率60%以上，并且采用标准化部品部件|每平方米50元|250万元
            示范园区|绿色生态示范区，面积不小于1.5平方公里|一次性补助300万元@1x2|科技处
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 24mm 20mm }
    body { font: 14pt/1.8 'WenQuanYi Micro Hei' } p.T { font-size: 19pt } p.C { font-size: 15pt }
    table { border-collapse: separate; border-spacing: 3px; font-size: 11.5pt; line-height: 1.5 }
    td, th { border: none; padding: 7pt } td { background: #e8f1ea } td[rowspan] { background: #cfe3d5 } th { background: #2f7a4b; color: #fff }
    td:nth-child(2) { text-align: left } * { -webkit-print-color-adjust: exact }
    """
    return finish(
        one,
        chromium(page_html(one, css, "申报指南")),
        "Chromium print",
        ["cells filled, parted by white gaps", "spans in both directions", "white letters in the header"],
        furniture=[],
    )


@maker("drawn_sideways")
def sideways() -> Made:
    """A table set sideways on an upright page, without /Rotate: to read it, turn the page to the right."""
    one = notice(
        """
        T 关于下达2024年中央财政林业草原补助资金任务的通知
        TO 各县（区）林业局，各国有林场：
        P 现将2024年中央财政林业草原补助资金任务下达给你们，请于2024年10月31日前完成造林任务，12月10日前完成自查验收。
        P 造林成活率不低于85%的，按每亩500元补助；低于85%但不低于41%的，补植合格后再行拨付；低于41%的不予补助。
        SIGN 栾河市林业局
        DATE 2024年4月2日
        C 2024年林业草原补助资金任务表
        TABLE 1
        """,
        grid(
            "2024年林业草原补助资金任务表",
            """
            单位|人工造林（亩）|退化林修复（亩）|森林抚育（亩）|防火道（公里）|补助资金（万元）|完成时限|责任人职务
            南坪县林业局|12000|8500|21000|36|1480.5|2024年10月底|局长
            北屏县林业局|9600|10200|18500|42|1362|2024年10月底|局长
            平泉林场|4300|2600|9800|15|512.8|2024年9月底|场长
            雾云山林场|3800|3100|12400|18|596|2024年9月底|场长
            塞罕区林业局|6200|4400|7600|21|733.4|2024年10月底|分管副局长
            合计|35900|28800|69300|132|4684.7||
            """,
        ),
    )
    sheaf = marked(Sheaf(font="micro"), page_mark("— # —", 10))
    flow = Flow(sheaf, one_frame(85, 100, 425, 740), 15, 29)
    set_lines(flow, one, [], 0, 6)
    upright = sheaf.reportlab()
    wide = Sheaf(width=841.9, height=595.3, font="micro")
    lying = Flow(wide, one_frame(90, 100, 660, 520), 15, 29)
    set_lines(lying, one, [Look((108, 80, 84, 80, 74, 84, 84, 66), size=11, leading=17, pad=5, aligns="lrrrrrcc")], 6)
    with pikepdf.open(io.BytesIO(upright)) as pdf, pikepdf.open(io.BytesIO(wide.reportlab())) as table:
        page = table.pages[0]
        page.contents_add(pikepdf.Stream(table, b"q 0 1 -1 0 595.3 0 cm"), prepend=True)
        page.contents_add(pikepdf.Stream(table, b"Q"))
        page.mediabox = [0, 0, 595.3, 841.9]
        pdf.pages.append(page)
        out = io.BytesIO()
        pdf.save(out)
    return finish(
        one,
        out.getvalue(),
        "ReportLab 5.1 + pikepdf",
        ["ruled table", "table set sideways without /Rotate"],
        table_pages=[[2]],
        furniture=["— N —"],
    )


@maker("typst_columns_pages")
def columns_pages() -> Made:
    """Two columns on three small pages; sentences go on over columns and pages; footnotes in their column; headings as wide as a column."""
    one = notice(
        """
        T 金榆市养老服务条例（草案征求意见稿）要点
        P 为了规范养老服务活动，满足老年人多样化养老服务需求，市民政局起草了《金榆市养老服务条例（草案征求意见稿）》，现将要点公布，征求意见时间为2025年6月3日至7月2日。
        H 一、规划建设
        P （一）新建住宅小区按照每百户不少于30平方米的标准配套建设社区养老服务用房，单处用房建筑面积不少于350平方米，并与住宅同步规划、同步建设、同步验收、同步交付使用。
        P （二）已建成小区无养老服务用房的，由县（区）人民政府在2027年底前按照每百户不少于20平方米的标准，通过购置、置换、租赁等方式配置到位，所需经费由市、县（区）财政按4:6比例分担。
        H 二、居家和社区服务
        P （三）推动建立家庭养老床位{1:家庭养老床位，指依托养老机构将专业照护服务延伸至老年人家中的服务形式。}，对经评估符合条件的失能老年人家庭给予一次性建设补助，每张床位不超过3000元，运营补助每张每月不超过200元。
        P （四）80周岁以上老年人每月享受不少于2小时的政府购买居家服务；90周岁以上的，每月不少于4小时；重度失能的，每月不少于30小时，服务价格每小时不高于35元。
        P （五）独居、空巢、留守老年人巡访覆盖率应当达到100%，街道办事处、乡镇人民政府每周至少安排1次探访，发现异常情况的，应当在2小时内上门核实。
        H 三、机构服务
        P （六）养老机构护理型床位占比不低于60%，护理人员与完全失能老年人配比不低于1:3，与部分失能老年人配比不低于1:6；公办养老机构优先保障特困人员，剩余床位收住失能老年人的比例不低于50%。
        P （七）养老机构预收费{2:预收费，包括养老服务费、押金和会员费。}应当存入专用账户，养老服务费预收周期最长不超过12个月，单个老年人押金不超过月床位费的12倍，资金留存比例不低于20%。
        P （八）对连续从事养老护理工作满5年的人员，给予一次性入职奖励，本科以上学历5万元、专科学历4万元、中职学历3万元，分3年按30%、30%、40%发放。
        H 四、监督管理
        P （九）市民政部门会同市场监管、消防救援等部门每年开展联合检查不少于2次，检查覆盖面达到100%，对存在重大安全隐患的，责令停业整顿，并在3个工作日内将检查结果向社会公布。
        P 有关单位和个人可以在7月2日前提出意见，来信请注明“条例意见”字样。
        SIGN 金榆市民政局
        DATE 2025年6月3日
        """
    )
    head = """#set page(width: 185mm, height: 230mm, margin: (x: 15mm, y: 20mm), columns: 2, footer: context align(right, text(9pt)[#counter(page).display()／#counter(page).final().first()]))
#set columns(gutter: 8mm)
#set text(font: "WenQuanYi Zen Hei", size: 12pt)
#show footnote.entry: set text(8pt)"""
    return finish(
        one,
        typeset(typst_source(one, {}, head)),
        "Typst 0.15",
        ["two columns over several pages", "footnotes in the columns", "sentences over columns and pages"],
        metadata={"title": one.all("T")[0], "date": "2025年6月3日", "org": "金榆市民政局"},
        furniture=["N／N"],
    )


@maker("weasy_borderless_groups")
def borderless_groups() -> Made:
    """No lines; the first column names its group once; continued without a header; a note under the table."""
    one = notice(
        """
        T 关于印发霁川县2025年平安建设重点工作安排的通知
        TO 各乡镇党委、政府，县直各单位：
        P 现将霁川县2025年平安建设重点工作安排印发给你们，请按时限抓好落实，每季度末向县委平安办报送情况。
        C 2025年平安建设重点工作安排
        TABLE 1
        P 注：时限为“全年”的事项，6月、12月各报送一次进展。
        SIGN 中共霁川县委平安霁川建设领导小组办公室
        DATE 2025年2月18日
        """,
        grid(
            "2025年平安建设重点工作安排",
            """
            类别|工作任务|量化指标|责任单位|时限
            矛盾化解@4|推进综治中心规范化建设|县级1个、乡镇14个全部达标|县委政法委|6月底
            开展“百日攻坚”化解行动|化解率不低于95%|县信访局|9月底
            推行律师驻点|每月不少于4天|县司法局|全年
            建强专职调解员队伍|每个乡镇不少于3名|县司法局|5月底
            公共安全@5|打击电信网络诈骗，及时止付挽损|破案率提高5个百分点，返还资金不少于800万元|县公安局|全年
            整治交通事故多发路段|整治22处，死亡人数下降8%|县公安局、县交通运输局|10月底
            燃气用户安全检查|入户率100%|县住房城乡建设局|8月底
            校园安防建设|一键报警装置联网率100%|县教育局|3月底
            涉危行业抽查|每季度不少于30家|县应急管理局|全年
            基层治理@4|完善网格体系|专职网格员占比不低于60%|县委社会工作部|7月底
            培育“法律明白人”|每村不少于5名|县司法局|11月底
            建设“雪亮”点位|新增1200个，在线率不低于96%|县公安局|12月底
            推广积分制|覆盖行政村85%以上|县农业农村局|12月底
            特殊群体@3|严重精神障碍患者管理|规范管理率不低于92%|县卫生健康局|全年
            社区矫正对象监管|脱管率为零|县司法局|全年
            未成年人保护|每所中小学配备法治副校长1名|县检察院、县教育局|9月底
            """,
            ruled=False,
        ),
    )
    css = """
    @page { size: A4; margin: 30mm 26mm; @bottom-center { content: counter(page) " of " counter(pages); font-size: 10pt } }
    body { font: 15pt/1.9 'AR PL UKai CN' } thead { display: table-row-group }
    table { font-size: 12pt; line-height: 1.6 } td, th { border: none; text-align: left; vertical-align: top; padding: 5pt 7pt } tr { break-inside: avoid }
    td[rowspan] { width: 13% }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        "WeasyPrint 70",
        ["borderless", "groups named once in the first column", "continued without header", "note under the table"],
        table_pages=[[1, 2]],
        furniture=["NofN"],
    )


@maker("lo_open_sides_xubiao")
def open_sides() -> Made:
    """A landscape table open at the sides and 续表 at the right, header repeated; cells of several paragraphs; a blank page."""
    head = "序号|改革任务|主要举措|牵头单位|完成时间"
    first = """
        1|完善现代产权制度|1.出台农村集体产权流转细则。\\n2.建成县级交易平台6个。|市农业农村局|2025年6月
        2|深化国企改革|1.市属企业主业投资占比不低于90%。\\n2.资产负债率控制在65%以内。\\n3.亏损企业户数压减30%。|市国资委|2025年12月
        3|要素市场化配置|“标准地”出让比例达到100%，技术合同成交额达到85亿元。|市自然资源局、市科技局|2026年6月
        4|优化政务服务|“高效办成一件事”新增24项，办理时限压缩70%以上。|市数据局|2025年9月"""
    second = """
        5|财税体制改革|1.零基预算覆盖全部市级部门。\\n2.绩效评价结果挂钩资金不少于15亿元。|市财政局|2026年12月
        6|投融资体制改革|民间投资占比提高到58%，推介重点项目120个。|市发展改革委|2025年12月
        7|开放型经济|跨境电商综合试验区年交易额突破60亿元，中欧班列开行200列。|市商务局|2026年12月
        8|社会信用体系|信用修复2个工作日内办结，政务失信动态清零。|市发展改革委|2025年10月"""
    one = notice(
        """
        A 附件1
        C 栖凤市全面深化改革重点任务分工表
        TABLE 1
        PB
        SIGN 续表
        TABLE 2
        """,
        grid("", head + "\n" + first),
        grid("", head + "\n" + second),
    )
    source = flat_odf(
        one,
        "WenQuanYi Zen Hei",
        13,
        'fo:page-width="841.9pt" fo:page-height="595.3pt" style:print-orientation="landscape" fo:margin-top="60pt" fo:margin-bottom="40pt" fo:margin-left="70pt" fo:margin-right="70pt"',
        "共 $ 页  第 # 页",
        widths=[(40, 120, 310, 130, 100)] * 2,
        table_size=13,
        aligns="clllc",
    ).replace(
        'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"',
        'style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border-top="0.75pt solid #000000" fo:border-bottom="0.75pt solid #000000" fo:border-left="none" fo:border-right="none"',
    )
    whole = grid("栖凤市全面深化改革重点任务分工表", head + "\n" + first + "\n" + second, ruled=False)
    lines = notice("A 附件1\nC 栖凤市全面深化改革重点任务分工表", whole)
    return finish(
        lines,
        printed(source),
        "LibreOffice 7.4",
        [
            "horizontal rules between all rows",
            "续表 at the right",
            "header repeated",
            "landscape page",
            "cells of several paragraphs",
        ],
        table_pages=[[1, 2]],
        furniture=["续表", "共N页第N页"],
    )


@maker("drawn_traps")
def traps() -> Made:
    """Prose that looks like tables: underlined blanks, aligned pairs, a rule under each heading, columns of names; then a small table whose corner has a slanted line."""
    one = notice(
        """
        T 关于举办第六届职工技能大赛的通知
        TO 各县（区）总工会，市直机关工会：
        P 经研究，决定于2025年9月举办第六届职工技能大赛，现将有关事项通知如下。
        H 一、比赛项目
        P 设电工、焊工、养老护理、中式烹调、快递分拣5个项目，每个项目参赛选手不超过40名，每县（区）每个项目限报3名。
        H 二、时间地点
        P 时  间：2025年9月16日至18日
        P 地  点：市技师学院实训中心
        P 报  到：9月15日14时至17时
        H 三、奖励办法
        P 各项目奖励数额见下表，获第一名的选手由市总工会授予“五一劳动奖章”，并按规定晋升职业技能等级。
        C 各项目奖励数额
        TABLE 1
        P 各单位请于8月20日前报送回执，联系方式另行通知，逾期不再受理，回执格式如下。
        P 姓名          单位          参赛项目
        SIGN 泗滨市总工会
        DATE 2025年7月21日
        """,
        grid(
            "各项目奖励数额",
            """
            |一等奖（元）|二等奖（元）|三等奖（元）
            个人|8000|5000|3000
            团体|20000|12000|8000
            名额（个）|1|2|3
            """,
        ),
    )
    sheaf = marked(Sheaf(font="zen"), page_mark("#", 10))
    flow = Flow(sheaf, one_frame(80, 84, 435, 760), 15, 28)
    on: list[list[int]] = []
    look = Look((120, 95, 95, 95), size=12, leading=20, pad=4, aligns="crrr")
    for at, (code, words) in enumerate(one.lines):
        if code == "TABLE":
            top = flow.y
            on.append(draw_table(flow, one.tables[0], look))
            sheaf.line(80, top, 200, top + 28, 0.5)
            flow.y += 8
        elif words.startswith("姓名"):
            x = 110.0
            flow.y += 6
            for label in words.split():
                sheaf.text(x, flow.y + 20, label, 15)
                sheaf.line(x + 15 * len(label) + 4, flow.y + 23, x + 15 * len(label) + 72, flow.y + 23, 0.6)
                x += 15 * len(label) + 82
            flow.y += 34
        else:
            set_lines(flow, one, [look], at, at + 1)
        if code == "H":
            sheaf.line(80, flow.y - 1, 515, flow.y - 1, 0.5, (0.4, 0.4, 0.4))
    said: dict[str, Any] = {"furniture": ["N"]}
    data, truth = finish(
        one,
        sheaf.reportlab(),
        "ReportLab 5.1",
        [
            "ruled table",
            "slanted line in the corner cell",
            "rules under headings are no table",
            "underlined blanks",
            "pairs set with blanks",
        ],
        table_pages=on,
        **said,
    )
    truth["text_checks"] = [check for check in truth["text_checks"] if not check.startswith("姓名")]
    return data, truth
