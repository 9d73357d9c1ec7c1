"""What was read of a workspace: `Workspace`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.content.layout import LayoutSpec
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, InputError
from handout.source.languages import speaks, spoken_by
from handout.source.values import Value
from handout.workspace.translations import split_name


class Workspace(Struct, frozen=True, kw_only=True):
    """What was read of a workspace."""

    root: Path
    clinic: Clinic
    layouts: Mapping[str, LayoutSpec]
    topics: Mapping[str, Topic]
    """The topics by id, with their fragments put in."""
    translations: Mapping[tuple[str, str], Topic] = {}
    """The translations that were asked for, by the topic's id and the language."""
    sources: Mapping[str, Value] = {}
    """What each file held before it was decoded, by its path from the workspace on; the scan trusts nothing later.

    A translation's texts are in the structure of its original.
    """
    warnings: tuple[Diagnostic, ...] = ()
    left_out: Mapping[str, tuple[Diagnostic, ...]] = {}
    """What is wrong with each file that is broken, and that nothing asked for needs; by its path."""

    @property
    def broken(self) -> tuple[Diagnostic, ...]:
        """A warning for each file that is left out."""
        hint = "handout check says everything that is wrong with it"
        return tuple(
            Diagnostic(found[0].span, f"this file is left out: {found[0].message}", hint, "left-out", "warning")
            for found in self.left_out.values()
        )

    @property
    def every_topic(self) -> tuple[Topic, ...]:
        """The topics, and their translations that were read."""
        return (*self.topics.values(), *self.translations.values())

    def own_language(self, name: str) -> str:
        """The language that a topic was written in."""
        return str(self.topics[name].language or self.clinic.language)

    def translated_into(self, name: str) -> list[str]:
        """The languages of a topic's translations that were read."""
        return [language for topic, language in self.translations if topic == name]

    def in_language(self, name: str, language: str | None) -> Topic | None:
        """A topic in a language, or as it was written (None); None where it isn't in that language."""
        if language is None or speaks(self.own_language(name), language):
            return self.topics[name]
        found = spoken_by(language, self.translated_into(name))
        return None if found is None else self.translations[name, found]

    def topic(self, name: str, language: str | None) -> Topic:
        """As `in_language`, but HandoutError where the topic isn't in the language."""
        if (topic := self.in_language(name, language)) is None:
            assert language is not None, "every topic is in its own language"
            raise InputError(self._untranslated(name, language))
        return topic

    def _untranslated(self, name: str, language: str) -> list[Diagnostic]:
        """Why a topic can't be printed in a language: its translation is broken, or there is none."""
        for file, problems in self.left_out.items():
            path = PurePosixPath(file)
            topic, tag = split_name(path.stem)
            if topic == name and tag and speaks(tag, language):
                return [*problems]
        others = ", ".join(self.translated_into(name))
        hint = f"it is translated into {others}" if others else f"write content/{name}.{language}.yaml"
        message = f"the topic is in '{self.own_language(name)}', not in '{language}'"
        return [Diagnostic(self.topics[name].span, message, hint, "language")]
