"""The scan: select is broken on purpose, or the painter is, and what a patient must not get is refused all the same."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import handout.verify
from handout import pipeline, select
from handout.content.blocks.callout import Callout
from handout.content.blocks.facts import Fact
from handout.content.blocks.figure import Figure
from handout.content.blocks.lists import Bullets, Item
from handout.content.blocks.medicines import Medicine
from handout.content.blocks.qr import Qr
from handout.content.blocks.table import Group, Row
from handout.content.blocks.table_cells import Cell
from handout.content.blocks.table_columns import Column
from handout.content.blocks.terms import Term
from handout.content.blocks.text import TextBlock
from handout.content.blocks.use import Use
from handout.content.blocks.writing import WritingLines
from handout.content.sections import Section
from handout.diagnostics import HandoutError
from handout.patients import Patient
from handout.pdf import content_streams, font_objects, metadata, page_slots
from handout.pdf.file import FileWriter, stream, text_string
from handout.pipeline import Renderer, Request
from handout.verify.privacy import scan as scanning
from handout.verify.privacy.scan import CODE
from handout.workspace.load import load
from program import ROOT, run

CLINIC = """\
name: The clinic
language: en
contacts: {day: {label: By day, phone: 555 0100}}
audiences:
  patient: {for-patients: true, layout: plain, requires: [shared]}
  clinician: {for-patients: false, layout: plain}
fields:
  note: {type: text, label: Note, audience: clinician, max: 200, required: false}
"""
TOPIC = """\
title:
  patient: Lumps
  clinician: Gritty deposits under examination in subtitled dermis
audience: [patient, clinician]
summary:
  patient: Ring us.
  clinician: Summarily look for the underlying renal disease
codes: {icd-10-cm: [L94.2]}
exempt: {shared: The reason that only authors know about}
review: {status: draft}
sources:
  - {id: book, title: A book that everybody may read}
  - {id: desk, title: The handbook of the front desk alone, url: "https://desk.example", audience: clinician}
sections:
  - id: shared
    title:
      patient: What is it?
      clinician: Sectional heading meant for staff only
    audience: [patient, clinician]
    body:
      - text: Everybody reads this, biopsy and all 7.
      - text: Paragraphs that only the staff should ever see
        audience: clinician
      - bullets:
          - a bullet for all
          - text: Items that are hidden from every patient
            audience: clinician
      - bullets: [Bulleted thoughts of a private kind indeed]
        audience: clinician
      - callout:
          kind: important
          title: Calling out to all staff members quietly
          body: [{text: Nothing to be told outside this room}]
        audience: clinician
      - facts:
          - {label: Where, value: here}
          - {label: Factual labels nobody else will read, value: there, audience: clinician}
      - terms:
          - {term: Bump, text: a lump}
          - {term: Terminal words, text: defined for the learned reader alone here, audience: clinician}
      - table:
          columns: [Test, {title: Columns with secret headings in them, audience: clinician}]
          rows:
            - [Blood, Cells with hidden contents lie here]
            - {cells: [Rows are withheld from the public, x], audience: clinician}
          caption: {patient: Tests, clinician: Captions written in the tone of staff}
      - table:
          columns: [Test]
          groups:
            - {title: Blood, rows: [[calcium]]}
            - {title: Groups of rows under a hidden title, rows: [[y]], audience: clinician}
      - medicines:
          rows:
            - {name: Cream, morning: "1"}
            - {name: Medicine which is never named to patients, morning: "2", audience: clinician}
      - figure: {file: dot.png, alt: {patient: A dot, clinician: Alternative words for the staff only}, width: 9mm}
      - figure: {file: dot.png, alt: Figures whose very presence is a secret, width: 9mm}
        audience: clinician
      - qr: {url: "https://hidden.example/staff/only/please", caption: Coded address for use by the staff}
        audience: clinician
      - writing-lines: {label: Lines on which the staff will write, count: 1}
        audience: clinician
      - use: hush
      - text: See [the page](https://a.example/open/page/for/everybody).
  - id: hidden
    title: Hidden
    audience: [clinician]
    body: [{text: Sections that are kept from the patients}]
"""
HUSH = """\
audience: clinician
review: {status: draft}
body: [{text: Fragments that are shared among staff only}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "clinic.yaml": CLINIC,
        "layouts/plain.yaml": "page: {margins: {top: 20mm}}\n",
        "content/t.yaml": TOPIC,
        "content/fragments/hush.yaml": HUSH,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    dot = ROOT / "tests/workspaces/small/content/images/dot.png"
    (tmp_path / "content/dot.png").write_bytes(dot.read_bytes())
    return tmp_path


def rendered(root: Path, **wish: Any) -> bytes:
    return Renderer(load(root)).render(Request(topics=("t",), audience="patient", **wish)).pdf


def refused(root: Path, **wish: Any) -> list[str]:
    with pytest.raises(HandoutError) as caught:
        rendered(root, **wish)
    assert caught.value.exit_code == 5
    assert {problem.code for problem in caught.value.diagnostics} == {CODE}
    hints = {problem.hint for problem in caught.value.diagnostics}
    assert hints <= {"nothing was written; please report this", ""}
    assert "" not in hints or any("can't be scanned" in problem.message for problem in caught.value.diagnostics)
    return [str(problem) for problem in caught.value.diagnostics]


def line_of(text: str, file: str = TOPIC) -> int:
    return next(n for n, line in enumerate(file.splitlines(), 1) if text in line)


def told(messages: list[str], text: str) -> bool:
    """Whether a message names the place of a text, without its words."""
    where = (
        f"content/t.yaml:{line_of(text)}:" if text in TOPIC else f"content/fragments/hush.yaml:{line_of(text, HUSH)}:"
    )
    assert not any(text in message for message in messages)
    return any(m.startswith(where) and "this is not for 'patient', and is in" in m for m in messages)


def test_nothing_is_wrong_with_the_workspace(root: Path) -> None:
    assert rendered(root).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ((Section,), "Sections that are kept"),
        ((TextBlock,), "Paragraphs that only"),
        ((Item,), "Items that are hidden"),
        ((Bullets,), "Bulleted thoughts"),
        ((Callout,), "Calling out to all"),
        ((Fact,), "Factual labels"),
        ((Term,), "defined for the learned"),
        ((Column, Cell), "Columns with secret"),
        ((Column, Cell), "Cells with hidden"),
        ((Row,), "Rows are withheld"),
        ((Group,), "Groups of rows"),
        ((Medicine,), "Medicine which is never"),
        ((Figure,), "Figures whose very"),
        ((Qr,), "Coded address"),
        ((WritingLines,), "Lines on which"),
        ((Use,), "Fragments that are shared"),
    ],
)
def test_a_node_that_select_lets_through(
    root: Path, monkeypatch: pytest.MonkeyPatch, kinds: tuple[type, ...], text: str
) -> None:
    true = select.excluded
    monkeypatch.setattr(
        select, "excluded", lambda node, audience: "" if isinstance(node, kinds) else true(node, audience)
    )
    assert told(refused(root), text)


@pytest.mark.parametrize(
    "text", ["Gritty deposits", "Summarily look", "Sectional heading", "Captions written", "Alternative words"]
)
def test_a_text_of_another_audience(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    true = select.text_for

    def confused(found: Any, audience: str) -> Any:
        other = dict(found.choices).get("clinician")
        said = "" if other is None else "".join(run.text for runs in other for run in runs)
        return replace(found, choices=(("", other),)) if text in said else true(found, audience)

    monkeypatch.setattr(select, "text_for", confused)
    assert told(refused(root), text)


@pytest.mark.parametrize("text", ["The handbook of the front desk", "L94.2"])
def test_sources_and_codes(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    true = select.select

    def whole(topic: Any, *more: Any) -> Any:
        found = true(topic, *more)
        return replace(found, topic=replace(found.topic, sources=topic.sources, codes=topic.codes))

    monkeypatch.setattr(pipeline, "select", whole)
    assert told(refused(root), text)


def test_the_reason_of_an_exemption(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only authors read it, though no audience is named beside it."""
    true, reason = metadata.info, "The reason that only authors"
    monkeypatch.setattr(metadata, "info", lambda document: true(replace(document, subject=f"{reason} know about")))
    monkeypatch.setattr(handout.verify, "verify", lambda pdf, *more: pdf)
    assert told(refused(root), reason)


def test_a_field_of_another_audience(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this patient's record says for clinicians alone isn't one of the patient's own words."""
    record = {"name": "Anna Quayle", "id": "7", "note": "suspects that her neighbour is poisoning her"}
    patient = Patient(values=record, personal=True)
    assert rendered(root, patient=patient)
    true = metadata.info
    monkeypatch.setattr(metadata, "info", lambda document: true(replace(document, subject=record["note"])))
    monkeypatch.setattr(handout.verify, "verify", lambda pdf, *more: pdf)
    messages = refused(root, patient=patient)
    assert any("the patient's record: this is not for 'patient', and is in a string (/Subject)" in m for m in messages)
    assert not any("neighbour" in message for message in messages)


def test_the_patients_box_has_no_field_of_another_audience(root: Path) -> None:
    """A built-in field that a clinic keeps for its own is left out."""
    (root / "clinic.yaml").write_text(CLINIC + "  mrn: {type: text, audience: clinician}\n")
    patient = Patient(values={"name": "Anna Quayle", "id": "7", "mrn": "Z99-hush"}, personal=True)
    assert rendered(root, patient=patient)


def test_a_date_of_another_audience(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A date is known as it is printed too; the day on which it is printed may be the same."""
    dated = CLINIC + "  seen: {type: date, audience: clinician, required: false}\n"
    (root / "clinic.yaml").write_text(dated)
    record: dict[str, Any] = {"name": "Anna Quayle", "id": "7", "seen": datetime.date(2026, 3, 5)}
    patient = Patient(values=record, personal=True)
    true = metadata.info
    monkeypatch.setattr(metadata, "info", lambda document: true(replace(document, subject="March 5, 2026")))
    monkeypatch.setattr(handout.verify, "verify", lambda pdf, *more: pdf)
    monkeypatch.setattr(scanning, "unexpected", lambda file, pages: ())
    assert any("the patient's record: this is not for 'patient'" in m for m in refused(root, patient=patient))
    assert rendered(root, patient=patient, date=datetime.date(2026, 3, 5))


# The painter is broken: verification is put out of the way, so that the scan is the only one left.

SECRET = "Sections that are kept from the patients"


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(handout.verify, "verify", lambda pdf, *more: pdf)
    return monkeypatch


def tampered(careless: pytest.MonkeyPatch, pattern: bytes, by: bytes) -> None:
    true = FileWriter.add
    careless.setattr(FileWriter, "add", lambda self, body, at=None: true(self, re.sub(pattern, by, body), at))


@pytest.mark.parametrize(
    ("pattern", "entry"),
    [
        (rb"/MarkInfo", rb"/Lang%s/MarkInfo"),
        (rb"/Author", rb"/Subject%s/Author"),
        (rb"/S/P/P ", rb"/S/P/Alt%s/P "),
        (rb"/S/P/P ", rb"/S/P/ActualText%s/P "),
        (rb"/S/P/P ", rb"/S/P/T%s/P "),
        (rb"/Subtype/Link", rb"/Subtype/Link/Contents%s"),
        (rb"/Subtype/Link", rb"/Subtype/Link/NM%s"),
        (rb"/S/URI", rb"/S/URI/URI%s"),
        (rb"/Type/Outlines", rb"/Type/Outlines/Title%s"),
        (rb"/MarkInfo", rb"/Names<</Dests<</Names[%s 1 0 R]>>>>/MarkInfo"),
        (rb"/MarkInfo", rb"/Names<</EmbeddedFiles<</Names[%s 1 0 R]>>>>/MarkInfo"),
        (rb"/MarkInfo", rb"/PieceInfo<</Any<</Private%s>>>>/MarkInfo"),
    ],
)
@pytest.mark.parametrize("wide", [False, True], ids=["ascii", "utf-16"])
def test_a_string_anywhere(root: Path, careless: pytest.MonkeyPatch, pattern: bytes, entry: bytes, wide: bool) -> None:
    secret = text_string(SECRET + ("\u00a0–" if wide else "")).replace(b"\\", rb"\\")
    tampered(careless, pattern, entry.replace(b"%s", secret))
    assert told(refused(root), SECRET)


@pytest.mark.parametrize(
    ("pattern", "entry", "where"),
    [
        (rb"/Author", rb"/Subject(Other)/Author", "a string under /Subject"),
        (rb"/MarkInfo", rb"/Lang(fr)/MarkInfo", "a string under /Lang"),
        (rb"/S/P/P ", rb"/S/P/ActualText(Other)/P ", "a string under /ActualText"),
        (rb"/Subtype/Link", rb"/Subtype/Link/Contents(Other)", "a string under /Contents"),
        (rb"/S/URI", rb"/S/URI/URI(https://b.example)", "a string under /URI"),
        (rb"/MarkInfo", rb"/Other 1/MarkInfo", "a name"),
    ],
)
def test_a_string_that_the_document_did_not_produce(
    root: Path, careless: pytest.MonkeyPatch, pattern: bytes, entry: bytes, where: str
) -> None:
    tampered(careless, pattern, entry)
    assert f"the document for 'patient' has {where} that is not the document's" in "".join(refused(root))


def test_a_name_that_hides_its_spaces(root: Path, careless: pytest.MonkeyPatch) -> None:
    name = SECRET.replace(" ", "#20").replace("that", "#74#68at").encode()
    tampered(careless, rb"/MarkInfo", b"/" + name + b" 1/MarkInfo")
    assert told(refused(root), SECRET)


def test_metadata(root: Path, careless: pytest.MonkeyPatch) -> None:
    true = metadata.xmp
    careless.setattr(metadata, "xmp", lambda document: true(replace(document, subject=SECRET)))
    messages = refused(root)
    assert told(messages, SECRET)
    assert any("has the metadata that is not the document's" in message for message in messages)


def test_a_stream(root: Path, careless: pytest.MonkeyPatch) -> None:
    true = font_objects.to_unicode
    careless.setattr(font_objects, "to_unicode", lambda found: true(found) + b"\n% " + SECRET.encode())
    assert told(refused(root), SECRET)


def test_another_stream(root: Path, careless: pytest.MonkeyPatch) -> None:
    true = FileWriter.finish

    def more(self: FileWriter, *numbers: int) -> Any:
        self.add_stream(stream(SECRET.encode("utf-16-le"), b"/Type/Font"))
        return true(self, *numbers)

    careless.setattr(FileWriter, "finish", more)
    assert told(refused(root), SECRET)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (b" [(\0\5)] TJ", "page content shows text in a way that is never used"),
        (b" (\xff\xf0) Tj", "page content has a code without a meaning"),
        (b" (\0) Tj", "page content has a code without a meaning"),
    ],
)
def test_text_in_another_way(root: Path, careless: pytest.MonkeyPatch, more: bytes, message: str) -> None:
    true = page_slots.marked_content
    careless.setattr(
        content_streams, "marked_content", lambda *a: [part.replace(b" ET EMC", more + b" ET EMC") for part in true(*a)]
    )
    assert message in "".join(refused(root))


def test_words_off_the_page(root: Path, careless: pytest.MonkeyPatch) -> None:
    true = page_slots.marked_content
    careless.setattr(
        content_streams,
        "marked_content",
        lambda *a: [part.replace(b" ET EMC", b" 900 900 Td (\0\5\0\6) Tj ET EMC") for part in true(*a)],
    )
    assert "has words on page 1 that is not the document's" in "".join(refused(root))


def test_a_file_that_is_not_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handout.verify, "verify", lambda pdf, *more: pdf + b"% more")
    [message] = refused(root)
    assert message.startswith("content/t.yaml")
    assert "the file can't be scanned: there is something else in the file" in message


CELL = """\
      - text: "{}"
        audience: clinician
"""


def test_shared_words_raise_no_alarm(root: Path) -> None:
    """Words, numbers and whole texts that both audiences have, and the patient's own."""
    more = """\
      - text: biopsy
        audience: clinician
      - bullets: ["7", "Everybody reads this, biopsy", "the page", "Anna Quayle", "By day"]
        audience: clinician
      - text: Ring Anna Quayle on Tuesday the third at noon
        audience: clinician
"""
    (root / "content/t.yaml").write_text(TOPIC.replace("  - id: hidden\n", more + "  - id: hidden\n"))
    patient = Patient(values={"name": "Anna Quayle", "id": "7"}, personal=True)
    assert rendered(root, patient=patient).startswith(b"%PDF")


def test_words_that_go_on_from_text_to_text_raise_no_alarm(root: Path) -> None:
    """A sentence of another audience may say what a patient reads in two texts, one after the other."""
    more = """\
      - text: Ring the clinic
      - text: if the pain is bad
      - text: Ring the clinic if the pain is worse than that
        audience: clinician
"""
    (root / "content/t.yaml").write_text(TOPIC.replace("  - id: hidden\n", more + "  - id: hidden\n"))
    assert rendered(root)


@pytest.mark.parametrize("word", ["PDF", "en", "D", "of ISO"])
def test_words_of_every_file_raise_no_alarm(root: Path, word: str) -> None:
    (root / "content/t.yaml").write_text(TOPIC.replace("  - id: hidden\n", CELL.format(word) + "  - id: hidden\n"))
    assert rendered(root)


def test_a_leak_withdraws_what_was_printed_before(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, other = root / "output/t.patient.pdf", root / "output/t.clinician.pdf"
    assert run("render", "t", "--audience", "patient", cwd=root).code == 0
    assert old.exists()
    other.write_bytes(b"other")
    monkeypatch.setattr(select, "excluded", lambda node, audience: "")
    outcome = run("render", "t", "--audience", "all", cwd=root)
    assert outcome.code == 5
    assert "this is not for 'patient'" in outcome.err
    assert not old.exists()
    assert other.read_bytes() == b"other"
    assert sorted(path.name for path in old.parent.iterdir()) == ["t.clinician.pdf"]


def test_check_foresees_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = run("check", cwd=root)
    assert (outcome.code, outcome.out) == (0, "no errors\n")
    monkeypatch.setattr(select, "excluded", lambda node, audience: "")
    outcome = run("check", cwd=root)
    assert outcome.code == 3
    assert f"content/t.yaml:{line_of('Items that are hidden')}:" in outcome.err
    assert "this is not for 'patient', and would be in the document for 'patient'" in outcome.err
    assert "Items that are hidden" not in outcome.err


def test_documents_for_clinicians_are_not_scanned(root: Path) -> None:
    assert Renderer(load(root)).render(Request(topics=("t",), audience="clinician")).pages
