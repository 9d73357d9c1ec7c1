"""Stamped and painted are the same bytes, for every topic, layout and patient."""

from __future__ import annotations

import datetime
import json
import pickle
import tempfile
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from batch.make import NAMES, TOPIC, workspace
from handout.diagnostics import HandoutError, InputError, LayoutError
from handout.layout.geometry import Pages
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Composed, Rendered, Renderer, Request
from handout.variable_data.consulted import Consulted
from handout.variable_data.made import FormMismatch
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.signature import signature
from handout.workspace.load import load

BORN = datetime.date(1961, 4, 5)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(load(workspace(tmp_path_factory.mktemp("batch"))))


def asked(audience: str = "patient", **values: FieldValue) -> Request:
    given: dict[str, FieldValue] = {"id": "A-1", "name": "Anna", "birth_date": BORN, "appointment": BORN, **values}
    return Request(topics=("visit",), audience=audience, patient=Patient(values=given, personal=True))


def both(renderer: Renderer, stamper: VariableDataRenderer, request: Request) -> str:
    """How a document was made, once it is known to be the painted one."""
    made = stamper.make(request)
    assert made.pdf == renderer.render(request).pdf
    return made.way


def test_a_header_that_is_on_no_page_makes_no_difference(tmp_path: Path) -> None:
    header = 'header: {left: "{{ patient.name }} · ΩΨ", first: {left: "{{ patient.name }}"}}\n'
    renderer = Renderer(load(workspace(tmp_path, patient=header)))
    stamper = VariableDataRenderer(renderer)
    for name in ("Anna Quayle", "Zoë Straßer", "محمد علي", "Bartholomew Featherstonehaugh-Cholmondeley " * 3):
        assert both(renderer, stamper, asked(name=name.strip())) == "stamped"


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_a_second_patient_is_stamped_with_the_bytes_of_painting(renderer: Renderer, audience: str) -> None:
    stamper = VariableDataRenderer(renderer)
    first = stamper.make(asked(audience, name="Anna Quayle"))
    second = stamper.make(asked(audience, name="Zoë Straßer", seen_by="Dr B. Jones"))
    third = stamper.make(asked(audience, name="Łucja Żółtak"))
    assert [first.way, second.way, third.way] == ["stamped"] * 3
    assert first.form == third.form != second.form, "who has a clinician named is another edition"
    assert third.pdf == renderer.render(asked(audience, name="Łucja Żółtak")).pdf
    assert third.pdf != first.pdf
    assert third.pages == renderer.render(asked(audience, name="Łucja Żółtak")).pages


def test_the_second_standards_are_stamped_with_the_bytes_of_painting(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    made = {
        name: [stamper.make(replace(asked(name=name), standard=standard)) for standard in ("ua1", "ua2")]
        for name in ("Anna Quayle", "Zoë Straßer")
    }
    for name, (first, second) in made.items():
        assert second.pdf == renderer.render(replace(asked(name=name), standard="ua2")).pdf
        assert (second.way, second.pdf[:8], first.pdf[:8]) == ("stamped", b"%PDF-2.0", b"%PDF-1.7")


def test_another_number_of_lines_is_another_edition(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    short, long = asked(name="Anna Quayle"), asked(name="Bartholomew Featherstonehaugh-Cholmondeley " * 3)
    assert stamper.make(short).form != stamper.make(long).form
    for request in (long, short, long):
        assert both(renderer, stamper, request) == "stamped"


def test_ends_of_lines_are_stamped_as_they_are_painted(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    wards = ("12 Mill Lane\nRiverside\nRX1 2YZ", "7", "1 High Street\nExampletown\nEX1 1AA", "A\nB")
    made = [stamper.make(asked(ward=ward)) for ward in wards]
    assert [each.pdf for each in made] == [renderer.render(asked(ward=ward)).pdf for ward in wards]
    assert [each.way for each in made] == ["stamped"] * 4
    assert made[0].form == made[2].form
    assert len({each.form for each in made}) == 3, "another number of lines is another edition"


@pytest.mark.parametrize(
    "names",
    [
        ("Ελένη Παπαδοπούλου", "Anna Ωmega"), ("Юлия Соколова", "Дмитрий Я"), ("Nguyễn Thị Ánh", "Trần Bảo"),
        ("Anna ✓", "Bea ✗"), ("Ἀθηνᾶ", "Ὀδυσσᾶ"), ("Σofia Жukova", "Жanna Ωmega"),
    ],
)  # fmt: skip
def test_names_of_one_script_share_an_edition_of_their_own(renderer: Renderer, names: tuple[str, str]) -> None:
    stamper = VariableDataRenderer(renderer)
    latin, *others = [stamper.make(asked(name=name)) for name in ("Anna Quayle", *names)]
    assert [made.way for made in (latin, *others)] == ["stamped"] * 3
    assert latin.form != others[0].form == others[1].form
    assert [made.pdf for made in others] == [renderer.render(asked(name=name)).pdf for name in names]


def test_way_and_edition_do_not_depend_on_who_came_before(renderer: Renderer) -> None:
    names = [*NAMES, "Bartholomew Featherstonehaugh-Cholmondeley " * 3]

    def made(order: list[str]) -> dict[str, tuple[str, str, str]]:
        stamper = VariableDataRenderer(renderer)
        return {name: (m.way, m.form, m.sha256) for name in order for m in [stamper.make(asked(name=name))]}

    assert made(names) == made(names[::-1])


def test_more_forms_than_are_kept(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handout.variable_data.kept_forms.MOST_BYTES", 1 << 20)
    monkeypatch.setattr("handout.variable_data.form.MOST_KNOWN", 3)
    stamper = VariableDataRenderer(renderer)
    for number in range(8):
        name = "Anna Quayle " * (1 + number % 3 * 4)
        both(renderer, stamper, asked(name=name.strip(), **({"ward": "7"} if number % 2 else {})))


def test_a_value_without_a_glyph_fails_like_a_painted_one(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    stamper.make(asked())
    for name in ("ᎠᎡ", "རིན", "Anna \U0001f600"):
        with pytest.raises(HandoutError) as stamped:
            stamper.make(asked(name=name))
        with pytest.raises(HandoutError) as painted:
            renderer.render(asked(name=name))
        assert stamped.value.diagnostics == painted.value.diagnostics
        assert name not in str(stamped.value)


def test_a_birth_after_the_documents_date_is_refused_whoever_came_before(renderer: Renderer) -> None:
    from msgspec.structs import replace

    stamper, date = VariableDataRenderer(renderer), datetime.date(2026, 11, 1)
    born, unborn = (
        replace(asked(age_group="adult", birth_date=day), date=date)
        for day in (BORN, date + datetime.timedelta(days=1))
    )
    assert both(renderer, stamper, born) == "stamped"
    with pytest.raises(HandoutError) as stamped:
        stamper.make(unborn)
    with pytest.raises(HandoutError) as painted:
        renderer.render(unborn)
    assert stamped.value.diagnostics == painted.value.diagnostics


def test_a_default_keeps_its_spaces(tmp_path: Path) -> None:
    topic = TOPIC.replace("Dear **{{ patient.name }}**", "{{ patient.ward | default(' dear') }} **{{ patient.name }}**")
    (workspace(tmp_path) / "content" / "visit.yaml").write_text(topic, encoding="utf-8")
    renderer = Renderer(load(tmp_path))
    stamper = VariableDataRenderer(renderer)
    assert [both(renderer, stamper, asked(name=name)) for name in ("Anna", "Bea")] == ["stamped"] * 2


def test_a_form_holds_nothing_of_the_record_that_it_was_made_from(renderer: Renderer) -> None:
    """The edition of one record, used for another, gives the other's own bytes: nothing is left of the first."""
    stamper = VariableDataRenderer(renderer)
    stamper.make(asked(name="ZZPHI Canary", seen_by="Dr ZZPHI", ward="ZZPHI"))
    other = asked(name="Anna", seen_by="Dr B", ward="1")
    assert stamper.make(other).pdf == renderer.render(other).pdf


def test_a_form_holds_nothing_of_a_record_that_was_laid_out_before(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that record's own document gave no form, since it was refused."""
    stamper = VariableDataRenderer(renderer)
    with monkeypatch.context() as refusing, pytest.raises(LayoutError):
        refusing.setattr(Renderer, "proved", _refused)
        stamper.make(asked(name="Zzphi"))
    own = asked(name="Anna", ward="1")
    assert both(renderer, stamper, own) == "stamped"
    key = stamper.forms.known(own, renderer.workspace.clinic)
    assert key is not None
    forms = stamper.forms.of(key) or []
    leaves = [(leaf.leaf, leaf.look, leaf.questions, leaf.places) for form in forms for leaf in form.leaves]
    kept = pickle.dumps(([form.laid_out for form in forms], leaves))
    assert b"birth_date" in kept
    assert [name for name in (b"Anna", b"Zzphi") if name in kept] == []


def test_a_document_that_keeps_a_value_outside_its_slots_is_never_stamped(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of compose, here a name in the file's title, may cost time but never gives one patient another's name."""
    from msgspec.structs import replace

    from handout import compose as composing
    from handout.compose import RenderContext
    from handout.compose import compose as whole
    from handout.document import Document
    from handout.select import Selection

    def leaking(selection: Selection, edition: RenderContext) -> Document:
        return replace(whole(selection, edition), author=str(edition.patient.values["name"]))

    monkeypatch.setattr(composing, "compose", leaking)
    monkeypatch.setattr(Renderer, "proved", lambda self, composed, pages, pdf, *_: _unproved(composed, pages, pdf))
    stamper = VariableDataRenderer(renderer)
    assert [both(renderer, stamper, asked(name=name)) for name in ("Anna", "Bea", "Cleo")] == ["painted"] * 3
    assert stamper.make(asked(name="Dee")).why == "text"


def _refused(*_: object) -> Rendered:
    raise LayoutError([])


def _unproved(composed: Composed, pages: Pages, pdf: bytes) -> Rendered:
    return Rendered(request=composed.request, pdf=pdf, pages=len(pages.pages))


def test_what_must_not_be_read_is_looked_for_where_a_name_completes_it(tmp_path: Path) -> None:
    """The text says to Anna what a nurse has noted of her: such a document is painted and scanned, and is no leak."""
    clinic = workspace(tmp_path) / "clinic.yaml"
    given = clinic.read_text(encoding="utf-8")
    clinic.write_text(given.replace("label: Note,", "label: Note, audience: [clinician],"), encoding="utf-8")
    renderer = Renderer(load(tmp_path))
    stamper = VariableDataRenderer(renderer)
    assert both(renderer, stamper, asked(name="Bea", note="She is tired.")) == "stamped"
    assert both(renderer, stamper, asked(name="Anna", note="Anna, please come!")) == "painted"
    for name, note in (("Anna", "Anna came late."), ("Cleo", "Anna, please come!"), ("Dee", "Please come.")):
        assert both(renderer, stamper, asked(name=name, note=note)) == "stamped"
    assert both(renderer, stamper, asked("clinician", name="Anna", note="Anna, please come!")) == "stamped"
    again = stamper.make(asked(name="Anna", note="Anna, please come!"))
    assert (again.why, again.first) == ("withheld", False)


def test_samples_are_painted_again_within_their_share_of_the_time(renderer: Renderer) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 1.0
        return now[0]

    stamper = VariableDataRenderer(renderer, clock)
    for number in range(250):
        stamper.make(asked(name=f"Anna {number}"))
    assert 1 <= stamper.samples <= 4


def test_who_goes_on_with_forms_of_another_lays_no_document_out_again_at_once(renderer: Renderer) -> None:
    """Else each worker would lay out its first document again, and more workers would cost more."""
    stamper = VariableDataRenderer(renderer)
    stamper.begin()
    for name in ("Anna", "Bea"):
        stamper.make(asked(name=name))
    assert stamper.samples == 0
    stamper.prove()
    stamper.prove()
    assert stamper.samples == 1
    stamper.begin()
    for name in ("Bea", "Cleo"):
        stamper.make(asked(name=name))
    assert stamper.samples == 1


def test_a_filled_document_is_laid_out_again_however_short_the_time(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handout.variable_data.renderer.AT_LATEST", 3)
    stamper, found = VariableDataRenderer(renderer, lambda: 0.0), []
    stamper.forms.dearest = 1.0
    for name in ("Anna", "Bea", "Cleo", "Dee", "Eve", "Flo", "Gil", "Hal"):
        stamper.make(asked(name=name))
        found.append(stamper.samples)
    assert found == [0, 0, 0, 1, 1, 1, 1, 1]


def test_a_filled_document_is_laid_out_again_when_that_is_asked_for(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamper = VariableDataRenderer(renderer)
    for name in ("Anna", "Bea"):
        stamper.make(asked(name=name))
    monkeypatch.setattr(renderer, "render", lambda request: type("Rendered", (), {"pdf": b"other"})())
    with pytest.raises(FormMismatch):
        stamper.prove()


@pytest.mark.parametrize("fault", ["other bytes", "refused"])
def test_a_sample_that_differs_is_loud(renderer: Renderer, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    times = chain(repeat(0.0, 3), count(1e6, 1e6))  # the first document takes no time, so its share allows a sample
    stamper = VariableDataRenderer(renderer, times.__next__)
    stamper.make(asked())

    def other(request: Request) -> object:
        if fault == "refused":
            raise LayoutError([])
        return type("Rendered", (), {"pdf": b"other"})()

    monkeypatch.setattr(renderer, "render", other)
    with pytest.raises(FormMismatch) as raised:
        stamper.make(asked(name="Bea"))
    assert raised.value.refused is (fault == "refused")


def test_records_that_composing_reads_alike_share_a_signature(renderer: Renderer) -> None:
    clinic = renderer.workspace.clinic
    consulted = Consulted(fields=("name", "ward"), facets=("age_group",), all=False)
    alike = {signature(asked(name=name, note="x" * len(name)), consulted, clinic) for name in NAMES}
    assert len(alike) == 1
    date = datetime.date(2026, 11, 1)
    child = asked(birth_date=datetime.date(2020, 1, 1))
    others = {
        signature(replace(r, date=date), consulted, clinic) for r in (asked(), child, asked(ward="7"), asked(ward=""))
    }
    assert len(others) == 3, "a child, a ward, and none"


def test_fields_that_nothing_reads_make_no_form(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    clinic = (root / "clinic.yaml").read_text(encoding="utf-8")
    more = "".join(f"  more{at}: {{type: text, required: false}}\n" for at in range(4))
    (root / "clinic.yaml").write_text(clinic.replace("fields:\n", f"fields:\n{more}", 1), encoding="utf-8")
    renderer = Renderer(load(root))
    plain, full = VariableDataRenderer(renderer), VariableDataRenderer(renderer)
    for number, name in enumerate(NAMES):
        unread: dict[str, Any] = {f"more{at}": f"value {at}" for at in range(4) if number >> at & 1}
        way = both(renderer, plain, asked(name=name))
        assert both(renderer, full, asked(name=name, **unread)) == way
    assert full.forms.ever == plain.forms.ever


FIELDS = ("name", "birth_date", "appointment", "seen_by", "ward", "note")
WORDS = st.text(st.sampled_from("aZéß ñŁżőŞ'-.,/’ΑΩάωЖяЁй0123456789 (*_<>&{}%#\\\"ﬁ"), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split()) or "x"
)
SHAPED = st.lists(
    st.sampled_from(
        [
            "محمد", "عبد الله", "(ليلى)", "שָׁלוֹם", "כהן", "प्रिया", "क्षत्रिय", "น้ำฝน", "สมชาย", "M̄arī", "замо́к", "Ωmega",
            "Anna", "555-0199", "٣٨٫٥", "«ب»", "ٹھنڈا", "Zoë", "ক্ষমা", "한국",
        ]
    ),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip
LINES = st.lists(st.one_of(WORDS, SHAPED), min_size=1, max_size=3).map("\n".join)
DATES = st.dates(datetime.date(1905, 1, 1), datetime.date(2030, 12, 31))
TIMES = st.datetimes().map(lambda time: time.replace(year=2026, day=1, fold=0))
PATIENTS = st.fixed_dictionaries(
    {
        "id": st.just("A-1"),
        "name": st.one_of(WORDS, st.sampled_from(NAMES), SHAPED),
        "birth_date": DATES,
        "appointment": TIMES,
    },
    optional={"seen_by": st.sampled_from(["Dr B. Jones", "Dr Ruairí Ó Sé"]), "ward": LINES, "note": LINES},
)
FIELD = st.sampled_from([f"{{{{ patient.{name} | default('none') }}}}" for name in FIELDS])
SENTENCE = st.lists(
    st.one_of(
        FIELD,
        st.sampled_from(["Some words before.", "**strong**", "[](#last)", "[page](https://a.example)", "and on"]),
        st.just("a line\\\nand another"),
    ),
    min_size=1, max_size=9,
).map(" ".join)  # fmt: skip
BLOCK = st.one_of(
    SENTENCE.map(lambda text: f"text: {_quoted(text)}"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda texts: f"bullets: [{', '.join(map(_quoted, texts))}]"),
    SENTENCE.map(lambda text: f"callout: {{kind: important, title: Note, body: [{{text: {_quoted(text)}}}]}}"),
    SENTENCE.map(lambda text: f"side-by-side: {{left: [{{text: {_quoted(text)}}}], right: [{{bullets: [a, b]}}]}}"),
    SENTENCE.map(lambda text: f"text: {_quoted(text + ' so[^n]')}\n        notes: {{n: {_quoted(text)}}}"),
    SENTENCE.map(lambda text: f"slip: {{title: Reply, body: [{{text: {_quoted(text)}}}]}}"),
    SENTENCE.map(lambda text: f"slip: {{pin: foot, body: [{{text: {_quoted(text)}}}]}}"),
    SENTENCE.map(lambda text: f"steps: [{{text: Do it., body: [{{text: {_quoted(text)}}}]}}]"),
    FIELD.map(lambda text: f"table: {{columns: [A, B], rows: [[one, {_quoted(text)}], [two, three]]}}"),
    st.tuples(FIELD, SENTENCE).map(lambda two: f"terms: [{{term: Word, text: {_quoted(two[1])}}}]"),
    SENTENCE.map(lambda text: f"text: {_quoted(text)}\n        when: {{age_group: [child]}}"),
)


def _quoted(text: str) -> str:
    return json.dumps(text)


@st.composite
def topics(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCK, min_size=1, max_size=8))
    summary = draw(st.sampled_from(["Short.", "Dear {{ patient.name }}, come."]))
    filler = draw(st.sampled_from(["Words. ", "Many words that fill a page. "])) * draw(st.sampled_from([1, 60, 160]))
    body = "".join(f"      - {block}\n" for block in blocks)
    return (
        f'title: Drawn\naudience: [patient]\nsummary: "{summary}"\nreview: {{status: draft}}\nsections:\n'
        f"  - id: first\n    title: First\n    audience: [patient]\n    body:\n{body}      - text: {filler}\n{body}"
        f"  - id: last\n    title: Last\n    audience: [patient]\n    body:\n      - text: End.\n"
    )


@st.composite
def layouts(draw: st.DrawFn) -> str:
    cells = st.sampled_from(
        [
            '""',
            '"{{ patient.name }}"',
            '"{{ patient.name }} {{ page }}"',
            '"{{ page }} / {{ pages }}"',
            '"{{ topic.summary }}"',
        ]
    )
    side, columns = draw(st.sampled_from([15, 40, 70])), draw(st.sampled_from([1, 2]))
    bands = {name: draw(st.tuples(cells, cells)) for name in ("header", "footer")}
    return (
        f"page: {{columns: {columns if side < 70 else 1}, margins: {{left: {side}mm, right: {side}mm}}}}\n"
        + "".join(f"{name}: {{left: {left}, right: {right}}}\n" for name, (left, right) in bands.items())
        + f"show: {{patient-box: {draw(st.sampled_from(['true', 'false']))}}}\n"
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(topics(), layouts(), st.lists(PATIENTS, min_size=2, max_size=4))
def test_stamped_and_painted_are_the_same_bytes(topic: str, layout: str, patients: list[dict[str, FieldValue]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder), patient=layout)
        (root / "content" / "visit.yaml").write_text(topic, encoding="utf-8")
        renderer = Renderer(load(root, ["visit"]))
        stamper = VariableDataRenderer(renderer)
        for values in patients:
            request = Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))
            try:
                painted = renderer.render(request).pdf
            except HandoutError as refused:
                with pytest.raises(HandoutError) as error:
                    stamper.make(request)
                assert error.value.diagnostics == refused.diagnostics
            else:
                assert stamper.make(request).pdf == painted


@pytest.mark.parametrize("given", [{"name": "}"}, {"id": ""}])
def test_who_could_not_be_told_from_others_is_refused_by_a_form_too(tmp_path: Path, given: dict[str, str]) -> None:
    (tmp_path / "ws").mkdir()
    root = workspace(tmp_path / "ws")
    (root / "content" / "visit.yaml").write_text(
        "title: A\naudience: [patient]\nsummary: Short.\nreview: {status: draft}\nsections:\n"
        "  - {id: a, title: A, audience: [patient], body: [text: 'Dear {{ patient.name }}.']}\n",
        encoding="utf-8",
    )
    stamper = VariableDataRenderer(Renderer(load(root, ["visit"])))

    def asked(**values: str) -> Request:
        known = {name: value for name, value in values.items() if value}
        return Request(topics=("visit",), audience="patient", patient=Patient(values=known, personal=True))

    assert [stamper.make(asked(name=name, id="A-2")).way for name in ("Anna Lee", "Jo Kerr")] == ["stamped"] * 2
    with pytest.raises(InputError) as error:
        stamper.make(asked(**{"name": "Jo Kerr", "id": "A-3"} | given))
    assert {problem.code for problem in error.value.diagnostics} == {"identifiers"}
