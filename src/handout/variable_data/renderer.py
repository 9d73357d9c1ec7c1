"""Makes the documents of a batch: fills a form if one fits, and lays the document out if none does."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handout.check.glyphs import settable
from handout.check.proven_text import is_proven
from handout.diagnostics import HandoutError, InputError, Span
from handout.fonts.glyphs import BUILT_IN
from handout.fonts.scripts import needs_shaping, rows
from handout.patients import unborn, unidentified
from handout.pipeline import Composed, Rendered, Renderer, Request
from handout.variable_data.consulted import WatchedPatient, watched
from handout.variable_data.form import FillableForm, fillable, kind_of, laid_out_form, name_of
from handout.variable_data.kept_documents import KeptDocuments
from handout.variable_data.kept_forms import KeptForms
from handout.variable_data.made import FormMismatch, Made, PaintedFor
from handout.variable_data.misfits import LayoutDiffers, MissingGlyph
from handout.variable_data.patient_lines import PatientLines
from handout.variable_data.printed_values import PrintedValues, printed
from handout.variable_data.proven_documents import ProvenDocuments
from handout.variable_data.shaped_values import FillableWords, slot_choices
from handout.variable_data.signature import Signature, in_any_layout, same_but_slots, signature, stranger

if TYPE_CHECKING:
    from handout.layout.flow.kept_settings import KeptSettings
    from handout.pdf import FinishedFile, Form
    from handout.verify.proven_pages import ProvenPages

SHARE = 0.01
"""The share of time for laying out filled documents again."""
AT_LATEST = 256
"""Filled documents, one of which is laid out again whatever its share of the time: all depend on their forms."""
MOST_WORDS = 10_000
"""Whose widths are kept."""


class VariableDataRenderer:
    """Makes documents one after another, and keeps what they share."""

    def __init__(self, renderer: Renderer, clock: Callable[[], float] = perf_counter) -> None:
        self._renderer, self._clock = renderer, clock
        self.forms = KeptForms()
        self._fillable = FillableWords()
        self._proven: dict[tuple[str, ...], set[str]] = {}
        self._values = PrintedValues(renderer.workspace)
        self._settings: KeptSettings | None = None
        """Of the documents that were laid out last; they have no patient's words."""
        self._proven_documents = ProvenDocuments()
        self._documents = KeptDocuments()
        self._proven_pages: ProvenPages | None = None
        """Of the forms that were made here; they hold no patient's words."""
        self._began, self._sampled = clock(), 0.0
        self._unproved: tuple[Request, bytes] | None = None
        """The document that was filled last, as long as no filled one was laid out again."""
        self._filled, self._proved = 0, False
        """How many documents were filled until one was laid out again; whether one was."""
        self.samples = 0
        """How many filled documents were laid out again, too."""

    def make(self, request: Request) -> Made:
        """The document of a request, the same bytes as the pipeline's; HandoutError as there."""
        InputError.raise_for(unidentified(request.patient, Span("patient")))
        clinic = self._renderer.workspace.clinic
        key = self.forms.known(request, clinic)
        if key is None:
            return self._first(request)
        spellings = self.forms.of(key)
        if spellings is None or unborn(request.patient, clinic, request.date):  # the second is refused
            return self._painted(request, "text")
        text = self._values.of(request)
        own = printed(text, spellings[0])
        written = "".join(own)
        if not self._printable(own, written, spellings[0]):
            return self._painted(request, "letters")
        if self._values.near(request, spellings[0], own):
            return self._painted(request, "withheld")
        needed, set_lines, kind = rows(written), PatientLines(), kind_of(written)
        for found in sorted(spellings, key=lambda form: kind not in form.fitted):
            if found.laid_out.rows != needed:
                continue
            try:
                filled = found.fill(text, set_lines)
            except LayoutDiffers:
                continue
            except MissingGlyph:
                return self._painted(request, "letters")
            found.fitted.add(kind)
            if found is not spellings[0]:
                spellings.sort(key=lambda form: form is not found)
            return self._stamped(request, found, filled)
        return self._first(request, key)

    def _stamped(self, request: Request, form: FillableForm, filled: FinishedFile) -> Made:
        self._sample(request, filled.content)
        return Made(filled.content, filled.sha256, form.laid_out.pages, form.name, "stamped")

    def _first(self, request: Request, known: Signature | None = None) -> Made:
        """A document laid out and verified as a whole; a form is made from it for later records.

        Where its signature is `known`, all of its values can be printed, and what an earlier document of the signature
        has isn't composed again.  Pages that are the same as those of an earlier form aren't read by pdfium again.
        """
        from handout.layout.flow.kept_settings import KeptSettings
        from handout.layout.flow.pages import laid_out
        from handout.pdf import write_with_form
        from handout.verify import SharedForms
        from handout.verify.proven_pages import ProvenPages

        self._proven_pages = self._proven_pages or ProvenPages()
        fonts, began = self._renderer.fonts, self._clock()
        self._settings = self._settings or KeptSettings(fonts)
        patient = watched(request.patient)
        text = self._values.of(request)
        composed = None if known is None else self._documents.composed(known, request, text, self._renderer)
        if known is None or composed is None:
            composed = self._renderer.composed(replace(request, patient=patient))
            known = signature(request, patient.consulted, self._renderer.workspace.clinic)
        key, document = known, composed.document
        given = self._settings.take(document)
        pages = laid_out(document, fonts, given)
        self._settings.give(given)
        written = write_with_form(pages, fonts)
        own, pdf = written.form, written.pdf
        rendered = self._renderer.proved(composed, pages, pdf, SharedForms(own, self._proven_pages))
        shaped = {run.text for leaf in document.every_leaf for run in leaf.runs if run.slot and needs_shaping(run.text)}
        choices, of_language = slot_choices(document), fonts.of(document.language)
        if shaped and not self._fillable.has(shaped, choices, of_language, document.language):
            return replace(_made(rendered, own), why="letters")
        self.forms.dearest = max(self.forms.dearest, self._clock() - began)
        if not self.forms.of(key) and not self._all_in_slots(composed, key, patient):
            self.forms.add(key, None)
            return replace(_made(rendered, own), why="text")
        made = fillable(laid_out_form(pages, own, given.setter), fonts)
        if made.fill(text, PatientLines()).content != pdf:
            raise FormMismatch()
        self.forms.add(key, made)
        self._documents.add(key, composed)
        values = printed(text, made)
        made.fitted.add(kind_of("".join(values)))
        # Who comes second with such words is laid out as a whole: the way doesn't tell who came first.
        if self._values.near(request, made, values):
            return replace(_made(rendered, own), why="withheld", first=True)
        return replace(_made(rendered, own), way="stamped", first=True)

    def _all_in_slots(self, composed: Composed, key: Signature, patient: WatchedPatient) -> bool:
        """Whether nothing outside the slots is this patient's: an invented patient's document is the same there."""
        filled = key.consulted.unasked(patient.filled)
        fields = {*key.consulted.present(patient.whole), *filled}
        proved = in_any_layout(key.asked), composed.document, fields
        if not self._proven_documents.has(*proved):
            other = self._renderer.for_another(composed, stranger(patient.whole, filled))
            if not same_but_slots(composed.document, other):
                return False
            self._proven_documents.add(*proved)
        return True

    def _painted(self, request: Request, why: PaintedFor) -> Made:
        """Laid out as a whole, with a form for this document alone."""
        from handout.layout import layout
        from handout.pdf import write_with_form

        composed = self._renderer.composed(request)
        pages = layout(composed.document, self._renderer.fonts)
        written = write_with_form(pages, self._renderer.fonts)
        return replace(_made(self._renderer.proved(composed, pages, written.pdf), written.form), why=why)

    def _sample(self, request: Request, pdf: bytes) -> None:
        """Lays a filled document out, verifies and compares it, as often as the share of the time allows."""
        due = self._sampled + self.forms.dearest <= SHARE * (self._clock() - self._began)
        if not self._proved:
            self._unproved = request, pdf
            self._filled += 1
            due = due or self._filled >= AT_LATEST
        if due:
            self._prove(request, pdf)

    def _prove(self, request: Request, pdf: bytes) -> None:
        """Lays a filled document out, verifies and compares it; FormMismatch where it isn't the same."""
        now = self._clock()
        try:
            painted = self._renderer.render(request).pdf
        except HandoutError:
            raise FormMismatch(refused=True) from None
        if painted != pdf:
            raise FormMismatch()
        spent = self._clock() - now
        self._sampled += spent
        self.forms.dearest = max(self.forms.dearest, spent)
        self.samples += 1
        self._proved, self._unproved = True, None

    def _printable(self, own: list[str], written: str, form: FillableForm) -> bool:
        """Whether words hold only characters that need no further look; else the long way looks at each."""
        if needs_shaping(written):
            shaped = {value for value in own if needs_shaping(value)}
            if not self._fillable.has(shaped, form.laid_out.styles_of_slots, form.fonts, form.laid_out.language):
                return False
            written = "".join(value for value in own if value not in shaped)
        written = written.replace("\n", " ")  # a line's end needs no glyph
        for names in set(form.laid_out.families.values()):
            if BUILT_IN not in names or not is_proven(written):
                known = self._proven.setdefault(names, set())
                for char in set(written) - known:
                    if not settable(char, names, self._renderer.fonts):
                        return False
                    known.add(char)
        return True

    def tidy(self) -> None:
        """Forget the widths of words when there are too many: names differ from patient to patient."""
        self._renderer.fonts.forget(MOST_WORDS)

    def begin(self) -> None:
        """Goes on in another process, with the forms of the first one, which proves one of them."""
        self._began, self._sampled, self._proved = self._clock(), 0.0, bool(self.forms.ever)

    def prove(self) -> None:
        """Lays a filled document out again, whatever its share of the time: all others depend on its form.

        Nothing is done where one was before.  FormMismatch where it isn't the same.
        """
        if self._unproved is not None:
            self._prove(*self._unproved)


def load() -> None:
    """Reads the modules that documents are made with, for processes that are forked from this one."""
    from handout import personalise  # noqa: F401
    from handout.compose import staff_line  # noqa: F401
    from handout.layout.flow import pages  # noqa: F401
    from handout.pdf import reportlab
    from handout.verify import file_fonts, geometry, pictures, proven_pages, rendered, table_tags  # noqa: F401
    from handout.verify.privacy import scan  # noqa: F401

    reportlab.load()


def _made(rendered: Rendered, form: Form) -> Made:
    digest = sha256(rendered.pdf).hexdigest()
    return Made(rendered.pdf, digest, rendered.pages, name_of(form), "painted", rendered.warnings)
