"""Letters of scripts that are written without spaces between words, as ranges for patterns."""

from __future__ import annotations

import re
from functools import cache

HAN_AND_KANA = (
    "\u2e80-\u2fdf\u3004-\u3007\u3012\u3013\u3020-\u3029\u3031-\u303a\u303e\u303f\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U0001f200-\U0001f265\U00020000-\U0003fffd"
)
"""Letters of Chinese and Japanese, and the full-width letters and digits that are used with them."""
EAST_ASIAN_MARKS = (
    "\u3000-\u3003\u3008-\u3011\u3014-\u301f\u3030\u303b-\u303d\u30a0\u30fb\ufe10-\ufe19\ufe30-\ufe6b"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffe6"
)
EAST_ASIAN = EAST_ASIAN_MARKS + HAN_AND_KANA
"""A line may end beside these without a space."""
BY_LANGUAGE = {
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "km": "\u1780-\u17ff\u19e0-\u19ff",
}
"""Thai, Lao, Burmese and Khmer: a line may end between two of their words, which only a dictionary can find."""
SOUTH_EAST_ASIAN = "".join(BY_LANGUAGE.values())
_LOWEST = "\u0e00"


@cache
def _needs_no_space() -> re.Pattern[str]:
    return re.compile(f"[{EAST_ASIAN}].|.[{EAST_ASIAN}]|[{SOUTH_EAST_ASIAN}]{{2}}", re.DOTALL)


def needs_no_space(before: str, after: str) -> bool:
    """Whether a line may end between these two characters though there is no space."""
    pair = before + after
    return bool(pair) and max(pair) >= _LOWEST and _needs_no_space().fullmatch(pair) is not None
