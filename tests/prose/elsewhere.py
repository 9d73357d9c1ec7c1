"""Texts outside of a section's body: titles, the clinic's, a layout's, and the values of a patient's record."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from handout.content.clinic import Clinic
from handout.diagnostics import HandoutError
from handout.patients import Patient, read_patient
from handout.patients.lists import open_records
from prose.writing import Typed, prose, typed

FIELDS = tuple(f"f{number}" for number in range(12))
CLINIC = """\
name: {name}
address:
  - {street}
  - {town}
contacts:
  day: {{label: Weekdays, phone: {phone_in_braces}}}
  urgent:
    label: {label}
    phone: {phone}
language: en
words:
  en:
    in-short: {word}
audiences:
  patient: {{for-patients: true, layout: patient}}
  clinician: {{for-patients: false, layout: clinician}}
fields:
  blank: {{type: text, required: false, label: {field_label}}}
""" + "".join(f"  {field}: {{{{type: text, required: false, max: 500}}}}\n" for field in FIELDS)
LAYOUT = """\
audience: patient
header:
  left: {left}
  center: {{en: {center}}}
  right: "{{{{ patient.name }}}}"
footer: {{left: "{{{{ topic.title }}}}", right: {footer}}}
"""
TITLES = {"title": "Topic", "summary": "Summary", "section": "Section"}
DEFAULTS = {
    **TITLES,
    **{name: name.title() for name in ("name", "street", "town", "label", "word", "field_label")},
    **{name: name.title() for name in ("left", "center", "footer")},
    "phone": "555 0100", "phone_in_braces": "555 0199",
}  # fmt: skip
INLINE = frozenset({"summary", "left", "center", "footer"})
BRACKETS = frozenset({"phone_in_braces", "field_label", "center", "footer"})
INDENTS = {"street": 4, "town": 4, "label": 5, "phone": 5, "word": 5, "section": 5}


def elsewhere(chance: Random) -> dict[str, Typed]:
    """A random text for each of these places."""
    return {name: typed(prose(chance), INDENTS.get(name, 3), chance, brackets=name in BRACKETS) for name in DEFAULTS}


class Record(NamedTuple):
    """Values of a patient by their fields, in the format of their file."""

    form: str
    values: Mapping[str, Typed]

    def read(self, folder: Path, clinic: Clinic) -> Patient | None:
        """The patient; None where the record is refused."""
        path = folder / f"record.{self.form}"
        known = {"id": "17", "name": "Anna Smith"}
        if self.form == "yaml":
            lines = [f"{key}: {value}\n" for key, value in known.items()]
            path.write_bytes("".join([*lines, *(f"{k}: {v.source}\n" for k, v in self.values.items())]).encode())
        else:
            texts = {**known, **{key: value.says for key, value in self.values.items()}}
            if self.form == "json":
                path.write_text(json.dumps(texts), encoding="utf-8")
            else:
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows([[*texts], [*texts.values()]])
        try:
            if self.form != "csv":
                return read_patient(path, (), clinic)[0]
            with open_records(path, clinic) as records:
                return next(iter(records)).patient
        except HandoutError:
            return None


def record(chance: Random) -> Record:
    """Random texts as a patient's values."""
    form = chance.choice(("yaml", "json", "csv"))
    texts = [prose(chance) for _ in FIELDS]
    ways = [typed(text, 2, chance, brackets=False) if form == "yaml" else Typed(text, text) for text in texts]
    return Record(form, dict(zip(FIELDS, ways, strict=True)))
