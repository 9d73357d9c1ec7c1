"""`handout compare`: what changed from one PDF to another, or from one folder of them to another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from handout.cli.diagnostics import as_json, say
from handout.cli.given_once import SingleValueCommand
from handout.cli.progress import progress
from handout.exit_codes import ExitCode
from handout.system import processes

if TYPE_CHECKING:
    from handout.compare.files import CompareOptions
    from handout.compare.folders import FilePair, PairResult

EPILOG = """\b
Examples:
  handout compare before.pdf after.pdf
  handout compare --mask date --mask mrn last-year output
  handout compare --visual -o look before.pdf after.pdf
"""
_PATH = click.Path(readable=False, path_type=Path)


class ReportOptions(Struct, frozen=True, kw_only=True):
    """How the comparison is done and reported, which changes nothing of what is found."""

    moved: bool
    """Whether words that only moved to another page count."""
    diff: bool
    """Whether the changes of each file of a folder are listed."""
    output: Path | None
    """The folder of the pictures."""
    workers: int | None
    json_: bool


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--mask", "masks", multiple=True, metavar="MASK", help="What may differ: date, mrn or NAME=REGEX.")
@click.option("--no-bands", is_flag=True, help="Leave headers and footers out.")
@click.option("--moved", is_flag=True, help="Count words that only moved to another page, too.")
@click.option("--diff", is_flag=True, help="For folders: every change, under the line of its file.")
@click.option("--visual", is_flag=True, help="Compare the pages' pictures too.")
@click.option(
    "--tolerance", type=click.FloatRange(0, 100), metavar="PERCENT", help="How far points of them may differ."
)
@click.option("-o", "--output", type=_PATH, metavar="DIR", help="Where pictures of what differs go, if not to compare.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Processes for folders, if not one a core.")
@click.option("--json", "json_", is_flag=True, help="For programs.")
def command(
    old: Path, new: Path, *, masks: tuple[str, ...], no_bands: bool, visual: bool, tolerance: float | None, **given: Any
) -> int:
    """Say what changed in the words from OLD to NEW: two PDFs, or two folders of PDFs with the same names.

    Line breaks make no difference, and words that only moved to another page are named as moved. The exit code is
    0 if the words are equal, and 7 if not.
    """
    from handout.compare.files import CompareOptions
    from handout.compare.masks import mask
    from handout.compare.visual import TOLERANCE

    options = ReportOptions(**given)
    if not visual and (options.output or tolerance is not None):
        raise click.UsageError("-o and --tolerance are for --visual")
    allowed = TOLERANCE if tolerance is None else tolerance
    chosen = CompareOptions(tuple(mask(text) for text in masks), not no_bands, allowed if visual else None)
    if old.is_dir() != new.is_dir():
        _one_is_missing(old, new)
        raise click.UsageError("one is a file and the other a folder")
    if old.is_dir() and new.is_dir():
        return _folders(old, new, chosen, options)
    return _files(old, new, chosen, options)


def _one_is_missing(*paths: Path) -> None:
    """HandoutError for a path that isn't there, beside a folder that is."""
    from handout.diagnostics import Diagnostic, InputError, Span

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError(Diagnostic(Span(str(path)), "no such folder", "", "no-such-file") for path in missing)


def _files(old: Path, new: Path, chosen: CompareOptions, options: ReportOptions) -> int:
    from handout.cli.compare_report import pair_json, show_pair
    from handout.compare.folders import FilePair, in_time, one

    pair = FilePair(new.name, old, new)
    result = in_time(one(pair, chosen))
    written = _beside(pair, result, chosen, options)
    if options.json_:
        as_json({"old": str(old), "new": str(new), **pair_json(result, written)})
    elif result.outcome == "unreadable":
        say(result.problems)
    else:
        show_pair(result, written)
    return _code([result], options)


def _folders(old: Path, new: Path, chosen: CompareOptions, options: ReportOptions) -> int:
    from handout.cli.compare_report import show_changes, show_line, show_total, total_json
    from handout.compare.folders import compared, pairs

    found = pairs(old, new)
    results: list[PairResult] = []
    with progress(len(found), "comparing", "compared") as done:
        for result in compared(found, chosen, processes.count(options.workers)):
            results.append(result)
            done(len(results))
    results.sort(key=lambda result: result.name)
    by_name = {pair.name: pair for pair in found}
    written = {each.name: _beside(by_name[each.name], each, chosen, options) for each in results}
    if options.json_:
        as_json(total_json(results, written))
        return _code(results, options)
    for result in results:
        show_line(result)
        if options.diff:
            show_changes(result, "  ")
    show_total(results)
    say(problem for result in results for problem in result.problems)
    return _code(results, options)


def _beside(pair: FilePair, result: PairResult, chosen: CompareOptions, options: ReportOptions) -> dict[int, str]:
    """Writes a picture for each page that looks different; its path by the page."""
    from handout.compare.side_by_side import side_by_side
    from handout.files.publish import make_folder, publish

    if not result.pictures or pair.old is None or pair.new is None or chosen.tolerance is None:
        return {}
    folder = options.output or Path("compare")
    *parts, last = Path(pair.name).with_suffix("").parts
    for at in range(len(parts) + 1):
        make_folder(folder.joinpath(*parts[:at]))
    written: dict[int, str] = {}
    for page, content in side_by_side(pair.old, pair.new, [page.page for page in result.pictures], chosen.tolerance):
        path = folder.joinpath(*parts, f"{last}.page-{page}.png")
        publish({path: content})
        written[page] = str(path)
    return written


def _code(results: Sequence[PairResult], options: ReportOptions) -> int:
    if any(result.outcome == "unreadable" for result in results):
        return ExitCode.INPUT
    return ExitCode.DIFFERENCES if any(result.differs(moved=options.moved) for result in results) else 0
