"""An agency's XLIFF file, compared with the present original: its texts, or problems with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from handout.diagnostics import Diagnostic, InputError, Span, counted, option
from handout.source.values import SOFT_HYPHEN, normalise, unprintable
from handout.source.xml import XmlElement
from handout.translate.originals import Original
from handout.translate.skeleton import ValuePath
from handout.translate.xliff.codes import CodedToken, InlineCode, markup
from handout.translate.xliff.elements import root
from handout.translate.xliff.units import Unit, units
from handout.translate.xliff.writing import OLDER, CodedUnit

_SPACE = "urn:oasis:names:tc:xliff:document:2."
_AGAIN = f"write the file again with {option('xliff')}, and have what changed translated"
_AROUND = ("mrk",)
"""Elements that are ignored, except that their words are a part of the text."""
_EMPTY = ("sm", "em")


class _Bad(Exception):
    """The unit can't be used; its problem is noted."""


def delivered(content: bytes, file: str, originals: Sequence[Original], tag: str) -> dict[str, dict[ValuePath, str]]:
    """The texts by original's file and path; InputError with every problem of the file.

    A text that the agency hasn't translated, as its state says or because it is empty, is left out.
    """
    top = root(content, file)
    if top.name != "xliff" or not top.space.startswith(_SPACE):
        message = "this is no XLIFF 2 file"
        raise InputError.at(top.span, message, "ask for XLIFF 2.0 or 2.1; older versions are another format", "xliff")
    problems = [*_languages(top, originals[0], tag)]
    known = {original.file: original for original in originals}
    found: dict[str, dict[ValuePath, str]] = {}
    for each in top.named("file"):
        original = known.get(each.attributes.get("original", ""))
        if original is None:
            message = "this is of another topic or fragment"
            hint = f"the files here are {', '.join(known)}; those of fragments are read with {option('fragments')}"
            problems.append(Diagnostic(each.span, message, hint, "xliff"))
            continue
        reading = _FileReading(original, each)
        found[original.file] = reading.texts()
        problems += reading.problems
    if not top.named("file"):
        problems.append(Diagnostic(top.span, "there is no file in it", "", "xliff"))
    InputError.raise_for(problems)
    return found


def not_taken(content: bytes, file: str) -> list[Diagnostic]:
    """A warning, at the first one, of targets with words whose state still says that nobody has translated them.

    The old words of a text that has changed in the original were sent so, and stay marked in the translation.
    """
    of_units = (unit for each in root(content, file).named("file") for unit in _below(each, "unit"))
    segments = (segment for unit in of_units if not _sent_marked(unit) for segment in unit.named("segment"))
    found = [
        target.span
        for segment in segments
        for target in segment.named("target")
        if target.content and segment.attributes.get("state") == "initial"
    ]
    if not found:
        return []
    message = f"{counted(len(found), 'paragraph')} left out, because the state is 'initial'"
    hint = "if the words are translated, ask for the state 'translated'"
    return [Diagnostic(found[0], message, hint, "xliff-state", "warning")]


def _sent_marked(unit: XmlElement) -> bool:
    notes = (note for each in unit.named("notes") for note in each.named("note"))
    return any(note.attributes.get("category") == OLDER for note in notes)


def _languages(top: XmlElement, original: Original, tag: str) -> Iterator[Diagnostic]:
    for name, wanted in (("srcLang", original.language), ("trgLang", tag)):
        said = top.attributes.get(name)
        if said is None or said.lower() != wanted.lower():
            message = f"{name} is '{said}', and has to be '{wanted}'" if said else f"{name} is missing"
            yield Diagnostic(top.span, message, "take the file that was made for this language", "language")


class _Delivered(Struct, frozen=True):
    """A paragraph that was translated."""

    text: str
    span: Span


class _FileReading:
    """Reads the units of one file."""

    def __init__(self, original: Original, element: XmlElement) -> None:
        self._element = element
        self._all = [*units(original, with_sources=True)]
        self._units = {unit.id: unit for unit in self._all}
        self.problems: list[Diagnostic] = []

    def texts(self) -> dict[ValuePath, str]:
        """The texts whose paragraphs are all translated."""
        found: dict[str, _Delivered] = {}
        seen: Counter[str] = Counter()
        for element in _below(self._element, "unit"):
            name = element.attributes.get("id", "")
            seen[name] += 1
            unit = self._units.get(name)
            try:
                if unit is None:
                    message = "the original of today has no such text"
                    self._stop(element.span, message, _AGAIN, "out-of-date")
                elif seen[name] > 1:
                    self._stop(element.span, f"the unit '{name[:40]}' is there twice", "delete one of them")
                elif (text := self._text(element, unit)) is not None:
                    found[name] = text
            except _Bad:
                continue
        return dict(self._whole(found))

    def _whole(self, found: Mapping[str, _Delivered]) -> Iterator[tuple[ValuePath, str]]:
        by_path: dict[ValuePath, list[Unit]] = {}
        for unit in self._all:
            by_path.setdefault(unit.path, []).append(unit)
        for path, parts in by_path.items():
            said = [found[unit.id] for unit in parts if unit.id in found]
            if said and len(said) < len(parts):
                message = f"only {len(said)} of the {len(parts)} paragraphs of this text are translated"
                hint = f"translate all of them; the original is at {parts[0].span}"
                self.problems.append(Diagnostic(said[0].span, message, hint, "translation-paragraphs"))
            elif said:
                yield path, "\n\n".join(each.text for each in said)

    def _text(self, element: XmlElement, unit: Unit) -> _Delivered | None:
        """The paragraph in a unit; None where it isn't translated yet."""
        coded = CodedUnit.of(unit.source)
        segments = [each for each in element.children if each.name in ("segment", "ignorable")]
        source = [token for each in segments for part in each.named("source") for token in self._tokens(part, coded)]
        if _words(source) != _words(coded.tokens):
            hint = f"{_AGAIN}; the original is at {unit.span}"
            self._stop(element.span, "this translates another text than the original's of today", hint, "out-of-date")
        targets = [(each, each.named("target")) for each in segments if each.name == "segment"]
        if not all(target and each.attributes.get("state") != "initial" for each, target in targets):
            return None
        found = [token for each in segments for part in self._texts(each) for token in self._tokens(part, coded)]
        if not "".join(token.words for token in found).strip() and not any(token.code for token in found):
            return None
        span = targets[0][1][0].span
        self._compare(found, coded, unit, span)
        return _Delivered(self._written(found, unit, span), span)

    def _texts(self, segment: XmlElement) -> list[XmlElement]:
        """The target of a segment; between segments, the target or else the source."""
        target = segment.named("target")
        return target if target or segment.name == "segment" else segment.named("source")

    def _tokens(self, element: XmlElement, coded: CodedUnit) -> list[CodedToken]:
        found: list[CodedToken] = []
        for each in element.content:
            if isinstance(each, str):
                found.append(CodedToken(each))
            elif each.name in _AROUND:
                found += self._tokens(each, coded)
            elif each.name in ("ph", "pc"):
                code = coded.codes.get(each.attributes.get("id", ""))
                if code is None or (code.run is None) != (each.name == "pc"):
                    self._stop(each.span, "the original has no such code", "take it out, or restore the codes")
                found.append(CodedToken(code=code))
                if each.name == "pc":
                    found += [*self._tokens(each, coded), CodedToken(code=code, closes=True)]
            elif each.name not in _EMPTY:
                hint = "codes are written as <ph> and <pc>, as in the file that was sent"
                self._stop(each.span, f"<{each.name[:40]}> isn't known here", hint)
        return found

    def _compare(self, found: Sequence[CodedToken], coded: CodedUnit, unit: Unit, span: Span) -> None:
        """Note each code of the source that isn't there exactly once; then raise `_Bad`."""
        own, wanted = (Counter(_begun(each)) for each in (found, coded.tokens))
        for code in (wanted - own) + (own - wanted):
            more = own[code] > wanted[code]
            said = " ".join((code.start + ("…" + code.end if code.end else "")).split())
            message = f"the code {said} is there more than once" if more else f"the code {said} is missing"
            self._note(span, message, f"put each code of the source in once; the original is at {unit.span}", "xliff")
        if own != wanted:
            raise _Bad

    def _written(self, found: Sequence[CodedToken], unit: Unit, span: Span) -> str:
        """The paragraph as an author writes it."""
        clean = [CodedToken(_clean(token.words)) if token.code is None else token for token in found]
        words = "".join(token.words for token in clean)
        if problem := unprintable(words):
            self._stop(span, problem, "delete it; it can't be seen, but it changes the text", "control-character")
        if not unit.title:
            text = markup(clean)
            if text is None:
                message = "bold, italic or a link begins or ends where it can't be written"
                self._stop(span, message, "let codes begin and end beside a space, not inside of a word")
            return str(text)
        text = "".join(token.code.start if token.code is not None else token.words for token in clean)
        if "{{" in text or "{%" in text or "{#" in text:
            self._stop(span, "a title, label or caption takes no {{ }}", "take the braces out", "expression-in-title")
        return " ".join(text.split(" ")).strip()

    def _stop(self, span: Span, message: str, hint: str = "", code: str = "xliff") -> None:
        self._note(span, message, hint, code)
        raise _Bad

    def _note(self, span: Span, message: str, hint: str, code: str) -> None:
        self.problems.append(Diagnostic(span, message, hint, code))


def _below(element: XmlElement, name: str) -> Iterator[XmlElement]:
    for each in element.children:
        if each.space == element.space and each.name == name:
            yield each
        elif each.space == element.space and each.name == "group":
            yield from _below(each, name)


def _begun(found: Sequence[CodedToken]) -> Iterator[InlineCode]:
    return (token.code for token in found if token.code is not None and not token.closes)


def _words(found: Sequence[CodedToken]) -> str:
    """Words and codes of a source as one text, without the spaces that programs change."""
    parts = (token.words if token.code is None else token.code.start for token in found if not token.closes)
    return " ".join(normalise("".join(parts)).replace("\n", " ").split(" "))


def _clean(text: str) -> str:
    folded = normalise(text).replace("\n", " ").replace(SOFT_HYPHEN, "")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded
