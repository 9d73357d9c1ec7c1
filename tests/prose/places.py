"""The places of a topic where text may stand, as YAML with a sign for it: `@` in a block, `@@` between brackets."""

from __future__ import annotations

from typing import NamedTuple

PLAIN, INLINE = False, True


class Place(NamedTuple):
    """A place for a text."""

    block: str
    """A block of a section's body, beginning at the left margin."""
    inline: bool
    """Whether emphasis and links are read there."""


TABLE = "- table:\n    columns: [One, Two]\n"
MEDICINE = "- medicines:\n    rows:\n      - name: Name\n        noon: '1'\n        "
ROWS = "    rows:\n      - [c, d]"

PLACES = {
    "text": Place("- text: @", INLINE),
    "text by audience": Place("- text:\n    patient: @\n    clinician: x", INLINE),
    "text in braces": Place("- text: {patient: @@, clinician: x}", INLINE),
    "else": Place("- text: 'See [](#hidden).'\n  else: @", INLINE),
    "item": Place("- bullets:\n    - first\n    - @\n    - last", INLINE),
    "item with keys": Place("- steps:\n    - text: @\n      bullets: [below]", INLINE),
    "nested item": Place("- checklist:\n    - text: above\n      bullets:\n        - @", INLINE),
    "items in brackets": Place("- bullets: [first, @@, last]", INLINE),
    "cell": Place(TABLE + "    rows:\n      - - label\n        - @\n      - [c, d]", INLINE),
    "first cell": Place(TABLE + "    rows:\n      - - @\n        - value\n      - [c, d]", INLINE),
    "cell in brackets": Place(TABLE + "    rows:\n      - [label, @@]\n      - [c, d]", INLINE),
    "header cell": Place("- table:\n    columns:\n      - One\n      - @\n" + ROWS, PLAIN),
    "column title": Place("- table:\n    columns:\n      - One\n      - title: @\n        align: left\n" + ROWS, PLAIN),
    "header cell in brackets": Place("- table:\n    columns: [One, @@]\n    rows:\n      - [c, d]", PLAIN),
    "caption": Place("- table:\n    caption: @\n    columns: [One, Two]\n    rows:\n      - [c, d]", PLAIN),
    "group": Place("- table:\n    columns: [One, Two]\n    groups:\n      - title: @\n        rows: [[c, d]]", PLAIN),
    "term": Place("- terms:\n    - term: @\n      text: meaning", PLAIN),
    "meaning": Place("- terms:\n    - term: term\n      text: @", INLINE),
    "label": Place("- facts:\n    - label: @\n      value: value", PLAIN),
    "value": Place("- facts:\n    - label: label\n      value: @", INLINE),
    "value in braces": Place("- facts: [{label: label, value: @@}]", INLINE),
    "callout title": Place("- callout:\n    kind: important\n    title: @\n    body: [text: words]", PLAIN),
    "callout text": Place("- callout:\n    kind: get-help\n    body:\n      - text: @", INLINE),
    "subtitle": Place("- section:\n    title: @\n    body:\n      - text: words", PLAIN),
    "alt": Place("- figure:\n    file: images/dot.png\n    alt: @", PLAIN),
    "alt in braces": Place("- figure: {file: images/dot.png, alt: @@}", PLAIN),
    "figure caption": Place("- figure:\n    file: images/dot.png\n    alt: dot\n    caption: @", PLAIN),
    "qr caption": Place("- qr:\n    url: https://example.org\n    caption: @", PLAIN),
    "writing": Place("- writing-lines:\n    label: @\n    count: 1", PLAIN),
    **{
        f"medicine {key}": Place(MEDICINE + f"{key}: @", inline)
        for key, inline in (
            ("strength", PLAIN), ("purpose", INLINE), ("morning", PLAIN), ("evening", PLAIN), ("bedtime", PLAIN),
            ("until", PLAIN), ("note", INLINE), ("as-needed", PLAIN),
        )
    },
    "medicine name": Place("- medicines:\n    rows:\n      - name: @\n        noon: '1'", PLAIN),
    "medicine in braces": Place("- medicines: {rows: [{name: Name, morning: @@}]}", PLAIN),
}  # fmt: skip
"""By name.  Titles of topics and sections, sources, clinic, layouts and records have places of their own."""
