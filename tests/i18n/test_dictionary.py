"""Where lines end in Thai, Lao, Burmese and Khmer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from handout.diagnostics import LayoutError
from handout.document import Leaf, Run, Style
from handout.i18n import dictionary
from handout.layout.text.line_ends import breaks, glued
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText
from layout.documents import FONTS, HERE

THAI = "กรุณารับประทานยาวันละสองครั้งหลังอาหารเช้าและเย็น"
WORDS = ["กรุณา", "รับ", "ประทาน", "ยา", "วัน", "ละ", "สอง", "ครั้ง", "หลัง", "อาหาร", "เช้า", "และ", "เย็น"]
"""As a dictionary divides the sentence."""


@pytest.fixture
def with_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A dictionary of the words above, whether or not the package is installed."""

    def ends(stretch: str, tag: str) -> tuple[int, ...]:
        assert tag == "th"
        found, at = [], 0
        while at < len(stretch):
            at += next(len(word) for word in WORDS if stretch.startswith(word, at))
            found.append(at)
        return tuple(found[:-1])

    monkeypatch.setattr(dictionary, "installed", lambda: True)
    monkeypatch.setattr(dictionary, "divided", ends)
    yield


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package weren't installed."""
    monkeypatch.setattr(dictionary, "installed", lambda: False)
    monkeypatch.setattr("handout.layout.text.unbroken.installed", lambda: False)
    monkeypatch.setattr("handout.layout.text.long_words.installed", lambda: False)


def typeset(text: str, measure: float, bold: bool = False) -> ShapedText:
    leaf = Leaf(key=1, role="body", runs=(Run(text=text, strong=bold),), span=HERE)
    return Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS).set(leaf, measure)


def lines(made: ShapedText) -> list[str]:
    return ["".join(glyphs.text for glyphs in line.glyphs) for line in made.lines]


@pytest.mark.usefixtures("with_words")
@pytest.mark.parametrize("bold", [True, False])
def test_a_line_ends_between_two_words_and_is_as_wide_as_they_are(bold: bool) -> None:
    text = f"{THAI} {THAI}{THAI}"
    made = typeset(text, 120, bold)
    assert "".join(lines(made)) == text
    ends = {0, *(end for word in [0] for end in breaks(text))}
    at = 0
    for line, said in zip(made.lines, lines(made), strict=True):
        at += len(said)
        assert at in ends
        assert line.width <= 120
        assert sum(glyphs.width for glyphs in line.glyphs) == pytest.approx(line.width, abs=0.01)


@pytest.mark.usefixtures("with_words")
def test_a_short_stretch_is_one_word_until_there_is_no_room_for_it() -> None:
    name = "".join(WORDS[1:4])
    assert len(name) <= dictionary.LONGEST_KEPT
    assert [*breaks(name)] == [len(name)]
    assert lines(typeset(f"{name} {name}", 60)) == [f"{name} ", name]
    parted = lines(typeset(name, 50))
    assert len(parted) == 2
    assert parted[0] in ("รับ", "รับประทาน")
    assert "".join(parted) == name


@pytest.mark.usefixtures("without")
def test_without_the_dictionary_nothing_is_broken_and_the_command_is_told() -> None:
    assert [*breaks(THAI)] == [len(THAI)]
    assert dictionary.lacking(f"take {THAI}") == "Thai"
    assert dictionary.lacking("take รับประทานยา") == ""
    with pytest.raises(LayoutError) as refused:
        typeset(THAI, 100)
    (problem,) = refused.value.diagnostics
    assert "pip install 'handout[line-breaks]'" in problem.hint
    assert THAI not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "ครั้งละ 1_เม็ด วันละ 3_ครั้ง", "นพ._สมชาย ใจดี", "วันที่ 5_มีนาคม_2569", "5_มีนาคม_ค.ศ._2026", "๕_เม็ด",
        "ກິນ 2_ເມັດ", "លេប 2_គ្រាប់", "ဆေး 2_လုံး",
    ],
)  # fmt: skip
def test_a_number_a_date_and_a_title_are_whole(text: str) -> None:
    plain = text.replace("_", " ")
    assert {at - 1 for at in glued(plain)} == {at for at, char in enumerate(text) if char == "_"}


def test_a_text_in_other_letters_needs_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "places", None)
    for text in ("Take 5 mg – twice", "每日三次", "मरीज़ों के लिए", "للمرضى"):
        assert not dictionary.has_unspaced(text)
        assert breaks(text)


SENTENCES = {
    "Thai": THAI,
    "Lao": "ກະລຸນາກິນຢາມື້ລະສອງຄັ້ງຫຼັງອາຫານເຊົ້າແລະແລງ",
    "Khmer": "សូមលេបថ្នាំពីរដងក្នុងមួយថ្ងៃបន្ទាប់ពីអាហារពេលព្រឹកនិងពេលល្ងាច",
    "Burmese": "တစ်နေ့နှစ်ကြိမ်အစာစားပြီးနောက်ဆေးသောက်ပါ။ကျေးဇူးတင်ပါတယ်",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_real_dictionaries_part_no_letter_from_its_marks(language: str) -> None:
    pytest.importorskip("icu4py")
    text = SENTENCES[language]
    found = [text[start:end] for start, end in pairwise([0, *breaks(text)])]
    assert "".join(found) == text
    assert 8 < len(found) < 30
    if language == "Thai":
        assert found == WORDS
    assert dictionary.lacking(text) == ""


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("language", SENTENCES)
def test_each_language_is_named(language: str) -> None:
    assert dictionary.lacking(SENTENCES[language]) == language
