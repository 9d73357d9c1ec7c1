"""Where a line may end in Chinese and Japanese, which are written without spaces, and in Korean.

The rules are those of Unicode (UAX #14) for ideographs, kana and their marks: a line may end after any letter, but
never before a closing mark, a small kana or a mark of repetition, and never after an opening mark.  Beyond them:

- Korean words are kept whole: Korean has spaces, and a line ends there.
- Quotation marks open and close, as in UAX #14 since Unicode 16.
- A number stays with its counter, a date and a time of day are whole, and a title stays with the name before it.

A text without such letters has none of these places, which one search finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from handout.i18n.quantities import words
from handout.i18n.unspaced import EAST_ASIAN, HAN_AND_KANA

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"

_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯ\U0001b150-\U0001b167"
_CLOSING = (
    "、。〉》」』】〕〗〙〛〞〟︐-︒︔-︖︘︙︶︸︺︼︾﹀﹂﹄﹈﹐-﹗﹚﹜﹞！），．：；？］｝｠｡｣､･％¢￠％﹪／〜～~"
)
_REPEATED = "々〻ゝゞヽヾー゠・゛゜ｰﾞﾟ\u3005\u303c\ua015"
_COMBINING = "\u0300-\u036f\u302a-\u302f\u3035\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_GLUE = "\xa0\u2007\u2011\u202f\u2060\ufeff"
_NEVER_FIRST = f"{_SMALL_KANA}{_CLOSING}{_REPEATED}{_COMBINING}{_GLUE}\u3000" + re.escape(" \n.,;:!?)]}/%-|'\"")
_NEVER_FIRST += "’”»›…‥⋯‐‒–—−‰℃℉°′″·•†‡‼⁇⁈⁉"
_OPENING = "〈《「『【〔〖〘〚〝︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝（［｛｟｢＄￡￥￦﹩"
_NEVER_LAST = f"{_OPENING}{_GLUE}\u200d／" + re.escape(" \n([{/'\"$#+|") + "‘“„«‹¿¡£¥€₩№−±"
"""The other signs of Latin texts are treated as in UAX #14."""
_KOREAN = f"(?<![{_HANGUL}](?=[{HAN_AND_KANA}]))(?<![{HAN_AND_KANA}](?=[{_HANGUL}]))"
_PLACE = f"(?<=[^{_NEVER_LAST}])(?=[^{_NEVER_FIRST}])(?:(?<=[{EAST_ASIAN}])|(?=[{EAST_ASIAN}])){_KOREAN}"
_ANY = f"[{EAST_ASIAN}{_HANGUL}]"

_DIGIT = "[0-9０-９]"
_NUMERAL = "[〇零一二两兩三四五六七八九十百千万萬半几幾数數]"
_UNITS = words(
    """
    毫克 微克 纳克 公克 千克 公斤 毫升 微升 公升 厘米 毫米 公分 公里 分钟 分鐘 小时 小時 时间 時間 星期 礼拜
    禮拜 个月 個月 個小時 个小时 个星期 国际单位 國際單位 单位 單位 毫摩尔 毫摩爾 毫米汞柱 千卡 大卡 周岁 週歲
    汤匙 湯匙 茶匙 滴管 人份 日元 美元 ミリグラム マイクログラム ナノグラム キログラム グラム ミリリットル
    デシリットル リットル センチメートル ミリメートル メートル センチ ミリ キロ カロリー 単位 週間 か月 ヶ月
    ケ月 カ月 箇月 日間 年間 分間 秒間 錠剤 カプセル プッシュ 滴 錠 包 回 枚 個 パーセント 点 點 克 升 片 粒 颗
    顆 支 瓶 盒 袋 次 天 日 年 月 周 週 岁 歲 歳 才 秒 分 时 時 度 倍 米 口 杯 勺 匙 针 針 剂 劑 丸 瓣 本 人 名
    位 号 號 项 項 页 頁 章 节 節 番 階 樓 楼 层 層 室 元 円 圆 圓 巻 个 名様
    """
)
"""Counters behind a number, without a space; the longest one that matches is meant."""
_UNIT = "|".join(sorted(_UNITS, key=lambda unit: (-len(unit), unit)))
_COUNT = f"(?:{_DIGIT}|{_NUMERAL})"
_TITLES = "|".join(
    sorted(
        words(
            """
            先生 女士 小姐 太太 博士 教授 医生 醫生 醫師 医师 医師 护士 護士 護理師 看護師 薬剤師 药师 藥師
            主任 院長 院长 さん さま 様 殿 氏
            """
        ),
        key=lambda title: (-len(title), title),
    )
)
_WHOLE = (
    # 2026年3月5日 · 午後8時30分 · 每日3次 · 第2周 · 8～12小时 · 5毫克/日 · mg/日 · 山田様 · ＣＴ
    f"{_DIGIT}+年{_DIGIT}+月(?:{_DIGIT}+[日号號])?|{_DIGIT}+月{_DIGIT}+[日号號]"
    f"|(?:上午|下午|晚上|早上|凌晨|中午|午前|午後)?{_DIGIT}+[时時點点](?:{_DIGIT}+分|半)?(?!间|間)"
    f"|[第约約每各共]?{_COUNT}(?:[.,．~～〜–-]?{_COUNT})*"
    f"(?: ?(?:{_UNIT}|[A-Za-zµμ%％℃°]+)|(?<={_DIGIT})[{HAN_AND_KANA}])?(?:[/／每](?:{_UNIT}|[{HAN_AND_KANA}]))?"
    f"|[A-Za-zµμ]+/[{HAN_AND_KANA}]|[{_HAN}]{{1,2}}(?:{_TITLES})|[\\w)）](?:{_TITLES})|[Ａ-Ｚａ-ｚ]{{2,}}"
)
KOREAN_TITLES = frozenset(
    title + particle
    for title in ("님", "씨", "선생님", "의사", "박사", "교수", "간호사")
    for particle in ("", *"은는이가을를께의도과와", "께서", "에게", "이나")
)
"""Titles behind a name, with a space between."""
_TITLE = rf"(?:{'|'.join(sorted(KOREAN_TITLES))})(?![{_HANGUL}])"
_SPACE = (
    rf"(?<=\d) +(?=[{HAN_AND_KANA}{_HANGUL}])|(?<=\d[년월]) +(?=\d+[월일])| +(?=[{_CLOSING}])"
    rf"|(?<=[{_OPENING}(\[{{]) +|(?<=[-‐–—/])(?=[{_SMALL_KANA}{_REPEATED}])"
    rf"|(?<=[{_HANGUL}]) +(?={_TITLE})"
)
"""Where no line may end: between a number and its counter, inside a date and before a title in Korean, and beside
brackets; and where a hyphen or a stroke would let a line begin with a small kana."""
_EDGE = rf"[{_CLOSING}]|{_TITLE}|.*(?:[{_OPENING}(\[{{]|\d|{_COUNT})$"
"""A word beside which there may be such a space, or one inside of a number with its counter."""


_LABEL = f"[{HAN_AND_KANA}]{{2,5}}[：:]?"
_LOWEST = "\u2e80"

_compiled = cache(re.compile)
"""A pattern is compiled when the first text needs it, because these patterns are large."""


def has_east_asian(text: str) -> bool:
    """Whether a text has letters or marks of Chinese, Japanese or Korean."""
    return not text.isascii() and max(text) >= _LOWEST and _compiled(_ANY).search(text) is not None


def places(text: str) -> Iterator[int]:
    """After how many characters a line may end though there is no space, in order."""
    return (match.start() for match in _compiled(_PLACE).finditer(text))


def is_label(text: str) -> bool:
    """Whether a text is one or two short words, such as 打印日期: a column is at least so wide that they stay whole."""
    return has_east_asian(text) and _compiled(_LABEL).fullmatch(text) is not None


def binds(word: str) -> bool:
    """Whether a space beside a word may be one of `whole`."""
    return _compiled(_EDGE).match(word) is not None


def whole(text: str) -> Iterator[int]:
    """After how many characters a line may not end: inside of a number with its counter, and behind some spaces."""
    for match in _compiled(_WHOLE).finditer(text):
        yield from range(match.start() + 1, match.end())
    yield from (match.end() for match in _compiled(_SPACE).finditer(text))
