"""What the bytes alone prove: never that other words are the same."""

from __future__ import annotations

import re
import zlib

import pikepdf
import pytest

from cli.test_compare import pdf
from extract.make import Draft, text
from handout.compare.same import certainly_equal

RED, BLUE = "1 0 0 rg\n", "0 0 1 rg\n"


def drawn(content: str, *, compressed: bool = False) -> bytes:
    """A file with a content stream; its identifier is another one each time."""
    draft = Draft(content)
    if compressed:
        draft.pdf.pages[0].Contents = draft.pdf.make_stream(
            zlib.compress(content.encode("latin-1")), Filter=pikepdf.Name.FlateDecode
        )
    return draft.content


@pytest.mark.parametrize("compressed", [False, True])
def test_other_colours_are_proved_to_say_the_same(compressed: bool) -> None:
    old, new = (drawn(colour + text((50, 700, "Take 1 g")), compressed=compressed) for colour in (RED, BLUE))
    assert old != new
    assert certainly_equal(old, new)


def test_another_identifier_or_date_says_nothing() -> None:
    old = pdf("Take 5 mg")
    new = re.sub(rb"/ID ?\[ ?<..", b"/ID [<00", old)
    assert certainly_equal(old, new)


WORDS = [
    (text((50, 700, "Take 5 mg")), text((50, 700, "Take 6 mg"))),
    ("BT /F 12 Tf 50 700 Td (Take 1 g) Tj ET", "BT /F 12 Tf 50 700 Td (Take 2 g) Tj ET"),
    ("BT /F 12 Tf 50 700 Td (Take \\(1 g) Tj ET", "BT /F 12 Tf 50 700 Td (Take \\(2 g) Tj ET"),
    ("BT /F 12 Tf 50 700 Td (Take ( 1 g ) now) Tj ET", "BT /F 12 Tf 50 700 Td (Take ( 2 g ) now) Tj ET"),
    ("BT /F 12 Tf 50 700 Td [(a) 1 (b)] TJ ET", "BT /F 12 Tf 50 700 Td [(a) -900 (b)] TJ ET"),
    (text((50, 700, "a")), text((50, -90, "a"))),
    (RED + text((50, 700, "a")), RED + text((50, 700, "a")) + text((50, 600, "b"))),
    ("1 g BI /W 1 /H 1 ID x EI " + text((50, 700, "a")), "0 g BI /W 1 /H 1 ID x EI " + text((50, 700, "a"))),
    ("% 1 g\n" + text((50, 700, "a")), "% 0 g\n" + text((50, 700, "a"))),
]


@pytest.mark.parametrize(("old", "new"), WORDS)
@pytest.mark.parametrize("compressed", [False, True])
def test_what_may_be_another_word_is_never_proved(old: str, new: str, compressed: bool) -> None:
    files = drawn(old, compressed=compressed), drawn(new, compressed=compressed)
    assert not certainly_equal(*files)
    assert not certainly_equal(*reversed(files))


def test_another_page_or_font_is_never_proved() -> None:
    one = Draft(text((50, 700, "a")))
    assert not certainly_equal(one.content, Draft(text((50, 700, "a")), "").content)
    one.font.Encoding = pikepdf.Name.MacRomanEncoding
    assert not certainly_equal(Draft(text((50, 700, "a"))).content, one.content)


@pytest.mark.parametrize("said", ["0123456789 0000{} n", "/Length {}", "startxref {}", "(see /Length {})"])
def test_a_string_that_looks_like_an_offset_is_compared(said: str) -> None:
    old, new = (Draft(text((50, 700, "a"))) for _ in "12")
    old.pdf.Root.Said, new.pdf.Root.Said = (pikepdf.String(said.format(number)) for number in "12")
    assert not certainly_equal(old.content, new.content)


@pytest.mark.parametrize("mark", [b"/Encrypt", b"startxref\n5\n"])
def test_encrypted_files_and_files_with_a_history_are_read(mark: bytes) -> None:
    file = pdf("words") + mark
    assert not certainly_equal(file, file)
