"""The seed topic in other languages says what the original says: the same names, and nothing surer or less sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handout import extract
from handout.content.texts import Text
from handout.content.walk import texts, walk
from handout.inline.runs import Words
from handout.pipeline import Renderer, Request
from handout.select import Reader, select
from handout.workspace.load import Workspace, load
from seed.passages import ROOT

TOPIC, LANGUAGE = "milia-like-calcinosis", "es"
NAMES = {
    "diltiazem": "diltiazem", "colchicine": "colchicina", "bisphosphonate": "bifosfonato", "vitamin d": "vitamina d",
    "steroid": "esteroide", "antibiotic": "antibiótico", "immune modulator": "modulador(es)? inmunitario",
    "calcium channel blocker": "bloqueador(es)? de los canales de calcio", "lupus": "lupus", "raynaud": "raynaud",
    "scleroderma": "esclerodermia", "systemic sclerosis": "esclerosis sistémica", "dermatomyositis": "dermatomiositis",
    "dermatitis": "dermatitis",
    "tumour": "tumor", "kidney|renal": "riñon|renal", "calcium": "calci", "bone": "hues|óse",
    "x-ray": "radiografía", "ultrasound": "ecografía|ultrasonido", "doppler": "doppler", "biopsy": "biopsia",
    "infect": "infec", "surgery|surgical": "cirugía|quirúrgic", "laser": "láser", "cryotherapy": "crioterapia",
    "autoimmune": "autoinmun", "inflam": "inflam", "genes|genetic": "gen", "pain": "dol|calmante",
    "ulcer": "úlcera", "nerve": "nervio", "allerg": "alergi", "antibod": "anticuerpo",
}  # fmt: skip
"""What has to be named where the original names it: English, and the beginnings of the words in Spanish."""
UNSURE_EN = r"\b(may|can|could|might|possib\w+|potential|sometimes|some cases|likely)\b"
UNSURE_ES = r"\b(pued\w+|podem\w+|podr\w+|posib\w+|a veces|algunos casos|probab\w+|quizá)\b"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load(ROOT, [TOPIC], languages=[LANGUAGE])


def words(text: Text) -> str:
    return " ".join(run.text for run in text.every_run if isinstance(run, Words)).lower()


def selected(workspace: Workspace, language: str | None, audience: str) -> Iterator[str]:
    topic = workspace.topic(TOPIC, language)
    chosen = select(topic, workspace.clinic, Reader(audience=audience)).topic
    if chosen.summary is not None:
        yield words(chosen.summary)
    for node in walk(chosen.sections):
        yield from (words(text) for _, text in texts(node))


@pytest.fixture(params=["patient", "clinician"])
def pairs(workspace: Workspace, request: pytest.FixtureRequest) -> list[tuple[str, str]]:
    found = (selected(workspace, language, request.param) for language in (None, LANGUAGE))
    return list(zip(*found, strict=True))


def test_every_name_is_there_in_spanish(pairs: list[tuple[str, str]]) -> None:
    lost = [
        (english, spanish, name)
        for english, spanish in pairs
        for name, said in NAMES.items()
        if re.search(rf"\b({name})", english) and not re.search(said, spanish)
    ]
    assert lost == []


def test_what_is_possible_is_not_certain_in_spanish_and_the_other_way_round(pairs: list[tuple[str, str]]) -> None:
    sure = [pair for pair in pairs if bool(re.search(UNSURE_EN, pair[0])) != bool(re.search(UNSURE_ES, pair[1]))]
    assert sure == []


def test_no_english_is_left_in_a_sentence(pairs: list[tuple[str, str]]) -> None:
    english = re.compile(r"\b(the|of|and|your|may|with|skin|is|are)\b")
    assert [spanish for _, spanish in pairs if english.search(spanish)] == []


def test_its_sentences_are_short(workspace: Workspace) -> None:
    said = [text for text in selected(workspace, LANGUAGE, "patient") if text.count(".") >= 1]
    lengths = [len(sentence.split()) for text in said for sentence in re.split(r"[.?!:]\s|[.?!]$", text) if sentence]
    assert sum(lengths) / len(lengths) < 14
    assert max(lengths) <= 30


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_it_is_printed_as_an_unchecked_draft(workspace: Workspace, audience: str) -> None:
    made = Renderer(workspace).render(Request(topics=(TOPIC,), audience=audience, language=LANGUAGE))
    pages = extract.pages(made.pdf)
    assert len(pages) == made.pages
    for page in pages:
        assert "Borrador de traducción – aún no revisado por un profesional clínico" in page
        assert "For staff: Milia-like calcinosis" in page
        assert ("Para profesionales – no para pacientes" in page) == (audience == "clinician")


NAMES_AR = {
    "diltiazem": "ديلتيازيم", "colchicine": "كولشيسين", "bisphosphonate": "بيسفوسفونات",
    "vitamin d": "فيتامين د", "steroid": "ستيرويد", "antibiotic": "حيوي",
    "immune modulator": "معدل.? ?.*مناع", "lupus": "ذئبة", "raynaud": "رينو", "scleroderma": "تصلب الجلد",
    "systemic sclerosis": "التصلب الجهازي", "kidney|renal": "كلى|كلوي", "calcium": "كالسيوم", "bone": "عظ",
    "x-ray": "الأشعة السينية|للأشعة", "ultrasound": "الموجات فوق|دوبلر", "doppler": "دوبلر", "biopsy": "خزعة",
    "infect": "عدوى", "surgery|surgical": "جراح", "laser": "ليزر", "cryotherapy": "بالتبريد",
    "autoimmune": "مناعة|مناعية", "genes|genetic": "جين|وراث", "pain": "ألم|مسكن|مؤلم", "ulcer": "قرح",
    "nerve": "عصب|أعصاب", "allerg": "حساسية", "antibod": "مضادة", "tumour": "أورام",
}  # fmt: skip
UNSURE_AR = r"قد\b|يمكن|ممكن|احتمال|محتمل|أحيان|بعض الحالات|تستطيع"


@pytest.fixture(scope="module")
def arabic() -> Workspace:
    return load(ROOT, [TOPIC], languages=["ar"])


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_the_arabic_draft_names_all_and_is_as_unsure(arabic: Workspace, audience: str) -> None:
    pairs = [*zip(*(selected(arabic, language, audience) for language in (None, "ar")), strict=True)]
    lost = [
        (said, name) for english, said in pairs for name, own in NAMES_AR.items()
        if re.search(rf"\b({name})", english) and not re.search(own, said)
    ]  # fmt: skip
    assert lost == []
    assert [p for p in pairs if bool(re.search(UNSURE_EN, p[0])) != bool(re.search(UNSURE_AR, p[1]))] == []
    assert [said for _, said in pairs if re.search(r"[a-z]{4}", said)] == []


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_the_arabic_draft_is_printed_as_one(arabic: Workspace, audience: str) -> None:
    made = Renderer(arabic).render(Request(topics=(TOPIC,), audience=audience, language="ar"))
    for page in extract.pages(made.pdf):
        assert "مسودة ترجمة – لم يراجعها بعد مختص صحي" in page
        assert "For staff: Milia-like calcinosis" in page
        assert "Arabic" in page
        assert ("للعاملين في الرعاية الصحية – ليست للمرضى" in page) == (audience == "clinician")
