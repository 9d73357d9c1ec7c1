"""The volume: many documents' objects in one file, each where it belongs, and none twice."""

from __future__ import annotations

import re
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import page
import pikepdf
import pytest

from batch.make import workspace
from batch.print_run.test_combine import bookmarks
from handout import extract
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pdf.merge import object_writer, trees
from handout.pdf.merge.object_writer import ObjectWriter
from handout.pdf.merge.parse import form_objects, own_objects
from handout.pdf.merge.templates import template
from handout.pdf.merge.volume import Volume
from handout.pdf.merge.written_file import ending
from handout.pdf.xref import ROW
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from pdf.check import problems
from program import ROOT


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> VariableDataRenderer:
    return VariableDataRenderer(Renderer(load(workspace(tmp_path_factory.mktemp("workspace")), ["visit"])))


def copies(stamper: VariableDataRenderer, count: int, *names: str) -> list[tuple[bytes, str]]:
    found = []
    for number in range(count):
        name = names[number] if names else f"Anna Number{number}"
        values: dict[str, FieldValue] = {"id": f"A-{number}", "name": name}
        values |= {"birth_date": "1961", "appointment": "2026"}
        request = Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))
        made = stamper.make(request)
        found.append((made.pdf, made.form))
    return found


def bound(documents: list[tuple[bytes, str]], times: int = 1, **more: Any) -> tuple[bytes, Volume]:
    out = BytesIO()
    volume = Volume(out, BytesIO(), **more)
    for number in range(times):
        for at, (pdf, edition) in enumerate(documents):
            volume.add(pdf, edition, f"{number}-{at}")
    volume.finish()
    return out.getvalue(), volume


def test_a_document_more_takes_less_than_a_kilobyte_of_memory(stamper: VariableDataRenderer, tmp_path: Path) -> None:
    documents = copies(stamper, 100)

    def peak(times: int) -> int:
        with (tmp_path / "out").open("w+b") as out, (tmp_path / "spool").open("w+b") as spool:
            tracemalloc.start()
            volume = Volume(out, spool)
            for _ in range(times):
                for pdf, edition in documents:
                    volume.add(pdf, edition, "A-1")
            volume.finish()
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return found

    peak(1)
    few, many = peak(2), peak(20)
    assert many - few < 1000 * 1800


def test_what_is_known_by_content_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_writer, "MOST_SHARED", 3)
    found = ObjectWriter(BytesIO(), BytesIO())
    numbers = [found.once(b"<</A %d>>" % number) for number in (1, 2, 3, 1, 4, 5, 1, 2, 3, 4)]
    assert numbers[0] == numbers[3] == numbers[6]
    assert len(set(numbers)) == 8, "2, 3 and 4 were forgotten, and written again"


def test_an_edition_s_fonts_and_pages_are_there_once(stamper: VariableDataRenderer) -> None:
    documents = copies(stamper, 20)
    assert len({edition for _, edition in documents}) == 1
    one, many = bound(documents[:1])[0], bound(documents)[0]
    with pikepdf.open(BytesIO(one)) as single, pikepdf.open(BytesIO(many)) as volume:
        fonts = [
            sum("/FontFile2" in o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)) for pdf in (single, volume)
        ]
        assert fonts[0] == fonts[1] > 0
        first, last = ([stream.objgen for stream in volume.pages[at].Contents] for at in (0, -1))
        assert set(first) & set(last)
        assert set(first) - set(last)
    assert len(many) - len(one) < 19 * len(documents[0][0]) / 5


def test_a_value_that_is_shaped_keeps_its_own_font(stamper: VariableDataRenderer) -> None:
    documents = copies(stamper, 4, "محمد علي", "प्रिया शर्मा", "فاطمة", "김민수 はなこ")
    assert len({edition for _, edition in documents}) < 4
    assert len({len(ending(one).rows) for one, _ in documents}) > 1, "some have fonts of more faces"
    pdf, _ = bound(documents)
    assert problems(pdf) == []
    assert extract.pages(pdf) == [text for one, _ in documents for text in extract.pages(one)]


def test_pictures_links_and_papers_go_together() -> None:
    """The repository's own topics, with a logo and links, for both audiences' layouts, on two papers."""
    stamper = VariableDataRenderer(Renderer(load(ROOT)))
    values: dict[str, FieldValue] = {"id": "1", "name": "Bea Brown", "birth_date": "1961", "appointment": "2026"}
    documents = []
    for topic, paper in (("milia-like-calcinosis", "A4"), ("preparing-for-your-visit", "Letter")):
        patient = Patient(values={**values, "seen_by": "Dr B. Jones"}, personal=True)
        made = stamper.make(Request(topics=(topic,), audience="patient", paper=paper, patient=patient))
        documents += [(made.pdf, made.form)] * 2
    pdf, _ = bound(documents)
    assert problems(pdf) == []
    assert all(page.validate_pdf_bytes(pdf, profile=profile).failures == [] for profile in ("ua1", "2a"))
    assert extract.pages(pdf) == [text for one, _ in documents for text in extract.pages(one)]
    with pikepdf.open(BytesIO(pdf)) as read:
        assert {tuple(map(int, sheet.MediaBox[2:])) for sheet in read.pages} == {(595, 841), (612, 792)}
        pictures = [o for o in read.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(pictures) == len({picture.read_raw_bytes() for picture in pictures}) > 0
        assert str(read.docinfo.Title).count("; ") == 1


def test_deep_trees_are_right(stamper: VariableDataRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "FAN", 2)
    monkeypatch.setattr(object_writer, "PACKED", 3000)
    monkeypatch.setattr("handout.pdf.merge.volume.PACKED", 3000)
    monkeypatch.setattr(object_writer, "BLOCK", 7)
    documents = copies(stamper, 11)
    for count in (1, 2, 3, 4, 5, 8, 9, 11):
        pdf, volume = bound(documents[:count], duplex=True)
        assert problems(pdf) == []
        assert len(extract.pages(pdf)) == volume.pages
        with pikepdf.open(BytesIO(pdf)) as read:
            assert not read.get_warnings()
            assert len(bookmarks(read)) == count
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []


def test_what_many_documents_share_is_compressed_once(stamper: VariableDataRenderer) -> None:
    documents = copies(stamper, 12)
    with mock.patch.object(zlib, "compress", wraps=zlib.compress) as compress:
        pdf, _ = bound(documents, times=9, duplex=True)
    assert compress.call_count < 70
    assert problems(pdf) == []
    texts = [text for one, _ in documents for text in extract.pages(one)]
    assert [text for text in extract.pages(pdf) if text] == texts * 9
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []


def test_forgotten_editions_are_written_again(stamper: VariableDataRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handout.pdf.merge.volume.MOST_FORMS", 1)
    monkeypatch.setattr(object_writer, "MOST_SHARED", 1)
    one = copies(stamper, 1)[0]
    values: dict[str, FieldValue] = {"id": "1", "name": "Bea", "birth_date": "1961", "appointment": "2026"}
    patient = Patient(values=values, personal=True)
    other = stamper.make(Request(topics=("visit",), audience="clinician", patient=patient))
    pdf, _ = bound([one, (other.pdf, other.form), one])
    assert problems(pdf) == []
    assert extract.pages(pdf) == [t for d in (one[0], other.pdf, one[0]) for t in extract.pages(d)]


def test_words_that_look_like_references_stay_words() -> None:
    body = rb"<</Contents(see 12 0 R, 50% \(/StructParents 3\) 7 0 R)/Dest[12 0 R/XYZ 1 2 null]/StructParent 4>>"
    found = template(body)
    assert found.holes == (12, -5)
    numbers = list(range(100, 130))
    assert found.filled(numbers) == body.replace(b"Dest[12", b"Dest[112").replace(b"Parent 4", b"Parent 125")


@pytest.mark.parametrize("cut", ["", "tail", "half", "other"])
def test_what_is_no_file_of_ours_is_refused(stamper: VariableDataRenderer, cut: str) -> None:
    (pdf, edition), (another, _) = copies(stamper, 2)
    wrong = {
        "": b"",
        "tail": pdf[:-1],
        "half": pdf[: len(pdf) // 2],
        "other": pdf.replace(b"/Type/XRef", b"/Type/Xref"),
    }[cut]
    with pytest.raises(ValueError, match="file"):
        form_objects(wrong, edition)
    volume = Volume(BytesIO(), BytesIO())
    volume.add(another, edition, "A")
    with pytest.raises(ValueError, match=r"form|file"):
        volume.add(wrong, edition, "B")
    assert (volume.documents, volume.pages) == (1, len(extract.pages(another)))


@pytest.mark.parametrize("kind", [1, 2])
def test_a_copy_with_another_row_is_refused(stamper: VariableDataRenderer, kind: int) -> None:
    """A shared object that is elsewhere, or an own object that is in an object stream."""
    (pdf, edition), (another, _) = copies(stamper, 2)
    form = form_objects(pdf, edition)
    at = min(form.shared) if kind == 1 else min(form.own)
    found = ending(another)
    rows = bytearray(found.rows)
    rows[at * ROW.size : (at + 1) * ROW.size] = ROW.pack(kind, 1, 0)
    assert own_objects(_with_rows(another, found.rows), form) == own_objects(another, form)
    with pytest.raises(ValueError, match="form"):
        own_objects(_with_rows(another, bytes(rows)), form)


def _with_rows(pdf: bytes, rows: bytes) -> bytes:
    """A file with other cross references."""
    end = ending(pdf).end
    packed = zlib.compress(rows + bytes(ROW.size))
    head = re.sub(rb"/Length \d+>>", b"/Length %d>>" % len(packed), pdf[end:].partition(b"stream\n")[0])
    return b"%s%sstream\n%s\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (pdf[:end], head, packed, end)
