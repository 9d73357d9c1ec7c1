"""Checking a workspace: every problem of every file, and the proof for every audience, layout and facet value."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from handout.check import characters
from handout.check.checked_topic import unwritten
from handout.check.font_files import check_fonts, font_book
from handout.check.foreign_markup import check_pasted
from handout.check.known_rules import KnownRules
from handout.check.languages import check_languages
from handout.check.layout import accepts, check_known, unplaced
from handout.check.prose import check_slips
from handout.check.reviews import draft_fragments, overdue
from handout.check.visibility import places
from handout.content.blocks.figure import Figure
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, HandoutError, Span
from handout.fonts.glyphs import FontBook
from handout.source.values import suggestion
from handout.styles.layout import Layout, small_text
from handout.styles.resolve import resolve
from handout.workspace.assets import Assets
from handout.workspace.load import Workspace, load_partly
from handout.workspace.strings import unchecked


class CheckResult(Struct, frozen=True):
    """What was found, and whether that is all."""

    found: list[Diagnostic]
    """Sorted by place; warnings are among them."""
    whole: bool
    """False where something couldn't be read: of that, only what stopped the reading is reported."""
    workspace: Workspace | None = None
    """What was read."""
    rules: KnownRules | None = None
    """Those of what was read, as far as they were looked at."""


def check(root: Path, topics: Iterable[str] | None, today: datetime.date | None = None) -> list[Diagnostic]:
    """Every diagnostic that `checked` finds."""
    return checked(root, topics, today).found


def checked(root: Path, topics: Iterable[str] | None, today: datetime.date | None = None) -> CheckResult:
    """A workspace, or some topics of it, checked.  Nothing is raised for a mistake in a file."""
    workspace, found = load_partly(root, topics)
    if workspace is None:
        return CheckResult(_sorted(found), whole=any(problem.code == "no-workspace" for problem in found))
    whole = not found
    read = all(problem.code == "unknown-topic" for problem in found)
    found += workspace.warnings
    assets, rules = Assets(workspace.root), KnownRules(workspace.clinic, workspace.sources)
    if topics is None and workspace.clinic.logo is not None:
        # Opening an image costs as much as reading a topic; a check of one topic leaves the clinic's own to the rest.
        found += assets.picture_problems(workspace.clinic.logo.file, workspace.clinic.logo.span)
    fonts = _fonts(workspace, assets, found)
    layouts = _layouts(workspace, rules, found)
    if fonts is not None:
        found += (problem for each in layouts for problem in characters.check_layout(each, workspace.clinic, fonts))
    if topics is None and whole:
        for layout in layouts:
            found += check_known(layout, workspace.topics.values())
    for layout in layouts:
        found += unplaced(layout, ((topic, name) for topic in workspace.topics.values() for name in topic.audience))
    for name, source in workspace.sources.items():
        found += check_pasted(source) if name.startswith("content/") else []
    for topic in workspace.every_topic:
        # What no order names is reported above, once for all topics.
        found += (problem for problem in _topic(topic, workspace, rules, layouts, fonts) if problem.code != "unplaced")
        figures = [place.node for place in places(topic) if isinstance(place.node, Figure)]
        found += (problem for figure in figures for problem in assets.picture_problems(figure.file, figure.span))
        found += [*draft_fragments(topic), *(overdue(topic, today) if today is not None else [])]
    found += stale_translations(workspace)
    if topics is None and whole and not workspace.topics:
        hint = "write a topic in content/, as content/asthma.yaml; or name another folder with -C DIR"
        message = "there is no topic here: only clinic.yaml, layouts and fragments were checked"
        found.append(Diagnostic(Span("content"), message, hint, "no-topics", "warning"))
    if topics is None and whole:
        _nowhere(workspace, found)
    return CheckResult(_sorted(found), whole=read and fonts is not None, workspace=workspace, rules=rules)


def _nowhere(workspace: Workspace, found: list[Diagnostic]) -> None:
    """A required section that no topic has is reported once, where it is required: it may be misspelt there."""
    known = {section.id: None for topic in workspace.topics.values() for section in topic.sections if section.id}
    for name, spec in workspace.clinic.audiences.items():
        for required in spec.requires:
            message = f"'{name}' requires the section '{required}'"
            if required in known or not any(problem.message == message for problem in found):
                continue
            found[:] = [problem for problem in found if problem.message != message]
            hint = suggestion(required, known) or "write it in the topics, or take it out here"
            place = required.place(spec.span)
            found.append(Diagnostic(place, f"{message}, which no topic has", hint, "required-section"))


def _fonts(workspace: Workspace, assets: Assets, found: list[Diagnostic]) -> FontBook | None:
    """The fonts, None if they are broken; with what is wrong with the clinic's own words."""
    clinic = workspace.clinic
    if any(diagnostic.code == "unknown-font" for diagnostic in found):
        return None
    try:
        fonts = font_book(assets, clinic)
        found += [*check_fonts(assets, clinic), *characters.check_clinic(clinic, fonts)]
    except HandoutError as error:
        found += error.diagnostics
        return None
    return fonts


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(found), key=lambda diagnostic: (diagnostic.span, diagnostic.message))


def _layouts(workspace: Workspace, rules: KnownRules, found: list[Diagnostic]) -> list[Layout]:
    layouts = []
    for name in workspace.layouts:
        try:
            layout = resolve(name, workspace.layouts)
        except HandoutError as error:
            found += error.diagnostics
            continue
        found += rules.of_layout(layout)
        patients = [spec.layout == name and spec.for_patients for spec in workspace.clinic.audiences.values()]
        found += small_text(layout, for_patients=any(patients))
        layouts.append(layout)
    return layouts


def _topic(
    topic: Topic, workspace: Workspace, rules: KnownRules, layouts: list[Layout], fonts: FontBook | None
) -> list[Diagnostic]:
    clinic = workspace.clinic
    found = [*rules.of_topic(topic), *check_slips(topic, workspace.sources)]
    found += unwritten(topic).values()
    for audience in topic.audience:
        for layout in layouts:
            if accepts(layout, audience):
                found += rules.of_pair(topic, layout, audience)
        own = next((layout for layout in layouts if layout.id == clinic.audience(audience).layout), None)
        if own is not None and not accepts(own, audience):
            found += rules.of_pair(topic, own, audience)
    found += characters.check_topic(topic, clinic, fonts, layouts) if fonts is not None else []
    usual = {clinic.audience(audience).layout for audience in topic.audience}
    return (
        found
        + check_languages(topic, clinic, [layout for layout in layouts if layout.id in usual])
        + unchecked(clinic, topic.language or clinic.language)
    )


def stale_translations(workspace: Workspace) -> list[Diagnostic]:
    """A warning for each translated text whose original has changed since."""
    if not any("." in PurePosixPath(file).stem for file in workspace.sources):
        return []
    from handout.translate.stale import stale

    return [*stale(workspace)]
