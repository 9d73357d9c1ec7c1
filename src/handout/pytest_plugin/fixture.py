"""The value of the fixture `handout_golden`: it compares PDFs with goldens, and renders topics."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handout.diagnostics import HandoutError, counted
from handout.files.names import LONGEST_NAME, file_name
from handout.pytest_plugin.ci import under_ci
from handout.pytest_plugin.ledger import FOLDER, LEDGER
from handout.regression.golden import failure_files, files
from handout.regression.golden.verdict import Verdict, compare_with_golden, golden_text

if TYPE_CHECKING:
    from handout.compare.masks import Mask

MOST_LINES = 200
"""Of the message of a failure; another document of the same name would fill the terminal."""
_AGAIN = "read what git diff shows before you commit it"


class Goldens:
    """The goldens of one test."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._config, self._node, self._ledger = request.config, request.node, request.config.stash[LEDGER]
        self._folder = request.path.parent / FOLDER / request.path.stem
        self._test = re.sub(r"[^A-Za-z0-9._-]+", "-", request.node.nodeid.partition("::")[2]).strip(".-") or "test"
        self._used: set[Path] = set()

    def __call__(
        self, pdf: Path | bytes, name: str | None = None, *, masks: Sequence[Mask | str] = (), moved: bool = False
    ) -> None:
        """Fails unless the PDF has the words and tags of its golden, which is named after the test.

        A name is needed where one test compares several PDFs.  What is masked may differ; with `moved`, what moves to
        another page fails too.
        """
        __tracebackhide__ = True
        try:
            path = self._claimed(name)
            content = pdf if isinstance(pdf, bytes) else Path(pdf)
            self._compare(path, content, tuple(masks), moved=moved)
        except HandoutError as error:
            raise _failed(str(error)) from None

    def render(  # noqa: PLR0913 (the options of `handout render`, which tests give by name)
        self, workspace: Path | str, topic: str, *, audience: str, layout: str | None = None,
        patient: Mapping[str, object] | Path | None = None, page: str | None = None, text: str | None = None,
        language: str | None = None, date: datetime.date | str | None = None,
    ) -> bytes:  # fmt: skip
        """The PDF of a topic of a workspace; the options are those of `handout render`.

        The patient is a file, or values by the names of fields.  The test fails for what is refused.
        """
        __tracebackhide__ = True
        from handout.pytest_plugin import rendering

        wish = rendering.RenderOptions(
            topic=topic, audience=audience, layout=layout, patient=patient, paper=page, scale=text,
            language=language, date=date,
        )  # fmt: skip
        try:
            return rendering.rendered(Path(workspace), wish)
        except HandoutError as error:
            raise _failed(str(error)) from None

    def _compare(self, path: Path, pdf: bytes | Path, masks: Sequence[Mask | str], *, moved: bool) -> None:
        __tracebackhide__ = True
        new = golden_text(pdf)
        shown = self._ledger.shown(path)
        updating = bool(self._config.getoption("--handout-update"))
        if not path.exists():
            if under_ci():
                message = f"{shown} is missing, and goldens are not written under CI"
                pytest.fail(
                    f"{message}\n  hint: run the test on your machine, read the golden, commit it", pytrace=False
                )
            self._write(path, new)
            if not updating:
                pytest.fail(f"{shown} was missing; it is written now: read it, and run again", pytrace=False)
            return
        verdict = compare_with_golden(path, shown, new, _masks(masks), replacing=updating)
        if updating:
            if verdict.stale:
                self._write(path, new)
            return
        base = self._config.rootpath / self._config.getoption("--handout-evidence")
        folder = base / f"{self._folder.name}.{path.stem}"
        failure_files.clear(folder)
        if verdict.fails(moved=moved):
            failure_files.keep(folder, pdf if isinstance(pdf, bytes) else pdf.read_bytes(), new, verdict.pages)
            pytest.fail(self._message(verdict, shown, self._ledger.shown(folder)), pytrace=False)

    def _message(self, verdict: Verdict, shown: str, where: str) -> str:
        changes = ["".join(piece.text for piece in line) for line in verdict.lines()]
        if len(changes) > MOST_LINES:
            changes[MOST_LINES:] = [f"… and {counted(len(changes) - MOST_LINES, 'more line')}"]
        lines = [f"{shown}: {verdict.headline}", *changes, ""]
        lines += [f"the new PDF, pictures and text are in {where}"]
        lines += [f"if this is as it should be: pytest --handout-update '{self._node.nodeid}'", f"and {_AGAIN}"]
        return "\n".join(lines)

    def _write(self, path: Path, text: str) -> None:
        files.write(path, text)
        self._ledger.wrote(path, self._node.nodeid)

    def _claimed(self, name: str | None) -> Path:
        """The golden's path, which no other comparison of this run may use."""
        __tracebackhide__ = True
        path = self._folder / _file(name if name is not None else self._test, given=name is not None)
        if path in self._used:
            message = f"this test compares two PDFs with {self._ledger.shown(path)}"
            pytest.fail(f"{message}\n  hint: give each a name: handout_golden(pdf, 'a-name')", pytrace=False)
        self._used.add(path)
        other = self._ledger.claim(path, self._node.nodeid)
        if other is not None:
            message = f"two tests use {self._ledger.shown(path)}: {other} and {self._node.nodeid}"
            pytest.fail(f"{message}\n  hint: give each a name of its own: handout_golden(pdf, 'a-name')", pytrace=False)
        return path


def _failed(message: str) -> BaseException:
    """A failure to raise `from None`, so that pytest doesn't show its cause once more."""
    return pytest.fail.Exception(message, pytrace=False)


def _masks(given: Sequence[Mask | str]) -> tuple[Mask, ...]:
    from handout.compare.masks import mask

    return tuple(mask(each) if isinstance(each, str) else each for each in given)


def _file(name: str, *, given: bool) -> str:
    """A golden's file name; the test fails for a name that can't be one."""
    __tracebackhide__ = True
    try:
        return file_name([name], "txt")
    except ValueError as error:
        hint = "give it another name" if given else "give its golden a name: handout_golden(pdf, 'a-name')"
        shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        raise _failed(f"no golden can be named '{shown}': {error}\n  hint: {hint}") from None
