"""The same input gives the same bytes, and what is for clinicians alone is no input of a patient's document."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handout import extract
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import ROOT, run, spawn, workspace

SECRET = Path(__file__).parent / "workspaces" / "secret"
CANARY = re.compile(r"QX\d\d")
PERSON = ("--set", "name=Zoë Ångström", "--set", "id=4711", "--set", "birth_date=1980-03-12")
SET = (
    *PERSON, "--set", "appointment=2026-12-01T09:30", "--set", "seen_by=Dr Ito", "--set", "procedure_date=2026-12-02",
    "--set", "diagnosis_note=none",
)  # fmt: skip


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("starter"), of=ROOT)


def printed(folder: Path, *more: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> dict[str, bytes]:
    """What a process of its own prints: both audiences of two topics, for a patient."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    topics = ("preparing-for-your-visit", "milia-like-calcinosis")
    done = spawn("-C", folder, "render", *topics, "--audience", "all", *SET, *more, cwd=cwd or folder, env=env)
    assert done.code == 0, done.err
    return {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}


@pytest.fixture(scope="module")
def usual(starter: Path) -> dict[str, bytes]:
    found = printed(starter, env={"PYTHONHASHSEED": "0", "TZ": "UTC"})
    assert len(found) == 4
    return found


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Caracas", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
        {
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "USER": "somebody",
            "LOGNAME": "somebody",
            "PYTHONOPTIMIZE": "1",
        },
    ],
    ids=["Tokyo", "C", "Turkish"],
)
def test_time_zone_locale_hash_seed_and_user(starter: Path, usual: dict[str, bytes], env: dict[str, str]) -> None:
    assert printed(starter, env=env) == usual


def test_folder_and_order(starter: Path, usual: dict[str, bytes], tmp_path: Path) -> None:
    elsewhere = workspace(tmp_path / "déeper" / "still", of=starter)
    for path in sorted(elsewhere.rglob("*.yaml"), reverse=True):
        path.touch()
    assert printed(elsewhere, cwd=tmp_path) == usual


def test_the_date_is_the_only_clock(starter: Path) -> None:
    by_epoch = printed(starter, env={"SOURCE_DATE_EPOCH": "1700000000", "TZ": "Pacific/Kiritimati"})
    assert printed(starter, "--date", "2023-11-14") == by_epoch
    with pikepdf.open(starter / "output" / "preparing-for-your-visit.patient.4711.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231114")


def test_without_a_date_the_topic_says_when(starter: Path, usual: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "usual.pdf"
    path.write_bytes(usual["preparing-for-your-visit.patient.4711.pdf"])
    updated = load(starter, ["preparing-for-your-visit"]).topics["preparing-for-your-visit"].updated
    assert updated is not None
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{updated:%Y%m%d}")


def test_documents_of_one_run_do_not_depend_on_each_other(starter: Path, usual: dict[str, bytes]) -> None:
    for name, topic in (("preparing-for-your-visit.patient.4711.pdf", "preparing-for-your-visit"),
                        ("milia-like-calcinosis.clinician.4711.pdf", "milia-like-calcinosis")):  # fmt: skip
        audience = name.split(".")[1]
        alone = run("render", topic, "--audience", audience, *SET, "-o", "alone.pdf", cwd=starter)
        assert alone.code == 0, alone.err
        assert (starter / "alone.pdf").read_bytes() == usual[name]


def pdf_of(folder: Path, audience: str, **values: str) -> bytes:
    from handout.patients import read_patient

    made = load(folder)
    patient, _ = read_patient(None, [f"{name}={value}" for name, value in values.items()], made.clinic)
    return Renderer(made).render(Request(topics=("everything",), audience=audience, patient=patient)).pdf


def canaries(folder: Path) -> dict[str, Path]:
    """Every canary with the file that it stands in; two more are ids, in small letters."""
    return {word: path for path in sorted(folder.rglob("*.yaml")) for word in CANARY.findall(path.read_text("utf-8"))}


def test_the_fixture_has_every_canary_once_and_clinicians_read_them() -> None:
    found = canaries(SECRET)
    assert sorted(found) == [f"QX{number:02}" for number in range(1, 84) if number not in (18, 19)]
    text = "".join(extract.pages(pdf_of(SECRET, "clinician", name="Zoë", id="1", note="n")))
    # Not printed: comments, labels of what is not asked for, an else that isn't needed, addresses in links' targets.
    unprinted = {"QX01", "QX02", "QX09", "QX83"}
    alternative = {"QX76", "QX78"}
    assert {word for word in found if word not in text} - unprinted - alternative <= {"QX03"}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("secret"), of=SECRET)


@pytest.fixture(scope="module")
def patients(secret: Path) -> bytes:
    return pdf_of(secret, "patient")


@pytest.mark.parametrize("word", sorted(canaries(SECRET)))
def test_a_text_for_clinicians_changes_nothing_for_patients(secret: Path, patients: bytes, word: str) -> None:
    path = canaries(SECRET)[word]
    file = secret / path.relative_to(SECRET)
    text = file.read_text("utf-8")
    # Longer, and with letters that no other text here has: neither lines nor fonts may show it.
    other = f"{word}-ŴÆØ-another" if f"/{word}" in text else f"{word} Ŵ Æ Ø quite another text"
    file.write_text(text.replace(word, other))
    try:
        assert pdf_of(secret, "patient") == patients
    finally:
        file.write_text(text)


def test_nor_do_all_of_them_together(secret: Path, patients: bytes, tmp_path: Path) -> None:
    other = workspace(tmp_path / "other", of=secret)
    for path in other.rglob("*.yaml"):
        path.write_text(CANARY.sub("ŴÆØ-longer", path.read_text("utf-8")))
    assert pdf_of(other, "patient") == patients
    topic = other / "content" / "everything.yaml"
    topic.write_text(topic.read_text("utf-8").replace("qx18-section", "other-id").replace("qx19-block", "another"))
    assert pdf_of(other, "patient") == patients
    without = workspace(tmp_path / "without", of=secret)
    topic = without / "content" / "everything.yaml"
    text = topic.read_text("utf-8")
    begin, end = text.index("  - id: qx18-section"), text.index("  - id: lists")
    text = text[:begin] + text[end:]
    text = text.replace("see [](#qx18-section)", "see nothing").replace(
        "[the words for clinicians](#qx18-section)", "them"
    )
    topic.write_text(text.replace("        else: QX83 in an else.\n", ""))
    assert pdf_of(without, "patient") == patients


def test_nor_does_a_value_for_clinicians(secret: Path) -> None:
    person = {"name": "Zoë Ångström", "id": "4711"}
    plain = pdf_of(secret, "patient", **person)
    assert pdf_of(secret, "patient", **person, note="Ŵ Æ Ø QX99", risk="high") == plain
    assert "QX99" in "".join(extract.pages(pdf_of(secret, "clinician", **person, note="QX99")))


def test_no_canary_is_anywhere_in_a_patients_file(secret: Path) -> None:
    path = secret / "output" / "everything.patient.4711.pdf"
    done = run("render", "everything", "--audience", "patient", *PERSON, "--set", "note=QX99", cwd=secret)
    assert done.code == 0, done.err
    assert done.out.strip() == "output/everything.patient.4711.pdf"
    assert CANARY.search(done.said) is None
    assert CANARY.search("".join(extract.pages(path))) is None
    words = "\n".join(everything(path))
    assert "A topic for both" in words
    assert re.search(CANARY.pattern, words, re.IGNORECASE) is None
    assert "clinician" not in words.lower()


def test_the_search_for_canaries_can_find_them(secret: Path) -> None:
    done = run("render", "everything", "--audience", "clinician", *PERSON, "--set", "note=QX99", cwd=secret)
    assert done.code == 0, done.err
    words = "\n".join(everything(secret / "output" / "everything.clinician.4711.pdf"))
    found = set(CANARY.findall(words))
    # In the outline, metadata, alternative texts, addresses and captions of links, which no page shows.
    assert {"QX10", "QX14", "QX16", "QX27", "QX29", "QX37", "QX76", "QX78"} <= found


def everything(path: Path) -> Iterator[str]:
    """Every string and every decoded stream of a file, as each text that its bytes could be."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            yield from strings(thing)
        yield from strings(pdf.trailer)


def strings(thing: pikepdf.Object) -> Iterator[str]:
    if isinstance(thing, pikepdf.Stream):
        content = thing.read_bytes()
        yield content.decode("latin-1")
        yield content.decode("utf-16-be", "replace")
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            if not getattr(item, "is_indirect", False):
                yield from strings(item)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, item in dict(thing).items():
            yield key
            if not getattr(item, "is_indirect", False):
                yield from strings(item)
