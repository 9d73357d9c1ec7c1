"""Words of a logo's description that say no more than the clinic's name, in the program's languages."""

from __future__ import annotations

from handout.i18n.quantities import words

WORDS = {
    "en": "logo of the clinic",
    "de": "logo von der des die klinik praxis",
    "es": "logotipo de del la el clínica",
    "fr": "logo de du la le clinique cabinet",
    "it": "logo di della dello del clinica studio",
    "pt": "logotipo logótipo de da do clínica",
    "nl": "logo van de het kliniek praktijk",
    "pl": "logo kliniki przychodni",
    "ru": "логотип клиники",
    "uk": "логотип клініки",
    "tr": "kliniğin logosu",
    "vi": "biểu trưng của phòng khám",
    "ht": "logo klinik la",
    "tl": "logo ng klinika",
    "so": "astaanta rugta caafimaadka",
    "hi": "क्लिनिक का लोगो",
    "bn": "ক্লিনিকের লোগো",
    "am": "የክሊኒኩ አርማ",
    "th": "โลโก้ ของ คลินิก โลโก้ของ โลโก้คลินิก โลโก้ของคลินิก",
    "ko": "로고 병원 의원 클리닉 병원의 의원의 클리닉의",
    "ja": "ロゴ 診療所 クリニック の 診療所のロゴ クリニックのロゴ のロゴ",
    "zh-Hans": "标志 徽标 诊所 的 诊所标志 诊所的标志",
    "zh-Hant": "標誌 徽標 診所 的 診所標誌 診所的標誌",
}
"""By language; a description may be in another language than the document, so all of them count."""
EMPTY = words(" ".join(WORDS.values()))
