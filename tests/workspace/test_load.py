from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from canary.workspace import CLINIC, OTHER, loaded, problems, section, told, write
from handout.content.blocks import keys
from handout.diagnostics import HandoutError
from handout.workspace.files import topic_files
from handout.workspace.load import load, load_partly
from handout.workspace.schema import schema

TOPIC = section("- text: x")
FRAGMENT = "audience: [patient]\nreview: {status: draft}\nbody: [text: y]\n"


def test_a_workspace_is_read_whole(tmp_path: Path) -> None:
    files = {"content/b.yaml": TOPIC, "content/sub/a.yaml": TOPIC, "layouts/other.yaml": OTHER}
    workspace = loaded(tmp_path, {**files, "content/fragments/f.yaml": FRAGMENT})
    assert list(workspace.topics) == ["a", "b"]
    assert (workspace.topics["a"].id, workspace.topics["a"].file) == ("a", "content/sub/a.yaml")
    assert list(workspace.layouts) == ["other", "plain"]
    assert set(workspace.sources) >= {"clinic.yaml", "content/b.yaml", "content/fragments/f.yaml"}


@pytest.mark.parametrize("name", ["a", "content/sub/a.yaml"])
def test_a_topic_is_named_by_its_id_or_its_path(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"content/b.yaml": "broken: [", "content/sub/a.yaml": TOPIC})
    assert list(load(tmp_path, [name]).topics) == ["a"]


def test_a_path_counts_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"content/sub/a.yaml": TOPIC})
    monkeypatch.chdir(tmp_path / "content" / "sub")
    assert list(load(tmp_path, ["a.yaml"]).topics) == ["a"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tt", "did you mean 't'?"), ("zzz", "handout list names the topics"), ("no.yaml", "handout list"),
        ("dry", "did you mean 'dry-skin'?"), ("content\\dry-skin.yaml", "did you mean 'dry-skin'?"),
        ("content/dry-skim.yaml", "did you mean 'dry-skin'?"), ("Smith", "option's value, put the value in quotes"),
        ("1961", "option's value, put the value in quotes"),
    ],
)  # fmt: skip
def test_a_topic_that_isn_t_there(tmp_path: Path, name: str, hint: str) -> None:
    """A hint never names a translation."""
    write(tmp_path, {"content/t.yaml": TOPIC, "content/dry-skin.yaml": TOPIC, "no.yaml": TOPIC})
    (tmp_path / "content" / "dry-skin.es.yaml").write_text("translates: 2026-11-01\n", encoding="utf-8")
    with pytest.raises(HandoutError) as error:
        load(tmp_path, [name])
    assert f"content: there is no topic '{name}'" in str(error.value)
    assert hint in error.value.diagnostics[0].hint


def test_without_a_clinic_what_isn_t_yaml_is_told_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"content/t.yaml": "a: [", "content/fragments/f.yaml": "b: ]"})
    (tmp_path / "clinic.yaml").unlink()
    workspace, found = load_partly(tmp_path)
    assert workspace is None
    assert [diagnostic.span.file for diagnostic in found] == [
        "clinic.yaml",
        "content/t.yaml",
        "content/fragments/f.yaml",
    ]
    assert "handout init DIR" in found[0].hint


def test_two_files_of_one_id(tmp_path: Path) -> None:
    files = {"content/t.yaml": TOPIC, "content/sub/t.yaml": TOPIC}
    assert [name for name, paths in topic_files(write(tmp_path, files)).items() if len(paths) == 2] == ["t"]
    assert told(problems(tmp_path, files)) == ["content/t.yaml: the id 't' is also that of content/sub/t.yaml"]


def test_a_file_s_name_is_its_id(tmp_path: Path) -> None:
    found = told(problems(tmp_path, {"content/My Topic.yaml": TOPIC, "content/t.yaml": TOPIC}))
    assert found == [
        "content/My Topic.yaml: the file's name is its id: an id begins with a-z and goes on with a-z, 0-9, - and _\n"
        "  hint: rename it to my-topic.yaml"
    ]


def test_a_fragment_is_put_in_with_its_own_limit_and_review(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {"content/t.yaml": section("- use: f"), "content/fragments/f.yaml": FRAGMENT})
    use = workspace.topics["t"].sections[0].body[0]
    assert use.limit == ("patient",)
    assert use.body[0].span.file == "content/fragments/f.yaml"  # type: ignore[attr-defined]
    assert use.review.status == "draft"  # type: ignore[attr-defined]


def test_a_fragment_deep_inside_is_put_in_too(tmp_path: Path) -> None:
    body = "- callout: {kind: important, body: [{section: {title: A, body: [use: f]}}]}"
    workspace = loaded(tmp_path, {"content/t.yaml": section(body), "content/fragments/f.yaml": FRAGMENT})
    assert "content/fragments/f.yaml" in repr(workspace.topics["t"])


@pytest.mark.parametrize(
    ("fragment", "problem"),
    [
        (FRAGMENT.replace("text: y", "use: f"), "content/fragments/f.yaml:3:8: a fragment can't use another fragment"),
        (FRAGMENT.replace("text: y", "txt: y"), "content/fragments/f.yaml:3:8: unknown block 'txt'"),
        ("- x", "content/fragments/f.yaml:1:1: expected keys and values, not a list"),
    ],
)
def test_a_broken_fragment_is_told_once_in_its_own_file(tmp_path: Path, fragment: str, problem: str) -> None:
    files = {"content/t.yaml": section("- use: f\n- use: f"), "content/fragments/f.yaml": fragment}
    found = told(problems(tmp_path, files))
    assert len(found) == 1
    assert problem in found[0]
    workspace, _ = load_partly(tmp_path)
    assert workspace is not None
    assert list(workspace.topics) == []


def test_a_fragment_that_isn_t_there(tmp_path: Path) -> None:
    files = {"content/t.yaml": section("- use: ff"), "content/fragments/f.yaml": FRAGMENT}
    assert told(problems(tmp_path, files)) == [
        "content/t.yaml:9:9: there is no fragment 'ff'\n  hint: did you mean 'f'?"
    ]


def test_a_layout_that_extends_a_broken_one_is_not_whole(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"layouts/base.yaml": "stiles: {}", "layouts/own.yaml": "extends: base", "layouts/loop.yaml": "extends: loop"},
    )
    workspace, found = load_partly(tmp_path)
    assert workspace is not None
    assert "own" not in workspace.layouts
    assert "plain" in workspace.layouts
    assert ["unknown key 'stiles'" in diagnostic.message for diagnostic in found] == [True]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("layout: plain", "layout: plane", "audience 'patient' names the layout 'plane', which is no file"),
        ("audience: [clinician]", "audience: [clinicians]", "'room' names the unknown audience 'clinicians'"),
        ("  side:", "  room:", "'room' is a field and a facet"),
        ("  patient: {", "  all: {", "'all' stands for every audience"),
        ("  patient: {", "  cells: {", "'cells' is a key of topics"),
        ("  patient: {", "  as-needed: {", "'as-needed' is a key of topics"),
        ("    if-unknown: keep", "    from: name\n    ranges: {child: 0-9, adult: 10-19, old: 20-}",
         "facet 'age' is derived from 'name', which is no date field"),
        ("language: en", "language: en\nfonts: {body: [Nope]}", "there is no font family 'Nope'"),
        ("language: en", "language: en\nfonts: {families: {FiraGO: {regular: a}}}", "'FiraGO' is the built-in family"),
    ],
)  # fmt: skip
def test_the_clinic_s_parts_fit_together(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in CLINIC
    found = told(problems(tmp_path, {"clinic.yaml": CLINIC.replace(old, new, 1)}))
    assert any(line.startswith("clinic.yaml:") and problem in line for line in found), found


def test_no_key_of_a_topic_or_a_fragment_is_forgotten() -> None:
    def named(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            yield from part.get("properties", {})
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from named(inner)

    assert {*named(schema("content")), *named(schema("fragment"))} <= keys()
    assert not {"patient", "clinician", "carer", "interpreter"} & keys()


def test_every_problem_of_every_file_is_told_together(tmp_path: Path) -> None:
    files = {"content/a.yaml": "a: 1\na: 2", "content/b.yaml": "- x", "layouts/plain.yaml": "zzz: 1",
             "clinic.yaml": CLINIC.replace("name: The clinic\n", "")}  # fmt: skip
    others = {"content/a.yaml", "content/b.yaml", "layouts/plain.yaml"}
    found = problems(tmp_path, files)
    assert {diagnostic.span.file for diagnostic in found} == {"clinic.yaml", *others}
    files["clinic.yaml"] = CLINIC
    found = problems(tmp_path, files)
    assert {diagnostic.span.file for diagnostic in found} == others


@pytest.mark.parametrize(
    ("old", "new"),
    [("audiences:", "audience:"), ("  patient:", "  Patient:"), ("facets:", "facets: {zzz: {values: [a]}}\n#")],
)
def test_without_the_names_of_a_broken_clinic_nothing_is_said_of_who_reads(tmp_path: Path, old: str, new: str) -> None:
    assert old in CLINIC
    files = {"clinic.yaml": CLINIC.replace(old, new), "content/t.yaml": TOPIC.replace("text: x", "zzz: x")}
    assert {diagnostic.span.file for diagnostic in problems(tmp_path, files)} == {"clinic.yaml"}


def test_a_translation_of_a_broken_topic_is_yaml_all_the_same(tmp_path: Path) -> None:
    files = {"content/t.yaml": "zzz: x", "content/t.es.yaml": "title: A #1", "content/u.yaml": TOPIC,
             "content/u.es.yaml": "title: C #3", "content/fragments/f.yaml": "zzz: x",
             "content/fragments/f.es.yaml": "body: B #2"}  # fmt: skip
    _, found = load_partly(write(tmp_path, files))
    lost = {str(each.span) for each in found if each.message.startswith("text lost after '#'")}
    assert lost == {"content/t.es.yaml:1:10", "content/u.es.yaml:1:10", "content/fragments/f.es.yaml:1:9"}
    files_of_t = {each.span.file for each in load_partly(tmp_path, ["t"])[1]}
    assert files_of_t == {"content/t.yaml", "content/t.es.yaml"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("My Topic", "rename it to my-topic.yaml"),
        ("Übung_2", "rename it to ubung-2.yaml"),
        ("123", ""),
        ("日本", ""),
        ("CON", ""),
        ("~$t", "rename it, or delete it if it is an older t.yaml"),
        ("a" * 81, f"rename it to {'a' * 80}.yaml"),
        (f"{'b' * 79}-and-more", f"rename it to {'b' * 79}.yaml"),
    ],
)
def test_a_file_whose_name_is_no_id_gets_one_proposed(tmp_path: Path, name: str, hint: str) -> None:
    (found,) = problems(tmp_path, {f"content/{name}.yaml": TOPIC, "content/t.yaml": TOPIC})
    assert found.hint == hint


@pytest.mark.parametrize("name", ["Pain", r"content\pain.yaml", r"C:\Texts\Pain.yaml", "./content/pain.yml"])
def test_a_path_of_another_spelling_names_the_topic_that_is_meant(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, {"content/pain.yaml": TOPIC})
    with pytest.raises(HandoutError) as error:
        load(root, [name])
    assert [problem.hint for problem in error.value.diagnostics] == ["did you mean 'pain'?"]
