from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handout.inline.expressions import DATE_STYLES, LONGEST, Expression, ExpressionError, parse
from handout.inline.icons import ICONS

ROOTS = {"patient", "clinic", "topic", "date", "page", "pages", "page_of_pages"}


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("patient.name", Expression(("patient", "name"))),
        ("  patient.name  ", Expression(("patient", "name"))),
        ("clinic.contacts.day.phone", Expression(("clinic", "contacts", "day", "phone"))),
        ("clinic.contacts.day.label", Expression(("clinic", "contacts", "day", "label"))),
        ("clinic.name", Expression(("clinic", "name"))),
        ("clinic.web", Expression(("clinic", "web"))),
        ("clinic.address", Expression(("clinic", "address"))),
        ("topic.title", Expression(("topic", "title"))),
        ("topic.summary", Expression(("topic", "summary"))),
        ("topic.updated", Expression(("topic", "updated"))),
        (
            "clinic.contacts.day.phone | default('none')",
            Expression(("clinic", "contacts", "day", "phone"), default="none"),
        ),
        ("date", Expression(("date",))),
        ("date | date", Expression(("date",), date_style="long")),
        ("patient.birth_date | date('short')", Expression(("patient", "birth_date"), date_style="short")),
        ("patient.sex | default('–')", Expression(("patient", "sex"), default="–")),
        ("patient.d|default('')|date('full')", Expression(("patient", "d"), date_style="full", default="")),
        ("icon.clock", Expression(("icon", "clock"))),
        ("page", Expression(("page",))),
        ("pages", Expression(("pages",))),
        ("page_of_pages", Expression(("page_of_pages",))),
    ],
)
def test_what_is_on_the_list_is_read(text: str, expression: Expression) -> None:
    assert parse(text) == expression


def test_an_expression_knows_the_field_it_prints() -> None:
    assert parse("patient.name").field == "name"
    assert parse("clinic.name").field is None


EXPRESSION, NAME, SYNTAX, FILTER, LONG = (
    "expression", "unknown-name", "expression-syntax", "unknown-filter", "expression-too-long",
)  # fmt: skip
ICON = f"the icons are {', '.join(sorted(ICONS))}"
ONLY = "only names such as patient.name, and the filters date and default"
FILTERS = "the filters are date and default"
CONTACT = "a contact of clinic.yaml is written clinic.contacts.ID.phone, or .label"
CLINIC = "there are clinic.name, clinic.web, clinic.address, clinic.contacts"
TOPIC = "there are topic.title, topic.summary, topic.updated"
FIELD = "a field is written patient.name, in small letters"


@pytest.mark.parametrize(
    ("text", "message", "hint", "code"),
    [
        ("", "there is nothing between '{{' and '}}'", "name a field: {{ patient.name }}", EXPRESSION),
        ("name", "there is no 'name'", "fields are written patient.name", NAME),
        ("patent.name", "there is no 'patent.name'", "did you mean 'patient'?", NAME),
        ("patient", "there is no 'patient'", FIELD, NAME),
        ("patient.name.first", "there is no 'patient.name.first'", FIELD, NAME),
        ("patient.__class__", "there is no 'patient.__class__'", FIELD, NAME),
        ("patient.Name", "there is no 'patient.Name'", FIELD, NAME),
        ("clinic", "there is no 'clinic'", CLINIC, NAME),
        ("clinic.nam", "there is no 'clinic.nam'", "did you mean 'name'?", NAME),
        ("clinic.logo", "there is no 'clinic.logo'", CLINIC, NAME),
        ("clinic.name.x", "there is no 'clinic.name.x'", CLINIC, NAME),
        ("clinic.contacts", "there is no 'clinic.contacts'", CONTACT, NAME),
        ("clinic.contacts.day", "there is no 'clinic.contacts.day'", CONTACT, NAME),
        ("clinic.contacts.day.fax", "there is no 'clinic.contacts.day.fax'", CONTACT, NAME),
        ("clinic.contacts.Day.phone", "there is no 'clinic.contacts.Day.phone'", CONTACT, NAME),
        ("clinic.phone", "there is no 'clinic.phone'", CONTACT, NAME),
        ("clinic.label.day", "there is no 'clinic.label.day'", CONTACT, NAME),
        ("icon.clok", "there is no 'icon.clok'", "did you mean 'clock'?", NAME),
        ("icon.zzz", "there is no 'icon.zzz'", ICON, NAME),
        ("icon", "there is no 'icon'", ICON, NAME),
        ("icon.clock.big", "there is no 'icon.clock.big'", ICON, NAME),
        ("topic", "there is no 'topic'", TOPIC, NAME),
        ("topic.titel", "there is no 'topic.titel'", "did you mean 'title'?", NAME),
        ("topic.codes", "there is no 'topic.codes'", TOPIC, NAME),
        ("topic.title.x", "there is no 'topic.title.x'", TOPIC, NAME),
        ("date.year", "there is no 'date.year'", "write the name alone", NAME),
        ("pages.x", "there is no 'pages.x'", "write the name alone", NAME),
        ("patient.name()", "'call' is not allowed in an expression", ONLY, EXPRESSION),
        ("patient['name']", "'getitem' is not allowed in an expression", ONLY, EXPRESSION),
        ("'a' * 10 ** 9", "'mul' is not allowed in an expression", ONLY, EXPRESSION),
        ("patient.name if date else 1", "'condexpr' is not allowed in an expression", ONLY, EXPRESSION),
        ("patient.name ~ 'x'", "'concat' is not allowed in an expression", ONLY, EXPRESSION),
        ("1", "'const' is not allowed in an expression", ONLY, EXPRESSION),
        ("(patient.name, date)", "'tuple' is not allowed in an expression", ONLY, EXPRESSION),
        ("patient.name | upper", "unknown filter 'upper'", FILTERS, FILTER),
        ("patient.name | center(10 ** 9)", "unknown filter 'center'", FILTERS, FILTER),
        ("date | date | date", "the filter 'date' is given twice", "", EXPRESSION),
        ("date | default('a') | default('b')", "the filter 'default' is given twice", "", EXPRESSION),
        ("date | date('long', 'short')", "the filter 'date' takes one text in quotes", "", EXPRESSION),
        ("date | date(style='long')", "the filter 'date' takes one text in quotes", "", EXPRESSION),
        ("date | date(*x)", "the filter 'date' takes one text in quotes", "", EXPRESSION),
        ("date | date(**x)", "the filter 'date' takes one text in quotes", "", EXPRESSION),
        ("date | default(1)", "the filter 'default' takes one text in quotes", "", EXPRESSION),
        ("date | default(patient)", "the filter 'default' takes one text in quotes", "", EXPRESSION),
        ("date | default", "the filter 'default' takes one text in quotes", "", EXPRESSION),
        (
            "date | date('EEEE')",
            "there is no date style 'EEEE'",
            "the styles are full, long, medium and short",
            EXPRESSION,
        ),
        ("date {# x #}", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("date #}", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("{# x", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("date | default('}}')", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("{% x", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("date }} {{ date", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("date }} x", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("{{ date", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("date %}", "only a field may be between '{{' and '}}'", "", EXPRESSION),
        ("a" * (LONGEST + 1), "an expression is at most 200 characters long", "", LONG),
    ],
)
def test_everything_else_is_refused_with_the_reason(text: str, message: str, hint: str, code: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert (refused.value.message, refused.value.hint, refused.value.code) == (message, hint, code)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", ["patient.", "patient name", "'open", "date )"])
def test_what_cannot_be_parsed_is_refused_in_the_parser_s_words(text: str) -> None:
    from jinja2 import Environment, TemplateError

    with pytest.raises(TemplateError) as own:
        Environment(autoescape=False).parse("{{ " + text + " }}")
    assert syntax(text) == f"not an expression: {str(own.value).splitlines()[0]}"


def test_what_is_nested_too_deep_for_the_parser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from jinja2 import Environment

    assert syntax("(" * 100 + "date" + ")" * 90).startswith("not an expression: ")
    monkeypatch.setattr(Environment, "parse", lambda *_: deeper(1))
    assert syntax("(((date)))") == "not an expression: nested too deep"


def deeper(depth: int) -> int:
    return deeper(depth + 1)


def syntax(text: str) -> str:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert (refused.value.hint, refused.value.code) == ("write {{ patient.name }}", SYNTAX)
    return refused.value.message


def test_an_expression_of_the_longest_length_is_read() -> None:
    name = "patient." + "n" * (LONGEST - len("patient."))
    assert parse(name).field == "n" * (LONGEST - len("patient."))


PARTS = ["patient", "clinic", "topic", "date", "page", "contacts", "name", ".", "|", "(", ")", "'x'", "default", " "]
PARTS += [
    "[0]",
    "*",
    "~",
    "'long'",
    "not ",
    "{{",
    "}}",
    "{%",
    "if",
    "else",
    ",",
    "1",
    "_",
    "is",
    "\n",
    '"',
    "é",
    "-",
    "{",
    "#",
]


@example(["date", "|", "default", "(", "'x'", ")"])
@given(st.lists(st.sampled_from(PARTS), max_size=12) | st.lists(st.text(max_size=12), max_size=3))
def test_whatever_stands_there_is_on_the_list_or_refused(parts: list[str]) -> None:
    try:
        found = parse("".join(parts))
    except ExpressionError as error:
        assert error.message
        return
    assert found.path[0] in ROOTS
    assert all(part.isidentifier() and not part.startswith("_") for part in found.path)
    assert found.date_style in (None, *DATE_STYLES)
    # What was read says all that was written: nothing of it is lost.
    words = "".join("".join(parts).split())
    assert words.startswith(".".join(found.path))
    assert ("date(" not in words and "|date" not in words) or found.date_style is not None
    assert "default" not in words.partition("|")[2] or found.default is not None
