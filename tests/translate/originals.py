"""Random originals, what a translator makes of them, and how an author changes them afterwards."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from canary.files import files
from canary.translations import bilingual, dumped
from canary.workspace import CLINIC
from handout.diagnostics import HandoutError
from handout.translate.originals import Original, Originals

DATES = ("2026-01-01", "2026-02-01", "2026-03-01")


def topic_files(seed: int) -> dict[str, str]:
    """The files of a random topic and its fragments, which a translation can follow."""
    found = {"clinic.yaml": bilingual(CLINIC)}
    for name, text in files(seed).items():
        dated = dumped({**yaml.safe_load(text), "updated": DATES[0]}) if name.startswith("content/") else text
        found[name] = dated
    return found


def spoken(text: str) -> str:
    """A text as the translator says it: told from each other text's, and with the same fields and links."""
    return re.sub(r"\bw(\d+x)\b", r"v\1", text)


def translator(text: str) -> str:
    """What somebody writes in a file for each empty value, going by the record above it."""
    out: list[str] = []
    last = ""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        stripped = line.strip()
        if match := re.fullmatch(r"# en: (.*)", stripped):
            last = match[1]
            if last == "|":
                below = [each.strip()[4:] for each in _block(lines[at + 1 :])]
                last = "\n".join(below)
        elif last and re.fullmatch(r"(- )*([\w-]+:|-)", stripped) and not stripped.startswith("#"):
            out.append(_filled(line, spoken(last)))
            last = ""
            continue
        out.append(line)
    return "\n".join(out)


def _block(lines: list[str]) -> list[str]:
    end = next((at for at, line in enumerate(lines) if not re.fullmatch(r"#(   .*)?", line.strip())), len(lines))
    return lines[:end]


def _filled(line: str, text: str) -> str:
    if "\n" not in text:
        return f"{line} '{text}'"
    indent = len(line) - len(line.lstrip("- ")) + 4
    return "\n".join([f"{line} |", *(" " * indent + each if each else "" for each in text.split("\n"))])


def read(root: Path, name: str = "t") -> Original | None:
    """The original; None where its author made a mistake."""
    try:
        return Originals(root).named(name)
    except HandoutError:
        return None


def changed(page: str, chance: Random, date: str) -> str:
    """An original after some changes by its author, each at random."""
    value = yaml.safe_load(page)
    for _ in range(chance.randint(1, 4)):
        lists, maps = _below(value, list), [each for each in _below(value, dict) if each is not value]
        way = chance.choice(["word", "word", "drop", "new", "move", "shuffle"])
        if way == "word":
            _reworded(value, chance)
        elif not lists or not maps:
            continue
        else:
            _rearranged(way, chance.choice(lists), chance)
    value["updated"] = date
    return dumped(value)


def _rearranged(way: str, found: list[Any], chance: Random) -> None:
    if way == "drop" and len(found) > 1:
        del found[chance.randrange(len(found))]
    elif way == "new":
        new = copy.deepcopy(chance.choice(found))
        found.insert(chance.randint(0, len(found)), _renewed(new, chance))
    elif way == "move":
        found.insert(chance.randint(0, len(found)), found.pop(chance.randrange(len(found))))
    elif way == "shuffle":
        chance.shuffle(found)


def _renewed(value: Any, chance: Random) -> Any:
    match value:
        case str():
            return re.sub(r"\bw\d+x\b", lambda _: f"w{chance.randint(1000, 99999)}x", value)
        case list():
            return [_renewed(each, chance) for each in value]
        case dict():
            return {key: _renewed(each, chance) for key, each in value.items() if key != "id"}
    return value


def _reworded(value: Any, chance: Random) -> None:
    """Changes the words of one text."""
    places: list[Callable[[str], None]] = []
    texts: list[str] = []
    for each in _below(value, dict):
        for key, item in each.items():
            if isinstance(item, str) and re.search(r"\bw\d+x\b", item) and key not in ("url", "id"):
                places.append(lambda text, each=each, key=key: each.__setitem__(key, text))  # type: ignore[misc]
                texts.append(item)
    if places:
        at = chance.randrange(len(places))
        places[at](_renewed(texts[at], chance))


def _below(value: Any, kind: type) -> list[Any]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, kind) and value else []
    return [*own, *(found for item in below for found in _below(item, kind))]


def pages_of(found: Mapping[str, str]) -> str:
    """Files for a report of a failing example."""
    return "\n".join(f"--- {name}\n{text}" for name, text in found.items() if name.startswith("content/"))
