"""Two files' bytes compared, which often proves that their words are equal: that is faster than reading the text.

Everything in the files must be equal but for what can't change a word: dates and identifiers in the trailer, where
objects begin, XMP metadata, the colours in the content of pages, and how far up lines are (`moved_lines`).  Any doubt
is a no, and then the text is read.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from handout.compare.line_heights import A_STRING, DOUBTS, NUMBER, differ_in_heights, operands
from handout.compare.moved_lines import StreamPair, only_moved
from handout.compare.streams import STRING, Stream, streams

_OTHERWISE = re.compile(
    rb"(?P<string>\((?:[^()\\]|\\.)*\))"
    rb"|/Length \d+(?! \d+ R)"
    rb"|/(?:CreationDate|ModDate) ?\((?:[^()\\]|\\.)*\)"
    rb"|/ID ?\[ ?<[^<>]*> ?<[^<>]*> ?\]"
    rb"|startxref\s+\d+"
    rb"|\d{10} \d{5} [nf]",
    re.DOTALL,
)
"""What differs from file to file and is no content, outside strings: lengths, dates, identifiers, offsets."""
_FIRST = re.compile(rb"/First \d+")
_COLOUR = re.compile(rb" (rg|RG|g|G|k|K)(?!\S)")
_NUMBERS = {b"rg": 3, b"RG": 3, b"g": 1, b"G": 1, b"k": 4, b"K": 4}
"""The operators that set a colour, and how many numbers they take."""


def certainly_equal(old: bytes, new: bytes) -> bool:
    """Whether it is certain that two PDFs have the same words on the same pages; False means that it isn't known."""
    if any(content.count(b"startxref") != 1 or b"/Encrypt" in content for content in (old, new)):
        return False
    pairs: list[StreamPair] = []
    for was, now in zip_longest(streams(old), streams(new)):
        if was is None or now is None or not _same_heads(was, now):
            return False
        pair = _pair(was, now)
        if pair is None:
            return False
        pairs.append(pair)
    return all(pair.same for pair in pairs) or only_moved(pairs)


def _same_heads(old: Stream, new: Stream) -> bool:
    """Whether what is before two streams is the same, but for what is no content."""
    if old.head == new.head:
        return True
    if re.search(rb"[()]", STRING.sub(b"", old.head)):
        return False
    was, now = (_OTHERWISE.sub(_string, each.head) for each in (old, new))
    return was == now or (old.holds_objects and _FIRST.sub(b"", was) == _FIRST.sub(b"", now))


def _string(found: re.Match[bytes]) -> bytes:
    return found["string"] or b""


def _pair(old: Stream, new: Stream) -> StreamPair | None:
    """Two streams that may have the same words; None if that isn't known.  Colours count as nothing."""
    if old.content == new.content or (old.silent and new.silent):
        return StreamPair(old, new, same=True)
    was, now = old.decoded, new.decoded
    if was is None or now is None:
        return None
    if was == now or old.holds_objects:
        return StreamPair(old, new, same=was == now)
    if not old.content_of_pages:
        return None
    before, after = STRING.split(was), STRING.split(now)
    if before[1::2] != after[1::2]:
        return None
    old_plain, new_plain = A_STRING.join(before[::2]), A_STRING.join(after[::2])
    if any(doubt in plain for plain in (old_plain, new_plain) for doubt in DOUBTS):
        return None
    if _colourless(old_plain) == _colourless(new_plain):
        return StreamPair(old, new, same=True)
    read = operands(old_plain), operands(new_plain)
    return StreamPair(old, new, same=False, read=read) if differ_in_heights(*read) else None


def _colourless(plain: bytes) -> list[bytes]:
    """Content without strings, split at each colour operator, without its operands."""
    *split, last = _COLOUR.split(plain)
    found = []
    for before, operator in zip(split[::2], split[1::2], strict=True):
        rest, *numbers = (b"\0 " + before).rsplit(None, _NUMBERS[operator])
        found.append(rest if all(map(NUMBER.fullmatch, numbers)) else before)
    return [*found, last]
