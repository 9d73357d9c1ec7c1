"""The long dates that are written without Babel are Babel's."""

from __future__ import annotations

import datetime

import pytest
from babel.localedata import locale_identifiers

from handout.i18n import dates
from handout.i18n.long_dates import long_date

OF_CLDR = [name.replace("_", "-") for name in locale_identifiers()]
WRITTEN = [tag for tag in (*OF_CLDR, "tl") if long_date(datetime.date(2026, 3, 5), tag) is not None]
"""The languages whose dates are written without Babel; CLDR calls Tagalog `fil`."""


def test_the_usual_languages_need_no_babel() -> None:
    assert {"ar", "de", "en", "en-US", "es", "fr", "hi", "it", "pl", "tl", "zh-Hans"} <= {*WRITTEN}


@pytest.mark.parametrize("language", WRITTEN)
def test_each_month_is_written_as_cldr_does(language: str) -> None:
    for month in range(1, 13):
        for value in (datetime.date(2026, month, 5), datetime.date(987, month, 28)):
            assert long_date(value, language) == dates.by_cldr(value, language, "long")


@pytest.mark.parametrize("language", ["en-ZA", "de-AT", "th", "ht", "ar-EG"])
def test_another_language_or_region_is_babel_s(language: str) -> None:
    value = datetime.date(2026, 3, 5)
    assert long_date(value, language) is None
    assert dates.written(value, language) == dates.by_cldr(value, language, "long")


def test_a_time_of_day_comes_after_its_date_by_the_language() -> None:
    when = datetime.datetime(2026, 12, 5, 14, 30)  # noqa: DTZ001
    assert dates.written(when, "de", at="um") == "5. Dezember 2026 um 14:30"
    assert dates.written(when, "ja", at="時刻") == "2026年12月5日 14:30"
    assert dates.written(when, "zh-Hant", at="時間").startswith("2026年12月5日 ")
    assert "時間" not in dates.written(when, "zh-Hant", at="時間")
