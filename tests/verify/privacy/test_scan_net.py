"""The second net as it is made from files: what it holds restricted, where that is written, and what it lets by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.i18n.strings import built_in
from handout.source.values import Value
from handout.source.yaml import parse
from handout.verify.privacy.denylist import DenyList, RestrictedText
from handout.verify.privacy.leak_detector import KEY, KnownTexts, LeakDetector, leak_detector
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import words
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.written import plain

CLINIC = """\
name: "Ward: north"
web: https://ward.example
audiences: {patient: {}, clinician: {}}
fields:
  room: {label: Bedside}
  ward_phone: {label: Nearest telephone, audience: [patient, clinician]}
  staff_note: {label: Hidden label, audience: clinician}
"""
TOPIC = """\
title: {patient: Lumps, clinician: Gritty deposits}
summary: "Rest, and ask {{ clinic.name }} too"
sections:
  - title: {patient: What is it, clinician: Sectional heading}
    body:
      - text: The first restricted text
        audience: clinician
      - text: ☎ Everybody, [see](https://a.example/b)
      - text: ✉ Nobody
      - {text: "See [more](https://hush.example)", audience: clinician}
      - table: {columns: [Cream, Dose], rows: [[Betamethasone, daily], [Zinc, weekly]]}
      - medicines: {rows: [{name: Aqueous, strength: strong}]}
sources:
  - {id: one, title: Open handbook, url: "https://open.example/x"}
  - {id: two, title: Shut handbook, url: "https://shut.example/y", audience: clinician}
"""
LAYOUTS = {
    "base": "header: {left: Ask the desk}\n",
    "plain": "extends: base\nfooter: {left: '{{ topic.title }} at hand'}\n",
    "other": "header: {left: Dire outlook}\n",
    "staff": "audience: clinician\nheader: {left: Ward meeting}\n",
}


def read(text: str, name: str) -> Value:
    value, problems = parse(text.encode(), name)
    assert value is not None and not problems
    return value


FILES = {"clinic.yaml": CLINIC, "content/t.yaml": TOPIC, "content/other.yaml": "title: Elsewhere\n"}
FILES |= {f"layouts/{name}.yaml": text for name, text in LAYOUTS.items()}
SUBJECT = ScannedDocument(
    sources={name: read(text, name) for name, text in FILES.items()},
    files=("content/t.yaml",),
    audience="patient",
    layout="plain",
    language="en",
    words=built_in("en"),
    values=("Anna Quayle", "March 5, 2026"),
    private=("Suspects poison",),
)


@pytest.fixture
def made() -> LeakDetector:
    """Anew for each test: mutmut runs a test only for what is called while it runs."""
    return leak_detector(SUBJECT)


def places(found: LeakDetector, text: str) -> list[str]:
    """Where what is caught in a text is written: file and line."""
    return [f"{hit.span.file}:{hit.span.line}".removesuffix(":0") for hit in found.leaks([text])]


def line(text: str, file: str = TOPIC, name: str = "content/t.yaml") -> str:
    return f"{name}:{next(n for n, each in enumerate(file.splitlines(), 1) if text in each)}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Suspects poison", "the patient's record"),
        ("For clinicians – not for patients", "clinic.yaml"),
        ("Codes", "clinic.yaml"),
        ("Hidden label", line("Hidden label", CLINIC, "clinic.yaml")),
        ("staff note", line("staff_note", CLINIC, "clinic.yaml")),
        ("Ward meeting", "layouts/staff.yaml:2"),
        ("Gritty deposits", line("Gritty deposits")),
        ("Sectional heading", line("Sectional heading")),
        ("The first restricted text", line("The first restricted text")),
        ("hush.example", line("hush.example")),
        ("https://hush.example", line("hush.example")),
        ("Shut handbook", line("Shut handbook")),
        ("shut.example/y", line("Shut handbook")),
    ],
)
def test_what_is_caught_is_told_by_its_place(made: LeakDetector, text: str, place: str) -> None:
    assert place in places(made, text)
    assert set(places(made, f"Everybody, see {text}")) == set(places(made, text))


@pytest.mark.parametrize("text", ["Elsewhere", "Dire outlook", "Lupus"])
def test_what_nobody_wrote_for_others_is_not_caught(made: LeakDetector, text: str) -> None:
    """A topic that isn't in the document, a layout that isn't its own, a word of no file."""
    assert places(made, text) == []


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        # The program's own words stand beside any; they are whole, and a word with a gap is in its parts.
        ("Everybody, see by Anna Quayle", False),
        ("Everybody, see Anna Quayle March 5, 2026", True),
        ("Zinc What it is for", True),
        ("for is what", False),
        ("page 3", True),
        ("Zinc (page 3) page", True),
        ("Zinc en PDF/UA Universal Accessibility Schema sRGB handout 0.1.0", True),
        ("Codes", False),
        ("For clinicians – not for patients", False),
        # The clinic's.
        ("Zinc Ward: north", True),
        ("Zinc north", False),
        ("Zinc ward.example", True),
        ("Zinc https://ward.example Anna Quayle", True),
        ("Zinc bedside", True),
        ("Zinc nearest telephone, ward phone", True),
        ("Zinc hidden label", False),
        ("Zinc staff note", False),
        # A title and a summary are printed elsewhere too, any other text where it stands.
        ("Zinc Lumps Anna Quayle", True),
        ("Zinc What is it Anna Quayle", True),
        ("Zinc Rest, and ask Ward: north too Anna Quayle", True),
        ("Zinc Everybody, see", False),
        ("Zinc Betamethasone", False),
        ("Zinc weekly", False),
        ("Lumps at hand", True),
        ("Aqueous Note strong", True),
        # A source's address, as it is printed and as it is written.
        ("Open handbook open.example/x", True),
        ("Open handbook https://open.example/x", True),
        ("open.example/x Zinc", False),
        ("Shut handbook", False),
        # Layouts: this one and what it extends.
        ("Ask the desk", True),
        ("Dire outlook", False),
        ("Ward meeting", False),
        # The names of all signs that are shown, and of no others.
        ("Zinc telephone, envelope", True),
        ("Zinc warning", False),
        ("Elsewhere", False),
        ("Suspects poison", False),
    ],
)
def test_what_a_stretch_may_be_made_of(made: LeakDetector, text: str, explained: bool) -> None:
    assert made.permitted.explains(words(text)) is explained


def test_a_clinics_name_for_a_sign_is_printed_where_the_sign_is() -> None:
    named = leak_detector(replace(SUBJECT, words={**SUBJECT.words, "☎": "Ring", "⚠": "Mind"}))
    assert named.permitted.explains(words("Zinc ring"))
    assert not named.permitted.explains(words("Zinc telephone"))
    assert not named.permitted.explains(words("Zinc mind"))


def test_what_stands_in_the_gap_of_a_word_parts_it() -> None:
    explains = leak_detector(
        replace(SUBJECT, words={**SUBJECT.words, "page-reference": "see page {} there"})
    ).permitted.explains
    assert explains(words("Zinc see page 3 there Zinc"))
    assert not explains(words("Zinc see there page Zinc"))


def test_a_sign_without_a_name_has_none() -> None:
    assert leak_detector(replace(SUBJECT, language="xx")).permitted.explains(words("Zinc xx"))


def test_what_is_restricted_goes_by_the_audience() -> None:
    staff = leak_detector(replace(SUBJECT, audience="clinician", layout="staff"))
    assert places(staff, "Ward meeting") == []
    assert staff.permitted.explains(words("Ward meeting"))
    assert places(staff, "Lumps") == [line("Lumps")]


def caught(texts: list[str], *denied: str, permitted: tuple[str, ...] = ()) -> list[int]:
    """How many words each hit has."""
    explains = Permitted()
    explains.own(*permitted)
    return [
        hit.length
        for hit in LeakDetector(DenyList([RestrictedText(plain(d), Span("x")) for d in denied], []), explains).leaks(
            texts
        )
    ]


def test_a_hit_is_explained_by_the_stretches_that_it_stands_in_alone() -> None:
    run = "one two three four five"
    assert caught(["lupus", "by day"], "lupus") == [1]
    assert caught(["by day", "lupus"], "lupus") == [1]
    assert caught(["a lupus"], "lupus") == [1]
    assert caught(["x", "renal failure"], "renal failure", permitted=("renal", "failure")) == []
    assert caught(["renal failure", "x"], "renal failure", permitted=("renal", "failure")) == []
    assert caught(["x", "one two", "three four five", "x"], run, permitted=("one", "two", "three four five")) == []
    assert caught(["one two", "three x four", "five"], "two three x four five", permitted=("one two", "five")) == [5]
    assert caught(["x one two", "three", "four five"], run, permitted=("one", "two", "three", "four", "five")) == [5]
    assert caught(["one two", "three", "four five x"], run, permitted=("one", "two", "three", "four", "five")) == [5]
    assert caught(["one", "two"], "one two") == []
    assert caught(["one two"], "one two") == [2]
    assert caught(["x one two three four five"], run) == [5]


TEXTS = (
    "Anna Quayle",
    "The first restricted text",
    "Gritty deposits",
    "Suspects poison",
    "Dire",
    "5 mg",
    "Ward meeting",
)


@given(st.lists(st.tuples(st.lists(st.sampled_from(TEXTS)), st.lists(st.sampled_from(TEXTS))), min_size=1, max_size=5))
def test_what_is_known_of_the_files_holds_nothing_of_a_record(
    records: list[tuple[list[str], list[str]]],
) -> None:
    known: KnownTexts = {}
    for values, private in records:
        subject = replace(SUBJECT, values=tuple(values), private=tuple(private))
        fresh, again = leak_detector(subject), leak_detector(subject, known)
        for text in (*TEXTS, "Dire outlook", "Hidden label", "Shut handbook of Anna Quayle"):
            found = words(text)
            assert [*again.denied.within(found)] == [*fresh.denied.within(found)]
            assert [*again.denied.distinctive(found)] == [*fresh.denied.distinctive(found)]
            assert again.permitted.explains(found) == fresh.permitted.explains(found)
            assert [*again.leaks([text])] == [*fresh.leaks([text])]
    assert len(known) == 1


def test_what_is_known_goes_by_all_that_documents_of_a_workspace_differ_in() -> None:
    """A new field of the subject belongs to one of these."""
    assert {*KEY, "sources", "words", "values", "private"} == {*ScannedDocument.__struct_fields__}
    known: KnownTexts = {}
    leak_detector(SUBJECT, known)
    other = leak_detector(replace(SUBJECT, files=("content/other.yaml",), originals=("content/t.yaml",)), known)
    assert other.permitted.explains(words("Elsewhere"))
    assert not other.permitted.explains(words("Zinc"))
    assert len(known) == 2


def test_a_patients_own_words_are_allowed_for_that_patient_only() -> None:
    known: KnownTexts = {}
    plainly = replace(SUBJECT, values=(), private=())
    bare = [*leak_detector(plainly, known).leaks(["Gritty deposits"])]
    own = leak_detector(replace(plainly, values=("Gritty deposits",)), known)
    assert len(bare) == 1
    assert not [*own.leaks(["Gritty deposits"])]
    assert [*leak_detector(plainly, known).leaks(["Gritty deposits"])] == bare
