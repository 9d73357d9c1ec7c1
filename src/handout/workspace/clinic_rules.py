"""The rules that span the clinic's parts: names of audiences, of fields and facets, of layouts and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handout.content.blocks import keys
from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic
from handout.files.names import reserved
from handout.fonts.glyphs import BUILT_IN
from handout.source.decoder import shown
from handout.source.scalars import Name, folded_label
from handout.source.values import suggestion
from handout.workspace.files import meant, yaml_files

IDENTIFIERS = ("name", "birth_date", "id")
"""The fields that identify a patient."""


def check_clinic(clinic: Clinic, root: Path) -> list[Diagnostic]:
    """Every problem of a clinic that no single value shows; its layouts' files are looked for below a folder."""
    return [*_audiences(clinic, root), *_fields(clinic), *_columns(clinic), *_facets(clinic), *_fonts(clinic)]


def _audiences(clinic: Clinic, root: Path) -> Iterator[Diagnostic]:
    layouts = {path.stem for path in yaml_files(root / "layouts")}
    for name, audience in clinic.audiences.items():
        if name == "all":
            yield Diagnostic(audience.span, "'all' stands for every audience", "give this one another name")
        if reserved(name):
            message = f"no file can be named '{name}' on Windows, and documents are named by their audience"
            yield Diagnostic(audience.span, message, "give this audience another name")
        if name in keys():
            yield Diagnostic(audience.span, f"'{name}' is a key of topics", "give this audience another name")
        if audience.layout not in layouts:
            message = f"audience '{name}' names the layout '{audience.layout}', which is no file"
            hint = meant(root, "layouts", audience.layout) or suggestion(audience.layout, sorted(layouts))
            yield Diagnostic(audience.layout.place(audience.span), message, hint)


def _fields(clinic: Clinic) -> Iterator[Diagnostic]:
    for name in IDENTIFIERS:
        own = clinic.fields.get(Name(name))
        if own is not None and own.audience is not None and not set(clinic.audiences) <= set(own.audience):
            message = f"'{name}' is printed on every page of a patient's document, whoever reads it"
            yield Diagnostic(own.span or clinic.span, message, "take its audience out")
    named: list[tuple[str, Any]] = [*clinic.fields.items(), *clinic.facets.items()]
    for key, spec in named:
        for audience in spec.audience or ():
            if audience not in clinic.audiences:
                hint = suggestion(audience, clinic.audiences)
                yield Diagnostic(spec.span, f"'{key}' names the unknown audience '{audience}'", hint)


def _columns(clinic: Clinic) -> Iterator[Diagnostic]:
    """A problem for each name of a column that two fields have."""
    owners = {name: name for name in clinic.field_names}
    for key, spec in clinic.fields.items():
        for alias in spec.from_:
            called = folded_label(alias)
            if owners.setdefault(called, key) != key:
                message = f"a column '{alias}' would be the field '{owners[called]}' and the field '{key}'"
                yield Diagnostic(spec.span or clinic.span, message, "take it out of one 'from'")


def _facets(clinic: Clinic) -> Iterator[Diagnostic]:
    for name, facet in clinic.facets.items():
        field = clinic.field(facet.from_) if facet.from_ else None
        if facet.from_ and (field is None or field.type not in ("date", "datetime")):
            message = f"facet '{name}' is derived from '{facet.from_}', which is no date field"
            where = facet.from_.place(facet.span)
            yield Diagnostic(where, message, "" if field else suggestion(facet.from_, clinic.field_names))
        if name in clinic.fields:
            yield Diagnostic(facet.span, f"'{name}' is a field and a facet", "give one of them another name")


def _fonts(clinic: Clinic) -> Iterator[Diagnostic]:
    if BUILT_IN in clinic.fonts.families:
        span = clinic.fonts.families[BUILT_IN].span
        yield Diagnostic(span, f"'{BUILT_IN}' is the built-in family", "give this one another name", "font")
    families = (BUILT_IN, *clinic.fonts.families)
    for family in dict.fromkeys((*clinic.fonts.body, *clinic.fonts.heading)):
        if family not in families:
            hint = suggestion(family, families) or f"the families are {', '.join(families)}"
            where = family.place(clinic.fonts.span or clinic.span)
            yield Diagnostic(where, f"there is no font family '{shown(family)}'", hint, "unknown-font")
