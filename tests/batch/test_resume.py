"""Going on with a finished run: what has changed is made again, whatever changed it, and nothing else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf_fonts
import pytest
from msgspec.structs import replace

from batch.make import HEAD, ORDER, PLAIN, TOPIC, Heard, batch, forked, inline, lines, rows, state, table, workspace
from handout.batch import fingerprints as fingerprints_
from handout.batch.options import Summary
from handout.batch.order import Order, RequestColumns
from handout.batch.output.manifest import NAME
from handout.batch.output.receipts import CODES, KEY, SIZE
from handout.batch.run import run as run_batch
from handout.batch.workers import versions
from handout.patients.lists import open_records
from handout.pipeline import Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from program import run

COUNT = 4
BOTH = replace(ORDER, topics=("visit", "plain"), date=date(2026, 11, 30))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10mm" height="10mm"><rect {}/></svg>'
FIGURE = "      - figure: {file: box.svg, alt: A box, width: 10mm}\n"
FRAGMENT = "audience: [patient, clinician]\nreview: {status: draft}\nbody:\n  - text: Come by bus.\n"
HOUSE = "fonts:\n  families: {House: {regular: house.ttf}}\n  body: [House, FiraGO]\n"
LOGO = "logo: {file: logo.svg, alt: Mill}\n"
VISIT = {f"visit A-{number}" for number in range(1, COUNT + 1)}
WORDS = {f"plain A-{number}" for number in range(1, COUNT + 1)}
ALL = VISIT | WORDS


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a fragment, a picture, a logo and a font, its list, and the folder of a run over it."""
    folder = tmp_path_factory.mktemp("finished")
    root = workspace(folder / "clinic")
    write(root / "clinic.yaml", read(root / "clinic.yaml") + HOUSE + LOGO)
    write(root / "content" / "visit.yaml", TOPIC + "      - use: bus\n")
    write(root / "content" / "plain.yaml", PLAIN + FIGURE)
    write(root / "content" / "fragments" / "bus.yaml", FRAGMENT)
    write(root / "content" / "box.svg", SVG.format('width="9" height="9"'))
    write(root / "logo.svg", SVG.format('width="8" height="8"'))
    (root / "house.ttf").write_bytes(_face("figo"))
    batch(root, table(folder / "list.csv", records()), inline(folder / "out"), BOTH)
    return folder


@pytest.fixture
def folder(clinic: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(clinic, tmp_path / "case"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The documents that are made, as topic and id."""
    found: set[str] = set()
    real = VariableDataRenderer.make

    def make(self: VariableDataRenderer, request: Request) -> Made:
        found.update(f"{topic} {request.patient.values['id']}" for topic in request.topics)
        return real(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    return found


def records() -> list[list[str]]:
    """All with a surname of their own, in letters that share a form."""
    return [[row[0], f"Anna Quayle {row[0]}", *row[2:5], "7b"] for row in rows(COUNT)]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def put(path: Path, old: str, new: str) -> None:
    text = read(path)
    assert old in text
    write(path, text.replace(old, new))


def resumed(folder: Path, order: Order = BOTH, **more: Any) -> tuple[Summary, Heard]:
    return batch(folder / "clinic", _patients(folder), inline(folder / "out", mode="resume", **more), order)


def _patients(folder: Path) -> Path:
    """The list, the newer one if it is in another format."""
    return next(path for path in (folder / "list.json", folder / "list.csv") if path.exists())


def fresh(folder: Path, order: Order = BOTH) -> dict[str, str]:
    batch(folder / "clinic", _patients(folder), inline(folder / "fresh"), order)
    return state(folder / "fresh")


def _list(change: Callable[[list[list[str]]], object]) -> Callable[[Path], object]:
    def act(folder: Path) -> None:
        found = records()
        change(found)
        table(folder / "list.csv", found)

    return act


def _turned(folder: Path) -> None:
    table(folder / "list.csv", [row[::-1] for row in records()], HEAD[::-1])


def _in_json(folder: Path) -> None:
    found = [dict(zip(HEAD, row, strict=True)) for row in records()]
    write(folder / "list.json", json.dumps(found))


def _face(code: str) -> bytes:
    content: bytes = pymupdf_fonts.myfont(code)
    return content


def _font(folder: Path) -> None:
    (folder / "clinic" / "house.ttf").write_bytes(_face("figbo"))


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (lambda folder: None, set()),
    "a value": (_list(lambda found: found[1].__setitem__(4, "Dr Other")), {"visit A-2", "plain A-2"}),
    "a value that becomes empty": (_list(lambda found: found[3].__setitem__(5, "")), {"visit A-4", "plain A-4"}),
    "the order of the columns": (_turned, set()),
    "the format of the list": (_in_json, set()),
    "a record on top": (_list(lambda found: found.insert(0, ["A-9", *found[0][1:]])), {"visit A-9", "plain A-9"}),
    "the order of the records": (_list(lambda found: found.reverse()), set()),
    "two records' values": (
        _list(lambda found: (found[0].__setitem__(slice(1, 3), found[1][1:3]), found[1].__setitem__(1, "Anna Quayle"))),
        {"visit A-1", "plain A-1", "visit A-2", "plain A-2"},
    ),
    "a record less": (_list(lambda found: found.pop(0)), set()),
    "a topic": (lambda f: put(f / "clinic/content/plain.yaml", "Words without", "Words with no"), WORDS),
    "a fragment": (lambda f: put(f / "clinic/content/fragments/bus.yaml", "by bus", "by train"), VISIT),
    "the audience's layout": (lambda f: put(f / "clinic/layouts/patient.yaml", "page {{", "p. {{"), ALL),
    "another layout": (lambda f: put(f / "clinic/layouts/clinician.yaml", "18mm", "19mm"), set()),
    "the clinic": (lambda f: put(f / "clinic/clinic.yaml", "Mill Lane Clinic", "Mill Road Clinic"), ALL),
    "the logo": (lambda f: put(f / "clinic/logo.svg", '"8"', '"7"'), ALL),
    "a picture": (lambda f: put(f / "clinic/content/box.svg", '"9"', '"7"'), WORDS),
    "a font": (_font, ALL),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_made_again(folder: Path, made: set[str], change: str) -> None:
    act, expected = CHANGES[change]
    act(folder)
    summary, _ = resumed(folder)
    assert made == expected
    assert (summary.exit_code, summary.failed) == (0, 0)
    assert state(folder / "out") == fresh(folder)
    made.clear()
    resumed(folder)
    assert made == set(), "and then it is done"


@pytest.mark.parametrize(
    "more",
    [
        {"scale": "large"}, {"paper": "letter"}, {"date": date(2026, 12, 1)}, {"language": "en-US"},
        {"standard": "a2a"}, {"layout": "clinician"}, {"one_file": True}, {"audiences": ("clinician",)},
    ],
    ids=str,
)  # fmt: skip
def test_with_another_option_all_is_made_again(folder: Path, made: set[str], more: dict[str, Any]) -> None:
    order = replace(BOTH, topics=("visit",), **more) if "audiences" in more else replace(BOTH, **more)
    resumed(folder, order)
    assert made == (VISIT if "audiences" in more else ALL)
    assert state(folder / "out") == fresh(folder, order)


@pytest.mark.parametrize("name", ["handout", "reportlab", "zlib"])
def test_another_version_makes_all_again(
    folder: Path, made: set[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = dict(versions.versions())
    monkeypatch.setattr(fingerprints_, "versions", lambda: {**real, name: "9.9"})
    resumed(folder)
    assert made == ALL


def test_another_version_of_an_optional_package_makes_all_again(
    folder: Path, made: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where lines end in Thai is the dictionary's matter."""
    real = dict(versions.optional_packages())
    monkeypatch.setattr(fingerprints_, "optional_packages", lambda: {**real, "icu4py": "9.9"})
    resumed(folder)
    assert made == ALL


TRANSLATED = """\
translates: 2026-11-01
review: {status: draft}
title: Palabras
sections:
  - id: one
    title: Uno
    body:
      - text: Palabras sin nombre.
      - figure: {alt: Una caja}
      - use: bus
"""
BY_BUS = "translates: 2026-11-01\nreview: {status: draft}\nbody:\n  - text: Venga en tren.\n"


@pytest.mark.parametrize(
    ("name", "old", "count"),
    [
        ("content/plain.es.yaml", "Palabras sin", COUNT), ("content/fragments/bus.es.yaml", "tren", COUNT),
        ("content/plain.yaml", "Words without", COUNT), ("content/box.svg", '"9"', COUNT),
        ("content/visit.yaml", "as we have", 0),
    ],
)  # fmt: skip
def test_translations(folder: Path, made: set[str], name: str, old: str, count: int) -> None:
    root = folder / "clinic"
    write(root / "content/plain.yaml", PLAIN + FIGURE + "      - use: bus\n")
    write(root / "content/plain.es.yaml", TRANSLATED)
    write(root / "content/fragments/bus.yaml", "updated: 2026-11-01\n" + FRAGMENT)
    write(root / "content/fragments/bus.es.yaml", BY_BUS)
    put(root / "clinic.yaml", 'label: "Weekdays, 9 to 5"', 'label: {en: "Weekdays, 9 to 5", es: "De 9 a 17"}')
    put(root / "layouts/patient.yaml", ", page {{ page }} of {{ pages }}", "")
    order = replace(BOTH, topics=("plain",), language="es")

    def again() -> Summary:
        made.clear()
        ready = load(root, order.topics, languages=["es"])
        with open_records(folder / "list.csv", ready.clinic) as found:
            return run_batch(ready, found, order, inline(folder / "out", mode="resume"), Heard())

    assert (again().done, len(made)) == (COUNT, COUNT)
    assert (again().done, len(made)) == (COUNT, 0)
    put(root / name, old, '"7"' if old == '"9"' else old.upper())
    assert (again().done, len(made)) == (COUNT, count)


def test_verify_makes_all_again(folder: Path, made: set[str]) -> None:
    before = state(folder / "out")
    summary, _ = resumed(folder, verify=True)
    assert made == ALL
    assert (summary.done, summary.unchanged) == (2 * COUNT, 2 * COUNT)
    assert state(folder / "out") == before
    made.clear()
    resumed(folder)
    assert made == set()


def test_the_option_to_verify(folder: Path, made: set[str]) -> None:
    call = (
        "batch", "visit", "plain", "--audience", "patient", "--patients", folder / "list.csv", "-o", folder / "out",
        "--workers", "1", "--date", "2026-11-30",
    )  # fmt: skip
    told = [run(*call, "--resume", *more, cwd=folder / "clinic") for more in ((), ("--verify",))]
    assert [done.out for done in told] == [f"8 documents made in {folder / 'out'}, 8 of them already there\n"] * 2
    assert [done.err for done in told] == [""] * 2
    assert run(*call, "--verify", cwd=folder / "clinic").code == 2


def _swap(folder: Path) -> None:
    one, other = (folder / "out" / f"visit.patient.A-{number}.pdf" for number in (1, 2))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _line(folder: Path, number: int, **fields: Any) -> None:
    path = folder / "out" / "manifest.jsonl"
    found = lines(folder / "out")
    found[number] |= fields
    write(path, "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in found))


def _swapped_lines(folder: Path) -> None:
    """Each line names the other's file, hash and all."""
    found = lines(folder / "out")
    _line(folder, 0, file=found[2]["file"], sha256=found[2]["sha256"])
    _line(folder, 2, file=found[0]["file"], sha256=found[0]["sha256"])


def _cut(folder: Path) -> None:
    path = folder / "out" / CODES
    path.write_bytes(path.read_bytes()[: -SIZE // 2])


def _torn(folder: Path) -> None:
    """As a crash may leave it, with blocks that were never written."""
    path = folder / "out" / CODES
    content = path.read_bytes()
    path.write_bytes(content[: -3 * SIZE] + bytes(3 * SIZE))


def _other_version(folder: Path) -> None:
    path = folder / "out" / CODES
    path.write_bytes(path.read_bytes().replace(b"receipts 1", b"receipts 2"))


TAMPERED: dict[str, tuple[Callable[[Path], object], int]] = {
    "a document's byte": (lambda f: _flip(f / "out" / "plain.patient.A-3.pdf"), 1),
    "a document cut": (lambda f: (f / "out" / "plain.patient.A-3.pdf").write_bytes(b"%PDF"), 1),
    "a document gone": (lambda f: (f / "out" / "plain.patient.A-3.pdf").unlink(), 1),
    "two documents swapped": (_swap, 2),
    "a line's hash": (lambda f: _line(f, 0, sha256="0" * 64), 1),
    "a line's pages": (lambda f: _line(f, 0, pages=9), 1),
    "a line's id": (lambda f: _line(f, 0, id="A-2"), 1),
    "a line's number": (lambda f: _line(f, 0, record=3), 0),
    "two lines swapped": (_swapped_lines, 2),
    "the receipts cut": (_cut, 1),
    "the receipts torn": (_torn, 3),
    "the receipts gone": (lambda f: (f / "out" / CODES).unlink(), 8),
    "the receipts of another version": (_other_version, 8),
    "the receipts of another file": (lambda f: (f / "out" / CODES).write_bytes(bytes(999)), 8),
    "the key gone": (lambda f: (f / "out" / KEY).unlink(), 8),
    "the key replaced": (lambda f: _flip(f / "out" / KEY), 8),
    "the key cut": (lambda f: (f / "out" / KEY).write_bytes(b"short"), 8),
    "the key for others": (lambda f: (f / "out" / KEY).chmod(0o640), 8),
    "the manifest gone": (lambda f: (f / "out" / "manifest.jsonl").unlink(), 8),
}


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("change", TAMPERED)
def test_what_is_doubtful_is_made_again(folder: Path, made: set[str], change: str) -> None:
    before = state(folder / "out")
    act, count = TAMPERED[change]
    act(folder)
    summary, _ = resumed(folder)
    assert (len(made), summary.exit_code) == (count, 0)
    assert state(folder / "out") == before
    made.clear()
    resumed(folder)
    assert made == set()


def test_a_document_that_was_changed_is_told(folder: Path) -> None:
    _flip(folder / "out" / "plain.patient.A-3.pdf")
    _, heard = resumed(folder)
    assert [note.message for note in heard.altered] == [
        "record 3: its document had been changed after it was made, and is made again"
    ]


@pytest.mark.parametrize("names", [(KEY,), (CODES,), (KEY, CODES)], ids=str)
def test_a_folder_where_no_receipts_can_be(folder: Path, made: set[str], names: tuple[str, ...]) -> None:
    for name in names:
        (folder / "out" / name).unlink()
        (folder / "out" / name).mkdir()
    summary, _ = resumed(folder)
    assert (made, summary.exit_code) == (ALL, 0)


def test_the_manifest_of_a_finished_run_is_left_as_it_is(folder: Path) -> None:
    path = folder / "out" / NAME
    earlier = path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns
    summary, _ = resumed(folder)
    assert (summary.unchanged, summary.exit_code) == (2 * COUNT, 0)
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == earlier


@pytest.mark.parametrize("workers", [1, 2])
def test_the_folder_and_what_is_said_are_the_same_as_when_all_is_made(
    folder: Path, tmp_path: Path, workers: int
) -> None:
    changed = [*records(), ["A-7", "ᎠᎡ", *rows(1)[0][2:]], ["A-8", "Юлия Соколова", *rows(1)[0][2:]]]
    changed[1][4] = "Dr Other"
    table(folder / "list.csv", changed)
    _flip(folder / "out" / "visit.patient.A-4.pdf")
    shutil.copytree(folder, tmp_path / "other")
    told = []
    for each, verify in ((folder, False), (tmp_path / "other", True)):
        options = forked(each / "out", workers, mode="resume", verify=verify)
        summary, heard = batch(each / "clinic", each / "list.csv", options, BOTH)
        summary.forms, summary.painted = 0, {}  # which say what this run laid out
        entries = sorted((outcome.place, outcome.line, outcome.entry) for outcome in heard.outcomes)
        told.append((summary, heard.altered, entries))
    assert told[0] == told[1]
    assert told[0][0].unchanged == 2 * COUNT - 3
    assert state(folder / "out") == state(tmp_path / "other" / "out") == fresh(folder)


def test_warnings_are_told_again(folder: Path, made: set[str]) -> None:
    """Also when the record that told them is no longer in the list."""
    put(folder / "clinic/content/visit.yaml", "review:", "budget: {patient: {pages: 1}}\nreview:")
    put(folder / "clinic/content/visit.yaml", "Then go to ward", "Then go to ward " + "as was said " * 600)

    def told(mode: str) -> list[tuple[int, int]]:
        made.clear()
        _, heard = batch(folder / "clinic", folder / "list.csv", inline(folder / "out", mode=mode), BOTH)
        return sorted((outcome.record, len(outcome.warnings)) for outcome in heard.outcomes if outcome.warnings)

    first = told("overwrite")
    assert first
    assert told("resume") == first
    assert made == VISIT, "and of the other topic none is made"
    table(folder / "list.csv", records()[first[0][0] :])
    assert told("resume") == told("overwrite") != []


def test_columns_choose_what_is_made_again(folder: Path, made: set[str]) -> None:
    head = (*HEAD, "papers")
    order = replace(BOTH, columns=RequestColumns(topics="papers"))
    papers = ["visit", "plain", "visit plain", "plain"]
    table(folder / "list.csv", [[*row, which] for row, which in zip(records(), papers, strict=True)], head)
    resumed(folder, order)
    assert made == set()
    papers[0] = "visit plain"
    table(folder / "list.csv", [[*row, which] for row, which in zip(records(), papers, strict=True)], head)
    resumed(folder, order)
    assert made == {"plain A-1"}
    assert state(folder / "out") == fresh(folder, order)


def test_a_part_of_a_list_keeps_the_receipts_of_the_others(folder: Path, made: set[str]) -> None:
    resumed(folder, limit=1)
    resumed(folder, only="A-3")
    put(folder / "clinic/content/plain.yaml", "Words without", "Words with no")
    resumed(folder, only="A-2")
    assert made == {"plain A-2"}
    made.clear()
    resumed(folder)
    assert made == WORDS - {"plain A-2"}


def test_overwriting_begins_with_another_key(folder: Path, made: set[str]) -> None:
    key, codes = (folder / "out" / KEY).read_bytes(), (folder / "out" / CODES).read_bytes()
    batch(folder / "clinic", folder / "list.csv", inline(folder / "out", mode="overwrite"), BOTH)
    assert made == ALL
    assert (folder / "out" / KEY).read_bytes() != key
    assert len((folder / "out" / CODES).read_bytes()) == len(codes)


def test_receipts_alone_are_no_earlier_run(tmp_path: Path, clinic: Path, made: set[str]) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    for name in (KEY, CODES):
        shutil.copy2(clinic / "out" / name, out / name)
    summary, _ = batch(clinic / "clinic", clinic / "list.csv", inline(out), BOTH)
    assert (made, summary.exit_code) == (ALL, 0)


def test_a_picture_that_changes_while_a_run_goes_on(folder: Path, made: set[str]) -> None:
    """Every document of a run has the picture that was there when it began."""

    class Swaps(Heard):
        def started(self, *_: Any) -> None:
            put(folder / "clinic/logo.svg", '"8"', '"3"')

    before = state(folder / "out")
    ready = load(folder / "clinic", BOTH.topics)
    with open_records(folder / "list.csv", ready.clinic) as found:
        run_batch(ready, found, BOTH, forked(folder / "out", mode="overwrite"), Swaps())
    assert state(folder / "out") == before
    put(folder / "clinic/logo.svg", '"3"', '"8"')
    resumed(folder)
    assert made == set()


def test_receipts_tell_nothing_without_their_key(clinic: Path, tmp_path: Path) -> None:
    """The same run has other codes in another folder."""
    batch(clinic / "clinic", clinic / "list.csv", inline(tmp_path / "out"), BOTH)
    one, other = (_codes(folder) for folder in (clinic / "out", tmp_path / "out"))
    assert len(one) == len(other) == 2 * COUNT
    assert not one & other
    for name in (KEY, CODES):
        path = tmp_path / "out" / name
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"Quayle" not in path.read_bytes()
    assert (tmp_path / "out" / KEY).read_bytes().hex() not in read(tmp_path / "out" / "manifest.jsonl")


def _codes(out: Path) -> set[bytes]:
    content = (out / CODES).read_bytes().partition(b"\n")[2]
    return {content[at : at + SIZE] for at in range(0, len(content), SIZE)}
