"""The files of a workspace that documents need, packed for workers that can't read its folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from handout.check.visibility import places
from handout.content.blocks.figure import Figure
from handout.diagnostics import Span
from handout.workspace.assets import Assets, Packed, of_collection
from handout.workspace.load import Workspace


def packed(workspace: Workspace) -> Packed:
    """The fonts, the logo and the figures."""
    return Assets(workspace.root).packed(_references(workspace))


def referred(workspace: Workspace) -> set[str]:
    """The paths of these files from the workspace's folder on, as they are written."""
    return {str(PurePosixPath(span.file).parent / of_collection(file)) for file, span in _references(workspace)}


def _references(workspace: Workspace) -> Iterator[tuple[str, Span]]:
    clinic = workspace.clinic
    if clinic.logo is not None:
        yield clinic.logo.file, clinic.logo.span
    for family in clinic.fonts.families.values():
        for file in (family.regular, family.bold, family.italic, family.bold_italic):
            if file is not None:
                yield file, family.span
    for topic in workspace.every_topic:
        for place in places(topic):
            if isinstance(place.node, Figure):
                yield place.node.file, place.node.span
