"""Notices drawn stroke by stroke: rows open at the page edge, scrambled text, newspapers, seals, turned pages.

Not here: the drawing itself (`drawing`).
"""

from __future__ import annotations

import io
import math
import random
from typing import Any

import pikepdf

from pdf_making.drawing import Flow, Frame, Look, Sheaf, draw_table, width_of
from pdf_making.finish import finish
from pdf_making.model import RAISED, Made, Notice, grid, maker, notice, plain

REPORTLAB, FPDF = "ReportLab 5.1", "fpdf2 2.8"
RED = (0.8, 0.05, 0.05)


def set_lines(
    flow: Flow, one: Notice, looks: list[Look], start: int = 0, stop: int | None = None, **title: Any
) -> list[list[int]]:
    """The lines of a notice in the usual dress; the pages of its tables."""
    on: list[list[int]] = []
    for code, words in one.lines[start:stop]:
        words = plain(words)
        if code == "T":
            flow.paragraph(words, flow.size * 1.35, "center", after=4, leading=flow.leading * 1.3, **title)
        elif code == "ORG":
            flow.paragraph(words, flow.size * 1.8, "center", colour=RED, leading=flow.leading * 2)
        elif code == "NO":
            flow.paragraph(words, 0, "center", after=10)
            flow.sheaf.line(flow.frame.x, flow.y - 5, flow.frame.x + flow.frame.width, flow.y - 5, 1.5, RED)
        elif code in ("TO", "A"):
            flow.paragraph(words, indent=0)
        elif code == "C":
            flow.paragraph(words, 0, "center", after=2)
        elif code in ("SIGN", "DATE"):
            flow.paragraph(words, 0, "right")
        elif code == "PB":
            flow.next_frame()
        elif code == "TABLE":
            on.append(draw_table(flow, one.tables[int(words) - 1], looks[int(words) - 1]))
            flow.y += 8
        else:
            flow.paragraph(words)
    return on


def page_mark(pattern: str, size: float = 9, side: str = "center", foot: float = 40) -> Any:
    """Puts page numbers on; `#` is the number."""

    def put(sheaf: Sheaf) -> None:
        words = pattern.replace("#", str(len(sheaf.pages)))
        width = sheaf.pages[-1].width
        x = {
            "center": (width - width_of(words, size, sheaf.font)) / 2,
            "left": 60,
            "right": width - 60 - width_of(words, size, sheaf.font),
        }[side]
        sheaf.text(x, sheaf.pages[-1].height - foot, words, size)

    return put


def marked(sheaf: Sheaf, mark: Any) -> Sheaf:
    """The sheaf with page marks from its first page on."""
    sheaf.on_new_page = mark
    mark(sheaf)
    return sheaf


def one_frame(x: float, top: float, width: float, bottom: float) -> Any:
    """The same frame on each page."""
    return lambda page: [Frame(x, top, width, bottom)]


@maker("drawn_open_rows")
def open_rows() -> Made:
    """A row cut by the page break and open at the page's edge, a span over the break, text in any order."""
    one = notice(
        """
        T 关于印发《望渡县农村公路“建管养运”提升行动分工方案》的通知
        NO 望交发〔2025〕21号
        TO 各乡镇人民政府，县直有关单位：
        P 经县人民政府同意，现将《望渡县农村公路“建管养运”提升行动分工方案》印发给你们，请认真组织实施。
        P 各责任单位要在4月15日前制定路线图，倒排工期，挂图作战；县交通运输局每季度开展一次实地核查，核查结果报县政府常务会议。
        P 对进度滞后超过20%的项目，由县政府督查室下发督办单，连续两次排名末位的乡镇作表态发言。
        SIGN 望渡县交通运输局
        DATE 2025年3月28日
        C 望渡县农村公路“建管养运”提升行动分工表
        TABLE 1
        """,
        grid(
            "望渡县农村公路“建管养运”提升行动分工表",
            """
            类别|任务|具体要求|责任单位|完成时限
            建设@2|旧路改造|实施县道升级改造86公里、乡道拓宽142公里，路面宽度由4.5米提升到6.5米。|县交通运输局|2026年10月
            通达工程|新建自然村通硬化路210公里，实现30户以上自然村全部通硬化路。|县交通运输局、各乡镇人民政府|2025年12月
            管理@2|路长制|设立县、乡、村三级路长386名，乡级路长每月巡路不少于2次，村级路长每周巡路不少于1次。|各乡镇人民政府|2025年5月
            路域治理|清理占道经营480处、非公路标志320块，拆除违法建筑3.2万平方米，打造美丽农村路示范线9条，其中省级不少于2条，并对国省道两侧可视范围内的裸露地块进行绿化，补植行道树4.6万株，成活率不低于90%，建立“一路一档”。|县自然资源局、县林业局、县交通运输局|2025年11月
            养护@3|日常养护|县道、乡道、村道列养率达到100%，优良中等路率不低于92%。|县公路服务中心|每年12月
            资金保障|养护工程补助标准为县道每公里每年1.2万元、乡道每公里每年0.6万元、村道每公里每年0.3万元。|县财政局|每年3月
            桥隧安全|完成危桥改造17座，村道安防工程188公里，急弯陡坡警示标志设置率达到100%。|县交通运输局|2025年9月
            运营@2|城乡公交|开通城乡公交线路24条，建制村通公交率达到98%，票价不高于2元。|县公交公司|2026年6月
            客货邮融合|建成乡镇综合服务站12个、村级服务点160个，日均处理快件不少于1.5万件。|县邮政分公司、县商务局|2026年3月
            """,
        ),
    )
    sheaf = marked(Sheaf(font="zen", scramble=5), page_mark("-#-"))
    flow = Flow(sheaf, one_frame(72, 84, 451, 755), 14, 27)
    look = Look(
        (44, 62, 192, 88, 65), rules="grid", split_rows=True, open_breaks=True, aligns="cclcc", leading=17, size=11
    )
    on = set_lines(flow, one, [look])
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        [
            "ruled table",
            "row cut by the page break",
            "rows open at the page edge",
            "rowspan over page break",
            "header not repeated",
            "text drawn in any order",
        ],
        table_pages=on,
        furniture=["-N-"],
    )


@maker("fpdf_filled_rules")
def filled_rules() -> Made:
    """Rulings that are thin filled rectangles; an empty column and an empty row; a one-cell box that is no table."""
    one = notice(
        """
        T 关于申报2024年度科技特派员项目的通知
        TO 各县（区）科技局，各有关高校、科研院所：
        P 根据年度工作安排，现启动2024年度科技特派员项目申报工作，有关事项通知如下。
        L 1.支持数量。全市立项不超过60项，其中产业链团队项目不少于12项。
        L 2.资助标准。个人项目每项资助5万元，团队项目每项资助20万元，分两期拨付，首期拨付70%。
        L 3.申报时间。网上申报自2024年4月1日起至4月30日17时止，逾期不予受理。
        BOX 特别提示：同一负责人限报1项；在研项目逾期未结题的，不得申报。
        BOX 咨询电话由各县（区）科技局在门户网站公布，工作日均可咨询。
        A 附件：名额分配表
        C 2024年度科技特派员项目名额分配表
        TABLE 1
        SIGN 湖垣市科学技术局
        DATE 2024年3月22日
        """,
        grid(
            "2024年度科技特派员项目名额分配表",
            """
            推荐单位|个人（项）|团队（项）|经费（万元）|备注
            东垣区科技局|8|2|80|
            西洲区科技局|7|1|55|
            清浦县科技局|6|2|70|
            石门县科技局|9|2|85|
            湖垣农业大学|12|4|140|
            市农业科学院|6|1|50|
            ||||
            合计|48|12|480|
            """,
        ),
    )
    sheaf = marked(Sheaf(font="ming"), page_mark("第#页", side="left"))
    flow = Flow(sheaf, one_frame(80, 90, 435, 760), 15, 29)
    look = Look(
        (120, 75, 75, 85, 80),
        rules="rects",
        aligns="lrrrl",
        size=12,
        leading=18,
        thick=0.8,
        header_fill=(0.88, 0.88, 0.88),
    )
    split = next(at for at, line in enumerate(one.lines) if line[0] == "BOX")
    set_lines(flow, one, [look], 0, split)
    top = flow.y + 4
    flow.y += 8
    flow.frame.x, flow.frame.width = 92, 411
    set_lines(flow, one, [look], split, split + 2)
    flow.frame.x, flow.frame.width = 80, 435
    for box in (
        (80, top, 515, top + 1),
        (80, flow.y + 6, 515, flow.y + 7),
        (80, top, 81, flow.y + 7),
        (514, top, 515, flow.y + 7),
    ):
        sheaf.rect(*box, (0, 0, 0))
    flow.y += 14
    on = set_lines(flow, one, [look], split + 2)
    return finish(
        one,
        sheaf.fpdf(),
        FPDF,
        [
            "ruled table",
            "rulings are filled rectangles",
            "empty column",
            "empty row",
            "figures at the right",
            "a box round prose is no table",
        ],
        table_pages=on,
        furniture=["第N页"],
    )


@maker("drawn_borderless_numbered")
def borderless_numbered() -> Made:
    """No lines; a number column; cells of several lines hung from the top; goes on over two breaks, header repeated."""
    one = notice(
        """
        C 虞山县残疾人事业发展补助项目清单
        TABLE 1
        """,
        grid(
            "虞山县残疾人事业发展补助项目清单",
            """
            序号|项目名称|补助内容和标准|实施单位|年度目标
            1|残疾儿童康复救助|为0至17岁残疾儿童提供手术、辅助器具适配和康复训练，训练补助每人每年不超过2.4万元。|县残联、县卫生健康局|救助不少于320人
            2|家庭无障碍改造|对困难重度残疾人家庭实施“一户一策”改造，每户补助4500元。|县残联|改造260户
            3|托养服务|机构托养每人每月补助1500元，居家托养每人每月补助300元。|县民政局、县残联|服务480人
            4|就业培训|开展电子商务、盲人按摩、手工编织等培训，每人补助1200元，培训后就业率不低于50%。|县人力资源社会保障局|培训600人次
            5|辅助器具适配|免费适配轮椅、助听器、假肢等基本型辅助器具。|县残疾人康复中心|适配900件
            6|残疾人大学生资助|对当年考入全日制本科的残疾学生一次性资助5000元，专科资助3000元。|县残联、县教育局|应助尽助
            7|自主创业扶持|对首次创办企业并正常经营满6个月的残疾人，给予一次性创业补贴1万元。|县人力资源社会保障局、县财政局|扶持45户
            8|意外伤害保险|为持证残疾人统一投保，保费每人每年30元，由县财政全额承担。|县残联|参保率100%
            9|文化进家庭|为重度残疾人家庭每年送文化服务不少于2次，送图书不少于5册。|县文化广电旅游局|覆盖200户
            10|志愿助残|组建志愿服务队15支，每支队伍每季度开展活动不少于1次。|团县委|服务3000人次
            11|基层站点规范化|建设规范化“残疾人之家”6个，每个一次性补助8万元，服务面积不低于200平方米。|县残联、各乡镇人民政府|建成6个
            12|辅助性就业|扶持辅助性就业机构4家，每安置1人每年补助3000元。|县残联|安置80人
            """,
            ruled=False,
        ),
    )
    sheaf = marked(
        Sheaf(width=419.5, height=595.3, font="kai"), page_mark("虞山县残疾人联合会    #", side="right", foot=30)
    )
    flow = Flow(sheaf, one_frame(36, 48, 350, 548), 13, 24)
    look = Look(
        (32, 72, 130, 66, 54),
        rules="none",
        aligns="clllr",
        size=10,
        leading=14.5,
        pad=5,
        middle=False,
        repeat_header=True,
    )
    on = set_lines(flow, one, [look])
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        ["borderless", "number column", "cells of several lines hung from the top", "continued, header repeated", "A5"],
        table_pages=on,
        furniture=["虞山县残疾人联合会N"],
    )


@maker("drawn_newspaper_3col")
def newspaper() -> Made:
    """A newspaper in three columns: the notice, two other articles (one boxed), continued on page 4's columns."""
    one = notice(
        """
        T 沧浪市人民政府关于加快建设制造强市的实施意见
        TO （2025年1月16日）
        P 为深入贯彻新型工业化部署，加快建设制造强市，现提出如下实施意见。
        H 一、主要目标
        P 到2027年，全市规模以上工业总产值突破6000亿元，高新技术企业达到1800家，制造业增加值占地区生产总值比重稳定在36%以上。
        P 培育百亿级企业12家、国家级专精特新“小巨人”企业80家，全员劳动生产率年均提高7%左右。
        H 二、重点任务
        P （一）壮大优势产业集群。实施产业链“链长制”，做强高端纺织、精密机械、新型显示三大集群，到2027年集群产值分别达到1800亿元、1500亿元、900亿元。每条产业链培育“链主”企业不少于3家，本地配套率提高到45%。（牵头单位：市工业和信息化局；责任单位：市发展改革委、各县区人民政府）
        P （二）推进数字化转型。开展“智改数转网联”诊断服务，三年完成3000家企业改造，规模以上企业实现全覆盖。对评为省级智能工厂的，一次性奖励100万元。（牵头单位：市工业和信息化局；责任单位：市财政局）
        P （三）加强技术创新。企业研发投入年均增长12%以上，全社会研发投入占比达到3.2%。建设省级以上企业技术中心40家，每年实施重大技术攻关项目20项。（牵头单位：市科技局）
        P （四）推动绿色发展。单位工业增加值能耗累计下降13.5%，创建国家级绿色工厂25家，一般工业固体废物综合利用率达到96%。（牵头单位：市工业和信息化局、市生态环境局）
        P （五）强化用地保障。每年安排工业用地不低于年度新增建设用地的40%，盘活低效工业用地1.5万亩，亩均税收提高到25万元。（牵头单位：市自然资源和规划局）
        H 三、保障措施
        P 成立制造强市建设领导小组，实行季度调度、年度考核，考核结果占县区综合考核权重不低于15%。
        P 设立制造业高质量发展专项资金，每年规模不低于10亿元；发挥政府性融资担保作用，综合担保费率不高于1%。
        P 本意见自印发之日起施行，有效期至2027年12月31日。
        """
    )
    foreign_box = [
        "古镇夜游人气旺",
        "本报讯 夜幕降临，枕水古镇的灯笼次第亮起。周末两天，古镇接待游客3.6万人次，沿街商户营业额同比增长28%。",
        "“孩子最喜欢看打铁花。”来自邻市的游客周女士说，她一家已是今年第三次来古镇游玩。",
    ]
    foreign_plain = [
        "我市新增三家五星级养老院",
        "本报讯 记者昨日从市民政局获悉，全省新一批养老机构等级评定结果揭晓，我市三家养老院获评五星级，至此五星级养老院增至11家。",
        "市民政局相关负责人表示，今年还将新增护理型床位1500张，为2000户老年人家庭实施适老化改造，力争年底前每个街道建成1处综合服务中心。",
    ]
    sheaf = Sheaf(width=780, height=1080, font="ming")
    x, wide = (42.0, 281.0, 520.0), 218.0

    def frames(page: int) -> list[Frame]:
        if page == 1:
            return [Frame(x[0], 220, wide, 530), Frame(x[1], 220, wide, 530), Frame(x[2], 220, wide, 380)]
        return [Frame(left, 140, wide, 220) for left in x]

    def head(sheet: Sheaf) -> None:
        number = {1: "第1版 要闻", 2: "第4版 综合"}[len(sheet.pages)]
        sheet.text(42, 60, "沧浪晚报", 26 if len(sheet.pages) == 1 else 14, RED, "zen")
        sheet.text(300, 60, "2025年1月18日 星期六", 11)
        sheet.text(640, 60, number, 11)
        sheet.line(42, 72, 738, 72, 1.2)
        sheet.text(42, 1062, "本版责编 周予安 美编 陆晴", 9)

    def other(articles: list[str], column: int, top: float, bottom: float, boxed: bool, columns: int = 1) -> None:
        side = [Frame(x[column + at] + 6, top + 4, wide - 12, bottom) for at in range(columns)]
        text = Flow(sheaf, lambda page: side, 11.5, 19)
        text.paragraph(articles[0], 17, "center", font="zen", leading=30)
        for words in articles[1:]:
            text.paragraph(words)
        assert len(text.queue) + 1 + (columns - 1) >= columns, "does not fit"
        if boxed:
            sheaf.rect(x[column], top - 4, x[column] + wide, bottom + 4, None, 0.8)

    sheaf.on_new_page = head
    head(sheaf)
    title = one.lines[0][1]
    sheaf.text((780 - width_of(title, 25, "zen")) / 2, 130, title, 25, font="zen")
    sheaf.text((780 - width_of(one.lines[1][1], 12, "ming")) / 2, 165, one.lines[1][1], 12)
    flow = Flow(sheaf, frames, 11.5, 19.5)
    jumped = False
    for code, words in one.lines[2:]:
        before = len(sheaf.pages)
        flow.paragraph(words, font="zen" if code == "H" else "")
        jumped = jumped or len(sheaf.pages) > before
    last = sheaf.pages.pop()
    sheaf.text(x[2] + 140, 420, "（下转第4版）", 10.5)
    other(foreign_box, 0, 560, 720, True)
    other(foreign_plain, 1, 555, 1020, False)
    more = [
        "冬季用电安全小贴士",
        "入冬以来，取暖设备使用增多。供电部门提醒，取暖器与可燃物应保持1米以上距离，出门务必断电，插线板功率不得超过2500瓦。",
        "市民如遇停电、触电等紧急情况，可拨打24小时服务热线，抢修人员城区45分钟内到达现场。",
    ]
    other(more, 2, 465, 1020, False)
    sheaf.pages.append(last)
    sheaf.text(42, 100, "沧浪市人民政府关于加快建设制造强市的实施意见", 15, font="zen")
    sheaf.text(42, 122, "（上接第1版）", 10.5)
    last_page = [
        "社区“微治理”暖民心",
        "本报讯 “楼道灯坏了三个月，网格员上门当天就修好了。”家住槐荫社区的老党员吴伯说。去年以来，该社区通过议事会解决停车、飞线等问题126件，满意率达到97%。",
        "社区书记介绍，今年将再建议事亭5处，培育楼栋长48名。",
    ]
    other(last_page, 1, 260, 430, True)
    assert jumped
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        ["three-column newspaper", "foreign articles, one boxed", "continued on another page", "running head"],
        foreign=[*foreign_box, *foreign_plain, *more, *last_page],
        metadata={"org": "沧浪市人民政府", "title": title, "date": "2025年1月16日"},
        furniture=["沧浪晚报", "本版责编 周予安 美编 陆晴", "（下转第4版）", "（上接第1版）", "星期六"],
    )


def watermark(words: str, opacity: float, grey: float, angle: float, size: float) -> Any:
    """A slanted text all over the page."""

    def draw(canvas: Any, high: float) -> None:
        from pdf_making.drawing import _font

        canvas.setFillColorRGB(grey, grey, grey)
        canvas.setFillAlpha(opacity)
        canvas.setFont(_font("micro"), size)
        for x in (120, 330):
            for y in (150, 400, 650):
                canvas.saveState()
                canvas.translate(x, y)
                canvas.rotate(angle)
                canvas.drawString(-size, 0, words)
                canvas.restoreState()

    return draw


def seal(words: str, x: float, y: float, radius: float = 58) -> Any:
    """A round red seal with a star, its name set on the arc."""

    def draw(canvas: Any, high: float) -> None:
        from pdf_making.drawing import _font

        canvas.translate(x, high - y)
        canvas.setStrokeColorRGB(0.86, 0.1, 0.1)
        canvas.setFillColorRGB(0.86, 0.1, 0.1)
        canvas.setFillAlpha(0.8)
        canvas.setLineWidth(2.5)
        canvas.circle(0, 0, radius)
        path = canvas.beginPath()
        for corner in range(10):
            angle, far = math.pi / 2 + corner * math.pi / 5, (16 if corner % 2 == 0 else 6.2)
            (path.lineTo if corner else path.moveTo)(far * math.cos(angle), far * math.sin(angle))
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFont(_font("zen"), 12)
        for at, char in enumerate(words):
            turn = 115 - 230 * at / (len(words) - 1)
            canvas.saveState()
            canvas.rotate(turn)
            canvas.drawCentredString(0, radius - 17, char)
            canvas.restoreState()

    return draw


def picture_mark() -> Any:
    """A grey picture behind the text, with words in it that are pixels."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader

    image = Image.new("L", (420, 420), 255)
    brush = ImageDraw.Draw(image)
    brush.ellipse((30, 30, 390, 390), outline=225, width=14)
    brush.text((90, 170), "内部资料", 222, ImageFont.truetype("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 60))

    def draw(canvas: Any, high: float) -> None:
        canvas.drawImage(ImageReader(image), 180, high / 2 - 120, 240, 240)

    return draw


@maker("drawn_seal_watermark")
def seal_watermark() -> Made:
    """A watermark of text and one of pixels, a seal over the signature, a red star, fake bold, a spaced title."""
    one = notice(
        """
        ORG 鹤岭县人民政府文件
        NO 鹤政发〔2023〕15号
        T 关于印发鹤岭县推进文旅融合发展三年行动计划的通知
        TO 各乡镇人民政府，县政府各部门，各直属机构：
        P 《鹤岭县推进文旅融合发展三年行动计划（2023—2025年）》已经县政府第27次常务会议研究同意，现印发给你们，请结合实际抓好落实。
        P 到2025年，全县接待游客突破900万人次，旅游综合收入达到78亿元，过夜游客占比提高到35%，新增国家4A级旅游景区1家、3A级旅游景区3家。
        P （一）县文化广电旅游局要会同县财政局于2023年10月底前出台奖补办法，对新评定的甲级民宿一次性奖励30万元、乙级民宿奖励15万元。
        P （二）县交通运输局负责打通景区道路46公里，在2024年国庆节前建成环湖绿道32公里，新增停车位2600个，开通旅游直通车5条。
        P （三）县市场监管局要建立诚信档案，投诉办结率达到100%，平均办结时间不超过2个工作日；对哄抬价格、强买强卖的，一律从严从快查处。
        P 各乡镇、各部门要加强协同配合，每季度末月25日前将进展情况报县旅游产业发展领导小组办公室，工作成效纳入年度绩效考核。
        SIGN 鹤岭县人民政府
        DATE 2023年9月11日
        """
    )
    sheaf = Sheaf(font="ming")
    text_mark, image_mark = watermark("鹤岭县政务内网", 0.25, 0.55, 38, 34), picture_mark()
    foot = page_mark("— # —", 12)

    def dress(sheet: Sheaf) -> None:
        sheet.put("free", image_mark)
        sheet.put("free", text_mark)
        foot(sheet)

    marked(sheaf, dress)
    flow = Flow(sheaf, one_frame(80, 100, 435, 740), 16, 31)
    flow.paragraph(one.lines[0][1], 40, "center", colour=RED, leading=74, font="zen")
    flow.paragraph(one.lines[1][1], 0, "center", after=14)
    sheaf.line(80, flow.y - 6, 275, flow.y - 6, 1.6, RED)
    sheaf.line(320, flow.y - 6, 515, flow.y - 6, 1.6, RED)
    middle = flow.y - 6
    sheaf.put("free", lambda canvas, high: _star(canvas, 297.5, high - middle))
    title = one.lines[2][1]
    for part in (title[:9], title[9:17], title[17:]):
        # Each letter by itself, drawn twice: letter-spaced and fake bold.
        size, step = 20, 31.0
        left = 297.5 - step * len(part) / 2
        for at, char in enumerate(part):
            for offset in (0, 0.35):
                sheaf.text(left + at * step + offset, flow.y + 24, char, size, font="zen")
        flow.y += 36
    flow.y += 10
    for code, words in one.lines[3:-2]:
        flow.paragraph(words, indent=0 if code == "TO" else 2, twice=0.3 if words.startswith("（一）") else 0)
    flow.room(120)
    flow.y += 40
    for _, words in one.lines[-2:]:
        flow.paragraph(words, 0, "right")
    sheaf.put("free", seal("鹤岭县人民政府", 430, flow.y - 34))
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        [
            "diagonal text watermark with opacity",
            "image watermark",
            "round seal over the signature",
            "red star",
            "fake bold",
            "letter-spaced title",
        ],
        metadata={**one.metadata(), "org": "鹤岭县人民政府"},
        furniture=["— N —", "鹤岭县政务内网"],
    )


def _star(canvas: Any, x: float, y: float) -> None:
    canvas.setFillColorRGB(*RED)
    path = canvas.beginPath()
    for corner in range(10):
        angle, far = math.pi / 2 + corner * math.pi / 5, (11 if corner % 2 == 0 else 4.3)
        (path.lineTo if corner else path.moveTo)(x + far * math.cos(angle), y + far * math.sin(angle))
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@maker("drawn_rotated_tiny")
def rotated_tiny() -> Made:
    """Portrait cover, then a 6 pt table on pages stored upright and shown turned by 270, then one turned by 90."""
    towns = [
        "临溪镇",
        "石塘镇",
        "横渡镇",
        "麻源乡",
        "青竹乡",
        "大洋镇",
        "浦口镇",
        "东岙乡",
        "梅岗镇",
        "下坊乡",
        "前仓镇",
        "茶亭乡",
    ]
    dice = random.Random(11)
    lines = []
    for number, town in enumerate(towns, 1):
        figures = [
            dice.randint(3, 60),
            dice.randint(200, 4000),
            round(dice.uniform(5, 99), 1),
            dice.randint(1, 9),
            dice.randint(100, 990),
            f"{dice.randint(70, 99)}%",
            f"{dice.randint(1, 12)}月底",
        ]
        leader = f"{town}人民政府"
        lines.append(
            "|".join([str(number), town, *map(str, figures), leader, ("县水利局" if number % 3 else "县农业农村局")])
        )
    one = notice(
        """
        T 关于分解下达2026年度中小型水利设施管护任务的通知
        TO 各乡镇人民政府，县直有关单位：
        P 现将2026年度中小型水利设施管护任务分解下达给你们，请严格按照时间节点组织实施，11月20日前全面完成。
        P 管护资金按季度拨付，前三季度各拨付25%，年度考核合格后拨付剩余25%；考核不合格的，收回当年结余资金。
        SIGN 瑶川县水利局
        DATE 2026年1月9日
        A 附件1
        C 2026年度管护任务分解表
        TABLE 1
        A 附件2
        C 考核评分表
        TABLE 2
        """,
        grid(
            "2026年度管护任务分解表",
            "序号|乡镇|山塘（座）|渠道（米）|巡查里程（公里）|泵站（座）|受益农田（亩）|完好率|完成时限|责任主体|指导单位\n"
            + "\n".join(lines),
        ),
        grid(
            "考核评分表",
            """
            考核项目|评分标准|分值
            组织管理|管护人员、制度、经费三落实，缺一项扣5分|20
            工程状况|设施完好率每低于目标1个百分点扣2分|40
            运行成效|灌溉保证率不低于85%，每低1个百分点扣1分|25
            档案资料|巡查记录完整，每缺1次扣0.5分|15
            """,
        ),
    )
    sheaf = marked(Sheaf(font="micro"), page_mark("· # ·", side="right"))
    flow = Flow(sheaf, one_frame(90, 100, 415, 740), 16, 30)
    set_lines(flow, one, [], 0, 6)
    turns = {}
    for part, (turn, look) in enumerate(
        [
            (
                270,
                Look(
                    (22, 44, 44, 50, 64, 44, 60, 40, 44, 84, 70),
                    size=6,
                    leading=8.4,
                    pad=2.2,
                    aligns="clrrrrrccll",
                    thick=0.35,
                ),
            ),
            (90, Look((120, 380, 60), size=12, leading=18, pad=6, aligns="clr")),
        ]
    ):
        sheaf.new_page((841.9, 595.3))
        turns[len(sheaf.pages)] = turn
        flow.frame, flow.queue = Frame(120, 90, 600, 520), []
        flow.y = 90
        set_lines(flow, one, [look] * 2, 6 + 3 * part, 9 + 3 * part)
    data = _turned(sheaf.reportlab(), turns)
    return finish(
        one,
        data,
        "ReportLab 5.1 + pikepdf",
        ["ruled table", "/Rotate 270", "/Rotate 90", "6 pt table of 11 columns", "attachments"],
        table_pages=[[2], [3]],
        furniture=["·N·"],
    )


def _turned(data: bytes, turns: dict[int, int]) -> bytes:
    """Landscape pages stored upright with /Rotate, so that they show as before."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, turn in turns.items():
            page = pdf.pages[number - 1]
            wide, high = (float(value) for value in page.mediabox[2:])
            # The stored page is high × wide; turning it gives back wide × high.
            matrix = (0, 1, -1, 0, high, 0) if turn == 90 else (0, -1, 1, 0, 0, wide)
            page.contents_add(pikepdf.Stream(pdf, ("q " + " ".join(map(str, matrix)) + " cm").encode()), prepend=True)
            page.contents_add(pikepdf.Stream(pdf, b"Q"))
            page.mediabox = [0, 0, high, wide]
            page.rotate(turn, relative=False)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@maker("drawn_unembedded_joint")
def unembedded_joint() -> Made:
    """Fonts that are named and not embedded; a red head of three issuers in two columns; dense prose, raised calls."""
    one = notice(
        """
        ORG 江浦市发展和改革委员会
        ORG 江浦市财政局
        ORG 江浦市住房和城乡建设局
        NO 江发改投资〔2024〕106号
        T 关于加强政府投资项目全过程管理的通知
        TO 各区（市）发展改革局、财政局、住房城乡建设局，市直各部门：
        P 为规范政府投资行为，提高资金使用效益，根据《政府投资条例》，现就加强政府投资项目全过程管理通知如下。
        L 1.严格前期论证。总投资5000万元以上的项目应当开展第三方评估，评估时间不超过15个工作日；总投资3亿元以上的项目，由市发展改革委会同市财政局组织专家论证。
        L 2.严控投资概算。初步设计概算超过可行性研究报告估算10%的，应当重新报批；未经批准擅自调整的，由财政部门暂停拨款。
        L 3.规范招标采购。单项合同估算价400万元以上的施工、200万元以上的货物、100万元以上的服务必须依法招标，招标文件公示期不少于3日。
        L 4.强化进度管理。年度投资计划执行率低于60%的，次年不再安排新开工项目；连续6个月未开工的，收回已下达资金。（市发展改革委牵头，市财政局、市住房城乡建设局按职责分工负责）
        L 5.落实质量终身责任。建筑面积5000m^2^以上的公共建筑、单体土石方10^5^m^3^以上的工程实行驻场监理，关键工序影像留存率达到100%。（市住房城乡建设局负责）
        L 6.加快竣工决算。项目竣工后3个月内完成结算审核，6个月内办理竣工财务决算，1年内完成产权登记，逾期未办的按每月扣减建设管理费5%。（市财政局牵头，各项目单位负责）
        L 7.开展绩效评价。总投资2亿元以上项目全部开展后评价，评价结果在30日内向社会公开。（市发展改革委、市财政局负责，2024年12月底前完成首批8个项目）
        P 本通知自2024年7月1日起施行，有效期5年。
        SIGN 江浦市发展和改革委员会 江浦市财政局 江浦市住房和城乡建设局
        DATE 2024年6月4日
        """
    )
    sheaf = marked(Sheaf(font="STSong-Light"), page_mark("#", 10.5, "left"))
    flow = Flow(sheaf, one_frame(78, 80, 440, 770), 14, 25)
    for at, (_, words) in enumerate(one.lines[:3]):
        _spread(sheaf, words, 88, 330, 130 + at * 42, 20)
    sheaf.text(382, 178, "文件", 46, RED)
    flow.y = 258
    flow.paragraph(one.lines[3][1], 0, "center", after=12)
    sheaf.line(78, flow.y - 5, 518, flow.y - 5, 1.5, RED)
    flow.paragraph(one.lines[4][1], 19, "center", leading=44)
    for code, words in one.lines[5:-2]:
        _raised_paragraph(flow, words, 0 if code == "TO" else 2)
    flow.y += 20
    for name in one.lines[-2][1].split():
        flow.paragraph(name, 0, "right")
    flow.paragraph(one.lines[-1][1], 0, "right")
    return finish(
        one,
        sheaf.reportlab(),
        REPORTLAB,
        [
            "font not embedded",
            "red head with three issuers beside 文件",
            "raised figures that are no calls",
            "numbered list items",
            "dense prose",
        ],
        furniture=["N"],
    )


def _spread(sheaf: Sheaf, words: str, x0: float, x1: float, baseline: float, size: float) -> None:
    """A name set as wide as its column, letter by letter."""
    step = (x1 - x0 - size) / (len(words) - 1)
    for at, char in enumerate(words):
        sheaf.text(x0 + at * step, baseline, char, size, RED)


def _raised_paragraph(flow: Flow, words: str, indent: int) -> None:
    """A paragraph whose raised letters are drawn smaller and higher."""
    size, x = flow.size, indent * flow.size
    parts = RAISED.split(words)
    flow.room(flow.leading)
    for number, part in enumerate(parts):
        raised = number % 2 == 1
        for char in part:
            wide = width_of(char, size * (0.6 if raised else 1), flow.sheaf.font)
            if x + wide > flow.frame.width and char not in "。，、；：）》":
                flow.y += flow.leading
                flow.room(flow.leading)
                x = 0.0
            baseline = flow.y + flow.leading * 0.5 + size * 0.36 - (size * 0.4 if raised else 0)
            flow.sheaf.text(flow.frame.x + x, baseline, char, size * (0.6 if raised else 1))
            x += wide
    flow.y += flow.leading
