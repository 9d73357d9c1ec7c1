"""Keys that other programs have, and the keys that are meant: of these, one that the place knows is proposed."""

from __future__ import annotations

from collections.abc import Collection

_SYNONYMS: dict[str, tuple[str, ...]] = {
    # key: names elsewhere, in small letters and with hyphens
    "columns": ("header", "headers", "head", "headings", "titles", "fields"),
    "rows": ("data", "lines", "entries", "items"),
    "body": ("text", "content", "contents", "children", "blocks", "items", "message"),
    "text": ("content", "body", "value", "description", "meaning", "definition"),
    "kind": ("type", "level", "style", "class", "severity"),
    "file": ("src", "path", "image", "source", "url", "href"),
    "alt": ("description", "alternative", "alt-text", "text"),
    "title": ("heading", "header", "headline", "name", "caption"),
    "caption": ("title", "legend", "label"),
    "count": ("lines", "number", "rows", "n"),
    "url": ("href", "link", "address", "web", "src"),
    "phone": ("number", "telephone", "tel", "mobile"),
    "label": ("name", "title", "when", "term", "key"),
    "value": ("text", "content"),
    "name": ("medicine", "drug", "medication", "title"),
    "strength": ("dosage", "concentration"),
    "bedtime": ("night", "at-night", "nocte"),
    "noon": ("midday", "lunch", "lunchtime", "afternoon"),
    "morning": ("breakfast", "am", "mane"),
    "evening": ("dinner", "supper", "pm", "teatime"),
    "as-needed": ("prn", "when-needed", "when-required", "sos"),
    "purpose": ("reason", "indication", "for", "what-for"),
    "until": ("duration", "stop", "end"),
    "note": ("notes", "comment", "comments", "remarks"),
    "time": ("when", "date", "day"),
    "term": ("word", "title", "name"),
    "align": ("alignment", "justify"),
    "space-after": ("margin-bottom",),
    "space-before": ("margin-top",),
    "color": ("text-color", "foreground"),
    "size": ("font-size",),
    "keep": ("keep-together", "no-break", "unbreakable", "avoid-break", "keep-with-next", "together"),
    "break": ("page-break", "page-break-before", "break-before", "new-page", "pagebreak", "newpage"),
    "continue": ("start", "start-at", "begin", "from", "first", "resume", "counter"),
    "width": ("height", "size", "scale", "max-width"),
    "leading": ("line-height", "line-spacing"),
}


_BESIDE = frozenset({"align", "float", "position", "placement", "wrap", "side", "beside", "text-wrap", "next-to"})
"""Keys of other programs for a picture beside text."""
_OF_BLOCKS = {"break", "keep"}
"""Keys that each block has, and no part of one."""


def hint_for_key(written: str, known: Collection[str]) -> str:
    """What to write in place of a key of another program that stands for a block here; empty if there is none."""
    if written.casefold() in _BESIDE and "file" in known and "align" not in known:
        return "'side-by-side' sets a picture beside text"
    if written in _OF_BLOCKS and not _OF_BLOCKS & set(known):
        return f"only a whole block takes '{written}': write it beside the block's kind, not in an item, row or column"
    return ""


def meant_key(written: str, known: Collection[str]) -> str:
    """The known key that a key of another program stands for; empty if there is none."""
    folded = written.casefold().replace("_", "-").replace(" ", "-")
    return next((key for key, names in _SYNONYMS.items() if folded in names and key in known), "")
