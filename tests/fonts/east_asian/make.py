"""Makes the small fonts of East Asia in this folder: those of the extra `fonts-cjk` with the letters of the tests
and of the program's words.

The tests set real Chinese, Japanese and Korean with them where the extra, which is large, isn't installed.  Call it
where it is, with PYTHONPATH=tests, when `letters.yaml` or a word has changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uharfbuzz as untyped
import yaml

from handout.fonts import packaged
from handout.fonts.packaged import EAST_ASIA, PACKAGED, of_region
from handout.i18n.strings import built_in

harfbuzz: Any = untyped
LANGUAGES = {"SC": "zh-Hans", "TC": "zh-Hant", "JP": "ja", "KR": "ko"}
"""Whose words the program prints by itself with the font of a region."""
HERE = Path(__file__).parent
BESIDE = " \u00a0Hx"
"""What the program measures a font by, beside the letters that it prints."""
FEATURES = ("ccmp", "locl", "ljmo", "vjmo", "tjmo", "mark", "mkmk")


def letters() -> dict[str, str]:
    """What each font is made with, by its region."""
    found = yaml.safe_load((HERE / "letters.yaml").read_text(encoding="utf-8"))
    return {region: "".join((*texts, *built_in(LANGUAGES[region]).values())) for region, texts in found.items()}


def small(content: bytes, text: str) -> bytes:
    """A font with the letters of a text, in all its weights."""
    face = harfbuzz.Face(harfbuzz.Blob(content))
    asked = harfbuzz.SubsetInput()
    asked.unicode_set.update(map(ord, text + BESIDE))
    asked.layout_feature_tag_set.clear()
    asked.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in FEATURES)
    asked.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    return bytes(harfbuzz.subset(face, asked).blob.data)


def main() -> None:
    """Write the fonts beside this script."""
    for font in PACKAGED:
        if font.extra is EAST_ASIA:
            content = packaged.read(font)
            if content is None:
                raise SystemExit(f"{font.family} isn't installed: {font.extra.command}")
            region = of_region(font)
            (HERE / f"NotoSans{region}.ttf").write_bytes(small(content, letters()[region]))


if __name__ == "__main__":
    main()
