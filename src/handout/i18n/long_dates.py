"""Long dates of some languages, as CLDR has them; the tests hold each word to Babel's.

Most documents print one date, and loading Babel with its data for that is 3 % of the work of `handout render`.
"""

from __future__ import annotations

import datetime

_LONG = {
    "am": "{day} {month} {year:04}",
    "ar": "{day} {month} {year:04}",
    "bn": "{day} {month}, {year:04}",
    "de": "{day}. {month} {year:04}",
    "de-CH": "{day}. {month} {year:04}",
    "en": "{month} {day}, {year:04}",
    "en-AU": "{day} {month} {year:04}",
    "en-CA": "{month} {day}, {year:04}",
    "en-GB": "{day} {month} {year:04}",
    "en-IE": "{day} {month} {year:04}",
    "en-NZ": "{day} {month} {year:04}",
    "en-US": "{month} {day}, {year:04}",
    "es": "{day} de {month} de {year:04}",
    "es-MX": "{day} de {month} de {year:04}",
    "es-US": "{day} de {month} de {year:04}",
    "fa": "{day} {month} {year:04}",
    "fr": "{day} {month} {year:04}",
    "fr-CA": "{day} {month} {year:04}",
    "he": "{day} ב{month} {year:04}",
    "hi": "{day} {month} {year:04}",
    "it": "{day} {month} {year:04}",
    "ja": "{year:04}年{month}{day}日",
    "ko": "{year:04}년 {month} {day}일",
    "nl": "{day} {month} {year:04}",
    "pl": "{day} {month} {year:04}",
    "pt": "{day} de {month} de {year:04}",
    "pt-BR": "{day} de {month} de {year:04}",
    "ru": "{day} {month} {year:04}\u00a0г.",
    "so": "{month} {day}, {year:04}",
    "tl": "{month} {day}, {year:04}",
    "tr": "{day} {month} {year:04}",
    "uk": "{day} {month} {year:04}\u00a0р.",
    "ur": "{day} {month}، {year:04}",
    "vi": "{day} tháng {month}, {year:04}",
    "zh-Hans": "{year:04}年{month}{day}日",
    "zh-Hant": "{year:04}年{month}{day}日",
}
_MONTHS = {
    "am": "ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "ko": "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "so": "Janaayo Febraayo Maarso Abriil Maayo Juun Luulyo Agosto Sebtembar Oktoobar Noofeembar Diseembar",
    "tl": "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "vi": "1 2 3 4 5 6 7 8 9 10 11 12",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}


def long_date(value: datetime.date, language: str) -> str | None:
    """A date as `5 March 2026`, as it is written in the language; None for a language or region that isn't here."""
    if language not in _LONG:
        return None
    month = _MONTHS[language.partition("-")[0]].split()[value.month - 1]
    return _LONG[language].format(day=value.day, month=month, year=value.year)
