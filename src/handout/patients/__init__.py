"""One patient's record: typed values under the names of fields, from YAML, JSON or the command line.

No message ever holds a value; it names the field and the place.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from handout.content.clinic import Clinic, FieldSpec, bounds
from handout.diagnostics import Diagnostic, InputError, Span
from handout.patients.values import ONE_LINE, FieldValue, ValueRefused, typed
from handout.source import json as strict_json
from handout.source.scalars import name
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, suggestion
from handout.source.yaml import LARGEST_FILE, read

_QUOTING = ("alias", "anchor", "tag", "duplicate-key")
_SIGNS = ("lost-comment", "block-number", "empty-block", "joined-lines", "parted-number")
"""What quotes signs of YAML only."""
_QUOTED = re.compile(r" '.*'|^'.*' ", re.DOTALL)
"""What the reader of YAML quotes may be a value here, which can hold a quote itself: `name: !O'Brien` is a tag."""
IMPERSONAL = frozenset({"language"})
"""Fields that a handout for anybody may have; the facets too."""


class Patient(Struct, frozen=True, kw_only=True):
    """A record's values by field; what was empty isn't in it."""

    values: Mapping[str, FieldValue]
    personal: bool
    """Whether anything in it tells of a person, rather than only of a language or a facet."""
    places: Mapping[str, Span] = {}
    """Where each value was given; of a batch's records their numbers say it."""

    def facets(self, clinic: Clinic, on: datetime.date | None) -> dict[str, str | None]:
        """The value of every facet of the clinic, on the document's date; None where it isn't known."""
        found: dict[str, str | None] = {}
        for key, facet in clinic.facets.items():
            stated = self.values.get(key)
            birth = self.values.get(facet.from_) if facet.from_ else None
            if stated is not None:
                found[key] = str(stated)
            elif isinstance(birth, datetime.date) and on is not None and facet.ranges is not None:
                found[key] = _in_range(facet.ranges, age(birth, on))
            else:
                found[key] = None
        return found


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


NOBODY = Patient(values={}, personal=False)


def age(birth: datetime.date, on: datetime.date) -> int:
    """Whole years on a day; somebody born on 29 February is a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _in_range(ranges: Mapping[Any, str], years: int) -> str | None:
    for value, text in ranges.items():
        pair = bounds(text)
        if pair and pair[0] <= years and (pair[1] is None or years <= pair[1]):
            return str(value)
    return None


def read_patient(
    path: Path | None, settings: Iterable[str], clinic: Clinic, *, printed: bool = True
) -> tuple[Patient, list[Diagnostic]]:
    """The patient of a YAML or JSON file, under what `--set` says; RecordRefused names every problem.

    The diagnostics beside it are notes: fields that nobody has declared.  A record that is only asked about, and not
    printed, needs no identifiers.
    """
    raw: dict[str, _Given] = {}
    problems: list[Diagnostic] = []
    notes: list[Diagnostic] = []
    if path is not None:
        raw = _read_file(path, problems)
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
        problems += unidentified(patient, Span(str(path) if path else "--set")) if printed else []
    if problems:
        raise RecordRefused(problems, values)
    return patient, notes


def values_of(
    texts: Iterable[tuple[str, str, Span]], field: Callable[[str], FieldSpec | None]
) -> tuple[dict[str, FieldValue], list[Diagnostic]]:
    """The typed values of a record's texts, each with its field and place; what is blank is left out."""
    values = {}
    problems = []
    for key, text, span in texts:
        spec = field(key)
        if spec is not None and text and not text.isspace():
            try:
                if (value := typed(text, spec, lines=key not in ONE_LINE)) != "":
                    values[key] = value
            except ValueRefused as error:
                problems.append(Diagnostic(span, f"field '{key}': {error}", error.hint, error.code))
    return values, problems


def patient_of(values: Mapping[str, FieldValue], clinic: Clinic) -> Patient:
    """The patient with these values."""
    return Patient(values=values, personal=bool(set(values) - IMPERSONAL - set(clinic.facets)))


def unidentified(patient: Patient, where: Span) -> list[Diagnostic]:
    """What a personal record lacks: a name and one more identifier, each with a letter or a digit to be seen."""
    if not patient.personal:
        return []
    values = patient.values
    empty = [name for name in ("name", "id") if name in values and not any(map(str.isalnum, str(values[name])))]
    if empty:
        hint = "name and number are printed on every page"
        return [
            Diagnostic(
                patient.places.get(name, where), f"field '{name}': it has no letter and no digit", hint, "identifiers"
            )
            for name in empty
        ]
    if "name" in values and {"birth_date", "id"} & set(values):
        return []
    message = "a personalised document needs 'name', and 'birth_date' or 'id'"
    return [Diagnostic(where, message, "both are printed on every page", "identifiers")]


def _setting(setting: str, clinic: Clinic, raw: dict[str, _Given], problems: list[Diagnostic]) -> None:
    key, equals, text = setting.partition("=")
    where = Span("--set")
    try:
        field = name(key.removeprefix("patient.")) if equals else ""
    except ValueError:
        field = ""
    if not equals or not re.fullmatch(r"[\w.-]+", key.strip()):
        problems.append(Diagnostic(where, "expected NAME=VALUE", "--set name='Anna Smith'", "setting"))
    elif not field or clinic.field(field) is None:
        field = field or key.strip()
        hint = suggestion(field.lower(), clinic.field_names) or f"the fields are {', '.join(clinic.field_names)}"
        problems.append(Diagnostic(where, f"there is no field '{field[:40]}'", hint, "unknown-field"))
    else:
        raw[field] = _Given(text, where, where)


def _read_file(path: Path, problems: list[Diagnostic]) -> dict[str, _Given]:
    if path.suffix.lower() == ".json":
        return _read_json(path, problems)
    if path.suffix.lower() not in (".yaml", ".yml"):
        hint = "one patient comes from a YAML or JSON file"
        if path.suffix.lower() in (".csv", ".tsv", ".txt", ".jsonl", ".ndjson"):
            hint = "a list of patients is for handout batch, which takes it with --patients"
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
            hint = "a list of patients is for handout batch, which takes it with --patients"
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
        field = name(key)
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
            return problem("no such file")
        content = path.read_bytes()[: LARGEST_FILE + 1]
    except OSError as error:
        return problem(f"can't be read: {error.strerror}")
    if len(content) > LARGEST_FILE:
        return problem("the file is over 1 MiB")
    try:
        pairs = strict_json.parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return problem(f"not UTF-8 at offset {error.start}", hint="save the file as UTF-8")
    except json.JSONDecodeError as error:
        return problem(f"not JSON: {error.msg}", Span(str(path), error.lineno, error.colno))
    if not isinstance(pairs, strict_json.Pairs):
        return problem(
            "expected one object with fields",
            hint="a list of patients is for handout batch, which takes it with --patients",
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
