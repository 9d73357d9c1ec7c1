"""What of a workspace's topics somebody should look at before they are printed: late reviews, texts that look wrong."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from handout.check.foreign_markup import check_pasted
from handout.check.visibility import places
from handout.check.workspace import overdue
from handout.diagnostics import Diagnostic, InputError
from handout.workspace.load import Workspace


def text_warnings(workspace: Workspace) -> list[Diagnostic]:
    """What in the topics' texts, fragments among them, probably isn't meant as it prints."""
    files = {topic.file: None for topic in workspace.every_topic}
    files |= {place.node.span.file: None for topic in workspace.every_topic for place in places(topic)}
    changed = [problem for problem in workspace.warnings if problem.code in ("soft-hyphen", "escape")]
    pasted = (check_pasted(workspace.sources[file]) for file in files if file in workspace.sources)
    return [*changed, *(problem for found in pasted for problem in found)]


def overdue_reviews(workspace: Workspace, day: datetime.date, *, strict: bool = False) -> list[Diagnostic]:
    """A warning for each review that is past its date on a day; InputError for all of them where that is `strict`."""
    found = [warning for topic in workspace.every_topic for warning in overdue(topic, day)]
    if strict:
        InputError.raise_for(replace(warning, severity="error") for warning in found)
    return found
