"""`handout list`: the topics of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.diagnostics import as_json, in_columns, say
from handout.cli.given_once import SingleValueCommand
from handout.exit_codes import ExitCode

if TYPE_CHECKING:
    from handout.content.topic import Topic


@click.command(cls=SingleValueCommand, epilog="\b\nExample:\n  handout list --json")
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(folder: Path, json_: bool) -> int:
    """List the topics with languages, audiences and review state.

    A broken file is named, and the other topics are listed.
    """
    from handout.diagnostics import InputError
    from handout.workspace.load import load_partly

    workspace, problems = load_partly(folder)
    if workspace is None:
        raise InputError(problems)
    rows: list[dict[str, Any]] = []
    for topic in workspace.topics.values():
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
                **_review(topic),
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
    table = [["TOPIC", "LANGUAGES", "AUDIENCES", "REVIEW", "TITLE"]]
    for row in rows:
        state = f"due {row['due']}" if row["review"] == "reviewed" else "draft"
        table.append([str(row["id"]), _languages(row), ", ".join(row["audiences"]), state, str(row["title"])])
    in_columns(table)
    return ExitCode.INPUT if problems else ExitCode.DONE


def _translation(topic: Topic) -> dict[str, Any]:
    return {"language": topic.language, **_review(topic), "file": topic.file}


def _review(topic: Topic) -> dict[str, str | None]:
    from handout.content.reviews import least_reviewed, reviews

    review = least_reviewed(reviews(topic))
    return {
        "review": review.status,
        "reviewed": review.date.isoformat() if review.date else None,
        "due": review.due.isoformat() if review.due else None,
    }


def _languages(row: dict[str, Any]) -> str:
    """The topic's own language and those of its translations, each with its state where that isn't the topic's."""
    said = [str(row["language"])]
    for each in row["translations"]:
        draft = each["review"] == "draft" and row["review"] != "draft"
        said.append(f"{each['language']} (draft)" if draft else str(each["language"]))
    return ", ".join(said)
