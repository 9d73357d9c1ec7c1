"""Translations of random topics: each canary `w12x` in another letter, `v12x`, and nothing but ids, kinds and texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from canary.workspace import CLINIC
from handout.i18n.strings import built_in, sign_names

UPDATED = "2026-01-01"
LANGUAGE = "es"
_DROPPED = frozenset(
    ("audience", "when", "if-unknown", "codes", "authors", "number", "url", "file", "count", "blank-rows")
)
_KEPT = frozenset(("id", "kind", "use", "about", "prefix"))


def translated(pages: Mapping[str, str]) -> dict[str, str]:
    """The files of a topic and its fragments, with a translation of each; in the clinic's words but its canaries."""
    found = {"clinic.yaml": bilingual(CLINIC)}
    for name, text in pages.items():
        if not name.startswith("content/"):
            found[name] = text
            continue
        value = yaml.safe_load(text)
        found[name] = dumped({**value, "updated": UPDATED})
        found[name.replace(".yaml", f".{LANGUAGE}.yaml")] = dumped(translation(value))
    return found


def translation(original: dict[str, Any]) -> dict[str, Any]:
    """What a translator writes, as plain values."""
    texts = {key: value for key, value in original.items() if key not in ("review", "language", "updated")}
    return {"translates": UPDATED, "review": {"status": "draft"}, **_texts(texts)}


def _texts(value: Any) -> Any:
    match value:
        case str():
            return spoken(value)
        case list():
            return [_texts(item) for item in value]
        case dict():
            kept = {key: item for key, item in value.items() if key not in _DROPPED}
            return {key: item if key in _KEPT else _texts(item) for key, item in kept.items()}
    return value


def spoken(text: str) -> str:
    """A text in the other language."""
    return re.sub(r"\bw(\d+x)\b", r"v\1", text)


def original(text: str) -> str:
    """The same text in the topic's own language, dates too."""
    return re.sub(r"\bv(\d+x)\b", r"w\1", text).replace("1 de enero de 2026", "January 1, 2026")


def bilingual(clinic: str) -> str:
    """A clinic whose own texts are given in both languages, in the same words but for the canaries."""
    value = yaml.safe_load(clinic)
    for contact in value["contacts"].values():
        contact["label"] = _both(contact["label"])
    for field in value["fields"].values():
        field["label"] = _both(field["label"]["en"] if isinstance(field["label"], dict) else field["label"])
    for facet in value["facets"].values():
        facet["values"] = {name: _both(label) for name, label in facet["values"].items()}
    words = {**built_in("en"), **sign_names("en")}
    value["words"] = {LANGUAGE: {**words, "draft-translation": words["draft"]}}
    return dumped(value)


def _both(text: str) -> dict[str, str]:
    return {"en": text, LANGUAGE: spoken(text)}


def dumped(value: Any) -> str:
    return str(yaml.safe_dump(value, sort_keys=False, width=10_000, allow_unicode=True))


ORIGINAL = """\
title: Dry skin
audience: [patient, clinician]
review: {status: draft}
updated: 2026-02-01
sources: [{id: book, title: A book}]
sections:
  - id: what
    title: What is it?
    audience: [patient, clinician]
    body:
      - text: |
          Put 5 g on your skin. Ring {{ clinic.contacts.day.phone }}.

          Use it at night [@book].
      - bullets:
          - one
          - text: only the doctors of this clinic may read this sentence
            audience: clinician
          - text: for children
            when: {age: child}
            if-unknown: keep
"""
TRANSLATION = """\
translates: 2026-02-01
review: {status: draft}
title: Piel seca
sections:
  - id: what
    title: ¿Qué es?
    body:
      - text: |
          Ponga 5 g en la piel. Llame al {{ clinic.contacts.day.phone }}.

          Úselo por la noche [@book].
      - bullets:
          - uno
          - text: solo los médicos de esta clínica pueden leer esta frase
          - text: para niños
"""
SPEAKING = (
    CLINIC.replace("label: By day", "label: {en: By day, es: De día}")
    .replace("child: w1x", "child: {en: Child, es: Niño}")
    .replace("adult: w2x", "adult: {en: Adult, es: Adulto}")
    .replace("old: w3x", "old: {en: Old, es: Mayor}")
)
FILES = {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL, "content/t.es.yaml": TRANSLATION}
"""A workspace with a topic and its translation, as somebody would write them."""
