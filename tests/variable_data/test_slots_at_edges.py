"""Slots at the sides of pages and at the ends of texts, stamped and painted for one patient after another."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from batch.make import workspace
from handout.layout.geometry import Pages
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Composed, Rendered, Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.verify import SharedForms
from handout.workspace.load import load

LAYOUT = """\
page: {size: Letter, margins: {left: 35mm, right: 35mm}}
header: {left: "*WHO*", center: "WARD", right: "WHO {{ page }}", first: {right: "**WHO**, WARD"}}
footer: {center: "{{ page }} for WHO · WARD · {{ pages }}"}
styles:
  summary-text: {align: center}
  callout-text: {align: right}
  cell: {align: center}
  item: {align: right}
"""
TOPIC = """\
title: Edges
audience: [patient]
summary: "WHO"
review: {status: draft}
sections:
  - id: first
    title: First
    audience: [patient]
    body:
      - text: "WHO’s tablets are to be taken twice a day, in the morning and in the evening with some water."
      - text: "Please take them twice a day, in the morning and in the evening, with water, and bring them, WHO"
      - text: "Ring us in the morning or in the evening if you take more than **WHO** is to take: WARD a day."
      - bullets: ["WHO", "☎ For WARD/WHO ✓"]
      - callout: {kind: important, title: Note, body: [{text: "WARD-WHO"}]}
      - do-dont: {do: ["WHO", "Ring WARD"], dont: ["For WHO, wait for WARD in the morning and in the evening"]}
      - timeline: [{time: "WHO", text: "Ring WARD"}, {time: Then, text: "For WHO, wait for WARD in the morning"}]
      - contact: [day, {label: "WHO", phone: "WARD"}, {label: "For WHO", phone: "555 WARD"}]
      - contact: [{label: "WARD", phone: 555 0188}]
      - table: {columns: [Who, Where], rows: [["WHO", "at WARD"]]}
"""
VALUES = st.lists(
    st.text(st.sampled_from("aeilmnorstvwA-’./·Ω☎"), min_size=1, max_size=14), min_size=1, max_size=3
).map(" ".join)
NAMES = VALUES.filter(lambda name: any(map(str.isalnum, name)))  # another one is refused


class Unproved(Renderer):
    """Makes documents without verifying them, so that a test can make many."""

    def proved(self, composed: Composed, pages: Pages, pdf: bytes, shared: SharedForms | None = None) -> Rendered:
        """As they are."""
        return Rendered(request=composed.request, pdf=pdf, pages=len(pages.pages))


def _filled(text: str) -> str:
    return text.replace("WHO", "{{ patient.name }}").replace("WARD", "{{ patient.ward | default('none') }}")


def _asked(name: str, ward: str | None) -> Request:
    values: dict[str, FieldValue] = {"id": "A-1", "name": name, "birth_date": datetime.date(1961, 4, 5)}
    values |= {"ward": ward} if ward else {}
    return Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))


@settings(max_examples=4)
@given(st.lists(st.tuples(NAMES, st.one_of(st.none(), VALUES)), min_size=4, max_size=12))
def test_stamped_and_painted_are_the_same_bytes(patients: list[tuple[str, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder), patient=_filled(LAYOUT))
        (root / "content" / "visit.yaml").write_text(_filled(TOPIC), encoding="utf-8")
        renderer = Unproved(load(root, ["visit"]))
        stamper = VariableDataRenderer(renderer)
        for name, ward in patients:
            request = _asked(name, ward)
            assert stamper.make(request).pdf == renderer.render(request).pdf
