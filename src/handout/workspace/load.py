"""Files to typed values: the clinic, its layouts, its topics and their fragments, with every problem of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.content.blocks import kinds
from handout.content.blocks.use import Use
from handout.content.clinic import Clinic
from handout.content.layout import Layouts, LayoutSpec
from handout.content.topic import Fragment, Topic, Vocabulary
from handout.content.walk import N, mapped, walk
from handout.diagnostics import Diagnostic, InputError, Span
from handout.files.names import reserved
from handout.source.decoder import BAD, Decoder
from handout.source.scalars import IDENTIFIER, identifier
from handout.source.values import Value, suggestion
from handout.source.yaml import read
from handout.workspace.clinic_rules import check_clinic
from handout.workspace.files import meant, not_read, topic_files, yaml_files

T = TypeVar("T", Topic, Fragment, LayoutSpec)
R = TypeVar("R")

MOST_LOOKED_THROUGH = 256 << 10
"""Bytes of topics that nobody asked for; more would be felt."""


class Workspace(Struct, frozen=True, kw_only=True):
    """What was read of a workspace."""

    root: Path
    clinic: Clinic
    layouts: Mapping[str, LayoutSpec]
    topics: Mapping[str, Topic]
    """With their fragments put in."""
    sources: Mapping[str, Value] = {}
    """What each file held before it was decoded, by its path from the workspace on; the scan trusts nothing later."""
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


def load(root: Path, topics: Iterable[str] | None = None, *, others: bool = False) -> Workspace:
    """The workspace with the topics asked for, by id or path, or with all; HandoutError names every problem of these.

    A broken file stops nothing but itself: one that no topic asked for needs is left out, and a broken layout is told
    where it is asked for.  With `others` the further topics are looked through too, as far as that is quick.
    """
    loader = _Loader(root)
    workspace = loader.workspace(topics, others=others)
    problems = loader.problems if topics is not None else loader.every_problem
    if problems or workspace is None:
        raise InputError(problems)
    return workspace


def load_partly(root: Path, topics: Iterable[str] | None = None) -> tuple[Workspace | None, list[Diagnostic]]:
    """What can be read of a workspace, and every problem of the rest; None without a clinic.

    In it is only what is whole: no topic that uses a broken fragment, no layout that extends a broken one.
    """
    loader = _Loader(root)
    return loader.workspace(topics), loader.every_problem


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Diagnostic] = []
        self._warnings: list[Diagnostic] = []
        self._known = Vocabulary(kinds=kinds())
        self._fragments: dict[str, Fragment | None] = {}
        self._sources: dict[str, Value] = {}
        self._left_out: dict[str, tuple[Diagnostic, ...]] = {}
        self._broken = False
        """Whether the topic in hand uses a fragment that can't be put in."""

    @property
    def every_problem(self) -> list[Diagnostic]:
        """What is wrong with the files asked for, and with those that are left out."""
        return [*self.problems, *(problem for found in self._left_out.values() for problem in found)]

    def workspace(self, wanted: Iterable[str] | None, *, others: bool = False) -> Workspace | None:
        clinic = self._clinic()
        files = self._wanted(wanted)
        if clinic is None:
            # Nothing can be said of audiences, but what isn't YAML is told all the same.
            for path in (*files, *self._files("layouts"), *self._files("content/fragments")):
                self._source(path)
            return None
        facets = {str(facet): tuple(map(str, spec.values)) for facet, spec in clinic.facets.items()}
        self._known = Vocabulary(tuple(clinic.audiences), facets, kinds())
        layouts = self._layouts()
        each = self._topic if wanted is not None else lambda path: self._apart(path, self._topic)
        topics = {topic.id: topic for path in files if (topic := each(path)) is not None}
        for path in self._files("content/fragments") if wanted is None else []:
            self._read_fragment(path)
        if others:
            self._look_through(files)
        return Workspace(
            root=self.root,
            clinic=clinic,
            layouts=layouts,
            topics=topics,
            sources=self._sources,
            warnings=tuple(self._warnings),
            left_out=self._left_out,
        )

    def _apart(self, path: Path, read: Callable[[Path], R]) -> R:
        """A file read so that what is wrong with it stops only itself."""
        before = len(self.problems)
        found = read(path)
        if own := tuple(self.problems[before:]):
            del self.problems[before:]
            self._left_out[self._name(path)] = own
        return found

    def _look_through(self, wanted: Iterable[Path]) -> None:
        """Find the broken ones among the topics that nobody asked for; nothing else of them is kept."""
        sources, warnings, fragments = dict(self._sources), [*self._warnings], dict(self._fragments)
        left = MOST_LOOKED_THROUGH
        for paths in topic_files(self.root).values():
            path = paths[0]
            # A link that leads nowhere is told of like any other file that can't be read.
            left -= path.stat().st_size if path.is_file() else 0
            if left >= 0 and path not in wanted and not self._translation(path):
                self._apart(path, self._topic)
        self._sources, self._warnings, self._fragments = sources, warnings, fragments

    def _clinic(self) -> Clinic | None:
        path = self.root / "clinic.yaml"
        if not path.is_file():
            hint = "run handout in a workspace, name one with -C DIR, or make one with: handout init DIR"
            hint = meant(self.root, "", "clinic") or hint
            self._say(Span("clinic.yaml"), "no such file", hint, "no-workspace")
            return None
        clinic: Clinic | None = self._decode(path, Clinic)
        if clinic is not None:
            self.problems += check_clinic(clinic, self.root)
        return clinic

    def _files(self, folder: str) -> list[Path]:
        return yaml_files(self.root / folder)

    def _layouts(self) -> Layouts:
        paths = {path.stem: path for path in self._files("layouts")}
        whole = {}
        for name, path in paths.items():
            spec = self._apart(path, lambda path: self._named(path, LayoutSpec))
            if spec is not None:
                whole[name] = spec
        broken = {name: self._left_out[self._name(path)] for name, path in paths.items() if name not in whole}
        while further := {name: spec.extends for name, spec in whole.items() if spec.extends in broken}:
            broken |= {name: broken[parent] for name, parent in further.items() if parent is not None}
            whole = {name: spec for name, spec in whole.items() if name not in broken}
        return Layouts(whole, broken)

    def _wanted(self, wanted: Iterable[str] | None) -> list[Path]:
        files = topic_files(self.root)
        self._warnings += not_read(self.root)
        if wanted is None:
            self._twice(files, files)
            return [path for paths in files.values() for path in paths if not self._translation(path)]
        found = [path for name in wanted if (path := self._find(name, files)) is not None]
        self._twice(files, [path.stem for path in found])
        return found

    def _twice(self, files: Mapping[str, list[Path]], names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            first, *others = files[name]
            if others:
                self._say(Span(self._name(others[0])), f"the id '{name}' is also that of {self._name(first)}")

    def _find(self, name: str, files: Mapping[str, list[Path]]) -> Path | None:
        if name in files:
            return files[name][0]
        path = Path(name)
        if path.suffix == ".yaml":
            known = {file.resolve() for paths in files.values() for file in paths}
            for candidate in (path, self.root / path):
                if candidate.resolve() in known:
                    return candidate.resolve()
        if not files and not (self.root / "clinic.yaml").is_file():
            return None  # that this folder is no workspace is told already
        hint = meant(self.root, "content", name) or suggestion(name, files) or "handout list names the topics"
        self._say(Span("content"), f"there is no topic '{name[:80]}'", hint, "unknown-topic")
        return None

    def _translation(self, path: Path) -> bool:
        """Whether a file is a translation, which this version doesn't read yet."""
        if "." not in path.stem:
            return False
        message = "translations are not read yet"
        self._warnings.append(Diagnostic(Span(self._name(path)), message, "", "translation", "warning"))
        return True

    def _topic(self, path: Path) -> Topic | None:
        topic = self._named(path, Topic)
        if topic is None:
            return None
        self._broken = False
        sections = tuple(self._filled(section) for section in topic.sections)
        return None if self._broken else replace(topic, sections=sections)

    def _filled(self, node: N) -> N:
        """The node with the fragments that it uses put in; a fragment uses no other one."""
        if isinstance(node, Use):
            fragment = self._fragment(node)
            if fragment is None:
                self._broken = True
                return node
            return replace(node, limit=fragment.audience, body=fragment.body, review=fragment.review)
        return mapped(node, lambda text: text, self._filled)

    def _fragment(self, use: Use) -> Fragment | None:
        path = self.root / "content" / "fragments" / f"{use.fragment}.yaml"
        if not path.is_file():
            hint = meant(self.root, "content/fragments", use.fragment) or suggestion(
                use.fragment, [file.stem for file in self._files("content/fragments")]
            )
            self._say(use.span, f"there is no fragment '{use.fragment}'", hint, "unknown-fragment")
            return None
        return self._read_fragment(path)

    def _read_fragment(self, path: Path) -> Fragment | None:
        """A fragment, read once; None if it is broken or uses another one."""
        if path.stem not in self._fragments:
            fragment = self._named(path, Fragment)
            for node in walk(fragment.body) if fragment else ():
                if isinstance(node, Use):
                    message = "a fragment can't use another fragment"
                    self._say(node.span, message, "move the text here", "nested-use")
                    fragment = None
            self._fragments[path.stem] = fragment
        return self._fragments[path.stem]

    def _named(self, path: Path, kind: type[T]) -> T | None:
        """A file whose name is its id."""
        if not IDENTIFIER.fullmatch(path.stem):
            try:
                identifier(path.stem)
            except ValueError as error:
                self._say(Span(self._name(path)), f"the file's name is its id: {error}", code="id")
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
        decoded = reader.read(kind, value)
        # What is wrong with how a text is written is told already, as an empty block.
        told = {problem.span for problem in self.problems}
        self.problems += (problem for problem in reader.problems if problem.span not in told)
        return None if decoded is BAD else decoded

    def _source(self, path: Path) -> Value | None:
        value, found = read(path, self._name(path))
        self.problems += (problem for problem in found if problem.severity == "error")
        self._warnings += (problem for problem in found if problem.severity == "warning")
        if value is not None:
            self._sources[self._name(path)] = value
        return value

    def _name(self, path: Path) -> str:
        """A file as messages name it: from the workspace on."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        resolved, root = path.resolve(), self.root.resolve()
        return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else path.name

    def _say(self, span: Span, message: str, hint: str = "", code: str = "") -> None:
        self.problems.append(Diagnostic(span, message, hint, code))


def _named_audiences(value: Value) -> tuple[str, ...]:
    """The audiences that a clinic's file declares, before it is decoded."""
    from handout.source.values import Mapping as Entries

    audiences = value.get("audiences") if isinstance(value, Entries) else None
    return tuple(key.text for key, _ in audiences.entries) if isinstance(audiences, Entries) else ()
