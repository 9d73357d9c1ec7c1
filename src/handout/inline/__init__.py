"""Inline text: what an author types in a paragraph, as a tuple of runs.

CommonMark's strong, emphasis, links, backslash escapes and line breaks by a backslash, and nothing else of it: HTML,
entities, images, code spans and autolinks are literal text, so that `<5 mg>` prints as it was written.  `{{ }}` is cut
out first and stands for one word.  `[](#id)` prints the target's title, `[@id]` the number of a source, and `[^name]`
the mark of a footnote.  `[Grüß Gott]{lang=de}` is a phrase in another language.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Diagnostic
from handout.inline.addresses import is_target
from handout.inline.delimiters import delimiter, names
from handout.inline.emphasis import Token, emphasise, joined
from handout.inline.expressions import ExpressionError
from handout.inline.expressions import parse as parse_expression
from handout.inline.runs import Citation, Field, NoteMark, Reference, Runs, Words
from handout.inline.spaces import BREAK
from handout.source.decoder import shown
from handout.source.scalars import language
from handout.source.values import Scalar

LONGEST_PARAGRAPH = 20_000
"""Characters."""


_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<break>\\ *\n)(?=[^\n])"
    r"|\{\{(?P<expression>(?:[^{}'\"]|'[^'\n]*'|\"[^\"\n]*\"|\{(?!\{)|\}(?!\}))*)\}\}"
    r"|(?P<tag>\{[%#])"
    r"|\[@(?P<citation>[a-z][a-z0-9_-]*)\]"
    r"|\[\^(?P<note>[a-z][a-z0-9_-]*)\]"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*+|_+)"
)
_ADDRESS = re.compile(
    r"\((?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?P<title>\s[^)]{0,500})?\)"
)
_LANGUAGE = re.compile(r"\{lang=(?P<tag>[^{}\n]*)\}")
_FIELD_IN_ADDRESS = re.compile(r"\]\((?:(?!\]\()[^)\s])*\{\{")


class _Bracket(Struct):
    """An open `[`: its place in the list of pieces, and whether it may still become a link."""

    at: int
    index: int
    active: bool = True


def paragraphs(scalar: Scalar, problems: list[Diagnostic]) -> tuple[Runs, ...]:
    """The paragraphs of a text, separated by blank lines; what can't be taken is added to the problems."""
    found = []
    for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", scalar.text):
        if len(match[0]) > LONGEST_PARAGRAPH:
            message = f"a paragraph of {len(match[0]):,} characters; at most {LONGEST_PARAGRAPH:,} are allowed"
            problems.append(
                Diagnostic(scalar.at(match.start()), message, "separate it with a blank line", "text-too-long")
            )
            continue
        if runs := parse(match[0], match.start(), scalar, problems):
            found.append(runs)
    return tuple(found)


def parse(text: str, offset: int, scalar: Scalar, problems: list[Diagnostic]) -> Runs:
    """The runs of one paragraph, which is at `offset` in its scalar."""
    return _Parser(text, offset, scalar, problems).runs()


def template_tag(mark: str) -> tuple[str, str, str]:
    """The message, hint and code for `{%` or `{#`, which mean something in Jinja2 and nothing here."""
    message = f"'{mark}' begins a statement or a comment of a template, and there are none here"
    return message, f"write \\{mark} for the two characters themselves", "template-tag"


def plain(text: str) -> str:
    """A title's or a label's text: white space folded."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


class _Parser:
    def __init__(self, text: str, offset: int, scalar: Scalar, problems: list[Diagnostic]) -> None:
        self._text, self._offset, self._scalar, self._problems = text, offset, scalar, problems
        self._pieces: list[Token] = []
        self._brackets: list[_Bracket] = []
        self._names: list[range] | None = None

    def runs(self) -> Runs:
        if match := _FIELD_IN_ADDRESS.search(self._text):
            self._say(match.start(), "a field can't be in a link's address", code="field-in-link")
            return ()
        at = 0
        while match := _TOKEN.search(self._text, at):
            self._literal(self._text[at : match.start()], at)
            at = self._token(match)
        self._literal(self._text[at:], at)
        emphasise(self._pieces)
        return joined(self._pieces)

    def _token(self, match: re.Match[str]) -> int:
        kind, end = match.lastgroup, match.end()
        if kind == "escaped":
            self._literal(match[kind])
        elif kind == "break":
            self._pieces.append(Words(BREAK))
        elif kind == "expression":
            self._field(match[kind], match.start())
        elif kind == "tag":
            self._say(match.start(), *template_tag(match[kind]))
        elif kind == "citation":
            self._pieces.append(Citation(match[kind]))
        elif kind == "note":
            self._pieces.append(NoteMark(match[kind]))
        elif kind == "image":
            self._literal("![")
        elif kind == "open":
            self._brackets.append(_Bracket(len(self._pieces), match.start()))
            self._literal("[")
        elif kind == "close":
            return self._close(end)
        else:
            self._delimiter(match)
        return end

    def _literal(self, text: str, at: int = 0) -> None:
        if ("{{" in text and not text.endswith("{{")) or text == "{{":
            self._say(
                at + text.find("{{"),
                "'{{' without '}}'",
                "write \\{{ for the two braces themselves",
                "expression-syntax",
            )
        if text:
            self._pieces.append(Words(text.replace("\n", " ")))

    def _field(self, text: str, start: int) -> None:
        try:
            self._pieces.append(Field(parse_expression(text), index=self._offset + start))
        except ExpressionError as error:
            self._say(start, error.message, error.hint, error.code)

    def _close(self, end: int) -> int:
        """`]`: the end of a link's text if an address follows, else itself."""
        bracket = self._brackets.pop() if self._brackets else None
        if bracket is not None and (phrase := _LANGUAGE.match(self._text, end)):
            self._phrase(bracket, phrase["tag"])
            return phrase.end()
        match = _ADDRESS.match(self._text, end)
        if bracket is None or not bracket.active or match is None:
            self._literal("]")
            return end
        address = re.sub(
            r"\\([!-/:-@\[-`{-~])", r"\1", match["angled"] if match["angled"] is not None else match["bare"]
        )
        title = (match["title"] or "").strip()
        if title and title[0] not in "\"'(":
            address += match["title"].rstrip()
        elif title:
            self._say(
                bracket.index,
                "a link's title would be lost",
                "take out the text in quotes after the address",
                "link-title",
            )
        inside = self._pieces[bracket.at + 1 :]
        del self._pieces[bracket.at :]
        emphasise(inside)
        self._link(inside, address, bracket.index)
        for other in self._brackets:
            other.active = False
        return match.end()

    def _phrase(self, bracket: _Bracket, tag: str) -> None:
        """A phrase in another language: `[Grüß Gott]{lang=de}`."""
        inside = self._pieces[bracket.at + 1 :]
        del self._pieces[bracket.at :]
        emphasise(inside)
        runs = joined(inside)
        try:
            named = language(tag)
        except ValueError as error:
            self._say(bracket.index, f"'{shown(tag)}' is no language; {error}", "write [words]{lang=es}", "language")
            return
        if not runs:
            self._say(bracket.index, "a phrase without words", "write [words]{lang=es}", "phrase")
        self._pieces += [
            replace(run, lang=run.lang or named) if isinstance(run, Words | Field) else run for run in runs
        ]

    def _link(self, inside: list[Token], address: str, index: int) -> None:
        if not is_target(address):
            from handout.inline.meant_addresses import link_problem

            self._say(index, *link_problem(address), "link-scheme")
            return
        runs = joined(inside)
        if not runs and address.startswith("#"):
            self._pieces.append(Reference(address[1:]))
        elif not runs:
            self._say(index, "a link without words", "say in words where it goes", "link-words")
        elif any(isinstance(run, NoteMark) for run in runs):
            self._say(index, "a note's mark can't be inside a link", "write it after the link", "note")
        elif any(isinstance(run, Reference | Citation) for run in runs):
            self._say(index, "a link can't be inside a link", code="link-in-link")
        else:
            self._pieces += [replace(run, link=address) for run in runs if isinstance(run, Words | Field)]

    def _delimiter(self, match: re.Match[str]) -> None:
        if self._names is None:
            self._names = [*names(self._text)]
        found = delimiter(self._text, match.start(), match.end())
        if found is None or any(name.start <= match.start() < name.stop for name in self._names):
            self._literal(match[0])
        else:
            self._pieces.append(found)

    def _say(self, index: int, message: str, hint: str = "", code: str = "inline") -> None:
        self._problems.append(Diagnostic(self._scalar.at(self._offset + max(index, 0)), message, hint, code))
