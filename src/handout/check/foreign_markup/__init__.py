"""Text pasted from a word processor or a web page whose markup would be printed: each is a warning of `check`."""

from __future__ import annotations

from msgspec.structs import replace

from handout.check.foreign_markup.alternative_texts import check_alternative
from handout.check.foreign_markup.bare_points import check_points
from handout.check.foreign_markup.html_tags import check_html
from handout.check.foreign_markup.items import check_items
from handout.check.foreign_markup.lookalikes import check_lookalikes
from handout.check.foreign_markup.misread_letters import check_misread
from handout.check.foreign_markup.mixed_letters import check_letters
from handout.diagnostics import Diagnostic
from handout.inline import paragraphs
from handout.inline.runs import Words
from handout.inline.spaces import BREAK
from handout.source.patterns import uncompiled
from handout.source.values import Scalar, Value, flatten

_NO_TEXT = frozenset({"file", "url"})
_FEWEST_STARS = 3
_ESCAPED = uncompiled(r"\\[^\n]")
_NOTE = uncompiled(r"\w\*+(?!\w)")
_ODD_STARS = uncompiled(r"(?<!\*)\*(?:\*\*)*(?!\*)")
_MARKS = (
    (
        "`",
        uncompiled(r"(?<![\\\w])`[^`\n]+`(?!\w)"),
        "a backtick prints as it is",
        "take it out; strong words are written **so**",
    ),
    (
        "\\",
        uncompiled(r"(?<!\\)(?:\\\\)*\\(?= *(?:\n *\n|\n?\Z)| +[^ \n])"),
        "this backslash prints as it is",
        "it ends a line only if it is the last character, and the paragraph goes on in the next line",
    ),
    (
        "  \n",
        uncompiled(r"(?<=[^\s.!?\\]) {2,}(?=\n[^\n]*\S)"),
        "two spaces at a line's end don't end it on paper",
        "end the line with a backslash, or take the spaces out",
    ),
    (
        "**",
        uncompiled(r"(?<![\\*\w])\*\*(?=[^\s*])[^*\n]*[^\s*\\]\*(?![*\w])(?!.*\*)"),
        "these words have a star more on one side, which prints as it is",
        "strong words begin and end with '**', emphasised ones with '*'",
    ),
    ("~~", uncompiled(r"(?<!\\)~~(?=\S)[^~\n]*\S~~"), "'~~' prints as it is", "take out what is struck through"),
    (
        "[",
        uncompiled(r"(?<![\\!])\[[ \xa0]{1,3}\](?![({])"),
        "these brackets print as they are",
        "write ☐ for a box to tick, or use checklist:",
    ),
    ("![", uncompiled(r"(?<!\\)!\[[^\]\n]*\]\("), "a picture isn't printed here", "use figure: with the file's name"),
)
"""What each kind of markup contains, its pattern, and the message and hint for it."""


def check_pasted(source: Value) -> list[Diagnostic]:
    """A warning for each kind of markup in a text of a file that this program doesn't read."""
    found = [*check_items(source)]
    for path, scalar in flatten(source):
        if path and path[-1] in _NO_TEXT:
            continue
        found += check_alternative(path, scalar)
        found += check_html(path, scalar)
        found += check_lookalikes(scalar)
        found += check_letters(scalar)
        found += check_points(scalar)
        found += check_misread(scalar)
        if (star := _either(scalar)) is not None:
            message = "this star could mark a note, or begin what is emphasised"
            found.append(_warning(scalar, star, message, "write \\* for each star that is printed"))
        for sign, pattern, message, hint in _MARKS:
            if sign in scalar.text and (match := pattern.search(scalar.text)):
                warning = _warning(scalar, match.start(), message, hint)
                found += [] if any(other.span == warning.span for other in found) else [warning]
    return found


def _either(scalar: Scalar) -> int | None:
    """Where a star is that means emphasis here, in a paragraph in which another marks a note."""
    if scalar.text.count("*") < _FEWEST_STARS:
        return None
    text = _ESCAPED.sub("xx", scalar.text).replace("_", "x")
    if not _ODD_STARS.search(text):
        return None  # pairs of stars make words strong, and no words emphasised
    for runs in paragraphs(replace(scalar, text=text), []):
        words = [run for run in runs if isinstance(run, Words)]
        said = "".join(run.text for run in words)
        emphasised = next((run.text for run in words if run.emphasis), None)
        if emphasised and _NOTE.search(said):
            return max(text.find(f"*{emphasised[:12].partition(BREAK)[0]}"), 0)
    return None


def _warning(scalar: Scalar, at: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(scalar.at(at), message, hint, "pasted", "warning")
