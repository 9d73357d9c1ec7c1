from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handout.expressions import DATE_STYLES, LONGEST, Expression, ExpressionError, parse

ROOTS = {"patient", "clinic", "topic", "date", "page", "pages"}


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("patient.name", Expression(("patient", "name"))),
        ("  patient.name  ", Expression(("patient", "name"))),
        ("clinic.contacts.day.phone", Expression(("clinic", "contacts", "day", "phone"))),
        ("clinic.contacts.day.label", Expression(("clinic", "contacts", "day", "label"))),
        ("clinic.name", Expression(("clinic", "name"))),
        ("topic.summary", Expression(("topic", "summary"))),
        ("date", Expression(("date",))),
        ("date | date", Expression(("date",), date_style="long")),
        ("patient.birth_date | date('short')", Expression(("patient", "birth_date"), date_style="short")),
        ("patient.sex | default('–')", Expression(("patient", "sex"), default="–")),
        ("patient.d|default('')|date('full')", Expression(("patient", "d"), date_style="full", default="")),
        ("page", Expression(("page",))),
    ],
)
def test_what_is_on_the_list_is_read(text: str, expression: Expression) -> None:
    assert parse(text) == expression


def test_an_expression_knows_the_field_it_prints() -> None:
    assert parse("patient.name").field == "name"
    assert parse("clinic.name").field is None


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "nothing stands between '{{' and '}}'", "patient.name"),
        ("name", "there is no 'name'", "fields are written patient.name"),
        ("patent.name", "there is no 'patent.name'", "did you mean 'patient'?"),
        ("patient", "there is no 'patient'", ""),
        ("patient.name.first", "there is no 'patient.name.first'", ""),
        ("clinic", "there is no 'clinic'", ""),
        ("clinic.nam", "there is no 'clinic.nam'", "did you mean 'name'?"),
        ("topic.titel", "there is no 'topic.titel'", "did you mean 'title'?"),
        ("clinic.contacts.day", "there is no 'clinic.contacts.day'", "contacts"),
        ("patient.__class__", "there is no 'patient.__class__'", ""),
        ("patient.Name", "there is no 'patient.Name'", ""),
        ("date.year", "there is no 'date.year'", ""),
        ("patient.name()", "'call' is not allowed in an expression", "only names"),
        ("patient['name']", "'getitem' is not allowed in an expression", "only names"),
        ("'a' * 10 ** 9", "'mul' is not allowed in an expression", "only names"),
        ("patient.name if date else 1", "'condexpr' is not allowed in an expression", "only names"),
        ("patient.name ~ 'x'", "'concat' is not allowed in an expression", "only names"),
        ("1", "'const' is not allowed in an expression", "only names"),
        ("(patient.name, date)", "'tuple' is not allowed in an expression", "only names"),
        ("patient.name | upper", "unknown filter 'upper'", "the filters are date and default"),
        ("patient.name | center(10 ** 9)", "unknown filter 'center'", "the filters are date and default"),
        ("date | date | date", "the filter 'date' is given twice", ""),
        ("date | date('long', 'short')", "the filter 'date' takes one text in quotes", ""),
        ("date | date(style='long')", "the filter 'date' takes one text in quotes", ""),
        ("date | date(*x)", "the filter 'date' takes one text in quotes", ""),
        ("date | date(**x)", "the filter 'date' takes one text in quotes", ""),
        ("date | default(1)", "the filter 'default' takes one text in quotes", ""),
        ("date | default", "the filter 'default' takes one text in quotes", ""),
        ("date | date('EEEE')", "there is no date style 'EEEE'", "the styles are full, long, medium and short"),
        ("date {# x #}", "only a field may stand between", ""),
        ("date }} {{ date", "only a field may stand between", ""),
        ("date %}", "only a field may stand between", ""),
        ("patient.", "not an expression: ", "write {{ patient.name }}"),
        ("patient name", "not an expression: ", "write {{ patient.name }}"),
        ("'open", "not an expression: ", "write {{ patient.name }}"),
        ("a" * (LONGEST + 1), "an expression is at most 200 characters long", ""),
        ("(" * 100 + "date" + ")" * 90, "not an expression", ""),
    ],
)
def test_everything_else_is_refused_with_the_reason(text: str, message: str, hint: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert refused.value.code


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
