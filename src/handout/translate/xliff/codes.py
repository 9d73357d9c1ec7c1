"""Inline text as words and codes, and back: an agency's program may move codes, but not change or lose them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from handout import inline
from handout.diagnostics import Diagnostic, Span
from handout.inline.emphasis import joined
from handout.inline.expressions import Expression
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.inline.spaces import BREAK
from handout.source.values import Scalar

_MARKS = re.compile(r"[\\*_\[\]{}]")


class InlineCode(Struct, frozen=True):
    """Markup as an author writes it: around words, or by itself, without an end."""

    start: str
    end: str = ""
    kind: Literal["strong", "emphasis", "link", "lang", "run"] = "run"
    value: str = ""
    """The address of a link; the language of a phrase."""
    run: Inline | None = None
    """The run that a code by itself replaces."""


class CodedToken(Struct, frozen=True):
    """Words, or the beginning or the end of a code; a code by itself has a beginning only."""

    words: str = ""
    code: InlineCode | None = None
    closes: bool = False


STRONG, EMPHASIS = InlineCode("**", "**", "strong"), InlineCode("*", "*", "emphasis")
LINE_END = InlineCode("\\\n", run=Words(BREAK))


def tokens(runs: Runs) -> Iterator[CodedToken]:
    """The words and codes of a paragraph; of two codes that begin together, the one that ends later is outside."""
    around: list[InlineCode] = []
    wanted = [_around(run) for run in runs]
    for number, run in enumerate(runs):
        kept = next((at for at, code in enumerate(around) if code not in wanted[number]), len(around))
        yield from (CodedToken(code=code, closes=True) for code in reversed(around[kept:]))
        new = [code for code in wanted[number] if code not in around[:kept]]
        new.sort(key=lambda code: -_length(code, wanted[number:]))
        yield from (CodedToken(code=code) for code in new)
        around = [*around[:kept], *new]
        if isinstance(run, Words):
            for at, words in enumerate(run.text.split(BREAK)):
                yield from [CodedToken(code=LINE_END)] if at else []
                yield from [CodedToken(words)] if words else []
        else:
            yield CodedToken(code=InlineCode(_written(run), run=_bare(run)))
    yield from (CodedToken(code=code, closes=True) for code in reversed(around))


def _length(code: InlineCode, wanted: Sequence[list[InlineCode]]) -> int:
    """How many runs from the first on are inside the code."""
    return next((at for at, codes in enumerate(wanted) if code not in codes), len(wanted))


def _around(run: Inline) -> list[InlineCode]:
    found = []
    if isinstance(run, Words | Field):
        found += [InlineCode("[", f"]({_address(run.link)})", "link", run.link)] if run.link is not None else []
        found += [InlineCode("[", f"]{{lang={run.lang}}}", "lang", run.lang)] if run.lang is not None else []
    return [*found, *([STRONG] if run.strong else []), *([EMPHASIS] if run.emphasis else [])]


def _address(link: str) -> str:
    return f"<{link}>" if re.search(r"[()\\]", link) else link


def _bare(run: Inline) -> Inline:
    plain = replace(run, strong=False, emphasis=False)
    return replace(plain, link=None, lang=None, index=0) if isinstance(plain, Field) else plain


def _written(run: Inline) -> str:
    match run:
        case Field():
            return _field(run.expression)
        case Citation():
            return f"[@{run.source}]"
        case NoteMark():
            return f"[^{run.note}]"
        case Reference():
            return f"[](#{run.target})"
        case Words():
            return run.text


def _field(expression: Expression) -> str:
    filters = [f"date('{expression.date_style}')"] if expression.date_style is not None else []
    if (default := expression.default) is not None:
        sign = '"' if "'" in default else "'"
        filters.append(f"default({sign}{default}{sign})")
    return "{{ " + " | ".join([".".join(expression.path), *filters]) + " }}"


def markup(found: Sequence[CodedToken]) -> str | None:
    """The paragraph as an author writes it; None if no markup gives these runs, such as bold inside a word."""
    wanted = _unplaced(_runs(found))
    for escaped in (False, True):
        text = "".join(_text(token, escaped=escaped) for token in found).strip()
        problems: list[Diagnostic] = []
        if _unplaced(inline.parse(text, 0, Scalar(text, Span("")), problems)) == wanted and not problems:
            return text
    return None


def _text(token: CodedToken, *, escaped: bool) -> str:
    if token.code is None:
        return _MARKS.sub(r"\\\g<0>", token.words) if escaped else token.words
    return token.code.end if token.closes else token.code.start


def _runs(found: Sequence[CodedToken]) -> Runs:
    """The runs that words and codes stand for."""
    around: list[InlineCode] = []
    pieces: list[Inline] = []
    for token in found:
        if token.code is None:
            pieces.append(_marked(Words(token.words), around))
        elif token.closes:
            around.remove(token.code)
        elif token.code.run is not None:
            pieces.append(_marked(token.code.run, around))
        else:
            around.append(token.code)
    return joined([*pieces])


def _marked(run: Inline, around: Sequence[InlineCode]) -> Inline:
    for code in around:
        if code.kind == "strong":
            run = replace(run, strong=True)
        elif code.kind == "emphasis":
            run = replace(run, emphasis=True)
        elif isinstance(run, Words | Field):
            run = replace(run, link=code.value) if code.kind == "link" else replace(run, lang=code.value)
    return run


def _unplaced(runs: Runs) -> Runs:
    return tuple(replace(run, index=0) if isinstance(run, Field) else run for run in runs)
