"""`handout list`: the topics of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handout.cli.diagnostics import as_json, say
from handout.exit_codes import ExitCode


@click.command(epilog="\b\nExample:\n  handout list --json")
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(folder: Path, json_: bool) -> int:
    """List the topics with language, audiences and review state.

    A broken file is named, and the other topics are listed.
    """
    from handout.content.reviews import least_reviewed, reviews
    from handout.diagnostics import InputError
    from handout.workspace.load import load_partly

    workspace, problems = load_partly(folder)
    if workspace is None:
        raise InputError(problems)
    rows: list[dict[str, Any]] = []
    for topic in workspace.topics.values():
        review = least_reviewed(reviews(topic))
        rows.append(
            {
                "id": topic.id,
                "title": "".join(run.text for run in topic.title.choices[0][1][0] if hasattr(run, "text")),
                "language": topic.language or workspace.clinic.language,
                "audiences": list(topic.audience),
                "review": review.status,
                "reviewed": review.date.isoformat() if review.date else None,
                "due": review.due.isoformat() if review.due else None,
                "updated": topic.updated.isoformat() if topic.updated else None,
                "file": topic.file,
            }
        )
    say(
        sorted([*([] if json_ else workspace.warnings), *problems], key=lambda problem: (problem.span, problem.message))
    )
    if json_:
        as_json(rows)
        return ExitCode.INPUT if problems else ExitCode.DONE
    head = ["TOPIC", "LANGUAGE", "AUDIENCES", "REVIEW", "TITLE"]
    table = [head]
    for row in rows:
        state = f"due {row['due']}" if row["review"] == "reviewed" else "draft"
        table.append([str(row["id"]), str(row["language"]), ", ".join(row["audiences"]), state, str(row["title"])])
    widths = [max(len(line[at]) for line in table) for at in range(len(head))]
    for line in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return ExitCode.INPUT if problems else ExitCode.DONE
