"""Fifty edits of `topic.yaml`, each with what a comparison must say of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Expected(NamedTuple):
    """A change: what happened, on which page, under which heading, and the words; `…` stands for any that follow."""

    kind: str
    page: int
    section: str
    old: str = ""
    new: str = ""


class Edit(NamedTuple):
    """An edit: a text that is replaced by another, or what is done to the file."""

    name: str
    change: tuple[str, str] | Callable[[str], str]
    expected: tuple[Expected, ...]

    def of(self, topic: str) -> str:
        """The topic, edited."""
        if callable(self.change):
            return self.change(topic)
        old, new = self.change
        assert topic.count(old) == 1, f"{old!r} is {topic.count(old)} times in the topic"
        return topic.replace(old, new)


def section(name: str) -> Callable[[str], tuple[str, str, str]]:
    """Takes a topic apart: before a section, the section, after it."""

    def parted(topic: str) -> tuple[str, str, str]:
        match = re.search(rf"^  - id: {name}\n(?:(?!  - id: ).*\n)*", topic, re.MULTILINE)
        assert match
        return topic[: match.start()], match[0], topic[match.end() :]

    return parted


def moved(name: str, before: str) -> Callable[[str], str]:
    """Puts a section before another."""

    def change(topic: str) -> str:
        head, taken, tail = section(name)(topic)
        first, there, rest = section(before)(head + tail)
        return first + taken + there + rest

    return change


def without(name: str) -> Callable[[str], str]:
    """Leaves a section out."""

    def change(topic: str) -> str:
        head, _, tail = section(name)(topic)
        return head + tail

    return change


def swapped(one: str, other: str) -> Callable[[str], str]:
    """Puts two texts in each other's place."""

    def change(topic: str) -> str:
        assert topic.count(one) == topic.count(other) == 1
        return topic.replace(one, "\0").replace(other, one).replace("\0", other)

    return change


WHAT, TAKE, LOWER = "What they are for", "How to take them", "Lowering the dose"
EFFECTS, MONTHS, LIFE, HELP = "What you may notice", "Over many months", "Living with steroids", "When to ring us"
BAND = "header or footer"
BOX = "Important: Do not stop suddenly"
OMEPRAZOLE = "            - {name: Omeprazole, strength: 20 mg, purpose: stomach, bedtime: 1 capsule, until: week 6}\n"
E_ = Expected


def one(name: str, change: tuple[str, str] | Callable[[str], str], *expected: object) -> Edit:
    """An edit with one change."""
    return Edit(name, change, (Expected(*expected),))  # type: ignore[arg-type]


EDITS = (
    # words
    one("a word", ("It calms inflammation in", "It calms swelling in"), "changed", 1, WHAT, "inflammation", "swelling"),
    one("a negation", ("Never take 2", "You may take 2"), "changed", 1, TAKE, "Never", "You may"),
    one("a word lost", ("with food.\n          - Swallow", "food.\n          - Swallow"), "removed", 1, TAKE, "with"),
    one("a word added", ("Your mood may change", "Your mood may often change"), "added", 2, EFFECTS, "", "often"),
    Edit(
        "a word of the title",
        ("title: Prednisolone tablets", "title: Prednisone tablets"),
        (
            E_("changed", 1, "Prednisone tablets", "Prednisolone", "Prednisone"),
            E_("changed", 1, BAND, "Prednisolone tablets · Riverside …", "Prednisone tablets · Riverside …"),
        ),
    ),
    Edit(
        "a heading",
        ("title: When to ring us", "title: When to call us"),
        (
            E_("changed", 1, WHAT, "ring", "call"),  # the link to it
            E_("changed", 3, "When to call us", "ring", "call"),
        ),
    ),
    one("a letter", ("blood in them", "bloot in them"), "changed", 3, HELP, "blood", "bloot"),
    one("a capital", ("Dr Müller", "dr Müller"), "changed", 1, WHAT, "Dr", "dr"),
    one(
        "a full stop",
        (
            "breakfast]\n            - text: Do not go faster than this table, even if you feel well.",
            "breakfast]\n            - text: Do not go faster than this table, even if you feel well",
        ),
        "changed",
        2,
        LOWER,
        "well.",
        "well",
    ),
    one("a comma", ("doctor, dentist, nurse", "doctor dentist, nurse"), "changed", 2, LIFE, "doctor,", "doctor"),
    one(
        "a sentence lost",
        (" Walking for 30 minutes a day helps.", ""),
        "removed",
        2,
        MONTHS,
        "Walking for 30 minutes a day helps.",
    ),
    one(
        "a sentence added",
        ("Have your eyes checked once a year.", "Have your eyes checked once a year. Wear sunglasses."),
        "added",
        2,
        MONTHS,
        "",
        "Wear sunglasses.",
    ),
    one(
        "two words in each other's place",
        ("lungs or bowel", "bowel or lungs"),
        "changed",
        1,
        WHAT,
        "lungs or bowel.",
        "bowel or lungs.",
    ),
    # numbers and units
    one("a number", ("Take 20 mg once", "Take 25 mg once"), "changed", 1, TAKE, "20", "25"),
    one("a decimal point lost", ("[Week 5, 2.5 mg", "[Week 5, 25 mg"), "changed", 1, LOWER, "2.5", "25"),
    one("a digit lost", ("within\n          48 hours", "within\n          8 hours"), "changed", 1, WHAT, "48", "8"),
    one("a unit", ("11 mmol/l", "11 mg/dl"), "changed", 2, EFFECTS, "mmol/l.", "mg/dl."),
    one("a unit in a table", ("[Week 3, 10 mg", "[Week 3, 10 ml"), "changed", 1, LOWER, "mg", "ml"),
    one("a prefix of a unit", ("20 µg a day", "20 mg a day"), "changed", 2, MONTHS, "µg", "mg"),
    one("a temperature", ("38.5 °C", "39.5 °C"), "changed", 3, HELP, "38.5", "39.5"),
    one("a sign of degree", ("38.5 °C", "38.5 C"), "changed", 3, HELP, "°C", "C"),
    one(
        "a strength",
        ("name: Omeprazole, strength: 20 mg", "name: Omeprazole, strength: 40 mg"),
        "changed",
        2,
        TAKE,
        "20",
        "40",
    ),
    one("a dose", ("morning: 4 tablets", "morning: 5 tablets"), "changed", 2, TAKE, "4", "5"),
    one("a time of day", ("bedtime: 1 capsule", "evening: 1 capsule"), "moved-section", 2, TAKE, "1 capsule"),
    one("a telephone-like number", ("at least 14 days", "at least 41 days"), "changed", 2, LIFE, "14", "41"),
    # lists
    one(
        "a bullet lost",
        ("          - Your skin may bruise more easily.\n", ""),
        "removed",
        2,
        EFFECTS,
        "• Your skin may bruise more easily.",
    ),
    one(
        "the first bullet lost",
        ("          - You may sleep badly for a few nights.\n", ""),
        "removed",
        2,
        EFFECTS,
        "• You may sleep badly for a few nights.",
    ),
    one(
        "the last bullet lost",
        ("          - You were near somebody with measles or chickenpox.\n", ""),
        "removed",
        3,
        HELP,
        "• You were near somebody with measles or chickenpox.",
    ),
    one(
        "a bullet added",
        ("          - You feel faint,", "          - You have a rash.\n          - You feel faint,"),
        "added",
        3,
        HELP,
        "",
        "• You have a rash.",
    ),
    one(
        "bullets in another order",
        swapped(
            "Keep away from people with chickenpox or shingles.", "You can have the flu vaccine, but no live vaccines."
        ),
        "moved-section",
        2,
        LIFE,
        "• You can have the flu vaccine, but no live vaccines.",
    ),
    one(
        "a box to tick lost",
        ("          - I know whom to ring at night.\n", ""),
        "removed",
        3,
        HELP,
        "‹picture: empty box› I know whom to ring at night.",
    ),
    # tables
    one(
        "rows in another order",
        swapped(
            "[Week 2, 15 mg, Take three tablets after breakfast]", "[Week 3, 10 mg, Take two tablets after breakfast]"
        ),
        "moved-section",
        1,
        LOWER,
        "Week 3 10 mg Take two tablets after breakfast",
    ),
    one(
        "a row lost",
        ("                  - [Week 4, 5 mg, Take one tablet after breakfast]\n", ""),
        "removed",
        1,
        LOWER,
        "Week 4 5 mg Take one tablet after breakfast",
    ),
    Edit(
        "two cells in each other's row",
        swapped("15 mg, Take three tablets", "10 mg, Take two tablets"),
        (
            E_("moved-section", 1, LOWER, "10 mg"),
            E_("moved-section", 1, LOWER, "Take two tablets after breakfast"),
            E_("moved-section", 1, LOWER, "15 mg"),
            E_("moved-section", 1, LOWER, "Take three tablets after breakfast"),
        ),
    ),
    one("a title of a column", ("What to do]", "How to do it]"), "changed", 1, LOWER, "What to do", "How to do it"),
    one(
        "a medicine lost",
        (OMEPRAZOLE, ""),
        "removed",
        2,
        TAKE,
        "Omeprazole 20 mg stomach – – – 1 capsule Until: week 6",
    ),
    one(
        "labels in another order",
        swapped("{label: Calcium, value: 1000 mg a day}", "{label: Vitamin D, value: 20 µg a day}"),
        "moved-section",
        2,
        MONTHS,
        "Vitamin D 20 µg a day",
    ),
    # sections and boxes
    Edit(
        "a section lost",
        without("life"),
        (
            E_("removed", 2, LIFE, "Living with steroids …"),
            E_("removed", 3, BOX, "Important: Do not stop suddenly …"),
            E_("removed", 3, LIFE, "Steroid …"),
        ),
    ),
    Edit(
        "a section moved",
        moved("life", before="effects"),
        (
            E_("moved-section", 2, LIFE, "Living with steroids …"),
            E_("moved-section", 2, BOX, "Important: Do not stop suddenly …"),
            E_("moved-section", 2, LIFE, "Steroid …"),
        ),
    ),
    one("a section moved further down", moved("what", before="life"), "moved-section", 2, WHAT, "What they are for …"),
    one(
        "a box lost its title",
        ("          title: Do not stop suddenly\n", ""),
        "changed",
        3,
        "Important",
        "Important: Do not stop suddenly",
        "Important",
    ),
    one(
        "the summary",
        ("every morning with food.", "every evening with food."),
        "changed",
        1,
        "In short",
        "morning",
        "evening",
    ),
    one("a definition", ("step by step", "bit by bit"), "changed", 3, LIFE, "step by step", "bit by bit"),
    # letters and spaces
    one("an accent", ("the café clinic", "the cafe clinic"), "changed", 1, WHAT, "café", "cafe"),
    one("a tilde", ("Señora Peña", "Señora Pena"), "changed", 1, WHAT, "Peña", "Pena"),
    one("an umlaut written out", ("Dr Müller", "Dr Mueller"), "changed", 1, WHAT, "Müller", "Mueller"),
    one("a letter in a ligature", ("The office of", "The offce of"), "changed", 1, WHAT, "office", "offce"),
    one("a space lost", ("Take 20 mg once", "Take 20mg once"), "changed", 1, TAKE, "20 mg", "20mg"),
    one("a space too many", ("somebody close", "some body close"), "changed", 2, EFFECTS, "somebody", "some body"),
    one("a hyphen", ("step by step", "step-by-step"), "changed", 3, LIFE, "step by step", "step-by-step"),
)
