"""Lines of a text that look like an item, a heading or a table: on paper they run on in one paragraph.

They come from a word processor, from the habits of Markdown, or from an item that is indented too far and so belongs to
the one above.  A line may begin with a sign or a number by chance, where a sentence goes on; so what could be such a
chance (`- 5 °C`, a dash between words, `1. November`) isn't reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from handout.check.foreign_markup.series import lines_in_series, lines_with_numbered_word
from handout.check.foreign_markup.source_lines import SourceLine, only_line, source_lines
from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Scalar

TextLines = Sequence[SourceLine]
Start = tuple[SourceLine, int]
"""A line, and where in it what it looks like begins."""

_ALONE = re.compile(r"\s*(?!o  )(?![\u2460-\u27ff])[^\W\d_](?![.)])[^\t|]*")
"""The line of a text in one line, as most are: it begins with a letter, and looks like nothing else than text."""
_PLAIN = uncompiled(
    r"\s*(?!o  )(?![\u2460-\u27ff])[^\W\d_](?![^\W\d_]{0,3} ?[.)．）、।/–-])(?![^\W\d_]*\.?[ \xa0]?\d{1,2}\D)[^\t:：|]*"
)
"""One of several lines that begins no series, either."""
_BULLET = uncompiled(r"\s*(?=[•◦▪▫‣●■∙⁃➢➤►▶▸▹▻➔➜➣⦿◉◈◎·❖◆\uf020-\uf0ff]\s*\S|[oqvØü§à]\t)")
_BOX = uncompiled(r"\s*(?=([○◯□☐☑▢✓✔✗✘]|\( ?\))\s*[^\W_])")
_EMPTY_BOX = uncompiled(r"\s*(?=(?:[□☐▢]|\[ ?\])\s*[^\W_])(?!.+[□☐▢])(?!.+\[ ?\])")
_HYPHEN = uncompiled(r"\s*(?=- +\S)(?!- .* -\s*$)(?!- +[\d.,]+[ \xa0]?(?:°|%|$|[.,;:)]))")
_HYPHEN_NUMBER = uncompiled(r"\s*- +\d")
_STAR = uncompiled(r"\s*(?=\* +\S)")
_WEAK = uncompiled(r"\s*(?=(?:[–—+→⇒⇨・◇‐]|--|o {2,3}|[»＊] |(?:[-−－]|>>?)(?= *[^\W\d_])) *[^\W_])")
_NUMBER = uncompiled(
    r"\s*\(?(?P<number>[0-9]{1,2})(?:[.)][)-]?(?: +|(?=[^\W\d_]))|[º°ª] +| [-–] +(?=[^\W\d_]))"
    r"(?=(?P<word>\S+))"
)
_ORDINAL = uncompiled(r"\b(?:am|beim|das|de[mnrs]|die|im|vom|zu[mr])\s*$", re.IGNORECASE)
"""What is before an ordinal in German: am / 2. Tag."""
_CIRCLED = uncompiled(r"\s*(?=[①-⑳❶-❿➀-➓]\s*[^\W_])")
_MONTH = uncompiled(r"(?:jan|feb|mär|mar|apr|ma[ijy]|jun|jul|aug|sep|o[ck]t|nov|de[csz]|ene|abr|dic)", re.IGNORECASE)
_HEADING = uncompiled(r"\s*(?=#{1,6} +[^\W\d_])")
_TABLE = uncompiled(r"\s*(?=\|[^|]*\|)")
_BARRED = uncompiled(r"\s*(?=[^|]*[^|\s] \| [^|\s])(?!.*\\$)")
_TAB = uncompiled(r"\s*(?:[^\w\s]\t+|o\t+)?(?=\w[^\t]*\t+\S)")
_SPACED = uncompiled(r"(?!.*(?:__|\.{4}|…|_ _))\s*[^\W_]\S*(?: \S+)* {3,}(?=[^\W_])")
_RULE = uncompiled(r"\s*(?=([-=*])\1{2,}\s*$|\* \* \*\s*$)")
_KEY = uncompiled(
    r"\s*(?=audience:\s*(?:\[|[a-z-]+\s*$)|when:\s*\{|if-unknown:\s*(?:keep|drop)\s*$"
    r"|(?:body|bullets|steps|checklist|callout|medicines|facts):\s*$)"
)
_ENDS = (".", "!", "?", ":", ";")

_AS_TABLE = "these lines look like a table"
_SPACES = "use table: or facts:; several spaces print as one"
_AS_LIST = "this line looks like a list item"
_LIST = "use bullets: or steps:, whose items get their signs when they are printed"
_SWALLOWED = (
    "let it begin exactly under the item above, or below it as 'bullets:' under its 'text:'; "
    "put the text in quotes if it goes on here"
)


def check_lookalikes(scalar: Scalar) -> list[Diagnostic]:
    """A warning for the first line of a text that looks like an item, a heading, a table or a key."""
    if (only := only_line(scalar)) and _ALONE.fullmatch(only):
        return []
    lines = source_lines(scalar)
    found = [_warning(*start, _AS_TABLE, _SPACES) for start in _spaced(lines)] if "   " in scalar.text else []
    if all(_PLAIN.fullmatch(line.text) for line in lines):  # a tenth of the time of all the others
        return found
    if (item := _item(lines)) is not None:
        line, at = item
        found.append(_warning(line, at, _AS_LIST, _SWALLOWED if line.joined else _LIST))
    for find, message, hint in _OTHERS:
        if (start := next(find(lines), None)) is not None:
            found.append(_warning(*start, message, hint))
    return found


def _warning(line: SourceLine, at: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(line.at(at), message, hint, "pasted", "warning")


def marked_items(lines: TextLines, *, boxes: bool) -> Start | None:
    """The first of a list's items, each given by its first line, that has a number or letter, or a box, of its own."""
    numbered = [*_numbered(lines, alone=False)]
    words = {match["word"] for line, _ in numbered if (match := _NUMBER.match(line.text))}
    # In German `1. Woche` and `2. Woche` are ordinals; `0: no pain` and `1: a little` are a scale.
    series = [(line, _blanks(line)) for line in lines_in_series(lines, labels=False)]
    rows = [*(numbered if len(words) > 1 else ()), *series, *(_starts(_EMPTY_BOX, lines) if boxes else ())]
    return min(rows, key=lambda found: found[0].start, default=None)


def _item(lines: TextLines) -> Start | None:
    signs = [*_signs(lines)]
    in_series = (*lines_in_series(lines), *lines_with_numbered_word(lines))
    rows = [*signs, *_numbered(lines, alone=bool(signs)), *((line, _blanks(line)) for line in in_series)]
    return min(rows, key=lambda found: found[0].start, default=None)


def _signs(lines: TextLines) -> Iterator[Start]:
    """Lines that begin with the sign of a bullet; of signs that a sentence may have, more than one is needed."""
    yield from _starts(_BULLET, lines)
    for before, line in _with_before(lines):
        in_range = before.rstrip()[-1:].isdigit() and _HYPHEN_NUMBER.match(line.text)
        if not in_range and (match := _HYPHEN.match(line.text)):
            yield line, match.end()
    stars = [*_starts(_STAR, lines)]
    # A star alone at the beginning of a paragraph may be a note's.
    yield from (found for found in stars if len(stars) > 1 or not found[0].first)
    circled = [*_starts(_CIRCLED, lines)]
    yield from circled if len(circled) > 1 else ()
    for pattern in (_WEAK, _BOX):
        found = [*_starts(pattern, lines)]
        yield from found if len(found) > 1 and len({line.text.lstrip()[:1] for line, _ in found}) == 1 else ()


def _numbered(lines: TextLines, *, alone: bool) -> Iterator[Start]:
    """Lines that are numbered one after the other, or one in the middle of a text behind the end of a sentence."""
    rows = [
        (line, before, match)
        for before, line in _with_before(lines)
        if (match := _NUMBER.match(line.text)) and not _MONTH.match(match["word"]) and not _ORDINAL.search(before)
    ]
    numbers = {int(match["number"]) for _, _, match in rows}
    for line, before, match in rows:
        number = int(match["number"])
        behind = number > 1 and before.rstrip().endswith(_ENDS) and match["word"][:1].isupper()
        if alone or behind or numbers & {number - 1, number + 1}:
            yield line, _blanks(line)


def _with_before(lines: TextLines) -> Iterator[tuple[str, SourceLine]]:
    """Each line with the text of the one before it, which the first has not."""
    return zip(["", *(line.text for line in lines)], lines, strict=False)


def _starts(pattern: re.Pattern[str], lines: TextLines) -> Iterator[Start]:
    return ((line, match.end()) for line in lines if (match := pattern.match(line.text)))


def _tables(lines: TextLines) -> Iterator[Start]:
    """Two lines in bars, or with bars, with something to read between them; `|_|_|` are boxes to write in."""
    for pattern in (_TABLE, _BARRED):
        found = [start for start in _starts(pattern, lines) if any(map(str.isalnum, start[0].text))]
        if len(found) > 1:
            return iter(found)
    return iter(())


def _tabbed(lines: TextLines) -> Iterator[Start]:
    found = [*_starts(_TAB, lines)]
    return iter(found if len(found) > 1 else ())


def _spaced(lines: TextLines) -> Iterator[Start]:
    """The first of two lines one after the other with a gap of spaces between words, as columns have them."""
    for one, two in pairwise(lines):
        if not two.first and (match := _SPACED.match(one.text)) and _SPACED.match(two.text):
            yield one, match.end()
            return


def _rules(lines: TextLines) -> Iterator[Start]:
    return _starts(_RULE, lines) if len(lines) > 1 else iter(())


def _keys(lines: TextLines) -> Iterator[Start]:
    """A key is one in a block only: elsewhere YAML would take it for a key itself."""
    return _starts(_KEY, [line for line in lines if not line.joined])


def _blanks(line: SourceLine) -> int:
    return len(line.text) - len(line.text.lstrip())


_OTHERS: tuple[tuple[Callable[[TextLines], Iterator[Start]], str, str], ...] = (
    (partial(_starts, _HEADING), "this line looks like a heading", "give a section that title"),
    (_tables, _AS_TABLE, "use table:"),
    (_tabbed, _AS_TABLE, "use table: or facts:; a tab prints as a space"),
    (_rules, "this line looks like a rule", "take it out; begin a section, or a paragraph after a blank line"),
    (_keys, "this line looks like a key", "let it begin further to the left, where the block's other keys begin"),
)
