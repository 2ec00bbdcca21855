"""Units of measure and counting words, as data, and the match of one at a place in a text.

Purpose: which word after a number is its unit, what it is called in output, and of what kind it is. Words that
open another word (家 in 家庭) are told by the character behind them; users add words of their own (``read_units``).
Not for: numbers, bounds, opening of files.
Sources: 法定计量单位 (国务院 1984-02-27) for measures; counting words (量词) from notices of the genre.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from policyparse.language.chinese import CHARACTERS
from policyparse.language.spelling import fold
from policyparse.language.table_rows import BadRow, table_rows
from policyparse.lazy_regex import regex

UnitKind = Literal["count", "measure", "money", "span", "share", "noun"]


class Unit(NamedTuple):
    """A unit word found in a text: where it ends, its name in output, its kind."""

    end: int
    name: str
    kind: UnitKind


_WORDS: dict[UnitKind, str] = {
    "count": """个 晚 名 人 家 所 项 次 人次 人·次 门 种 套 条 件 户 座 台 辆 张 册 期 场 场次 支 批 批次 处 位 篇 本 部 组 班 班次
        对 只 头 艘 架 栋 幢 间 株 片 块 段 节 轮 届 讲 堂 单 笔 份 类 款 例 侧 人份 床 枚 颗 棵 根 盏 副 顶 双 卷 宗 起 例次 台套 台（套） 台(套)
        家次 户次 车次 班列 列 架次 标箱 对次 人·月 团 队 道 口 眼 方 环 页 题 幅 首 集 版 把 遍 趟 路 股 人天 盆 枝 羽 尾 匹 口井 箱 包 袋 瓶 罐 桶 盒 车 船 柜 桌 餐 茬 垄 畦 摊 铺 窗 栏 格 层 级台阶 课 科次 人天次 台班 辆·次 辆次""",
    "measure": """平方米 平方公里 立方米 公里 千米 米 厘米 毫米 微米 公顷 万亩 亩 亩次 吨 万吨标准煤 吨标准煤 万吨标煤 吨标煤 千克标准煤 克标准煤 千克 公斤 克 毫克 斤 升 毫升
        千瓦时 千瓦 兆瓦时 兆瓦 吉瓦时 吉瓦 瓦 千伏安 千伏 伏 马力 度 摄氏度 分贝 海里 蒸吨 节 赫兹 兆赫 兆 卡 千卡 焦 帕 倍 折 成 分 ㎡ m² m2 m3 m³ km² km kg
        MW GW kW KW kWh KWh kV KV GB TB PB MB Mbps Gbps mg μg t h 标准煤 标准箱 蒲式耳 美标箱 微克 立方 平方 PFlops EFlops P E""",
    "money": "元 人民币 美元 欧元 日元 港元 英镑 元人民币",
    "span": """年 个月 月 天 日 个工作日 工作日 个自然日 自然日 个交易日 周 星期 个星期 礼拜 小时 个小时 分钟 秒 秒钟 刻钟 季度 个季度
        个年度 学期 个学期 学年 个学年 日历天""",
    "share": "% ‰ 个百分点 百分点 个基点 基点 个点",
    "noun": """周岁 岁 人口 学时 学分 课时 个学时 个学分 个课时 床位 学位 车位 名额 工位 席 席位 个学位 个床位 个车位
        毕业生 学生 教师 老年人 党员 职工 户籍人口 常住人口""",
}

#: Units whose printed form is not their name in output.
_NAMES = {
    "个月": "月", "个工作日": "工作日", "个自然日": "自然日", "个交易日": "交易日", "个星期": "星期", "个小时": "小时",
    "个季度": "季度", "个年度": "年", "个学期": "学期", "个学年": "学年", "个百分点": "百分点", "个点": "百分点",
    "个基点": "基点", "个学时": "学时", "个学分": "学分", "个课时": "课时", "个学位": "学位", "个床位": "床位", "个车位": "车位",
    "台（套）": "台(套)", "台(套)": "台(套)", "人·次": "人次", "辆·次": "辆次", "元人民币": "元", "秒钟": "秒", "㎡": "平方米", "m²": "平方米",
    "m2": "平方米", "m³": "立方米", "m3": "立方米", "km": "公里", "km²": "平方公里", "kg": "千克", "日历天": "天",
}  # fmt: skip

#: Characters that, behind a short unit word, make it the start of another word.
_OPENS: dict[str, str] = {
    "个": "体性别", "家": "庭长乡居具电政禽园", "所": "有需在属以得长谓示列述持占", "人": "才员民均大事工社力文士为数物类居防",
    "次": "性序要年日月元污供生", "门": "户诊店槛禁", "条": "件款例", "户": "籍外口", "位": "置于居次",
    "分": "别类级配工析解期区组批步之管布层段校局支流行子享发公", "期": "间限末刊货望待满", "场": "地所景馆面域", "台": "账阶风胞",
    "批": "准复发评示改量", "种": "植子业养粮畜", "本": "地市省科级人办通区县行月年单方条专领辖州预意规实细计工制标次项文机校系会院所局厅委", "篇": "章",
    "座": "谈落", "处": "理置罚于分室长", "支": "持付出部撑柱行农教", "点": "击赞位单", "组": "织建长成合团装",
    "班": "级子组主", "天": "然津气河线府", "周": "边期转年", "年": "级度底末初均轻龄份检审报鉴终度", "成": "立果效为员本功熟都人长交绩品",
    "元": "素旦宵件器宇", "页": "码", "度": "假过夏量", "只": "能要有需", "米": "粉面线", "克": "服", "升": "级学本至格降华",
    "平方": "根", "轮": "训岗换值渡", "幅": "度", "间": "接隔", "对": "口接外标应照于象", "双": "一高创向方", "道": "路德县",
    "路": "径线网由面", "回": "收归复", "讲": "话座", "节": "能日约水点余", "部": "门署分属委队长", "段": "落", "单": "位元独列一",
    "类": "似型别推", "款": "项", "例": "如外", "头": "部等", "口": "岸径号腔", "晚": "会报期宴餐班饭稻熟", "方": "面案式可便向针法位", "团": "队结体员委",
    "队": "伍", "环": "境保节评", "块": "状", "侧": "重面翼记", "片": "区", "床": "位", "集": "中团群聚体合成约", "版": "本权", "把": "握关",
    "名": "单称师校牌录额优列", "项": "目", "日": "常益照前起本", "卷": "烟", "股": "份权东", "起": "草点始步到来", "列": "入为出车支",
    "斤": "", "席": "位卡", "角": "度色", "份": "额", "顶": "层端尖格替点住", "版块": "", "题": "材", "首": "批次先要席家创", "字": "体号样", "口径": "",
    "月": "度", "月度": "", "堂": "食", "架": "构", "笔": "试", "张": "贴", "把手": "", "根": "据本治", "兆": "头", "伏": "笔",
    "瓦": "斯", "卡": "口", "焦": "点化", "株": "洲", "星期": "一二三四五六日", "本科": "",
    "箱": "体变", "包": "括含容保装裹办联干产", "袋": "", "车": "辆站间位牌主险库道", "船": "舶队员厂", "柜": "台", "餐": "饮厅", "铺": "设", "窗": "口", "栏": "目", "格": "局式外", "层": "面次级", "课": "程时题堂后本", "盆": "地景栽", "枝": "", "尾": "号气矿款", "包次": "", "学生": "", "教师": "", "副": "主省市县教理处校院局长本高业", "届": "", "吨": "位", "P": "", "E": "",
}  # fmt: skip


#: Words that begin with such a character and leave the unit what it is: 54家|政府网站, 3个|体育公园, 5项|目标任务.
_NEXT_WORDS: dict[str, tuple[str, ...]] = {
    "家": (
        "政府",
        "政务",
        "具有",
        "具备",
        "乡镇",
        "乡村",
        "电商",
        "电力",
        "电子",
        "电影",
        "电信",
        "居民",
        "园区",
        "园林",
    ),
    "个": ("体育", "体系", "体验", "体检"),
    "项": ("目标", "目录"),
    "名": ("校医", "校长", "校领导", "校级", "校外", "优秀", "优胜", "单位", "录取", "录用"),
    "人": ("工作专班", "工作组", "工作小组", "民警", "民兵"),
    "所": ("有条件", "属地"),
    "种": ("植物", "业态"),
    "次": ("年度",),
    "场": ("地方",),
    "支": ("教师", "教学", "农技", "农业", "行业"),
    "批": ("示范", "改革", "改造", "评选", "评审", "发展"),
    "台": ("风力", "风机"),
}
_NONE = ("\0",)


class UnitWord(NamedTuple):
    """A unit word as a text prints it: its name in output, its kind, the characters with which it opens another word."""

    word: str
    name: str
    kind: UnitKind
    opens: str = ""


# 1个月当地最低工资标准/人: a month's worth of a standard is money.
_STANDARD = regex("的?(?:当地|本地|本市|本省|所在地)?(?:上年度)?(?:月)?最低工资(?:标准)?(?:/人)?")
_SO_MANY = regex("[百千万亿]{1,2}(?:人口|人|户|元|公里|平方米|平方公里|件|吨)")  # 5批次/千人
_BOUND_AFTER = ("上", "下", "内")  # 5所以上 bounds a number, 所以 does not


class Measures:
    """The unit words that a text is read with: those of the package and a user's ``own``, which go before them."""

    def __init__(self, own: tuple[UnitWord, ...] = ()) -> None:
        self.own = own
        self._words = {unit.word: unit for unit in (*_package_words(), *own)}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self.first_characters = frozenset(lengths)

    def unit_at(self, text: str, index: int) -> Unit | None:
        """The longest unit word that stands at ``index`` of a folded text and opens no other word."""
        for length in self._lengths.get(text[index : index + 1], ()):
            word = text[index : index + length]
            found = self._words.get(word)
            if found is None:
                continue
            _, name, kind, opens = found
            end = index + len(word)  # less than ``length`` at the end of the text
            behind = text[end : end + 1]
            if (
                opens
                and behind
                and behind in opens
                and not text.startswith(_NEXT_WORDS.get(word, _NONE), end)
                and not (behind == "以" and text[end + 1 : end + 2] in _BOUND_AFTER)
            ):
                continue
            if behind.isascii() and behind.isalnum() and word[-1].isascii() and word[-1].isalpha():
                continue
            if name == "月" and (standard := _STANDARD.match(text, end)) is not None:
                return Unit(standard.end(), name + standard[0].lstrip("的"), "money")
            unit = Unit(end, name, kind)
            return self._with_denominator(text, unit) if behind in ("/", "·") else unit
        return None

    def _with_denominator(self, text: str, unit: Unit) -> Unit:
        """元/千瓦时, 元/人·月: the slash and what it divides by belong to the unit."""
        end, name = unit.end, unit.name
        for _ in range(2):
            if text[end : end + 1] not in ("/", "·") or (text[end] == "·" and "/" not in name):
                break
            below = self._longest_word(text, end + 1)
            if not below:
                break
            name += text[end] + below
            end += 1 + len(below)
        return Unit(end, name, unit.kind)

    def _longest_word(self, text: str, index: int) -> str:
        if (many := _SO_MANY.match(text, index)) is not None:
            return many[0]
        for length in self._lengths.get(text[index : index + 1], ()):
            word = text[index : index + length]
            found = self._words.get(word)
            behind = text[index + len(word) : index + len(word) + 1]
            if found is not None and not (behind and behind in found.opens):
                return word
        return text[index : index + 1] if text[index : index + 1] in ("生", "校", "村", "镇", "县") else ""


def _package_words() -> list[UnitWord]:
    """The words of this module; of a word that stands under two kinds, the first kind holds."""
    found: dict[str, UnitWord] = {}
    for kind, words in _WORDS.items():
        for word in words.split():
            found.setdefault(word, UnitWord(word, _NAMES.get(word, word), kind, _OPENS.get(word, "")))
    return list(found.values())


#: The unit words that ship with policyparse.
MEASURES: Final = Measures()

_KINDS: Final[tuple[UnitKind, ...]] = get_args(UnitKind)
_LONGEST_WORD = 20


def read_units(text: str) -> list[UnitWord]:
    """A user's units of measure: a table with the column ``word`` and any of ``name``, ``kind``, ``opens``, ``note``.

    ``name`` is what output calls the unit (else the word itself), ``kind`` one of UnitKind ("measure" where empty),
    ``opens`` the characters behind the word with which it is the start of another. Raises BadRow.
    """
    found: dict[str, UnitWord] = {}
    for number, cells in table_rows(text, ("word",), ("name", "kind", "opens", "note")):
        unit = unit_word(cells["word"], number, cells.get("name", ""), cells.get("kind", ""), cells.get("opens", ""))
        if unit.word in found:
            raise BadRow(number, f"word {cells['word']!r} stands twice")
        found[unit.word] = unit
    return list(found.values())


def unit_word(word: str, line: int, name: str = "", kind: str = "", opens: str = "") -> UnitWord:
    """A user's unit of measure as texts are searched for it, in folded spelling; raises BadRow."""
    if not word:
        raise BadRow(line, "no word")
    folded = fold(word)
    if len(word) > _LONGEST_WORD or any(character.isspace() for character in folded):
        raise BadRow(line, f"word {word!r}: a unit is at most {_LONGEST_WORD} characters without blanks")
    if not (folded[0].isalpha() or folded[0] in "%‰°") or folded[0] in CHARACTERS:
        raise BadRow(line, f"word {word!r} begins like a number or a mark, and so could not be told from it")
    known = next((one for one in _KINDS if one == (kind or "measure")), None)
    if known is None:
        raise BadRow(line, f"kind {kind!r} is none of {', '.join(_KINDS)}")
    return UnitWord(folded, name or word, known, fold(opens))
