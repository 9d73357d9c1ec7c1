"""The Flesch–Kincaid grade of a text.

    0.39 × words / sentences + 11.8 × syllables / words − 15.59

A sentence ends at . ? or ! and nowhere else: not at a line's end, not at a colon. So a bullet is part of the
sentence that it stands in: an introduction with a colon and its bullets without full stops are one long
sentence, as they are for the reader who has to hold them together. Titles are left out: as questions of two
or three words they would flatter the grade. A hyphen parts words, as it does for the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that sound apart (cal-ci-um, mil-i-a), save in the endings that run together (-tion, -cial, -gion).
APART = re.compile(r"i(?=[aou])(?<![tsg]i(?=on))(?<![ct]i(?=al|ous|an\b))")
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcg])es$")
# What the rules above get wrong and our texts use.
KNOWN = {
    "area": 3,
    "diet": 2,
    "fluid": 2,
    "hypercalcaemia": 6,
    "raynaud's": 2,
    "autoimmune": 4,
    "cryotherapy": 5,
    "dermatomyositis": 7,
}


def syllables(word: str) -> int:
    """How many syllables the word has, by its letters; never under 1."""
    word = word.casefold()
    if word in KNOWN:
        return KNOWN[word]
    return max(1, len(VOWELS.findall(SILENT.sub("", word))) + len(APART.findall(word)))


def grade(passages: Iterable[str]) -> float:
    """The school year, in the United States' count, whose pupils can read it."""
    text = " ".join(passages)
    sentences = [part for part in re.split(r"[.?!]+(?=[\s)”\"']|$)", text) if re.search(r"\w", part)]
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
