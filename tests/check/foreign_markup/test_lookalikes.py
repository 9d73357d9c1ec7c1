"""What looks like a list, a heading or a table in a text is told of at its place, and prose isn't."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.check.foreign_markup.lookalikes import check_lookalikes
from handout.check.foreign_markup.source_lines import only_line, source_lines
from handout.diagnostics import Span
from handout.source.values import Scalar, flatten
from handout.source.yaml import parse

ITEM, HEADING, TABLE = (
    "this line looks like a list item",
    "this line looks like a heading",
    "these lines look like a table",
)


def scalars(source: str) -> list[Scalar]:
    value, problems = parse(source.encode(), "t.yaml")
    assert value is not None and problems == []
    return [scalar for _, scalar in flatten(value)]


def told(source: str) -> list[str]:
    return [
        f"{problem.span.line}:{problem.span.column} {problem.message}"
        for scalar in scalars(source)
        for problem in check_lookalikes(scalar)
    ]


def block(text: str, sign: str = "|") -> str:
    return f"- text: {sign}\n" + "".join(f"    {line}\n" for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bring:\n- your card\n- your list", "3:5"),
        ("Bring:\n- 2 cards", "3:5"),
        ("•\tTake it\n•\tDo not stop", "2:5"),
        ("\uf0b7 Take it", "2:5"),
        ("First\n\uf0a7\tsecond", "3:5"),
        ("▪ one", "2:5"),
        ("Take\no\tone", "3:5"),
        ("Take\n* one", "3:5"),
        ("* one\n* two", "2:5"),
        ("– one\n– two", "2:5"),
        ("+ one\n+ two", "2:5"),
        ("☐ Passport\n☐ Glasses", "2:5"),
        ("1. First\n2. Second", "2:5"),
        ("So:\n1) First\n2) Second", "3:5"),
        ("(1) First\n(2) Second", "2:5"),
        ("a) First\nb) Second", "2:5"),
        ("Stop it.\n2. Ring us", "3:5"),
        ("i) First\nii) Second", "2:5"),
        ("1.First\n2.Second", "2:5"),
        ("So:\nStep 1: wash\nStep 2: dry", "3:5"),
        ("1.) Eins\n2.) Zwei", "2:5"),
        ("1.- Uno\n2.- Dos", "2:5"),
        ("1º Uno\n2º Dos", "2:5"),
        ("1 - first\n2 - second", "2:5"),
        ("① first\n② second", "2:5"),
        ("A) First\nB) Second", "2:5"),
        ("a. first\nb. second", "2:5"),
        ("-first\n-second", "2:5"),
        ("→ first\n→ second", "2:5"),
        ("( ) first\n( ) second", "2:5"),
        ("‐ first\n‐ second", "2:5"),
        ("> first\n> second", "2:5"),
        ("▸ first", "2:5"),
        ("・薬をやめる\n・電話する", "2:5"),
    ],
)
@pytest.mark.parametrize("sign", ["|", ">"])
def test_what_looks_like_a_list_is_told_of_at_its_line(text: str, place: str, sign: str) -> None:
    assert told(block(text, sign)) == [f"{place} {ITEM}"]


@pytest.mark.parametrize(
    "text",
    [
        "So:\ni. Stop\nii. Ring us",
        "So:\nI) Stop\nII) Ring us",
        "So:\n1: Stop\n2: Ring us",
        "So:\n1/ Stop\n2/ Ring us",
        "So:\n1.1 Stop\n1.2 Ring us",
        "So:\nNo. 1 Stop\nNo. 2 Ring us",
        "So:\nStep 1 - Stop\nStep 2 - Ring us",
        "Alors :\nÉtape 1 : arrêter\nÉtape 2 : appeler",
        "Сделайте:\nа) прекратите\nб) позвоните",
        "Κάντε:\nα. σταματήστε\nβ. τηλεφωνήστε",
        "עשו:\nא. הפסיקו\nב. התקשרו",
        "افعل:\n١- توقف عن الدواء\n٢- اتصل بنا",
        "افعل:\nأ. توقف\nب. اتصل",
        "करें:\n१. रुकें\n२. फ़ोन करें",
        "করুন:\n১। থামুন\n২। ফোন করুন",
        "ทำ:\n๑. หยุด\n๒. โทร",
        "하세요:\n가. 약을 끊으세요\n나. 전화하세요",
        "请做:\n1、停药\n2、打电话",
        "请做:\n（一）停药\n（二）打电话",
        "次のこと:\n１．薬をやめる\n２．電話する",
        "次のこと:\n手順１：薬をやめる\n手順２：電話する",
    ],
)
def test_so_does_a_series_in_any_script(text: str) -> None:
    assert told(block(text)) == [f"3:5 {ITEM}"]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("- steps:\n    - Stop it\n     - Ring us first\n", "3:6"),
        ("- steps:\n    - Stop it\n        - Ring us first\n", "3:9"),
        ('- steps:\n    - "Stop it\n       - Ring us first"\n', "3:8"),
        ("- steps:\n    - 'Stop it\n       - Ring us first'\n", "3:8"),
        ("- bullets: [Stop it\n    - Ring us first]\n", "2:5"),
        ("- text: Bring your card\n    • your list\n", "2:5"),
        ('- text: "Bring\\n- your card"\n', "1:9"),
        ('- text: "- Ring us"\n', "1:10"),
    ],
)
def test_an_item_that_swallowed_the_next_one_is_told_of(source: str, place: str) -> None:
    assert told(source) == [f"{place} {ITEM}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Heading\nText", f"2:5 {HEADING}"),
        ("Text\n### More", f"3:5 {HEADING}"),
        ("| Day | Dose |\n|---|---|\n| Monday | 5 mg |", f"2:5 {TABLE}"),
        ("Day\tDose\nMonday\t5 mg", f"2:5 {TABLE}"),
        ("Day       Dose\nMonday    5 mg", f"2:15 {TABLE}"),
        ("Take:\nMorning   1 tablet   2 puffs\nNight     2 tablets", f"3:15 {TABLE}"),
        ("Day | Dose\n--- | ---\nMonday | 5 mg", f"2:5 {TABLE}"),
        ("Above\n-----\nBelow", "3:5 this line looks like a rule"),
        ("Call us.\n  audience: patient", "3:7 this line looks like a key"),
    ],
)
def test_so_is_a_heading_a_table_a_rule_and_a_key(text: str, said: str) -> None:
    assert told(block(text)) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "It may fall to\n- 5 °C in winter, or\n- 0.5 °C",
        "- 5 °C",
        "Between 5\n- 10 mg a day",
        "We saw you on the\n3. May at noon",
        "am\n1. November und am\n2. Dezember",
        "Am\n1. Tag stehen Sie auf, am\n2. Tag gehen Sie, am\n3. Tag nach Hause",
        "Dr. Schmidt\n- Chefarzt -",
        "on\n2026-11-01 at 9",
        "J. Smith and\nK. Brown",
        "Q. Will it hurt?\nA. No.",
        "between 1 - 2 and\n2 - 3 a day",
        "The wound – as we\n– and others – said – heals",
        "Take 5 mg of ibuprofeno\no paracetamol\no nada",
        "* only with food",
        "The result was\n12. That is normal",
        "item 1. and #4 and 5 * 3",
        "#3 is enough\n#4 is more",
        "|_|_|_|\n|_|_|_|",
        "□ Yes   □ No",
        "Date: ____   Time: ____\nName: ____   Born: ____",
        "Yes      No",
        "Sleep   well.\n\nEat   well.",
        "First.   Second\ngoes on. Third.",
        "---",
        "(see 1) and\n(see 2)",
        "\\- a dash\n\\- another",
        "when: we do not know\nwhere: here",
        "+ 5 mg",
        "> 38 °C",
        "5\n6\n7",
        "1.5 mg\n2.5 mg",
        "Day 1: rest\\\nDay 2: walk",
        "Day 1: rest\n\nDay 2: walk",
        "On\nday 1: rest and\nweek 2: walk",
        "I. Smith and\nV. Brown",
        "А. Иванов и\nВ. Петров",
        "open from 8:30\n9:30 on Sundays",
        "II. Phase\nIII. Phase",
        "2.5 mg or\n2.6 mg",
        "> 38 °C\n> 39 °C",
        "Ward 1 | 555 0100\\\nWard 2 | 555 0101",
        "take\ntablet 2 now",
    ],
)
@pytest.mark.parametrize("sign", ["|", ">"])
def test_prose_is_not(text: str, sign: str) -> None:
    assert told(block(text, sign)) == []


PROSE = st.lists(
    st.sampled_from(
        ["take", "it", "with", "food,", "5", "mg;", "(see", "2)", "–", "1.", "November", "°C", "at", "8:30."]
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PROSE.map(" ".join).filter(lambda line: line[:1].islower()), min_size=1, max_size=6).map("\n".join))
def test_lines_that_begin_with_words_never_look_like_anything(text: str) -> None:
    assert told(block(text)) == []


@pytest.mark.parametrize(
    "unit", ["- ", "| ", "|a", "a\t", "•", "1. ", "* ", "\n- x", "\n1. x", " ", "# ", "(1", "-", "\n|a|b|"]
)
def test_long_lines_take_no_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = process_time()
    check_lookalikes(Scalar(text, Span("t.yaml", 1, 1), "|", 0, f"|\n{text}"))
    assert process_time() - began < 5, "it takes some hundredths where the time grows with the length only"


LINES = [
    "o  a\no   b",
    "a. c\nb. d",
    "A) c\nB) d",
    "i) c\niv) d",
    "when: {",
    "① a\n② b",
    "o\ta",
    "x\ty",
    "1. a",
    "Step 1: a\nStep 2: b",
    "a | b\nc | d",
    "ii. a\niii. b",
]


@given(st.lists(st.sampled_from(LINES) | st.text("aov①ª.)\t:1é", min_size=1, max_size=4), min_size=2).map("\n".join))
@settings(max_examples=300)
def test_lines_that_look_like_text_alone_are_judged_as_they_are_beside_others(text: str) -> None:
    """The line that is added begins with no letter, so each line is compared with everything; it is none of them."""
    found = [check_lookalikes(Scalar(each, Span("t.yaml", 1, 1))) for each in (text, f"{text}\n\n!")]
    assert found[0] == found[1]


@given(st.text(st.sampled_from("ab1.)-*•# \t:'\"\n|"), max_size=8), st.booleans())
def test_a_text_in_one_line_is_that_line(text: str, several: bool) -> None:
    scalar = Scalar(text, Span("a.yaml", 1, 1), written=f"{text}\n{text}" if several else "")
    line = only_line(scalar)
    assert not line.strip() or [line] == [each.text for each in source_lines(scalar)]
    assert line or several or "\n" in text or not text
