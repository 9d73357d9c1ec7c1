"""Topics of many texts: each is tried alone, and those that are taken stand in one, between marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from random import Random
from typing import NamedTuple

from handout.check.characters import check_topic as check_characters
from handout.check.topic import check_topic
from handout.content.blocks import kinds
from handout.content.topic import Topic, Vocabulary
from handout.extract.tags import Tag, tags
from handout.pipeline import Renderer
from handout.source.decoder import BAD, Decoder
from handout.source.yaml import parse
from prose.elsewhere import TITLES
from prose.places import PLACES
from prose.writing import MARKS, QUOTES, prose, said, typed

AUDIENCES = ("patient", "clinician")
HEAD = """\
title: {title}
audience: [patient, clinician]
review: {{status: draft}}
summary: {summary}
sections:
  - id: hidden
    title: Hidden
    audience: clinician
    body: [{{text: words}}]
  - id: one
    title: {section}
    audience: [patient, clinician]
    body:
"""
PARTING = re.compile(r"(?<![\d\s]),|,(?!\d)")
USED_UP = re.compile(f"{MARKS.pattern}|{QUOTES.pattern}")


class Case(NamedTuple):
    """A text in a place: the YAML, and the characters that must be read on the page."""

    place: str
    source: str
    says: str
    drops: re.Pattern[str] | None

    def missing(self, region: str) -> bool:
        """Whether its characters aren't in what was read where it stands."""
        return said(self.says, self.drops) not in said(region, self.drops)


def case(name: str, chance: Random, indent: int = 6) -> Case:
    """A random text in a place, whose block is indented so far."""
    template, inline = PLACES[name]
    meant = prose(chance)
    text = MARKS.sub(r"\\\g<0>", meant) if inline and chance.random() < 0.7 else meant
    line = next(line for line in template.split("\n") if "@" in line)
    column = indent + len(line) - len(line.lstrip(" -")) + (0 if line.lstrip().startswith("- @") else 2)
    found = typed(text, column, chance, brackets="@@" in template)
    says, drops = found.says, found.drops
    if inline:
        strict = drops is None and says == text and text != meant
        says, drops = (meant, None) if strict else (says, USED_UP)
    if "@@" in template and found.source[:1] not in "'\"":
        # Between brackets a comma parts two items, each with its sign, or ends the list; in a number it is refused.
        says, drops = PARTING.sub("", says), re.compile(f"{drops.pattern if drops else MARKS.pattern}|•")
    written = template.replace("\n", "\n" + " " * indent).replace("@@" if "@@" in template else "@", "\0", 1)
    return Case(name, " " * indent + written.replace("\0", found.source), says, drops)


def value(field: str) -> str:
    """A block that prints a field of the patient's."""
    return f"      - text: '{{{{ patient.{field} }}}}'"


def topic(blocks: Iterable[str], titles: Mapping[str, str] = TITLES) -> str:
    """A topic in which a mark stands before each block, and one behind the last."""
    marked = (f"      - text: Qx{at}xQ\n{block}\n" for at, block in enumerate((*blocks, value("blank"))))
    return HEAD.format(**titles) + "".join(marked)


def regions(text: str, count: int) -> list[str]:
    """What stands between the marks."""
    return [text.partition(f"Qx{at + 1}xQ")[0].partition(f"Qx{at}xQ")[2] for at in range(count)]


def taken(content: str, renderer: Renderer) -> bool:
    """Whether nothing is said against a topic before it is laid out."""
    value, problems = parse(content.encode(), "content/prose.yaml")
    if value is None or any(problem.severity == "error" for problem in problems):
        return False
    reader = Decoder(Vocabulary(AUDIENCES, {}, kinds()))
    found = reader.read(Topic, value)
    if found is BAD or reader.problems:
        assert reader.problems
        return False
    clinic = renderer.workspace.clinic
    return not [*check_topic(found, clinic), *check_characters(found, clinic, renderer.fonts)]


def read_back(pdf: bytes) -> str:
    """All words of a document in reading order, what stands in place of pictures among them."""
    return "\n".join(_words(tag) for tag in tags(pdf))


def _words(tag: Tag) -> str:
    return tag.alt + "".join(kid if isinstance(kid, str) else _words(kid) + "\n" for kid in tag.kids)
