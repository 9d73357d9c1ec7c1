"""The places of a text whose words come again are those that the rules give for the whole of it."""

from __future__ import annotations

import random

import pytest

from handout.i18n.quantities import words
from handout.layout.text.line_ends import ends, ends_again

NAMES = sorted(
    words("""
    Anna Quayle-Brown O’Brien Nguyễn Phượng Ελένη Οικονόμου Юлия Щербаков محمد القحطاني דוד אברהם प्रिया श्रीवास्तव
    สมชาย สุดา รহিম মুখোপাধ্যায় 王小明 陳美玲 山田花子 鈴木さくら タナカ 김민준 이서연 und/oder x@y.org www.a.org http://a.org/b
""")
)
BOUND = sorted(
    words("""
    5 mg mg/kg 10⁹/L 2.5 tablets two Dr. Dr A. B. J.-P. stage IV Week March 2026 % ( ) – - … · , ( ([ (5 ~ £
    三 张三 三克 3月 5日 克 （ 、 」 「 山田様 님 씨 선생님 년 นาย คุณ กนาย ค.ศ. พ.ศ. ゃ あ-ゃ
""")
)


@pytest.mark.parametrize("seed", range(300))
def test_words_that_come_again_have_the_places_of_the_whole_text(seed: int) -> None:
    chance = random.Random(seed)
    found = [chance.choice(BOUND if chance.random() < 0.2 else NAMES) for _ in range(chance.randint(1, 6))]
    found = [word + chance.choice(".,;!”-/、") if chance.random() < 0.2 else word for word in found]
    text = " ".join(found) + chance.choice(("", " ", "  ", "."))
    assert [*ends_again(text, text).items()] == [*ends(text, text).items()]
