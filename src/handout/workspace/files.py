"""The files of a workspace by their names: the topics by their ids, and what looks like a file of it and isn't read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from handout.diagnostics import Diagnostic, Span

_NEARLY = re.compile(r"(?P<stem>[^.#~].*?)\.ya?ml(?P<more>.*)", re.IGNORECASE)
_KEPT = frozenset({"~", ".bak", ".old", ".orig", ".rej", ".save", ".swo", ".swp", ".tmp"})
"""Endings of copies that editors and people keep on purpose."""


def yaml_files(folder: Path, *, below: bool = False) -> list[Path]:
    """The files of a folder that may be read, and with `below` those of its folders; in order.

    A name that begins with a dot isn't an author's: editors lock a file with a link that leads nowhere (`.#x.yaml`),
    and macOS keeps what other disks can't hold in `._x.yaml`.
    """
    found = folder.rglob("*.yaml") if below else folder.glob("*.yaml")
    return sorted(path for path in found if not any(part[0] == "." for part in path.relative_to(folder).parts))


def topic_files(root: Path) -> dict[str, list[Path]]:
    """The topics' files by id, in the order of their ids; two files of one id are next to each other."""
    found: dict[str, list[Path]] = {}
    for path in yaml_files(root / "content", below=True):
        if path.relative_to(root / "content").parts[0] != "fragments":
            found.setdefault(path.stem, []).append(path)
    return dict(sorted(found.items()))


def closed(root: Path) -> list[Diagnostic]:
    """An error for the first folder of a workspace that may not be read: its files would seem not to be there."""
    for place in ("content", "content/fragments", "layouts"):
        folder = root / place
        # A folder that is missing may not be read either, and is no error here.
        if not os.access(folder, os.R_OK | os.X_OK) and os.path.isdir(folder):  # noqa: PTH112 (is_dir raises)
            return [Diagnostic(Span(place), "no right to read this folder", "", "unreadable")]
    return []


def not_read(root: Path) -> list[Diagnostic]:
    """A warning for each file that was probably meant to be read: `x.yml`, `x.YAML`, `x.yaml.txt`, `x.yaml.docx`.

    Windows hides a file's last ending, so an author may not see it.  A folder of topics that may not be read, or is a
    link, gets one, too.
    """
    hint = "its name must end in .yaml; Windows hides a further ending such as .txt"
    others = _others(root)
    found = [(path, "this file is not read", hint, "not-read") for path, _ in _nearly(others)]
    found += [
        (path, "no right to read this folder", "its files are left out", "unreadable")
        for path in others
        if not path.suffix and not os.access(path, os.R_OK | os.X_OK) and os.path.isdir(path)  # noqa: PTH112 (is_dir raises)
    ]
    found += [
        (path, "this folder is a link, and its topics and layouts are not read", "move it here", "not-read")
        for path in others
        # Only what is directly in it: a link may lead to a whole disk, and every command looks here.
        if path.is_symlink() and path.is_dir() and any(path.glob("*.yaml"))
    ]
    return [
        Diagnostic(Span(path.relative_to(root).as_posix()), message, hint, code, "warning")
        for path, message, hint, code in found
    ]


def meant(root: Path, folder: str, name: str) -> str:
    """A hint for a file that isn't there, where there is one that its author probably means; else empty."""
    near = list(_nearly(_others(root)))
    if not folder:
        near += [(path, name) for path in root.glob("*.*") if path.name.lower() == f"{name}.yaml"]
    for path, stem in near:
        place = path.relative_to(root).as_posix()
        if stem == name and (place.startswith(f"{folder}/") or (not folder and path.parent == root)):
            return f"{place} is there, but its name must be {name}.yaml"
    return ""


def above(root: Path) -> str:
    """A hint for a folder that is no workspace and is inside one; else empty."""
    for steps, folder in enumerate(root.resolve().parents if root.is_dir() else (), 1):
        if (folder / "clinic.yaml").is_file():
            place = os.path.normpath(root.joinpath(*[os.pardir] * steps))
            return f"a folder above is a workspace: handout -C {place}"
    return ""


def _others(root: Path) -> list[Path]:
    """Files and folders that aren't read, where those are that are."""
    content, layouts = root / "content", root / "layouts"
    read = {*content.rglob("*.yaml"), *layouts.glob("*.yaml"), root / "clinic.yaml"}
    return sorted({*content.rglob("*"), *layouts.glob("*"), *root.glob("clinic.*")} - read)


def _nearly(others: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Files whose names come near to one that is read, with the name that was meant."""
    for path in others:
        match = _NEARLY.fullmatch(path.name)
        if match and match["more"].lower() not in _KEPT and path.is_file():
            yield path, match["stem"]
