"""The long dates that are written without Babel are Babel's."""

from __future__ import annotations

import datetime

import pytest

from handout.i18n import dates
from handout.i18n.long_dates import LANGUAGES, long_date


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_is_written_as_cldr_does(language: str) -> None:
    for month in range(1, 13):
        for value in (datetime.date(2026, month, 5), datetime.date(987, month, 28)):
            assert long_date(value, language) == dates.by_cldr(value, language, "long")


@pytest.mark.parametrize("language", ["en-ZA", "de-AT", "vi", "ht", "ar"])
def test_another_language_or_region_is_babel_s(language: str) -> None:
    value = datetime.date(2026, 3, 5)
    assert long_date(value, language) is None
    assert dates.written(value, language) == dates.by_cldr(value, language, "long")


def test_a_time_of_day_stands_behind_its_date_by_the_language() -> None:
    when = datetime.datetime(2026, 12, 5, 14, 30)  # noqa: DTZ001
    assert dates.written(when, "de", at="um") == "5. Dezember 2026 um 14:30"
    assert dates.written(when, "ja", at="時刻") == "2026年12月5日 14:30"
    assert dates.written(when, "zh-Hant", at="時間").startswith("2026年12月5日 ")
    assert "時間" not in dates.written(when, "zh-Hant", at="時間")
