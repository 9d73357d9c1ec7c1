"""No text loses a character between a file and the page: it is on the page, or its file is refused."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from handout import extract
from handout.diagnostics import HandoutError
from handout.patients import NOBODY, Patient
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import workspace
from prose.document import USED_UP, Case, case, read_back, regions, taken, topic, value
from prose.elsewhere import CLINIC, DEFAULTS, INLINE, LAYOUT, TITLES, Record, elsewhere, record
from prose.places import PLACES
from prose.writing import Typed, said

NOTHING = ("~", "null", "Null", "NULL")
"""What YAML takes for no value; in a record it is none."""


def written(folder: Path, texts: Mapping[str, str], blocks: list[str], end: str = "\n") -> None:
    """A workspace with these texts outside the body, and these blocks in it."""
    (folder / "clinic.yaml").write_bytes(CLINIC.format(**texts).encode())
    (folder / "layouts" / "patient.yaml").write_bytes(LAYOUT.format(**texts).encode())
    body = topic(blocks, {name: texts[name] for name in TITLES})
    (folder / "content" / "prose.yaml").write_bytes(body.replace("\n", end).encode())


def printed(folder: Path, patient: Patient = NOBODY) -> bytes | None:
    """The PDF for patients; None where it is refused."""
    try:
        return (
            Renderer(load(folder, ["prose"]))
            .render(Request(topics=("prose",), audience="patient", patient=patient))
            .pdf
        )
    except HandoutError as error:
        assert error.exit_code in (3, 5), error
        return None


def alone(folder: Path, blocks: list[str]) -> list[str]:
    """Those of some blocks that a document takes, each tried in one of its own."""
    found = []
    for block in blocks:
        written(folder, DEFAULTS, [block])
        found += [block] if printed(folder) else []
    return found


def bodies(folder: Path, cases: list[Case], end: str) -> list[str]:
    """The cases whose text isn't where it stands, though nothing is said against it."""
    written(folder, DEFAULTS, [])
    renderer = Renderer(load(folder, ["prose"]))
    cases = [each for each in cases if taken(topic([each.source]).replace("\n", end), renderer)]
    written(folder, DEFAULTS, [each.source for each in cases], end)
    pdf = printed(folder)
    if pdf is None:
        fit = alone(folder, [each.source for each in cases])
        cases = [each for each in cases if each.source in fit]
        written(folder, DEFAULTS, [each.source for each in cases], end)
        pdf = printed(folder)
        assert pdf is not None
    found = zip(cases, regions(read_back(pdf), len(cases)), strict=True)
    return [
        f"{each.place}: {each.source!r} says {each.says!r} → {region!r}"
        for each, region in found
        if each.missing(region)
    ]


def others(folder: Path, texts: Mapping[str, Typed]) -> list[str]:
    """The texts outside the body that aren't in the document, though nothing is said against them."""
    plain = dict(DEFAULTS)
    for name, text in texts.items():
        written(folder, {**DEFAULTS, name: text.source}, [])
        if printed(folder):
            plain[name] = text.source
    blocks = ["      - text: '{{ clinic.contacts.urgent.label }} {{ clinic.contacts.urgent.phone }}'", value("blank")]
    written(folder, plain, blocks)
    pdf = printed(folder)
    if pdf is None:
        return []
    found = read_back(pdf) + "\n".join(extract.pages(pdf))
    used = [
        (name, texts[name], USED_UP if name in INLINE else texts[name].drops)
        for name in texts
        if plain[name] != DEFAULTS[name]
    ]
    return [
        f"{name}: {text.source!r}" for name, text, drops in used if said(text.says, drops) not in said(found, drops)
    ]


def values(folder: Path, given: Record) -> list[str]:
    """A record's values that aren't on the page, though it isn't refused."""
    written(folder, DEFAULTS, [value(field) for field in given.values])
    clinic = load(folder, ["prose"]).clinic
    fit = {key: text for key, text in given.values.items() if Record(given.form, {key: text}).read(folder, clinic)}
    for _ in range(len(fit) + 1):
        patient = Record(given.form, fit).read(folder, clinic)
        assert patient is not None
        if pdf := printed(folder, patient):
            break
        # A character that no font has is told of when the document is composed.
        fit = {key: text for key, text in fit.items() if _prints(folder, given.form, key, text)}
    assert pdf is not None
    found = dict(zip(given.values, regions(read_back(pdf), len(given.values)), strict=True))
    return [
        f"{given.form} {key}: {text.source!r} → {found[key]!r}" for key, text in fit.items()
        if not (given.form == "yaml" and text.source.strip() in NOTHING)
        and said(text.says, text.drops) not in said(found[key], text.drops)
    ]  # fmt: skip


def _prints(folder: Path, form: str, key: str, text: Typed) -> bool:
    patient = Record(form, {key: text}).read(folder, load(folder, ["prose"]).clinic)
    return patient is not None and printed(folder, patient) is not None


def lost(folder: Path, seed: int, count: int) -> list[str]:
    """What is lost of so many texts in a topic's body, and of some others."""
    chance = Random(seed)
    cases = [case(name, chance) for name in islice(cycle(PLACES), count)]
    end = ("\n", "\r\n", "\r")[seed % 3]
    return [*bodies(folder, cases, end), *others(folder, elsewhere(chance)), *values(folder, record(chance))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_no_character_is_lost(folder: Path, seed: int) -> None:
    assert lost(folder, seed, 125) == []


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4, 84))
def test_no_character_of_20_000_texts_is_lost(folder: Path, seed: int) -> None:
    assert lost(folder, seed, 250) == []
