"""Where tests are, and what they use: a folder for each package of the program, and public names only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from docs.pages import ROOT

SOURCE, TESTS = ROOT / "src" / "handout", ROOT / "tests"
WHOLE_PROGRAM = {
    "canary": "random topics and what each reader may get of them, for other tests",
    "corpus": "inputs from real use, each through the whole program",
    "docs": "how the manual is read and run, for other tests",
    "errors": "messages for authors, from all of the stages that read",
    "fuzz": "valid inputs that are changed at random",
    "golden": "text of PDFs, no code",
    "mutation": "the mutants that survive",
    "prose": "what authors write, in every place of a topic",
    "seed": "the repository's own topics",
    "simulated_systems": "the program where macOS or Windows is simulated",
    "workspaces": "workspaces for other tests, no code",
}
"""Folders that belong to no package, and what they hold."""
OF_EVERY_MODULE = {
    "architecture",
    "benchmarks",
    "contributing",
    "docs",
    "golden",
    "names",
    "python_versions",
    "same_bytes",
    "standards",
}
"""Tests directly in `tests` that are of no module: they read all the source, run the manual or compare whole PDFs."""
OF_LIBRARIES = {
    "os._exit": "documented, though its name begins with an underscore",
    "sys._getframe": "documented, though its name begins with an underscore",
    "exif._ifds": "Pillow writes the mark of Adobe RGB (Exif's interoperability IFD) in no other way",
    "self._server._server": "Moto's server has no other access to its WSGI application, where requests are counted",
    "_registry": "fsspec forgets a loaded file system in no other way",
    "click._compat.isatty": "click is to take a stream for a terminal",
}
"""Private names of libraries that tests use, and why; there are none of the program's own."""


def packages() -> list[Path]:
    """The folders of tests that belong to a package, relative to `tests`; `.` is `tests` itself."""
    folders = (path.parent.relative_to(TESTS) for path in TESTS.rglob("__init__.py"))
    return [Path(), *sorted(folder for folder in folders if folder.parts[0] not in WHOLE_PROGRAM)]


def subjects(package: Path) -> set[str]:
    """The names of a package and of its modules and packages."""
    paths = (SOURCE / package).iterdir()
    return {package.name} | {path.stem for path in paths if path.suffix == ".py" or path.is_dir()}


def private(name: str) -> bool:
    """Whether a name is its module's or class's own."""
    return name.startswith("_") and not name.startswith("__")


def private_names(path: Path) -> Iterator[str]:
    """What a test uses of others that is private: imported, as an attribute, or as a string to be patched."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (name for name in names if private(name))
        elif isinstance(node, ast.Attribute) and private(node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setattr":
            texts = (each.value for each in node.args if isinstance(each, ast.Constant))
            yield from (text for text in texts if isinstance(text, str) and any(map(private, text.split("."))))


def test_each_folder_is_a_package_or_explained() -> None:
    assert [folder.as_posix() for folder in packages() if not (SOURCE / folder / "__init__.py").is_file()] == []
    assert sorted(name for name in WHOLE_PROGRAM if not (TESTS / name).is_dir()) == []


def test_no_folder_hides_a_library() -> None:
    """The folder of tests is on the path, before the libraries."""
    folders = {path.parent.name for path in TESTS.glob("*/__init__.py")}
    assert not folders & {*packages_distributions(), *sys.stdlib_module_names}


@pytest.mark.parametrize("package", packages(), ids=str)
def test_a_test_is_named_after_its_module_or_package(package: Path) -> None:
    """`test_table.py` or `test_table_widths.py` for `table.py`."""
    known = subjects(package)
    tests = [path.stem.removeprefix("test_") for path in (TESTS / package).glob("test_*.py")]
    if package == Path():
        known |= OF_EVERY_MODULE
    assert [name for name in tests if not any(f"{name}_".startswith(f"{one}_") for one in known)] == []


def test_no_test_uses_a_private_name() -> None:
    """A test of private names ends every change of what they belong to."""
    found = {f"{path.relative_to(ROOT)}: {name}" for path in TESTS.rglob("*.py") for name in private_names(path)}
    assert sorted(one for one in found if one.rpartition(": ")[2] not in OF_LIBRARIES) == []


def test_a_private_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "test_x.py"
    path.write_text(
        "from handout.a import _b\nfrom handout._c import d\nd._e\nself._f\n__name__\n"
        "patch.setattr(d, '_g', 1)\npatch.setattr('handout.d._h', 1)\n"
    )
    assert sorted(private_names(path)) == ["_b", "_c", "_g", "d._e", "handout.d._h"]
