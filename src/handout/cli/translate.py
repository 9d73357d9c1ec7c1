"""`handout translate`: the file of a translation, made or brought up to its original."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from handout.translate.files import TranslationWork

EPILOG = """\b
Examples:
  handout translate milia-like-calcinosis fr
  handout translate milia-like-calcinosis fr --fragments     those that it uses, too
  handout translate ring-us fr
"""


@click.command(epilog=EPILOG)
@click.argument("name", metavar="TOPIC")
@click.argument("language", metavar="LANGUAGE")
@click.option("--fragments", is_flag=True, help="The fragments that the topic uses, too.")
@click.option("--dry-run", is_flag=True, help="Show what would change, as a diff, and write nothing.")
@click.pass_obj
def command(folder: Path, name: str, language: str, fragments: bool, dry_run: bool) -> None:
    """Make the file of a translation, with the texts of TOPIC (or of a fragment) as comments above empty values.

    If it is there, what is new in the original is added and what has changed is marked. What a person wrote stays.
    """
    from handout.translate.files import all_works, write
    from handout.translate.originals import Originals, into

    originals = Originals(folder)
    original = originals.named(name)
    tag = into(language, original)
    works = all_works([original, *(originals.used_by(original) if fragments else ())], tag)
    if not dry_run:
        write(works)
    for each in works:
        if each.changes:
            click.echo("".join(_diff(each)) if dry_run else each.file, nl=not dry_run)
        click.echo(_said(each, dry_run=dry_run), err=True)


def _diff(each: TranslationWork) -> Iterator[str]:
    """What would change in a file."""
    from difflib import unified_diff

    old, new = ((content or b"").decode().splitlines() for content in (each.before, each.written.content))
    older = each.file if each.before is not None else "/dev/null"
    return (f"{line}\n" for line in unified_diff(old, new, older, each.file, lineterm=""))


def _said(each: TranslationWork, *, dry_run: bool) -> str:
    """What is left for the translator in a file."""
    written = each.written
    left = []
    if written.missing:
        left.append(f"{written.missing} of {written.texts} texts to translate")
    if written.changed:
        left.append(f"{written.changed} to look at again, marked '# was:'")
    if written.gone:
        left.append(f"{written.gone} lines moved to the end of the file")
    state = ", ".join(left) or "every text is translated"
    return f"{each.file}: {state}{' (nothing was written)' if dry_run and each.changes else ''}"
