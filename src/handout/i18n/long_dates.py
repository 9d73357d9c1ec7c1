"""Long dates of some languages, as CLDR has them; the tests hold each word to Babel's.

Most documents print one date, and loading Babel with its data for that is 3 % of the work of `handout render`.
"""

from __future__ import annotations

import datetime

_LONG = {
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
    "fr": "{day} {month} {year:04}",
    "fr-CA": "{day} {month} {year:04}",
    "it": "{day} {month} {year:04}",
    "nl": "{day} {month} {year:04}",
    "pl": "{day} {month} {year:04}",
    "pt": "{day} de {month} de {year:04}",
    "pt-BR": "{day} de {month} de {year:04}",
    "ru": "{day} {month} {year:04}\u00a0г.",
    "so": "{month} {day}, {year:04}",
    "tl": "{month} {day}, {year:04}",
    "tr": "{day} {month} {year:04}",
    "uk": "{day} {month} {year:04}\u00a0р.",
}
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "so": "Janaayo Febraayo Maarso Abriil Maayo Juun Luulyo Agosto Sebtembar Oktoobar Noofeembar Diseembar",
    "tl": "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}


def long_date(value: datetime.date, language: str) -> str | None:
    """A date as `5 March 2026`, as it is written in the language; None for a language or region that isn't here."""
    if language not in _LONG:
        return None
    month = _MONTHS[language.partition("-")[0]].split()[value.month - 1]
    return _LONG[language].format(day=value.day, month=month, year=value.year)
