"""Notices set by Typst: three-line tables, partial rules, frames, boxes of prose.

Not here: notices of other producers.
"""

from __future__ import annotations

from pdf_making.finish import finish
from pdf_making.model import NOTE, RAISED, Cell, Grid, Made, Notice, grid, maker, notice

TYPST = "Typst 0.15"
HEAD = """
#set par(justify: true, leading: 0.95em, spacing: 0.95em, first-line-indent: (amount: 2em, all: true))
#set text(lang: "zh", region: "cn")
#let mid(body) = align(center, par(first-line-indent: 0em, body))
"""


def typst_source(one: Notice, tables: dict[int, str], head: str) -> str:
    """The lines of a notice as Typst source; ``tables`` holds each table's arguments and cells."""
    parts = [HEAD, head]
    box: list[str] = []
    for code, words in [*one.lines, ("", "")]:
        if code == "BOX":
            box.append(_inline(words))
            continue
        if box:
            parts.append("#block(stroke: 0.7pt, inset: 8pt, width: 100%)[" + "\n\n".join(box) + "]")
            box = []
        words = _inline(words)
        if code == "T":
            parts.append(f'#mid(text(size: 1.45em, weight: "bold")[{words}])\n#v(0.6em)')
        elif code in ("C", "NO"):
            parts.append(f"#mid[{words}]")
        elif code == "ORG":
            parts.append(f"#mid(text(size: 1.8em, fill: red)[{words}])")
        elif code in ("SIGN", "DATE"):
            parts.append(f"#align(right)[{words}#h(2em)]")
        elif code in ("TO", "A"):
            parts.append(f"#par(first-line-indent: 0em)[{words}]")
        elif code == "H":
            parts.append(f"*{words}*")
        elif code == "PB":
            parts.append("#pagebreak()")
        elif code == "TABLE":
            parts.append(tables[int(words)])
        elif code:
            parts.append(words)
    return "\n\n".join(parts)


def _inline(words: str) -> str:
    for char in "\\#$*_@<>[]~`":
        words = words.replace(char, "\\" + char)
    words = words.replace(". ", ".\\ ") if words[:1].isdigit() else words
    if words[:2].rstrip(".").isdigit() or words[:1].isdigit():
        words = words.replace(".", "\\.", 1)
    words = NOTE.sub(r"#footnote[\2]", words)
    return RAISED.sub(r"#super[\1]", words)


def cells_of(table: Grid, repeat: bool = True, blank_spans: bool = False) -> str:
    """The cells as Typst arguments; with ``blank_spans`` a vertical span is a cell and blank cells below it."""
    if blank_spans:
        head = table.rows[: table.header_rows]
        parts = [_row(row) for row in head]
        body = []
        words = {(row, column): cell for row, column, cell in table.placed()}
        for row in range(table.header_rows, len(table.rows)):
            body.append(
                "".join(
                    f"[{_inline(words[row, column].text) if (row, column) in words else ''}],"
                    for column in range(table.width)
                )
            )
    else:
        parts = [_row(row) for row in table.rows[: table.header_rows]]
        body = [_row(row) for row in table.rows[table.header_rows :]]
    return f"table.header(repeat: {str(repeat).lower()}, {''.join(parts)}),\n" + "\n".join(body)


def _row(cells: list[Cell]) -> str:
    parts = []
    for cell in cells:
        words = _inline(cell.text).replace("\n", " \\ ")
        if cell.rowspan > 1 or cell.colspan > 1:
            parts.append(f"table.cell(rowspan: {cell.rowspan}, colspan: {cell.colspan})[{words}],")
        else:
            parts.append(f"[{words}],")
    return "".join(parts)


def typeset(source: str) -> bytes:
    """Printed by Typst."""
    import typst

    data: bytes = typst.compile(source.encode())
    return data


@maker("typst_partial_rules")
def partial_rules() -> Made:
    """Two-level header with partial rules, spans by blank cells, goes on over the page with the header repeated."""
    one = notice(
        """
        T 云麓市“十五五”卫生健康发展主要指标
        P 本表所列指标由市卫生健康委统一调度，各县（市、区）可在此基础上自行加压，但不得低于表中数值。
        TABLE 1
        P 注：指标数据以卫生健康统计年报为准，2026年起每年3月31日前公布上年度完成情况。
        """,
        grid(
            "",
            """
            领域@2|指标名称@2|单位@2|基期@1x2|目标@1x2
            2020年|2025年|2027年|2030年
            健康水平@4|人均预期寿命|岁|78.1|79.6|80.0|80.8
            婴儿死亡率|‰|3.9|3.1|2.9|2.6
            孕产妇死亡率|1/10万|11.2|8.5|8.0|7.2
            居民健康素养水平|%|23.5|33.6|36.0|42.0
            资源配置@5|每千人口执业（助理）医师数|人|2.95|3.48|3.60|3.85
            每千人口注册护士数|人|3.31|3.96|4.15|4.60
            每千人口医疗卫生机构床位数|张|6.44|7.20|7.35|7.50
            每万人口全科医生数|人|2.7|3.9|4.3|5.0
            每千人口3岁以下婴幼儿托位数|个|1.6|4.5|4.9|6.0
            公共卫生@4|适龄儿童国家免疫规划疫苗接种率|%|95.2|97.1|97.5|98.0
            高血压患者规范管理率|%|63.0|70.4|72.0|76.0
            严重精神障碍患者管理率|%|90.6|93.8|94.5|96.0
            国家卫生县城占比|%|57.1|71.4|85.7|100
            医疗服务@5|县域内住院率|%|81.5|87.2|88.5|90.0
            基层医疗卫生机构诊疗量占比|%|52.8|58.3|60.5|65.0
            三级医院平均住院日|天|8.9|7.4|7.1|6.5
            千人口献血率|‰|10.2|12.6|13.0|14.5
            院前急救平均反应时间|分钟|15.8|11.5|10.5|9.0
            """,
            header_rows=2,
            ruled=False,
        ),
    )
    table = f"""#table(columns: (auto, 1fr, auto, auto, auto, auto, auto), stroke: none, inset: (x: 5pt, y: 7pt), align: (x, y) => if y < 2 {{ center + horizon }} else if x > 2 {{ right }} else {{ left }},
    table.hline(y: 0, stroke: 1.2pt), table.hline(y: 1, start: 3, end: 5, stroke: 0.4pt), table.hline(y: 1, start: 5, end: 7, stroke: 0.4pt), table.hline(y: 2, stroke: 0.6pt),
    {cells_of(one.tables[0], True, True)}
    table.hline(stroke: 1.2pt))"""
    head = '#set page(width: 176mm, height: 250mm, margin: (x: 18mm, y: 24mm), footer: context align(center, text(8pt)[— #counter(page).display() —]))\n#set text(font: "WenQuanYi Micro Hei", size: 10.5pt)'
    return finish(
        one,
        typeset(typst_source(one, {1: table}, head)),
        TYPST,
        [
            "three-line",
            "two-level header",
            "partial rules under the upper header",
            "rowspan by blank cells",
            "continued, header repeated",
        ],
        table_pages=[[1, 2]],
        metadata={},
        furniture=["— N —"],
    )


@maker("typst_three_line_prose")
def three_line_prose() -> Made:
    """Two three-line tables within prose, one with lines of text between whose rows are far apart; endnote-like notes."""
    one = notice(
        """
        ORG 白石湾新区管理委员会
        NO 白管发〔2024〕33号
        T 白石湾新区支持人工智能产业发展的若干政策
        P 为抢抓人工智能发展机遇，培育新质生产力，结合新区实际，制定以下政策。
        P 第一条 支持算力供给。对租用智能算力开展大模型训练的企业，按实际支出的30%给予“算力券”{1:算力券当年有效，不得转让，可分次使用。}支持，单个企业每年不超过200万元。
        P 第二条 支持模型应用。对通过国家备案的大模型，每个奖励100万元；应用场景按投资额分档补助，标准见表1。
        C 表1 应用场景补助标准
        TABLE 1
        P 第三条 支持人才集聚。对新引进的人才给予安居补贴，标准见表2，在新区购房的可一次性提前支取60%。
        C 表2 人才安居补贴标准
        TABLE 2
        P 第四条 支持企业成长。对首次升规的企业奖励20万元，营业收入首次突破1亿元、5亿元、10亿元的，分别奖励50万元、150万元、300万元{2:跨档次的按最高档奖励，不重复计算。}，奖励资金在认定后60日内兑现。
        P 第五条 本政策自2024年9月1日起施行，有效期3年，由新区科技创新局负责解释。
        SIGN 白石湾新区管理委员会
        DATE 2024年8月15日
        """,
        grid(
            "表1 应用场景补助标准",
            """
            档次|投资额（万元）|补助比例|最高补助（万元）
            A档|≥1000|20%|300
            B档|500～1000|15%|120
            C档|200～500|10%|40
            """,
            ruled=False,
        ),
        grid(
            "表2 人才安居补贴标准",
            """
            人才层次|认定条件|补贴标准（万元/年）|期限
            领军人才|入选国家级人才计划，或者在国际顶级会议获最佳论文奖，全职到新区工作|30|5年
            骨干人才|年薪不低于60万元，具有5年以上人工智能研发经历，担任项目负责人|12|5年
            青年人才|博士毕业不超过3年，与新区企业签订3年以上劳动合同|6|3年
            """,
            ruled=False,
        ),
    )
    look = "stroke: none, inset: (x: 6pt, y: 6pt), table.hline(y: 0, stroke: 1.5pt), table.hline(y: 1, stroke: 0.75pt),"
    tables = {
        1: f"#text(0.85em, table(columns: (1fr, 1.5fr, 1fr, 1.5fr), align: center + horizon, {look} {cells_of(one.tables[0])} table.hline(stroke: 1.5pt)))",
        2: f"#text(0.85em, table(columns: (auto, 1fr, auto, auto), align: (center + horizon, left + horizon, center + horizon, center + horizon), {look} {cells_of(one.tables[1])} table.hline(stroke: 1.5pt)))",
    }
    head = '#set page(paper: "a4", margin: (x: 27mm, y: 30mm), footer: context align(if calc.odd(counter(page).get().first()) { right } else { left }, text(10pt)[#counter(page).display() / #counter(page).final().first()]))\n#set text(font: "AR PL UMing CN", size: 15pt)\n#show footnote.entry: set text(8.5pt)'
    return finish(
        one,
        typeset(typst_source(one, tables, head)),
        TYPST,
        ["three-line", "two tables in the text", "footnotes", "page numbers N / N, left and right"],
        furniture=["N / N"],
    )


@maker("typst_frame_zhuanlan")
def frame_zhuanlan() -> Made:
    """A frame round every page and boxes of prose (专栏) in a plan: no tables, all of the text stays."""
    one = notice(
        """
        T 霞浦湖流域综合治理规划（2025—2030年）
        H 第一章 规划背景
        P 霞浦湖是全省第三大淡水湖，水面面积186平方公里，承担着沿湖三县260万人的饮用水供给任务。
        P “十四五”以来，流域累计完成投资74亿元，入湖河流水质优良比例由58%提高到83%，蓝藻水华面积年均下降12%。
        H 第二章 主要任务
        P 坚持控源截污，到2027年流域城镇生活污水集中收集率达到78%以上，农村生活污水治理率达到65%以上。
        BOX 专栏1 污水处理提质增效工程
        BOX 新建城镇污水处理厂4座，新增处理能力12万吨/日；改造雨污混接点1900处，修复管网320公里。
        BOX 2026年底前，沿湖三县建成区基本消除生活污水直排口，化学需氧量进水浓度提高到180毫克/升。
        P 坚持生态修复，退出湖滨带违规养殖2.3万亩，恢复湿地1.1万亩，水生植物覆盖度提高到22%。
        BOX 专栏2 湖滨生态缓冲带工程
        BOX 1.北岸段：建设缓冲带46公里，平均宽度不低于80米，2025年12月底前完成。（责任单位：云梦县人民政府）
        BOX 2.南岸段：建设缓冲带38公里，平均宽度不低于50米，2026年10月底前完成。（责任单位：嘉禾县人民政府、临泽县人民政府）
        BOX 3.东岸段：拆除围堤15公里，恢复自然岸线21公里。（责任单位：市水利局）
        P 坚持科学调度，保障湖泊生态水位不低于8.6米，枯水期每月生态补水不少于1500万立方米。
        H 第三章 保障措施
        P 市、县两级每年安排治理资金不少于6亿元，建立以水质为导向的生态补偿机制，断面水质每下降一个类别扣缴补偿金200万元。
        P 建立“湖长+检察长”协作机制，每半年召开一次联席会议，重大问题一事一议；规划实施情况2028年开展中期评估，2031年6月底前开展终期评估。
        """
    )
    head = """#set page(paper: "a4", margin: (x: 28mm, y: 30mm), background: rect(width: 178mm, height: 262mm, stroke: 1.2pt), header: align(center, text(9pt)[霞浦湖流域综合治理规划]), footer: context align(center, text(10pt)[第 #counter(page).display() 页，共 #counter(page).final().first() 页]))
#set text(font: "WenQuanYi Zen Hei", size: 14.5pt)"""
    return finish(
        one,
        typeset(typst_source(one, {}, head)),
        TYPST,
        ["frame round each page", "boxes of prose", "running head that repeats the title", "page numbers 第N页，共N页"],
        furniture=["第N页，共N页"],
    )
