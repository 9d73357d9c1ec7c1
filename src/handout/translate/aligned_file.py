"""A translation's file as it is now, each of its texts together with the original's text."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, InputError, Span
from handout.source.values import Mapping
from handout.source.yaml import parse
from handout.source.yaml.placed import placed
from handout.translate.alignment import Alignment
from handout.translate.originals import Original
from handout.translate.recorded import text_lines
from handout.translate.skeleton import Skeleton
from handout.translate.source_lines import SourceLines
from handout.workspace.text_shape import OPTIONAL

_BOM = "\ufeff"


class AlignedFile:
    """A translation's file, read and aligned; InputError with its problems where it can't be read."""

    def __init__(self, original: Original, content: bytes, name: str) -> None:
        value, problems = parse(content, name)
        InputError.raise_for(problem for problem in problems if problem.severity == "error")
        if not isinstance(value, Mapping):
            raise InputError([Diagnostic(Span(name), "expected keys and values", "write title: …", "expected-mapping")])
        text = content.decode()
        self.mark = _BOM if text.startswith(_BOM) else ""
        self.written = text.removeprefix(_BOM)
        """The file's text without the byte order mark."""
        end = "\r\n" if "\r\n" in text else "\n"
        whole = self.written if self.written.endswith(("\n", "\r")) else self.written + end
        self.value = placed(whole, value, name)
        self.lines = SourceLines(whole, self.value, original.language)
        sources = self.value.get(OPTIONAL) is not None
        self.writer = Skeleton(original.shape, original.language, with_sources=sources)
        self.root = Alignment(self.writer, self.lines.records_in).part(original.value, self.value)
        self.texts = (*text_lines(self.root, self.lines),)

    @property
    def date(self) -> str:
        """The date of the original that was translated, as the file gives it; empty if it gives none."""
        found = self.value.get("translates")
        return found.text if found is not None else ""

    @property
    def status(self) -> str:
        """The status of its review."""
        review = self.value.get("review")
        found = review.get("status") if review is not None else None
        return found.text if found is not None else ""
