"""PDFs that something was done to: locked, damaged, cropped, scanned with an invisible layer, half scanned, blank.

Not here: how the pages came to be (`html`, `drawing`).
"""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from pdf_making.drawing import Flow, Look, Sheaf
from pdf_making.drawn import marked, one_frame, page_mark, set_lines
from pdf_making.finish import crossing, finish, page_texts, squeezed, with_radicals
from pdf_making.html import chromium, page_html, weasy
from pdf_making.model import Made, Notice, grid, maker, notice, truth_of


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _only(producer: str, features: list[str], **more: Any) -> dict[str, Any]:
    """The truth of a file without a notice in it."""
    said: dict[str, Any] = {
        "pages": 0,
        "scanned": False,
        "producer": producer,
        "features": features,
        "expect_error": None,
    }
    return {**said, "tables": [], "text_checks": [], **more}


def _locked_notice() -> tuple[Notice, Sheaf]:
    one = notice(
        """
        T 关于调整最低工资标准的通知
        NO 墨人社发〔2025〕8号
        TO 各县（市、区）人力资源和社会保障局：
        P 经省人民政府批准，现就调整我市最低工资标准有关问题通知如下。
        L 1.月最低工资标准由1950元调整为2130元，适用于全日制就业劳动者。
        L 2.小时最低工资标准由19元调整为21.5元，适用于非全日制就业劳动者。
        L 3.用人单位支付给劳动者的工资不得低于最低工资标准，违反规定的，由人力资源社会保障部门责令限期支付差额，逾期不支付的按应付金额50%以上100%以下加付赔偿金。
        P 调整后的标准自2025年5月1日起执行，《关于调整最低工资标准的通知》（墨人社发〔2023〕4号）同时废止。
        SIGN 墨阳市人力资源和社会保障局
        DATE 2025年4月14日
        """
    )
    sheaf = marked(Sheaf(font="micro"), page_mark("—#—"))
    set_lines(Flow(sheaf, one_frame(85, 110, 425, 740), 16, 32), one, [])
    return one, sheaf


@maker("owner_password_only")
def owner_password() -> Made:
    """Printing and copying are forbidden by an owner password; anyone may open it."""
    one, sheaf = _locked_notice()
    data = squeezed(sheaf.reportlab())
    _, truth = finish(
        one, data, "ReportLab 5.1 + pikepdf", ["owner password only: opens", "AES-256"], furniture=["—N—"]
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        rules = pikepdf.Permissions(extract=False, print_highres=False, print_lowres=False, modify_other=False)
        return _saved(pdf, encryption=pikepdf.Encryption(owner="owner-7", user="", R=6, allow=rules)), truth


@maker("user_password_rc4")
def user_password() -> Made:
    """Opens with its password alone; the old 128 bit cipher."""
    one, sheaf = _locked_notice()
    data = sheaf.reportlab()
    _, truth = finish(
        one, data, "ReportLab 5.1 + pikepdf", ["user password", "RC4"], furniture=["—N—"], password="moyang-2025"
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lock = pikepdf.Encryption(owner="owner-9", user=truth["password"], R=3, aes=False, metadata=False)
        return _saved(pdf, encryption=lock), truth


@maker("damaged_xref")
def damaged_xref() -> Made:
    """The cross-reference table points to wrong places and the file ends behind the trailer; all objects are there."""
    one = notice(
        """
        T 关于开展农作物秸秆综合利用工作的通知
        TO 各乡镇（街道）农业综合服务中心：
        P 为做好2024年秸秆综合利用工作，确保全县秸秆综合利用率达到93%以上，现就有关事项通知如下。
        L 一是推进科学还田。推广秸秆粉碎深翻还田技术，全县还田面积不少于38万亩，作业补助每亩25元。
        L 二是扶持离田利用。建设收储网点26个，单个网点年收储能力不低于2000吨，打捆补助每吨30元，由县农业农村局于12月31日前兑付。
        L 三是强化禁烧管控。落实网格员568名，重点时段实行24小时巡查，卫星火点1小时内处置完毕。
        P 各乡镇要于每周五报送工作进度，10月底前形成总结材料。
        SIGN 苍岭县农业农村局
        DATE 2024年8月30日
        """
    )
    sheaf = marked(Sheaf(font="zen"), page_mark("第 # 页", side="right"))
    set_lines(Flow(sheaf, one_frame(80, 100, 430, 740), 15, 29), one, [])
    with pikepdf.open(io.BytesIO(sheaf.reportlab())) as pdf:
        data = _saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    _, truth = finish(
        one,
        data,
        "ReportLab 5.1, cut off",
        ["cross-reference table wrong, end cut off", "recoverable"],
        furniture=["第N页"],
        squeeze=False,
    )
    table, tail = data.rindex(b"xref\n", 0, data.rindex(b"startxref")), data.rindex(b"startxref")
    # The offsets are those of another file, and the end is cut off behind the trailer.
    wrong = re.sub(rb"\d{10} 00000 n", lambda found: b"%010d 00000 n" % (int(found[0][:10]) + 517), data[table:tail])
    return data[:table] + wrong, truth | {"expect_diagnostic": True}


@maker("zero_bytes")
def zero_bytes() -> Made:
    """Nothing at all."""
    return b"", _only("none", ["no bytes"], expect_error="empty")


@maker("blank_pages")
def blank_pages() -> Made:
    """Two pages without any mark."""
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(595, 842))
        data = _saved(pdf, deterministic_id=True)
    return data, _only("pikepdf", ["blank pages"], pages=2, expect_diagnostic=True)


@maker("cropped_attachments")
def cropped_attachments() -> Made:
    """A printer's sheet with marks and slugs outside the CropBox; two attachments on pages of their own."""
    one = notice(
        """
        ORG 蓼城市商务局
        NO 蓼商务〔2024〕57号
        T 关于组织实施2024年县域商业体系建设项目的通知
        TO 各县（市）商务主管部门：
        P 现将2024年县域商业体系建设项目实施方案要点、资金安排和联系方式通知如下，请认真组织实施，确保2025年6月底前全部建成投用。
        P 中央财政资金支持比例不超过项目总投资的50%，单个项目支持金额不超过400万元；项目验收合格后20个工作日内完成资金拨付。
        P 附件：1.项目资金安排表
        P 2.验收标准要点
        SIGN 蓼城市商务局
        DATE 2024年7月19日
        PB
        A 附件1
        C 项目资金安排表
        TABLE 1
        PB
        A 附件2
        C 验收标准要点
        L 1.县城综合商贸服务中心营业面积不少于1万平方米，冷藏库容不少于500立方米。
        L 2.乡镇商贸中心营业面积不少于600平方米，具备购物、餐饮、快递收发等不少于5项功能，连锁化率达到60%以上。
        L 3.县级物流配送中心日均处理能力不低于3万件，农村快递平均配送时间缩短到24小时以内。
        """,
        grid(
            "项目资金安排表",
            """
            县（市）|项目类型|项目个数|总投资（万元）|补助资金（万元）
            固安县@2|乡镇商贸中心|6|1380|520
            县级物流配送中心|1|900|400
            临淮县@3|综合商贸服务中心|1|1650|400
            乡镇商贸中心|8|1720|640
            农产品产地冷库|3|560|210
            颍泉市@2|乡镇商贸中心|5|1160|430
            直播电商基地|2|480|150
            合计||26|7850|2750
            """,
        ),
    )
    css = """
    @page { size: 180mm 255mm; margin: 24mm 20mm; bleed: 10mm; marks: crop cross; @bottom-center { content: "— " counter(page) " —"; font-size: 10pt } }
    body { font: 14pt/1.8 'WenQuanYi Micro Hei' } table { font-size: 11pt }
    """
    with pikepdf.open(io.BytesIO(weasy(page_html(one, css)))) as pdf:
        for page in pdf.pages:
            x0, y0 = (float(value) for value in list(page.mediabox)[:2])
            trim = [float(value) for value in page.get("/TrimBox", page.mediabox)]
            page.cropbox = trim
            # A slug below the trimmed page, which no one sees.
            words = f"BT /Slug 7 Tf {x0 + 90} {y0 + 8} Td (LCSWJ-2024-0719.indd  1  2024/7/19  16:42) Tj ET"
            page.contents_add(pikepdf.Stream(pdf, words.encode()))
            fonts = page.resources.get("/Font", pikepdf.Dictionary())
            fonts["/Slug"] = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.resources["/Font"] = fonts
        data = _saved(pdf)
    return finish(
        one,
        data,
        "WeasyPrint 70 + pikepdf",
        ["ruled table", "CropBox smaller than MediaBox", "printer's marks and slug outside", "two attachments"],
        table_pages=[[2]],
        furniture=["— N —", "LCSWJ", "indd"],
    )


def _raster(data: bytes, number: int, dots: int) -> Any:
    image = pdfium.PdfDocument(data)[number].render(scale=dots / 72).to_pil().convert("L")
    return image.point(lambda value: 255 * (value > 150)).convert("1")


@maker("invisible_ocr_layer")
def invisible_layer() -> Made:
    """Each page a picture with an invisible text layer over it, line by line, as scanning machines leave it."""
    one = notice(
        """
        ORG 广济市档案局文件
        NO 广档〔2023〕26号
        T 关于加强重大活动档案管理工作的通知
        TO 各县（区）档案局，市直各单位：
        P 为规范重大活动档案的收集、整理和移交，维护档案的完整与安全，现将有关事项通知如下。
        P 一、承办单位应当在活动结束后2个月内完成归档，6个月内向同级国家综合档案馆移交，移交率应当达到100%。
        P 二、照片档案每项活动不少于30张，像素不低于800万；录音录像档案保存原始格式，备份不少于2套。
        P 三、市档案局每年11月组织专项检查，抽查比例不低于20%，对未按期移交的单位予以通报，并限期1个月整改。
        SIGN 广济市档案局
        DATE 2023年10月20日
        """
    )
    sheaf = marked(Sheaf(font="ming"), page_mark("— # —", 11))
    set_lines(Flow(sheaf, one_frame(80, 100, 435, 500), 17, 34), one, [])
    seen = sheaf.reportlab()

    def layered(canvas_sheaf: Sheaf) -> bytes:
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfgen.canvas import Canvas

        from pdf_making.drawing import _font

        out = io.BytesIO()
        canvas = Canvas(out, invariant=True, pageCompression=1)
        for number, page in enumerate(canvas_sheaf.pages):
            canvas.setPageSize((page.width, page.height))
            canvas.drawImage(ImageReader(_raster(seen, number, 200)), 0, 0, page.width, page.height)
            for kind, *rest in page.strokes:
                if kind == "text":
                    x, baseline, words, size, _, _ = rest
                    text = canvas.beginText(x + 0.8, page.height - baseline - 0.6)
                    text.setTextRenderMode(3)
                    text.setFont(_font("STSong-Light"), size * 0.98)
                    text.textOut(words)
                    canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return finish(
        one,
        layered(sheaf),
        "ReportLab 5.1, pictures",
        ["invisible text layer over a scan"],
        metadata={**one.metadata(), "org": "广济市档案局"},
        furniture=["— N —"],
    )


@maker("half_scanned")
def half_scanned() -> Made:
    """A covering notice as text; its attachment with a ruled table is a scan of 200 dpi, a little askew."""
    one = notice(
        """
        T 关于下达2025年老旧电梯更新改造计划的通知
        TO 各区住房和城乡建设局、市场监督管理局：
        P 现将2025年老旧电梯更新改造计划下达给你们，请督促业主单位于2025年11月底前完成更新并投入使用。
        P 使用年限15年以上的住宅电梯每台补助15万元，由中央和市、区财政共同承担，补助资金在取得使用登记证后15个工作日内拨付。
        SIGN 云港市住房和城乡建设局
        DATE 2025年3月31日
        PB
        A 附件
        C 老旧电梯更新改造计划表
        TABLE 1
        """,
        grid(
            "老旧电梯更新改造计划表",
            """
            区|小区数（个）|更新（台）|改造（台）|补助资金（万元）
            海陵区|18|126|34|1975
            新浦区|22|158|41|2472.5
            连岛区|7|45|12|705
            赣州路街道|3|20|6|315
            合计|50|349|93|5467.5
            """,
        ),
    )
    sheaf = marked(Sheaf(font="micro"), page_mark("-#-", 11))
    flow = Flow(sheaf, one_frame(85, 100, 425, 740), 16, 31)
    on = set_lines(flow, one, [Look((95, 80, 75, 75, 100), size=14, leading=22, pad=6, aligns="crrrr")])
    seen = sheaf.reportlab()
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    picture = pdfium.PdfDocument(seen)[1].render(scale=200 / 72).to_pil().convert("L").rotate(0.6, fillcolor=255)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.3, 841.9), invariant=True)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=38)
    canvas.drawImage(ImageReader(jpeg), 0, 0, 595.3, 841.9)
    canvas.save()
    with pikepdf.open(io.BytesIO(seen)) as pdf, pikepdf.open(io.BytesIO(out.getvalue())) as scan:
        pdf.pages[1] = scan.pages[0]
        pdf.pages[1].rotate(0, relative=False)
        data = squeezed(_saved(pdf))
    truth = truth_of(
        one,
        2,
        "ReportLab 5.1, second page a picture",
        ["ruled table", "second page scanned, 200 dpi, 0.6 deg"],
        table_pages=on,
        furniture=["-N-"],
    )
    whole = page_texts(seen)
    return data, truth | {"scanned_pages": [2], "page_texts": whole, "cross_page_checks": crossing(truth, whole)}


@maker("chromium_dense_duties")
def dense_duties() -> Made:
    """Dense prose with duties after each item; radicals for plain characters; page numbers set by the page itself."""
    one = notice(
        """
        ORG 长沙洲市人民政府办公室
        NO 长洲政办发〔2025〕14号
        T 关于印发长沙洲市食品安全“守护行动”工作方案的通知
        TO 各县（市、区）人民政府，市食安委各成员单位：
        P 《长沙洲市食品安全“守护行动”工作方案》已经市人民政府同意，现印发给你们，请认真贯彻执行。
        H 一、总体要求
        P 以人民为中心，坚持问题导向、标本兼治，用1年时间集中解决群众反映强烈的突出问题，到2025年底，全市食品评价性抽检合格率达到98.5%以上，群众食品安全满意度达到85分以上，食品安全风险隐患闭环处置率达到100%。
        H 二、工作任务
        L （一）校园食品安全整治。开展大宗食材集中采购，统一采购率达到95%以上；学校食堂“互联网+明厨亮灶”覆盖率达到100%，校长陪餐制度落实率达到100%。（市教育局、市市场监管局牵头，市卫生健康委、市公安局参加，各县（市、区）人民政府负责落实，2025年8月底前完成）
        L （二）农产品源头治理。对豇豆、韭菜、鲈鱼等重点品种实施“一品一策”，抽检量每千人不低于2批次，农药兽药残留超标问题检出率控制在1.5%以内；承诺达标合格证附带率达到90%。（市农业农村局牵头，市市场监管局、市供销社参加，持续推进）
        L （三）网络餐饮治理。外卖平台入网商户证照公示率达到100%，推广使用外卖封签，封签使用率达到80%；对无堂食外卖商户每季度检查不少于1次。（市市场监管局牵头，市委网信办、市商务局参加，2025年10月底前完成）
        L （四）农村集体聚餐管理。3桌以上聚餐实行备案，备案率不低于98%；培训乡村厨师1200人次，健康证持有率达到100%。（各县（市、区）人民政府牵头，市市场监管局、市卫生健康委指导，2025年6月底前完成）
        L （五）“你点我检”进基层。全年组织活动不少于60场，抽检样品不少于3000批次，结果在5个工作日内公布。（市市场监管局、市妇联牵头，12月15日前完成）
        H 三、工作要求
        P 各牵头部门要在方案印发后10个工作日内制定细化措施，每月28日前报送进展；市食安办每两个月调度一次，对排名后3位的县（市、区）进行约谈。对工作中失职渎职、造成严重后果的，移交纪检监察机关依纪依法处理。
        SIGN 长沙洲市人民政府办公室
        DATE 2025年3月20日
        """
    )
    css = """
    @page { size: A4; margin: 32mm 27mm 30mm; @bottom-center { content: "— " counter(page) " —"; font-size: 14pt } }
    body { font: 16pt/1.7 'WenQuanYi Zen Hei' } p.ORG { font-size: 30pt }
    """
    data, truth = finish(
        one,
        chromium(page_html(one, css, "工作方案")),
        "Chromium print",
        ["dense prose with duties", "red head", "sentences over page breaks", "radicals for plain characters"],
        furniture=["— N —"],
    )
    return with_radicals(data), truth
