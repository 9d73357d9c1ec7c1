"""Typing mistakes that the program can only print as text: each is a warning of `check`."""

from __future__ import annotations

import re

from handout.check.reference_places import Files, words_at
from handout.check.visibility import places
from handout.content.texts import Text, Title
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic
from handout.inline.runs import Field, Words
from handout.source.patterns import uncompiled

VAGUE = frozenset(
    {
        *("click", "click here", "details", "find out more", "follow this link", "here", "learn more", "link", "more"),
        *("page", "read more", "see here", "see more", "this", "this link", "this page", "website"),
        *("hier", "hier klicken", "klicken sie hier", "mehr", "mehr erfahren", "weiterlesen"),
        *("aquí", "aqui", "enlace", "haga clic aquí", "leer más", "más", "más información", "pulse aquí"),
    }
)
"""Link words that don't say where they go, in the languages that the program has words for.

A screen reader lists a page's links without the text around them (WCAG 2.2, success criterion 2.4.9).
"""

_BESIDE = 12
"""Characters of a mark and of what is behind it, by which it is found again."""
_FIELD = (
    uncompiled(r"\{ ?(patient|clinic|topic)\."),
    "'{' with a field's name prints as it is",
    "a field takes two braces: {{ … }}",
)
_MARKS = (
    _FIELD,
    # `ASS**` and `** Only for adults` are a note's marks, where no other pair of stars is in the paragraph.
    (
        uncompiled(r"(?m)^(?!\*{2,3} [^*\n]*$|(?:[^*\n]|(?<!\*)\*(?!\*)|(?<=[\w®™)])\*{2,3}(?![\w*]))*$).*\*\*"),
        "'**' prints as it is",
        "strong words begin and end with '**', without a space inside",
    ),
    (
        uncompiled(r"\] +\((https?:|#)"),
        "a link that isn't one prints as it is",
        "write [words](https://…) without a space",
    ),
)
_TITLE_MARKS = (
    (*_FIELD[:2], "a title, label or caption takes no field; move it into the text below"),
    (
        uncompiled(r"\[@[a-z][a-z0-9_-]*\]"),
        "a title, label or caption takes no citation: this prints as it is",
        "write it in the text below",
    ),
    # Stars and low lines at both ends of words, or a link; a star alone is a note's mark.
    (
        uncompiled(
            r"(?<![\w*])(\*{1,2})\w(?:[^*\n]*\w)?\1(?!\w)|(?<!\w)__[^\W_][^_\n]*__|\]\((?:https?:|mailto:|tel:|#)"
        ),
        "a title, label or caption is plain text: these marks print as they are",
        "take the stars or the link out",
    ),
    # The line's end behind it is a space by now.
    (uncompiled(r"\\ "), "a backslash ends no line of a title, label or caption: it prints as it is", "take it out"),
)


def check_slips(topic: Topic, files: Files) -> list[Diagnostic]:
    """A warning for each text of a topic that probably isn't what its author meant; `files` tell its place."""
    found = []
    everywhere = [text for place in places(topic) for _, text in texts(place.node)]
    summary = [topic.summary] if topic.summary is not None else []
    for text in [topic.title, *everywhere, *summary]:
        for words in _links(text):
            if words.strip(" .,:;!?…").casefold() in VAGUE:
                message = f"the link '{words}' doesn't say where it goes"
                hint = "name the place: [opening times](https://…)"
                found.append(Diagnostic(text.span, message, hint, "vague-link", "warning"))
        said = "\n".join("".join(run.text for run in runs if isinstance(run, Words)) for runs in text.every_paragraph)
        for mark, message, hint in _TITLE_MARKS if isinstance(text, Title) else _MARKS:
            if match := mark.search(said):
                place = words_at(files, text, _near(said, match))
                found.append(Diagnostic(place, message, hint, "slip", "warning"))
    return found


def _near(said: str, match: re.Match[str]) -> str:
    """A mark with a few words behind it, which are the same where it is written."""
    # Of marks in a title the first is found; stars in a line are found from the line's beginning on.
    behind = match[0].endswith("**") and match[0][0] not in "*_"
    at = match.end() - 2 if behind else match.start()
    return said[at : at + _BESIDE].partition("\n")[0].rstrip()


def _links(text: Text) -> list[str]:
    """The words of each link, runs of one address joined."""
    found: list[str] = []
    for runs in text.every_paragraph:
        last = None
        for run in runs:
            link = run.link if isinstance(run, Words | Field) else None
            words = run.text if isinstance(run, Words) else ""
            if link is not None and link == last:
                found[-1] += words
            elif link is not None:
                found.append(words)
            last = link
    return found
