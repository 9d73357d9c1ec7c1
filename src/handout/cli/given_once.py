"""Commands that refuse an option that is given twice: the parser would take the last value, and say nothing."""

from __future__ import annotations

from collections import Counter

import click


class SingleValueCommand(click.Command):
    """A command whose options are given once, unless they take several values."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The values that are left, as click gives them."""
        refuse_twice(self, ctx, args)
        return super().parse_args(ctx, args)


def refuse_twice(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """UsageError for the first option with one value that has several; what else is wrong is told by click."""
    try:
        _, _, given = command.make_parser(ctx).parse_args([*args])
    except click.UsageError:
        return
    for parameter, count in Counter(given).items():
        single = isinstance(parameter, click.Option) and not (parameter.multiple or parameter.is_flag)
        if single and count > 1:
            name = max(parameter.opts, key=len)
            raise click.UsageError(f"{name} is given {count} times, and takes one value", ctx)
