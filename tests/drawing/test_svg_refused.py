"""SVG files that aren't supported: in `refused/`, each with what must be said of it, and files beyond every limit."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handout.diagnostics import Diagnostic, InputError
from handout.drawing import problems
from handout.drawing.problems import DrawingRefused
from handout.drawing.svg import drawing, read

REFUSED = sorted((Path(__file__).parent / "refused").glob("*.svg"))
SAID = re.compile(r"<!-- (?:expect|hint)\b.*-->\n?")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
GOOD = '<path d="M0 0h9v9z"/>'


def annotated(content: bytes) -> str:
    """What is said of a file, as comments at its end."""
    with pytest.raises(InputError) as error:
        read(content, "a.svg")
    lines = []
    for found in error.value.diagnostics:
        assert found.span.file == "a.svg"
        place = f"{found.span.line}:{found.span.column}" if found.span.line else "-"
        lines.append(f"<!-- expect {place}: {found.code}: {found.message} -->\n")
        lines += [f"<!-- hint: {found.hint} -->\n"] if found.hint else []
    return "".join(lines)


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_file_is_refused_with_every_place(path: Path, updating: bool) -> None:
    text = path.read_text(encoding="utf-8")
    bare = SAID.sub("", text)
    said = annotated(bare.encode())
    if updating and bare + said != text:
        path.write_text(bare + said, encoding="utf-8")
    assert "".join(SAID.findall(text)) == said


def refused(content: str | bytes) -> Diagnostic:
    """The only thing that is wrong with a file."""
    with pytest.raises(DrawingRefused) as error:
        drawing(content.encode() if isinstance(content, str) else content)
    (found,) = error.value.problems
    return found


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: HEAD + "<g/>" * problems.MOST_ELEMENTS + GOOD + "</svg>", "elements"),
        (lambda: HEAD + GOOD * (problems.MOST_ELEMENTS + 1) + "</svg>", "elements"),
        (lambda: HEAD + "<g>" * 70 + GOOD + "</g>" * 70 + "</svg>", "deep"),
        (lambda: f'{HEAD}<path d="M0 0{"h1" * (problems.MOST_SEGMENTS + 1)}"/></svg>', "steps"),
        (lambda: HEAD + f'<path d="M0 0{"h1" * 10_000}"/>' * 11 + "</svg>", "steps"),
        (lambda: f'{HEAD}<polygon points="{"0 1 " * 150_000}"/></svg>', "steps"),
        (lambda: f"{HEAD}{GOOD}<!--{' ' * problems.LARGEST}--></svg>", "MiB"),
        (lambda: HEAD + '<g opacity=".9">' * 13 + GOOD * 2 + "</g>" * 13 + "</svg>", "inside each other"),
        (lambda: f'{HEAD}<path d="M0 0h5" stroke="red" stroke-dasharray="{"1 " * 99}"/></svg>', "dashes"),
        (lambda: f"{HEAD}<style>{'a{}' * 1_001}</style>{GOOD}</svg>", "rules"),
        (lambda: f'{HEAD}<path d="M0 0h5" stroke="red" stroke-width="1e8"/></svg>', "wide"),
    ],
)
def test_what_is_beyond_a_limit_is_refused(content: Callable[[], str], words: str) -> None:
    found = refused(content())
    assert words in found.message
    assert (found.code, bool(found.hint)) == ("svg-too-large", True)


def test_a_million_paths_are_refused() -> None:
    assert refused(HEAD + "<path/>" * 1_000_000 + "</svg>").code == "svg-too-large"
    assert refused(HEAD + "<path/>" * 500_000 + "</svg>").message == "it has more than 20,000 elements"


@pytest.mark.parametrize(
    "content",
    [
        f'{HEAD}<path d="M0 0{" " * 1_000_000}x"/></svg>',
        f'{HEAD}<path d="M{"1" * 1_000_000}"/></svg>',
        f'{HEAD}<g transform="scale({"1" * 1_000_000}x"/>{GOOD}</svg>',
        f'{HEAD}<g transform="{"scale(1)" * 100_000}x"/>{GOOD}</svg>',
        f'{HEAD}<rect width="{"1" * 1_000_000}x" height="1"/></svg>',
        f'{HEAD}<rect width="{" " * 1_000_000}x" height="1"/></svg>',
        f"{HEAD}<style>{'/*' * 500_000}</style>{GOOD}</svg>",
        f"{HEAD}<style>{' ' * 1_000_000}x</style>{GOOD}</svg>",
        f'{HEAD}<rect width="1" height="1" style="fill: url({" " * 1_000_000}"/></svg>',
        f'{HEAD}<rect width="1" height="1" clip-path="url(#{" " * 1_000_000}"/></svg>',
    ],
)
def test_no_value_takes_more_time_than_its_length(content: str) -> None:
    with pytest.raises(DrawingRefused):
        drawing(content.encode())


def test_a_compressed_file_is_refused_with_a_way_out() -> None:
    found = refused(gzip.compress((HEAD + GOOD + "</svg>").encode()))
    assert (found.message, found.hint) == ("the file is compressed", "save it as plain SVG, not as svgz")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    assert drawing(f'<?xml version="1.0" encoding="{name}"?>{HEAD}<desc>é</desc>{GOOD}</svg>'.encode(encoding)).items


def test_an_unknown_encoding_is_refused() -> None:
    assert "encoding" in refused(f'<?xml version="1.0" encoding="none-such"?>{HEAD}{GOOD}</svg>').message


def test_very_many_problems_are_counted() -> None:
    with pytest.raises(DrawingRefused) as error:
        drawing(f"{HEAD}{'<script/>' * 50}{GOOD}</svg>".encode())
    assert len(error.value.problems) == problems.MOST_PROBLEMS + 1
    assert error.value.problems[-1].message == "30 further things can't be printed"
