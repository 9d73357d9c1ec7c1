"""`handout translate`: makes the file of a translation, or updates it from its original."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handout.cli.diagnostics import say
from handout.cli.given_once import SingleValueCommand
from handout.diagnostics import counted

if TYPE_CHECKING:
    from handout.translate.files import TranslationWork
    from handout.translate.originals import Original
    from handout.translate.skeleton import ValuePath

EPILOG = """\b
Examples:
  handout translate milia-like-calcinosis fr
  handout translate milia-like-calcinosis fr --fragments     those that it uses, too
  handout translate ring-us fr
  handout translate ring-us fr --xliff ring-us.fr.xlf        for an agency
  handout translate ring-us fr --from-xliff ring-us.fr.xlf   when it comes back
"""


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("name", metavar="TOPIC")
@click.argument("language", metavar="LANGUAGE")
@click.option("--fragments", is_flag=True, help="The fragments that the topic uses, too.")
@click.option(
    "--xliff", "to", type=click.Path(readable=False, path_type=Path), metavar="FILE",
    help="Write the texts as XLIFF 2 for an agency, and nothing else.",
)  # fmt: skip
@click.option(
    "--from-xliff", "source", type=click.Path(readable=False, path_type=Path), metavar="FILE",
    help="Put in what an agency wrote in such a file.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing.")
@click.pass_obj
def command(
    folder: Path, name: str, language: str, fragments: bool, to: Path | None, source: Path | None, dry_run: bool
) -> None:
    """Make the file of a translation, with the texts of TOPIC (or of a fragment) as comments above empty values.

    If it is there, what is new in the original is added and what has changed is marked. What a person wrote stays.
    """
    from handout.translate.files import all_works, write
    from handout.translate.originals import Originals, into

    if to is not None and source is not None:
        raise click.UsageError("--xliff writes a file and --from-xliff reads one: name one of them")
    all_originals = Originals(folder)
    original = all_originals.named(name)
    tag = into(language, original)
    originals = [original, *(all_originals.used_by(original) if fragments else ())]
    if to is not None:
        _export(all_works(originals, tag), tag, to, dry_run=dry_run)
        return
    works = all_works(originals, tag, _delivered(source, originals, tag) if source is not None else None)
    if not dry_run:
        write(works)
    for each in works:
        if each.changes:
            click.echo("".join(_diff(each)) if dry_run else each.file, nl=not dry_run)
        click.echo(_summary(each, dry_run=dry_run), err=True)


def _export(works: list[TranslationWork], tag: str, path: Path, *, dry_run: bool) -> None:
    from handout.translate.files import export
    from handout.translate.xliff.writing import xliff

    text = xliff(works, tag)
    if dry_run:
        click.echo(text, nl=False)
        return
    export(path, text)
    click.echo(str(path))


def _delivered(path: Path, originals: list[Original], tag: str) -> dict[str, dict[ValuePath, str]]:
    from handout.diagnostics import InputError
    from handout.translate.xliff.delivery import delivered, not_taken
    from handout.translate.xliff.elements import LARGEST

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError.at(path, f"can't be read: {error.strerror}", code="unreadable") from None
    found = delivered(content, str(path), originals, tag)
    say(not_taken(content, str(path)))
    return found


def _diff(each: TranslationWork) -> Iterator[str]:
    """The changes that would be made to a file."""
    from difflib import unified_diff

    old, new = ((content or b"").decode().splitlines() for content in (each.before, each.written.content))
    older = each.file if each.before is not None else "/dev/null"
    return (f"{line}\n" for line in unified_diff(old, new, older, each.file, lineterm=""))


def _summary(each: TranslationWork, *, dry_run: bool) -> str:
    """What is left for the translator in a file."""
    written = each.written
    left = []
    if written.missing:
        left.append(f"{written.missing} of {counted(written.texts, 'text')} to translate")
    if written.changed:
        left.append(f"{written.changed} to look at again, marked '# was:'")
    if written.gone:
        left.append(f"{counted(written.gone, 'line')} moved to the end of the file")
    state = ", ".join(left) or "every text is translated"
    return f"{each.file}: {state}{' (nothing was written)' if dry_run and each.changes else ''}"
