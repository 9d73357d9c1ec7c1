"""The versions of installed packages are those that importlib.metadata gives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import invalidate_caches, metadata
from pathlib import Path
from typing import Any

import pytest

from handout.batch.workers import installed, versions


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Two folders, in which alone packages are looked for."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone.zip"), *map(str, folders)])
    installed.described.cache_clear()
    yield folders
    installed.described.cache_clear()


def describe(folder: Path, name: str, version: str, kind: str = "dist-info") -> None:
    (folder / f"{name}-{version}.{kind}").mkdir()
    file = "METADATA" if kind == "dist-info" else "PKG-INFO"
    (folder / f"{name}-{version}.{kind}" / file).write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    )


def expected(package: str) -> str | None:
    invalidate_caches()
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def test_the_packages_of_the_program() -> None:
    installed.described.cache_clear()
    for package in (*versions.PACKAGES, *versions.optional_packages(), "no-such-package"):
        assert installed.version(package) == expected(package)


@pytest.mark.parametrize("package", ["a-package", "A_Package", "a.package", "apackage"])
def test_a_name_is_written_in_any_way(package: str, path: list[Path]) -> None:
    describe(path[1], "A_package", "1.2.post1+local")
    assert installed.version(package) == expected(package) == (None if package == "apackage" else "1.2.post1+local")


def test_the_first_folder_of_the_path_counts(path: list[Path]) -> None:
    describe(path[1], "one", "2")
    describe(path[0], "one", "1")
    assert installed.version("one") == expected("one") == "1"


def test_an_older_form_before_the_folder_counts(path: list[Path]) -> None:
    describe(path[0], "one", "1", "egg-info")
    describe(path[1], "one", "2")
    assert installed.version("one") == expected("one") == "1"


def test_of_two_versions_in_a_folder_the_library_chooses(path: list[Path]) -> None:
    describe(path[0], "one", "1")
    describe(path[0], "one", "2")
    assert installed.version("one") == expected("one")


def test_packages_in_an_archive_are_the_library_s(path: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    archive = path[0] / "archive.zip"
    archive.write_bytes(b"")
    describe(path[1], "one", "2")
    monkeypatch.setattr(sys, "path", [str(archive), str(path[1])])
    monkeypatch.setattr(metadata, "version", lambda name: f"the library's of {name}")
    assert installed.version("one") == "the library's of one"


def test_packages_that_another_finder_may_know_are_the_library_s(
    path: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Finder:
        def find_distributions(self, *_: Any) -> list[Any]:
            return []

    describe(path[0], "one", "2")
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    monkeypatch.setattr(metadata, "version", lambda name: f"the library's of {name}")
    assert installed.version("one") == "the library's of one"


def test_the_library_is_not_imported() -> None:
    script = "import sys; from handout.batch.workers.versions import *; versions(), optional_packages()"
    script += "; print('importlib.metadata' in sys.modules)"
    source = str(Path(installed.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r}); {script}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "False\n"
