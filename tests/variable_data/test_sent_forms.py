"""Forms that another process has made and sent fill as those that are made here, and hold no patient's words."""

from __future__ import annotations

import base64
import datetime
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import handout
from batch.make import NAMES, workspace
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Renderer, Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.sent_forms import sent, take
from handout.workspace.load import load

BORN = datetime.date(1961, 4, 5)
EVERY = (*NAMES, "محمد علي", "שרה כהן", "प्रिया शर्मा", "Ludwig\nvan Quayle")
SENDS = """
import base64, pickle, sys
from pathlib import Path
from handout.pipeline import Renderer
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.sent_forms import sent
from handout.workspace.load import load

root, requests = pickle.loads(base64.b64decode(sys.stdin.read()))
maker = VariableDataRenderer(Renderer(load(root)))
for request in requests:
    maker.make(request)
sys.stdout.buffer.write(sent(maker.forms))
"""


def _asked(name: str, audience: str = "patient", **values: FieldValue) -> Request:
    given: dict[str, FieldValue] = {"id": "A-1", "name": name, "birth_date": BORN, "appointment": BORN, **values}
    return Request(topics=("visit",), audience=audience, patient=Patient(values=given, personal=True))


def _requests(**values: FieldValue) -> list[Request]:
    """All of the names, in every other document with the values; with the forms of clinicians among them."""
    found = [_asked(name, "patient", **(values if at % 2 else {})) for at, name in enumerate(EVERY)]
    return [*found, *(_asked(name, "clinician") for name in EVERY[:3])]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("batch"))


def _takes(root: Path, content: bytes) -> VariableDataRenderer:
    renderer = Renderer(load(root))
    made = VariableDataRenderer(renderer)
    take(content, made.forms, renderer.fonts)
    made.begin()
    return made


@pytest.fixture(scope="module")
def from_afar(root: Path) -> bytes:
    """The forms of a process in which texts have other hashes, as on another machine."""
    path = os.pathsep.join([str(Path(handout.__file__).parents[1]), *filter(None, sys.path)])
    given = base64.b64encode(pickle.dumps((root, _requests(ward="7"))))
    return subprocess.run(
        [sys.executable, "-c", SENDS], input=given, capture_output=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path},
    ).stdout  # fmt: skip


def test_documents_made_with_forms_of_another_process_are_the_painted_ones(root: Path, from_afar: bytes) -> None:
    here, renderer = _takes(root, from_afar), Renderer(load(root))
    ever = here.forms.ever
    ways = []
    for request in reversed(_requests(ward="9b")):
        made = here.make(request)
        assert made.pdf == renderer.render(request).pdf
        ways.append((made.way, made.first))
    assert ways == [("stamped", False)] * len(ways)
    assert here.forms.ever == ever > 5


def test_what_a_document_is_said_to_be_does_not_depend_on_where_its_form_was_made(root: Path, from_afar: bytes) -> None:
    alone, taught = VariableDataRenderer(Renderer(load(root))), _takes(root, from_afar)

    def told(made: Made) -> tuple[object, ...]:
        return made.sha256, made.form, made.pages, made.way, made.why

    requests = [*_requests(ward="7"), _asked("Zoë", ward="A\nB"), _asked("Ω", seen_by="Dr Mei Tan")]
    assert [told(alone.make(request)) for request in requests] == [told(taught.make(request)) for request in requests]


def test_forms_that_are_sent_have_no_patients_words(root: Path) -> None:
    """Nor any in the fonts, lines and widths that are kept beside them."""
    words = ["Zzphione", "Zzphitwo", "ٱلزفيون", "ज़फीओन", "Zzphi-three-and-a-half" * 4, "Zzphiline\nZzphiother"]
    maker = VariableDataRenderer(Renderer(load(root)))
    for number, word in enumerate(words * 2):
        maker.make(_asked(word, seen_by=f"Dr Zzphiwho{number}", ward=f"Zzphiward{number}", id=f"ZZPHI-{number}"))
    content = sent(maker.forms)
    assert b"appointment" in content, "what a slot prints is said by the field's name"
    written = content.decode("utf-8", "replace")
    assert "Zzphi" not in written
    assert "ZZPHI" not in written
    assert [word for word in words if word[:4] in written] == []


def test_the_order_in_which_forms_were_used_goes_with_them(root: Path) -> None:
    maker = VariableDataRenderer(Renderer(load(root)))
    for request in _requests(ward="7"):
        maker.make(request)
    taken = _takes(root, sent(maker.forms)).forms

    def names(forms: object) -> list[tuple[object, list[str]]]:
        return [(key, [form.name for form in found or ()]) for key, found in forms]  # type: ignore[attr-defined]

    assert names(taken) == names(maker.forms)
    assert max(len(found) for _, found in names(taken)) > 1
    assert taken.dearest == maker.forms.dearest


def test_records_that_are_laid_out_one_by_one_are_known_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = VariableDataRenderer(Renderer(load(root)))
    monkeypatch.setattr("handout.variable_data.renderer.same_but_slots", lambda *_: False)
    assert maker.make(_asked("Anna")).why == "text"
    taken = _takes(root, sent(maker.forms))
    key = taken.forms.known(_asked("Bea"), load(root).clinic)
    assert key is not None
    assert taken.forms.of(key) is None
    assert taken.make(_asked("Bea")).way == "painted"
