"""The report of `handout snapshot`: each document that has changed, then how many of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from handout.cli.compare_report import echo
from handout.cli.diagnostics import as_json, diagnostic_json
from handout.diagnostics import counted

if TYPE_CHECKING:
    from handout.regression.snapshot import Inspection, SnapshotEntry, SnapshotState

HEADLINES: dict[SnapshotState, str] = {
    "picture": "only the picture changed",
    "older": "the golden was made by older extraction rules",
    "missing": "there is no golden yet",
    "gone": "there is no such document any more",
    "broken": "the golden can't be compared",
}
COUNTED: dict[SnapshotState, str] = {
    "words": "words", "tags": "tags", "older": "by older rules", "moved": "only moved to another page",
    "picture": "only the picture", "missing": "without a golden", "gone": "golden without a document",
    "broken": "not compared", "same": "the same",
}  # fmt: skip
ALWAYS = ("words", "tags", "picture", "same")
DONE: dict[SnapshotState, str] = {"missing": "new", "gone": "removed", "older": "rules", "same": "columns"}


def checked(found: Inspection, failing: Container[SnapshotState], *, json: bool) -> None:
    """Everything that differs, by document, and the counts; of differences that don't fail, the count alone."""
    if json:
        as_json(_described(found, found.entries))
        return
    for entry in found.entries:
        if entry.kind in failing:
            _difference(entry)
    click.echo(_counted(found))
    _older(found)
    _notes(found)


def _difference(entry: SnapshotEntry) -> None:
    name = click.style(entry.name, bold=True)
    verdict = entry.verdict
    if verdict is not None and entry.kind in ("words", "tags", "moved"):
        click.echo(f"{name}: {verdict.headline}")
        for line in verdict.lines():
            echo([("  ", "plain"), *line])
        click.echo()
    elif entry.kind == "picture":
        click.echo(f"{name}: {HEADLINES['picture']}, page {', '.join(map(str, entry.pages))}".removesuffix(", page "))
    else:
        click.echo(f"{name}: {HEADLINES[entry.kind]}")


def updated(changed: Sequence[SnapshotEntry], found: Inspection, *, json: bool) -> None:
    """What was written, one document on each line, and the counts."""
    if json:
        as_json(_described(found, changed))
        return
    for entry in changed:
        click.echo(f"{DONE.get(entry.kind, entry.kind):8} {entry.name}")
    removed = sum(entry.kind == "gone" for entry in changed)
    counts = {"written": len(changed) - removed, "removed": removed, "as before": len(found.entries) - len(changed)}
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items() if count or what != "removed"))
    _notes(found)


def stopped() -> None:
    """Says that an update was stopped."""
    click.echo("stopped; every golden is whole, and some are not written yet: run it again", err=True)


def what_to_do() -> None:
    """Says what to do if the change is intended."""
    click.echo("if this is as it should be: handout snapshot update, and read what git diff shows", err=True)


def _counted(found: Inspection) -> str:
    counts = found.counts
    return ", ".join(f"{words}: {counts[kind]}" for kind, words in COUNTED.items() if counts[kind] or kind in ALWAYS)


def _older(found: Inspection) -> None:
    """Says once, for all goldens that differ in nothing else, that they were made by older rules."""
    verdicts = [entry.verdict for entry in found.entries if entry.verdict is not None]
    for note, count in Counter(verdict.note for verdict in verdicts if verdict.kind == "older").items():
        click.echo(f"{note} ({count} of them)" if count > 1 else note)


def _notes(found: Inspection) -> None:
    if found.made_otherwise:
        click.echo(f"the pictures were drawn by {', '.join(found.made_otherwise)}")
    if found.unseen:
        message = f"{counted(found.unseen, 'golden')} of patients not looked at"
        click.echo(f"{message}: name their file with --patients", err=True)


def _described(found: Inspection, entries: Sequence[SnapshotEntry]) -> dict[str, Any]:
    return {
        "documents": [_entry(entry) for entry in entries],
        "counts": {kind: found.counts[kind] for kind in COUNTED},
        "problems": [diagnostic_json(problem) for problem in found.problems],
        "drawn-otherwise": found.made_otherwise,
    }


def _entry(entry: SnapshotEntry) -> dict[str, Any]:
    result: dict[str, Any] = {"document": entry.name, "kind": entry.kind}
    if entry.verdict is not None and entry.kind in ("words", "tags", "moved"):
        found = entry.verdict.comparison
        result["changes"] = to_builtins(found.changes) if found is not None else []
        result["moved"] = to_builtins(found.moved) if found is not None else []
        result["tags"] = list(entry.verdict.tags)
    if entry.kind == "picture":
        result["pages"] = entry.pages
    return result
