"""What was lost, or stopped too much, when real files were read: each folder of `real_use/` gives what is right."""

from __future__ import annotations

from collections.abc import Callable

from .found import Found

Open = Callable[[str], Found]


def test_tablecrash_a_key_beside_its_table_is_told_where_it_stands(found: Open) -> None:
    workspace = found("tablecrash")
    for outcome in (workspace.run("check", "t"), workspace.run("render", "t", "--audience", "patient")):
        assert outcome.code == 3
        assert "content/t.yaml:12:9: error: 'rows' stands beside 'table', not below it" in outcome.err
