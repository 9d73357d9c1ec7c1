"""Whether a time in a text is before noon or after it, in the languages of the program: 10 am, 10 Uhr abends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handout.source.patterns import uncompiled

_FORENOON = (
    r"a[.]?\s?m\b[.]?|vorm[.]|vormittags|morgens|mat[.]|du matin|del mattino|di mattina|de la madrugada|de la mañana"
    r"|da madrugada|da manhã|[’']s (?:ochtends|morgens)|przed południem|rano|утра|дп|ранку"
    r"|ÖÖ|öğleden önce|sabah|SA|sáng"
    r"|ق[.]ظ[.]|قبل\u200cازظهر|قبل از ظهر|بامداد|صبح|صباح[اًا]*|فجر[اًا]*|في الصباح|ص|ב?בוקר|सुबह|(?:ভোর|সকাল)(?:বেলায়)?"
    r"|ጥዋት|ከጠዋቱ|上午|早上|清晨|午前|朝|오전|아침|ก่อนเที่ยง|ตอนเช้า|ในตอนเช้า|GH|ng umaga|umaga|in the morning|maten"
)
_AFTERNOON = (
    r"p[.]?\s?m\b[.]?|nachm[.]|nachmittags|mittags|abends|ap[.]m[.]|de l[’']après-midi|du soir"
    r"|del pomeriggio|di pomeriggio|di sera|de la tarde|de la noche|da tarde|da noite|[’']s (?:middags|avonds)"
    r"|po południu|wieczorem|веч[.]|вечера|дня"
    r"|пп|вечора|ÖS|öğleden sonra|akşamüstü|akşam|CH|chiều|tối|ب[.]ظ[.]|بعدازظهر|بعد از ظهر|عصر|مساء[ًا]*"
    r"|بعد الظهر|ظهر[ًا]*|م"
    r"|אחה״צ|אחה\"צ|אחר הצהריים|ב?צהריים|ב?ערב|दोपहर|शाम|(?:দুপুর|বিকাল|সন্ধ্যা)(?:বেলায়)?|ምሽት|በምሽት|ከሰዓት|دوپہر|سہ پہر|شام"
    r"|下午|中午|晚上|午後|夕方|昼|오후|저녁|หลังเที่ยง|ตอนบ่าย|ตอนเย็น|ในตอนบ่าย|ในตอนเย็น|GD|ng gabi|ng hapon|gabi|hapon"
    r"|in the (?:afternoon|evening)|aswè"
)
"""The words of Unicode's data (CLDR), with those that are written after an hour."""
_HOURS = r"uhr|h|heures?|horas?|ore|uur|godz[.]?|godzin[aey]|час[аов]*|ч|годин[аи]?|giờ|時|时|點|点|시|बजे|টা|o[’']clock"
_DIGITS = r"\d{1,2}(?:[.:]\d\d)?"
_BEHIND = uncompiled(
    rf"(?<![\d.,])({_DIGITS})(?:\s?(?:{_HOURS}))?\s?(?:({_FORENOON})|({_AFTERNOON}))(?!\w)", re.IGNORECASE
)
_BEFORE = uncompiled(rf"(?<!\w)(?:({_FORENOON})|({_AFTERNOON}))\s?({_DIGITS})(?![\d.,])", re.IGNORECASE)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Each time of a text that has its half of the day beside it, with `am` or `pm`."""
    for match in _BEHIND.finditer(text):
        yield match[1], "am" if match[2] else "pm"
    for match in _BEFORE.finditer(text):
        yield match[3], "am" if match[1] else "pm"
