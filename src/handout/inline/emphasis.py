"""Strong and emphasis: runs of `*` and `_` matched with each other.

The rules are CommonMark 0.31's (section 6.2), save that marks with no letter or digit between them are literal:
`___/___` is a blank for the pen.  Between stars a sign is enough, as in `**✓**`, and between two pairs of them `!` or
`?`, which nobody writes between the marks of notes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Literal
from unicodedata import category

from msgspec.structs import replace

from handout.inline.delimiters import Delimiter
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.inline.spaces import folded

_STRONG = 2
"""Stars on either side of strong words."""
Token = Words | Field | Reference | Citation | NoteMark | Delimiter


def emphasise(pieces: list[Token]) -> None:
    """CommonMark's process-emphasis: match each closing run with the nearest opening one that fits."""
    words = [*accumulate(map(_speaks, pieces), initial=0)]
    signs = [*accumulate(map(_signs, pieces), initial=0)]
    calls = [*accumulate(map(_calls, pieces), initial=0)]
    bottoms: dict[tuple[str, bool, int], int] = {}
    openers: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    for at, close in enumerate(pieces):
        if not isinstance(close, Delimiter):
            continue
        while close.closes and close.count:
            # Where a run like this one found no partner, the next of its kind need not look again.
            kind = close.mark, close.opens, close.original % 3
            found = _opener(pieces, openers, close, bottoms.get(kind, 0))
            if found is None:
                bottoms[kind] = at
                break
            # What is between two matched runs can't match anything outside of them.
            del openers[found + 1 :]
            first = pieces[openers[found]]
            assert isinstance(first, Delimiter)
            counts = [words] if close.mark == "_" else [words, signs]
            if close.mark == "*" and min(first.count, close.count) == _STRONG:
                counts.append(calls)
            if all(count[openers[found]] == count[at] for count in counts):
                openers.pop()
                close.opens = close.closes = False
                break
            used: Literal[1, 2] = 2 if first.count >= 2 and close.count >= 2 else 1
            spans.append((openers[found], at, used == 2))
            first.count -= used
            close.count -= used
            if not first.count:
                openers.pop()
        if close.opens and close.count:
            openers.append(at)
    _mark(pieces, spans)


def _speaks(piece: Token) -> bool:
    """Whether there is a letter or a digit in it, or what stands for some."""
    return any(map(str.isalnum, piece.text)) if isinstance(piece, Words) else not isinstance(piece, Delimiter)


def _signs(piece: Token) -> bool:
    """Whether there is a sign in it, as a tick or an arrow, which is no punctuation."""
    return isinstance(piece, Words) and any(category(char) in ("So", "Sm", "Sc") for char in piece.text)


def _calls(piece: Token) -> bool:
    """Whether it calls or asks."""
    return isinstance(piece, Words) and any(char in piece.text for char in "!?¡¿")


def _opener(pieces: list[Token], openers: list[int], close: Delimiter, bottom: int) -> int | None:
    """Where in the list of open runs the partner of a closing one is."""
    for place in range(len(openers) - 1, -1, -1):
        if openers[place] < bottom:
            return None
        piece = pieces[openers[place]]
        if not isinstance(piece, Delimiter) or piece.mark != close.mark:
            continue
        both = piece.closes or close.opens
        if both and (piece.original + close.original) % 3 == 0 and (piece.original % 3 or close.original % 3):
            continue
        return place
    return None


def _mark(pieces: list[Token], spans: list[tuple[int, int, bool]]) -> None:
    """Give what is inside matched runs their look; counted, since thousands may be nested in each other."""
    ups, downs = [[0, 0] for _ in pieces], [[0, 0] for _ in pieces]
    for first, last, strong in spans:
        ups[first][strong] += 1
        downs[last][strong] += 1
    emphasis = strong_ = 0
    for at, piece in enumerate(pieces):
        emphasis, strong_ = emphasis - downs[at][0], strong_ - downs[at][1]
        if emphasis or strong_:
            run = Words(piece.mark * piece.count) if isinstance(piece, Delimiter) else piece
            pieces[at] = replace(run, emphasis=run.emphasis or emphasis > 0, strong=run.strong or strong_ > 0)
        emphasis, strong_ = emphasis + ups[at][0], strong_ + ups[at][1]


def joined(pieces: list[Token]) -> Runs:
    """The runs, delimiters that matched nothing as text, equal neighbours joined, white space folded."""
    runs: list[Inline] = []
    for piece in pieces:
        run: Inline = Words(piece.mark * piece.count) if isinstance(piece, Delimiter) else piece
        last = runs[-1] if runs else None
        if isinstance(run, Words) and isinstance(last, Words) and replace(run, text="") == replace(last, text=""):
            runs[-1] = replace(last, text=last.text + run.text)
        elif not isinstance(run, Words) or run.text:
            runs.append(run)
    return folded(runs)
