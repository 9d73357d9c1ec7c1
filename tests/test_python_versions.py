"""The same input gives the same bytes on every Python that the project supports, with constraints.txt's versions."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from program import ROOT, environment, workspace

VERSIONS = ("3.11", "3.12", "3.13")
CONSTRAINTS = ROOT / "constraints.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def interpreter(version: str) -> Path | None:
    """A Python of this version that starts, on the path or among pyenv's; a shim may be there without its Python."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    named = shutil.which(f"python{version}")
    for path in (*([Path(named)] if named else []), *sorted(root.glob(f"versions/{version}.*/bin/python"))):
        asked: list[str | Path] = [path, "-c", "import ensurepip, sys; print('{}.{}'.format(*sys.version_info))"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            return path
    return None


def installed(python: Path, folder: Path) -> Path:
    """The Python of a new environment with what handout needs, at the versions of constraints.txt."""
    done = folder / "done"
    made = folder / "bin" / "python"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, "-m", "venv", folder], check=True)
        asked = ["-m", "pip", "install", "--quiet", "--constraint", CONSTRAINTS, *PROJECT["project"]["dependencies"]]
        subprocess.run([made, *asked], check=True)
        done.touch()
    return made


def printed(python: Path, folder: Path) -> dict[str, bytes]:
    """Both topics for both audiences, by a process of this Python; for a patient where one is named."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    topics = ("preparing-for-your-visit", "milia-like-calcinosis")
    asked: list[str | Path] = ["-m", "handout", "-C", folder, "render", *topics]
    asked += ["--audience", "all", "--date", "2026-11-01"]
    subprocess.run([python, *asked], check=True, env=environment({}), stdout=subprocess.DEVNULL)
    named = ("--set", "name=Zoë Ångström", "--set", "id=4711", "--set", "birth_date=1980-03-12")
    wanted = ("--set", "appointment=2026-12-01T09:30", "--set", "seen_by=Dr Ito")
    subprocess.run([python, *asked, *named, *wanted], check=True, env=environment({}), stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}


@pytest.mark.parametrize("version", [version for version in VERSIONS if not sys.version.startswith(f"{version}.")])
def test_the_same_bytes_on_every_python(version: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    # Kept between runs, since it takes half a minute to make.
    name = f"python-{version}-{hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()[:12]}"
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    other = installed(python, cache.mkdir(name) if cache is not None else tmp_path / name)
    folder = workspace(tmp_path / "workspace", of=ROOT)
    usual = printed(Path(sys.executable), folder)
    assert len(usual) == 8
    assert printed(other, folder) == usual


def pinned() -> dict[str, str]:
    """The versions of constraints.txt by name."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {_name(each.name): str(each.specifier).removeprefix("==") for each in wanted}


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def test_all_that_is_installed_is_pinned_within_the_ranges_of_the_package() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    groups = [PROJECT["project"]["dependencies"], *extras.values(), PROJECT["dependency-groups"]["setup"]]
    versions = pinned()
    asked = [Requirement(text) for group in groups for text in group]
    assert [str(each) for each in asked if versions.get(_name(each.name), "") not in each.specifier] == []
    assert PROJECT["build-system"]["requires"][0] in PROJECT["dependency-groups"]["setup"]


def test_constraints_are_names_and_versions_without_addresses() -> None:
    text = CONSTRAINTS.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text
