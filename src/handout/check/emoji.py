"""What to write in place of an emoji that no font of signs has."""

from __future__ import annotations

from unicodedata import category

from handout.inline.icons import ICONS

_FIRST = "\U0001f000"
"""From here on there are pictures; those before are among other signs."""
_LIKE = {
    "clock": "⏰", "calendar": "📅📆", "telephone": "📱📲", "meal": "🍴🥣", "bed": "🛌", "drink": "🥛🍵", "sun": "🌞",
    "snowflake": "🧊", "house": "🏡", "bus": "🚌", "pencil": "📝",
}  # fmt: skip
"""Pictures by the sign of the same meaning that every document may have."""
ALIKE = {picture: f"{ICONS[name]}: {{{{ icon.{name} }}}}" for name, some in _LIKE.items() for picture in some} | {
    "➕": "+", "➖": "−", "➗": "÷",
}  # fmt: skip


def instead_of_picture(char: str) -> str:
    """What to do about an emoji in an author's text; empty for what is none."""
    if char in ALIKE:
        return f"write it in words, or take {ALIKE[char]}"
    if char >= _FIRST or category(char) == "So":
        return "write it in words, or take a sign that handout has, such as {{ icon.telephone }}"
    return ""
