"""What a batch and its rivals are measured with: a workspace, patients, the words, the faces, a base to stamp."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

from pymupdf_fonts import myfont
from words import words

from handout.layout import layout
from handout.layout.geometry import Line, Pages
from handout.patients import patient_of
from handout.pdf import write_pdf
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

ROOT = Path(__file__).parents[1]
TOPIC, AUDIENCE = "milia-like-calcinosis", "patient"
NAME = "Qqgiven Qqfamily"
"""Stands where a patient's name comes."""
BLANK = "______________"
FACES = {"regular": "figo", "bold": "figbo", "italic": "figit", "bold-italic": "figbi"}
_GIVEN = "Anna Bela Carla Dina Emil Franz Gerda Hana Ivan Jana Karel Lena Maria Nora Otto Petra Rosa Sven Tina Uwe"
_FAMILY = "Quayle Brown Straßer Ovens Smith Jones Taylor Novák Dvořák Müller Green White Black Hill Wood Lake Stone"
_AFTER = "Small, hard bumps form under the skin. They"


def workspace(folder: Path) -> Path:
    """A copy of the repository's, with the patient's name in a paragraph of the seed; a header has it on every page."""
    for name in ("content", "layouts"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "clinic.yaml", folder)
    _put(folder / "content" / f"{TOPIC}.yaml", _AFTER, f"This is for {{{{ patient.name }}}}. {_AFTER}")
    return folder


def _put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{path.name} has changed: the benchmark no longer finds where the name goes")
    path.write_text(text.replace(old, new), encoding="utf-8")


def names(count: int) -> list[str]:
    """Made-up names, as many different ones as may be, always the same."""
    chance = random.Random(4)
    given, family = _GIVEN.split(), _FAMILY.split()
    return [
        f"{chance.choice(given)} {chance.choice(given)} {chance.choice(family)}-{chance.choice(family)}"
        for _ in range(count)
    ]


def patients(path: Path, count: int) -> Path:
    """A list of patients as CSV."""
    rows = (f"A-{number:06},{name}\n" for number, name in enumerate(names(count), 1))
    path.write_text("id,name\n" + "".join(rows), encoding="utf-8")
    return path


def material(folder: Path, source: Path) -> dict[str, Any]:
    """Writes what the rivals read: words.json, names.json, the faces, pictures, base.pdf and where names go on it."""
    renderer = Renderer(load(source, [TOPIC]))
    pages = _pages(renderer, NAME)
    said = words(pages, folder)
    assert pages.document.header is not None
    (header,) = (cell for cell in pages.document.header.cells if NAME in cell.text)
    said |= {"name": NAME, "header": header.text, "pages": len(pages.pages), "language": pages.document.language}
    for face in said["faces"]:
        (folder / f"{face}.ttf").write_bytes(myfont(FACES[face]))
    (folder / "words.json").write_text(json.dumps(said), encoding="utf-8")
    (folder / "names.json").write_text(json.dumps(names(5000)), encoding="utf-8")
    blank = _pages(renderer, BLANK)  # painted alone, because a whole render refuses a name without letters
    (folder / "base.pdf").write_bytes(write_pdf(blank, renderer.fonts))
    (folder / "places.json").write_text(json.dumps([*_places(renderer, blank)]), encoding="utf-8")
    return said


def _request(renderer: Renderer, name: str) -> Request:
    patient = patient_of({"id": "A-0", "name": name}, renderer.workspace.clinic)
    return Request(topics=(TOPIC,), audience=AUDIENCE, patient=patient)


def _pages(renderer: Renderer, name: str) -> Pages:
    return layout(renderer.document(_request(renderer, name)), renderer.fonts)


def _places(renderer: Renderer, pages: Pages) -> list[tuple[int, float, float, float]]:
    """Page, place and size of every blank."""
    return [
        (number, glyphs.x + renderer.fonts.face(glyphs.face).advance(before) * glyphs.size, line.y, glyphs.size)
        for number, page in enumerate(pages.pages)
        for line in page.items
        if isinstance(line, Line)
        for glyphs in line.glyphs
        for before, blank, _ in [glyphs.text.partition(BLANK)]
        if blank
    ]
