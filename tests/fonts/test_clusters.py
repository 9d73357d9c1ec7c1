"""Clusters as codes: one code for each character, and all of the width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.fonts.clusters import GlyphCluster, GlyphPart, codes, in_order, side_by_side

PARTS = st.builds(GlyphPart, st.integers(0, 900), st.integers(-99, 999), st.integers(-99, 99))
CLUSTERS = st.builds(
    GlyphCluster,
    st.text(st.sampled_from("aכب(क्षि"), min_size=1, max_size=4),
    st.lists(PARTS, max_size=3).map(tuple),
    st.integers(0, 2000),
)


@given(st.lists(CLUSTERS, max_size=5).map(tuple), st.integers(0, 3))
def test_each_character_has_a_code_and_the_first_of_a_cluster_draws_it(
    clusters: tuple[GlyphCluster, ...], level: int
) -> None:
    found = [*codes(clusters, level)]
    assert len(found) == sum(len(cluster.text) for cluster in clusters)
    for cluster in clusters:
        own, found = found[: len(cluster.text)], found[len(cluster.text) :]
        assert sum(code.advance for code in own) == cluster.advance
        assert own[0].parts == cluster.parts
        assert not any(code.parts for code in own[1:])
        if len(own) > 1:
            read = "".join(code.character for code in own)
            assert (read[::-1] if level & 1 else read) == cluster.text


@given(CLUSTERS, CLUSTERS)
def test_clusters_side_by_side_draw_what_both_draw(left: GlyphCluster, right: GlyphCluster) -> None:
    both = side_by_side(left, right, left.text + right.text)
    assert both.advance == left.advance + right.advance
    places = [(part.glyph, part.x, part.y) for part in both.parts]
    assert places == [
        (part.glyph, part.x + start, part.y)
        for cluster, start in ((left, 0), (right, left.advance))
        for part in cluster.parts
    ]


@given(st.lists(CLUSTERS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_codes_does_not_depend_on_which_came_first(clusters: list[GlyphCluster], chance: object) -> None:
    found = {*codes(tuple(clusters), 0)}
    mixed = sorted(found, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert in_order(mixed) == in_order(found)
