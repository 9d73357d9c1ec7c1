"""Files to typed values: the clinic, its layouts, its topics and their fragments, with every problem of every file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path, PureWindowsPath

from handout.content.clinic import Clinic
from handout.content.layout import Layouts, LayoutSpec
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, InputError, Span, option
from handout.source.languages import speaks
from handout.source.values import suggestion
from handout.workspace.clinic_rules import check_clinic
from handout.workspace.file_reader import vocabulary
from handout.workspace.files import above, closed, meant, not_read, topic_files
from handout.workspace.fragment_reader import FragmentReader
from handout.workspace.loaded import Workspace
from handout.workspace.translations import split_name

__all__ = ["Workspace", "load", "load_partly"]

MOST_LOOKED_THROUGH = 256 << 10
"""Bytes of topics that weren't asked for but are read; more would make a command noticeably slower."""


def load(
    root: Path,
    topics: Iterable[str] | None = None,
    *,
    others: bool = False,
    languages: Collection[str] | None = (),
) -> Workspace:
    """The workspace with the topics asked for, by id or path, or with all; HandoutError names every problem of these.

    A broken file stops nothing but itself: one that no topic asked for needs is left out, and a broken layout is
    reported where it is asked for.  With `others` the further topics are looked through too, as far as that is quick.
    Translations are read into the languages given and the clinic's, or into all (None); a broken one is left out, too.
    """
    loader = _Loader(root)
    workspace = loader.workspace(topics, others=others, languages=languages)
    problems = loader.problems if topics is not None else loader.every_problem
    if problems or workspace is None:
        raise InputError(problems)
    return workspace


def load_partly(root: Path, topics: Iterable[str] | None = None) -> tuple[Workspace | None, list[Diagnostic]]:
    """What can be read of a workspace, and every problem of the rest; None without a clinic that is whole.

    In it is only what is whole: no topic that uses a broken fragment, no layout that extends a broken one.
    """
    loader = _Loader(root)
    return loader.workspace(topics, languages=None), loader.every_problem


class _Loader(FragmentReader):
    @property
    def every_problem(self) -> list[Diagnostic]:
        """What is wrong with the files asked for, and with those that are left out."""
        return [*self.problems, *(problem for found in self._left_out.values() for problem in found)]

    def workspace(
        self, wanted: Iterable[str] | None, *, others: bool = False, languages: Collection[str] | None = ()
    ) -> Workspace | None:
        if shut := closed(self.root):
            self.problems += shut
            return None
        clinic = self._clinic()
        self._language = str(clinic.language) if clinic is not None else self._written_language()
        files = self._wanted(wanted)
        names = vocabulary(clinic) if clinic is not None else self._written_names()
        if names is None:
            # Nothing can be said of audiences, but what isn't YAML is reported all the same.
            for path in (*files, *self.files("layouts"), *self.files("content/fragments")):
                self._source(path)
            return None
        self._known = names
        layouts = self._layouts()
        each = self._topic if wanted is not None else lambda path: self._apart(path, self._topic)
        topics = {topic.id: topic for path in files if (topic := each(path)) is not None}
        translations = self._translations(topics, languages)
        if languages is None:
            self._beside_broken([path.stem for path in files if path.stem not in topics])
        for path in self.files("content/fragments") if wanted is None else []:
            self._any_fragment(path)
        if clinic is None:
            return None
        if others:
            self._look_through(files)
        return Workspace(
            root=self.root,
            clinic=clinic,
            layouts=layouts,
            topics=topics,
            translations=translations,
            sources=self._sources,
            warnings=tuple(self._warnings),
            left_out=self._left_out,
        )

    def _look_through(self, wanted: Iterable[Path]) -> None:
        """Find the broken ones among the topics that weren't asked for; nothing else of them is kept."""
        sources, warnings, fragments = dict(self._sources), [*self._warnings], dict(self._fragments)
        left = MOST_LOOKED_THROUGH
        for paths in topic_files(self.root).values():
            path = paths[0]
            # A link that leads nowhere is reported like any other file that can't be read.
            left -= path.stat().st_size if path.is_file() else 0
            if left >= 0 and path not in wanted and not split_name(path.stem)[1]:
                self._apart(path, self._topic)
        self._sources, self._warnings, self._fragments = sources, warnings, fragments

    def _clinic(self) -> Clinic | None:
        path = self.root / "clinic.yaml"
        hint = "run handout in a workspace, name one with -C DIR, or make one with: handout init DIR"
        if not self.root.is_dir():
            message = "not a folder" if self.root.exists() else "the folder doesn't exist"
            self._say(Span(str(self.root)), message, hint, "no-workspace")
            return None
        if not path.is_file():
            hint = meant(self.root, "", "clinic") or above(self.root) or hint
            self._say(Span("clinic.yaml"), "no such file", hint, "no-workspace")
            return None
        clinic: Clinic | None = self._decode(path, Clinic)
        if clinic is not None:
            self.problems += check_clinic(clinic, self.root)
        return clinic

    def _layouts(self) -> Layouts:
        paths = {path.stem: path for path in self.files("layouts")}
        whole = {}
        for name, path in paths.items():
            spec = self._apart(path, lambda path: self.named(path, LayoutSpec))
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
            self._without_original(files)
            return [path for name, paths in files.items() for path in paths if not split_name(name)[1]]
        found = [path for name in wanted if (path := self._find(name, files)) is not None]
        self._twice(files, [path.stem for path in found])
        return found

    def _twice(self, files: Mapping[str, list[Path]], names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            first, *others = files[name]
            if others:
                self._say(Span(self._name(others[0])), f"the id '{name}' is also that of {self._name(first)}")

    def _find(self, name: str, files: Mapping[str, list[Path]]) -> Path | None:
        path = files[name][0] if name in files else self._at(Path(name), files)
        if path is not None:
            topic, language = split_name(path.stem)
            if not language:
                return path
            hint = f"name the topic '{topic}' and, to print it, {option('language')} {language}"
            self._say(Span(self._name(path)), "this is a translation, not a topic", hint, "translation")
            return None
        if not files and not (self.root / "clinic.yaml").is_file():
            return None  # that this folder is no workspace is reported already
        # A path of Windows, or another spelling of the file's name.
        topics = [topic for topic in files if not split_name(topic)[1]]
        near = suggestion(PureWindowsPath(name.removesuffix(".yaml")).name, topics)
        listed = "handout list names the topics"
        if not name.islower():  # no id is so: a shell may have cut it off `--set name=Anna Smith`
            listed += "; if this is the end of an option's value, put the value in quotes"
        hint = meant(self.root, "content", name) or near or listed
        self._say(Span("content"), f"there is no topic '{name[:80]}'", hint, "unknown-topic")
        return None

    def _at(self, path: Path, files: Mapping[str, list[Path]]) -> Path | None:
        """The topic's file that a path names, from here or from the workspace on; None where it names none."""
        if path.suffix != ".yaml":
            return None
        known = {file.resolve() for paths in files.values() for file in paths}
        candidates = (candidate.resolve() for candidate in (path, self.root / path))
        return next((candidate for candidate in candidates if candidate in known), None)

    def _without_original(self, files: Mapping[str, list[Path]]) -> None:
        """Note the translations whose topic isn't there."""
        names = [name for name in files if not split_name(name)[1]]
        for stem, paths in files.items():
            name, language = split_name(stem)
            if language and name not in names:
                hint = suggestion(name, names) or "name the file as the topic's, with the language before .yaml"
                message = f"there is no topic '{name[:80]}' that this could translate"
                self._say(Span(self._name(paths[0])), message, hint, "unknown-topic")

    def _translations(
        self, topics: Mapping[str, Topic], languages: Collection[str] | None
    ) -> dict[tuple[str, str], Topic]:
        """The translations of some topics; a broken one stops only itself."""
        found: dict[tuple[str, str], Topic] = {}
        for stem, paths in topic_files(self.root).items():
            name, tag = split_name(stem)
            # The line for the staff has the title in the clinic's language.
            wanted = languages is None or any(speaks(tag, language) for language in (*languages, self._language))
            if tag and wanted and name in topics:
                topic = self._apart(paths[0], partial(self._translated_topic, topics[name]))
                found |= {(name, tag): topic} if topic is not None else {}
        return found

    def _beside_broken(self, broken: Collection[str]) -> None:
        """Note what isn't YAML in the translations of broken topics; without the original, nothing else can be said."""
        for stem, paths in topic_files(self.root).items() if broken else ():
            name, tag = split_name(stem)
            if tag and name in broken:
                self._apart(paths[0], self._source)

    def _translated_topic(self, original: Topic, path: Path) -> Topic | None:
        topic = self.translated(path, original, original.language or self._language)
        return None if topic is None else self._with_fragments(topic, str(topic.language))

    def _topic(self, path: Path) -> Topic | None:
        topic = self.named(path, Topic)
        return None if topic is None else self._with_fragments(topic, topic.language or self._language)
