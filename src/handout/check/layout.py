"""The rules between a topic, a layout and an audience: what the layout takes, leaves out and puts in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handout.check.audiences import stated_at
from handout.check.fields import field_problems
from handout.check.paper_width import too_wide_for_paper
from handout.check.reference_places import written_at
from handout.check.references import replaced
from handout.check.visibility import places
from handout.content.clinic import Clinic
from handout.content.layout import SectionsSpec
from handout.content.links import targets
from handout.content.topic import Topic
from handout.content.walk import ids, texts
from handout.diagnostics import Diagnostic, option
from handout.inline.runs import Citation, Field, NoteMark, Reference
from handout.source.values import Value, suggestion
from handout.styles.layout import Layout


def accepts(layout: Layout, audience: str) -> bool:
    """Whether a layout takes an audience."""
    return layout.audience is None or audience in layout.audience


def check_layout(layout: Layout, clinic: Clinic, files: Mapping[str, Value] | None = None) -> list[Diagnostic]:
    """What is wrong with a layout by itself: for whom it is, its fields, and its order."""
    audiences = frozenset(layout.audience if layout.audience is not None else clinic.audiences)
    held = files or {}
    found = list(_widened(layout, held))
    for text in layout.band_texts:
        for run in text.every_run:
            if isinstance(run, NoteMark):
                found.append(Diagnostic(written_at(held, text, run), "a header takes no notes", "", "note"))
            elif isinstance(run, Citation):
                found.append(Diagnostic(written_at(held, text, run), "a header takes no citations", "", "citation"))
            elif isinstance(run, Reference) or (run.link or "").startswith("#"):
                message, hint = "a header takes no links to sections", "write the words; a link to the web is taken"
                found.append(Diagnostic(written_at(held, text, run), message, hint, "link"))
            elif isinstance(run, Field):
                problems = field_problems(run, clinic, None, audiences)
                found += [Diagnostic(written_at(held, text, run), *problem) for problem in problems]
    return [*found, *_order(layout.sections)]


def _order(spec: SectionsSpec) -> Iterator[Diagnostic]:
    """Names that are in the order twice, or in the order and left out."""
    named: set[str] = set()
    left_out = set(map(str, spec.omit))
    for name in spec.order:
        where = name.place(spec.span)
        if name in named:
            yield Diagnostic(where, f"'{name}' is twice in the order", "", "order")
        elif str(name) in left_out:
            yield Diagnostic(where, f"'{name}' is in the order and left out", "", "order")
        named.add(name)


def _widened(layout: Layout, files: Mapping[str, Value]) -> Iterator[Diagnostic]:
    """Audiences that a layout has, and the one that it extends hasn't: they would get its header and footer."""
    for at, spec in enumerate(layout.chain):
        parent = next((above for above in layout.chain[at + 1 :] if above.audience is not None), None)
        for audience in spec.audience or ():
            if parent is not None and audience not in (parent.audience or ()):
                taken = ", ".join(parent.audience or ())
                message = f"'{audience}' widens: the layout '{parent.id}', which this one extends, is for {taken} only"
                hint = f"extend one that is for '{audience}' too, or for everybody"
                yield Diagnostic(stated_at(files, spec.span, audience), message, hint, "widens")


def check_known(layout: Layout, topics: Iterable[Topic]) -> list[Diagnostic]:
    """Ids in the layout's order and omissions that no topic has; only for a run that has read every topic."""
    known = {str(section.id) for topic in topics for section in topic.sections}
    spec = layout.sections
    named = dict.fromkeys((*spec.order, *spec.omit, *spec.new_page))  # of equal ones, the first
    unknown = (name for name in named if name != "*" and name not in known)
    return [
        Diagnostic(
            name.place(spec.span), f"no topic has the section '{name}'", suggestion(name, known), "unknown-section"
        )
        for name in unknown
    ]


def check_pair(topic: Topic, layout: Layout, clinic: Clinic, audience: str) -> list[Diagnostic]:
    """What is wrong with printing a topic with a layout for an audience."""
    found: list[Diagnostic] = []
    spec = layout.sections

    def say(message: str, hint: str, code: str) -> None:
        found.append(Diagnostic(spec.span, message, hint, code))

    own = clinic.audience(audience)
    usual = own.layout == layout.id
    if not accepts(layout, audience):
        taken = ", ".join(layout.audience or ())
        message = f"the layout '{layout.id}' is for {taken}, not for '{audience}'"
        where, hint = layout.span, f"name another with {option('layout')}"
        if usual:
            where, hint = own.layout.place(own.span), f"name a layout for '{audience}' here"
        return [Diagnostic(where, message, hint, "audience-mismatch")]
    for name in spec.omit:
        if name in own.requires:
            message = f"the section '{name}', which '{audience}' requires, is left out"
            found.append(Diagnostic(name.place(spec.span), message, "take it out of 'omit'", "omits"))
    printed = [section for section in topic.sections if audience in (section.audience or topic.audience)]
    if printed and all(section.id in spec.omit for section in printed):
        message = f"the layout leaves out all of '{topic.id}' for '{audience}'"
        severity = "error" if usual else "warning"  # it may be meant for other topics
        found.append(Diagnostic(spec.span, message, "take a section out of 'omit'", "omits", severity))
    found += too_wide_for_paper(topic, layout, audience) if usual else ()
    found += unplaced(layout, [(topic, audience)])
    if layout.show.sources is False and _cites(topic, audience, layout):
        say(f"'{topic.id}' cites sources, and the layout shows none", "write sources: true", "sources")
    for place, target in _omitted_targets(topic, layout, audience):
        message = f"'{topic.id}' links to '#{target}', which the layout leaves out"
        say(message, f"from {place}; give it an 'else:'", "link")
    return found


def unplaced(layout: Layout, printed: Iterable[tuple[Topic, str]]) -> list[Diagnostic]:
    """One diagnostic for all sections of topics that an order without "*" neither names nor leaves out."""
    spec = layout.sections
    missing = dict.fromkeys(
        (section.id, topic.id)
        for topic, audience in (() if "*" in spec.order else printed)
        if accepts(layout, audience)
        for section in topic.sections
        if audience in (section.audience or ()) and section.id not in (*spec.order, *spec.omit)
    )
    if not missing:
        return []
    (section, topic_id), more = next(iter(missing)), len(missing) - 1
    rest = f" and {more} more are" if more else " is"
    message = f"the section '{section}' of '{topic_id}'{rest} neither in the order nor left out"
    hint = 'add "*" to the order, where the others belong; or name each under order or omit'
    return [Diagnostic(spec.span, message, hint, "unplaced")]


def _cites(topic: Topic, audience: str, layout: Layout) -> bool:
    own = (text for place in places(topic) if audience in place.audiences for _, text in texts(place.node))
    summary = (topic.summary,) if topic.summary is not None and layout.prints_summary else ()
    paragraphs = (runs for text in (*summary, *own) for runs in text.of(audience) or ())
    return any(isinstance(run, Citation) for runs in paragraphs for run in runs)


def _omitted_targets(topic: Topic, layout: Layout, audience: str) -> Iterator[tuple[str, str]]:
    """Links without an `else` from what stays into a section that the layout leaves out."""
    gone = {name for section in topic.sections if section.id in layout.sections.omit for name in ids(section)}
    if not gone:
        return
    if topic.summary is not None and audience in topic.audience:
        yield from ((str(topic.summary.span), target) for target in targets(topic.summary, audience) if target in gone)
    for place in places(topic):
        top = place.above[0] if place.above else place.node
        if audience not in place.audiences or top.id in layout.sections.omit:
            continue
        for name, text in texts(place.node):
            if name == "text" and replaced(place.node, audience):
                continue
            yield from ((str(place.node.span), target) for target in targets(text, audience) if target in gone)
