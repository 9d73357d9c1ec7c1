"""Icons by name: `{{ icon.bed }}` prints a sign, whose name a screen reader says in the document's language."""

from __future__ import annotations

from collections.abc import Mapping

ICONS: Mapping[str, str] = {
    "telephone": "☎", "envelope": "✉", "warning": "⚠", "info": "🛈", "stop": "⛔", "tick": "✔", "cross": "✘",
    "clock": "🕒", "stopwatch": "⏱", "hourglass": "⌛", "calendar": "🗓", "sun": "☀", "snowflake": "❄",
    "thermometer": "🌡", "drink": "☕", "meal": "🍽", "bed": "🛏", "house": "🏠", "bus": "🚍", "ambulance": "🚑",
    "wheelchair": "♿", "pencil": "✏", "scissors": "✂", "hand": "☞", "heart": "♥", "star": "★",
    "pill": "💊", "syringe": "💉",
}  # fmt: skip
"""The signs, each of which the program draws in every typeface and has a name for in every language."""
