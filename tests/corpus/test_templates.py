"""T02–T14: what stands between `{{` and `}}`."""

from __future__ import annotations

import pytest

from .case import Case

PERSON = ("--set", "name=Anna Nguyen", "--set", "id=4711")


@pytest.mark.parametrize("value", ["", "~", "null", '"  "'])
def test_t02_an_empty_value(case: Case, value: str) -> None:
    record = case.write("record.yaml", f"name: Anna\nid: '1'\nmrn: {value}\n")
    case.text("Number {{ patient.mrn }}.")
    case.refused("case.yaml:9:15", "the record lacks 'mrn', which the text uses", more=("--patient", str(record)))


def test_t02_an_empty_value_in_json(case: Case) -> None:
    record = case.write("record.json", '{"name": "Anna", "id": "1", "mrn": null}')
    case.text("Number {{ patient.mrn }}.").refused("the record lacks 'mrn'", more=("--patient", str(record)))


def test_t02_an_empty_value_with_a_default(case: Case) -> None:
    case.text("Number {{ patient.mrn | default('none') }}.").prints("Number none.", more=PERSON)


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "pop", "update"])
def test_t03_fields_called_like_methods(case: Case, name: str) -> None:
    clinic = (case.folder / "clinic.yaml").read_text()
    case.write("clinic.yaml", clinic.replace("fields:\n", f"fields:\n  {name}: {{type: text}}\n"))
    case.text(f"It is {{{{ patient.{name} }}}}.").prints("It is seven.", more=(*PERSON, "--set", f"{name}=seven"))


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{{ 'a'*10**9 }}", "not allowed in an expression"),
        ("{{ 'a'|center(10**9) }}", "unknown filter 'center'"),
        ("{{ '%1000000000d'|format(1) }}", "unknown filter 'format'"),
        ("{{ lipsum(100000) }}", "not allowed in an expression"),
        ("{{ ''.__class__ }}", "not allowed in an expression"),
        ("{{ ''|attr('__class__') }}", "unknown filter 'attr'"),
        ("{{ '{0.__class__}'.format('x') }}", "not allowed in an expression"),
        ("{{ patient.__class__ }}", "there is no 'patient.__class__'"),
        ("{{ patient.name.__class__ }}", "there is no 'patient.name.__class__'"),
        ("{{ self }}", "there is no 'self'"),
        ("{{ range(10**9) }}", "not allowed in an expression"),
        ("{{ [1]*9 }}", "not allowed in an expression"),
        ("{{ " + "(" * 90 + "1" + ")" * 90 + " }}", "expression"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "at most 200 characters"),
        ("{{ patient.name", "'{{' without '}}'"),
        ("{{ patient.name|nope }}", "unknown filter 'nope'"),
        ("{{ patient.name if 1 else patient.id }}", "not allowed in an expression"),
        ("{{ patient['name'] }}", "not allowed in an expression"),
        ("{{ patient.name ~ 'x' }}", "not allowed in an expression"),
        ("{{ patient.name # comment }}", "not an expression"),
    ],
)
def test_t04_t07_t08_t10_t11_t12_expressions(case: Case, expression: str, said: str) -> None:
    case.text(f"A {expression} b.").refused("case.yaml:10:13", said)


@pytest.mark.parametrize(
    "statement",
    [
        "{% set ns=namespace(s='a') %}{% for i in range(40) %}{% set ns.s=ns.s~ns.s %}{% endfor %}",
        "{% if true %}" * 40 + "x" + "{% endif %}" * 40,
        "{% for a in b %}" * 30 + "{% endfor %}" * 30,
        "{# a comment #}",
        "{% include 'x' %}",
    ],
)
def test_t06_t10_statements_are_errors_and_their_signs_text_behind_a_backslash(case: Case, statement: str) -> None:
    case.text(f"A {statement} b.").refused("case.yaml:10:13", "begins a statement or a comment of a template")
    escaped = statement.replace("{%", "\\{%").replace("{#", "\\{#")
    plain = "".join(case.text(f"A {escaped} b.").prints().split())
    assert "".join(statement.split()) in plain


def test_t12_a_filter_inside_what_another_template_would_never_run(case: Case) -> None:
    case.text("{% if false %}{{ patient.name|nope }}{% endif %}").refused("case.yaml:10:25", "unknown filter 'nope'")


def test_t14_a_field_for_clinicians_in_a_section_for_patients(case: Case) -> None:
    case.text("{{ patient.note }}").refused("case.yaml:10:11", "the field 'note' is not for patient")
    case.body("text: '{{ patient.note }}'\naudience: clinician", "text: Words.")
    case.prints("[Note]", audience="clinician")


def test_every_problem_of_a_text_is_told_before_any_data_is_read(case: Case) -> None:
    case.text("{{ 7*7 }}").refused("content/case.yaml:10:11", more=("--patient", "not-there.yaml"))
