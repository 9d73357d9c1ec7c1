"""One patient's record from a YAML or JSON file, and from settings as `name=Anna`.

No message ever holds a value; it names the field and the place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from handout.content.clinic import Clinic
from handout.diagnostics import FILE_NAMED, Diagnostic, InputError, Span, option
from handout.patients.record import Patient, patient_of, unidentified, values_of
from handout.patients.values import FieldValue
from handout.source import json as strict_json
from handout.source.other_encodings import other_encoding
from handout.source.patterns import uncompiled
from handout.source.scalars import folded_name
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, suggestion
from handout.source.yaml import LARGEST_FILE, read

_QUOTING = ("alias", "anchor", "tag", "duplicate-key")
_SIGNS = ("lost-comment", "block-number", "empty-block", "joined-lines", "parted-number")
"""What quotes signs of YAML only."""
_QUOTED = uncompiled(r" '.*'|^'.*' ", re.DOTALL)
"""What the reader of YAML quotes may be a value here, which can hold a quote itself: `name: !O'Brien` is a tag."""
_LIST = f"a list of patients is for handout batch, which takes it with {option('patients')}"


class _Given(NamedTuple):
    """A value as it was written."""

    text: str
    place: Span
    key: Span
    """Where its field's name is."""


class RecordRefused(InputError):
    """A record that can't be taken; `values` are those that could be read all the same, and `id` is among them."""

    def __init__(self, diagnostics: Iterable[Diagnostic], values: Mapping[str, FieldValue]) -> None:
        super().__init__(diagnostics)
        self.values = dict(values)
        self.id = str(values.get("id", ""))


def read_patient(
    path: Path | None, settings: Iterable[str], clinic: Clinic, *, printed: bool = True
) -> tuple[Patient, list[Diagnostic]]:
    """The patient of a YAML or JSON file, under the settings; RecordRefused names every problem.

    The diagnostics beside it are notes: fields that nobody has declared.  A record that is only asked about, and not
    printed, needs no identifiers.
    """
    raw: dict[str, _Given] = {}
    problems: list[Diagnostic] = []
    notes: list[Diagnostic] = []
    if path is not None:
        raw = _read_file(path, problems)
    _renamed(raw, clinic, problems)
    unknown = [key for key in raw if clinic.field(key) is None]
    for key in unknown:
        message = f"the field '{key}' is not declared, and not used"
        notes.append(Diagnostic(raw.pop(key).key, message, "", "unused", "warning"))
    for setting in settings:
        _setting(setting, clinic, raw, problems)
    values, refused = values_of(((key, given.text, given.place) for key, given in raw.items()), clinic.field)
    problems += refused
    if not problems:
        patient = replace(patient_of(values, clinic), places={key: raw[key].place for key in values})
        missing = unidentified(patient, Span(str(path) if path else option("set"))) if printed else []
        problems += _at_empty(missing, raw, values)
    if problems:
        raise RecordRefused(problems, values)
    return patient, notes


def _at_empty(
    problems: list[Diagnostic], raw: Mapping[str, _Given], values: Mapping[str, FieldValue]
) -> list[Diagnostic]:
    """The problem of a record without identifiers at the first of them that was given without a value."""
    empty = next((name for name in raw if name in ("name", "birth_date", "id") and name not in values), None)
    if empty is None:
        return problems
    hint = f"'{empty}' has no value here"
    return [replace(problem, span=raw[empty].place, hint=hint) for problem in problems]


def _renamed(raw: dict[str, _Given], clinic: Clinic, problems: list[Diagnostic]) -> None:
    """Gives values under a field's further names (`from`) to the field."""
    names = clinic.further_names
    for key in [key for key in raw if clinic.field(key) is None and key in names]:
        field, given = names[key], raw.pop(key)
        if field in raw:
            problems.append(Diagnostic(given.key, f"the field '{field}' is given twice", "", "duplicate-key"))
        raw[field] = given


def _setting(setting: str, clinic: Clinic, raw: dict[str, _Given], problems: list[Diagnostic]) -> None:
    key, equals, text = setting.partition("=")
    where = Span(option("set"))
    try:
        field = folded_name(key.removeprefix("patient.")) if equals else ""
    except ValueError:
        field = ""
    if not equals or not re.fullmatch(r"[\w.-]+", key.strip()):
        problems.append(Diagnostic(where, "expected NAME=VALUE", f"{option('set')} name='Anna Smith'", "setting"))
    elif not field or clinic.field(field) is None:
        field = field or key.strip()
        hint = suggestion(field.lower(), clinic.field_names) or f"the fields are {', '.join(clinic.field_names)}"
        problems.append(Diagnostic(where, f"there is no field '{field[:40]}'", hint, "unknown-field"))
    elif field in raw and raw[field].place == where:
        problems.append(Diagnostic(where, f"the field '{field}' is given twice", "give it one value", "duplicate-key"))
    else:
        raw[field] = _Given(text, where, where)


def _read_file(path: Path, problems: list[Diagnostic]) -> dict[str, _Given]:
    if path.suffix.lower() == ".json":
        return _read_json(path, problems)
    if path.suffix.lower() not in (".yaml", ".yml"):
        hint = "one patient comes from a YAML or JSON file"
        if path.suffix.lower() in (".csv", ".tsv", ".txt", ".jsonl", ".ndjson"):
            hint = _LIST
        problems.append(Diagnostic(Span(str(path)), "not a file of patients", hint, "patient-file"))
        return {}
    value, found = read(path, str(path), values=True)
    found = [problem for problem in found if problem.severity == "error"]
    problems += [
        replace(problem, message=_QUOTED.sub("", problem.message)) if problem.code in _QUOTING else problem
        for problem in found
    ]
    if value is None or found:
        return {}
    if not isinstance(value, Entries):
        hint = "write 'name: …'"
        if isinstance(value, Sequence):
            hint = _LIST
        problems.append(Diagnostic(value.span, "expected fields with values", hint, "expected-mapping"))
        return {}
    raw: dict[str, _Given] = {}
    for key, item in value.entries:
        if not isinstance(item, Scalar):
            problems.append(
                Diagnostic(item.span, "expected text, found a list or keys", "quote the text", "expected-text")
            )
        else:
            _put(raw, key.text, _Given("" if item.null else item.text, item.span, key.span), problems)
    return raw


def without_quotes(problem: Diagnostic) -> Diagnostic:
    """What the reader of YAML says, without what it quotes."""
    if problem.code in _SIGNS:
        return problem
    return replace(problem, message=_QUOTED.sub("", problem.message).strip())


def _put(raw: dict[str, _Given], key: str, given: _Given, problems: list[Diagnostic]) -> None:
    try:
        field = folded_name(key)
    except ValueError as error:
        problems.append(Diagnostic(given.key, str(error), "", "field-name"))
        return
    if field in raw:
        problems.append(Diagnostic(given.key, f"the field '{field}' is given twice", "", "duplicate-key"))
    raw[field] = given


def _read_json(path: Path, problems: list[Diagnostic]) -> dict[str, _Given]:
    where = Span(str(path))

    def problem(message: str, span: Span = where, hint: str = "") -> dict[str, _Given]:
        problems.append(Diagnostic(span, message, hint, "json"))
        return {}

    try:
        if not path.is_file():
            return problem("no such file", hint=FILE_NAMED)
        content = path.read_bytes()[: LARGEST_FILE + 1]
    except OSError as error:
        return problem(f"can't be read: {error.strerror}")
    if len(content) > LARGEST_FILE:
        return problem("the file is over 1 MiB")
    if encoding := other_encoding(content):
        return problem(f"not UTF-8 but {encoding}", hint="save the file as UTF-8")
    try:
        pairs = strict_json.parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return problem(f"not UTF-8 at offset {error.start}", hint="save the file as UTF-8")
    except json.JSONDecodeError as error:
        from handout.source.json_hints import json_hint

        return problem(f"not JSON: {error.msg}", Span(str(path), error.lineno, error.colno), json_hint(error))
    if not isinstance(pairs, strict_json.Pairs):
        return problem(
            "expected one object with fields",
            hint=_LIST,
        )
    raw: dict[str, _Given] = {}
    for key, item in pairs:
        if item is None or isinstance(item, str):
            _put(raw, key, _Given(item or "", where, where), problems)
        elif item is strict_json.NOT_FINITE:
            problem(f"the field '{key[:40]}' is a number that is not finite")
        else:
            problem(f"the field '{key[:40]}' is no text, number or null")
    return raw
