"""Headers and footers of a document: the layout's cells, and what may never be missing from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from handout import document
from handout.compose.composer import Composing
from handout.compose.front_matter import field_run, is_draft
from handout.content.layout import BandSpec
from handout.content.reviews import draft_word
from handout.content.texts import LocalText
from handout.diagnostics import Span
from handout.inline.runs import Field, Runs
from handout.personalise.context import local_runs
from handout.styles.scale import STAFF

SEPARATOR = " · "
COUNTS = ("page", "pages")
"""What a page number is of, beside targets."""
GLUED = " ·\u00a0"
"""The same, never the last thing on a line."""
_BEHIND_NAME = "\u00a0· "
"""The same, behind which a line may end: a long name leaves the date of birth a line of its own."""


def bands(composer: Composing) -> tuple[document.HeaderFooter, document.HeaderFooter | None, document.HeaderFooter]:
    """The header, the first page's header where it differs, and the footer.

    Every page of a personalised document carries the name and one more identifier; every page of a restricted one says
    that it isn't for patients; every page of a draft that it is one.
    """
    spec = composer.context.layout
    header = _band(spec.header, composer, "header")
    first = None
    if spec.header.first is not None:
        cells = spec.header.first
        own = BandSpec(
            left=cells.left if cells.left is not None else spec.header.left,
            center=cells.center if cells.center is not None else spec.header.center,
            right=cells.right if cells.right is not None else spec.header.right,
            rule=spec.header.rule,
        )
        first = _complete(_band(own, composer, "header"), own, composer)
    footer = _for_staff(_with_status(_band(spec.footer, composer, "footer"), composer), composer)
    return _complete(header, spec.header, composer), first, footer


def _band(spec: BandSpec, composer: Composing, role: str) -> document.HeaderFooter:
    cells = {name: _cell(getattr(spec, name), composer, role) for name in ("left", "center", "right")}
    return document.HeaderFooter(**cells, rule=bool(spec.rule))


def _cell(text: LocalText | None, composer: Composing, role: str) -> document.Leaf | None:
    """A cell's leaf; None where it is empty, or has a patient's field in a document that isn't for one."""
    if text is None:
        return None
    runs = local_runs(text, composer.context)
    if not composer.context.patient.personal and _fields(runs):
        return None
    filled = composer.filler.text(LocalText(choices=(("", (runs,)),), span=text.span))
    leaf = composer.made(role, map(_glued, _placeless(composer.inline.runs(filled.runs, role))), text.span)
    return leaf if leaf.runs else None


def _placeless(runs: Iterable[document.Run]) -> Iterator[document.Run]:
    """What is on every page has no link to a place in the document: a reference keeps its title and loses its page."""
    for run in runs:
        if run.page_of in (None, *COUNTS):
            yield replace(run, link=None) if run.link is not None and run.link.startswith("#") else run


def _glued(run: document.Run) -> document.Run:
    """The layout's own words with each middle dot tied to what follows it, so that no line ends with one."""
    return run if run.slot else replace(run, text=run.text.replace(SEPARATOR, GLUED))


def _fields(runs: Runs) -> set[str]:
    return {run.expression.field for run in runs if isinstance(run, Field) and run.expression.field}


def _complete(band: document.HeaderFooter, spec: BandSpec, composer: Composing) -> document.HeaderFooter:
    """The band with what must be on every page: the restriction, and two identifiers of the patient."""
    notice = band.notice
    if composer.selection.restricted:
        notice = composer.words("band", composer.word("for-clinicians"), composer.selection.topic.span)
    right, above = band.right, None
    if composer.context.patient.personal and not _identifies(spec, composer):
        if right is None:
            right = _identifiers(composer)
        else:
            above = _identifiers(composer)
    return replace(band, right=right, above=above, notice=notice)


def _identifies(spec: BandSpec, composer: Composing) -> bool:
    """Whether the layout's own header and footer show the name and the birth date or the id."""
    footer = composer.context.layout.footer
    shown: set[str] = set()
    for band in (spec, footer):
        for text in (band.left, band.center, band.right):
            if text is not None:
                shown |= _fields(local_runs(text, composer.context))
    has = {name for name in ("name", "birth_date", "id") if name in shown and name in composer.context.patient.values}
    return "name" in has and len(has) > 1


def _identifiers(composer: Composing) -> document.Leaf:
    values, filler = composer.context.patient.values, composer.filler
    second = "birth_date" if "birth_date" in values else "id"
    runs = (
        field_run(composer, "name", strong=True),
        document.Run(text=_BEHIND_NAME + f"{filler.label(second)}{composer.colon}".replace(" ", "\u00a0")),
        replace(field_run(composer, second), whole=True),
    )
    return composer.made("header", runs, Span("layouts"))


def _with_status(band: document.HeaderFooter, composer: Composing) -> document.HeaderFooter:
    """The footer with the draft note, which can't be switched off, on a line of its own beside other words."""
    if not is_draft(composer):
        return band
    note = document.Run(text=composer.word(draft_word(composer.review)), strong=True)
    leaf = composer.made("footer", (note,), composer.selection.topic.review.span)
    if band.left is None:
        return replace(band, left=leaf)
    return replace(band, above=leaf)


def _for_staff(band: document.HeaderFooter, composer: Composing) -> document.HeaderFooter:
    """The footer with the line that says which document this is, where it is in another language than the clinic's."""
    if not composer.context.staff:
        return band
    clinic = composer.context.clinic
    said = document.Run(text=composer.context.staff, lang=clinic.language)
    return replace(band, below=composer.made(STAFF, (said,), clinic.span))
