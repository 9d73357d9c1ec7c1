"""Commands that refuse an option that is given twice: the parser would take the last value, and say nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click


class SingleValueCommand(click.Command):
    """A command whose options are given once, unless they take several values."""

    def make_parser(self, ctx: click.Context) -> Any:
        """Click's parser, which raises UsageError for the first option with one value that has several."""
        parser = super().make_parser(ctx)
        parse = parser.parse_args

        def parse_once(args: list[str]) -> tuple[dict[str, Any], list[str], list[click.Parameter]]:
            values, left, given = parse(args)
            for parameter, count in Counter(given).items():
                single = isinstance(parameter, click.Option) and not (parameter.multiple or parameter.is_flag)
                if single and count > 1:
                    name = max(parameter.opts, key=len)
                    raise click.UsageError(f"{name} is given {count} times, and takes one value", ctx)
            return values, left, given

        parser.parse_args = parse_once  # type: ignore[method-assign]
        return parser
