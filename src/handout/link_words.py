"""Link words that don't say where they go: a screen reader lists a page's links without the text around them."""

from __future__ import annotations

from handout.inline import Field, Words
from handout.model.texts import Text
from handout.model.topic import Topic
from handout.presence import places
from handout.rules import texts
from handout.source import Diagnostic

VAGUE = frozenset(
    {
        *("click", "click here", "details", "find out more", "follow this link", "here", "learn more", "link", "more"),
        *("page", "read more", "see here", "see more", "this", "this link", "this page", "website"),
        *("hier", "hier klicken", "klicken sie hier", "mehr", "mehr erfahren", "weiterlesen"),
        *("aquí", "aqui", "enlace", "haga clic aquí", "leer más", "más", "más información", "pulse aquí"),
    }
)
"""In the languages that the program has words for; WCAG 2.2, success criterion 2.4.9."""


def check_links(topic: Topic) -> list[Diagnostic]:
    """A warning for each link of a topic whose words are on the list."""
    found = []
    everywhere = [text for place in places(topic) for _, text in texts(place.node)]
    for text in [*everywhere, *([topic.summary] if topic.summary is not None else [])]:
        for words in _links(text):
            if words.strip(" .,:;!?…").casefold() in VAGUE:
                message = f"the link '{words}' doesn't say where it goes"
                hint = "name the place: [opening times](https://…)"
                found.append(Diagnostic(text.span, message, hint, "vague-link", "warning"))
    return found


def _links(text: Text) -> list[str]:
    """The words of each link, runs of one address joined."""
    found: list[str] = []
    for _, paragraphs in text.choices:
        for runs in paragraphs:
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
