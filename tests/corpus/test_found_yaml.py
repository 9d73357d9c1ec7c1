"""What was lost, or stopped too much, when real files were read: each folder of `real_use/` gives what is right."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from .found import Found

Open = Callable[[str], Found]


def test_tablecrash_a_key_beside_its_table_is_told_where_it_stands(found: Open) -> None:
    workspace = found("tablecrash")
    for outcome in (workspace.run("check", "t"), workspace.run("render", "t", "--audience", "patient")):
        assert outcome.code == 3
        assert "content/t.yaml:12:9: error: 'rows' is beside 'table', not below it" in outcome.err


@pytest.mark.parametrize(
    ("name", "told"),
    {
        "softhyphen": [
            "10:21: error: a soft hyphen U+00AD that isn't between two letters",
            "13:43: error: a soft hyphen U+00AD that isn't between two letters",
            "13:60: error: a soft hyphen U+00AD that isn't between two letters",
        ],
        "anchor": [
            "10:15: error: the anchor '&5mg' takes a word of an unquoted text",
            "12:13: error: the anchor '&2x' takes a word of an unquoted text",
        ],
        "cellblock": ["14:17: error: the number after '>' would be lost"],
        "wrappedhash": [
            "11:11: error: text lost after '#': quote the value",
            "12:24: error: text lost after '#': quote the value",
        ],
    }.items(),
)
def test_what_yaml_would_lose_is_refused_where_it_stands(found: Open, name: str, told: list[str]) -> None:
    workspace = found(name)
    for outcome in (workspace.run("check", "t"), workspace.run("render", "t", "--audience", "patient")):
        assert outcome.code == 3
        assert [line for line in outcome.err.splitlines() if "content/t.yaml" in line] == [
            f"content/t.yaml:{line}" for line in told
        ]
    assert [*workspace.folder.rglob("*.pdf")] == []


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "set"])
@pytest.mark.parametrize("field", ["id", "name", "seen_by"])
def test_softhyphen_a_patients_value_with_one_is_refused(found: Open, form: str, field: str) -> None:
    workspace = found("photo-outside")  # any that keeps the starter's clinic
    values = {"id": "12", "name": "Anna Smith", "birth_date": "1990-01-02", "seen_by": "Dr A. Name"}
    values[field] = "1\u00ad2" if field == "id" else "Da\u00adna"
    record, options = workspace.folder / f"record.{form}", ["--patient", f"record.{form}"]
    if form == "yaml":
        record.write_text("".join(f"{key}: {value}\n" for key, value in values.items()), encoding="utf-8")
    elif form == "json":
        record.write_text(json.dumps(values), encoding="utf-8")
    elif form == "csv":
        record.write_text(f"{','.join(values)}\n{','.join(values.values())}\n", encoding="utf-8")
        options = ["--patients", record.name, "-o", "out"]
    else:
        options = [part for key, value in values.items() for part in ("--set", f"{key}={value}")]
    command = "batch" if form == "csv" else "render"
    outcome = workspace.run(command, "milia-like-calcinosis", "--audience", "patient", *options)
    assert outcome.code == (4 if form == "csv" else 3)
    assert f"field '{field}': it holds a soft hyphen U+00AD" in outcome.err
    assert "\u00ad" not in outcome.said
    assert [*workspace.folder.rglob("*.pdf")] == []


BROKEN = "content/broken.yaml:1:8: {}not YAML: the quote that opens here is never closed"


def test_list_dies_the_others_are_listed_and_the_broken_one_is_named(found: Open) -> None:
    workspace = found("list-dies")
    outcome = workspace.run("list")
    assert "milia-like-calcinosis" in outcome.out
    assert "preparing-for-your-visit" in outcome.out
    assert BROKEN.format("error: ") in outcome.err
    assert outcome.code == 3
    listed = json.loads(workspace.run("list", "--json").out)
    assert [topic["id"] for topic in listed][-2:] == ["milia-like-calcinosis", "preparing-for-your-visit"]


def test_list_dies_another_topic_prints_and_the_broken_one_is_named(found: Open) -> None:
    workspace = found("list-dies")
    outcome = workspace.run("render", "milia-like-calcinosis", "--audience", "all")
    assert outcome.code == 0
    assert BROKEN.format("warning: this file is left out: ") in outcome.err
    assert len([*workspace.folder.rglob("*.pdf")]) == 2
    assert workspace.run("check").code == 3
    assert workspace.run("render", "broken", "--audience", "patient").code == 3


def test_list_dies_a_broken_layout_stops_only_what_is_printed_with_it(found: Open) -> None:
    workspace = found("list-dies")
    (workspace.folder / "layouts" / "wide.yaml").write_text("extends: narrow\n", encoding="utf-8")
    (workspace.folder / "layouts" / "narrow.yaml").write_text("sizes: {body: 12pt}\n", encoding="utf-8")
    outcome = workspace.run("render", "milia-like-calcinosis", "--audience", "patient")
    assert outcome.code == 0
    assert "layouts/narrow.yaml:1:1: warning: this file is left out: unknown key 'sizes'" in outcome.err
    for layout in ("wide", "narrow"):
        outcome = workspace.run("render", "milia-like-calcinosis", "--audience", "patient", "--layout", layout)
        assert (outcome.code, outcome.out) == (3, "")
        assert "layouts/narrow.yaml:1:1: error: unknown key 'sizes'" in outcome.err
    assert workspace.run("snapshot", "check").code == 3


def test_list_dies_a_broken_layout_of_the_audience_is_reported_once(found: Open) -> None:
    workspace = found("list-dies")
    (workspace.folder / "layouts" / "patient.yaml").write_text("sizes: {body: 12pt}\n", encoding="utf-8")
    outcome = workspace.run("render", "milia-like-calcinosis", "--audience", "patient")
    assert outcome.code == 3
    assert outcome.err.count("layouts/patient.yaml:1:1: ") == 1
    assert "layouts/patient.yaml:1:1: error: unknown key 'sizes'" in outcome.err


def test_list_dies_an_audience_without_a_section_is_refused_alone(found: Open) -> None:
    workspace = found("photo-outside")
    (workspace.folder / "content" / "t.yaml").write_text(
        "title: {patient: For you}\naudience: [patient, clinician]\nreview: {status: draft}\n"
        "exempt: {when-to-get-help: a trial}\nsummary: {patient: It is harmless.}\n"
        "sections:\n  - {id: a, title: A, audience: patient, body: [{text: It is harmless.}]}\n",
        encoding="utf-8",
    )
    said = "content/t.yaml:1:1: {}: no section is for 'clinician'"
    assert "It is harmless." in workspace.printed()
    for audience, code, kind in (("clinician", 3, "error"), ("all", 0, "warning")):
        outcome = workspace.run("render", "t", "--audience", audience)
        assert (outcome.code, said.format(kind) in outcome.err) == (code, True)
    assert [path.name for path in (workspace.folder / "output").glob("*.pdf")] == ["t.patient.pdf"]
    checked = workspace.run("check", "t")
    assert (checked.code, said.format("error") in checked.err, "2 errors" in checked.err) == (3, True, False)


def test_photo_outside_every_picture_that_is_missing_is_named_at_once(found: Open) -> None:
    workspace = found("photo-outside")
    for outcome in (workspace.run("check", "t"), workspace.run("render", "t", "--audience", "patient")):
        assert outcome.code == 3
        assert [line for line in outcome.err.splitlines() if line.startswith("content/")] == [
            r"content/t.yaml:10:9: error: 'C:\Users\Nurse\Pictures\foot.jpg': not a path in the workspace",
            "content/t.yaml:11:9: error: '~/Pictures/foot.jpg': not a path in the workspace",
            "content/t.yaml:12:9: error: 'foot.jpg': no such file",
        ]


def test_softhyphen_one_that_is_left_out_is_warned_of(found: Open) -> None:
    workspace = found("softhyphen")
    (workspace.folder / "content" / "t.yaml").write_text(
        "title: T\naudience: [patient, clinician]\nreview: {status: draft}\nupdated: 2026-11-01\nsections:\n"
        "  - id: a\n    title: A\n    audience: [patient, clinician]\n    body:\n"
        "      - text: Hydro\u00adcortisone cream.\n",
        encoding="utf-8",
    )
    assert "Hydrocortisone cream." in workspace.printed()
    for arguments in (("check", "t"), ("render", "t", "--audience", "patient"), ("list",)):
        outcome = workspace.run(*arguments)
        assert "content/t.yaml:10:20: warning: a soft hyphen U+00AD is left out" in outcome.err
