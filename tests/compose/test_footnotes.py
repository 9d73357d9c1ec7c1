"""Footnotes: numbered as their marks come, printed once at the end of their block, for those who get both."""

from __future__ import annotations

from pathlib import Path

from canary.workspace import document, loaded, section
from handout import document as tree
from handout.compose.footnotes import superscript


def printed(root: Path, body: str, **wish: str) -> list[str]:
    made = document(loaded(root, {"content/t.yaml": section(body)}), **wish)
    keys = [leaf.key for leaf in tree.walk(made.body)]
    assert keys == sorted(keys)
    part = next(node for node in made.body if isinstance(node, tree.Section))
    return [leaf.text for leaf in tree.walk(part.children[1:])]


def test_figures_are_raised() -> None:
    assert [superscript(number) for number in (1, 4, 10, 237)] == ["¹", "⁴", "¹⁰", "²³⁷"]


def test_notes_are_numbered_by_their_first_marks_in_the_whole_document(tmp_path: Path) -> None:
    body = """
- text: One[^b], two [^a], and one[^b].
  notes: {a: note a, b: note b}
- table: {columns: [Name, "Dose[^c]"], rows: [["x[^a][^c]", y]], caption: "Doses[^d]"}
  notes: {a: another a, c: note c, d: note d}
- text: end
"""
    assert printed(tmp_path, body) == [
        "One\u202f¹, two\u202f², and one\u202f¹.", "¹", "note b", "²", "note a",
        "Doses\u202f³", "Name", "Dose\u202f⁴", "x\u202f⁵\u202f⁴", "y",
        "³", "note d", "⁴", "note c", "⁵", "another a", "end",
    ]  # fmt: skip


def test_a_note_of_the_block_around_is_printed_at_that_block_s_end(tmp_path: Path) -> None:
    body = """
- callout:
    kind: important
    body:
      - {text: "in[^inner] out[^outer]", notes: {inner: is inner}}
      - text: more
  notes: {outer: is outer}
- bullets:
    - text: item[^deep]
      body: [{text: "below[^deep]"}]
  notes: {deep: "has one[^deeper]", deeper: itself}
"""
    found = printed(tmp_path, body)
    assert found[1:8] == ["in\u202f¹ out\u202f²", "¹", "is inner", "more", "²", "is outer", "•"]
    assert found[8:] == ["item\u202f³", "below\u202f³", "³", "has one\u202f⁴", "⁴", "itself"]


def test_a_note_for_other_readers_is_not_printed_and_nor_is_its_mark(tmp_path: Path) -> None:
    body = """
- text: Take it [^renal], with water[^food].
  notes:
    renal: {text: Halve it., audience: clinician}
    food: {patient: Not fasting., clinician: Fed state.}
- bullets: [{text: "secret[^hidden]", audience: clinician}, open]
  notes: {hidden: only where its mark is}
"""
    assert printed(tmp_path, body)[:3] == ["Take it, with water\u202f¹.", "¹", "Not fasting."]
    assert "only where its mark is" not in printed(tmp_path, body)
    found = printed(tmp_path, body, audience="clinician")
    assert found[:5] == ["Take it\u202f¹, with water\u202f².", "¹", "Halve it.", "²", "Fed state."]
    assert "only where its mark is" in found


def test_the_notes_of_a_box_a_slip_and_a_section_are_inside_them(tmp_path: Path) -> None:
    body = """
- {callout: {kind: important, body: [{text: 'a[^n]'}]}, notes: {n: b}}
- {slip: {body: [{text: 'a[^n]'}]}, notes: {n: b}}
- {section: {title: S, body: [{text: 'a[^n]'}]}, notes: {n: b}}
"""
    made = document(loaded(tmp_path, {"content/t.yaml": section(body)}))
    part = next(node for node in made.body if isinstance(node, tree.Section))
    for node in part.children[1:]:
        assert isinstance(node, tree.Box | tree.CutSlip | tree.Section)
        last = node.children[-1]
        assert isinstance(last, tree.List)
        assert last.kind == "note"


def test_a_mark_is_read_as_a_word(tmp_path: Path) -> None:
    made = document(loaded(tmp_path, {"content/t.yaml": section("- {text: 'a[^n]', notes: {n: b}}")}))
    runs = [run for leaf in tree.walk(made.body) for run in leaf.runs if run.alt]
    assert [(run.text, run.alt, run.mark) for run in runs] == [
        ("\u202f¹", "footnote 1", 1), ("¹", "footnote 1", None),
    ]  # fmt: skip
