"""The originals of translations: a topic or a fragment as it was read, and the file of its translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout.content.blocks import kinds
from handout.content.blocks.use import Use
from handout.content.clinic import Clinic
from handout.content.topic import Fragment, Topic, Vocabulary
from handout.content.walk import walk
from handout.diagnostics import Diagnostic, InputError, Span, UsageError
from handout.source.decoder import BAD, Decoder
from handout.source.languages import language_named, speaks
from handout.source.scalars import language
from handout.source.values import Mapping, Value, suggestion
from handout.source.yaml import read
from handout.workspace.files import topic_files, yaml_files
from handout.workspace.load import load
from handout.workspace.text_shape import TextShape, without_head
from handout.workspace.translations import split_name

_FRAGMENTS = "content/fragments"


class Original(Struct, frozen=True, kw_only=True):
    """A topic or a fragment that can be translated."""

    path: Path
    file: str
    """The name of its file in messages."""
    language: str
    written: Topic | Fragment
    value: Mapping
    """The topic or the fragment as it is in its file."""
    shape: TextShape

    @property
    def updated(self) -> str:
        """The date of its last change, which a translation repeats; InputError where there is none."""
        if self.written.updated is None:
            message = "it has no 'updated', so nobody can tell whether its translation is up to date"
            raise InputError.at(
                self.written.span, message, "write updated: with the date of its last change", "no-date"
            )
        return self.written.updated.isoformat()

    def translation(self, tag: str) -> Path:
        """The file of its translation into a language."""
        return self.path.with_name(f"{self.path.stem}.{tag}.yaml")


class Originals:
    """The topics and fragments of a workspace; each is read when it is needed."""

    def __init__(self, root: Path, clinic: Clinic | None = None) -> None:
        """The originals in the workspace at `root`; the clinic is read if it isn't given."""
        self._root = root
        self.clinic: Clinic = load(root, ()).clinic if clinic is None else clinic
        facets = {str(facet): tuple(map(str, spec.values)) for facet, spec in self.clinic.facets.items()}
        self._known = Vocabulary(tuple(self.clinic.audiences), facets, kinds())

    def named(self, name: str) -> Original:
        """A topic by its id or its path, else a fragment; InputError if there is neither, or its file can't be read."""
        path = self._topic(name) or self._fragment(name)
        if path is None:
            known = [*self._ids(topic_files(self._root)), *self._ids({p.stem for p in self._fragments()})]
            hint = suggestion(name, known) or "handout list names the topics"
            raise InputError.at("content", f"there is no topic or fragment '{name[:80]}'", hint, "unknown-topic")
        stem, tag = split_name(path.stem)
        if tag:
            hint = f"name the original, '{stem}'"
            raise InputError.at(self._name(path), "this is a translation itself", hint, "translation")
        return self.at(path)

    def used_by(self, original: Original) -> Iterator[Original]:
        """The fragments that a topic uses, each once, in the topic's order."""
        nodes = original.written.sections if isinstance(original.written, Topic) else ()
        used = dict.fromkeys(node.fragment for node in walk(nodes) if isinstance(node, Use))
        yield from (self.at(self._root / _FRAGMENTS / f"{name}.yaml") for name in used)

    def at(self, path: Path) -> Original:
        """The original in a file; InputError if the file can't be read."""
        return self.of(path, *read(path, self._name(path)))

    def of(self, path: Path, value: Value | None, problems: Iterable[Diagnostic] = ()) -> Original:
        """The original in a file that was read before, as its value and its problems."""
        name, reader = self._name(path), Decoder(self._known)
        kind: Any = Fragment if name.startswith(f"{_FRAGMENTS}/") else Topic
        written = BAD if value is None else reader.read(kind, value)
        InputError.raise_for(each for each in (*problems, *reader.problems) if each.severity == "error")
        assert isinstance(value, Mapping)
        return Original(
            path=path, file=name, language=str(written.language or self.clinic.language), written=written,
            value=without_head(value), shape=TextShape.of(written, self._known),
        )  # fmt: skip

    def _topic(self, name: str) -> Path | None:
        files = topic_files(self._root)
        if name in files:
            return files[name][0]
        return self._at(name, [path for paths in files.values() for path in paths])

    def _fragment(self, name: str) -> Path | None:
        found = self._fragments()
        return next((path for path in found if path.stem == name), None) or self._at(name, found)

    def _fragments(self) -> list[Path]:
        return yaml_files(self._root / _FRAGMENTS)

    def _at(self, name: str, known: list[Path]) -> Path | None:
        """The file of a path, which is relative to the current folder or to the workspace."""
        wanted = {candidate.resolve() for candidate in (Path(name), self._root / name)}
        return next((path for path in known if path.resolve() in wanted), None)

    def _ids(self, stems: Any) -> list[str]:
        return [stem for stem in stems if not split_name(stem)[1]]

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


def into(tag: str, original: Original) -> str:
    """The tag of the language to translate into; HandoutError if it isn't a tag, or is the original's language."""
    try:
        tag = language(tag)
    except ValueError as error:
        named = language_named(tag)
        hint = f"did you mean '{named}'?" if named else ""
        raise UsageError.at("LANGUAGE", str(error), hint, "language") from None
    if speaks(original.language, tag):
        message = f"the original is in '{original.language}' itself"
        raise InputError([Diagnostic(Span(original.file), message, "name another language", "language")])
    return tag
