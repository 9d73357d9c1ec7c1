"""The documentation holds: its examples run, what it lists is what there is, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from msgspec import Struct

from docs.messages import said
from docs.modules import import_rows, imported
from docs.pages import MANUAL, PAGES, ROOT, anchors, chapters, examples, prose, table
from docs.running import Console, checked, commands, matches, starter, write
from handout import __version__
from handout.cli import COMMANDS, EPILOG, handout
from handout.content import clinic, facets, font_files, layout, record_fields, topic
from handout.content.blocks import kinds
from handout.content.blocks.lists import Item
from handout.content.blocks.medicines import Medicine
from handout.content.sections import COMMON
from handout.i18n.strings import KEYS, built_in, languages
from handout.inline import expressions
from handout.source.fields import fields_of

SOURCE = ROOT / "src" / "handout"
ARCHITECTURE = ROOT / "docs" / "architecture.md"


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if examples(page)], ids=_name)
def test_examples_do_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_anew = any("handout init" in example.text for example in examples(page) if example.language == "console")
    folder = tmp_path / "page"
    if made_anew:
        folder.mkdir()
    else:
        starter(folder)
    fragments = starter(tmp_path / "fragments")
    console = Console(folder, monkeypatch)
    wrong: list[str] = []
    for example in examples(page):
        where = f"{_name(page)}:{example.line}"
        if example.language == "console":
            for command, shown in commands(example):
                printed = console.run(command)
                if not matches(shown, printed):
                    wrong.append(f"{where}: $ {command}\nprints\n{printed}and the page says\n{shown}")
        elif example.file:
            write(example, folder)
        elif example.language == "yaml":
            said = "\n".join(checked(example, fragments))
            if example.info != "wrong" and said:
                wrong.append(f"{where}: the example is refused\n{said}")
            elif example.info == "wrong" and not matches(_after(page, example.line), said):
                wrong.append(f"{where}: the example gives\n{said}\nand the page says\n{_after(page, example.line)}")
    assert not wrong, "\n\n".join(wrong)


def _after(page: Path, line: int) -> str:
    """The messages behind a wrong example."""
    following = next(example for example in examples(page) if example.line > line)
    assert following.language == "text", f"{_name(page)}:{line}: no messages follow"
    return following.text


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(page))):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), f"{target} leads nowhere"
        assert found.is_relative_to(ROOT), f"{target} leads out of the repository"
        assert not anchor or anchor in anchors(found), f"{target}: there is no such heading"


def test_every_page_of_the_manual_is_in_its_list() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (MANUAL / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in MANUAL.glob("*.md")} - {"README.md"}


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_block_has_its_chapter(kind: str) -> None:
    chapter = chapters(MANUAL / "blocks.md")[f"`{kind}`"]
    assert re.search(rf"```yaml\n(?:.*\n)*?\s*- {kind}:", chapter), "an example is missing"
    block = kinds()[kind]
    for key in fields_of(block):
        if key not in COMMON and not block.WHOLE:
            assert f"`{key}`" in chapter, f"{key} is not explained"


def test_keys_of_items_and_medicines_are_explained() -> None:
    blocks = chapters(MANUAL / "blocks.md")
    assert _missing(Item, blocks["`bullets`"], COMMON) == []
    assert _missing(Medicine, blocks["`medicines`"], COMMON) == []


def test_every_common_key_is_explained() -> None:
    text = chapters(MANUAL / "blocks.md")["Keys that every block may have"]
    assert [key for key in COMMON if f"`{key}`" not in text] == []


@pytest.mark.parametrize(
    ("types", "page"),
    [
        ((clinic.Clinic, clinic.Logo, clinic.Contact, clinic.AudienceSpec), "workspace.md"),
        ((record_fields.FieldSpec,), "patients.md"),
        ((facets.FacetSpec,), "facets.md"),
        ((font_files.Fonts, font_files.FontFiles), "fonts.md"),
        ((topic.Topic,), "topics.md"),
        ((topic.Review,), "review.md"),
        ((topic.Source,), "sources.md"),
        ((topic.Fragment,), "fragments.md"),
        ((layout.LayoutSpec, layout.PageSpec, layout.Margins, layout.TextSpec), "layouts.md"),
        ((layout.BandSpec, layout.SectionsSpec, layout.ShowSpec, layout.StyleSpec), "layouts.md"),
    ],
)
def test_every_key_is_explained_on_its_page(types: tuple[type[Struct], ...], page: str) -> None:
    text = (MANUAL / page).read_text(encoding="utf-8")
    assert [key for kind in types for key in _missing(kind, text)] == []


def _missing(kind: type[Struct], text: str, besides: tuple[str, ...] = ()) -> list[str]:
    return [key for key in fields_of(kind) if key not in besides and f"`{key}`" not in text]


def test_table_of_roles_is_that_of_the_program() -> None:
    rows = table(chapters(MANUAL / "layouts.md")["Roles"])
    assert {row[0].strip("`"): row[1] for row in rows} == layout.ROLES


def test_words_of_each_language_are_those_of_the_program() -> None:
    """`make docs` writes them."""
    found = chapters(MANUAL / "words.md")
    told = {title.rpartition("`)")[0].rpartition("`")[2]: table(text) for title, text in found.items() if "`" in title}
    assert told.keys() == {*languages()} - {"en"}
    for language, rows in told.items():
        assert {row[0].strip("`"): row[2] for row in rows} == built_in(language)


def test_built_in_fields_words_and_expressions_are_listed() -> None:
    patients = (MANUAL / "patients.md").read_text(encoding="utf-8")
    assert [name for name in record_fields.BUILT_IN if f"`{name}`" not in patients] == []
    assert [style for style in expressions.DATE_STYLES if f"`{style}`" not in patients] == []
    workspace = (MANUAL / "workspace.md").read_text(encoding="utf-8")
    assert [word for word in KEYS if f"`{word}`" not in workspace] == []


def _command(name: str) -> click.Command:
    found = handout.get_command(click.Context(handout), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    chapter = chapters(MANUAL / "commands.md")[f"`handout {name}`"]
    assert f"$ handout {name} --help\n" in chapter, "its help page is missing"
    prose_only = re.sub(r"^```.*?^```", "", chapter, flags=re.MULTILINE | re.DOTALL)
    for parameter in _command(name).params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert option.startswith("--") is False or f"`{option}" in prose_only, f"{option} is not explained"


@pytest.mark.skipif(shutil.which("make") is None, reason="make isn't there")
def test_make_says_that_setting_up_takes_its_time(tmp_path: Path) -> None:
    # The tests are run by make themselves, whose switches aren't meant for this one.
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    asked = ["make", "-n", f"VENV={tmp_path / 'new'}", "setup"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[0] == "echo 'setting up, this takes a minute or two'"


def test_exit_codes_are_listed() -> None:
    listed = {row[0] for row in table((MANUAL / "exit-codes.md").read_text(encoding="utf-8"))}
    codes = EPILOG.partition("Exit codes:")[2]
    assert set(re.findall(r"\b\d+\b", codes)) <= listed


def test_messages_in_troubleshooting_are_messages_of_the_program() -> None:
    texts = said(SOURCE)
    rows = table((MANUAL / "troubleshooting.md").read_text(encoding="utf-8"))
    assert len(rows) > 100
    assert [message for message, _ in rows if not any(message.strip("`") in text for text in texts)] == []


def test_the_page_of_modules_is_what_make_docs_writes() -> None:
    script = ROOT / "docs" / "modules.py"
    made: Callable[[], str] = runpy.run_path(str(script))["page"]
    assert script.with_suffix(".md").read_text(encoding="utf-8") == made()


def test_every_module_says_what_it_is() -> None:
    lines = {path: path.read_text(encoding="utf-8").partition("\n")[0] for path in SOURCE.rglob("*.py")}
    assert [path for path, line in lines.items() if len(line) < 20 or not line.startswith('"""')] == []


def test_modules_import_only_from_rows_above_their_own() -> None:
    rows = import_rows(chapters(ARCHITECTURE)["What imports what"])
    wrong = [
        f"{part} imports {other}"
        for part, others in imported(SOURCE).items()
        if part not in ("__init__", "__main__")
        for other in others
        if rows.get(other, 99) >= rows.get(part, 0)
    ]
    assert wrong == []


def test_changes_begin_with_this_version() -> None:
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["pages", "languages"])
def test_the_picture_is_there_and_light(name: str) -> None:
    content: Any = (ROOT / "docs" / "images" / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 250_000
