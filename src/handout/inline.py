"""Inline text: what an author types in a paragraph, as a tuple of runs.

CommonMark's strong, emphasis, links and backslash escapes, and nothing else of it: HTML, entities, images, code spans
and autolinks are literal text, so that `<5 mg>` prints as it was written.  `{{ }}` is cut out first and stands for one
word.  `[](#id)` prints the target's title and `[@id]` the number of a source.

The delimiter rules are CommonMark 0.31's (section 6.2), save that `*` between two letters or digits is literal:
`5*3*2 mg` is a dose.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from handout.expressions import Expression, ExpressionError
from handout.expressions import parse as parse_expression
from handout.source import Diagnostic, Scalar

LONGEST_PARAGRAPH = 20_000
"""Characters."""
SCHEMES = ("https", "http", "mailto", "tel")
WEB = SCHEMES[:2]


class Words(Struct, frozen=True):
    """Text of one look; `link` is a URI or `#id`."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    slot: Expression | None = None
    """What it printed of a patient's record, if that is where it came from."""
    blank: bool = False
    """A blank for the pen; `text` is its label in square brackets."""
    whole: bool = False
    """Not to be broken over lines."""


class Field(Struct, frozen=True):
    """An expression's place; personalise puts its value here."""

    expression: Expression
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    whole: bool = False
    index: int = 0
    """Of the character in its scalar, for messages."""


class Reference(Struct, frozen=True):
    """`[](#id)`: the target's title."""

    target: str
    strong: bool = False
    emphasis: bool = False


class Citation(Struct, frozen=True):
    """`[@id]`: the number of a source."""

    source: str
    strong: bool = False
    emphasis: bool = False


Inline = Words | Field | Reference | Citation
Runs = tuple[Inline, ...]

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\{\{(?P<expression>(?:[^{}'\"]|'[^'\n]*'|\"[^\"\n]*\"|\{(?!\{)|\}(?!\}))*)\}\}"
    r"|\[@(?P<citation>[a-z][a-z0-9_-]*)\]"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*+|_+)"
)
_ADDRESS = re.compile(
    r"\((?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?P<title>\s[^)]{0,500})?\)"
)
_FIELD_IN_ADDRESS = re.compile(r"\]\((?:(?!\]\()[^)\s])*\{\{")


class _Delimiter(Struct):
    """A run of `*` or `_` in the list of pieces: how many are left, and what it may do."""

    mark: str
    count: int
    original: int
    opens: bool
    closes: bool


class _Bracket(Struct):
    """An open `[`: its place in the list of pieces, and whether it may still become a link."""

    at: int
    index: int
    active: bool = True


_Piece = Words | Field | Reference | Citation | _Delimiter


def paragraphs(scalar: Scalar, problems: list[Diagnostic]) -> tuple[Runs, ...]:
    """The paragraphs of a text, parted by blank lines; what can't be taken is added to the problems."""
    found = []
    for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", scalar.text):
        if len(match[0]) > LONGEST_PARAGRAPH:
            message = f"a paragraph of {len(match[0]):,} characters; at most {LONGEST_PARAGRAPH:,} are taken"
            problems.append(Diagnostic(scalar.at(match.start()), message, "part it with a blank line", "text-too-long"))
            continue
        if runs := parse(match[0], match.start(), scalar, problems):
            found.append(runs)
    return tuple(found)


def parse(text: str, offset: int, scalar: Scalar, problems: list[Diagnostic]) -> Runs:
    """The runs of one paragraph, which stands at `offset` in its scalar."""
    return _Parser(text, offset, scalar, problems).runs()


def plain(text: str) -> str:
    """A title's or a label's text: white space folded."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


class _Parser:
    def __init__(self, text: str, offset: int, scalar: Scalar, problems: list[Diagnostic]) -> None:
        self._text, self._offset, self._scalar, self._problems = text, offset, scalar, problems
        self._pieces: list[_Piece] = []
        self._brackets: list[_Bracket] = []

    def runs(self) -> Runs:
        if match := _FIELD_IN_ADDRESS.search(self._text):
            self._say(match.start(), "a field can't stand in a link's address", code="field-in-link")
            return ()
        at = 0
        while match := _TOKEN.search(self._text, at):
            self._literal(self._text[at : match.start()])
            at = self._token(match)
        self._literal(self._text[at:])
        _emphasise(self._pieces)
        return _joined(self._pieces)

    def _token(self, match: re.Match[str]) -> int:
        kind, end = match.lastgroup, match.end()
        if kind == "escaped":
            self._literal(match[kind])
        elif kind == "expression":
            self._field(match[kind], match.start())
        elif kind == "citation":
            self._pieces.append(Citation(match[kind]))
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

    def _literal(self, text: str) -> None:
        if ("{{" in text and not text.endswith("{{")) or text == "{{":
            self._say(
                self._text.find("{{"),
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
        match = _ADDRESS.match(self._text, end)
        if bracket is None or not bracket.active or match is None:
            self._literal("]")
            return end
        address = re.sub(
            r"\\([!-/:-@\[-`{-~])", r"\1", match["angled"] if match["angled"] is not None else match["bare"]
        )
        if (match["title"] or "").strip():
            self._say(
                bracket.index,
                "a link's title would be lost",
                "take out the text in quotes after the address",
                "link-title",
            )
        inside = self._pieces[bracket.at + 1 :]
        del self._pieces[bracket.at :]
        _emphasise(inside)
        self._link(inside, address, bracket.index)
        for other in self._brackets:
            other.active = False
        return match.end()

    def _link(self, inside: list[_Piece], address: str, index: int) -> None:
        if not _address_taken(address):
            scheme = address.partition(":")[0]
            message = f"a link to '{scheme}:' is not allowed" if ":" in address else f"'{address}' is not an address"
            self._say(
                index, message, "links take https, http, mailto and tel, or '#' and the id of a section", "link-scheme"
            )
            return
        runs = _joined(inside)
        if not runs and address.startswith("#"):
            self._pieces.append(Reference(address[1:]))
        elif not runs:
            self._say(index, "a link without words", "say in words where it goes", "link-words")
        elif any(isinstance(run, Reference | Citation) for run in runs):
            self._say(index, "a link can't stand inside a link", code="link-in-link")
        else:
            self._pieces += [replace(run, link=address) for run in runs if isinstance(run, Words | Field)]

    def _delimiter(self, match: re.Match[str]) -> None:
        before = self._text[match.start() - 1 : match.start()] or " "
        after = self._text[match.end() : match.end() + 1] or " "
        left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before))
        right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after))
        if before.isalnum() and after.isalnum():
            left = right = False
        mark = match[0][0]
        opens = left and (mark == "*" or not right or _punctuation(before))
        closes = right and (mark == "*" or not left or _punctuation(after))
        if opens or closes:
            self._pieces.append(_Delimiter(mark, len(match[0]), len(match[0]), opens, closes))
        else:
            self._literal(match[0])

    def _say(self, index: int, message: str, hint: str = "", code: str = "inline") -> None:
        self._problems.append(Diagnostic(self._scalar.at(self._offset + max(index, 0)), message, hint, code))


def _punctuation(char: str) -> bool:
    return char in _PUNCTUATION or unicodedata.category(char)[0] in "PS"


def _address_taken(address: str) -> bool:
    if address.startswith("#"):
        return re.fullmatch(r"#[a-z][a-z0-9_-]*", address) is not None
    return is_address(address)


def is_address(text: str, schemes: tuple[str, ...] = SCHEMES) -> bool:
    """Whether a text is an address of one of these schemes, with nothing in it that an address can't have."""
    scheme, colon, rest = text.partition(":")
    return bool(colon and rest) and scheme.lower() in schemes and not re.search(r"[\s<>\"{}|\\^`]", text)


def _emphasise(pieces: list[_Piece]) -> None:
    """CommonMark's process-emphasis: match each closing run with the nearest opening one that fits."""
    bottoms: dict[tuple[str, bool, int], int] = {}
    openers: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    for at, close in enumerate(pieces):
        if not isinstance(close, _Delimiter):
            continue
        while close.closes and close.count:
            # Where a run like this one found no partner, the next of its kind need not look again.
            kind = close.mark, close.opens, close.original % 3
            found = _opener(pieces, openers, close, bottoms.get(kind, 0))
            if found is None:
                bottoms[kind] = at
                break
            # What stands between two matched runs can't match anything outside of them.
            del openers[found + 1 :]
            first = pieces[openers[found]]
            assert isinstance(first, _Delimiter)
            used: Literal[1, 2] = 2 if first.count >= 2 and close.count >= 2 else 1
            spans.append((openers[found], at, used == 2))
            first.count -= used
            close.count -= used
            if not first.count:
                openers.pop()
        if close.opens and close.count:
            openers.append(at)
    _mark(pieces, spans)


def _opener(pieces: list[_Piece], openers: list[int], close: _Delimiter, bottom: int) -> int | None:
    """Where in the list of open runs the partner of a closing one stands."""
    for place in range(len(openers) - 1, -1, -1):
        if openers[place] < bottom:
            return None
        piece = pieces[openers[place]]
        if not isinstance(piece, _Delimiter) or piece.mark != close.mark:
            continue
        both = piece.closes or close.opens
        if both and (piece.original + close.original) % 3 == 0 and (piece.original % 3 or close.original % 3):
            continue
        return place
    return None


def _mark(pieces: list[_Piece], spans: list[tuple[int, int, bool]]) -> None:
    """Give what stands inside matched runs their look; counted, since thousands may be nested in each other."""
    ups, downs = [[0, 0] for _ in pieces], [[0, 0] for _ in pieces]
    for first, last, strong in spans:
        ups[first][strong] += 1
        downs[last][strong] += 1
    emphasis = strong_ = 0
    for at, piece in enumerate(pieces):
        emphasis, strong_ = emphasis - downs[at][0], strong_ - downs[at][1]
        if emphasis or strong_:
            run = Words(piece.mark * piece.count) if isinstance(piece, _Delimiter) else piece
            pieces[at] = replace(run, emphasis=run.emphasis or emphasis > 0, strong=run.strong or strong_ > 0)
        emphasis, strong_ = emphasis + ups[at][0], strong_ + ups[at][1]


def _joined(pieces: list[_Piece]) -> Runs:
    """The runs, delimiters that matched nothing as text, equal neighbours joined, white space folded."""
    runs: list[Inline] = []
    for piece in pieces:
        run: Inline = Words(piece.mark * piece.count) if isinstance(piece, _Delimiter) else piece
        last = runs[-1] if runs else None
        if isinstance(run, Words) and isinstance(last, Words) and replace(run, text="") == replace(last, text=""):
            runs[-1] = replace(last, text=last.text + run.text)
        elif not isinstance(run, Words) or run.text:
            runs.append(run)
    return _folded(runs)


def _folded(runs: list[Inline]) -> Runs:
    """White space as one space, none at either end."""
    out: list[Inline] = []
    space = True
    for run in runs:
        if isinstance(run, Words):
            text = re.sub(r"[ \n]+", " ", run.text)
            text = text[1:] if space and text.startswith(" ") else text
            if not text:
                continue
            space = text.endswith(" ")
            out.append(replace(run, text=text))
        else:
            space = False
            out.append(run)
    while out and isinstance(last := out[-1], Words) and last.text.endswith(" "):
        out[-1] = replace(last, text=last.text[:-1])
        if out[-1] == replace(last, text=""):
            out.pop()
    return tuple(out)
