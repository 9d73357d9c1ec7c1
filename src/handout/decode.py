"""Files to typed values: the clinic, its layouts, its topics and their fragments, with every problem of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.blocks import keys, kinds
from handout.blocks.use import Use
from handout.glyphs import BUILT_IN
from handout.kinds import IDENTIFIER, Name, identifier
from handout.model.clinic import Clinic
from handout.model.layout import LayoutSpec
from handout.model.nodes import Block, Node
from handout.model.topic import Fragment, Topic, Vocabulary
from handout.reading import BAD, Reader, shown
from handout.source import Diagnostic, HandoutError, Span, Value, suggestion
from handout.strict_yaml import read

IDENTIFIERS = ("name", "birth_date", "id")
"""What tells one patient from another."""
T = TypeVar("T", Topic, Fragment, LayoutSpec)


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


def load(root: Path, topics: Iterable[str] | None = None) -> Workspace:
    """The workspace with the topics asked for, by id or path, or with all; HandoutError names every problem.

    A broken file stops nothing of reading the others; what is wrong is told together.
    """
    workspace, problems = load_partly(root, topics)
    if problems or workspace is None:
        raise HandoutError(problems)
    return workspace


def load_partly(root: Path, topics: Iterable[str] | None = None) -> tuple[Workspace | None, list[Diagnostic]]:
    """What can be read of a workspace, and every problem of the rest; None without a clinic.

    In it is only what is whole: no topic that uses a broken fragment, no layout that extends a broken one.
    """
    loader = _Loader(root)
    return loader.workspace(topics), loader.problems


def topic_files(root: Path) -> dict[str, list[Path]]:
    """The topics' files by id, in the order of their ids; two files of one id stand together."""
    found: dict[str, list[Path]] = {}
    for path in sorted((root / "content").rglob("*.yaml")):
        if path.relative_to(root / "content").parts[0] != "fragments":
            found.setdefault(path.stem, []).append(path)
    return dict(sorted(found.items()))


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Diagnostic] = []
        self._warnings: list[Diagnostic] = []
        self._known = Vocabulary(kinds=kinds())
        self._fragments: dict[str, Fragment | None] = {}
        self._sources: dict[str, Value] = {}
        self._broken = False
        """Whether the topic in hand uses a fragment that can't be put in."""

    def workspace(self, wanted: Iterable[str] | None) -> Workspace | None:
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
        topics = {topic.id: topic for path in files if (topic := self._topic(path)) is not None}
        for path in self._files("content/fragments") if wanted is None else []:
            self._read_fragment(path)
        return Workspace(
            root=self.root,
            clinic=clinic,
            layouts=layouts,
            topics=topics,
            sources=self._sources,
            warnings=tuple(self._warnings),
        )

    def _clinic(self) -> Clinic | None:
        path = self.root / "clinic.yaml"
        if not path.is_file():
            hint = "run handout in a workspace, name one with -C DIR, or make one with: handout init DIR"
            self._say(Span("clinic.yaml"), "no such file", hint, "no-workspace")
            return None
        clinic: Clinic | None = self._decode(path, Clinic)
        if clinic is not None:
            self._clinic_rules(clinic)
        return clinic

    def _clinic_rules(self, clinic: Clinic) -> None:
        """What spans the clinic's parts: names of audiences and of fields."""
        for name, audience in clinic.audiences.items():
            if name == "all":
                self._say(audience.span, "'all' stands for every audience", "give this one another name")
            if name in keys():
                self._say(audience.span, f"'{name}' is a key of topics", "give this audience another name")
            if not (self.root / "layouts" / f"{audience.layout}.yaml").is_file():
                hint = suggestion(audience.layout, [p.stem for p in (self.root / "layouts").glob("*.yaml")])
                self._say(
                    audience.span, f"audience '{name}' names the layout '{audience.layout}', which is no file", hint
                )
        for identifier_name in IDENTIFIERS:
            own = clinic.fields.get(Name(identifier_name))
            if own is not None and own.audience is not None and not set(clinic.audiences) <= set(own.audience):
                message = f"'{identifier_name}' is printed on every page of a patient's document, whoever reads it"
                self._say(own.span or clinic.span, message, "take its audience out")
        named: list[tuple[str, Any]] = [*clinic.fields.items(), *clinic.facets.items()]
        for key, spec in named:
            for audience_name in spec.audience or ():
                if audience_name not in clinic.audiences:
                    hint = suggestion(audience_name, clinic.audiences)
                    self._say(spec.span, f"'{key}' names the unknown audience '{audience_name}'", hint)
        for facet_name, facet in clinic.facets.items():
            field = clinic.field(facet.from_) if facet.from_ else None
            if facet.from_ and (field is None or field.type not in ("date", "datetime")):
                self._say(facet.span, f"facet '{facet_name}' is derived from '{facet.from_}', which is no date field")
            if facet_name in clinic.fields:
                self._say(facet.span, f"'{facet_name}' is a field and a facet", "give one of them another name")
        families = (BUILT_IN, *clinic.fonts.families)
        for family in dict.fromkeys((*clinic.fonts.body, *clinic.fonts.heading)):
            if family not in families:
                hint = suggestion(family, families) or f"the families are {', '.join(families)}"
                self._say(clinic.span, f"there is no font family '{shown(family)}'", hint, "unknown-font")

    def _files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.yaml"))

    def _layouts(self) -> dict[str, LayoutSpec]:
        specs = {path.stem: self._named(path, LayoutSpec) for path in self._files("layouts")}
        whole = {name: spec for name, spec in specs.items() if spec is not None}
        while broken := {name for name, spec in whole.items() if spec.extends in specs and spec.extends not in whole}:
            whole = {name: spec for name, spec in whole.items() if name not in broken}
        return whole

    def _wanted(self, wanted: Iterable[str] | None) -> list[Path]:
        files = topic_files(self.root)
        for name, paths in files.items():
            if len(paths) > 1:
                self._say(Span(self._name(paths[1])), f"the id '{name}' is also that of {self._name(paths[0])}")
        for ignored in sorted((self.root / "content").rglob("*.yml")):
            message, hint = "this file is not read", "its name must end in .yaml"
            self._warnings.append(Diagnostic(Span(self._name(ignored)), message, hint, "not-read", "warning"))
        if wanted is None:
            return [path for paths in files.values() for path in paths if not self._translation(path)]
        return [path for name in wanted if (path := self._find(name, files)) is not None]

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
        hint = suggestion(name, files) or "handout list names the topics"
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

    def _filled(self, node: Any) -> Any:
        """A node with the fragments that it uses put in, one level deep."""
        if isinstance(node, Use):
            fragment = self._fragment(node)
            if fragment is None:
                self._broken = True
                return node
            return replace(node, limit=fragment.audience, body=fragment.body, review=fragment.review)
        changes = {}
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, tuple) and value and isinstance(value[0], Node):
                changes[name] = tuple(self._filled(item) for item in value)
        return replace(node, **changes) if changes else node

    def _fragment(self, use: Use) -> Fragment | None:
        path = self.root / "content" / "fragments" / f"{use.fragment}.yaml"
        if not path.is_file():
            hint = suggestion(use.fragment, [file.stem for file in self._files("content/fragments")])
            self._say(use.span, f"there is no fragment '{use.fragment}'", hint, "unknown-fragment")
            return None
        return self._read_fragment(path)

    def _read_fragment(self, path: Path) -> Fragment | None:
        """A fragment, read once; None if it is broken or uses another one."""
        if path.stem not in self._fragments:
            fragment = self._named(path, Fragment)
            nested = [node for block in fragment.body for node in _below(block)] if fragment else []
            for node in nested:
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
        reader = Reader(self._known)
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
        resolved = path.resolve()
        root = self.root.resolve()
        return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else path.name

    def _say(self, span: Span, message: str, hint: str = "", code: str = "") -> None:
        self.problems.append(Diagnostic(span, message, hint, code))


def _named_audiences(value: Value) -> tuple[str, ...]:
    """The audiences that a clinic's file declares, before it is decoded."""
    from handout.source import Mapping as Entries

    audiences = value.get("audiences") if isinstance(value, Entries) else None
    return tuple(key.text for key, _ in audiences.entries) if isinstance(audiences, Entries) else ()


def _below(node: Block) -> Iterable[Node]:
    """Every node of a block, itself first."""
    yield node
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            for item in value:
                if isinstance(item, Node):
                    yield from _below(item)  # type: ignore[arg-type]
