"""A small workspace whose every kind of place holds a patient's words, lists of patients, and runs over them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from handout.batch.options import Listener, Options, Summary
from handout.batch.order import Order
from handout.batch.output.receipts import FILES
from handout.batch.run import run
from handout.batch.workers.jobs import Outcome
from handout.batch.workers.limits import Limits
from handout.diagnostics import Diagnostic
from handout.patients.lists import open_records
from handout.workspace.load import load

CLINIC = """\
name: Mill Lane Clinic
contacts: {day: {label: "Weekdays, 9 to 5", phone: 555 0100}}
language: en-GB
audiences:
  patient: {for-patients: true, layout: patient}
  clinician: {for-patients: false, layout: clinician}
fields:
  ward: {type: text, label: Ward, required: false}
  note: {type: text, label: Note, required: false, max: 2000}
facets:
  age_group:
    values: {child: Child, adult: Adult}
    from: birth_date
    ranges: {child: "0-15", adult: "16-"}
    if-unknown: keep
"""
TOPIC = """\
title: Your visit
audience: [patient, clinician]
summary: "Dear {{ patient.name }}, please come."
review: {status: draft}
updated: 2026-11-01
sections:
  - id: when
    title: When is it?
    audience: [patient, clinician]
    body:
      - text: |
          Dear **{{ patient.name }}**, you are to come on {{ patient.appointment }} to see
          {{ patient.seen_by | default('the doctor on duty') }}, as we have said before. Then go to ward
          {{ patient.ward }}. See also [](#what) for {{ patient.name }}.
      - bullets:
          - "Bring this to {{ patient.seen_by | default('the doctor on duty') }}: [our page](https://clinic.example/visit)."
          - text: For children only, {{ patient.name }}.
            when: {age_group: [child]}
      - text: "{{ patient.note | default('No note.') }}"
        audience: clinician
  - id: what
    title: What to bring
    audience: [patient, clinician]
    body:
      - table:
          columns: [What, Whose]
          rows:
            - [Papers, "{{ patient.name }}"]
            - [Born, "{{ patient.birth_date | date('short') }}"]
      - callout:
          kind: get-help
          title: Ring us
          body:
            - text: Call {{ clinic.contacts.day.phone }}, {{ patient.name }}.
"""
PLAIN = """\
title: Plain words
audience: [patient]
review: {status: draft}
updated: 2026-11-01
sections:
  - id: one
    title: One
    audience: [patient]
    body:
      - text: Words without anybody's name.
"""
LAYOUTS = {
    "patient": """\
header: {left: "{{ clinic.name }}", right: "{{ patient.name }}, page {{ page }} of {{ pages }}"}
footer: {left: "{{ topic.title }}", right: "{{ page }} / {{ pages }}"}
""",
    "clinician": """\
page: {columns: 2, margins: {top: 20mm, bottom: 20mm, left: 18mm, right: 18mm}}
header: {left: "{{ topic.summary }}"}
footer: {right: "{{ patient.id }} {{ page }}"}
""",
}
HEAD = ("id", "name", "birth_date", "appointment", "seen_by", "ward")
NAMES = (
    "Anna Quayle", "Jürgen Straßer", "Łucja Żółć", "Bartholomew Featherstonehaugh-Cholmondeley of the Upper Meadows",
    "Anna Brown", "Zoë O’Brien", "Ελένη Παπαδοπούλου", "Юлия Соколова", "<b>Bob</b> & Sons", "=HYPERLINK(1)",
)  # fmt: skip


def workspace(folder: Path, **layouts: str) -> Path:
    """The workspace, in a folder."""
    for name, text in {**LAYOUTS, **layouts}.items():
        _write(folder / "layouts" / f"{name}.yaml", text)
    _write(folder / "clinic.yaml", CLINIC)
    _write(folder / "content" / "visit.yaml", TOPIC)
    _write(folder / "content" / "plain.yaml", PLAIN)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def rows(count: int, first: int = 1) -> list[list[str]]:
    """Records of all sorts."""
    return [
        [
            f"A-{number}", NAMES[number % len(NAMES)], f"{1930 + number * 7 % 90}-0{1 + number % 9}-1{number % 10}",
            f"2026-12-0{1 + number % 9}T09:30", ("Dr B. Jones", "Dr Mei Tan", "")[number % 3],
            ("", "7b")[number % 2],
        ]
        for number in range(first, first + count)
    ]  # fmt: skip


def plain(count: int) -> list[list[str]]:
    """Records that are all stamped."""
    return [[row[0], f"Anna Quayle {row[0]}", *row[2:]] for row in rows(count)]


def table(path: Path, records: Iterable[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    """A CSV file of records."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *records])
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


class Inline(Executor):
    """Does everything at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Heard(Listener):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.notes: tuple[Diagnostic, ...] = ()
        self.altered: list[Diagnostic] = []

    def started(self, total: int, notes: tuple[Diagnostic, ...]) -> None:
        self.notes = notes

    def made(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    def noted(self, note: Diagnostic) -> None:
        self.altered.append(note)


ORDER = Order(topics=("visit",), audiences=("patient",))


def batch(root: Path, patients: Path, options: Options, order: Order = ORDER) -> tuple[Summary, Heard]:
    """A run over a list; in this process unless the options say otherwise."""
    ready = load(root, order.topics)
    heard = Heard()
    with open_records(patients, ready.clinic, columns=order.columns.names) as records:
        return run(ready, records, order, options, heard), heard


def inline(folder: Path | None, **more: Any) -> Options:
    """Options of a run in this process."""
    return Options(folder=folder, workers=1, make_executor=Inline, **more)


def forked(folder: Path, workers: int = 2, **more: Any) -> Options:
    """Options of a run in processes of its own."""
    limits = Limits(seconds=more.pop("seconds", 60.0), memory=more.pop("memory", 2 << 30))
    return Options(folder=folder, workers=workers, limits=limits, **more)


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of what is in it, and the rights of all of them as one.

    Receipts are another run's own: their key is random.
    """
    paths = [path for path in folder.iterdir() if path.name not in FILES]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    found["rights"] = ",".join(sorted({f"{path.stat().st_mode & 0o777:o}" for path in folder.iterdir()}))
    return found


def lines(folder: Path) -> list[dict[str, Any]]:
    """The manifest's lines."""
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
