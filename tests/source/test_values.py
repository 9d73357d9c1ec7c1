"""Values as they are written, whatever file they come from."""

from __future__ import annotations

import sys
import unicodedata

from handout.source.values import flatten, normalise
from handout.source.yaml import parse

TEXT = """\
a: one
b:
  - two
  - [three, {c: four}]
  - []
d: {e: {f: five}, g: six}
"""


def test_all_scalars_come_in_the_order_of_the_file_each_with_its_path() -> None:
    value, problems = parse(TEXT.encode(), "x.yaml")
    assert value is not None and not problems
    assert [(path, scalar.text) for path, scalar in flatten(value)] == [
        (("a",), "one"),
        (("b", 0), "two"),
        (("b", 1, 0), "three"),
        (("b", 1, 1, "c"), "four"),
        (("d", "e", "f"), "five"),
        (("d", "g"), "six"),
    ]


def test_no_character_that_is_another_after_normalising_is_passed_over_as_printable() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        if char.isprintable() and char not in "\uf0b7\u2800":
            assert normalise(f"é{char}") == unicodedata.normalize("NFC", f"é{char}")
    assert normalise("é\u2009m\t\r\nx\u2028y") == "é\u00a0m \nx\ny"
