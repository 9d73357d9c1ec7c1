"""A translation as an XLIFF file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from handout.inline.runs import Runs
from handout.translate.files import TranslationWork
from handout.translate.records import UNKNOWN
from handout.translate.update import SaidText
from handout.translate.xliff.codes import CodedToken, InlineCode, tokens
from handout.translate.xliff.units import Unit, paragraphs, units

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SUBTYPES = {"strong": "xlf:b", "emphasis": "xlf:i"}
OLDER = "older-source"
"""The category of the note with the words that a marked text was made from."""


class CodedUnit(Struct, frozen=True):
    """The source of a unit as tokens, with the number of each code."""

    tokens: tuple[CodedToken, ...]
    codes: dict[str, InlineCode]
    """The codes by id, in the order in which they begin."""

    @classmethod
    def of(cls, runs: Runs) -> CodedUnit:
        """A paragraph; its codes are numbered from 1."""
        found = tuple(tokens(runs))
        begin = [token.code for token in found if token.code is not None and not token.closes]
        return cls(found, {str(number): code for number, code in enumerate(begin, 1)})


def xliff(works: Sequence[TranslationWork], tag: str) -> str:
    """The XLIFF file of some translations into one language."""
    source = works[0].original.language
    files = "".join(line for number, work in enumerate(works, 1) for line in _file(work, number))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff xmlns="{NAMESPACE}" version="2.0" srcLang={quoteattr(source)} trgLang={quoteattr(tag)}>\n'
        f"{files}</xliff>\n"
    )


def _file(work: TranslationWork, number: int) -> Iterator[str]:
    yield f'  <file id="f{number}" original={quoteattr(work.original.file)}>\n'
    yield "    <notes>\n"
    yield f"      <note>The original was updated on {escape(work.original.updated)}.</note>\n"
    yield "      <note>Codes are fields and markup: keep each of them, in any order.</note>\n"
    yield "    </notes>\n"
    with_sources = any(path[:1] == ("sources",) for path in work.written.said)
    for unit in units(work.original, with_sources=with_sources):
        yield from _unit(unit, work.written.said[unit.path], reviewed=work.written.reviewed)
    yield "  </file>\n"


def _unit(unit: Unit, said: SaidText, *, reviewed: bool) -> Iterator[str]:
    coded = CodedUnit.of(unit.source)
    own = [runs for _, runs in paragraphs(said.text, title=unit.title)]
    target = own[unit.number] if len(own) == unit.of else None
    done = target is not None and not said.was
    state = "initial" if not done else "reviewed" if reviewed else "translated"
    yield f'    <unit id="{unit.id}" name={quoteattr(unit.name)} canResegment="no">\n'
    yield "      <notes>\n"
    yield f'        <note category="place">{escape(str(unit.span))}</note>\n'
    yield f'        <note category="audience">{escape(unit.readers)}</note>\n'
    if said.was:
        was = "unknown" if said.was == UNKNOWN else said.was
        yield f'        <note category="{OLDER}">{escape(was)}</note>\n'
    yield "      </notes>\n"
    data = {text: None for code in coded.codes.values() for text in (code.start, code.end) if text}
    names = {text: f"d{number}" for number, text in enumerate(data, 1)}
    if names:
        yield "      <originalData>\n"
        yield from (f'        <data id="{name}">{escape(text)}</data>\n' for text, name in names.items())
        yield "      </originalData>\n"
    yield f'      <segment id="s1" state="{state}">\n'
    yield f"        <source>{_content(coded.tokens, coded.codes, names)}</source>\n"
    if target is not None and (written := _target(target, coded, names)) is not None:
        yield f"        <target>{written}</target>\n"
    yield "      </segment>\n    </unit>\n"


def _target(runs: Runs, coded: CodedUnit, names: dict[str, str]) -> str | None:
    """A translated text with the codes of its source; None if it doesn't have exactly these codes."""
    found = tuple(tokens(runs))
    left = dict(coded.codes)
    codes: dict[str, InlineCode] = {}
    for token in found:
        if token.code is not None and not token.closes:
            name = next((name for name, code in left.items() if code == token.code), None)
            if name is None:
                return None
            codes[name] = left.pop(name)
    return None if left else _content(found, codes, names)


def _content(found: Sequence[CodedToken], codes: dict[str, InlineCode], names: dict[str, str]) -> str:
    """The elements of a source or a target; the codes are in the order in which they begin."""
    free = [*codes.items()]
    out = []
    for token in found:
        if token.code is None:
            out.append(escape(token.words))
        elif token.closes:
            out.append("</pc>")
        else:
            at = next(at for at, (_, code) in enumerate(free) if code == token.code)
            name, code = free.pop(at)
            out.append(_begin(name, code, names))
    return "".join(out)


def _begin(name: str, code: InlineCode, names: dict[str, str]) -> str:
    kept = 'canCopy="no" canDelete="no"'
    if code.run is not None:
        shown = quoteattr(" ".join(code.start.split()) or "↵")
        return f'<ph id="{name}" {kept} dataRef="{names[code.start]}" disp={shown} equiv={shown}/>'
    kind = 'type="link"' if code.kind == "link" else 'type="fmt"'
    subtype = f' subType="{_SUBTYPES[code.kind]}"' if code.kind in _SUBTYPES else ""
    refs = f'dataRefStart="{names[code.start]}" dataRefEnd="{names[code.end]}"'
    return f'<pc id="{name}" {kept} {kind}{subtype} {refs}>'
