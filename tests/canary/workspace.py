"""A small workspace in a folder: files as text, read as the program reads them."""

from __future__ import annotations

import shutil
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handout.diagnostics import Diagnostic, HandoutError
from handout.document import Document
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.workspace.load import Workspace, load

AUDIENCES = ("patient", "carer", "clinician")
CLINIC = """\
name: The clinic
language: en
contacts: {day: {label: By day, phone: 555 0100}}
audiences:
  patient: {for-patients: true, layout: plain}
  carer: {for-patients: true, layout: plain}
  clinician: {for-patients: false, layout: plain}
fields:
  room: {type: text, label: Room, audience: [clinician]}
  choice: {type: choice, choices: [a, b], label: {en: Choice}, required: false}
facets:
  age:
    values: {child: w1x, adult: w2x, old: w3x}
    if-unknown: keep
  side:
    values: {left: w4x, right: w5x}
"""
PLAIN = "page: {margins: {top: 20mm}}\n"
OTHER = """\
extends: plain
sections: {order: [s2, "*"], omit: [s1]}
show: {contents: true}
"""
HEAD = """\
title: Title
audience: [patient, clinician]
review: {status: draft}
"""
# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files under a folder, on those of a workspace that has everything but content."""
    base: dict[str, str | bytes] = {"clinic.yaml": CLINIC, "layouts/plain.yaml": PLAIN}
    base |= {"content/pixel.png": PIXEL, "content/fragments/pixel.png": PIXEL}
    for name, content in {**base, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@contextmanager
def written(files: Mapping[str, str | bytes]) -> Iterator[Path]:
    """A workspace in a temporary folder; for tests that need one for each of many examples."""
    root = Path(tempfile.mkdtemp())
    try:
        yield write(root, files)
    finally:
        shutil.rmtree(root)


def loaded(root: Path, files: Mapping[str, str | bytes]) -> Workspace:
    """The workspace of some files, read."""
    return load(write(root, files))


def section(body: str, more: str = "") -> str:
    """A topic with one section whose body is some blocks."""
    text = "sections:\n  - id: s0\n    title: Section\n    audience: [patient, clinician]\n    body:\n"
    return HEAD + more + text + textwrap.indent(textwrap.dedent(body).strip("\n"), "      ") + "\n"


def problems(root: Path, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
    """What reading these files says; empty where nothing is wrong."""
    try:
        loaded(root, files)
    except HandoutError as error:
        return list(error.diagnostics)
    return []


def told(found: list[Diagnostic]) -> list[str]:
    """Diagnostics as a program prints them: place, message and hint."""
    return [str(diagnostic) for diagnostic in found]


def document(workspace: Workspace, topic: str = "t", audience: str = "patient", **wish: Any) -> Document:
    """What is printed for an audience; `values` are the patient's."""
    values = wish.pop("values", {})
    patient = Patient(values=values, personal=wish.pop("personal", False))
    return Renderer(workspace).document(Request(topics=(topic,), audience=audience, patient=patient, **wish))
