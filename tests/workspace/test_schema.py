"""The schemas for editors say what the readers take."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from canary.files import files
from canary.translations import LANGUAGE, TRANSLATION, translated
from canary.workspace import CLINIC, OTHER
from handout.content.blocks import kinds
from handout.content.layout import ROLES
from handout.workspace.schema import schema

ROOT = Path(__file__).parents[2]
KINDS = ("content", "fragment", "translation", "layout", "clinic")

KNOWN = {
    "type",
    "description",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "enum",
    "$ref",
    "anyOf",
    "oneOf",
}
KNOWN |= {"minProperties", "minimum", "maximum", "pattern", "format", "$defs", "$schema", "title"}


def fits(value: Any, rule: dict[str, Any], top: dict[str, Any]) -> bool:
    """Whether a value is what a schema says: as much of JSON Schema as ours use, and no more."""
    assert set(rule) <= KNOWN, set(rule) - KNOWN
    if "$ref" in rule:
        return fits(value, top["$defs"][rule["$ref"].rpartition("/")[2]], top)
    if "anyOf" in rule:
        return any(fits(value, one, top) for one in rule["anyOf"])
    if "oneOf" in rule:
        return sum(fits(value, one, top) for one in rule["oneOf"]) == 1
    if "enum" in rule:
        return value in rule["enum"]
    return _typed(value, rule) and _inside(value, rule, top)


def _typed(value: Any, rule: dict[str, Any]) -> bool:
    types = rule.get("type", [])
    names = {
        dict: "object",
        list: "array",
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "number",
        type(None): "null",
    }
    name = names[type(value)]
    allowed = [types] if isinstance(types, str) else types
    return not allowed or name in allowed or (name == "integer" and "number" in allowed)


def _inside(value: Any, rule: dict[str, Any], top: dict[str, Any]) -> bool:
    if isinstance(value, dict):
        properties, more = rule.get("properties", {}), rule.get("additionalProperties", True)
        own = all(fits(item, properties[key], top) for key, item in value.items() if key in properties)
        others = [item for key, item in value.items() if key not in properties]
        free = more is True or not others if isinstance(more, bool) else all(fits(item, more, top) for item in others)
        return (
            own and free and set(rule.get("required", [])) <= set(value) and len(value) >= rule.get("minProperties", 0)
        )
    if isinstance(value, list):
        return len(value) >= rule.get("minItems", 0) and all(fits(item, rule.get("items", {}), top) for item in value)
    if isinstance(value, str):
        return re.search(rule.get("pattern", ""), value) is not None
    return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))


def judged(text: str, kind: str) -> bool:
    # Dates stay text, as in an editor.
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {
        first: [(tag, pattern) for tag, pattern in rules if "timestamp" not in tag]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }})  # fmt: skip
    found = schema(kind)
    return fits(yaml.load(text, Loader=loader), found, found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_json_with_an_explanation_for_every_field(kind: str) -> None:
    found = schema(kind)
    assert json.loads(json.dumps(found)) == found
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["description"]
    assert [key for key, field in found["properties"].items() if not field.get("description")] == []


def test_every_kind_of_block_and_every_role_is_in_it() -> None:
    blocks = schema("content")["$defs"]["block"]["oneOf"]
    assert {block["required"][0] for block in blocks} == set(kinds())
    assert all(block["properties"][block["required"][0]]["description"] for block in blocks)
    assert set(schema("layout")["properties"]["styles"]["properties"]) == set(ROLES)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, "content") for path in sorted(ROOT.glob("content/*.yaml")) if "." not in path.stem),
        *((path, "fragment") for path in sorted(ROOT.glob("content/fragments/*.yaml")) if "." not in path.stem),
        *((path, "translation") for path in sorted(ROOT.glob("content/**/*.*.yaml"))),
        *((path, "layout") for path in sorted(ROOT.glob("layouts/*.yaml"))),
        (ROOT / "clinic.yaml", "clinic"),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_the_repository_s_own_files_fit(path: Path, kind: str) -> None:
    assert judged(path.read_text(encoding="utf-8"), kind)


@pytest.mark.parametrize("seed", range(12))
def test_what_the_reader_takes_fits(seed: int) -> None:
    for name, text in files(seed).items():
        assert judged(
            text, "layout" if name.startswith("layouts") else "fragment" if "fragments" in name else "content"
        )


@pytest.mark.parametrize("seed", range(12))
def test_a_translation_that_the_reader_takes_fits(seed: int) -> None:
    for name, text in translated(files(seed)).items():
        if name.endswith(f".{LANGUAGE}.yaml"):
            assert judged(text, "translation")


def test_a_translation_s_schema_refuses_what_the_reader_refuses() -> None:
    assert judged(TRANSLATION, "translation")
    for old, new in (
        ("    title: ¿Qué es?", "    title:"),
        ("    title: ¿Qué es?", "    title: ¿Qué es?\n    audience: [patient]"),
        ("translates: 2026-02-01\n", ""),
        ("title: Piel", "titel: Piel"),
        ("- text: para", "- when: {age: child}\n            text: para"),
    ):
        assert old in TRANSLATION
        assert not judged(TRANSLATION.replace(old, new), "translation"), new


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CLINIC + "nam: x\n", "clinic"),
        (CLINIC.replace("name: The clinic\n", ""), "clinic"),
        (CLINIC.replace("for-patients: true", "for-patients: 7"), "clinic"),
        (OTHER + "stiles: {}\n", "layout"),
        (OTHER + "text: {scale: huge}\n", "layout"),
        (OTHER + "styles: {body: {color: red}}\n", "layout"),
        (OTHER + "styles: {boddy: {}}\n", "layout"),
        (OTHER + "page: {columns: 4}\n", "layout"),
        ("title: T\naudience: [a]\nreview: {status: draft}\nsections: []\n", "content"),
        (
            "title: T\naudience: [a]\nreview: {status: draft}\nsections: [{id: a, title: B, body: [{text: x}]}]\n",
            "content",
        ),
        ("audience: [a]\nreview: {status: draft}\nbody: [{text: x, bullets: [y]}]\n", "fragment"),
        ("audience: [a]\nreview: {status: draft}\nbody: [{txt: x}]\n", "fragment"),
        ("audience: [a]\nreview: {status: draft}\nbody: [{figure: {file: a.png}}]\n", "fragment"),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(text: str, kind: str) -> None:
    assert not judged(text, kind)
