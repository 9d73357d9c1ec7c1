from __future__ import annotations

import contextlib
import datetime
from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, document, loaded, section
from content.blocks.lines import lines
from handout import document as tree
from handout.diagnostics import HandoutError

ANNA: dict[str, Any] = {"name": "Anna", "birth_date": datetime.date(1961, 4, 5), "id": "A-1"}
DAY = datetime.date(2026, 3, 5)


def printed(root: Path, text: str, head: str = "", clinic: str = CLINIC, audience: str = "patient", **wish: Any) -> str:
    """What one paragraph says."""
    files = {"clinic.yaml": clinic, "content/t.yaml": section(f"- text: {text}", head)}
    made = document(loaded(root, files), audience=audience, **wish)
    part = next(node for node in made.body if isinstance(node, tree.Section))
    return next(lines(part.children[1:])).removeprefix("paragraph body: ")


def personal(root: Path, text: str, values: dict[str, Any] = ANNA, **wish: Any) -> str:
    return printed(root, text, values=values, personal=True, **wish)


def test_without_a_patient_a_field_is_a_blank_with_its_label(tmp_path: Path) -> None:
    assert printed(tmp_path, "For **{{ patient.name }}** on {{ patient.appointment }}.") == (
        "For ‹[Name] | strong, blank 128pt› on ‹[Appointment] | blank 128pt›."
    )
    assert printed(tmp_path, '"{{ patient.choice }}"') == "‹[Choice] | blank 128pt›"
    # A default is for a record that lacks the field; there is none here.
    assert printed(tmp_path, "\"{{ patient.sex | default('–') }}\"") == "‹[Sex] | blank 128pt›"


def test_a_facet_prints_its_label_without_a_person_too(tmp_path: Path) -> None:
    text = '"{{ patient.age }}, {{ patient.name }}"'
    assert printed(tmp_path, text, values={"age": "child"}) == "w1x, ‹[Name] | blank 128pt›"
    assert printed(tmp_path, text, values={}) == "‹[age] | blank 128pt›, ‹[Name] | blank 128pt›"


def test_a_facet_that_follows_from_a_date_prints_its_label(tmp_path: Path) -> None:
    years = """
  years:
    values: {child: Kid, adult: Big, old: Old}
    from: birth_date
    ranges: {child: "0-15", adult: "16-64", old: "65-"}
"""
    clinic = CLINIC.replace("facets:\n", f"facets:{years}")
    assert personal(tmp_path, '"{{ patient.years }}"', clinic=clinic, date=DAY) == "Big"


def test_a_value_is_text_whatever_is_in_it(tmp_path: Path) -> None:
    values = {**ANNA, "name": "*Ann* <b> {{ x }} [a](b)"}
    assert personal(tmp_path, '"**{{ patient.name }}**"', values) == "‹*Ann* <b> {{ x }} [a](b) | strong, slot›"


def test_dates_are_written_in_the_language_of_the_document(tmp_path: Path) -> None:
    text = "\"{{ patient.birth_date }}, {{ patient.birth_date | date('short') }}\""
    assert personal(tmp_path, text) == "‹April 5, 1961 | slot›, ‹4/5/1961 | slot›"
    british = CLINIC.replace("language: en", "language: en-GB")
    assert personal(tmp_path, text, clinic=british) == "‹5 April 1961 | slot›, ‹05/04/1961 | slot›"
    values = {**ANNA, "appointment": datetime.datetime.fromisoformat("2026-03-05T09:30")}
    assert personal(tmp_path, '"{{ patient.appointment }}"', values, clinic=british) == "‹5 March 2026 at 09:30 | slot›"


def test_a_record_that_lacks_a_field_is_refused_by_the_field_s_name(tmp_path: Path) -> None:
    with pytest.raises(HandoutError) as refused:
        personal(tmp_path, '"{{ patient.mrn }} {{ patient.seen_by }}"')
    assert [d.message for d in refused.value.diagnostics] == [
        "the record lacks 'mrn', which the text uses",
        "the record lacks 'seen_by', which the text uses",
    ]
    assert "Anna" not in str(refused.value)


def test_a_default_or_a_blank_stands_for_what_need_not_be_there(tmp_path: Path) -> None:
    assert personal(tmp_path, "\"a {{ patient.mrn | default('none') }} b\"") == "a ‹none | slot› b"
    assert personal(tmp_path, "\"a {{ patient.mrn | default('') }} b\"") == "a b"
    assert personal(tmp_path, '"{{ patient.sex }}"') == "‹[Sex] | slot, blank 128pt›"


def test_what_isn_t_the_patient_s_is_no_slot(tmp_path: Path) -> None:
    clinic = CLINIC.replace("language: en\n", "language: en\naddress: [1 Lane, Town]\nweb: https://c.example\n")
    text = '"{{ clinic.name }}, {{ clinic.address }}, {{ clinic.web }}, {{ clinic.contacts.day.label }}"'
    wanted = "The clinic, ‹1 Lane | whole›, ‹Town | whole›, https://c.example, By day"
    assert personal(tmp_path, text, clinic=clinic) == wanted
    assert printed(tmp_path, '"{{ clinic.contacts.day.phone }}"') == "‹555 0100 | whole, → tel:5550100›"
    head = "updated: 2026-11-01\n"
    assert printed(tmp_path, '"{{ topic.title }} {{ topic.updated }}"', head) == "Title November 1, 2026"
    assert printed(tmp_path, "\"{{ topic.updated | date('medium') }}\"", head) == "Nov 1, 2026"


def test_the_date_is_the_document_s_own(tmp_path: Path) -> None:
    assert printed(tmp_path, '"{{ date }}"', date=DAY) == "March 5, 2026"
    assert printed(tmp_path, "\"{{ date | default('undated') }}\"") == "undated"
    assert printed(tmp_path, '"On {{ date }} or later"') == "On or later"
    assert printed(tmp_path, '"{{ date }} or later"') == "or later"


def test_fields_are_filled_in_lists_tables_and_the_summary(tmp_path: Path) -> None:
    body = (
        "- bullets: [{text: a, steps: ['{{ patient.name }}']}]\n- table: {columns: [A], rows: [['{{ patient.id }}']]}"
    )
    workspace = loaded(tmp_path, {"content/t.yaml": section(body, "summary: For {{ patient.name }}\n")})
    made = document(workspace, values=ANNA, personal=True)
    slots = [
        run.text for leaf in tree.walk(made.body) for run in leaf.runs if run.slot and leaf.role != "patient-value"
    ]
    assert slots == ["Anna", "Anna", "A-1"]


def test_a_language_without_dates_is_refused(tmp_path: Path) -> None:
    from handout.i18n import dates

    with pytest.raises(ValueError, match="dates can't be written in the language 'xx-XX'"):
        dates.written(DAY, "xx-XX")
    with pytest.raises(HandoutError):
        printed(tmp_path, '"{{ date }}"', head="language: zxx\n", date=DAY)


@pytest.mark.parametrize("style", ["full", "long", "medium", "short"])
def test_a_year_has_four_digits_in_every_language(style: str) -> None:
    from babel import localedata

    from handout.i18n import dates

    day = datetime.date(1925, 2, 1)
    for name in localedata.locale_identifiers():
        with contextlib.suppress(ValueError):
            assert any(year in dates.written(day, name.replace("_", "-"), style) for year in YEARS), name


YEARS = ("1925", "١٩٢٥", "۱۹۲۵", "১৯২৫", "१९२५", "၁၉၂၅", "༡༩༢༥")


def test_a_time_stands_behind_its_date() -> None:
    from handout.i18n import dates

    moment = datetime.datetime.fromisoformat("2026-03-05T21:05")
    assert dates.written(moment, "en-GB") == "5 March 2026 21:05"
    assert dates.written(moment, "de", at="um") == "5. März 2026 um 21:05"
    assert dates.written(moment, "en-US", "short") == "3/5/2026 9:05\u00a0PM"
    assert dates.written(DAY, "es-XX") == dates.written(DAY, "es")


def test_a_header_may_say_the_summary_and_a_date_that_isn_t_there_is_passed_over(tmp_path: Path) -> None:
    layout = "header: {left: '{{ topic.summary }}', right: '{{ topic.updated }}'}\n"
    head = "summary: In **short** for {{ clinic.name }}\n"
    files = {"content/t.yaml": section("- text: x", head), "layouts/plain.yaml": layout}
    made = document(loaded(tmp_path, files))
    assert made.header.left is not None
    assert made.header.left.text == "In short for The clinic"
    assert made.header.right is None
    bare = document(loaded(tmp_path, {**files, "content/t.yaml": section("- text: x")}))
    assert bare.header.left is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Made {{ date }}{{ clinic.name }} here", "Made The clinic here"),
        ("Made {{ date }}**{{ clinic.name }}**", "Made ‹The clinic | strong›"),
        ("Made {{ date }}{{ date }}on paper", "Made on paper"),
        ("Made {{ date }}+44 5", "Made +44 5"),
        ("Made {{ date }} on paper", "Made on paper"),
        ("Made {{ date }}, on paper", "Made, on paper"),
        ("Made (on {{ date }})", "Made (on)"),
        ("Made {{ date }}", "Made"),
        ("Made {{ date }}{{ patient.name }}", "Made ‹[Name] | blank 128pt›"),
    ],
)
def test_where_nothing_is_printed_no_words_are_joined(text: str, words: str, tmp_path: Path) -> None:
    assert printed(tmp_path, f"'{text}'").replace("*", "").replace("_", "") == words


def test_a_header_says_all_that_the_summary_says(tmp_path: Path) -> None:
    """The title that a reference prints, the number of a source, and a link's address; no page, as it is on each."""
    layout = "footer: {left: '{{ topic.summary }}'}\n"
    head = "summary: See [](#s0) *today* [@b], or [there](#s0); call [us](https://x.example).\n"
    head += "sources: [{id: a, title: A}, {id: b, title: B}]\n"
    files = {"content/t.yaml": section("- text: x", head), "layouts/plain.yaml": layout}
    cell = document(loaded(tmp_path, files)).footer.left
    assert cell is not None
    assert cell.text == "See Section today [1], or there; call us (x.example)."
    assert {run.page_of for run in cell.runs} == {None}
    assert {run.link for run in cell.runs} == {None, "https://x.example"}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("patient.birth_date", "22 September 2027"),
        ("patient.birth_date | date('short')", "22/01/2027"),
        ("patient.appointment", "22 September 2027 at 22:30"),
        ("patient.name", ""),
    ],
)
def test_a_date_has_the_width_of_the_longest_one(field: str, words: str, tmp_path: Path) -> None:
    """Whatever the record's own date is."""
    clinic = CLINIC.replace("language: en", "language: en-GB")
    files = {"clinic.yaml": clinic, "content/t.yaml": section(f'- text: "{{{{ {field} }}}}"')}
    values = {**ANNA, "appointment": datetime.datetime.fromisoformat("2026-05-01T09:30")}
    made = document(loaded(tmp_path, files), audience="patient", values=values, personal=True)
    found = {run.measured for leaf in tree.walk(made.body) for run in leaf.runs if run.slot and leaf.role == "body"}
    assert found == {words}
