"""`handout init`: a new workspace from the starter that the package carries."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from handout.cli.given_once import SingleValueCommand
from handout.diagnostics import OutputError

EPILOG = """\b
Example:
  handout init clinic
  cd clinic
  handout render preparing-for-your-visit --audience patient
"""


_TRANSLATIONS = shutil.ignore_patterns("*.*.yaml")
"""They need the clinic's texts in their languages, which a clinic that begins has not written yet."""


def starter() -> Path:
    """The folder with the starter: in the package, or in a checkout the repository itself."""
    packaged = Path(__file__).parents[1] / "starter"
    return packaged if packaged.is_dir() else Path(__file__).parents[3]


@click.command(cls=SingleValueCommand, epilog=EPILOG)
@click.argument("folder", type=click.Path(readable=False, path_type=Path))
def command(folder: Path) -> None:
    """Make a new workspace in FOLDER: a clinic, topics and layouts, ready to print."""
    source = starter()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            message = "it exists, and is not an empty folder"
            raise OutputError.at(folder, message, "name a new one", "exists")
        folder.mkdir(exist_ok=True)
        shutil.copyfile(source / "clinic.yaml", folder / "clinic.yaml")
        for name in ("content", "layouts"):
            shutil.copytree(source / name, folder / name, ignore=_TRANSLATIONS, copy_function=shutil.copyfile)
        (folder / "output").mkdir(mode=0o700)
        (folder / ".gitignore").write_bytes(b"output/\n")
    except OSError as error:
        raise OutputError.at(folder, f"can't be made: {error.strerror}") from None
    click.echo(str(folder))
    click.echo(f"next: cd {folder} and handout render preparing-for-your-visit --audience patient", err=True)
