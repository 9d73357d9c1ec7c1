"""Random prose, and the ways of writing it in YAML: what is typed, and which characters must be on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random
from typing import NamedTuple

WORDS = (
    "Take", "take", "2", "tablets", "at", "night", "5", "10", "mg", "5mg", "&5mg", "&a", "*a", "*", "**", "_", "#3",
    "#", "# 3", ">5", ">", "|", "|-", "-", "- ", "--", "?", ":", "a:", "a: b", "8:30", ":5", "[a", "b]", "[a]",
    "{a}", "{", "}", "1,000", "0,5", ",5", ",", "a,b", "%", "% of", "@", "@a", "`", "!", "!!str", "!a", "'", '"',
    "''", '""', "it's", '"so"', "5'", "\\", "a\\b", "\\n", "C:\\temp", "---", "...", "~", "null", "Null", "yes",
    "no", "<<", "=", "<5 mg>", "&lt;", "010", "1.10", "1e3", "°C", "½", "–", "—", "…", "µg", "café", "cafe\u0301",
    "Ωm", "naïve", "≥", "×", "“so”", "€5", "x\u00ady", "5\u00ad10", "\u00ad", "a\u00a0b", "5\u202fmg", "a\u2028b",
    "a\u2029#b", "a\x85# b", "\u200b", "a\tb", "\t", "  ", "(a)", "a/b", "$5", "^", "~5", "a#b", "b #c", "key:",
    "x: y", "? a", "- a", "!a b", "%YAML", "1-2", "+", "5+", "|2", ">-", "a;b", "Dr", "'tis", "\ufeff", "\u202e",
)  # fmt: skip
ALONE = (
    ">5",
    ">2\ntablets",
    "|2",
    ">",
    "|-",
    "&5mg twice daily",
    "#3 at night",
    "1,000 mg",
    "0,5",
    "5\u00ad10 mg",
    "~",
    "5,5 or 6",
)
"""What loses a character most easily where it is the whole text."""
BLANK = re.compile(r"\s+|(?<=[^\W\d_])\u00ad(?=[^\W\d_])")
"""A soft hyphen between letters is none of their characters; any other is a hyphen."""
MARKS = re.compile(r"[\\*_`\[\]{}]")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
SIGN = re.compile(r"[|>][-+]?[ \t]*\n")
QUOTES = re.compile(r"[\\'\"]")


class Typed(NamedTuple):
    """What is typed into a file behind a key, a dash or a bracket, and what it says."""

    source: str
    says: str
    """Its characters that aren't blank; those that no text could lose by YAML's own rules are left out."""
    drops: re.Pattern[str] | None = None
    """Signs that the way of writing, or inline text, uses up."""


def prose(chance: Random) -> str:
    """A text of one to seven words, parted by single spaces mostly."""
    if chance.random() < 0.1:
        return chance.choice(ALONE)
    words = [chance.choice(WORDS) for _ in range(chance.randint(1, 7))]
    text = words[0]
    for word in words[1:]:
        text += chance.choice((" ", " ", " ", " ", "  ", "")) + word
    return text


def said(text: str, drops: re.Pattern[str] | None = None) -> str:
    """A text's characters without blanks, and without those that may be used up."""
    text = BLANK.sub("", unicodedata.normalize("NFC", text))
    return drops.sub("", text) if drops else text


def wrapped(text: str, indent: int, chance: Random) -> str:
    """A text with some of its spaces as ends of lines, the next line indented at least so far."""
    text = text.replace("\n", "\n" + " " * (indent + 2))
    parts = re.split(r"(?<=\S) (?=\S)", text)
    return "".join(
        part + ("" if at == len(parts) - 1 else chance.choice((" ", " ", "\n" + " " * (indent + chance.randint(0, 3)))))
        for at, part in enumerate(parts)
    )


def plain(text: str, indent: int, chance: Random) -> Typed:
    """Without quotes: unless the text brings its own, or a line that is nothing but the sign of a block."""
    source = wrapped(text, indent, chance)
    sign = SIGN.match(source)
    return Typed(
        source, text[len(sign[0].strip()) :] if sign else text, QUOTES if text.lstrip()[:1] in ("'", '"') else None
    )


def single(text: str, indent: int, chance: Random) -> Typed:
    return Typed(f"'{wrapped(text.replace(chr(39), chr(39) * 2), indent, chance)}'", text)


def single_raw(text: str, indent: int, chance: Random) -> Typed:
    return Typed(f"'{wrapped(text, indent, chance)}'", text, QUOTES)


def double(text: str, indent: int, chance: Random) -> Typed:
    text_, way = text.replace("\\", "\\\\").replace('"', '\\"'), chance.randrange(3)
    if way == 1:
        text_ = "".join(f"\\u{ord(c):04x}" if ord(c) > 126 and ord(c) < 0xFFFF else c for c in text_)
    return Typed(f'"{wrapped(text_, indent, chance) if way else text_}"', text)


def double_raw(text: str, indent: int, chance: Random) -> Typed:
    """What an author types who doesn't know of escapes: those that stand for a character are no words of his."""
    return Typed(f'"{wrapped(text, indent, chance)}"', ESCAPE.sub(_meant, text), QUOTES)


def _meant(escape: re.Match[str]) -> str:
    return "" if escape[1] in "ntrabefvN_LP0" else escape[0]


def below(text: str, indent: int, chance: Random) -> Typed:
    """Below `|` or `>`, with an empty line before the end sometimes."""
    sign = chance.choice(("|", "|", ">")) + chance.choice(("", "", "-", "+"))
    deeper = indent + chance.choice((0, 0, 2))
    lines = wrapped(text, 0, Random(chance.random())).split("\n")
    body = "".join(f"\n{' ' * deeper}{line.lstrip()}" for line in lines)
    return Typed(f"{sign}{body}{chance.choice(('', '', chr(10)))}", text)


WAYS: tuple[Callable[[str, int, Random], Typed], ...] = (plain, plain, single, single_raw, double, double_raw, below)


def typed(text: str, indent: int, chance: Random, *, brackets: bool) -> Typed:
    """A text in one of the ways of writing one, sometimes with what an author may add behind it."""
    way = chance.choice([way for way in WAYS if way is not below or not brackets])
    found = way(text, indent, chance)
    if chance.random() < 0.06 and way is not below:
        more = chance.choice((" #3", " # 3", f"\n{' ' * indent}#3 at night", "#3", " 4"))
        found = Typed(found.source + more, found.says + more, found.drops)
    elif chance.random() < 0.04:
        found = Typed(
            chance.choice(("&a ", "! ", "#3\n" + " " * indent, "!x ")) + found.source, "!" + found.says, found.drops
        )
    return found
