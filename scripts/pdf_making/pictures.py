"""Pages without text: scans with a stamp, scanned tables, glyphs drawn as paths; and pages inside forms.

Not here: scans under an invisible layer or beside pages of text (`altered`).
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from pdf_making.drawing import Flow, Look, Sheaf
from pdf_making.drawn import RED, marked, one_frame, page_mark, seal, set_lines
from pdf_making.finish import crossing, finish, page_texts, squeezed
from pdf_making.html import page_html, weasy
from pdf_making.model import Made, Notice, grid, maker, notice, truth_of


def pictured(data: bytes, dots: int, turns: list[float], colour: bool) -> bytes:
    """Each page as a picture, turned a little; in colour as JPEG, else black and white."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    pdf = pdfium.PdfDocument(data)
    canvas = Canvas(out, invariant=True, pageCompression=1)
    for page, turn in zip(pdf, turns, strict=True):
        width, height = page.get_size()
        picture = page.render(scale=dots / 72).to_pil()
        canvas.setPageSize((width, height))
        if colour:
            picture = picture.convert("RGB").rotate(turn, fillcolor=(248, 247, 243), resample=2)
            jpeg = io.BytesIO()
            picture.save(jpeg, "JPEG", quality=45)
            canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        else:
            picture = picture.convert("L").rotate(turn, fillcolor=255, resample=2)
            picture = picture.point(lambda value: 255 * (value > 160)).convert("1")
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan_truth(one: Notice, seen: bytes, producer: str, features: list[str], **more: Any) -> dict[str, Any]:
    """The truth of a scan, with the reference text of each page."""
    texts = page_texts(seen)
    truth = truth_of(one, len(texts), producer, features, **more)
    return truth | {"scanned": True, "page_texts": texts, "cross_page_checks": crossing(truth, texts)}


@maker("scan_stamp_colour")
def scan_stamp() -> Made:
    """A colour scan of 200 dpi, askew by 1.1 degrees, a red stamp over the signature."""
    one = notice(
        """
        ORG 浣花江区人民政府办公室文件
        NO 浣政办〔2024〕31号
        T 关于做好2024年防汛抗旱工作的通知
        TO 各镇人民政府、街道办事处，区政府各部门：
        P 为切实做好2024年防汛抗旱工作，确保人民群众生命财产安全，经区政府同意，现就有关事项通知如下。
        P 一、4月30日前完成水库、堤防、涵闸隐患排查，对排查出的37处隐患逐一落实责任人，汛前整改率达到100%。（区水务局负责）
        P 二、备足防汛物资，区级储备编织袋不少于12万条、救生衣不少于3000件，镇级储备不低于区级的20%。（区应急管理局负责）
        P 三、5月20日前各镇组织转移避险演练不少于1次，受威胁群众参与率不低于80%。（各镇人民政府负责）
        SIGN 浣花江区人民政府办公室
        DATE 2024年4月8日
        """
    )
    sheaf = marked(Sheaf(font="ming"), page_mark("— # —", 12))
    flow = Flow(sheaf, one_frame(82, 100, 431, 740), 16, 31)
    flow.paragraph(one.lines[0][1], 30, "center", colour=RED, leading=64)
    set_lines(flow, one, [], 1)
    reference = sheaf.reportlab()
    sheaf.put("free", seal("浣花江区人民政府办公室", 420, flow.y - 40))
    truth = scan_truth(
        one,
        reference,
        "ReportLab 5.1, pictures",
        ["image only", "200 dpi, colour", "skew 1.1 deg", "red stamp over the signature"],
    )
    truth |= {"furniture": ["— N —"], "metadata": {**one.metadata(), "org": "浣花江区人民政府办公室"}}
    return squeezed(pictured(sheaf.reportlab(), 200, [1.1] * len(sheaf.pages), True)), truth


@maker("scan_table_300dpi")
def scan_table() -> Made:
    """A black and white scan of 300 dpi: a ruled table with spans that goes on over the page."""
    one = notice(
        """
        A 附件
        C 沐川河流域入河排污口整治任务表
        TABLE 1
        P 注：整治完成后15个工作日内由县级生态环境部门组织验收销号。
        """,
        grid(
            "沐川河流域入河排污口整治任务表",
            """
            县（区）|排污口类型|数量（个）|整治措施|责任单位|完成时限
            东岭县@3|工业排污口|12|安装在线监测设备，达标率100%|县生态环境局|2024年9月
            城镇污水处理厂排污口|5|提标改造，执行一级A标准|县住房城乡建设局|2025年6月
            农业排口|38|建设生态沟渠26公里|县农业农村局|2025年12月
            沐阳区@2|雨洪排口|64|雨污分流改造管网45公里|区城市管理局|2025年10月
            规模化养殖排口|17|粪污综合利用率达到90%以上|区农业农村局|2024年12月
            石桥县@3|工业排污口|9|依法取缔3个，规范整治6个|县生态环境局|2024年10月
            生活污水散排口|71|接入管网或者建设一体化设施|县水务局|2025年8月
            其他排口|23|清理合并，设置标志牌|县水务局|2024年12月
            """,
        ),
    )
    sheaf = marked(Sheaf(font="zen"), page_mark("共2页 第#页", 10, "right"))
    flow = Flow(sheaf, one_frame(60, 90, 475, 520), 14, 28)
    look = Look((62, 82, 52, 130, 84, 65), size=13, leading=20, pad=6, aligns="cccllc", thick=0.9)
    on = set_lines(flow, one, [look])
    reference = sheaf.reportlab()
    truth = scan_truth(
        one,
        reference,
        "ReportLab 5.1, pictures",
        ["image only", "300 dpi, black and white", "ruled table", "rowspan over page break", "header not repeated"],
        table_pages=on,
    )
    return squeezed(pictured(reference, 300, [-0.3] * len(sheaf.pages), False)), truth | {"furniture": ["共N页第N页"]}


@maker("glyph_paths")
def glyph_paths() -> Made:
    """No font in the file: every glyph is a filled path; a ruled table among them."""
    one = notice(
        """
        T 关于公布2024年度区级技能大师工作室名单的通知
        TO 各有关单位：
        P 经评审公示，认定8个工作室为2024年度区级技能大师工作室，每个给予一次性补助10万元，建设期为2年。
        C 工作室名单
        TABLE 1
        P 各工作室每年培养高技能人才不少于15名，开展技术攻关不少于2项，年度考核不合格的取消称号。
        SIGN 平江门区人力资源和社会保障局
        DATE 2024年11月29日
        """,
        grid(
            "工作室名单",
            """
            序号|工作室名称|领衔人所在单位|职业工种
            1|数控加工技能大师工作室|区精密机械厂|数控铣工
            2|木雕技能大师工作室|区工艺美术研究所|手工木工
            3|中式面点技能大师工作室|区旅游职业学校|中式面点师
            4|汽车维修技能大师工作室|区公交集团|汽车维修工
            """,
        ),
    )
    css = (
        "@page { size: A4; margin: 28mm 26mm } body { font: 15pt/1.8 'WenQuanYi Zen Hei' } table { font-size: 12.5pt }"
    )
    seen = weasy(page_html(one, css))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(seen)
        command = [
            "gs",
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-sDEVICE=pdfwrite",
            "-dNoOutputFonts",
            f"-sOutputFile={out}",
            str(source),
        ]
        subprocess.run(command, check=True)
        data = out.read_bytes()
    features = ["glyphs drawn as paths: no text layer, needs OCR", "ruled table"]
    return squeezed(data), scan_truth(one, seen, "WeasyPrint 70 + Ghostscript 10", features, table_pages=[[1]])


@maker("weasy_section_rows")
def section_rows() -> Made:
    """Rows that head a section over the full width; 单位：万元 above the table; header cells of one letter a line."""
    one = notice(
        """
        T 关于下达2025年第一批城市更新专项资金预算的通知
        NO 澧财建〔2025〕44号
        TO 各区财政局、住房和城乡建设局：
        P 经市政府批准，现下达2025年第一批城市更新专项资金4862万元，列2025年“城乡社区支出”科目，专款专用。
        P 各区财政局应于收到本通知后30日内将资金分解下达到项目单位，6月底前支付进度不低于50%，11月底前不低于90%。
        SIGN 澧州市财政局
        DATE 2025年3月14日
        A 附件
        C 2025年第一批城市更新专项资金安排表
        RAW <p class="unit">单位：万元</p>
        TABLE 1
        RAW <p class="below">说明：绩效目标由市住房城乡建设局另行下达。</p>
        """,
        grid(
            "2025年第一批城市更新专项资金安排表",
            """
            序号|项目名称|建设内容|总投资|本次下达|建设期限
            一、老旧小区改造类@1x6
            1|兰江片区改造|改造小区12个、4260户|9800|1200|2025年3月至2026年6月
            2|大堰垱片区改造|改造小区7个、2185户|5120|640|2025年4月至2026年3月
            二、完整社区建设类@1x6
            3|澧浦完整社区|新增托育点2处、停车位360个|2260|452|2025年4月至12月
            4|翊武完整社区|新建社区食堂1处、步道3.6公里|1880|380|2025年5月至2026年2月
            三、市政设施更新类@1x6
            5|供水管网更新|更新管网48公里，漏损率降到9%|7400|1110|2025年3月至12月
            6|燃气管道更新|更新庭院管61公里|5900|780|2025年3月至10月
            7|内涝点整治|整治易涝点9处|2600|300|2025年4月至9月
            合计@1x3|34960|4862|
            """,
        ),
    )
    css = """
    @page { size: A4; margin: 26mm 24mm; @bottom-center { content: "~ " counter(page) " ~"; font-size: 10pt } }
    body { font: 15pt/1.85 'WenQuanYi Micro Hei' } p.unit { text-align: right; text-indent: 0; font-size: 11pt } p.below { text-indent: 0; font-size: 11pt }
    p.A { break-before: page } td[colspan="6"] { text-align: left; background: #eee } td:nth-child(4), td:nth-child(5) { text-align: right } td:nth-child(3) { text-align: left }
    th:first-child { width: 1em } table { font-size: 11.5pt; line-height: 1.6 }
    """
    return finish(
        one,
        weasy(page_html(one, css)),
        "WeasyPrint 70",
        [
            "ruled table",
            "rows that head a section over the full width",
            "unit line between title and table",
            "header cell of one letter a line",
        ],
        furniture=["~ N ~"],
    )


@maker("shrunk_in_forms")
def shrunk_in_forms() -> Made:
    """Each page a form inside a form, shrunk, as print drivers leave it; the second page is stored head down, /Rotate 180."""
    one = notice(
        """
        ORG 棠溪县教育局
        NO 棠教基〔2024〕22号
        T 关于做好2024年秋季学期课后服务工作的通知
        TO 各中心学校，县直各学校：
        P 为进一步提升课后服务质量，减轻家长负担，现就2024年秋季学期课后服务有关工作通知如下。
        P 一、服务时间。小学每天不少于2小时，初中工作日晚上可开设自习班，结束时间不晚于20时30分，参与率保持在95%以上。
        P 二、服务内容。每校开设社团不少于20个，体育锻炼时间每天不少于1小时，严禁利用课后服务时间讲授新课。
        P 三、经费保障。县财政按生均每学期不低于120元标准补助，家庭经济困难学生全额免费，教师补助每课时不超过60元。
        PB
        C 课后服务督导分组
        TABLE 1
        SIGN 棠溪县教育局
        DATE 2024年8月26日
        """,
        grid(
            "课后服务督导分组",
            """
            组别|督导学校（所）|组长单位|督导时间
            第一组|18|县教育局基础教育股|2024年9月10日至20日
            第二组|16|县教育督导中心|2024年10月9日至18日
            第三组|21|县教育局体卫艺股|2024年11月4日至15日
            """,
        ),
    )
    sheaf = marked(Sheaf(font="kai"), page_mark("• # •", 11))
    flow = Flow(sheaf, one_frame(85, 100, 425, 730), 16, 31)
    on = set_lines(flow, one, [Look((70, 90, 145, 120), size=12.5, leading=19, pad=5)])
    with pikepdf.open(io.BytesIO(sheaf.reportlab())) as pdf, pikepdf.new() as out:
        for number, page in enumerate(pdf.pages):
            width, height = (float(value) for value in list(page.mediabox)[2:])
            inner = out.copy_foreign(page.as_form_xobject())
            outer = out.make_stream(b"q 0.93 0 0 0.93 20 31 cm /Inner Do Q")
            _as_form(outer, width, height, inner)
            out.add_blank_page(page_size=(width, height))
            sheet = out.pages[-1]
            sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Outer=outer))
            turn = b"q -1 0 0 -1 %f %f cm /Outer Do Q" % (width, height)
            sheet.Contents = out.make_stream(turn if number == 1 else b"q /Outer Do Q")
            if number == 1:
                sheet.rotate(180, relative=False)
        stream = io.BytesIO()
        out.save(stream)
    return finish(
        one,
        stream.getvalue(),
        "ReportLab 5.1 + pikepdf",
        ["ruled table", "content inside nested forms, shrunk", "/Rotate 180"],
        table_pages=on,
        furniture=["•N•"],
    )


def _as_form(outer: Any, width: float, height: float, inner: Any) -> None:
    outer.Type, outer.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    outer.BBox = pikepdf.Array([0, 0, width, height])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=inner))
