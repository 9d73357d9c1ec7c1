"""`handout list`: the topics of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.diagnostics import as_json, say
from handout.exit_codes import ExitCode

if TYPE_CHECKING:
    from handout.content.topic import Topic


@click.command(epilog="\b\nExample:\n  handout list --json")
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(folder: Path, json_: bool) -> int:
    """List the topics with languages, audiences and review state.

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
                "language": workspace.own_language(topic.id),
                "translations": [
                    _translation(workspace.translations[topic.id, language])
                    for language in workspace.translated_into(topic.id)
                ],
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
    head = ["TOPIC", "LANGUAGES", "AUDIENCES", "REVIEW", "TITLE"]
    table = [head]
    for row in rows:
        state = f"due {row['due']}" if row["review"] == "reviewed" else "draft"
        table.append([str(row["id"]), _languages(row), ", ".join(row["audiences"]), state, str(row["title"])])
    widths = [max(len(line[at]) for line in table) for at in range(len(head))]
    for line in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return ExitCode.INPUT if problems else ExitCode.DONE


def _translation(topic: Topic) -> dict[str, Any]:
    from handout.content.reviews import least_reviewed, reviews

    review = least_reviewed(reviews(topic))
    return {
        "language": topic.language,
        "review": review.status,
        "reviewed": review.date.isoformat() if review.date else None,
        "due": review.due.isoformat() if review.due else None,
        "file": topic.file,
    }


def _languages(row: dict[str, Any]) -> str:
    """The topic's own language and those of its translations, each with its state where that isn't the topic's."""
    said = [str(row["language"])]
    for each in row["translations"]:
        draft = each["review"] == "draft" and row["review"] != "draft"
        said.append(f"{each['language']} (draft)" if draft else str(each["language"]))
    return ", ".join(said)
