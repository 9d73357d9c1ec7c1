"""What is said of a text that isn't JSON as people write it by hand."""

from __future__ import annotations

from json import JSONDecodeError

import pytest

from handout.source import json
from handout.source.json_hints import LAST_COMMA, json_hint

SECRET = "ZZPHI-4711"
QUOTES = 'JSON has straight double quotes only: "…"'
NUMBERS = "put dates, times, and numbers that begin with 0, in double quotes"
WORDS = "put names and texts in double quotes"
COMMA = "a comma is missing before it"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{"a": 1,}', LAST_COMMA),
        ('{"a": 1,\n }', LAST_COMMA),
        ('[{"a": 1} , ]', LAST_COMMA),
        ("{'a': 1}", QUOTES),
        ("{“a”: 1}", QUOTES),
        ('{"a": ‘b’}', QUOTES),
        ("{a: 1}", WORDS),
        ('{"a": ' + SECRET + "}", WORDS),
        ('{"a": True}', "write true, false or null"),
        ('{"a": None}', "write true, false or null"),
        ('{"a": 007}', NUMBERS),
        ('{"a": 2026-11-01}', NUMBERS),
        ('{"a": 10:30}', NUMBERS),
        ('{"a": 1 "b": 2}', COMMA),
        ('[{"a": 1} {"a": 2}]', COMMA),
        ('{"a": "a "big" one"}', 'write a quote inside a text as \\"'),
        ('{"a": 1, // a note\n"b": 2}', "JSON has no comments: take it out"),
        ('# a note\n{"a": 1}', "JSON has no comments: take it out"),
        ('{"a": "one\ntwo"}', "write \\n in place of a line's end, \\t in place of a tab"),
        ('{"a": "one\ttwo"}', "write \\n in place of a line's end, \\t in place of a tab"),
        ('{"a": "C:\\x"}', "write a backslash twice"),
        ('{"a": "' + SECRET, "a quote isn't closed"),
        ('{"a": 1', ""),
        ('{"a": 1} ' + SECRET, ""),
        ("", ""),
    ],
)
def test_a_hint_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(JSONDecodeError) as caught:
        json.parse(text)
    assert json_hint(caught.value) == hint
