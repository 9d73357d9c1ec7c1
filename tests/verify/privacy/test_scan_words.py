"""What the second net looks for, and what it lets stand: single texts, each let through by a broken select."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, section, write
from handout import select
from handout.diagnostics import HandoutError, Span
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.verify.pdf_objects import File
from handout.verify.privacy.denylist import DenyList, RestrictedText
from handout.verify.privacy.leak_detector import LeakDetector
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import LEAST_DISTINCTIVE, RUN, RunIndex, distinctive, letters, separated, words
from handout.verify.privacy.scan import CODE, hits, parts
from handout.verify.privacy.written import addresses, plain, written
from handout.workspace.load import load

PLAIN = """\
header: {left: "{{ clinic.name }}", right: "Ask for [the desk](https://desk.example)"}
footer: {left: "{{ topic.title }}", center: "Now: {{ topic.summary }} Well", right: "Page {{ page }} of {{ pages }}"}
"""
BODY = """\
- text: Everybody reads this, biopsy and all, {{ patient.name }}. Take 5 mg, or 50 ml.
- table:
    columns: [Cream, How often]
    rows: [[Betamethasone, once a day], [Renal, failure], [mg, ml]]
- medicines: {rows: [{name: Zinc, strength: 5 mg, morning: 1 tablet, note: with food}]}
- text: See [](#s0), [more](https://a.example/open), and {{ patient.choice | default('the ward') }}.
"""
SUMMARY = 'summary: "Rest, [*open*](https://a.example/ä), see [](#s0)."\n'
STAFF = """\
- text: {text}
  audience: clinician
"""
ANNA = Patient(values={"name": "Anna Quayle", "id": "A-7", "sex": "F"}, personal=True)


def rendered(root: Path, text: str, layout: str = PLAIN, **wish: Any) -> bytes:
    """The patient's document of a topic that has a text for clinicians."""
    topic = section(BODY + STAFF.replace("{text}", text), SUMMARY)
    renderer = Renderer(load(write(root, {"content/t.yaml": topic, "layouts/plain.yaml": layout})))
    return renderer.render(Request(topics=("t",), audience="patient", **wish)).pdf


def refused(root: Path, text: str, **wish: Any) -> list[str]:
    with pytest.raises(HandoutError) as caught:
        rendered(root, text, **wish)
    assert caught.value.exit_code == 5
    assert {problem.code for problem in caught.value.diagnostics} == {CODE}
    return [str(problem) for problem in caught.value.diagnostics]


HARMLESS = [
    "0.1 %", "1/2", "10-20", "5 x 3 x 2", "1 / 1", "12", "2026", "Page 1 of 1", "page 1", "1.", "[1]", "5 mg", "50 ml",
    "The clinic", "By day, 555 0100", "By day 555 0100", "The clinic, By day 555 0100", "555 0100", "handout 0.1.0",
    "handout", "PDF", "en", "D", "January 1, 2000", "Draft", "For patients and carers", "Ask for the desk",
    "desk.example", "the clinic, ask for the desk (desk.example)", "Betamethasone", "Betamethasone once a day",
    "Zinc 5 mg", "Zinc 5 mg Note with food", "biopsy and all", "Biopsy", "more (a.example/open)", "https://a.example",
    "the ward", "See Section", "Title", "Medicine", "What it is for", "Everybody reads this, biopsy and all, Name",
    "Cream How often Betamethasone once a day Renal failure", "how often betamethasone once a", "C3",
    "Now: rest, open", "see Section Well", "Section (page 7)",
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_may_stand_in_a_patients_document_raises_no_alarm(tmp_path: Path, text: str) -> None:
    assert rendered(tmp_path, f'"{text}"')


@pytest.mark.parametrize(
    "text", ["Anna Quayle", "Take it, Anna Quayle, or leave it", "A-7", "F", "all, Anna Quayle. Take 5"]
)
def test_a_patients_own_words_raise_no_alarm(tmp_path: Path, text: str) -> None:
    assert rendered(tmp_path, f'"{text}"', patient=ANNA)


LEAKS = [
    "Lupus", "50 mg", "75 ml", "Take 75 ml", "0.5 mg/kg", "5 x 3 mg", "555 0123", "01632 960123", "1234567", "Zn",
    "Renal failure", "renal failure in lupus, as the biopsy says", "Betamethasone 5 mg", "Lup**us** 5",
    "[Lup](#s0)us", "lu[pus](https://a.example/open)", "nephro-sclerosis", "*Lupus* [](#s0)", "Lupus {{ clinic.name }}",
    "{{ clinic.name }} Lupus", "{{ patient.choice | default('Lupus') }}", "[Zinc](https://hush.example)",
    "Page 7 of lupus", "Everybody biopsy", "Zinc: Renal", "Anna Quayle has it", "choices", "required", "false",
    "555-123-4567", "555 1177",
    "ذئبة", "ذئبة تصيب الكلى (كما تقول الخزعة) 50 mg", "דלקת כליות", "वृक्क रोग", "โรคไต", "Lu\u030cpus",
]  # fmt: skip


@pytest.mark.parametrize("text", LEAKS)
def test_what_is_let_through_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A word alone, numbers with their words, telephone numbers, words that are parted or joined on paper."""
    assert rendered(tmp_path, f'"{text}"', patient=ANNA)
    true = select.excluded
    monkeypatch.setattr(select, "excluded", lambda node, to: "" if node.audience == ("clinician",) else true(node, to))
    messages = refused(tmp_path, f'"{text}"', patient=ANNA)
    place = f"content/t.yaml:{section(BODY, SUMMARY).count(chr(10)) + 1}:"
    assert any(place in message and "this is not for 'patient', and is in" in message for message in messages)
    assert not any("Lupus" in message or "960123" in message for message in messages)


def test_the_names_of_signs_are_printed_where_the_signs_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a picture of a telephone a screen reader says so; else the word is one like any other."""
    monkeypatch.setattr(f"{__name__}.BODY", BODY + "- text: ☎ 555 0100\n")
    assert rendered(tmp_path, "telephone")
    assert rendered(tmp_path, "Warning")
    true = select.excluded
    monkeypatch.setattr(select, "excluded", lambda node, to: "" if node.audience == ("clinician",) else true(node, to))
    assert refused(tmp_path, "Warning")
    assert rendered(tmp_path, "telephone")


def test_the_name_of_an_icon_is_printed_where_the_icon_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.BODY", BODY + "- text: '{{ icon.thermometer }} now'\n")
    true = select.excluded
    monkeypatch.setattr(select, "excluded", lambda node, to: "" if node.audience == ("clinician",) else true(node, to))
    assert rendered(tmp_path, "Thermometer")
    assert refused(tmp_path, "Ambulance")


def test_a_number_that_is_dialled_may_be_one_of_the_clinicians_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of a link is the program's own spelling of a number."""
    monkeypatch.setattr(f"{__name__}.BODY", BODY + "- text: Call **01632** 960 123, or +44 (0)1632 960124.\n")
    for number in ("01632960123", "tel:01632960123", "tel +441632960124"):
        assert b"tel:01632960123" in b"".join(each.body for each in File(rendered(tmp_path, number)).objects.values())


def test_a_box_to_tick_is_read_aloud_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.BODY", BODY + "- checklist: [Everybody reads this]\n")
    assert rendered(tmp_path, "Empty box")


@pytest.mark.parametrize("text", ["tel:777888", "777888"])
@pytest.mark.parametrize(
    "body",
    ["- contact: [night]", "- contact: [{label: Nurse, phone: 777 888}]", "- text: Ask 777 888 and nobody else."],
    ids=["contact", "number", "text"],
)
def test_a_number_is_dialled_though_only_its_key_says_that_it_is_a_telephone_s(
    tmp_path: Path, body: str, text: str
) -> None:
    topic = section(body + "\n" + STAFF.replace("{text}", f'"{text}"'))
    own = "{day: {" if "Nurse" in body else "{night: {label: By night, phone: 777 888}, day: {"
    files = {"content/t.yaml": topic, "clinic.yaml": CLINIC.replace("{day: {", own)}
    made = Renderer(load(write(tmp_path, files))).render(Request(topics=("t",), audience="patient")).pdf
    assert b"tel:777888" in b"".join(each.body for each in File(made).objects.values())


@pytest.mark.parametrize("text", ["0800 99 11", "08009911", "tel:08009911", "D:20000101000000Z"])
def test_the_emergency_number_is_printed_and_dialled(tmp_path: Path, text: str) -> None:
    """What the program prints besides, such as the date of a document without one, stays permitted with it."""
    call = "- callout: {kind: emergency, body: [{text: You can't breathe.}]}\n"
    topic = section(call + STAFF.replace("{text}", f'"{text}"'))
    clinic = CLINIC + "emergency: 0800 99 11\n"
    renderer = Renderer(load(write(tmp_path, {"content/t.yaml": topic, "clinic.yaml": clinic})))
    made = renderer.render(Request(topics=("t",), audience="patient")).pdf
    assert b"tel:08009911" in b"".join(each.body for each in File(made).objects.values())


def test_each_paragraph_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short ones, too, which only together have as many words as a run."""
    text = "|\n    Lupus is\n\n    an open\n\n    secret"
    assert rendered(tmp_path, text)
    monkeypatch.setattr(select, "excluded", lambda node, audience: "")
    assert refused(tmp_path, text)


@pytest.mark.parametrize(
    ("clinic", "layouts", "secret"),
    [
        ("fields: {staff: {type: text, label: Hidden label, audience: clinician}}", {}, "Hidden label"),
        ("fields: {staff: {type: choice, choices: [benign, dire], audience: clinician}}", {}, "dire"),
        ("facets: {risk: {values: {low: Low risk, high: Dire outlook}, audience: clinician}}", {}, "Dire outlook"),
        ("", {"staff": "audience: clinician\nheader: {left: Ward meeting at nine}\n"}, "Ward meeting at nine"),
        ("", {"staff": "audience: clinician\nfooter: {right: {en: Hush, de: Leise}}\n"}, "Leise"),
        ("", {"low": "audience: clinician\n", "staff": "extends: low\nheader: {first: {left: Hush}}\n"}, "Hush"),
        ("words: {en: {for-clinicians: Staff secret}}", {}, "Staff secret"),
        ("", {}, "For clinicians – not for patients"),
        ("", {}, "Codes"),
    ],
)
def test_words_of_the_clinic_and_of_layouts_that_are_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clinic: str, layouts: dict[str, str], secret: str
) -> None:
    base = "name: The clinic\nlanguage: en\naudiences:\n  patient: {for-patients: true, layout: plain}\n"
    base += "  clinician: {for-patients: false, layout: plain}\n"
    files = {"clinic.yaml": base + clinic, "content/t.yaml": section("- text: Plain words.")}
    files |= {f"layouts/{name}.yaml": text for name, text in layouts.items()}
    renderer = Renderer(load(write(tmp_path, files)))
    assert renderer.render(Request(topics=("t",), audience="patient"))
    from handout.pdf import metadata

    true = metadata.info
    monkeypatch.setattr(metadata, "info", lambda document: true(_with_subject(document, secret)))
    with pytest.raises(HandoutError) as caught:
        renderer.render(Request(topics=("t",), audience="patient"))
    assert any("this is not for 'patient', and is in a string (/Subject)" in str(d) for d in caught.value.diagnostics)


def _with_subject(document: Any, text: str) -> Any:
    from msgspec.structs import replace

    return replace(document, subject=text)


def test_headers_of_a_layout_that_is_not_used_are_not_held_for_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another layout says to patients isn't restricted, but it can't stand for what a clinicians' text says."""
    write(tmp_path, {"layouts/own.yaml": "header: {left: Dire outlook}\n"})
    assert rendered(tmp_path, "Dire outlook")
    assert rendered(tmp_path, "Dire outlook", layout=PLAIN.replace("Ask for", "Dire outlook"))
    true = select.excluded
    monkeypatch.setattr(select, "excluded", lambda node, to: "" if node.audience == ("clinician",) else true(node, to))
    assert refused(tmp_path, "Dire outlook")


# The parts.


@pytest.mark.parametrize(
    ("text", "pieces", "whole", "beside"),
    [
        ("**Strong**ly so", ["strong ly so"], ["strong ly so"], []),
        ("Ask {{ patient.name }} now [@book] or [](#there) then", ["ask", "now+", "+or+", "+then"],
         ["ask", "now", "or", "then"], []),
        ("see [the page](https://a.example/b), or", ["see", "the page", "or"],
         ["see the page or", "see the page https a example b or"],
         ["https://a.example/b", "a.example/b", "https://a.example/b"]),
        ("see [it](#there) now", ["see", "it+", "+now"], ["see it now", "see it there now"], []),
        ("{{ page }} of {{ pages }}", ["+of+"], ["of"], []),
        ("one\n\ntwo  \n \n three", ["one", "two", "three"], ["one", "two", "three"], []),
        ("{{ patient.x | default('the ward') }}", [], [], ["the ward"]),
        (r"\[not a link\](x) and \{{", ["not a link x and"], ["not a link x and"], []),
        ("5*3*2 mg", ["5 3 2 mg"], ["5 3 2 mg"], []),
        ("nai\u0308ve CAFÉ lu\u00adpus", ["naïve café lupus"], ["naïve café lupus"], []),
    ],
)  # fmt: skip
def test_an_inline_text_in_pieces(text: str, pieces: list[str], whole: list[str], beside: list[str]) -> None:
    """`+` stands where a number may be printed."""
    found = written(text)
    said = ["+" * piece.before + " ".join(piece.words) + "+" * piece.after for piece in found.pieces]
    assert said == pieces
    assert [" ".join(each) for each in found.whole] == whole
    assert list(found.beside) == beside


def test_addresses_are_known_as_they_are_printed() -> None:
    assert addresses("https://a.example/") == ["https://a.example/", "a.example", "https://a.example/"]
    assert addresses("tel:01632960123")[1] == "01632960123"
    assert addresses("https://a.example/ä")[2] == "https://a.example/%C3%A4"
    assert addresses("#there") == []


def test_a_run_is_known_by_its_letters() -> None:
    assert letters(["re", "nal", "5", "10", "mg"]) == letters(["renal", "5", "10mg"]) == "renal5·10mg"
    runs = RunIndex([letters(["renal", "failure"]), letters(["12"])])
    assert [*runs.within(words("a re nal fail ure"))] == [(1, 5, "renalfailure")]
    assert [*runs.within(["renalfailure"])] == [(0, 1, "renalfailure")]
    assert [*runs.within(words("1-2"))] == []
    assert [*runs.within(separated(["renal", "failure"]))] == []


def test_numbers_tell_something_from_six_digits_on() -> None:
    assert [gram for gram in ("0 1", "10 20", "12345", "555 0100", "123456", "5 mg") if distinctive(gram.split())] == [
        "555 0100", "123456", "5 mg",
    ]  # fmt: skip


def denied(*texts: str, allowed: tuple[str, ...] = ()) -> DenyList:
    return DenyList(
        [RestrictedText(written(text), Span("x")) for text in texts], [tuple(words(text)) for text in allowed]
    )


def test_a_long_text_is_known_by_five_words_and_a_short_one_by_all() -> None:
    found = denied("one two three four five six", "renal failure")
    assert RUN == 5
    assert [(hit.start, hit.end) for hit in found.within(words("two three four five six"))] == [(0, 5)]
    assert [*found.within(words("one two three four six"))] == []
    assert [*found.within(words("renal"))] == []
    assert [hit.length for hit in found.within(words("a renal failure"))] == [2]
    assert [*denied("renal failure", allowed=("No renal failure.",)).within(words("renal failure"))] == []


def test_among_bytes_only_three_words_tell_something() -> None:
    found = denied("renal failure", "chronic renal failure")
    assert LEAST_DISTINCTIVE == 3
    assert [hit.length for hit in found.distinctive(words("x chronic renal failure"))] == [3]
    assert [*found.distinctive(words("renal failure"))] == []


def test_a_long_run_is_looked_for_over_the_ends_of_stretches() -> None:
    second = LeakDetector(denied("one two three four five six", "renal failure", "seven"), permitted())
    assert [hit.length for hit in second.leaks(["x one two", "three four", "five"])] == [5]
    assert [*second.leaks(["a renal", "failure"])] == []
    assert [hit.length for hit in second.leaks(["a", "renal failure"])] == [2]
    # By right, where each of the stretches is there by right.
    by_right = LeakDetector(denied("renal failure by day zinc 5 mg"), permitted())
    assert [*by_right.leaks(["Renal", "failure", "By day", "Zinc"])] == []
    assert [*by_right.leaks(["Renal", "failure", "By day", "Zinc", "lupus"])] == []
    assert [hit.length for hit in by_right.leaks(["Renal failure", "By day", "Zinc"])] == [5]
    assert [hit.length for hit in by_right.leaks(["Renal", "failure", "By day", "Zinc lupus"])] == [5]


class Bare(File):
    """A file without pages, that says one thing."""

    def __init__(self, bodies: bytes) -> None:
        self.objects = {}
        self.__dict__.update(bodies=bodies, pages=[])


def test_a_word_in_a_files_hash_is_there_by_chance() -> None:
    second = LeakDetector(denied("lupus", "an open sore"), permitted())
    assert [where for where, _ in hits(Bare(b"<</Title(is lupus)>>"), second)] == ["a string (/Title)"]
    assert [*hits(Bare(b"<</ID[(is lupus)]>>"), second)] == []
    assert [where for where, _ in hits(Bare(b"<</ID[(an open sore)]>>"), second)] == ["a string (/ID)"]


def test_a_links_description_has_two_parts() -> None:
    assert parts("Contents", "the page (https://a.example/b_(c))") == ("the page", " (https://a.example/b_(c))")
    assert parts("Contents", "the page") == ("the page",)
    assert parts("Title", "the page (draft)") == ("the page (draft)",)


def permitted() -> Permitted:
    found = Permitted()
    found.add(written("Ring the desk, {{ patient.name }}, see [](#there) now"), "a")
    found.add(plain("Renal"), "b")
    found.add(plain("failure"), "c")
    found.add(plain("Zinc"), "d")
    found.add(plain("5 mg"), "d")
    found.add(plain("mg"), "e")
    found.own("By day", "Anna Quayle", "page")
    return found


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Ring the desk, Anna Quayle, see", True),
        ("ring the desk see now", True),
        ("see by day page 3 now", True),
        ("now", True),
        ("the desk", True),
        ("desk, Anna Quayle, see", True),
        ("desk, Bob, see", False),
        ("by day 7", True),
        ("7", True),
        ("Renal", True),
        ("Renal failure", False),
        ("Renal by day", True),
        ("Renal by day failure", False),
        ("Zinc 5 mg", True),
        ("5 mg zinc", True),
        ("Zinc mg", False),
        ("50 mg", False),
        ("see 3 now", True),
        ("desk 3", False),
        ("by day 01632", False),
        ("12345", False),
        ("page 101 / 120, 12", True),
        ("555 1177", False),
        ("lupus", False),
        ("re nal", True),
        ("", True),
    ],
)
def test_a_stretch_is_explained_by_texts_of_one_place_and_the_programs_words(text: str, explained: bool) -> None:
    assert permitted().explains(words(text)) is explained


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Take 7mg of it", True),
        ("Take 7 mg of it", True),
        ("Take 8mg of it", False),
        ("pre7x and 7zinc", True),
        ("Take 7kg", False),
    ],
)
def test_a_value_is_printed_against_a_unit_or_another_value(text: str, explained: bool) -> None:
    found = Permitted()
    found.add(written("Take **{{ patient.n }}**mg of it"), "a")
    found.add(written("pre{{ patient.n }}x and {{ patient.n }}{{ patient.drug }}"), "b")
    found.own("7", "zinc")
    assert found.explains(words(text)) is explained
