"""The scripts that a workspace needs: those of its languages, and of letters in its texts."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.visibility import places
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.fonts.unicode_scripts import script_of
from handout.i18n.scripts import scripts_of
from handout.inline.runs import Words
from handout.workspace.loaded import Workspace


def needed_scripts(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The codes of the scripts of each language, and under the empty string those that are in texts only."""
    clinic = workspace.clinic
    languages = {str(clinic.language), *(str(topic.language or clinic.language) for topic in workspace.every_topic)}
    found = {language: scripts_of(language) for language in sorted(languages)}
    known = {script for scripts in found.values() for script in scripts}
    others = {script_of(char) for topic in workspace.every_topic for char in set("".join(_words(topic)))}
    return {**found, "": tuple(sorted(filter(None, others - known)))}


def _words(topic: Topic) -> Iterator[str]:
    every = [text for place in places(topic) for _, text in texts(place.node)]
    every += [topic.title, *(source.title for source in topic.sources)]
    every += [topic.summary] if topic.summary is not None else []
    for text in every:
        yield from (run.text for run in text.every_run if isinstance(run, Words))
