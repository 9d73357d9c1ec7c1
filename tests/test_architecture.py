"""The picture of docs/architecture.md is kept: every module has its row, and heavy libraries their only place.

That imports go upwards only is shown by test_docs.py, from the same table.
"""

from __future__ import annotations

import ast
import gc
import os
import re
import subprocess
import sys
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

import pytest

from docs.modules import import_rows
from docs.pages import ROOT, chapters

SOURCE = ROOT / "src" / "handout"
# Where each library may be imported.
ONLY_IN = {
    "reportlab": {"pdf"},
    "jinja2": {"inline", "preview"},
    "babel": {"i18n", "source"},
    "PIL": {"compare", "drawing", "preview", "raster"},
    "pypdfium2": {"extract"},
    "pypdfium2_raw": {"extract"},
    "yaml": {"source"},
    "click": {"cli"},
    "portalocker": {"system"},
    "pytest": {"pytest_plugin"},
    "uharfbuzz": {"fonts"},
}
HEAVY = {"reportlab", "jinja2", "babel", "PIL", "pypdfium2", "pypdfium2_raw", "portalocker", "uharfbuzz"}


def modules() -> dict[str, Path]:
    """The modules and packages directly below the program's own."""
    paths = [path for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    return {path.stem: path for path in paths if not path.stem.startswith("__")}


def libraries(path: Path) -> Iterator[str]:
    """The top-level names that a file imports when it runs, anywhere in it."""
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            yield node
            yield from _running(node)


@cache
def imported() -> dict[str, set[str]]:
    """The libraries that each module or package imports."""
    files = {name: [path] if path.is_file() else list(path.rglob("*.py")) for name, path in modules().items()}
    return {name: {library for path in paths for library in libraries(path)} for name, paths in files.items()}


def loaded(*command: str) -> set[str]:
    """The modules that a run of the command line has loaded when it ends."""
    return set(at_the_end("*sorted(sys.modules)", *command).split())


def at_the_end(value: str, *command: str) -> str:
    """What an expression is when a run of the command line ends, as it is printed."""
    script = (
        "import atexit, gc, sys\n"
        f"atexit.register(lambda: print('AT THE END', {value}, file=sys.stderr))\n"
        "from handout.cli import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr.rpartition("AT THE END")[2].strip()


def test_every_module_has_its_row_and_every_row_a_module() -> None:
    rows = import_rows(chapters(ROOT / "docs" / "architecture.md")["What imports what"])
    assert sorted(set(modules()) - set(rows)) == []
    assert sorted(set(rows) - set(modules())) == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_its_own_place_only(library: str) -> None:
    using = {name for name, found in imported().items() if library in found}
    assert using <= ONLY_IN[library]
    assert using


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Not by an import for types only either, nor by one inside a function."""
    paths = {module_name(path): path for path in SOURCE.rglob("*.py")}
    imports = {name: {*imported_modules(path, paths)} - {name} for name, path in paths.items()}
    while leaves := {name for name, found in imports.items() if not found & set(imports)}:
        imports = {name: found for name, found in imports.items() if name not in leaves}
    in_circles = {name: sorted(found & set(imports)) for name, found in imports.items()}
    assert not in_circles, "each of these imports a circle of modules, or is in one"


def module_name(path: Path) -> str:
    """A file's name in an import."""
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path, known: Container[str]) -> Iterator[str]:
    """The modules of the program that a file imports anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_only_one_package_asks_which_system_it_is_on() -> None:
    for name, found in imported().items():
        assert name == "system" or not found & {"fcntl", "resource", "msvcrt", "select", "termios", "pwd", "grp"}, name
    asking = {("sys", "platform"), ("os", "name"), ("os", "O_NOFOLLOW"), ("os", "fork"), ("os", "fsync")}
    for path in SOURCE.rglob("*.py"):
        if "system" not in path.relative_to(SOURCE).parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            used = {
                (node.value.id, node.attr)
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            }
            assert not used & asking, path


@pytest.mark.parametrize("command", [["--help"], ["render", "--help"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    assert {name.partition(".")[0] for name in loaded(*command)} & HEAVY == set()


def test_check_doesn_t_load_the_painter() -> None:
    found = loaded("check")
    assert "handout.check.workspace" in found
    assert not any(name.startswith(("reportlab", "handout.pdf", "handout.layout.", "pypdfium2")) for name in found)


def test_check_opens_no_font_for_the_words_of_the_seed_topic_and_its_translations() -> None:
    found = loaded("check", "milia-like-calcinosis")
    assert {"handout.verify.privacy.preflight", "handout.translate.stale"} <= found
    assert not {"uharfbuzz", "lzma", "babel"} & found


def test_a_translation_is_printed_without_babel(tmp_path: Path) -> None:
    command = ("render", "milia-like-calcinosis", "--audience", "patient", "-o", str(tmp_path / "a.pdf"))
    assert "babel" not in loaded(*command, "--language", "ar")


def test_an_appointment_is_printed_without_babel(tmp_path: Path) -> None:
    values = ("id=P1", "name=Ann", "appointment=2026-12-03T10:30", "seen_by=Dr Hill")
    given = [part for value in values for part in ("--set", value)]
    command = ["render", "preparing-for-your-visit", "--audience", "patient", *given, "-o", str(tmp_path / "a.pdf")]
    assert "babel" not in loaded(*command)


def test_patterns_of_mistakes_are_not_compiled_for_a_document_without_any(tmp_path: Path) -> None:
    command = ("render", "preparing-for-your-visit", "--audience", "patient", "-o", str(tmp_path / "a.pdf"))
    assert not {"handout.source.yaml_hints", "handout.patients.cell_errors"} & loaded(*command)


def test_a_latin_document_loads_no_shaping(tmp_path: Path) -> None:
    values = ("id=P1", "appointment=2026-12-03T10:30", "seen_by=Dr Kovač")
    given = [part for value in values for part in ("--set", value)]
    command = ["render", "preparing-for-your-visit", "--audience", "patient", *given, "-o", str(tmp_path / "a.pdf")]
    assert "uharfbuzz" not in loaded(*command, "--set", "name=José Núñez")
    assert "uharfbuzz" in loaded(*command, "--set", "name=محمد")


def test_a_plain_document_loads_only_what_it_needs(tmp_path: Path) -> None:
    command = ("render", "milia-like-calcinosis", "--audience", "patient", "-o", str(tmp_path / "a.pdf"))
    found = loaded(*command)
    for name in (
        "PIL", "asyncio", "babel", "email", "html", "http", "importlib.resources", "multiprocessing", "pypdfium2",
        "reportlab.pdfbase", "reportlab.lib.utils", "reportlab.rl_config", "typing_extensions", "uharfbuzz", "zoneinfo",
        "handout.batch", "handout.bidi.levels", "handout.check.shaped_text", "handout.compare",
        "handout.extract.damaged", "handout.extract.read", "handout.fonts.cff", "handout.fonts.harfbuzz_font",
        "handout.layout.nodes.tables", "handout.preview", "handout.regression", "handout.variable_data",
        "handout.workspace.merge",
    ):  # fmt: skip
        assert not {each for each in found if each == name or each.startswith(f"{name}.")}, name


def test_a_run_in_which_nothing_is_to_be_made_loads_no_painter(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,name\n1,Ann\n2,Ben\n", encoding="utf-8")
    command = [
        "batch", "milia-like-calcinosis", "--audience", "patient", "--patients", str(tmp_path / "list.csv"),
        "-o", str(tmp_path / "out"), "--workers", "1",
    ]  # fmt: skip
    loaded(*command)
    made_with = {
        "reportlab", "handout.variable_data.renderer", "handout.layout", "handout.pdf", "pypdfium2",
        "handout.personalise", "handout.compose", "concurrent.futures", "multiprocessing",
        "ctypes", "importlib.metadata", "json", "pickle", "portalocker", "secrets", "socket", "tempfile",
    }  # fmt: skip
    assert not made_with & loaded(*command, "--resume")


def test_a_single_document_is_made_before_cycles_are_looked_for(tmp_path: Path) -> None:
    command = ("render", "milia-like-calcinosis", "--audience", "patient", "-o", str(tmp_path / "a.pdf"))
    assert at_the_end("gc.get_stats()[2]['collections']", *command) == "0"


def test_a_batch_looks_for_cycles_as_usual_once_it_has_begun(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    command = ["batch", "milia-like-calcinosis", "--audience", "patient", "--patients", str(tmp_path / "list.csv")]
    assert at_the_end("gc.get_threshold()", *command, "--dry-run") == str(gc.get_threshold())
    assert int(at_the_end("gc.get_stats()[2]['collections']", *command, "--dry-run")) < 3


def test_what_a_batch_has_made_before_it_begins_its_work_is_not_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import handout.cli

    called: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: called.append("freeze"))
    monkeypatch.setattr(gc, "set_threshold", lambda *numbers: called.append("look"))
    handout.cli.started()
    assert called == ["freeze", "look"]


def test_no_cycles_are_looked_for_at_the_end(tmp_path: Path) -> None:
    command = ("render", "milia-like-calcinosis", "--audience", "patient", "-o", str(tmp_path / "a.pdf"))
    assert int(at_the_end("gc.get_freeze_count()", *command)) > 10_000


def test_the_public_names_are_loaded_when_they_are_used() -> None:
    script = "import sys, handout; print(*(name for name in sys.modules if name.startswith('handout')))"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["handout"]


def test_the_public_names_are_there_and_no_others() -> None:
    import handout

    for name in handout.__all__:
        assert getattr(handout, name).__module__.startswith("handout.")
    with pytest.raises(AttributeError):
        _ = handout.nothing


def test_only_the_command_line_speaks_of_its_options() -> None:
    """A library and a web page show the same diagnostics; pytest's own options begin with `--handout-`."""
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"(?<![\w-])--(?!handout-)[a-z]", node.value)
    ]
    assert not found, "diagnostics.option names an option in a diagnostic"
