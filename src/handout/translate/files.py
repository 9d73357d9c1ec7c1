"""The files of translations: what is to be written for a topic and its fragments, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from handout.diagnostics import HandoutError, InputError, OutputError
from handout.files import atomic
from handout.files.publish import replaceable
from handout.i18n.language_names import language_name
from handout.source.yaml import LARGEST_FILE
from handout.translate.originals import Original
from handout.translate.skeleton import ValuePath
from handout.translate.update import WrittenTranslation, skeleton, updated


class TranslationWork(Struct, frozen=True, kw_only=True):
    """One translation, and what has to be written into its file."""

    original: Original
    path: Path
    file: str
    """The name of its file in messages."""
    before: bytes | None
    """The content of the file; None if it doesn't exist."""
    written: WrittenTranslation

    @property
    def changes(self) -> bool:
        """Whether the file has to be written."""
        return self.before != self.written.content


def work(original: Original, tag: str, filled: Mapping[ValuePath, str] | None = None) -> TranslationWork:
    """What is to be written for a translation; HandoutError where its file can't be read or replaced."""
    path = original.translation(tag)
    file = str(Path(original.file).with_name(path.name).as_posix())
    replaceable(path)
    before = _content(path, file)
    written = (
        skeleton(original, _head(original, tag), file, filled)
        if before is None
        else updated(original, before, file, filled)
    )
    made = TranslationWork(original=original, path=path, file=file, before=before, written=written)
    if filled and made.changes and written.reviewed:
        message = "a clinician has checked this translation, and its texts would change"
        raise InputError.at(file, message, "write review: {status: draft}, and have it checked again", "review")
    return made


def export(path: Path, text: str) -> None:
    """Write a new file; HandoutError (exit code 6) if it exists."""
    replaceable(path)
    if path.exists():
        raise OutputError.at(path, "the file exists", "name another one, or delete it", "exists")
    try:
        atomic.replace(path, [text.encode()], shared=True)
    except OSError as error:
        raise OutputError.at(path, f"can't be written: {error.strerror}") from None


def write(works: Iterable[TranslationWork]) -> None:
    """Write the files that change, each whole or not at all; HandoutError (exit code 6) where one can't be written."""
    for each in works:
        if not each.changes:
            continue
        if _content(each.path, each.file) != each.before:
            raise OutputError.at(each.path, "the file was changed meanwhile", "run the command again")
        try:
            atomic.replace(each.path, [each.written.content], shared=True)
        except OSError as error:
            raise OutputError.at(each.path, f"can't be written: {error.strerror}") from None


def all_works(
    originals: Iterable[Original], tag: str, filled: Mapping[str, Mapping[ValuePath, str]] | None = None
) -> list[TranslationWork]:
    """What is to be written for several originals, with texts by file and path; one HandoutError for all problems."""
    works, problems = list[TranslationWork](), list[HandoutError]()
    for original in originals:
        try:
            works.append(work(original, tag, (filled or {}).get(original.file)))
        except HandoutError as error:
            problems.append(error)
    if problems:
        raise problems[0].kind(found for error in problems for found in error.diagnostics)
    return works


def _content(path: Path, file: str) -> bytes | None:
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError.at(file, f"can't be read: {error.strerror}", code="unreadable") from None


def _head(original: Original, tag: str) -> str:
    named = f"# {original.file} in {language_name(tag, 'en')}."
    return (
        f"{named} Above each text is the original's: # {original.language}: …\n"
        "# A line # was: … says what a text was made from, where the original has changed:\n"
        "# mend the text, then delete that line.\n"
    )
