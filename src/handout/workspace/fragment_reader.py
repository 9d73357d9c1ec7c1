"""Topics with their fragments put in, each in the topic's language."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from handout.content.blocks.use import Use
from handout.content.topic import Fragment, Topic
from handout.content.walk import N, mapped, walk
from handout.diagnostics import Span
from handout.source.languages import speaks, spoken_by
from handout.source.values import suggestion
from handout.workspace.file_reader import FileReader
from handout.workspace.files import meant
from handout.workspace.translations import split_name


class FragmentReader(FileReader):
    """Reads the files of a workspace, and each fragment and its translations once."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._fragments: dict[str, Fragment | None] = {}
        """Fragments and their translations, by their files' names."""
        self._broken = False
        """Whether the topic that is being read uses a fragment that can't be put in."""
        self._asking = ""
        """The file of the topic that is being read."""

    def _with_fragments(self, topic: Topic, language: str) -> Topic | None:
        """A topic with its fragments put in, in its language; None where one of them is broken, or isn't there."""
        self._broken, self._asking = False, topic.file
        sections = tuple(self._filled(section, language) for section in topic.sections)
        return None if self._broken else replace(topic, sections=sections)

    def _filled(self, node: N, language: str) -> N:
        """The node with the fragments that it uses put in; a fragment uses no other one."""
        if isinstance(node, Use):
            fragment = self._fragment(node, language)
            if fragment is None:
                self._broken = True
                return node
            return replace(node, limit=fragment.audience, body=fragment.body, review=fragment.review)
        return mapped(node, lambda text: text, lambda below: self._filled(below, language))

    def _fragment(self, use: Use, language: str) -> Fragment | None:
        path = self.root / "content" / "fragments" / f"{use.fragment}.yaml"
        if not path.is_file():
            hint = meant(self.root, "content/fragments", use.fragment) or suggestion(
                use.fragment, [file.stem for file in self.files("content/fragments")]
            )
            self._say(use.span, f"there is no fragment '{use.fragment}'", hint, "unknown-fragment")
            return None
        fragment = self._read_fragment(path)
        own = (fragment.language if fragment is not None else None) or self._language
        return (
            fragment if fragment is None or speaks(own, language) else self._fragment_in(fragment, own, language, use)
        )

    def _fragment_in(self, fragment: Fragment, own: str, language: str, use: Use) -> Fragment | None:
        """A fragment in another language than its own; nothing falls back to another one."""
        folder = self.root / "content" / "fragments"
        tags = [split_name(path.stem)[1] for path in folder.glob(f"{fragment.id}.*.yaml")]
        tag = spoken_by(language, tags)
        if tag is None:
            message = f"the fragment '{fragment.id}' is in '{own}', and has no translation into '{language}'"
            hint = f"write content/fragments/{fragment.id}.{language}.yaml: handout translate {fragment.id} {language}"
            place = use.span if use.span.file == self._asking else self._places.get(self._asking, {}).get(use.span)
            self._say(place or Span(self._asking), message, hint, "language")
            return None
        return self._read_translated_fragment(folder / f"{fragment.id}.{tag}.yaml", fragment)

    def _read_translated_fragment(self, path: Path, fragment: Fragment) -> Fragment | None:
        if path.stem not in self._fragments:
            self._fragments[path.stem] = self.translated(path, fragment, fragment.language or self._language)
        return self._fragments[path.stem]

    def _any_fragment(self, path: Path) -> None:
        """Read a fragment or its translation, whether a topic uses it or not."""
        name, tag = split_name(path.stem)
        if not tag:
            self._read_fragment(path)
            return
        original = path.with_name(f"{name}.yaml")
        if not original.is_file():
            message = f"there is no fragment '{name[:80]}' that this could translate"
            self._say(Span(self._name(path)), message, "name the file as the fragment's", "unknown-fragment")
        elif (fragment := self._read_fragment(original)) is not None:
            self._read_translated_fragment(path, fragment)
        else:
            self._source(path)

    def _read_fragment(self, path: Path) -> Fragment | None:
        """A fragment, read once; None if it is broken or uses another one."""
        if path.stem not in self._fragments:
            fragment = self.named(path, Fragment)
            for node in walk(fragment.body) if fragment else ():
                if isinstance(node, Use):
                    message = "a fragment can't use another fragment"
                    self._say(node.span, message, "move the text here", "nested-use")
                    fragment = None
            self._fragments[path.stem] = fragment
        return self._fragments[path.stem]
