"""Names that every system can have: what is made on one can be opened on the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import run, workspace
from simulated_systems.running import on

DEVICES = ("con", "prn", "aux", "nul", "com1", "lpt9")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "clinic")


@pytest.mark.parametrize("name", DEVICES)
def test_a_topic_fragment_or_layout_with_the_name_of_a_device(name: str, root: Path) -> None:
    for path in ("content/plain.yaml", "layouts/patient.yaml"):
        (root / path).with_stem(name).write_bytes((root / path).read_bytes())
    outcome = run("check", cwd=root)
    assert outcome.code == 3
    for folder in ("content", "layouts"):
        assert f"{folder}/{name}.yaml: error: no file can be named '{name}' on Windows" in outcome.err


def test_an_audience_with_the_name_of_a_device(root: Path) -> None:
    clinic = root / "clinic.yaml"
    text = clinic.read_text(encoding="utf-8")
    clinic.write_text(
        text.replace("  clinician:", "  nul: {for-patients: true, layout: patient}\n  clinician:"), "utf-8"
    )
    outcome = run("check", cwd=root)
    assert outcome.code == 3
    assert "no file can be named 'nul' on Windows" in outcome.err


@pytest.mark.parametrize("name", ["console", "auxiliary", "com"])
def test_names_that_only_begin_like_one(name: str, root: Path) -> None:
    (root / "content" / f"{name}.yaml").write_bytes((root / "content" / "plain.yaml").read_bytes())
    assert run("check", cwd=root).code == 0


@pytest.mark.parametrize("identifier", ["con", "Aux.x", "COM1", "A-1.", "A-1 .x"])
def test_a_record_whose_id_can_be_no_name(identifier: str, root: Path) -> None:
    (root / "list.csv").write_text(f"id,name,birth_date\n{identifier},Anna,1980-01-02\nB,Bea,1980-01-02\n", "utf-8")
    arguments = ("batch", "plain", "--audience", "patient", "--patients", "list.csv", "-o", "out", "--workers", "1")
    outcome = run(*arguments, cwd=root)
    assert outcome.code == 4
    assert "record 1: field 'id': it " in outcome.err
    assert sorted(path.name for path in (root / "out").glob("[!.]*")) == ["manifest.jsonl", "plain.patient.B.pdf"]


def test_ids_that_differ_in_case_are_the_same(root: Path) -> None:
    (root / "list.csv").write_text("id,name,birth_date\na-1,Anna,1980-01-02\nA-1,Bea,1980-01-02\n", "utf-8")
    arguments = ("batch", "plain", "--audience", "patient", "--patients", "list.csv", "-o", "out", "--workers", "1")
    outcome = run(*arguments, cwd=root)
    assert outcome.code == 3
    assert not list((root / "out").glob("*.pdf"))


@pytest.mark.parametrize("system", ["windows", "bare"])
def test_files_of_the_workspace_have_slashes_in_messages(system: str, root: Path) -> None:
    (root / "content" / "plain.yaml").write_text("title: x\nnothing: y\n", encoding="utf-8")
    outcome = on(system, "check", cwd=root)
    assert outcome.err == run("check", cwd=root).err
    assert "content/plain.yaml:2:1" in outcome.err


def test_a_path_that_is_too_long_for_windows(root: Path) -> None:
    folder = root / ("x" * (245 - len(str(root))))
    folder.mkdir()
    outcome = on("windows", "render", "plain", "--audience", "patient", "-o", folder / "a.pdf", cwd=root)
    assert outcome.code == 6
    assert "can't be written: the path has more than 259 characters" in outcome.err


@pytest.mark.parametrize("system", [None, "windows"])
def test_a_path_in_yaml_has_slashes_on_every_system(system: str | None, root: Path) -> None:
    """Else a workspace from Windows would lack its pictures elsewhere."""
    topic = root / "content" / "plain.yaml"
    figure = "      - figure: {file: 'images\\dot.png', alt: A dot}\n"
    topic.write_text(topic.read_text(encoding="utf-8").rstrip("\n") + "\n" + figure, encoding="utf-8")
    outcome = run("check", cwd=root) if system is None else on(system, "check", cwd=root)
    assert outcome.code == 3
    assert "no such file" in outcome.err
    assert "write / between folders" in outcome.err
