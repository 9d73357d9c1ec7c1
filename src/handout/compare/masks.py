"""What may differ: dates, record numbers, and what a caller's own pattern finds, printed as ‹name› instead.

A pattern can take longer than anybody waits (`(a+)+b`), and Python can't be asked to stop it.  So patterns have a time
limit by the alarm clock, which is there in the main thread of a Unix process; elsewhere repeats inside repeats are
refused.
"""

from __future__ import annotations

import contextlib
import re
import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NoReturn

from msgspec import Struct

from handout.compare.built_in_masks import OWN, may_hide, pattern
from handout.diagnostics import Span, UsageError, option
from handout.system import alarm

SECONDS = 5.0
"""For all patterns on one document."""
_LONGEST = 1000
"""Characters of a pattern."""
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_SAMPLE = "Take one 5 mg tablet twice a day, and ring us: 555 0100."
_SPAN = Span(option("mask"))


class Mask(Struct, frozen=True):
    """A name, and a regular expression; all that it matches counts as equal."""

    name: str
    pattern: str


def mask(text: str) -> Mask:
    """A mask as a text says it: `date`, `mrn`, or `name=regex`; HandoutError for what can't be one."""
    name, equals, own = text.partition("=")
    if not equals:
        if text in OWN:
            return Mask(text, pattern(text))
        raise _bad(
            f"there is no mask '{text}'", "the masks are date and mrn; write your own as 'name=regular expression'"
        )
    if name in OWN:
        raise _bad(f"there is a mask '{name}' already", "give yours another name")
    if not _NAME.fullmatch(name):
        raise _bad(f"'{name[:40]}' can't be a name", "use small letters, digits and hyphens")
    _proved(name, own)
    return Mask(name, own)


def _proved(name: str, pattern: str) -> None:
    """HandoutError for a pattern that is broken, or that hides more than it should."""
    if len(pattern) > _LONGEST:
        raise _bad(f"mask '{name}': longer than {_LONGEST} characters", "split it into several masks")
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        why = error.msg if isinstance(error, re.error) else "too large"
        raise _bad(f"mask '{name}' is no regular expression: {why}", r"write \. \( \? for . ( ? themselves") from None
    with _alarm([Mask(name, pattern)]):
        if not re.search(r"[^\W\d_]{2}", compiled.sub("", _SAMPLE)):
            raise _bad(f"mask '{name}' matches everything", "it would hide every change; say what may differ")
        if compiled.search("") or compiled.fullmatch(" "):
            raise _bad(f"mask '{name}' finds nothing in particular", "it must match more than a space")


class Cover(Struct, frozen=True):
    """A text in which the masked parts are replaced."""

    text: str
    ends: tuple[tuple[int, int], ...] = ()
    """For each replacement, its end in the new text and in the old text."""

    def place(self, at: int) -> int:
        """The index in the old text of an index in the new text."""
        number = bisect_right(self.ends, at, key=lambda end: end[0])
        new, old = self.ends[number - 1] if number else (0, 0)
        return old + at - new

    def places(self, old: Sequence[int]) -> list[int]:
        """Indexes of the old text as indexes of the new one; those in replaced parts are left out."""
        moved = ((at, at - was + now) for at in old for now, was in [self._before(at)])
        return [now for at, now in moved if self.place(now) == at]

    def _before(self, at: int) -> tuple[int, int]:
        number = bisect_right(self.ends, at, key=lambda end: end[1])
        return self.ends[number - 1] if number else (0, 0)


class Masks:
    """Several masks, used one after another on the texts of a document."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = tuple(masks)
        self._patterns = [(mask.name, re.compile(mask.pattern)) for mask in masks]

    @contextlib.contextmanager
    def within_time(self) -> Iterator[None]:
        """HandoutError if the masks take too long inside the block."""
        with _alarm(self._masks) if self._masks else contextlib.nullcontext():
            yield

    def cover(self, text: str) -> Cover:
        """The text without what may differ; of overlapping matches, the first mask's counts."""
        spans: list[tuple[int, int, str]] = []
        covered = bytearray(len(text))
        for name, searched in self._patterns:
            for match in searched.finditer(text):
                start, end = match.span()
                if end == start or any(covered[start:end]):
                    continue
                if name not in OWN or may_hide(name, text, start, end):
                    spans.append((start, end, f"‹{name}›"))
                    covered[start:end] = b"\1" * (end - start)
        if not spans:
            return Cover(text)
        parts, ends, at, size = [], [], 0, 0
        for start, end, shown in sorted(spans):
            parts += [text[at:start], shown]
            size += start - at + len(shown)
            ends.append((size, end))
            at = end
        return Cover("".join([*parts, text[at:]]), tuple(ends))


@contextlib.contextmanager
def _alarm(masks: Sequence[Mask]) -> Iterator[None]:
    names = ", ".join(f"'{mask.name}'" for mask in masks)
    if not alarm.interrupts_everything() or threading.current_thread() is not threading.main_thread():
        for mask in masks:
            if mask.name not in OWN and _NESTED.search(mask.pattern):
                raise _bad(f"mask {names}: a repeat in a repeat could take for ever", "write it without one")
        yield
        return

    def ring() -> NoReturn:
        raise _bad(f"mask {names}: it takes too long", "avoid repeats in repeats, as in (a+)+")

    limit = alarm.Alarm(ring)
    limit.set(SECONDS)
    try:
        yield
    finally:
        limit.close()


_NESTED = re.compile(r"[+*}][^()]*\)[+*{]")


def _bad(message: str, hint: str) -> UsageError:
    return UsageError.at(_SPAN, message, hint, "mask")
