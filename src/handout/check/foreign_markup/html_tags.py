"""Tags and entities of HTML, which print as they are; the hint says what does here what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Scalar

_INSTEAD = {
    "end the line with a backslash, and go on in the next one": ("br",),
    "take it out; strong words are written **so**": ("b", "strong"),
    "take it out; emphasised words are written *so*": ("em", "i"),
    "take it out; paragraphs have a blank line between them": ("div", "p"),
    "take it out; 'bullets' is a list with dots, 'steps' one with numbers": ("li", "ol", "ul"),
    "take it out; a heading is the 'title' of a section": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "take it out; a link is written [words](https://…)": ("a",),
    "take it out; 'figure' is the block for a picture": ("img",),
    "take it out; 'table' is the block for rows and columns": ("table", "td", "th", "tr"),
    "take it out, and write the small sign itself, as in m² and CO₂": ("sub", "sup"),
    "take it out": ("code", "font", "pre", "small", "span", "u"),
}
"""What to do about a tag, and the names of such tags."""
_HINTS = {name: hint for hint, names in _INSTEAD.items() for name in names}
_ONE_LINE = frozenset(("title", "label", "caption", "alt", "columns", "group"))
"""Keys of what takes no end of a line, no link and no strong words."""
_NOT_IN_TITLES = frozenset(("a", "b", "br", "em", "i", "strong"))
_TAG = uncompiled(rf"(?<!\\)</?(?P<name>{'|'.join(sorted(_HINTS))})(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
_ENTITY = uncompiled(r"(?<!\\)&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});")


def check_html(path: Sequence[object], scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for the first tag of each kind in a text, and for its first entity."""
    hinted = set()
    title = not _ONE_LINE.isdisjoint(map(str, path[-3:]))
    for match in _TAG.finditer(scalar.text) if "<" in scalar.text else ():
        name = match["name"].lower()
        hint = "take it out" if title and name in _NOT_IN_TITLES else _HINTS[name]
        if hint not in hinted:
            yield Diagnostic(scalar.at(match.start()), "an HTML tag prints as it is", hint, "pasted", "warning")
        hinted.add(hint)
    if "&" in scalar.text and (entity := _ENTITY.search(scalar.text)):
        hint = "write the character itself"
        yield Diagnostic(scalar.at(entity.start()), "an HTML entity prints as it is", hint, "pasted", "warning")
