"""Notices written as flat ODF and printed by LibreOffice, one of them rewritten by Ghostscript.

Not here: notices of other producers.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from pdf_making.finish import finish
from pdf_making.model import NOTE, RAISED, Grid, Made, Notice, grid, maker, notice

OFFICE = "LibreOffice 7.4"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    ]
)


def flat_odf(
    one: Notice,
    font: str,
    size: float,
    page: str,
    foot: str,
    head: str = "",
    table_size: float = 11,
    widths: Sequence[Sequence[float]] = (),
    border: str = "0.5pt solid #000000",
    note_class: str = "footnote",
    split_rows: bool = True,
    repeat: bool = True,
    box_border: str = "0.75pt solid #000000",
    landscape_tables: bool = False,
    aligns: str = "",
) -> str:
    """The notice as one XML file."""

    def style(name: str, paragraph: str, letters: float = size, words: str = "") -> str:
        font_size = f'fo:font-size="{letters:.1f}pt" style:font-size-asian="{letters:.1f}pt"'
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
            f'<style:text-properties style:font-name="{font}" style:font-name-asian="{font}" {font_size} {words}/>'
            "</style:style>"
        )

    bold = 'fo:font-weight="bold" style:font-weight-asian="bold"'
    styles = [
        style("P", f'fo:text-indent="{2 * size}pt" fo:line-height="175%" fo:text-align="justify"'),
        style("TO", 'fo:line-height="175%"'),
        style("T", 'fo:text-align="center" fo:line-height="150%" fo:margin-bottom="10pt"', size * 1.35),
        style("ORG", 'fo:text-align="center" fo:margin-bottom="14pt"', size * 1.9, 'fo:color="#cc0000"'),
        style(
            "NO",
            'fo:text-align="center" fo:border-bottom="1.5pt solid #cc0000" fo:padding-bottom="4pt" fo:margin-bottom="14pt"',
        ),
        style("C", 'fo:text-align="center" fo:margin-top="6pt" fo:margin-bottom="4pt"', size, bold),
        style("H", f'fo:text-indent="{2 * size}pt" fo:line-height="175%"', size, bold),
        style("SIGN", 'fo:text-align="end" fo:margin-right="36pt" fo:line-height="175%"'),
        style("PB", 'fo:break-before="page"'),
        style("CELL", 'fo:text-align="start"', table_size),
        style("MID", 'fo:text-align="center"', table_size),
        style("RIGHT", 'fo:text-align="end"', table_size),
        style("NOTE", "", 9),
        style("FOOT", 'fo:text-align="center"', 10),
        style("HEAD", 'fo:text-align="end" fo:border-bottom="0.5pt solid #000000"', 9),
        '<style:style style:name="UP" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>',
        f'<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="{border}" fo:padding="3pt" style:vertical-align="middle"/></style:style>',
        f'<style:style style:name="box" style:family="table-cell"><style:table-cell-properties fo:border="{box_border}" fo:padding="6pt"/></style:style>',
        f'<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="{"auto" if split_rows else "always"}"/></style:style>',
        '<style:style style:name="table" style:family="table"><style:table-properties fo:margin-bottom="8pt" table:border-model="collapsing"/></style:style>',
    ]
    for number, columns in enumerate(widths, 1):
        styles += [
            f'<style:style style:name="w{number}.{at}" style:family="table-column"><style:table-column-properties style:column-width="{width}pt"/></style:style>'
            for at, width in enumerate(columns)
        ]
    header = f'<style:header><text:p text:style-name="HEAD">{escape(head)}</text:p></style:header>' if head else ""
    foot_words = escape(foot).replace("#", "<text:page-number/>").replace("$", "<text:page-count/>")
    master = f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{header}<style:footer><text:p text:style-name="FOOT">{foot_words}</text:p></style:footer></style:master-page></office:master-styles>'
    layout = f'<style:page-layout style:name="L"><style:page-layout-properties {page}/><style:header-style><style:header-footer-properties fo:min-height="20pt" fo:margin-bottom="8pt"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="26pt" fo:margin-top="12pt"/></style:footer-style></style:page-layout>'
    notes = '<text:notes-configuration text:note-class="endnote" style:num-format="i"/>'
    count = [0]

    def inline(words: str) -> str:
        words = escape(words)

        def call(found: object) -> str:
            count[0] += 1
            body = found.group(2)  # type: ignore[attr-defined]
            return f'<text:note text:id="n{count[0]}" text:note-class="{note_class}"><text:note-citation>{count[0]}</text:note-citation><text:note-body><text:p text:style-name="NOTE">{body}</text:p></text:note-body></text:note>'

        words = NOTE.sub(call, words)
        return RAISED.sub(r'<text:span text:style-name="UP">\1</text:span>', words)

    body: list[str] = []
    box: list[str] = []
    for code, words in [*one.lines, ("", "")]:
        if code == "BOX":
            box.append(f'<text:p text:style-name="P">{inline(words)}</text:p>')
            continue
        if box:
            body.append(
                f'<table:table table:style-name="table"><table:table-column/><table:table-row><table:table-cell table:style-name="box">{"".join(box)}</table:table-cell></table:table-row></table:table>'
            )
            box = []
        if code == "TABLE":
            body.append(_table(one.tables[int(words) - 1], int(words), repeat, aligns))
        elif code:
            name = {"L": "P", "A": "TO", "DATE": "SIGN"}.get(code, code)
            body.append(f'<text:p text:style-name="{name}">{inline(words)}</text:p>')
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls><style:font-face style:name="{font}" svg:font-family="\'{font}\'"/></office:font-face-decls><office:styles>{notes}</office:styles><office:automatic-styles>{layout}{"".join(styles)}</office:automatic-styles>{master}<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>'


def _table(table: Grid, number: int, repeat: bool, aligns: str) -> str:
    taken: set[tuple[int, int]] = set()
    rows = []
    placed = {(row, column): cell for row, column, cell in table.placed()}
    for row in range(len(table.rows)):
        cells = []
        for column in range(table.width):
            if (row, column) in taken:
                cells.append("<table:covered-table-cell/>")
                continue
            cell = placed[row, column]
            taken |= {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            align = {"l": "CELL", "r": "RIGHT", "c": "MID"}[
                aligns[column] if aligns and row >= table.header_rows else "c"
            ]
            words = "".join(
                f'<text:p text:style-name="{align}">{escape(part)}</text:p>' for part in cell.text.split("\n")
            )
            cells.append(
                f'<table:table-cell table:style-name="cell" table:number-rows-spanned="{cell.rowspan}" table:number-columns-spanned="{cell.colspan}">{words}</table:table-cell>'
            )
        rows.append(f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>')
    head = "".join(rows[: table.header_rows])
    if repeat:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    columns = "".join(f'<table:table-column table:style-name="w{number}.{at}"/>' for at in range(table.width))
    return f'<table:table table:name="T{number}" table:style-name="table">{columns}{head}{"".join(rows[table.header_rows :])}</table:table>'


def printed(source: str) -> bytes:
    """Printed by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice.fodt"
        path.write_text(source, encoding="utf-8")
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return path.with_suffix(".pdf").read_bytes()


def rewritten(data: bytes) -> bytes:
    """Rewritten by Ghostscript."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(data)
        subprocess.run(
            ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={out}", str(source)], check=True
        )
        return out.read_bytes()


A4 = 'fo:page-width="595.3pt" fo:page-height="841.9pt" fo:margin-top="{0}pt" fo:margin-bottom="{1}pt" fo:margin-left="{2}pt" fo:margin-right="{2}pt"'


@maker("lo_two_level_repeated")
def two_level_repeated() -> Made:
    """A two-level header repeated over two breaks, spans in both directions, rows that split; footnotes, raised m²."""
    one = notice(
        """
        ORG 鹿鸣市教育体育局
        NO 鹿教体〔2025〕12号
        T 关于印发《鹿鸣市全民健身设施补短板三年行动方案》的通知
        TO 各县（区）教育体育局，市直各体育场馆：
        P 现将《鹿鸣市全民健身设施补短板三年行动方案》印发给你们，请结合实际抓好落实，并于2025年4月底前报送本地实施细则。
        P 到2027年底，全市人均体育场地面积达到3.1m^2^以上，经常参加体育锻炼人数{1:指每周参加3次以上、每次30分钟以上中等强度锻炼的人数。}占比超过42%，社区“15分钟健身圈”覆盖率达到100%。
        P （一）市教育体育局牵头建立设施建设台账，每季度更新一次；对开工率低于70%的县（区），暂缓安排下一批体育彩票公益金{2:包括省级补助和市级留成部分。}项目，并在全市通报。
        P （二）县（区）教育体育局负责落实用地和配套资金，配套比例不低于项目总投资的30%，资金应于每年6月30日前到位。
        SIGN 鹿鸣市教育体育局
        DATE 2025年3月6日
        A 附件
        C 健身设施建设任务分解表
        TABLE 1
        """,
        grid(
            "健身设施建设任务分解表",
            """
            县（区）@2|设施类型@2|建设任务（个）@1x3|牵头单位@2|备注@2
            2025年|2026年|2027年
            鹿城区@3|体育公园|1|2|1|鹿城区教育体育局@3|单个面积不少于4万平方米，绿化率不低于65%
            健身步道|4|4|3|每条长度不少于2公里
            社区球场|12|15|10|优先利用“金角银边”，与老旧小区改造同步实施，夜间照明开放至21时
            柳溪县@3|体育公园|1|1|0|柳溪县教育体育局@2|
            全民健身中心|0|1|0|建筑面积不少于3000平方米
            乡镇健身广场|6|6|5|柳溪县各乡镇人民政府|配备器材不少于10件
            瑞山县@4|体育公园|0|1|1|瑞山县教育体育局@4|与文旅项目统筹布局
            登山步道|3|2|2|设置救援点，间距不超过1公里
            游泳池|1|1|1|采用拆装式泳池，水质达标率100%，开放时间每年不少于90天，并配备持证救生员不少于3名
            冰雪场地|0|0|1|
            桃源区@2|社区球场|10|10|8|桃源区教育体育局@2|免费或低收费开放
            智慧健身房|5|6|6|24小时开放
            合计@1x2|43|49|38||
            """,
            header_rows=2,
        ),
    )
    source = flat_odf(
        one,
        "AR PL UMing CN",
        16,
        A4.format(80, 60, 76),
        "# / $",
        widths=[(50, 66, 40, 40, 40, 84, 123)],
        table_size=15.5,
        aligns="cccccll",
        head="鹿鸣市教育体育局文件",
    )
    return finish(
        one,
        printed(source),
        OFFICE,
        [
            "ruled table",
            "two-level header repeated",
            "row cut by the page break",
            "rowspan over page break",
            "spans in both directions",
            "rows may split",
            "footnotes",
            "raised figures that are no calls",
            "running head",
        ],
        table_pages=[[2, 3]],
        furniture=["N / N", "鹿鸣市教育体育局文件"],
    )


@maker("gs_endnotes_boxes")
def endnotes_boxes() -> Made:
    """Endnotes behind the text, a box of prose that is a one-cell table, a ruled table without a header's repeat."""
    one = notice(
        """
        T 关于加强冬春季火灾防控工作的实施方案
        P 为有效防范化解冬春季火灾风险，确保全市消防安全形势平稳，市消防安全委员会决定自2024年11月15日至2025年3月31日开展冬春火灾防控工作，特制定本方案。
        H 一、工作目标
        P 坚决遏制重特大火灾，不发生较大以上火灾，亡人火灾起数同比下降15%以上，重点单位“四个能力”{1:指检查消除火灾隐患、组织扑救初起火灾、组织人员疏散逃生、消防宣传教育培训的能力。}达标率不低于95%。
        BOX 重点防控时段：元旦、春节、元宵节和全国“两会”期间。
        BOX 上述时段市、县两级每日在岗带班，消防救援站前置备勤力量不少于总数的30%。
        H 二、重点任务
        P （一）高层建筑治理。2024年12月底前，对全市1260栋高层住宅开展拉网式排查，电缆井、管道井封堵率达到100%，楼内电动自行车违规停放清理率达到100%。（市住房城乡建设局、市消防救援支队牵头，各街道办事处配合）
        P （二）“九小场所”{2:指小学校、小医院、小商店、小餐饮、小旅馆、小歌舞厅、小网吧、小美容洗浴、小生产加工企业。}整治。12月20日前建立场所清单，每个场所确定1名消防安全责任人，排查隐患7日内整改完毕。（各县（区）人民政府牵头）
        P （三）消防宣传。每个社区每月组织疏散演练不少于1次，推送提示短信不少于80万条。（市消防救援支队牵头，市委宣传部、市通信管理办公室配合）
        C 督导检查安排
        TABLE 1
        H 三、工作要求
        P 各地、各部门每月5日前报送工作信息，2025年4月5日前报送总结；对工作不力造成后果的，依法依规追究责任。
        SIGN 曲江市消防安全委员会
        DATE 2024年11月8日
        """,
        grid(
            "督导检查安排",
            """
            组别|组长单位|督导地区|督导时间|检查数量
            第一组@2|市消防救援支队@2|城东区|2024年11月25日至29日|不少于20家
            开发区|2024年12月2日至6日|不少于15家
            第二组|市应急管理局|河口县、沙坪县|2024年12月9日至20日|每县不少于12家
            第三组@3|市住房城乡建设局@3|城西区@2|2024年12月23日至27日|高层住宅不少于30栋
            2025年1月6日至10日|在建工地不少于10个
            梅岭县|2025年1月13日至17日|不少于12家
            第四组|市文化广电旅游局|全市A级旅游景区、文物保护单位|2025年1月20日至24日|不少于25家
            """,
        ),
    )
    source = flat_odf(
        one,
        "AR PL UKai CN",
        15,
        A4.format(74, 64, 82),
        "第 # 页",
        widths=[(55, 100, 100, 100, 76)],
        table_size=11.5,
        note_class="endnote",
        repeat=False,
        aligns="cclcc",
        border="0.25pt solid #000000",
    )
    return finish(
        one,
        rewritten(printed(source)),
        "LibreOffice 7.4 + Ghostscript 10",
        ["ruled table", "endnotes", "a box round prose is no table", "header not repeated", "spans of two columns"],
        furniture=["第N页"],
    )
