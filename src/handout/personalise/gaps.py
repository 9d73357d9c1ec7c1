"""Gaps: where a field prints nothing, no gap is left and no words are joined."""

from __future__ import annotations

from msgspec.structs import replace

from handout.inline.runs import Inline, Words

NOTHING = Words("")
"""In place of a field of which nothing is printed."""
_AFTER_A_WORD = " \n,.;:!?)]}…”’»"
"""Characters before which there is no space."""


def closed(runs: list[Inline]) -> list[Inline]:
    """The runs without those of which nothing is printed; no gap is left for one, and no words are joined by it."""
    out: list[Inline] = []
    gap = False
    for run in runs:
        if run is NOTHING:
            gap = True
            continue
        if gap and not _begins_word(run):
            _unspaced(out)
        out.append(run)
        gap = False
    if gap:
        _unspaced(out)
    return out


def _begins_word(run: Inline) -> bool:
    """Whether a run begins with a word, not with a space or with a mark that follows one."""
    return not isinstance(run, Words) or run.slot is not None or run.blank or run.text[:1] not in _AFTER_A_WORD


def _unspaced(runs: list[Inline]) -> None:
    """Take the space off the end of the author's last words."""
    if runs and isinstance(last := runs[-1], Words) and last.text.endswith(" ") and not last.slot:
        runs[-1] = replace(last, text=last.text[:-1])
