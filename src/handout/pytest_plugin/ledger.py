"""Which test used which golden, in one ledger for the run, whatever process a test ran in.

What a test used travels with its report, so with pytest-xdist the book is kept where all reports arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

FOLDER = "golden"
"""Beside a test's file; in it is a folder for each file of tests."""


class Ledger:
    """A plugin object of its own, because pytest gives no configuration with a report."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._claims: dict[str, str] = {}
        self._entries: dict[str, list[str]] = {}
        self._users: dict[str, dict[str, str]] = {}
        self._written: list[str] = []
        self._collected: Counter[str] = Counter()
        self._passed: dict[str, set[str]] = {}
        self._partial: set[str] = set()

    def claim(self, golden: Path, test: str) -> str | None:
        """Notes that a test uses a golden; the other test of this process that does so, if there is one."""
        self._entries.setdefault(test, []).append(str(golden))
        other = self._claims.setdefault(_folded(golden), test)
        return other if other != test else None

    def wrote(self, golden: Path, test: str) -> None:
        """Notes that a golden was written."""
        self._entries.setdefault(test, []).append(f"+{golden}")

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Keeps pytest from collecting `test_….txt` as doctests: a document may contain `>>>`."""
        mine = collection_path.suffix == ".txt" and collection_path.parent.parent.name == FOLDER
        return True if mine and _begins_as_golden(collection_path) else None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Adds the goldens that a test used to its report."""
        report = yield
        report.handout_golden = self._entries.pop(item.nodeid, [])
        return report

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Records what a test used, and whether it passed."""
        test: str = report.nodeid
        for entry in getattr(report, "handout_golden", ()):
            if entry.startswith("+"):
                self._written.append(entry[1:])
            else:
                self._users.setdefault(_folded(Path(entry)), {})[test] = entry
        if report.when == "call" and report.outcome == "passed":
            self._passed.setdefault(_file(test), set()).add(test)
        elif report.outcome != "passed":
            self._partial.add(_file(test))

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        """Records files of which some tests are deselected: their goldens may be used by these tests."""
        self._partial.update(_file(item.nodeid) for item in items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Counts the tests of each file."""
        self._collected = Counter(_file(item.nodeid) for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Takes over what a worker of pytest-xdist has collected."""
        sent = getattr(node, "workeroutput", {}).get("handout")
        if sent is not None:
            self._collected = Counter(sent["collected"])
            self._partial.update(sent["partial"])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Sends a worker's ledger to the main process; there, fails a run in which two tests used one golden."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["handout"] = {"collected": dict(self._collected), "partial": sorted(self._partial)}
        elif self._shared() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints the goldens that were written, are used twice, or are used by no test."""
        chapters = [
            ("handout: goldens that two tests use; give each test a name of its own", self._shared()),
            ("handout: goldens written; read what git diff shows before you commit them", self._names(self._written)),
            ("handout: goldens that no test uses; delete them, or bring their tests back", self._unused()),
        ]
        for title, lines in chapters:
            if lines:
                terminalreporter.section(title, sep="-")
                for line in lines:
                    terminalreporter.line(line)

    def _shared(self) -> list[str]:
        return [
            f"{self.shown(Path(next(iter(users.values()))))}: {' and '.join(sorted(users))}"
            for users in self._users.values()
            if len(users) > 1
        ]

    def _unused(self) -> list[str]:
        """Goldens that no test used, beside files whose tests all ran and passed."""
        found: list[Path] = []
        folders: set[Path] = set()
        for file, count in self._collected.items():
            path = self._config.rootpath / file
            if file in self._partial or len(self._passed.get(file, ())) < count or path.resolve() in self._picked():
                continue
            folder = path.parent / FOLDER
            if folder.is_dir():
                folders.add(folder)
                found += _goldens(folder / path.stem)
        for folder in folders:
            # The goldens of a file of tests that is gone.
            orphans = (inner for inner in folder.iterdir() if inner.is_dir())
            found += [path for inner in orphans if not _tests(inner).exists() for path in _goldens(inner)]
        return self._names(str(path) for path in found if _folded(path) not in self._users)

    def _picked(self) -> set[Path]:
        """Files of which the command line names single tests."""
        here = self._config.invocation_params.dir
        return {(here / arg.partition("::")[0]).resolve() for arg in self._config.args if "::" in arg}

    def _names(self, paths: Iterable[str]) -> list[str]:
        return sorted({self.shown(Path(path)) for path in paths})

    def shown(self, path: Path) -> str:
        """A path as messages have it."""
        root = self._config.rootpath
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


LEDGER = pytest.StashKey[Ledger]()


def _file(test: str) -> str:
    return test.partition("::")[0]


def _tests(folder: Path) -> Path:
    """The file of tests that a folder of goldens belongs to."""
    return folder.parent.parent / f"{folder.name}.py"


def _begins_as_golden(path: Path) -> bool:
    """Without an import of the modules for goldens, because every run of pytest asks this."""
    try:
        with path.open("rb") as file:
            return b"handout golden " in file.read(20)
    except OSError:
        return False


def _goldens(folder: Path) -> list[Path]:
    from handout.regression.golden.files import goldens

    return goldens(folder)


def _folded(path: Path) -> str:
    """The same name for paths that are one file on some system."""
    return str(path).casefold()
