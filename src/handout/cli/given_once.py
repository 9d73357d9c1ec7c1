"""Commands that refuse an option that is given twice, or with an empty value, as of a shell's variable that isn't set.

The parser would take the last of two values, and an empty path for this folder, and say nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import click


class SingleValueCommand(click.Command):
    """A command whose options are given once and with a value, unless they take several."""

    def make_parser(self, ctx: click.Context) -> Any:
        """Click's parser, which raises UsageError for the first single option with several values or an empty one."""
        parser = super().make_parser(ctx)
        parse = parser.parse_args

        def parse_once(args: list[str]) -> tuple[dict[str, Any], list[str], list[click.Parameter]]:
            values, left, given = parse(args)
            for parameter, count in Counter(given).items():
                if not isinstance(parameter, click.Option) or parameter.multiple or parameter.is_flag:
                    continue
                name = max(parameter.opts, key=len)
                if count > 1:
                    raise click.UsageError(f"{name} is given {count} times, and takes one value", ctx)
                named = parameter.type.get_missing_message(parameter, ctx)  # a type that says which values there are
                if not named and values.get(parameter.name or "") == "":
                    raise click.UsageError(f"{name} is given an empty value", ctx)
            return values, left, given

        parser.parse_args = parse_once  # type: ignore[method-assign]
        return parser
