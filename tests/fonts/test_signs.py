"""Signs that few typefaces have print everywhere, say their names, and read back as themselves."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
from msgspec.structs import replace

from canary.workspace import CLINIC, loaded, section
from fonts.font_files import built_in, without
from handout import extract
from handout.check.workspace import check
from handout.document import Standard
from handout.extract.tags import Tag, tags
from handout.fonts.cff import CffFont
from handout.fonts.contours import glyf_entry
from handout.fonts.glyphs import FontBook
from handout.fonts.signs import sign_faces
from handout.fonts.truetype import directory
from handout.i18n.strings import SIGNS, languages, sign_names
from handout.inline.icons import ICONS
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.source.values import normalise, unprintable
from handout.variable_data.renderer import VariableDataRenderer
from pdf.check import problems
from pdf.second import failures

SIGNS_THAT_PRINT = (
    "✓✗☐☑☎⚠→←↑↓★●■✔✘☒′″✆📞❌✅☆○□▪▲▼◆♥❤☺☹✉⌛⌚✚✖➔➜➤⇒⇔↔↕♀♂☀☁☂❄☝☞☛✋✍✂✎✏☕⛔❗❓‼⁉①②③❶℃℉‣⁃⬆⬇➡⬅☠☢☣♿⚡⏱📋👍👎⭐▶◀►◄℞№✱"
)
TEXT = f"""
- text: "All of them: {" ".join(SIGNS_THAT_PRINT)}"
- text: "And **strong ✓**, *emphasised ☎*, [linked ★](https://a.example)."
- bullets: ["☎ Ring us", {{text: "⚠ Stop"}}]
- table:
    columns: ["✓", "What ✗"]
    rows: [["☐ ☑", "→ 5 mg"]]
- callout: {{kind: important, title: "⚠ Mind", body: [text: "★ this"]}}
- facts: [{{label: "☎", value: "✆ 555 0100"}}]
"""
LAYOUT = 'header: {left: "☎ {{ clinic.name }}"}\nfooter: {left: "✓ {{ patient.name }}", right: "{{ page }}"}\n'


def renderer(root: Path, body: str = TEXT, clinic: str = CLINIC) -> Renderer:
    files = {"content/t.yaml": section(body), "layouts/plain.yaml": LAYOUT, "clinic.yaml": clinic}
    return Renderer(loaded(root, files))


def asked(**values: str) -> Request:
    patient = Patient(values=dict(values), personal=bool(values))
    return Request(topics=("t",), audience="patient", patient=patient)


def below(found: tuple[Tag | str, ...]) -> list[Tag]:
    inner = [kid for kid in found if isinstance(kid, Tag)]
    return [*inner, *(tag for kid in inner for tag in below(kid.kids))]


def names(pdf: bytes) -> list[tuple[str, str]]:
    """What is read aloud in place of what."""
    return [(tag.alt, tag.text.strip()) for tag in below(tags(pdf)) if tag.role == "Span" and tag.alt]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return renderer(tmp_path_factory.mktemp("signs")).render(asked()).pdf


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_signs_meet_the_standards(pdf: bytes, profile: str) -> None:
    assert "no failures" in str(page.validate_pdf_bytes(pdf, profile=profile))


def test_signs_read_back_as_themselves(pdf: bytes) -> None:
    text = " ".join(" ".join(extract.pages(pdf)).split())
    assert " ".join(SIGNS_THAT_PRINT) in text
    for said in ("strong ✓", "emphasised ☎", "linked ★", "☎ Ring us", "→ 5 mg", "⚠ Mind", "✆ 555", "☎ The clinic"):
        assert said in text


def test_signs_say_their_names_in_the_document_s_language(pdf: bytes) -> None:
    found = names(pdf)
    assert ("telephone", "☎") in found
    assert ("empty box", "☐") in found
    assert all(sign_names("en")[sign] == name for name, sign in found)
    signs = {sign for _, sign in found}
    assert signs == {sign for sign in SIGNS_THAT_PRINT if sign in SIGNS}


def test_a_clinic_names_signs_in_its_own_language(tmp_path: Path) -> None:
    assert ("Häkchen", "✓") in names(
        renderer(tmp_path, "- text: ✓", CLINIC.replace("language: en", "language: de")).render(asked()).pdf
    )
    own = CLINIC + 'words: {en: {"✓": done}}\n'
    assert names(renderer(tmp_path, "- text: ✓ yes", own).render(asked()).pdf) == [("done", "✓")]


@pytest.mark.parametrize("scale", ["standard", "giant"])
@pytest.mark.parametrize("standard", ["ua1", "ua2"])
def test_icons_are_signs_by_name_and_keep_their_names_when_filled(
    tmp_path: Path, scale: str, standard: Standard
) -> None:
    every = " ".join(f"{{{{ icon.{name} }}}}" for name in ICONS)
    made = renderer(tmp_path, f'- text: "{every}"\n- text: "At **{{{{ icon.clock }}}} 8** {{{{ patient.name }}}}"')
    filled = VariableDataRenderer(made)
    for name in ("Ann", "Zoë", "Bartholomew Featherstonehaugh-Cholmondeley " * 3):
        request = replace(asked(name=name, id="1"), scale=scale, standard=standard)
        pdf = made.render(request).pdf
        assert filled.make(request).pdf == pdf
    assert names(pdf) == [(sign_names("en")[sign], sign) for sign in (*ICONS.values(), ICONS["clock"])]
    assert problems(pdf) == []
    assert standard == "ua1" or failures(pdf) == []


def test_every_language_names_the_same_signs_and_each_prints() -> None:
    faces = FontBook().faces(("FiraGO",))
    for language in languages():
        assert sign_names(language).keys() == SIGNS
    assert not FontBook().missing(faces, "".join(sorted(SIGNS)))


def test_a_sign_in_a_patient_s_words_prints_as_it_is_stamped_or_painted(tmp_path: Path) -> None:
    body = '- text: "☎ Hello {{ patient.name }} ✓, and *{{ patient.name }}* in **{{ patient.name }}**."'
    made = renderer(tmp_path, body)
    stamper = VariableDataRenderer(made)
    people = [asked(name=name, id=str(at)) for at, name in enumerate(["Ann", "Bo ✓", "Cy", "★ Di", "Ed ☎ ⚠", "Flo ✗"])]
    for request in people:
        found = stamper.make(request)
        assert found.pdf == made.render(request).pdf
        assert str(request.patient.values["name"]) in " ".join(" ".join(extract.pages(found.pdf)).split())
    # The text's own signs have names, a patient's are what they are.
    assert names(stamper.make(people[1]).pdf) == [("telephone", "☎"), ("tick", "✓")]


def test_the_edition_of_other_patients_doesn_t_tell_who_has_a_sign(tmp_path: Path) -> None:
    made = renderer(tmp_path, "- text: Hello {{ patient.name }}")
    stamper = VariableDataRenderer(made)
    before = stamper.make(asked(name="Ann", id="1")).pdf
    stamper.make(asked(name="Bo ★", id="2"))
    assert stamper.make(asked(name="Ann", id="1")).pdf == before


def test_what_a_telephone_types_behind_a_sign_is_left_out() -> None:
    """It asks for a picture in colours, and can't be seen."""
    assert normalise("⚠️ ☎︎ ❤️ 📞️") == "⚠ ☎ ❤ 📞"
    assert unprintable("⚠️") is None
    assert unprintable("a\ufe0f") is not None
    assert normalise("\uf0b7 Ring us") == "• Ring us"


@pytest.mark.parametrize("sign", ["🔴", "🟢", "💚", "😀", "🧿"])
def test_a_sign_that_colour_tells_from_others_is_refused(tmp_path: Path, sign: str) -> None:
    loaded(tmp_path, {"content/t.yaml": section(f"- text: It is {sign} today")})
    (problem,) = [each for each in check(tmp_path, ["t"]) if each.code == "missing-glyph"]
    assert f"U+{ord(sign):04X}" in problem.message


def test_a_sign_of_one_program_s_own_is_refused_with_a_reason(tmp_path: Path) -> None:
    loaded(tmp_path, {"content/t.yaml": section("- text: It is \uf0fc today")})
    (problem,) = [each for each in check(tmp_path, ["t"]) if each.code == "missing-glyph"]
    assert problem.hint.startswith("it is a sign of one program's own font")


def test_letters_are_never_taken_from_a_font_of_signs() -> None:
    book = FontBook({"House": {"regular": without("ał")}})
    assert book.missing(book.faces(("House",)), "abł✓") == "ał"


def test_the_signs_of_the_workspace_s_own_font_come_first() -> None:
    book = FontBook({"House": {"regular": built_in()}})
    (face, _), *_ = book.split(book.faces(("House",), bold=True), "→")
    assert face.name == "House-Regular"


def test_an_outline_of_cubic_curves_stays_what_it_is() -> None:
    """The circle ● as quadratic curves: every point of it is as far from the middle."""
    book = FontBook()
    face = next(face for face in book.faces(("FiraGO",)) if face.family == "Noto Sans Symbols 2")
    table = directory(face.content, ("CFF ",))["CFF "]
    (outline,) = CffFont(table).outlines(face.glyph(ord("⬤")) or 0)
    xs = [point[0] for curve in outline.curves for point in curve]
    assert max(xs) - min(xs) > 300
    entry = glyf_entry([outline])
    assert int.from_bytes(entry[:2]) == 1
    assert len(entry) % 4 == 0


def test_every_sign_of_the_fonts_can_be_drawn() -> None:
    for face in sign_faces():
        tables = directory(face.content, ("CFF ",))
        if "CFF " in tables:
            font = CffFont(tables["CFF "])
            for glyph in set(face.metrics.glyphs.values()):
                font.outlines(glyph)


def test_nothing_of_a_font_of_signs_is_read_for_a_text_without_signs() -> None:
    book = FontBook()
    book.split(book.faces(("FiraGO",), bold=True), "Plain – “text” ≥ 5 µg")
    assert all("content" not in vars(face) for face in book.faces(("FiraGO",)) if face.family != "FiraGO")
