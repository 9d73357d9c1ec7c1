"""Names that other programs give to blocks, and what an author writes here instead."""

from __future__ import annotations

_BREAK = "write 'break: before' beside the block that begins the new page"
_TITLE = "a heading is the 'title' of a section"
_SPACE = "lines and empty space come from the layout; 'writing-lines' are lines to write on"

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    # what to write here: names elsewhere, in lower case and with hyphens
    _BREAK: ("page-break", "pagebreak", "new-page", "newpage", "next-page", "page", "break", "form-feed", "clear-page"),
    "'side-by-side' sets two groups of blocks beside each other": (
        "columns", "column", "two-columns", "multi-columns", "grid", "row", "split", "cols", "two-column", "flex",
        "left-right", "left", "right", "halves", "beside",
    ),
    "'slip' is the part to cut off": (
        "cut-line", "cut", "cut-here", "cut-out", "cutout", "coupon", "tear-off", "tear", "cut-off", "cutting-line",
        "perforation", "reply-slip", "return-slip", "reply-form", "scissors", "detach",
    ),
    "'figure' is the block for a picture": ("image", "images", "img", "picture", "photo", "drawing", "graphic", "svg"),
    "'bullets' is a list with dots, 'steps' one with numbers": (
        "list", "items", "ul", "ol", "li", "bullet-list", "numbered-list", "numbered", "numbers", "enumeration",
        "unordered-list", "ordered-list", "itemize", "enumerate", "dash", "dots",
    ),
    "'callout' is the box; its 'kind' says which": (
        "note", "tip", "hint", "warning", "caution", "danger", "info", "important", "attention", "box",
        "admonition", "alert", "aside", "panel", "highlight", "emergency", "get-help", "good-to-know",
    ),
    _TITLE: ("heading", "headline", "subheading", "title", "header", "h1", "h2", "h3", "h4", "chapter", "subsection"),
    "'text' is the block for paragraphs": ("paragraph", "paragraphs", "para", "p", "markdown", "body", "string"),
    "'checklist' has boxes to tick": ("todo", "checkbox", "checkboxes", "tick-boxes", "tasks", "task-list"),
    "'terms' explains words": ("definitions", "definition-list", "dl", "glossary", "dictionary", "words"),
    "'contact' prints telephone numbers": ("phone", "telephone", "telephones", "phones", "contacts", "call", "hotline"),
    "'use' puts a fragment in": ("include", "fragment", "import", "snippet", "reuse", "conref"),
    "'do-dont' says what to do and what not": ("dos-and-donts", "dos", "donts", "do", "dont", "do-and-dont",
                                               "do-not", "pros-cons", "pros-and-cons"),
    "'timeline' says what happens when": ("schedule", "timetable", "dates", "plan", "calendar"),
    "'medicines' is the block for what to take and when": ("medication", "medications", "drugs", "doses", "tablets"),
    "'facts' prints labels with their values": ("fields", "key-values", "summary-list", "properties", "form"),
    "'writing-lines' are lines to write on": ("lines", "blank-lines", "blanks", "fill-in"),
    _SPACE: ("line", "rule", "hr", "spacer", "space", "vspace", "gap", "separator", "divider"),
    "a link is part of a text: [words](https://example.org); 'qr' prints a code for it": ("link", "url", "href", "web"),
}  # fmt: skip

_HINTS = {name: hint for hint, names in OTHER_NAMES.items() for name in names}


def hint_for(name: str) -> str:
    """What to write in place of a block's name that other programs use, upper case and `_` read as lower and `-`."""
    return _HINTS.get(name.strip().casefold().replace("_", "-").replace(" ", "-"), "")


def hint_alone(name: str) -> str:
    """What to write in place of a name that other programs take without a value, as a page break."""
    hint = hint_for(name)
    return hint if hint in (_BREAK, _SPACE) else ""
