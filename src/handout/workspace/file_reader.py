"""One file at a time: read, decoded, and what is wrong with it noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as Places
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from handout.content.blocks import kinds
from handout.content.clinic import Clinic
from handout.content.layout import LayoutSpec
from handout.content.topic import Fragment, Topic, Vocabulary
from handout.diagnostics import Diagnostic, Span
from handout.files.names import reserved
from handout.source.decoder import BAD, Decoder, one_or_many
from handout.source.languages import language_named, speaks
from handout.source.scalars import IDENTIFIER, LONGEST_ID, identifier, language
from handout.source.values import Mapping, Scalar, Value
from handout.source.yaml import read
from handout.workspace.files import yaml_files
from handout.workspace.translations import TranslationFile, read_translation, split_name

T = TypeVar("T", Topic, Fragment, LayoutSpec)
P = TypeVar("P", Topic, Fragment)
R = TypeVar("R")


class FileReader:
    """Reads the files of a workspace one by one, and holds what was read and what is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Diagnostic] = []
        self._warnings: list[Diagnostic] = []
        self._known = Vocabulary(kinds=kinds())
        self._sources: dict[str, Value] = {}
        """What each file says; a translation with the structure of its original."""
        self._read: dict[str, Value] = {}
        """What each file held."""
        self._left_out: dict[str, tuple[Diagnostic, ...]] = {}
        self._places: dict[str, Places[Span, Span]] = {}
        """For each translation, where it has the blocks of its original."""
        self._language = ""
        """The clinic's."""

    def _apart(self, path: Path, read: Callable[[Path], R]) -> R:
        """A file read so that what is wrong with it stops only itself."""
        before = len(self.problems)
        found = read(path)
        if own := tuple(self.problems[before:]):
            del self.problems[before:]
            self._left_out[self._name(path)] = own
        return found

    def files(self, folder: str) -> list[Path]:
        """The files that may be read in a folder."""
        return yaml_files(self.root / folder)

    def translated(self, path: Path, original: P, own: str) -> P | None:
        """A translation of a topic or a fragment; None where a problem prevents it."""
        file, (name, tag) = self._name(path), split_name(path.stem)
        try:
            tag = language(tag)
        except ValueError as error:
            hint = f"rename the file: {name}.{language_named(tag) or 'es'}.yaml"
            self._say(Span(file), f"the file's name has no language: {error}", hint, "language")
            return None
        if speaks(own, tag):
            self._say(Span(file), f"the original is in '{own}' itself", "rename this file", "language")
            return None
        before = len(self.problems)
        value, source = self._source(path), self._read.get(original.file)
        if value is None or source is None:
            return None
        given = TranslationFile(id=original.id, language=tag, file=file, value=value)
        found = read_translation(given, original, source, self._known)
        self._sources[file] = found.merged
        self._places[file] = found.places
        self.problems += (problem for problem in found.problems if problem.severity == "error")
        self._warnings += (problem for problem in found.problems if problem.severity == "warning")
        return found.translated if len(self.problems) == before else None

    def named(self, path: Path, kind: type[T]) -> T | None:
        """A file whose name is its id."""
        try:
            identifier(path.stem)
        except ValueError as error:
            renamed = _as_identifier(path.stem)
            hint = f"rename it to {renamed}{path.suffix}" if renamed and not reserved(renamed) else ""
            if renamed and path.with_stem(renamed).exists() and renamed != path.stem.lower():
                hint = f"rename it, or delete it if it is an older {renamed}{path.suffix}"
            self._say(Span(self._name(path)), f"the file's name is its id: {error}", hint, "id")
            return None
        if reserved(path.stem):
            hint = "rename the file: Windows has a device of this name, and no file"
            self._say(Span(self._name(path)), f"no file can be named '{path.stem}' on Windows", hint, "id")
            return None
        before = len(self.problems)
        decoded = self._decode(path, kind)
        if decoded is None or len(self.problems) > before:
            # A file that isn't strict YAML is read for what else is wrong with it, and goes no further.
            return None
        known = {"id": path.stem, **({"file": self._name(path)} if "file" in kind.__struct_fields__ else {})}
        named: T = replace(decoded, **known)
        return named

    def _decode(self, path: Path, kind: type[Any]) -> Any:
        value = self._source(path)
        if value is None:
            return None
        reader = Decoder(self._known)
        if kind is Clinic:
            reader.known = Vocabulary(_named_audiences(value))
        elif kind is Topic:
            reader.known = replace(self._known, ceiling=_ceiling(value))
        decoded = reader.read(kind, value)
        # What is wrong with how a text is written is reported already, as an empty block.
        reported = {problem.span for problem in self.problems}
        self.problems += (problem for problem in reader.problems if problem.span not in reported)
        return None if decoded is BAD else decoded

    def _written_names(self) -> Vocabulary | None:
        """The names that other files refer to, of a clinic that isn't whole; None where they can't be read."""
        value = self._read.get("clinic.yaml")
        audiences, facets = _named_audiences(value), value.get("facets") if isinstance(value, Mapping) else None
        named = _named_values(facets) if facets is not None else {}
        if not audiences or named is None or not all(map(IDENTIFIER.fullmatch, audiences)):
            return None
        return Vocabulary(audiences, named, kinds())

    def _written_language(self) -> str:
        """The language of a clinic that isn't whole."""
        value = self._read.get("clinic.yaml")
        found = value.get("language") if isinstance(value, Mapping) else None
        return found.text if isinstance(found, Scalar) else "en"

    def _source(self, path: Path) -> Value | None:
        value, found = read(path, self._name(path))
        self.problems += (problem for problem in found if problem.severity == "error")
        self._warnings += (problem for problem in found if problem.severity == "warning")
        if value is not None:
            self._sources[self._name(path)] = self._read[self._name(path)] = value
        return value

    def _name(self, path: Path) -> str:
        """A file as messages name it: from the workspace on."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        resolved, root = path.resolve(), self.root.resolve()
        return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else path.name

    def _say(self, span: Span, message: str, hint: str = "", code: str = "") -> None:
        self.problems.append(Diagnostic(span, message, hint, code))


def vocabulary(clinic: Clinic) -> Vocabulary:
    """The names of a clinic that other files refer to."""
    facets = {str(facet): tuple(map(str, spec.values)) for facet, spec in clinic.facets.items()}
    return Vocabulary(tuple(clinic.audiences), facets, kinds())


def _named_values(facets: Value) -> dict[str, tuple[str, ...]] | None:
    """The facets that a clinic's file declares, with their values; None where one can't be read."""
    named = {}
    for key, spec in facets.entries if isinstance(facets, Mapping) else ():
        values = spec.get("values") if isinstance(spec, Mapping) else None
        if not isinstance(values, Mapping):
            return None
        named[key.text] = tuple(value.text for value, _ in values.entries)
    return named if isinstance(facets, Mapping) else None


def _named_audiences(value: Value | None) -> tuple[str, ...]:
    """The audiences that a clinic's file declares, before it is decoded."""
    audiences = value.get("audiences") if isinstance(value, Mapping) else None
    return tuple(key.text for key, _ in audiences.entries) if isinstance(audiences, Mapping) else ()


def _ceiling(value: Value) -> tuple[str, ...]:
    """The audiences that a topic's file states for all of it, before it is decoded."""
    stated = value.get("audience") if isinstance(value, Mapping) else None
    return () if stated is None else tuple(item.text for item in one_or_many(stated) if isinstance(item, Scalar))


def _as_identifier(name: str) -> str:
    """A file's name as an id that is like it; empty where there is none."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    like = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_ID].rstrip("-")
    return like if IDENTIFIER.fullmatch(like) else ""
