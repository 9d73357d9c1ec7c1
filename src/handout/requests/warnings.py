"""Warnings to read before topics are printed: late reviews, texts that look wrong, old translations."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from handout.check.foreign_markup import check_pasted
from handout.check.reviews import draft_fragments, overdue
from handout.check.visibility import places
from handout.check.workspace import stale_translations
from handout.diagnostics import Diagnostic, InputError
from handout.workspace.load import Workspace

_OF_TEXTS = frozenset(("soft-hyphen", "escape", "translation-numbers", "translation-units"))


def text_warnings(workspace: Workspace) -> list[Diagnostic]:
    """What in the topics' texts, fragments among them, probably isn't meant as it prints, or translates an old text."""
    files = {topic.file: None for topic in workspace.every_topic}
    files |= {place.node.span.file: None for topic in workspace.every_topic for place in places(topic)}
    changed = [problem for problem in workspace.warnings if problem.code in _OF_TEXTS]
    pasted = (check_pasted(workspace.sources[file]) for file in files if file in workspace.sources)
    return [*changed, *(problem for found in pasted for problem in found), *stale_translations(workspace)]


def overdue_reviews(workspace: Workspace, day: datetime.date, *, strict: bool = False) -> list[Diagnostic]:
    """A warning for each review that is past its date on a day; InputError for all of them where that is `strict`.

    A draft fragment of a reviewed topic is a warning, too.
    """
    found = [warning for topic in workspace.every_topic for warning in overdue(topic, day)]
    if strict:
        InputError.raise_for(replace(warning, severity="error") for warning in found)
    return [*found, *(warning for topic in workspace.every_topic for warning in draft_fragments(topic))]
