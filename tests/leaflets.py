"""Leaflets of random words and blocks, the same for the same seed: input that no layout was tuned to."""

from __future__ import annotations

import random

_WORDS = """
your the visit nurse clinic bring letter may feel after before please ask when time day home rest water food small sore
skin doctor team help call card list week slowly gently warm cold clean dry keep take each often
"""
WORDS = _WORDS.split()


def sentence(chance: random.Random, count: int | None = None) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count or chance.randint(5, 18))).capitalize()


def paragraph(chance: random.Random) -> str:
    return ". ".join(sentence(chance) for _ in range(chance.choice([1, 1, 2, 3, 5]))) + "."


def _items(chance: random.Random, kind: str, counts: list[int]) -> list[str]:
    return [f"- {kind}:", *(f"    - {sentence(chance, chance.randint(2, 20))}" for _ in range(chance.choice(counts)))]


def _table(chance: random.Random) -> list[str]:
    rows = [
        f"      - [{sentence(chance, 2)}, {sentence(chance, chance.randint(2, 9))}, {sentence(chance, 2)}]"
        for _ in range(chance.choice([2, 3, 5, 6, 9]))
    ]
    return ["- table:", "    columns: [Sign, What to do, When]", "    rows:", *rows]


def block(chance: random.Random) -> list[str]:
    """The lines of one block."""
    kind = chance.random()
    if kind < 0.4:
        return [f"- text: {paragraph(chance)}"]
    if kind < 0.62:
        intro = [f'- text: "{sentence(chance, 5)}:"'] if chance.random() < 0.5 else []
        return intro + _items(chance, "bullets", [2, 3, 3, 4, 5, 7])
    if kind < 0.72:
        head = ["- callout:", "    kind: important", f"    title: {sentence(chance, 3)}", "    body:"]
        return head + [f"      - text: {paragraph(chance)}" for _ in range(chance.choice([1, 1, 2]))]
    if kind < 0.82:
        return _table(chance)
    if kind < 0.9:
        return _items(chance, "steps", [2, 3, 4, 6])
    return ["- writing-lines:", f"    count: {chance.choice([2, 3, 4])}"]


def leaflet(seed: int) -> str:
    """A topic for patients and clinicians, as YAML."""
    chance = random.Random(seed)
    lines = [f"title: Random leaflet {seed}", "audience: [patient, clinician]", "review: {status: draft}", "sections:"]
    for number in range(chance.randint(4, 10)):
        lines += [f"  - id: s{number}", "    audience: [patient, clinician]", f"    title: {sentence(chance, 4)}?"]
        lines.append("    body:")
        for _ in range(chance.randint(1, 6)):
            lines += ["      " + line for line in block(chance)]
        if chance.random() < 0.3:
            lines += ["      - section:", f"          title: {sentence(chance, 3)}", "          body:"]
            for _ in range(chance.randint(1, 3)):
                lines += ["            " + line for line in block(chance)]
    return "\n".join(lines) + "\n"
