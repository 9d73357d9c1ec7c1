"""The valid files, in the workspaces that they belong to, and the commands that read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from batch import make
from canary.files import files as random_topic
from canary.workspace import CLINIC, PIXEL, PLAIN
from fuzz import lines, spans, trees
from program import ROOT, SMALL

DONE, USAGE, INPUT, SOME, LAYOUT, DIFFERENT = 0, 2, 3, 4, 5, 7
"""Exit codes; a bug is 1, and nothing here is wrong on the output side."""


class Command(Struct, frozen=True):
    """What is run, and the exit codes that it may end with."""

    arguments: tuple[str, ...]
    codes: frozenset[int]


class Seed(Struct, frozen=True):
    """A folder of valid files, which of them is changed, and the commands that read it."""

    files: Mapping[str, bytes]
    target: str
    commands: tuple[Command, ...]


Change = Callable[..., bytes]


class Kind(Struct, frozen=True):
    """Files of one sort and how they are changed."""

    name: str
    seeds: Callable[[], tuple[Seed, ...]]
    changes: tuple[Change, ...]


def _command(line: str, *codes: int) -> Command:
    return Command(tuple(line.split()), frozenset((DONE, *codes)))


CHECK, LIST = _command("check", INPUT), _command("list --json", INPUT)


def _render(topic: str, more: str = "") -> Command:
    return _command(f"render {topic} --audience all --date 2026-11-28 {more}", USAGE, INPUT, LAYOUT)


def _explain(topic: str, more: str = "") -> Command:
    return _command(f"explain {topic} --audience patient {more}", USAGE, INPUT)


def _folder(root: Path) -> dict[str, bytes]:
    """The files of a workspace."""
    names = [root / "clinic.yaml", *(root / "content").rglob("*"), *(root / "layouts").rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in names if path.is_file()}


@cache
def _workspaces() -> dict[str, tuple[dict[str, bytes], str, str]]:
    """Workspaces by name: their files, the topic that is printed, and what must be known of the reader."""
    secret = _folder(SMALL.parent / "secret")
    visit = {f"layouts/{name}.yaml": text.encode() for name, text in make.LAYOUTS.items()}
    visit |= {"clinic.yaml": make.CLINIC.encode(), "content/visit.yaml": make.TOPIC.encode()}
    # Every facet may be unknown, so that nothing asks for more than the topic says.
    base = {"clinic.yaml": f"{CLINIC}    if-unknown: keep\n".encode(), "layouts/plain.yaml": PLAIN.encode()}
    base |= {"content/pixel.png": PIXEL, "content/fragments/pixel.png": PIXEL}
    random = {
        f"random {seed}": ({**base, **{name: text.encode() for name, text in random_topic(seed).items()}}, "t", "")
        for seed in (5, 20, 24, 26, 37)
    }
    return {
        "secret": (secret, "everything", ""),
        "small": (_folder(SMALL), "plain", ""),
        "visit": (visit, "visit", ""),
        "starter": (_folder(ROOT), "milia-like-calcinosis", ""),
        **random,
    }


def _of_workspaces(beginning: str) -> tuple[Seed, ...]:
    """A seed for each file of each workspace whose name begins so."""
    found = []
    for files, topic, known in _workspaces().values():
        commands = (CHECK, LIST, _explain(topic, known), _render(topic, known))
        names = [name for name in files if name.startswith(beginning) and name.endswith(".yaml")]
        found += [Seed(files, name, commands) for name in names]
    return tuple(found)


@cache
def _topics() -> tuple[Seed, ...]:
    return _of_workspaces("content/")


@cache
def _layouts() -> tuple[Seed, ...]:
    return _of_workspaces("layouts/")


@cache
def _clinics() -> tuple[Seed, ...]:
    return _of_workspaces("clinic")


@cache
def _records() -> tuple[Seed, ...]:
    """Lists of every format, and one patient's record."""
    files, topic, _ = _workspaces()["visit"]
    rows = [dict(zip(make.HEAD, row, strict=True)) for row in make.rows(4)]
    table = "\r\n".join([",".join(make.HEAD), *(",".join(f'"{cell}"' for cell in row.values()) for row in rows)])
    lists = {
        "list.csv": table.encode(),
        "excel.csv": b"\xef\xbb\xbf" + table.replace('","', '";"').replace(",", ";").encode(),
        "list.tsv": "\n".join("\t".join(row) for row in [make.HEAD, *(row.values() for row in rows)]).encode(),
        "list.json": json.dumps(rows, ensure_ascii=False).encode(),
        "list.jsonl": "".join(json.dumps(row) + "\n" for row in rows).encode(),
        "list.yaml": yaml.safe_dump(rows, allow_unicode=True).encode(),
    }
    found = []
    for name, content in lists.items():
        line = f"batch {topic} --audience patient --patients {name} -o out --date 2026-11-28 --workers 1"
        found.append(Seed({**files, name: content}, name, (_command(line, USAGE, INPUT, SOME, LAYOUT),)))
    one = {"one.json": json.dumps(rows[0]).encode(), "one.yaml": yaml.safe_dump(rows[0]).encode()}
    for name, content in one.items():
        found.append(Seed({**files, name: content}, name, (_render(topic, f"--patient {name}"),)))
    return tuple(found)


@cache
def _pdfs() -> tuple[Seed, ...]:
    """Documents of this program, as they are and with every stream plain, and one without tags."""
    import pikepdf

    found = {name: _printed(*_workspaces()[name]) for name in ("visit", "secret")}
    for name in list(found):
        with pikepdf.open(BytesIO(found[name])) as pdf:
            out = BytesIO()
            pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        found[f"{name} plain"] = out.getvalue()
    found["untagged"] = _untagged()
    commands = (
        _command("text new.pdf", INPUT), _command("text --tags new.pdf", INPUT), _command("text --json new.pdf", INPUT),
        _command("compare old.pdf new.pdf", INPUT, DIFFERENT), _command("compare new.pdf old.pdf", INPUT, DIFFERENT),
    )  # fmt: skip
    return tuple(Seed({"old.pdf": pdf, "new.pdf": pdf}, "new.pdf", commands) for pdf in found.values())


def _printed(files: Mapping[str, bytes], topic: str, known: str) -> bytes:
    from canary.workspace import written
    from handout.pipeline import Renderer, Request
    from handout.workspace.load import load

    with written(files) as root:
        return Renderer(load(root, [topic])).render(Request(topics=(topic,), audience="patient")).pdf


def _untagged() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    import handout.pdf  # noqa: F401 - before ReportLab, whose settings it shuts out

    out = BytesIO()
    canvas: Any = Canvas(out)
    for page in range(2):
        for line in range(12):
            canvas.drawString(72, 760 - 16 * line, f"Line {line} of page {page}: take 5-10 mg at night.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "topics",
            _topics,
            (trees.changed_yaml, trees.changed_yaml, trees.changed_yaml, lines.changed, spans.changed),
        ),
        Kind("layouts", _layouts, (trees.changed_yaml, trees.changed_yaml, lines.changed, spans.changed)),
        Kind("clinics", _clinics, (trees.changed_yaml, trees.changed_yaml, lines.changed, spans.changed)),
        Kind("records", _records, (trees.changed_any, lines.changed, spans.changed)),
        Kind("pdfs", _pdfs, (lines.changed, spans.changed, spans.changed)),
    )
}
