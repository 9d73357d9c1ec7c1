"""Bad input, each file with what must be said of it written inside: `# expect LINE:COLUMN: message` and `# hint: …`.

A comment stands on a line of its own at the file's end, so it moves no line.  A place without a file is in the file
itself; `# expect -: …` is said of the file as a whole.  `--update-goldens` writes them anew, to be read before they are
committed.
"""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from handout.check.workspace import check
from handout.diagnostics import Diagnostic, HandoutError
from handout.patients import read_patient
from handout.workspace.load import load
from program import SMALL, workspace

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
ANNOTATION = re.compile(r"# (?:expect|hint)\b.*\n?")
USES = """\
title: Uses a fragment
audience: [patient, clinician]
review: {{status: draft}}
sections:
  - id: one
    title: One
    audience: [patient, clinician]
    body:
      - text: Words.
      - use: {name}
"""


def fixtures(kind: str) -> list[Path]:
    found = sorted((HERE / kind).glob("*.yaml"))
    assert found
    return found


def expected(path: Path) -> str:
    """What a file says must be said of it."""
    return "".join(ANNOTATION.findall(path.read_text(encoding="utf-8")))


def annotated(found: list[Diagnostic], own: str) -> str:
    """Diagnostics as they are written inside a file."""
    lines = []
    for diagnostic in found:
        span, warning = diagnostic.span, "warning: " if diagnostic.severity == "warning" else ""
        place = ([] if span.file == own else [span.file]) + ([str(span.line), str(span.column)] if span.line else [])
        lines.append(f"# expect {':'.join(place) or '-'}: {warning}{diagnostic.message}\n")
        lines += [f"# hint: {diagnostic.hint}\n"] if diagnostic.hint else []
    return "".join(lines)


def compare(path: Path, found: list[Diagnostic], own: str, *, updating: bool) -> None:
    said = annotated(found, own)
    if updating and said != expected(path):
        path.write_text(ANNOTATION.sub("", path.read_text(encoding="utf-8")) + said, encoding="utf-8")
    assert said == expected(path)
    assert said, "a bad input of which nothing is said"


@pytest.mark.parametrize("path", fixtures("topic"), ids=lambda path: path.stem)
def test_topic(path: Path, tmp_path: Path, updating: bool) -> None:
    shutil.copy(path, workspace(tmp_path) / "content" / path.name)
    compare(path, check(tmp_path, None, TODAY), f"content/{path.name}", updating=updating)


@pytest.mark.parametrize("path", fixtures("fragment"), ids=lambda path: path.stem)
def test_fragment(path: Path, tmp_path: Path, updating: bool) -> None:
    content = workspace(tmp_path) / "content"
    shutil.copy(path, content / "fragments" / path.name)
    (content / "uses.yaml").write_text(USES.format(name=path.stem), encoding="utf-8")
    compare(path, check(tmp_path, None, TODAY), f"content/fragments/{path.name}", updating=updating)


@pytest.mark.parametrize("path", fixtures("layout"), ids=lambda path: path.stem)
def test_layout(path: Path, tmp_path: Path, updating: bool) -> None:
    shutil.copy(path, workspace(tmp_path) / "layouts" / path.name)
    compare(path, check(tmp_path, None, TODAY), f"layouts/{path.name}", updating=updating)


@pytest.mark.parametrize("path", fixtures("clinic"), ids=lambda path: path.stem)
def test_clinic(path: Path, tmp_path: Path, updating: bool) -> None:
    shutil.copy(path, workspace(tmp_path) / "clinic.yaml")
    compare(path, check(tmp_path, None, TODAY), "clinic.yaml", updating=updating)


@pytest.mark.parametrize("path", fixtures("patient"), ids=lambda path: path.stem)
def test_patient(path: Path, updating: bool) -> None:
    try:
        _, found = read_patient(path, (), load(SMALL).clinic)
    except HandoutError as error:
        found = list(error.diagnostics)
    compare(path, found, str(path), updating=updating)
    # The values of these records are told by this word, or are no secret.
    assert "Secret" not in annotated(found, str(path))


def test_every_file_is_reported_in_one_run(updating: bool) -> None:
    root = HERE / "several"
    found = check(root, None, TODAY)
    files = [path for path in sorted(root.rglob("*.yaml")) if path.name != "clinic.yaml"]
    for path in files:
        name = path.relative_to(root).as_posix()
        own = [diagnostic for diagnostic in found if diagnostic.span.file == name]
        said = annotated(own, name)
        if updating and said != expected(path):
            path.write_text(ANNOTATION.sub("", path.read_text(encoding="utf-8")) + said, encoding="utf-8")
        assert said == expected(path), name
    assert {diagnostic.span.file for diagnostic in found} <= {path.relative_to(root).as_posix() for path in files}
    assert len({diagnostic.span.file for diagnostic in found}) > 6
