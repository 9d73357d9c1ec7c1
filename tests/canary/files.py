"""Random topics as the files of a workspace."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from canary.topics import Author
from canary.workspace import OTHER


class _Plain(yaml.SafeDumper):
    """Writes no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def files(seed: int, *, loose: bool = False, author: type[Author] = Author) -> dict[str, str]:
    """The files of a topic `t`, its fragments, and a layout beside the plain one; the same for the same seed.

    A seed rather than drawn choices: hundreds of topics a second, and a failing one is told by its text.
    """
    chance = Random(seed)
    writer = author(chance, loose=loose)
    topic = writer.topic()
    flow = chance.choice([None, False, True])
    found = {"content/t.yaml": topic}
    found |= {f"content/fragments/{name}.yaml": value for name, value in writer.fragments.items()}
    names = _ids(topic)
    pages = {name: _linked(dump(value, flow=flow), names) for name, value in found.items()}
    return {**pages, "layouts/other.yaml": OTHER}


def dump(value: Any, *, flow: bool | None) -> str:
    """A value as YAML."""
    return str(
        yaml.dump(value, Dumper=_Plain, default_flow_style=flow, width=10_000, sort_keys=False, allow_unicode=True)
    )


def _ids(value: Any) -> list[str]:
    """The ids of what has a title, so that a link can print it."""
    if isinstance(value, list):
        return [name for item in value for name in _ids(item)]
    if not isinstance(value, dict):
        return []
    own = [value["id"]] if "id" in value and ("title" in value or "section" in value) and "url" not in value else []
    return own + [name for item in value.values() for name in _ids(item)]


def _linked(text: str, names: list[str]) -> str:
    """Links to ids that there are."""
    for number in range(6):
        text = text.replace(f"(#T{number})", f"(#{names[number % len(names)]})")
    return text
