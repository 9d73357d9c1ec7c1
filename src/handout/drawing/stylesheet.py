"""Styles of an SVG file: the `style` attribute, and `style` elements of simple rules, as drawing programs write them.

A rule is for a kind of element, a class or an id. Rules that begin with `@` and addresses are refused, because a style
sheet must not load anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from handout.drawing.problems import EXTERNAL, UNKNOWN, TooMuch, Wrong, shown
from handout.source.patterns import uncompiled

_SELECTOR = uncompiled(r"(?P<kind>[A-Za-z]+|\*)|\.(?P<class>[\w-]+)|#(?P<id>[\w.:-]+)")
_FOREIGN = uncompiled(r"url\(\s*+(?!['\"]?#)|expression\s*+\(|javascript:|image(?:-set)?\(|\\", re.IGNORECASE)
_HINT = "let your drawing program save styles as attributes"
_MOST_RULES = 1_000


class Declaration(Struct, frozen=True):
    """A property with its value."""

    name: str
    value: str


class StyleRule(Struct, frozen=True):
    """What a selector gives the elements that it names."""

    kind: str = ""
    class_name: str = ""
    id: str = ""
    declarations: tuple[Declaration, ...] = ()

    @property
    def weight(self) -> int:
        """Of two rules, the one with the larger weight wins: an id before a class before a kind of element."""
        return 2 if self.id else 1 if self.class_name else 0

    def names(self, kind: str, classes: Iterable[str], name: str | None) -> bool:
        """Whether the rule is for an element of this kind, with these classes and this id."""
        if self.id:
            return self.id == name
        return self.class_name in classes if self.class_name else self.kind in (kind, "*")


def declarations(text: str) -> Iterator[Declaration]:
    """The properties of a `style` attribute, or between the braces of a rule."""
    refuse_loading(text)
    for part in _uncommented(text).split(";"):
        if not part.strip():
            continue
        name, colon, value = part.partition(":")
        if not colon or not value.strip() or "!" in value:
            raise Wrong(f"the style {shown(part.strip())} can't be read", _HINT, UNKNOWN)
        yield Declaration(name.strip().lower(), value.strip())


def refuse_loading(text: str) -> None:
    """Raises `Wrong` if a value loads or runs something."""
    if _FOREIGN.search(text):
        raise Wrong("a style loads a file, or runs", "remove what it loads; colours stay in the file", EXTERNAL)


def rules(text: str) -> list[StyleRule]:
    """The rules of a style sheet, the weaker ones first; raises `Wrong` if a rule isn't simple."""
    text = _uncommented(text).strip()
    refuse_loading(text)
    if "@" in text:
        raise Wrong("a style sheet has an @ rule", "remove it: a style sheet may load nothing", EXTERNAL)
    found: list[StyleRule] = []
    *parts, rest = text.split("}")
    for part in parts:
        selectors, brace, inside = part.partition("{")
        if not brace or "{" in inside:
            raise Wrong(f"the style sheet {shown(part.strip())} can't be read", _HINT, UNKNOWN)
        given = tuple(declarations(inside))
        found += [_rule(selector.strip(), given) for selector in selectors.split(",")]
        if len(found) > _MOST_RULES:
            raise TooMuch(f"it has more than {_MOST_RULES:,} rules of style")
    if rest.strip():
        raise Wrong(f"the style sheet {shown(rest.strip())} can't be read", _HINT, UNKNOWN)
    return sorted(found, key=lambda rule: rule.weight)


def _uncommented(text: str) -> str:
    """A style without its comments; a comment that has no end is kept."""
    out, at = [], 0
    while (begin := text.find("/*", at)) >= 0 and (end := text.find("*/", begin + 2)) >= 0:
        out.append(text[at:begin])
        at = end + 2
    return " ".join((*out, text[at:]))


def _rule(selector: str, inside: tuple[Declaration, ...]) -> StyleRule:
    match = _SELECTOR.fullmatch(selector)
    if match is None:
        raise Wrong(f"the selector {shown(selector)} isn't supported", _HINT, UNKNOWN)
    return StyleRule(match["kind"] or "", match["class"] or "", match["id"] or "", inside)
