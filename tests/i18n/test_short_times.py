"""The times of day that are written without Babel are Babel's."""

from __future__ import annotations

import datetime

import pytest
from babel.localedata import locale_identifiers

from handout.i18n import dates
from handout.i18n.long_dates import long_date
from handout.i18n.short_times import short_time

DAY = datetime.datetime(2027, 3, 5)  # noqa: DTZ001
OF_CLDR = [*(name.replace("_", "-") for name in locale_identifiers()), "tl"]
WRITTEN = [tag for tag in OF_CLDR if short_time(DAY, tag) is not None]
"""The languages whose times are written without Babel; CLDR calls Tagalog `fil`."""


def test_the_languages_whose_dates_need_no_babel_need_none_for_times() -> None:
    assert {tag for tag in OF_CLDR if long_date(DAY, tag) is not None} - {*WRITTEN} == {"zh-Hant"}


@pytest.mark.parametrize("language", WRITTEN)
def test_each_hour_is_written_as_cldr_does(language: str) -> None:
    for minute in (*range(0, 1440, 60), *range(5, 1440, 97), 1439):
        value = DAY + datetime.timedelta(minutes=minute)
        assert short_time(value, language) == dates.time_by_cldr(value, language)


@pytest.mark.parametrize("language", ["en-ZA", "de-AT", "th", "zh-Hant"])
def test_another_language_or_region_is_babel_s(language: str) -> None:
    assert short_time(DAY, language) is None
    assert dates.written(DAY, language).endswith(dates.time_by_cldr(DAY, language))
