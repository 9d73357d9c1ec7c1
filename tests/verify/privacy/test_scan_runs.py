"""Runs of words, and those that are denied: found wherever they stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import Span
from handout.verify.privacy.denylist import DenyList, Hit, RestrictedText
from handout.verify.privacy.runs import BORDER, MOST_PARTS, Letters, RunIndex, letters, separated, words
from handout.verify.privacy.written import written

HERE = Span("t.yaml", 3, 5)


def test_each_word_has_its_place_in_the_letters() -> None:
    found = Letters(["re", "5", "10", BORDER, "20", "mg"])
    assert found.text == "re5·10\n20mg"
    assert found.starts == [0, 2, 4, 7, 7, 9]
    assert found.ends == [2, 3, 6, 7, 9, 11]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (["5", "10"], "5·10"),
        (["b5", "10"], "b5·10"),
        (["5", "10b"], "5·10b"),
        (["5b", "10"], "5b10"),
        (["5", "b10"], "5b10"),
        ([], ""),
    ],
)
def test_two_words_never_make_one_number(found: list[str], text: str) -> None:
    assert letters(found) == text


@given(st.lists(st.sampled_from(["a", "é", "5", "b5", "5b", "²", "q\u0303", BORDER]), max_size=5))
def test_the_letters_of_a_run_are_those_of_its_words_in_order(found: list[str]) -> None:
    assert letters(found) == Letters(found).text


def test_vowels_that_are_marks_are_part_of_their_word() -> None:
    assert words("शर्मा जी, שָׁלוֹם x̌a") == ["शर्मा", "जी", "שָׁלוֹם", "x̌a"]
    assert words("রহিম, தமிழ் ਪੰਜਾਬੀ ગુજરાતી తెలుగు") == ["রহিম", "தமிழ்", "ਪੰਜਾਬੀ", "ગુજરાતી", "తెలుగు"]
    assert words("प्रिया") != words("परया")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每次5毫克，Ann様。", "每 次 5 毫 克 ann 様"),
        ("ショック・ガ １２３", "シ ョ ッ ク ガ １２３"),
        ("ครั้งละ 12 น้ำ ๓๘", "ค รั้ ง ล ะ 12 น้ ำ ๓๘"),
        ("ຢາ ໒໕", "ຢ າ ໒໕"),
        ("ថ្នាំ ២៥", "ថ្ នាំ ២៥"),
        ("ဆေးသောက်ပါ ၅၀", "ဆေး သော က် ပါ ၅၀"),
        ("약은 하루 3회", "약은 하루 3회"),
    ],
)
def test_in_a_script_without_spaces_each_letter_is_a_word(text: str, found: str) -> None:
    assert words(text) == found.split(" ")


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_make_the_same_words_beside_others(text: str) -> None:
    """They have a pattern of their own, which is faster."""
    assert [*words(text), "é"] == words(f"{text} É")


def test_plain_words_are_in_small_letters() -> None:
    assert words("Ring_THE 2nd\tbell-push") == ["ring", "the", "2nd", "bell", "push"]


def test_no_run_goes_over_a_border() -> None:
    assert [*RunIndex([letters(["555", "0123"])]).within(separated(["555", "0123"]))] == []
    assert [*RunIndex([letters(["renal", "failure"])]).within(separated(["renal", "failure"]))] == []


def test_a_run_is_found_behind_one_that_only_begins_so() -> None:
    runs = RunIndex(["renal", "renalfailure"])
    assert [*runs.within(words("renals, renal; a renal failure"))] == [
        (1, 2, "renal"),
        (3, 4, "renal"),
        (3, 5, "renalfailure"),
    ]


def test_a_run_is_found_in_so_many_parts() -> None:
    run = "abcdefghijklm"[:MOST_PARTS]
    assert [*RunIndex([run]).within(["z", *run])] == [(1, 1 + MOST_PARTS, run)]
    assert [*RunIndex([run + "m"]).within([*run, "m"])] == []


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "1", "12", BORDER]), max_size=16)


@given(st.lists(st.sampled_from(["ab", "aab", "abab", "b1·12", "a1"]), unique=True), st.lists(WORDS, max_size=6))
def test_what_is_kept_of_texts_is_what_is_in_them_together(runs: list[str], texts: list[list[str]]) -> None:
    """In any order, so that what is kept of a text is used before other texts."""
    index = RunIndex(runs)
    for each in (texts, texts[::-1], texts[1:], texts):
        assert [*index.within_texts(each)] == [*index.within([word for text in each for word in text])]


def test_what_is_kept_of_a_list_is_not_of_one_without_allowed_runs() -> None:
    denied = DenyList([RestrictedText(written("renal failure"), HERE)], ())
    texts = [["renal", "failure"]]
    assert [*denied.within_texts(texts)] and not [*denied.without([["renal", "failure"]]).within_texts(texts)]
    assert [*denied.within_texts(texts)] == [*denied.within(texts[0])]


def test_nothing_is_found_where_nothing_is_looked_for() -> None:
    assert [*RunIndex([]).within(["renal"])] == []
    assert [*RunIndex(["renal"]).within([])] == []


def denied(*texts: str, allowed: tuple[str, ...] = ()) -> DenyList:
    return DenyList([RestrictedText(written(text), HERE) for text in texts], [tuple(words(text)) for text in allowed])


def test_a_hit_tells_where_it_stands_and_where_it_was_written() -> None:
    found = denied("an open sore", "one two three four five six")
    assert [*found.within(words("it is an open sore now"))] == [Hit(2, 5, 3, HERE)]
    assert [*found.distinctive(words("it is an open sore now"))] == [Hit(2, 5, 3, HERE)]
    assert [*found.distinctive(words("two three four five six"))] == [Hit(0, 5, 5, HERE)]


def test_a_short_run_isnt_told_where_a_longer_one_begins_so() -> None:
    found = denied("renal failure", "renal failure in lupus", "lupus")
    assert [*found.distinctive(words("renal failure, or lupus"))] == []
    assert [*found.distinctive(words("x renal failure in lupus"))] == [Hit(1, 5, 4, HERE)]


def test_a_number_that_tells_nothing_is_not_denied() -> None:
    found = denied("12", "10-20", "555 0123")
    assert [*found.within(words("12, 10-20, 555 0123"))] == [Hit(3, 5, 2, HERE)]


def test_a_run_that_is_written_in_two_ways_is_told_in_both() -> None:
    found = denied("postoperative bleeding now", "post-operative bleeding now")
    assert [*found.distinctive(words("a post-operative bleeding now"))] == [Hit(1, 5, 3, HERE)]
    assert [*found.distinctive(words("a postoperative bleeding now"))] == [Hit(1, 4, 3, HERE)]


def test_only_a_text_that_may_be_read_as_a_whole_takes_a_run_away() -> None:
    assert [*denied("renal failure", allowed=("renal", "failure")).within(words("renal failure"))]
    assert [*denied("renal failure", allowed=("a renal", "failure now")).within(words("renal failure"))]
    assert not [*denied("renal failure", allowed=("x", "a renal failure now")).within(words("renal failure"))]


PARTS = (
    "renal failure",
    "an open sore",
    "one two three four five six",
    "lupus",
    "call 555 0100",
    "two three four five six",
)


@given(*(st.lists(st.sampled_from([*PARTS, "sore one", "555", "open"])) for _ in range(3)))
def test_texts_allowed_later_are_left_out_as_those_allowed_at_once(
    restricted: list[str], first: list[str], later: list[str]
) -> None:
    base = denied(*restricted, allowed=tuple(first))
    before = [*base.within(words(" ".join(PARTS)))]
    made, whole = base.without([words(text) for text in later]), denied(*restricted, allowed=(*first, *later))
    for text in (*PARTS, "sore one two three four five six"):
        found = words(text)
        assert [*made.within(found)] == [*whole.within(found)]
        assert [*made.distinctive(found)] == [*whole.distinctive(found)]
        assert made.may_begin(found) or not [*made.distinctive(found)]
    assert [*base.within(words(" ".join(PARTS)))] == before


def test_each_run_among_bytes_is_found_once_at_its_own_words() -> None:
    found = [*denied("alpha beta gamma", "beta gamma delta").distinctive(words("alpha beta gamma delta"))]
    assert [(hit.start, hit.end) for hit in found] == [(0, 3), (1, 4)]


def test_a_run_of_the_most_parts_may_begin_with_a_texts_last_word() -> None:
    parts = [*"abcdefghijkl"]
    assert len(parts) == MOST_PARTS
    found = [*RunIndex(["".join(parts)]).within_texts([["x", parts[0]], parts[1:]])]
    assert found == [(1, 1 + MOST_PARTS, "".join(parts))]
