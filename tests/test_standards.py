"""Both standards at once, PDF/UA-1 and PDF/A-2a, for whatever the program prints: no rule fails, ever."""

from __future__ import annotations

from itertools import combinations, product
from typing import NamedTuple

import page
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from canary.files import files
from canary.workspace import AUDIENCES, written
from handout.diagnostics import HandoutError
from handout.extract.tags import tags
from handout.patients import read_patient
from handout.pipeline import Renderer, Request
from handout.verify.pdf_objects import File
from handout.workspace.load import load
from pdf import second
from pdf.check import problems
from program import ARABIC, ROOT, workspace

PROFILES = ("ua1", "2a")
TOPICS = ("milia-like-calcinosis", "preparing-for-your-visit")
PAPERS = ("A4", "Letter")
SCALES = ("standard", "clear", "large", "giant")
LAYOUTS = {
    "patient": ("patient", "columns", "wide"),
    "clinician": ("clinician", "columns", "wide"),
}
COLUMNS = """extends: base
page: {columns: 2, margins: {left: 15mm, right: 15mm}}
header: {left: "{{ clinic.name }}", center: "{{ date }}", right: "{{ patient.name }}", rule: true}
show: {contents: true}
"""
WIDE = """extends: base
page: {margins: {left: 12mm, right: 12mm, top: 30mm}}
header: {left: "{{ topic.title }}", first: {left: "{{ clinic.web }}"}}
footer: {center: "{{ page }}"}
show: {masthead: false, contents: true, audience: false}
"""


def failures(pdf: bytes) -> list[str]:
    """Every rule of both standards that a file breaks, and what this project checks beside them."""
    found = []
    for profile in PROFILES:
        report = page.validate_pdf_bytes(pdf, profile=profile)
        found += [f"{profile}: {failure}" for failure in report.failures]
    return found + problems(pdf)


@pytest.fixture(scope="module")
def arabic() -> Renderer:
    return Renderer(load(ARABIC))


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    root = workspace(tmp_path_factory.mktemp("standards"), of=ROOT)
    (root / "layouts" / "columns.yaml").write_text(COLUMNS, encoding="utf-8")
    (root / "layouts" / "wide.yaml").write_text(WIDE, encoding="utf-8")
    return Renderer(load(root))


class Look(NamedTuple):
    """A document of a topic."""

    topic: str
    audience: str
    layout: str
    paper: str
    scale: str

    def request(self) -> Request:
        topic, audience, layout, paper, scale = self
        return Request(topics=(topic,), audience=audience, layout=layout, paper=paper, scale=scale)


ALL = [
    Look(*topic_and_audience, layout, paper, scale)
    for topic_and_audience in product(TOPICS, LAYOUTS)
    for layout, paper, scale in product(LAYOUTS[topic_and_audience[1]], PAPERS, SCALES)
]
"""Every layout on every paper in every scale."""


def in_pairs(look: Look) -> bool:
    """Whether it is one of the quarter in which any two of its five choices meet, and every scale each layout."""
    layout = LAYOUTS[look.audience].index(look.layout)
    turned = (SCALES.index(look.scale) - layout - TOPICS.index(look.topic)) % 4
    paper = (turned // 2 + list(LAYOUTS).index(look.audience)) % 2
    return turned % 2 == 0 and look.paper == PAPERS[paper]


PAIRS = list(filter(in_pairs, ALL))


def test_any_two_choices_are_among_the_pairs() -> None:
    assert len(PAIRS) * 4 == len(ALL)
    for parts in [*combinations(range(5), 2), (1, 2, 4)]:
        assert {tuple(look[part] for part in parts) for look in PAIRS} == {
            tuple(look[part] for part in parts) for look in ALL
        }


@pytest.mark.parametrize(
    "look", [pytest.param(look, marks=() if look in PAIRS else pytest.mark.deep, id="-".join(look)) for look in ALL]
)
def test_every_layout_paper_and_scale(look: Look, renderer: Renderer) -> None:
    assert failures(renderer.render(look.request()).pdf) == []


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("audience", "paper"), [("patient", "A4"), ("clinician", "Letter")])
def test_every_block_from_right_to_left(audience: str, paper: str, scale: str, arabic: Renderer) -> None:
    request = Request(topics=("every-block",), audience=audience, paper=paper, scale=scale)
    pdf = arabic.render(request).pdf
    assert failures(pdf) == []
    assert {"WritingMode", "RlTb"} <= set(File(pdf).names)


SECOND = [look for look in ALL if look.paper == "A4" and look.scale in ("standard", "giant")]
"""Of the second standards: half of them, in which every layout is in both scales, are tried without `make deep`."""
HALF = [
    look for at, look in enumerate(SECOND)
    if (at + TOPICS.index(look.topic) + LAYOUTS[look.audience].index(look.layout)) % 2 == 0
]  # fmt: skip


def test_every_layout_is_in_both_scales_and_of_both_topics_in_the_half() -> None:
    assert len(HALF) * 2 == len(SECOND)
    for parts in ((1, 2, 4), (0, 1, 2), (0, 4)):
        assert {tuple(look[part] for part in parts) for look in HALF} == {
            tuple(look[part] for part in parts) for look in SECOND
        }


@pytest.mark.parametrize(
    "look", [pytest.param(look, marks=() if look in HALF else pytest.mark.deep, id="-".join(look)) for look in SECOND]
)
def test_the_second_standards(look: Look, renderer: Renderer) -> None:
    request = replace(look.request(), standard="ua2")
    pdf = renderer.render(request).pdf
    assert second.failures(pdf) + problems(pdf) == []
    older = renderer.render(replace(request, standard="ua1")).pdf
    assert second.failures(older), "a file of the older standards is found out"
    assert tags(pdf) == tags(older), "both are of one tree"


def test_for_one_patient(renderer: Renderer) -> None:
    values = ("name=Łucja Żółć", "birth_date=2019-04-05", "id=A-1", "appointment=2026-12-03T09:30", "seen_by=Dr Ø")
    patient, _ = read_patient(None, values, renderer.workspace.clinic)
    for layout in LAYOUTS["patient"]:
        request = Request(topics=(TOPICS[1],), audience="patient", layout=layout, patient=patient)
        assert failures(renderer.render(request).pdf) == []


def test_the_seed_is_small() -> None:
    pdf = Renderer(load(ROOT)).render(Request(topics=(TOPICS[0],), audience="patient")).pdf
    assert len(pdf) < 60_000


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), audience=st.sampled_from(AUDIENCES), scale=st.sampled_from(SCALES))
def test_random_documents(seed: int, audience: str, scale: str) -> None:
    with written(files(seed)) as root:
        try:
            rendered = Renderer(load(root)).render(Request(topics=("t",), audience=audience, scale=scale))
        except HandoutError as error:
            # Not for this audience, or a facet that must be known; anything that verifying refuses is a fault of ours.
            assert error.exit_code == 3, error
            return
        assert failures(rendered.pdf) == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), audience=st.sampled_from(AUDIENCES))
def test_random_documents_of_the_second_standards(seed: int, audience: str) -> None:
    with written(files(seed)) as root:
        try:
            rendered = Renderer(load(root)).render(Request(topics=("t",), audience=audience, standard="ua2"))
        except HandoutError as error:
            assert error.exit_code == 3, error
            return
        assert second.failures(rendered.pdf) + problems(rendered.pdf) == []
