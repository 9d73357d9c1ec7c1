"""The program's words in every language that it has: complete, printable, and marked until a native reader has read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from canary.workspace import loaded, problems, section
from handout.check.glyphs import settable
from handout.check.workspace import check
from handout.fonts.glyphs import FontBook
from handout.fonts.scripts import needs_shaping
from handout.i18n import dates
from handout.i18n.strings import CHECKED_BY, KEYS, built_in, languages, natively_reviewed, places, sign_names
from handout.pipeline import Renderer, Request
from handout.workspace.strings import unchecked, words

DAY = datetime.date(2026, 3, 5)
LANGUAGES = languages()
WRITTEN = ", ".join(f"{key}: 'x{' {}' * places(key)}'" for key in KEYS)
CLINIC = """\
name: The clinic
language: LANG
contacts: {day: {label: "1", phone: 555 0100}}
words: {WORDS}
audiences:
  patient: {for-patients: true, layout: plain}
  clinician: {for-patients: false, layout: plain}
"""


def clinic(language: str, own: str = "") -> dict[str, str]:
    return {"clinic.yaml": CLINIC.replace("LANG", language).replace("WORDS", own)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word_with_its_places(language: str) -> None:
    own = built_in(language)
    assert own.keys() == {*KEYS}
    assert all(word == word.strip() and word for word in own.values())
    assert {key for key, word in own.items() if "{}" in word} == {"page-of-pages", "page-reference", "emergency-call"}
    assert all(word.count("{}") == places(key) for key, word in own.items())
    assert own["for-patients"] != own["for-clinicians"]
    assert own["page-reference"].startswith("(") and own["page-reference"].endswith(")")


def test_the_words_of_a_region_are_those_of_its_language_without_reading_them_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handout.i18n.strings.parse", None)
    assert built_in("en-AU") == built_in("en")
    assert sign_names("en-AU") == sign_names("en")
    assert natively_reviewed("en-AU") == natively_reviewed("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_prints(language: str, tmp_path: Path) -> None:
    text = "".join(built_in(language).values())
    if needs_shaping(text) and not settable(text, ("FiraGO",), FontBook()):
        pytest.skip("a font or a dictionary of this language isn't installed")
    body = (
        '- text: "{{ date }}"\n- medicines: {rows: [{name: A, strength: 1 mg, as-needed: "1", until: "1", note: "1"}]}'
    )
    workspace = loaded(tmp_path, {**clinic(language), "content/t.yaml": section(body)})
    made = Renderer(workspace).render(Request(topics=("t",), audience="patient", date=DAY))
    assert made.pdf.startswith(b"%PDF")
    assert settable(text, ("FiraGO",), FontBook())


@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"am", "bn", "ja", "ko", "th", "zh-Hans", "zh-Hant"}))
def test_a_language_whose_letters_the_built_in_font_has_prints_everywhere(language: str) -> None:
    assert settable("".join(built_in(language).values()), ("FiraGO",), FontBook())


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("zh-Hans", "页"), ("zh-Hant", "頁"), ("zh", "页"), ("zh-CN", "页"), ("zh-Hans-SG", "页"),
        ("zh-TW", "頁"), ("zh-HK", "頁"), ("zh-Hant-MO", "頁"), ("ja-JP", "ページ"), ("ko", "쪽"), ("en-GB", "Page"),
    ],
)  # fmt: skip
def test_words_are_those_of_the_language_and_its_script(language: str, word: str) -> None:
    assert word in built_in(language)["page-of-pages"]


def test_the_language_of_a_clinic_s_own_words_goes_by_its_script(tmp_path: Path) -> None:
    made = loaded(tmp_path, clinic("zh-TW", "zh: {date: 甲}, zh-Hant: {updated: 乙}"))
    found = words(made.clinic, "zh-TW")
    assert (found["date"], found["updated"]) == ("列印日期", "乙")
    assert words(made.clinic, "zh-CN")["date"] == "甲"
    assert "words: {zh-Hant: {checked-by" in unchecked(made.clinic, "zh-TW")[0].hint


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["short", "medium", "long", "full"])
def test_a_date_is_told_with_its_year_and_never_with_a_name_of_cldr_s_own(language: str, style: str) -> None:
    written = dates.written(DAY, language, style)
    assert "2026" in written
    assert "M03" not in written


def test_a_language_without_names_of_months_in_cldr() -> None:
    assert dates.written(DAY, "ht") == "5 mas 2026"
    assert dates.month_names("ht") >= {"mas", "out"}
    assert not {name for name in dates.month_names("ht") if name.startswith("M0")}


def test_words_that_nobody_has_checked_are_told_of_once(tmp_path: Path) -> None:
    topics = {f"content/{name}.yaml": section("- text: Oui.") for name in ("a", "b")}
    loaded(tmp_path, {**clinic("fr"), **topics})
    found = [problem for problem in check(tmp_path, None) if problem.code == "unchecked-words"]
    assert [problem.severity for problem in found] == ["warning"]
    assert "words of 'fr'" in found[0].message
    assert "words: {fr: {checked-by: …}}" in found[0].hint


@pytest.mark.parametrize("own", ["fr: {checked-by: Marie Exemple}", f"fr: {{{WRITTEN}}}"])
def test_words_that_somebody_has_checked_or_written(own: str, tmp_path: Path) -> None:
    made = loaded(tmp_path, clinic("fr-CA", own))
    assert not unchecked(made.clinic, "fr-CA")
    assert CHECKED_BY not in words(made.clinic, "fr-CA")


def test_only_english_was_checked() -> None:
    assert [language for language in languages() if natively_reviewed(language)] == ["en"]
    assert not natively_reviewed("xx")


def test_a_word_that_no_language_has_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, clinic("fr", "fr: {checked: Marie}"))
    assert problem.hint == "did you mean 'checked-by'?"
