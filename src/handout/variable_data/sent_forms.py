"""Forms as plain values, for workers that aren't forked from the one that made them.

They hold no patient's words.  Who takes them fills them with the fonts of its own machine, which are the same: a worker
with other versions, or other files of a workspace, makes no document.
"""

from __future__ import annotations

import pickle

from msgspec import Struct

from handout.fonts.glyphs import FontBook
from handout.variable_data.form import LaidOutForm, fillable
from handout.variable_data.kept_forms import KeptForms
from handout.variable_data.signature import Signature


class _SentForms(Struct, frozen=True):
    dearest: float
    """Seconds that laying out a document took at most."""
    forms: tuple[tuple[Signature, tuple[LaidOutForm, ...] | None], ...]


def sent(kept: KeptForms) -> bytes:
    """All forms that are kept."""
    forms = [(key, None if made is None else tuple([each.laid_out for each in made])) for key, made in kept]
    return pickle.dumps(_SentForms(kept.dearest, tuple(forms)), pickle.HIGHEST_PROTOCOL)


def take(content: bytes, kept: KeptForms, fonts: FontBook) -> None:
    """Keeps forms that were sent, in the order in which they were used."""
    found: _SentForms = pickle.loads(content)
    kept.dearest = max(kept.dearest, found.dearest)
    for key, forms in found.forms:
        if forms is None:
            kept.add(key, None)
        for form in reversed(forms or ()):
            kept.add(key, fillable(form, fonts))
