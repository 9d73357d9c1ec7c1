"""SVG files with damage: a drawing, or refused with reasons; never another exception, and no form that isn't paths."""

from __future__ import annotations

import random
import re
import zlib

import pytest

from handout.drawing.problems import DrawingRefused
from handout.drawing.svg import drawing
from handout.pdf.drawings import embed
from handout.pdf.file import FileWriter
from handout.verify.pictures import only_paths

SEEDS = [
    b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="20mm"><style>.a{fill:#f00}</style>
<path class="a" d="M1 2L3-4h5v6c1 2 3 4 5 6s1 2 3 4q1 2 3 4t5 6a5 6 30 0 1 7 8z"
 stroke="#00f" stroke-width="2"/></svg>""",
    b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 30 30"><g transform="rotate(30 1 2) scale(2,.5)"
 opacity=".5">
<rect x="1" y="2" width="10" height="8" rx="2" stroke="red" stroke-dasharray="1 2" stroke-opacity="50%"/>
<polygon points="1,2 3,4 5,1"/><ellipse cx="5" cy="5" rx="4" ry="2" fill="none" stroke="currentColor"/></g></svg>""",
    b"""<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><clipPath id="c"><circle r="9"/></clipPath>
<g clip-path="url(#c)" style="fill:rgb(1,2,3);stroke-linejoin:round"><line x2="9" y2="9" stroke="#123"/>
<path d="M.5.5 1e1 5-3.5-2z" transform="matrix(1 .2 .3 1 4 5)skewX(9)"/></g></svg>""",
]
WORDS = [
    b"0", b"-1", b"1e9", b"1e-9", b"999999999999", b".", b",", b"%", b"NaN",
    b"url(#c)", b"none", b"inherit", b"scale(0)", b"scale(1e5)", b"<g>", b"</g>",
    b"<a/>", b"<path d='M0 0'/>", b"onload='x'", b"style='opacity:0'", b"<!--", b"&lt;",
]  # fmt: skip
_STREAM = re.compile(rb"obj\n(<<.*?)\r\nendstream", re.DOTALL)
NUMBERS = [b"0", b"-1", b"7", b".5", b"1e9", b"1e-9", b"40", b"2e3", b"999999999999", b"-0"]
_NUMBER = re.compile(rb"-?[0-9.]+")


def damaged(seed: int) -> bytes:
    """A file with some bytes, numbers or words changed."""
    chance = random.Random(seed)
    found = bytearray(chance.choice(SEEDS))
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(found))
        match chance.randrange(9):
            case 0:
                found[at] = chance.randrange(32, 127)
            case 1:
                del found[at : at + chance.randrange(1, 8)]
            case 2:
                found[at:at] = chance.choice(WORDS)
            case _:
                numbers = list(_NUMBER.finditer(found))
                number = chance.choice(numbers) if numbers else None
                if number is not None:
                    found[number.start() : number.end()] = chance.choice(NUMBERS)
        if len(found) < 20:
            break
    return bytes(found)


def tried(seed: int) -> bool:
    """Whether a damaged file is still a drawing, whose form is then looked at."""
    try:
        found = drawing(damaged(seed))
    except DrawingRefused as error:
        assert error.problems
        assert all(problem.message and problem.hint and problem.code for problem in error.problems)
        return False
    writer = FileWriter()
    embed(found, writer)
    file = writer.finish(writer.add(b"<<>>"), writer.add(b"<<>>")).content
    for content in _STREAM.findall(file):
        assert b"/Type/ObjStm" in content or only_paths(zlib.decompress(content.partition(b"stream\n")[2])), seed
    return True


def _all(seeds: range) -> None:
    assert 0.2 < sum(map(tried, seeds)) / len(seeds) < 0.9


def test_damaged_drawings() -> None:
    _all(range(1_500))


@pytest.mark.deep
def test_very_many_damaged_drawings() -> None:
    _all(range(1_500, 200_000))
