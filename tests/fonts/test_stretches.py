from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from handout.fonts.scripts import needs_shaping
from handout.fonts.stretches import stretches
from handout.fonts.unicode_scripts import SCRIPTS, script_of

CHARS = "aé5 ,\u0301\u200c\u200d\ufe0f" + "".join(f"{s.ranges[0]}{s.ranges[-1]}" for s in SCRIPTS) + "بتहिไทम한中あ"


@given(st.lists(st.sampled_from(CHARS), max_size=12))
def test_the_stretches_of_a_text_are_those_of_a_text_in_which_it_stands_beside_all_scripts(chars: list[str]) -> None:
    text = "".join(chars)
    others = " ".join(script.ranges[0] for script in SCRIPTS)
    found = [*stretches(f"{text} \n {others}")]
    before = 0
    alone: list[tuple[str, str]] = []
    for each in found:
        if before >= len(text):
            break
        alone.append((each.text[: len(text) - before], each.script))
        before += len(each.text)
    assert [(each.text, each.script) for each in stretches(text)] == alone


def test_every_character_has_the_script_of_its_range() -> None:
    for script in SCRIPTS:
        pattern = re.compile(f"[{script.ranges}]")
        for first, last in re.findall("(.)(?:-(.))?", script.ranges):
            for code in (ord(first) - 1, ord(first), ord(last or first), ord(last or first) + 1):
                assert (script_of(chr(code)) == script.code) == (pattern.match(chr(code)) is not None)


def test_letters_that_are_found_first_need_shaping_as_those_of_other_scripts() -> None:
    for char in ("\u0590", "\u06ff", "\u0900", "\u0e7f", "\u0700", "\u0e80", "中", "\u0301"):
        assert needs_shaping(f"a{char}é")
    for char in ("λ", "я", "☐", "ﬁ"):
        assert not needs_shaping(char)
