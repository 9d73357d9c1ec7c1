from __future__ import annotations

from pathlib import Path

import pytest

from canary.selecting import GONE, chosen, selected, texts
from canary.workspace import CLINIC, loaded, section
from handout.content.nodes import Node
from handout.content.texts import Text
from handout.content.walk import children, ids, mapped, walk
from handout.diagnostics import InputError
from handout.select import Decision, Reader, name_of, select

TWO = "- text: for all\n- {text: for the clinician, audience: clinician}"


def test_a_reader_gets_what_is_for_them(tmp_path: Path) -> None:
    assert texts(selected(tmp_path, TWO)) == ["for all"]
    assert texts(selected(tmp_path, TWO, "clinician")) == ["for all", "for the clinician"]


@pytest.mark.parametrize(
    ("head", "audience", "message", "hint"),
    [
        ("audience: clinician", "patient", "'t' is not for the audience 'patient'", "it is for clinician"),
        ("audience: [patient, clinician]", "patient", "nothing of 't' is for the audience 'patient'", ""),
        ("audience: [patient, clinician]", "clinician", "the title has no text for 'clinician'", ""),
    ],
)
def test_a_topic_that_has_nothing_for_a_reader_is_refused(
    tmp_path: Path, head: str, audience: str, message: str, hint: str
) -> None:
    body = "sections: [{id: s, title: S, audience: clinician, body: [{text: x}]}]\n"
    files = {"content/t.yaml": f"title: {{patient: T}}\n{head}\nreview: {{status: draft}}\n{body}"}
    with pytest.raises(InputError) as refused:
        chosen(loaded(tmp_path, files), audience)
    (problem,) = refused.value.diagnostics
    assert (problem.message, problem.hint, problem.code) == (message, hint, "nothing-selected")


def test_what_is_selected_says_nothing_of_who_else_there_is(tmp_path: Path) -> None:
    body = "- {text: {patient: mine, clinician: secret}, when: {age: [child]}, audience: [patient, clinician]}"
    selection = selected(tmp_path, body, facets={"age": "child"})
    block = selection.topic.sections[0].body[0]
    assert (block.audience, block.when, block.if_unknown, block.limit) == (None, None, None, None)
    assert selection.topic.audience == ("patient",)
    assert "secret" not in repr(selection)
    assert not selection.restricted


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_no_node_says_for_whom_it_is(tmp_path: Path, audience: str) -> None:
    """Not those in a fragment or a column either, which are limited by what they stand in."""
    body = """
    - {use: f, if-unknown: drop, when: {age: child}}
    - table: {columns: [A, {title: B, audience: [patient, clinician]}], rows: [[a, b]]}
    - section: {title: S, body: [{bullets: [{text: x, audience: [patient, clinician], when: {age: child}}]}]}
    """
    fragment = "audience: [patient, clinician]\nreview: {status: draft}\nbody: [{text: z}]\n"
    files = {"content/t.yaml": section(body), "content/fragments/f.yaml": fragment}
    selection = chosen(loaded(tmp_path, files), audience, facets={"age": "child"})
    waiting: list[Node] = [*selection.topic.sections]
    seen = []
    while waiting:
        node = waiting.pop()
        waiting += children(node)
        seen.append(name_of(node))
        assert (node.audience, node.limit, node.when, node.if_unknown) == (None, None, None, None), node
    assert {"use", "text", "table", "column", "row", "cell", "bullets", "item", "section"} <= set(seen)
    assert selection.audience == audience


def test_children_and_ids_are_those_below_in_order(tmp_path: Path) -> None:
    body = "- {text: a, id: one}\n- section: {title: S, body: [{text: b, id: three}]}\n  id: two\n- {text: c, id: four}"
    top = selected(tmp_path, body).topic.sections[0]
    assert [child.id for child in children(top)] == ["one", "two", "four"]
    assert list(ids(top)) == ["s0", "one", "two", "three", "four"]
    assert [node.id for node in walk((top,))] == ["s0", "one", "two", "three", "four"]


def test_mapping_a_node_reaches_each_of_its_texts_and_each_child(tmp_path: Path) -> None:
    """Those of a node's children are the child's own matter."""
    body = "- facts: [{label: a, value: b}]\n- table: {caption: c, columns: [d], groups: [{title: e, rows: [[f]]}]}"
    top = selected(tmp_path, body).topic.sections[0]
    seen: list[Text | Node] = []

    def same(part: Text) -> Text:
        seen.append(part)
        return part

    def below(child: Node) -> Node:
        seen.append(child)
        return mapped(child, same, below)

    assert mapped(top, same, below) == top
    assert [part.paragraphs[0][0].text for part in seen if isinstance(part, Text)] == ["Section", *"abdefc"]  # type: ignore[union-attr]
    assert [part for part in seen if isinstance(part, Node)] == list(walk(top.body))


def test_the_head_s_texts_are_those_of_the_audience(tmp_path: Path) -> None:
    head = (
        "summary: {patient: For you, clinician: For them}\nexempt: {help: no need}\n"
        "sources: [{id: a, title: {patient: Ours, clinician: Theirs}, audience: [patient, clinician]}]\n"
    )
    text = section("- text: x", head).replace("title: Title", "title: {patient: Yours, clinician: Theirs}", 1)
    clinic = CLINIC.replace("layout: plain}", "layout: plain, requires: [help]}", 1)
    topic = chosen(loaded(tmp_path, {"content/t.yaml": text, "clinic.yaml": clinic})).topic
    assert topic.summary is not None
    runs = [text.paragraphs[0][0] for text in (topic.title, topic.summary, topic.sources[0].title)]
    assert [getattr(run, "text", "") for run in runs] == ["Yours", "For you", "Ours"]
    assert "Their" not in repr(topic)
    assert "For them" not in repr(topic)
    assert topic.sources[0].audience is None
    assert topic.exempt == {}


def test_codes_budgets_sources_and_reasons_are_selected_too(tmp_path: Path) -> None:
    head = (
        "codes: {icd: [L94]}\nbudget: {patient: {pages: 2}, clinician: {pages: 1}}\n"
        "summary: {patient: P, clinician: C}\n"
        "sources: [{id: a, title: All}, {id: b, title: {clinician: Hidden}, audience: clinician}]\n"
    )
    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x", head)})
    patient, clinician = (chosen(workspace, name).topic for name in ("patient", "clinician"))
    assert (patient.codes, set(patient.budget), [source.id for source in patient.sources]) == ({}, {"patient"}, ["a"])
    assert (clinician.codes, [source.id for source in clinician.sources]) == ({"icd": ("L94",)}, ["a", "b"])
    assert chosen(workspace, "clinician").restricted
    assert patient.exempt == {}


@pytest.mark.parametrize(
    ("when", "facets", "kept"),
    [
        ("{age: [child, adult]}", {"age": "adult"}, True),
        ("{age: [child, adult]}", {"age": "old"}, False),
        ("{age: [child], side: left}", {"age": "child", "side": "left"}, True),
        ("{age: [child], side: left}", {"age": "child", "side": "right"}, False),
        ("{age: [child], side: left}", {"age": "old"}, False),
        ("{side: left, age: [child]}", {"age": "old"}, False),
        ("{age: [child]}", {"age": None}, True),
    ],
)
def test_facets_are_or_within_and_and_across(tmp_path: Path, when: str, facets: dict[str, str], kept: bool) -> None:
    body = f"- text: always\n- {{text: now and then, when: {when}}}"
    assert ("now and then" in texts(selected(tmp_path, body, facets=facets))) is kept


def test_the_node_s_own_word_on_unknown_facets_goes_before_the_clinic_s(tmp_path: Path) -> None:
    body = """
    - text: always
    - {text: a, when: {age: child}, if-unknown: drop}
    - {text: b, when: {side: left}, if-unknown: keep}
    """
    selection = selected(tmp_path, body)
    assert texts(selection) == ["always", "b"]
    assert [label.text for label in selection.topic.sections[0].body[1].labels] == ["w4x"]


def test_a_label_of_its_own_stands_before_a_node_only_where_the_facet_is_not_known(tmp_path: Path) -> None:
    body = "- {text: a, when: {age: child}, if-unknown: keep, label: {patient: If you are young, clinician: hush}}"

    def labels(**facets: str) -> list[str]:
        (block,) = selected(tmp_path, body, facets=facets).topic.sections[0].body
        assert block.label_ is None
        assert "hush" not in repr(block)
        return [label.text for label in block.labels]

    assert labels() == ["If you are young"]
    assert labels(age="child") == []


def test_an_item_whose_list_is_for_others_keeps_its_own_text(tmp_path: Path) -> None:
    for kind in ("bullets", "steps"):
        nested = f"- bullets:\n    - {{text: Take it with food, {kind}: [{{text: hush, audience: clinician}}]}}\n"
        block = selected(tmp_path, nested).topic.sections[0].body[0]
        [item] = block.items  # type: ignore[attr-defined]
        assert item.text.paragraphs[0][0].text == "Take it with food"
        assert (item.bullets, item.steps) == ((), ())
        assert "hush" not in repr(block)


TWO_FACETS = CLINIC.replace("    if-unknown: keep\n", "") + "    if-unknown: drop\n"
"""Of the two facets, age must be known, and nodes for a side are dropped where it isn't."""


@pytest.mark.parametrize("when", ["{age: child, side: left}", "{side: left, age: child}"])
@pytest.mark.parametrize("clinic", [CLINIC + "    if-unknown: drop\n", TWO_FACETS], ids=["keep", "must-be-known"])
def test_one_unknown_facet_that_drops_is_enough_whichever_is_written_first(
    tmp_path: Path, when: str, clinic: str
) -> None:
    files = {"clinic.yaml": clinic, "content/t.yaml": section(f"- text: always\n- {{text: x, when: {when}}}")}
    workspace = loaded(tmp_path, files)
    assert texts(chosen(workspace)) == ["always"]
    trace: list[Decision] = []
    select(workspace.topics["t"], workspace.clinic, Reader(audience="patient"), trace)
    assert trace[-1].reason == "side isn't known"


def test_a_facet_that_drops_counts_beside_one_that_is_known(tmp_path: Path) -> None:
    files = {
        "clinic.yaml": CLINIC + "    if-unknown: drop\n",
        "content/t.yaml": section("- text: always\n- {text: x, when: {age: child, side: left}}"),
    }
    assert texts(chosen(loaded(tmp_path, files), facets={"age": "child"})) == ["always"]


def test_what_became_empty_goes_with_its_heading(tmp_path: Path) -> None:
    body = "- text: x\n- section: {title: Gone, body: [{bullets: [{text: a, audience: clinician}]}]}\n  id: gone"
    selection = selected(tmp_path, body)
    assert list(ids(selection.topic.sections[0])) == ["s0"]


def test_an_else_takes_the_place_of_the_whole_text(tmp_path: Path) -> None:
    body = "- text: see [](#gone)\n  else: nothing to see" + GONE
    assert texts(selected(tmp_path, body)) == ["nothing to see"]


def test_an_else_that_is_not_needed_is_not_looked_at(tmp_path: Path) -> None:
    body = "- {text: 'see [](#s0)', else: 'see [](#gone)'}\n- {text: always, else: {clinician: c}}" + GONE
    selection = selected(tmp_path, body)
    assert [block.text.paragraphs[0][0] for block in selection.topic.sections[0].body][1].text == "always"  # type: ignore[attr-defined]
    assert "gone" not in repr(selection)
