"""Where lines end in Chinese, Japanese and Korean."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extra_fonts import font
from handout.document import Leaf, Run, Style
from handout.fonts.glyphs import Widths
from handout.layout.text.line_breaks import lines
from handout.layout.text.line_ends import breaks
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.unbreakable import plain
from handout.layout.text.words import MeasuredWords, TextLook, looks, words
from layout.documents import FONTS, HERE

UNICODE = (Path(__file__).parent / "line_break_test.txt").read_text(encoding="utf-8")
EXACT, TAILORED = (
    [row for row in part.split("\n") if row and not row.startswith("#")] for part in UNICODE.split("\n\n")
)


class Fixed(Widths):
    """Widths of a font whose letters are one em wide, and half an em below U+2E80."""

    def __init__(self) -> None:
        super().__init__(())

    def __missing__(self, text: str) -> float:
        return sum(0.5 if char < "\u2e80" else 1.0 for char in text)


def measured(*runs: Run) -> tuple[str, MeasuredWords]:
    text = "".join(run.text for run in runs)
    styles: list[TextLook] = looks(runs, [Fixed()] * len(runs), 10)
    return text, words(text, runs, styles)


def pieces(text: str) -> list[str]:
    """The smallest pieces that a line may end after, without the spaces at their ends."""
    _, found = measured(Run(text=text))
    return [text[start:end].rstrip(" ") for start, end in pairwise([0, *found.ends])]


def set_in_lines(text: str, measure: float) -> list[str]:
    _, found = measured(Run(text=text))
    ends = [found.ends[end - 1] for end in lines(found, measure, False, False)]
    return [text[start:end] for start, end in pairwise([0, *ends])]


def read(row: str) -> tuple[str, set[int]]:
    """A line of Unicode's file: its text, and after how many characters a line may end."""
    tokens = row.split()
    return "".join(chr(int(code, 16)) for code in tokens[1::2]), {
        at for at, token in enumerate(tokens[::2]) if at and token == "÷"
    }


def test_lines_end_where_unicode_says() -> None:
    assert len(EXACT) > 200
    wrong = [row for row in EXACT if set(breaks(read(row)[0])) != read(row)[1]]
    assert wrong == []


def test_no_line_ends_where_unicode_forbids_it() -> None:
    assert 10 < len(TAILORED) < 40
    wrong = [row for row in TAILORED if not set(breaks(read(row)[0])) <= read(row)[1]]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # no closing mark first, no opening mark last
        ("若有发热、咳嗽，请来院。", "若|有|发|热、|咳|嗽，|请|来|院。"),
        ("请联系（日间）诊所。", "请|联|系|（日|间）|诊|所。"),
        ("他说“很痛”。就来", "他|说|“很|痛”。|就|来"),
        ("「痛い」と言う", "「痛|い」|と|言|う"),
        # no small kana, no mark of repetition, no long vowel first
        ("ちょっとショック", "ちょっ|と|ショッ|ク"),
        ("時々アレルギー", "時々|ア|レ|ル|ギー"),
        ("アンモニア・ソーダ", "ア|ン|モ|ニ|ア・|ソー|ダ"),
        # with other letters
        ("服用aspirin后", "服|用|aspirin|后"),
        ("使用 FiraGO 字体", "使|用|FiraGO|字|体"),
        ("请访问https://example.org/a吗", "请|访|问|https://example.|org/|a|吗"),
        ("和/或", "和/|或"),
        ("是——对。等……好", "是——|对。|等……|好"),
        # a number and what it counts
        ("每日3次，每次5毫克", "每|日|3次，|每|次|5毫克"),
        ("每次 5 毫克服", "每|次|5 毫克|服"),
        ("最多100~200毫克/日吧", "最|多|100~200毫克/日|吧"),
        ("共10.5 mg/日吧", "共10.5 mg/日|吧"),
        ("一日三次饭后", "一日|三次|饭|后"),
        ("１日３回５mgを", "１日|３回|５mg|を"),
        ("第2周复查", "第2周|复|查"),
        ("38.5℃时", "38.5℃|时"),
        # dates and times
        ("于2026年3月5日来", "于|2026年3月5日|来"),
        ("午後8時30分まで", "午後8時30分|ま|で"),
        # names and their titles
        ("山田太郎様へ", "山|田|太郎様|へ"),
        ("找王医生。", "找王医生。"),
        ("Ann女士来", "Ann女士|来"),
    ],
)
def test_breaks(text: str, expected: str) -> None:
    assert pieces(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("약은 하루 3회, 식후에 드십시오.", "약은|하루|3회,|식후에|드십시오."),
        ("한 번에 5 밀리그램을 드십시오", "한|번에|5 밀리그램을|드십시오"),
        ("2026년 3월 5일에 오십시오", "2026년 3월 5일에|오십시오"),
        ("김철수 님께 드립니다", "김철수 님께|드립니다"),
        ("病院에서 약을", "病|院에서|약을"),
    ],
)
def test_korean_words_are_kept_whole(text: str, expected: str) -> None:
    assert pieces(text) == expected.split("|")


def test_a_telephone_number_and_a_blank_are_whole() -> None:
    _, found = measured(Run(text="请拨打"), Run(text="010-1234-5678", whole=True), Run(text="，请说"))
    assert found.ends == [1, 2, 3, 17, 18, 19]
    _, found = measured(Run(text="体重"), Run(text="____", blank=60.0), Run(text="公斤吧"))
    assert found.ends == [1, 2, 8, 9]


def test_a_korean_title_is_never_divided_from_its_name_by_a_form() -> None:
    assert not plain("님께")
    assert plain("환자")


def test_lines_are_full() -> None:
    text = "如果您的皮肤出现红肿、疼痛或渗液，请尽快联系诊所，不要自行用药。" * 4
    found = set_in_lines(text, 200.0)
    assert "".join(found) == text
    assert all(len(line) >= 17 for line in found[:-1])


def test_other_texts_have_no_such_places() -> None:
    for text in ("Take 5 mg – twice a day", "Πάρτε το φάρμακο", "Примите таблетку", "Uống thuốc", "📞 ☎ ✓ →"):
        assert set(breaks(text)) == {at for at in range(1, len(text)) if text[at - 1] == " "} - {text.find("–")} | {
            len(text)
        }


TEXTS = st.text(alphabet="每日服药次毫克（）「」，。、ゃーっアイ약は5 3mg/年月様さん名“”…一", min_size=1, max_size=60)


@given(TEXTS.map(lambda text: text.replace(" ", "") or "一"))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str) -> None:
    found = [piece for piece in pieces(text) if piece]
    assert not any(piece[0] in "）」，。、ゃーっ”…" for piece in found[1:])
    assert not any(piece[-1] in "（「“" for piece in found[:-1])


@given(TEXTS, st.integers(20, 200))
def test_nothing_is_lost(text: str, measure: int) -> None:
    text = text.strip()
    if text:
        assert "".join(set_in_lines(text, measure)) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [("打印日期", True), ("出生日期：", True), ("お名前", True), ("请每天服用两次", False), ("用法 6", False)],
)
def test_no_column_is_narrower_than_a_label_of_a_few_letters(text: str, whole: bool) -> None:
    for family in ("SC", "JP"):
        font(family)
    leaf = Leaf(key=1, role="body", runs=(Run(text=text),), span=HERE)
    setter = Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS)
    longest, line = setter.natural(leaf)
    assert (longest == pytest.approx(line)) == whole
    assert len(setter.set(leaf, line + 1).lines) == 1
    assert len(setter.set(leaf, line - 5).lines) > 1
