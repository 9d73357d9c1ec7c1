"""`handout fonts`: which scripts the workspace needs, and which font sets each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handout.cli.arguments import language_tag
from handout.cli.diagnostics import as_json, in_columns
from handout.cli.given_once import SingleValueCommand
from handout.exit_codes import ExitCode

if TYPE_CHECKING:
    from handout.fonts.coverage import ScriptFont

EPILOG = """\b
Examples:
  handout fonts              what this workspace needs
  handout fonts bn zh-Hant   what documents in Bengali and in Chinese need
"""


def _tags(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (language_tag(context, parameter, tag) for tag in value)))


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("languages", nargs=-1, metavar="[LANGUAGE]...", callback=_tags)
@click.option("--json", "json_", is_flag=True, help="For programs.")
@click.pass_obj
def command(folder: Path, languages: tuple[str, ...], json_: bool) -> int:
    """Say which font sets each script, and what to install.

    Without a LANGUAGE for the languages of the workspace and the letters of
    its texts. The exit code is 3 if a font is missing.
    """
    from handout.check.font_files import font_book
    from handout.check.scripts import needed_scripts
    from handout.fonts.coverage import script_font
    from handout.i18n.scripts import scripts_of
    from handout.styles.families import families
    from handout.workspace.assets import Assets
    from handout.workspace.load import load

    workspace = load(folder, () if languages else None, languages=() if languages else None)
    fonts, names = font_book(Assets(workspace.root), workspace.clinic), families(workspace.clinic)["body"]
    needed = {tag: scripts_of(tag) for tag in languages} if languages else needed_scripts(workspace)
    found = [(tag, script_font(fonts, names, script, tag)) for tag, scripts in needed.items() for script in scripts]
    rows = [_row(tag, each) for tag, each in found]
    if json_:
        as_json(rows)
    else:
        _table(rows)
        _commands([each for _, each in found])
    lacking = any(each.state not in ("built-in", "own", "installed") for _, each in found)
    return ExitCode.INPUT if lacking else ExitCode.DONE


def _row(language: str, found: ScriptFont) -> dict[str, Any]:
    return {
        "language": language or None,
        "script": found.script,
        "name": found.name,
        "font": found.font or None,
        "state": found.state,
        "extra": found.extra and found.extra.name,
        "megabytes": found.extra and found.extra.megabytes,
    }


_STATES = {
    "built-in": "comes with handout",
    "own": "of the workspace",
    "installed": "installed",
    "missing": "not installed",
    "changed": "another file than handout knows",
    "none": "can't be set yet",
}


def _table(rows: list[dict[str, Any]]) -> None:
    table = [["LANGUAGE", "SCRIPT", "FONT", "STATE"]]
    for row in rows:
        table.append([row["language"] or "(in texts)", row["name"], row["font"] or "–", _STATES[row["state"]]])
    in_columns(table)


def _commands(found: list[ScriptFont]) -> None:
    """What to do about fonts and dictionaries that aren't installed."""
    from handout.i18n import dictionary

    missing = sorted({each.extra for each in found if each.state == "missing" and each.extra}, key=lambda e: e.name)
    if missing:
        names, size = ",".join(extra.name for extra in missing), sum(extra.megabytes for extra in missing)
        click.echo(f"\nto install what is missing ({size:.0f} MB): pip install 'handout[{names}]'")
    if any(each.state == "changed" for each in found):
        click.echo("\na package of fonts has another version than this handout knows, or is damaged: install it again")
    if any(each.state == "none" for each in found):
        click.echo("\nwrite names in a script that can't be set yet in Latin letters")
    unspaced = dict.fromkeys(each.name for each in found if each.script in dictionary.SCRIPTS)
    if unspaced and not dictionary.installed():
        click.echo(f"\nto end lines between the words of {', '.join(unspaced)}: {dictionary.COMMAND}")
