"""Translations in a workspace: what is refused, with its place and what to do, and what a translated document says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from canary.translations import FILES, ORIGINAL, TRANSLATION
from canary.workspace import CLINIC, document, loaded, told, write
from handout import pipeline
from handout.check.printings import Printing
from handout.check.workspace import check
from handout.content.texts import Prose
from handout.diagnostics import HandoutError, Span
from handout.document import walk
from handout.pipeline import Renderer, Request
from handout.select import Reader, Selection, select
from handout.verify.privacy.preflight import preflight
from handout.workspace.load import Workspace, load, load_partly
from handout.workspace.parity import differences


def files(old: str = "", new: str = "", **others: str) -> dict[str, str]:
    """The workspace, with one thing of the translation written in another way."""
    assert old in TRANSLATION
    return {**FILES, "content/t.es.yaml": TRANSLATION.replace(old, new, 1), **others}


def found(root: Path, pages: dict[str, str]) -> list[str]:
    """What is said of a workspace that is read with all its translations."""
    workspace, problems = load_partly(write(root, pages))
    return told([*problems, *(workspace.warnings if workspace else ())])


def test_a_translation_is_a_topic_of_its_own(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, FILES), languages=["es"])
    topic = workspace.topic("t", "es")
    assert (topic.id, topic.file, topic.language) == ("t", "content/t.es.yaml", "es")
    assert topic.audience == ("patient", "clinician")
    assert topic.sections[0].body[0].span.file == "content/t.yaml"
    assert workspace.topic("t", "es-MX") is topic
    assert workspace.topic("t", None) is workspace.topic("t", "en-US") is workspace.topics["t"]


def test_translations_that_nobody_asks_for_are_not_read(tmp_path: Path) -> None:
    assert load(write(tmp_path, files("title: Piel seca", "title: ["))).translations == {}


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        ("          - uno\n", "", "the original has 3 items in this list, the translation 2", "number 1"),
        ("- uno\n", "- uno\n          - dos\n", "the original has 3 items in this list", "look at number 2"),
        ("uno", "", "13:12: this isn't translated yet", "the original is at content/t.yaml:16:13"),
        ("    title: ¿Qué es?\n", "", "5:5: 'title' is missing here", "content/t.yaml:8:5"),
        ("id: what", "id: who", "5:9: this is no text, and is 'what' in the original", "content/t.yaml:7:9"),
        ("title: ¿", "audience: [patient]\n    title: ¿", "6:5: 'audience' comes from the original", "who reads"),
        ("esta frase", "esta frase\n            when: {age: child}", "15:13: 'when' comes", "who reads"),
        ("title: ¿", "caption: x\n    title: ¿", "6:5: the original has no 'caption' here", "content/t.yaml:7:5"),
        ("Piel seca", "{patient: Piel, clinician: Seca}", "3:8: the original has one text here", "for all"),
        ("translates: 2026-02-01", "translates: 2026-01-01", "1:13: this translates the original of", ""),
        ("translates: 2026-02-01", "translates: 2027-01-01", "1:13: this translates an original of", "2026-02-01"),
        ("translates: 2026-02-01\n", "", "1:1: 'translates' is missing", ""),
        ("review:", "language: fr\nreview:", "the file's name says 'es', and this says 'fr'", "rename the file"),
        (" [@book]", "", "the original has [@book] in this text", "put it in"),
        ("noche", "noche {{ date }}", "the translation has {{ date }} in this text", "take it out"),
        ("\n\n          Ú", " Ú", "the original has 2 paragraphs here, the translation 1", "blank lines"),
        ("5 g", "50 g", "warning: the number 5 isn't in the translation", "both say the same"),
        ("5 g", "50 g 7", "warning: the numbers 50, 7 aren't in the original", "both say the same"),
        ("5 g", "5 ml", "warning: the translation has 5 ml, the original 5 g", "both say the same"),
        ("5 g", "5 mcg", "warning: the translation has 5 µg, the original 5 g", "content/t.yaml:11:15"),
        ("bullets", "steps", "'bullets' is missing here", "content/t.yaml:15:9"),
        ("- uno", "- [uno]", "the original has one text here, for all its readers", "write one text"),
    ],
)  # fmt: skip
def test_what_differs_from_the_original_is_told(tmp_path: Path, old: str, new: str, said: str, hint: str) -> None:
    messages = found(tmp_path, files(old, new))
    assert [message for message in messages if said in message and hint in message]
    assert all(message.startswith("content/t.es.yaml:") for message in messages)


@pytest.mark.parametrize(
    ("original", "translated", "said"),
    [
        ("5 micrograms", "5 mg", "the translation has 5 mg, the original 5 µg"),
        ("5 mg", "5 Microgramos", "the translation has 5 µg, the original 5 mg"),
        ("5 mg", "5 мкг", "the translation has 5 µg, the original 5 mg"),
        ("100 units", "100 ml", "the translation has 100 ml, the original 100 units"),
        ("≥ 5", "≤ 5", "the translation has ≤ 5, the original ≥ 5"),
        (">38.5 °C", "<= 38,5 °C", "the translation has ≤ 38.5, the original > 38.5"),
        ("10⁹/L", "10^6/L", "the number 6 isn't in the original"),
        ("2.125 mg", "2125 mg", "the number 2.125 isn't in the translation"),
        ("1000 mg", "1,000 mg", "the number 1.000 isn't in the original"),
        ("1,000 and 1,000 mg", "1000 mg", "the number 1.000 isn't in the translation"),
        ("5 mg/kg", "5 mg", "the translation has 5 mg, the original 5 mg/kg"),
        ("5 mg per kg a day", "5 mg al día", "the translation has 5 mg, the original 5 mg/kg"),
        ("5 mg kg⁻¹, below 40 kg", "5 mg, menos de 40 kg", "the translation has 5 mg, the original 5 mg/kg"),
        ("20 mg/m²", "20 mg", "the translation has 20 mg, the original 20 mg/m²"),
        ("5 mg", "5 mg par kilo", "the translation has 5 mg/kg, the original 5 mg"),
        ("5 mg/kg", "5 mg por kilogramo de peso", ""),
        ("5 mg/kg", "kilogram başına 5 mg", ""),
        ("5 mg/kg", "体重1公斤5 mg, 1", "the number 1 isn't in the original"),
        ("5 mg/kg and 20 mg/m²", "5 мг/кг и 20 мг/м²", ""),
        ("10 am", "10 pm", "the translation has 10 pm, the original 10 am"),
        ("10:30 a.m.", "a las 10:30 de la noche", "the translation has 10.30 pm, the original 10.30 am"),
        ("10 pm", "à 10 h du matin", "the translation has 10 am, the original 10 pm"),
        ("10 am", "um 10 Uhr abends", "the translation has 10 pm, the original 10 am"),
        ("10 am", "om 10 uur ’s ochtends", ""),
        ("10 am and 10 pm", "10 de la mañana y 10 de la noche", ""),
        ("10 mg in the morning", "10 mg por la mañana", ""),
        ("3 am to 3 pm", "3 часа утра, 3 дня", ""),
        ("-5 °C", "5 °C", "the number −5 isn't in the translation"),
        ("−5 °C", "5 °C", "the number 5 isn't in the original"),
        ("5 mg m⁻²", "5 mg^2", "the translation has 5 mg, the original 5 mg/m²"),
        ("5 °C", "- 5 y (–5 °C)", "the number −5 isn't in the original"),
        ("-5 °C (-3)", "menos 5 °C (−3)", ""),
        ("1 - 2, 3-4 or 5 –6", "1-2, 3 a 4 o 5–6", ""),
        ("5 micrograms", "5 microgramos", ""),
        ("5 milligrams", "5 миллиграммов", ""),
        ("100 units", "100 UI", ""),
        ("more than 5", "> 5", ""),
        ("> 5", "≥5 > 5", "the translation has ≥ 5, the original > 5"),
        ("10⁹/L", "10^9/L", ""),
        ("1/2 and 1½", "½ y 1 1/2", ""),
        ("1,000 mg", "1.000 mg", ""),
        ("1,000 mg", "1000 mg", ""),
        ("10,000 mg", "10\u202f000 mg", ""),
        ("1000 mg", "1 000 mg", ""),
        ("1000 mg", "1.000 mg", ""),
    ],
)
def test_numbers_signs_and_units_say_the_same(original: str, translated: str, said: str) -> None:
    here = Span("t.es.yaml", 1, 1)
    texts = (Prose.plain(each, here) for each in (original, translated))
    messages = [each.message for each in differences(*texts)]
    assert any(said in message for message in messages) if said else not messages


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Ring us if it hurts.", True),
        ("take one tablet daily", True),
        ("Dr Ann Smith, Mill Lane Clinic", False),
        ("5 mg, 10 ml, 2 g", False),
        ("paracetamol", False),
        ("NHS 111", False),
    ],
)
def test_words_that_were_left_in_the_original_s_language_are_told(text: str, same: bool) -> None:
    texts = (Prose.plain(text, Span(name, 1, 1)) for name in ("t.yaml", "t.es.yaml"))
    found = [(each.severity, each.message, each.hint) for each in differences(*texts)]
    said = ("warning", "these words are those of the original", "translate them; they are at t.yaml:1:1")
    assert found == ([said] if same else [])


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    pages = files("uno", "", **{"content/t.es.yaml": TRANSLATION.replace("uno", "").replace("Piel seca", "**")})
    assert len(found(tmp_path, pages)) == 1
    pages = files("uno", "")
    pages["content/t.es.yaml"] = pages["content/t.es.yaml"].replace("niños", "{{ nothing }}")
    assert len(found(tmp_path, pages)) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("t.spanish", "the file's name has no language"),
        ("t.en", "the original is in 'en' itself"),
        ("tt.es", "there is no topic 'tt' that this could translate"),
        ("fragments/f.es", "there is no fragment 'f' that this could translate"),
    ],
)
def test_a_file_of_another_name_is_no_translation(tmp_path: Path, name: str, said: str) -> None:
    [message] = found(tmp_path, {**FILES, f"content/{name}.yaml": TRANSLATION})
    assert message.startswith(f"content/{name}.yaml: {said}")


def test_an_original_without_a_date_can_t_be_followed(tmp_path: Path) -> None:
    undated = ORIGINAL.replace("updated: 2026-02-01\n", "")
    [message] = found(tmp_path, {**FILES, "content/t.yaml": undated})
    assert "content/t.es.yaml:1:13: the original has no 'updated'" in message
    assert "write 'updated:' in content/t.yaml" in message


@pytest.mark.parametrize("name", ["t.es", "content/t.es.yaml"])
def test_a_translation_is_not_named_as_a_topic(tmp_path: Path, name: str) -> None:
    write(tmp_path, FILES)
    with pytest.raises(HandoutError, match="this is a translation, not a topic\n  hint: name the topic 't'"):
        load(tmp_path, [name])


def test_nothing_falls_back_to_another_language(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, files("uno", "")), ["t"], languages=["es", "fr"])
    with pytest.raises(HandoutError, match=r"t.es.yaml:13:12: this isn't translated yet"):
        workspace.topic("t", "es")
    assert workspace.in_language("t", "es") is workspace.in_language("t", "fr") is None
    with pytest.raises(HandoutError, match=r"the topic is in 'en', not in 'fr'\n  hint: write content/t.fr.yaml"):
        workspace.topic("t", "fr")
    assert workspace.topic("t", None).title.text == "Dry skin"


def test_it_is_said_how_many_texts_are_missing(tmp_path: Path) -> None:
    empty = TRANSLATION.replace("uno", "").replace("Piel seca", "")
    workspace, problems = load_partly(write(tmp_path, {**FILES, "content/t.es.yaml": empty}))
    assert workspace is not None
    assert len(problems) == 2
    [warning] = workspace.warnings
    assert str(warning.span) == "content/t.es.yaml"
    assert warning.message == "2 of 6 texts aren't translated yet"


def test_scripts_are_languages_of_their_own(tmp_path: Path) -> None:
    pages = {**FILES, "content/t.zh-Hans.yaml": TRANSLATION}
    del pages["content/t.es.yaml"]
    workspace = load(write(tmp_path, pages), languages=None)
    assert workspace.topic("t", "zh-Hans-CN").language == "zh-Hans"
    with pytest.raises(HandoutError, match="not in 'zh-Hant'"):
        workspace.topic("t", "zh-Hant")


def words(workspace: Workspace, audience: str = "patient", **wish: Any) -> str:
    made = document(workspace, audience=audience, language="es", **wish)
    leaves = [*walk(made.body), *made.header.cells, *made.footer.cells]
    return "\n".join(leaf.text for leaf in leaves).replace("\u00a0", " ")


def test_a_page_says_what_it_is_to_its_reader_and_to_the_staff(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, FILES), languages=["es"])
    said = words(workspace)
    assert "Borrador de traducción – aún no revisado por un profesional clínico." in said
    assert "De día: 555 0100" in said
    assert "Niño: para niños" in said
    assert "For staff: Dry skin · Spanish · Español · For patients and carers · Draft translation" in said
    assert "For clinicians – not for patients" in words(workspace, "clinician")


REVIEWED = "{{status: reviewed, by: {}, role: {}, date: 2026-01-01, due: {}}}"


@pytest.mark.parametrize(
    ("original", "translation", "said"),
    [
        ("{status: draft}", REVIEWED.format("B", "Médica", "2028-01-01"), "Borrador – aún no revisado"),
        (REVIEWED.format("A", "GP", "2027-01-01"), "{status: draft}", "Borrador de traducción – aún no revisado"),
        (
            REVIEWED.format("A", "GP", "2027-01-01"),
            REVIEWED.format("B", "Médica", "2028-01-01"),
            "Revisado por B, Médica, el 1 de enero de 2026. Próxima revisión: 1 de enero de 2027.",
        ),
    ],
)
def test_the_least_review_counts(tmp_path: Path, original: str, translation: str, said: str) -> None:
    pages = files("{status: draft}", translation)
    pages["content/t.yaml"] = ORIGINAL.replace("{status: draft}", original)
    assert said in words(load(write(tmp_path, pages), languages=["es"]))


FRAGMENT = "audience: [patient, clinician]\nreview: {status: draft}\nupdated: 2026-02-01\nbody: [{text: Ring us.}]\n"
USING = {
    **FILES,
    "content/t.yaml": ORIGINAL.replace("      - bullets", "      - use: f\n      - bullets"),
    "content/t.es.yaml": TRANSLATION.replace("      - bullets", "      - use: f\n      - bullets"),
    "content/fragments/f.yaml": FRAGMENT,
}


def test_a_fragment_is_translated_too(tmp_path: Path) -> None:
    [message] = found(tmp_path, USING)
    assert message.startswith("content/t.es.yaml:12:9: the fragment 'f' is in 'en', and has no translation into 'es'")
    assert "write content/fragments/f.es.yaml" in message
    own = "translates: 2026-02-01\nreview: {status: draft}\nbody: [{text: Llámenos.}]\n"
    workspace = load(write(tmp_path, {**USING, "content/fragments/f.es.yaml": own}), languages=["es"])
    assert "Llámenos." in words(workspace)
    assert "Ring us." not in words(workspace)
    Renderer(workspace).render(Request(topics=("t",), audience="patient", language="es"))


def test_a_fragment_says_its_language(tmp_path: Path) -> None:
    own = FRAGMENT.replace("review", "language: es\nreview").replace("Ring us", "Llámenos")
    workspace, problems = load_partly(write(tmp_path, {**USING, "content/fragments/f.yaml": own}))
    assert workspace is not None
    assert workspace.topics == {}
    assert [problem.message for problem in problems] == [
        "the fragment 'f' is in 'es', and has no translation into 'en'"
    ]


def test_the_clinic_s_own_texts_are_in_the_document_s_language(tmp_path: Path) -> None:
    pages = {**FILES, "clinic.yaml": CLINIC, "layouts/plain.yaml": 'footer: {left: "Call us", right: "{{ page }}"}\n'}
    messages = [str(each) for each in check(write(tmp_path, pages), None) if "no text in the language" in each.message]
    assert len(messages) == 5
    assert messages[0].startswith("clinic.yaml:3:25: no text in the language 'es'\n  hint: write a text for each")
    assert [each for each in messages if each.startswith("layouts/plain.yaml:1:16:")]
    with pytest.raises(HandoutError, match="no text in the language 'es'"):
        words(load(tmp_path, languages=["es"]))


@pytest.mark.parametrize("language", ["es", None])
def test_the_scan_knows_what_is_restricted_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str | None
) -> None:
    workspace = load(write(tmp_path, FILES), languages=["es"])

    def broken(topic: Any, clinic: Any, reader: Reader, *more: Any) -> Selection:
        right, leaking = select(topic, clinic, reader, *more), workspace.topic("t", language)
        wrong = select(leaking, clinic, replace(reader, audience="clinician"), *more).topic.sections
        return replace(right, topic=replace(right.topic, sections=wrong))

    monkeypatch.setattr(pipeline, "select", broken)
    with pytest.raises(HandoutError, match=r"this is not for 'patient'") as refused:
        Renderer(workspace).render(Request(topics=("t",), audience="patient", language="es"))
    assert refused.value.exit_code == 5
    [problem] = refused.value.diagnostics
    assert problem.span.file == ("content/t.es.yaml" if language else "content/t.yaml")


def test_the_clinic_s_language_is_read_for_the_staff(tmp_path: Path) -> None:
    spanish = ORIGINAL.replace("title: Dry skin", "title: Piel\nlanguage: es").replace("[@book]", "[@book] sí")
    back = TRANSLATION.replace("Piel seca", "Skin")
    pages = {**FILES, "content/t.yaml": spanish, "content/t.en.yaml": back}
    del pages["content/t.es.yaml"]
    made = document(loaded(tmp_path, pages))
    assert made.footer.below is not None
    assert made.footer.below.text.startswith("For staff: Skin ·\u00a0Spanish ·\u00a0Español ·\u00a0")


def test_the_line_for_staff_doesn_t_grow_with_the_reader_s_text(tmp_path: Path) -> None:
    made = document(load(write(tmp_path, FILES), languages=["es"]), language="es", scale="giant")
    assert made.footer.below is not None
    assert made.footer.left is not None
    sizes = [made.styles[leaf.role].size for leaf in (made.footer.below, made.footer.left)]
    assert sizes == [12, 24]


PASTED = TRANSLATION.replace("- uno", "- Only the doctors of this clinic may read *this*")


def test_a_restricted_sentence_of_the_original_pasted_for_patients_is_refused(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, {**FILES, "content/t.es.yaml": PASTED}), languages=["es"])
    renderer = Renderer(workspace)
    said = (
        r"es.yaml:13:13: this has words of the original that are not for 'patient'\n  hint: .* at content/t.yaml:17:19"
    )
    with pytest.raises(HandoutError, match=said) as refused:
        renderer.render(Request(topics=("t",), audience="patient", language="es"))
    assert refused.value.exit_code == 5
    found = preflight(workspace, partial(_composed, renderer), lambda *_: [])
    assert [str(each.span) for each in found] == ["content/t.es.yaml:13:13"]
    renderer.render(Request(topics=("t",), audience="clinician", language="es"))
    renderer.render(Request(topics=("t",), audience="patient"))


def _composed(renderer: Renderer, topic: str, audience: str, language: str | None, _: Printing) -> Any:
    composed = renderer.composed(Request(topics=(topic,), audience=audience, language=language))
    return composed.context, composed.document


def test_words_that_the_original_s_patients_read_too_may_be_in_a_translation(tmp_path: Path) -> None:
    own = ORIGINAL.replace("- one", "- only the doctors of this clinic may read this")
    pages = {**FILES, "content/t.yaml": own, "content/t.es.yaml": PASTED}
    Renderer(load(write(tmp_path, pages), languages=["es"])).render(
        Request(topics=("t",), audience="patient", language="es")
    )


@pytest.mark.parametrize("same", ["5 g", "5g", "5 gramos", "5", "5 г", "٥ g"])
def test_a_number_has_the_same_unit_or_one_that_isn_t_judged(tmp_path: Path, same: str) -> None:
    assert not [message for message in found(tmp_path, files("5 g", same)) if "warning" in message]


def test_a_decimal_number_in_arabic_digits_is_the_same_number(tmp_path: Path) -> None:
    pages = {name: text.replace("5 g", "38.5 g") for name, text in files().items()}
    name = "content/t.es.yaml"
    assert not [message for message in found(tmp_path, pages) if "warning" in message]
    assert not [
        message
        for message in found(tmp_path, {**pages, name: pages[name].replace("38.5", "٣٨٫٥")})
        if "warning" in message
    ]
