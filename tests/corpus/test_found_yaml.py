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
        assert "content/t.yaml:12:9: error: 'rows' stands beside 'table', not below it" in outcome.err


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
