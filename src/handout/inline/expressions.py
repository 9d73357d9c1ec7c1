"""What may be between `{{` and `}}`: a name of a short list, and two filters.

Jinja2 parses it; its sandbox bounds neither time nor memory (`'a' * 10**9`), so nothing is ever given to it to run.
The parsed tree must be a chain of names and filters from the list below; everything else is refused when the file is
checked, before any patient's data is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from handout.inline.icons import ICONS

LONGEST = 200
"""Characters of one expression; a name, a date style and a default fit in it many times."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
_CHAIN = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
DATE_STYLES = ("full", "long", "medium", "short")
FILTERS = ("date", "default")
_ROOTS = ("patient", "clinic", "topic", "icon", "date", "page", "pages", "page_of_pages")
_CLINIC = ("name", "web", "address", "contacts")
_TOPIC = ("title", "summary", "updated")


class Expression(Struct, frozen=True):
    """A name from the list, and how its value is printed."""

    path: tuple[str, ...]
    """`("patient", "name")`, `("clinic", "contacts", "day", "phone")`, `("date",)` …"""
    date_style: str | None = None
    """A CLDR date style, where the filter `date` was given."""
    default: str | None = None
    """Printed where the value is missing."""

    @property
    def field(self) -> str | None:
        """The patient's field that it prints, if it prints one."""
        return self.path[1] if self.path[0] == "patient" else None


class ExpressionError(Exception):
    """Why an expression is refused: `message`, `hint` and `code` of the diagnostic."""

    def __init__(self, message: str, hint: str = "", code: str = "expression") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


def parse(text: str) -> Expression:
    """The expression between the braces; ExpressionError when it isn't on the list."""
    if len(text) > LONGEST:
        raise ExpressionError(f"an expression is at most {LONGEST} characters long", code="expression-too-long")
    return _parsed(text.strip())


def _read(text: str) -> Expression:
    if _CHAIN.fullmatch(text):
        # Names with dots need no parser, and most workspaces hold nothing else.
        _known(path := text.split("."))
        return Expression(tuple(path))
    from jinja2 import Environment, TemplateError, nodes

    if not text:
        raise ExpressionError("there is nothing between '{{' and '}}'", "name a field: {{ patient.name }}")
    if any(mark in text for mark in ("{%", "{#", "{{", "}}", "%}", "#}")):
        raise ExpressionError("only a field may be between '{{' and '}}'")
    try:
        body = Environment(autoescape=False).parse("{{ " + text + " }}").body
    except (TemplateError, RecursionError) as error:
        reason = str(error).splitlines()[0] if isinstance(error, TemplateError) else "nested too deep"
        raise ExpressionError(f"not an expression: {reason}", "write {{ patient.name }}", "expression-syntax") from None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise ExpressionError("only a field may be between '{{' and '}}'")
    return _allowed(body[0].nodes[0])


_parsed = cache(_read)


def _allowed(node: Any) -> Expression:
    from jinja2 import nodes

    styles: dict[str, str] = {}
    while isinstance(node, nodes.Filter):
        _filter(node, styles)
        node = node.node
    path: list[str] = []
    while isinstance(node, nodes.Getattr):
        path.insert(0, node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        kind = type(node).__name__.lower()
        raise ExpressionError(
            f"'{kind}' is not allowed in an expression",
            "only names such as patient.name, and the filters date and default",
        )
    path.insert(0, node.name)
    _known(path)
    return Expression(tuple(path), styles.get("date"), styles.get("default"))


def _filter(node: Any, styles: dict[str, str]) -> None:
    from jinja2 import nodes

    if node.name not in FILTERS:
        raise ExpressionError(f"unknown filter '{node.name}'", "the filters are date and default", "unknown-filter")
    if node.name in styles:
        raise ExpressionError(f"the filter '{node.name}' is given twice")
    texts = [
        argument.value
        for argument in node.args
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    ]
    if len(texts) != len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs or len(texts) > 1:
        raise ExpressionError(f"the filter '{node.name}' takes one text in quotes")
    if node.name == "date":
        styles["date"] = texts[0] if texts else "long"
        if styles["date"] not in DATE_STYLES:
            raise ExpressionError(f"there is no date style '{texts[0]}'", "the styles are full, long, medium and short")
    elif not texts:
        raise ExpressionError("the filter 'default' takes one text in quotes")
    else:
        styles["default"] = texts[0]


def _known(path: list[str]) -> None:
    """ExpressionError unless the path has the shape of one of the names on the list."""
    from handout.source.values import suggestion

    match path:
        case ["date" | "page" | "pages" | "page_of_pages"]:
            return
        case ["patient", name] if NAME.fullmatch(name):
            return
        case ["clinic", ("name" | "web" | "address")] | ["topic", ("title" | "summary" | "updated")]:
            return
        case ["clinic", "contacts", name, ("phone" | "label")] if NAME.fullmatch(name):
            return
        case ["icon", name] if name in ICONS:
            return
        case ["icon", *rest]:
            hint = (len(rest) == 1 and suggestion(rest[0], tuple(ICONS))) or f"the icons are {', '.join(sorted(ICONS))}"
        case ["clinic", ("contacts" | "phone" | "label"), *_]:
            hint = "a contact of clinic.yaml is written clinic.contacts.ID.phone, or .label"
        case ["clinic", name, *_]:
            hint = (name not in _CLINIC and suggestion(name, _CLINIC)) or f"there are {_listed('clinic', _CLINIC)}"
        case ["topic", name, *_]:
            hint = (name not in _TOPIC and suggestion(name, _TOPIC)) or f"there are {_listed('topic', _TOPIC)}"
        case [root, *_] if root not in _ROOTS:
            field = root.lower().removeprefix("patient").lstrip("._")
            near = "" if field and root.lower().startswith("patient") else suggestion(root, _ROOTS)
            hint = near or f"fields are written patient.{field or root}"
        case ["clinic"]:
            hint = f"there are {_listed('clinic', _CLINIC)}"
        case ["topic"]:
            hint = f"there are {_listed('topic', _TOPIC)}"
        case ["patient", *_]:
            hint = "a field is written patient.name, in small letters"
        case _:
            hint = "write the name alone"
    raise ExpressionError(f"there is no '{'.'.join(path)}'", hint, "unknown-name")


def _listed(root: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{root}.{name}" for name in names)
