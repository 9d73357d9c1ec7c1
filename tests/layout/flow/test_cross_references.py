from __future__ import annotations

from handout.document import Run
from handout.layout.flow.cross_references import referring, with_texts
from layout.documents import box, document, heading, part, text


def test_only_what_a_reference_is_in_is_made_anew_when_it_is_printed() -> None:
    reference = Run(text=" (page {})", page_of="end")
    made = document(
        part(heading("First"), text("Words.")),
        part(box("Look", text("See", reference))),
        part(heading("End"), id="end"),
    )
    (leaf,) = referring(made)
    found = with_texts(made, {(leaf.key, 1): " (page 2)"})
    assert [leaf.text for leaf in found.read_leaves] == ["First", "Words.", "Look", "See (page 2)", "End"]
    assert [one is other for one, other in zip(found.body, made.body, strict=True)] == [True, False, True]
    assert not referring(found)
