"""The line for the staff: which document this is, in the clinic's language, where the document is in another one."""

from __future__ import annotations

from collections.abc import Sequence

from handout.compose.collection import SEPARATOR
from handout.content.reviews import draft_word, least_reviewed, reviews
from handout.content.topic import Topic
from handout.i18n.language_names import language_name
from handout.i18n.punctuation import colon
from handout.inline.runs import Words
from handout.personalise.context import FieldContext
from handout.select import Selection
from handout.source.languages import speaks
from handout.workspace.loaded import Workspace
from handout.workspace.strings import words

GAP = " ·\u00a0"


def staff_line(workspace: Workspace, selections: Sequence[Selection], setting: FieldContext) -> str:
    """*For staff: Asthma · Spanish · Español · For patients and carers*; empty in the clinic's own language.

    Who works at the front desk may not read the document, and must not give it to the wrong reader.  HandoutError where
    there are no words in the clinic's language.
    """
    clinic = workspace.clinic
    if speaks(clinic.language, setting.language):
        return ""
    own, first = words(clinic, clinic.language), selections[0]
    titles = (_title(workspace, selection) for selection in selections)
    review = least_reviewed([review for selection in selections for review in reviews(selection.topic)])
    said = [
        f"{own['staff']}{colon(clinic.language)}{SEPARATOR.join(titles)}",
        language_name(setting.language, clinic.language),
        language_name(setting.language, setting.language),
        own["for-clinicians" if first.restricted else "for-patients"],
        *([own[draft_word(review)]] if review.status == "draft" else []),
    ]
    return GAP.join(said)


def _title(workspace: Workspace, selection: Selection) -> str:
    """A topic's title for the document's audience, in the clinic's language if there is one, else as it was written."""
    name, clinic = selection.topic.id, workspace.clinic
    translated = any(speaks(language, clinic.language) for language in workspace.translated_into(name))
    topic: Topic = workspace.topic(name, clinic.language if translated else None)
    paragraphs = topic.title.of(selection.audience) or ((),)
    return "".join(run.text for run in paragraphs[0] if isinstance(run, Words))
