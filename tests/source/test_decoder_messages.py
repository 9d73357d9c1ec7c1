"""What authors write in the places of a topic, and what is said where it can't be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, PLAIN, loaded, problems, section
from handout.diagnostics import Diagnostic


def placed(found: list[Diagnostic]) -> list[str]:
    return [f"{diagnostic.span.line}:{diagnostic.span.column} {diagnostic.message}" for diagnostic in found]


def told(root: Path, body: str, **files: str) -> list[str]:
    return placed(problems(root, {"content/t.yaml": section(body), **files}))


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("- text: {}", "9:15 expected text, found nothing"),
        ("- text: {patent: x}", "9:16 expected text, or texts by audience; 'patent' is no audience"),
        ("- text: {patient: }", "9:25 expected text, found nothing"),
        ("- text: ' '", "9:15 expected text, found nothing"),
        ("- bullets: [\"a\\n\\nb\"]", "9:19 one paragraph is allowed here"),
        ("- callout: {kind: important, title: '{{ date }}', body: [text: x]}",
         "9:44 a title, label or caption takes no {{ }}"),
        (f"- callout: {{kind: important, title: {'x' * 2001}, body: [text: x]}}",
         "9:43 a title, label or caption has at most 2,000 characters"),
        ("- callout: {kind: important, title: '', body: [text: x]}", "9:43 expected text, found nothing"),
        # Blocks.
        ("- just text", "9:9 expected a block, found text"),
        ("- [x]", "9:9 expected a block"),
        ("-", "9:8 expected a block"),
        ("- {audience: patient}", "9:9 a block without a kind"),
        ("- {text: x, bullets: [y]}", "9:19 a block is of one kind, not 'text' and 'bullets'"),
        ("- {txt: x}", "9:10 unknown block 'txt'"),
        ("- {text: x, ide: y}", "9:19 unknown key 'ide'"),
        ("- callout: {kind: important, body: x}", "9:42 expected a list of blocks, found text"),
        ("- callout: {kind: important, body: {text: x}}", "9:42 expected a list of blocks"),
        ("- callout: {kind: important, body: []}", "9:42 the body is empty"),
        ("- callout: {kind: nice, body: [text: x]}",
         "9:25 unknown value 'nice', expected good-to-know, important, get-help, self-care, soon or emergency"),
        ("- bullets: x", "9:18 expected a list of items"),
        ("- bullets: []", "9:18 'bullets' is empty"),
        ("- bullets: [{text: a, bullets: [b], steps: [c]}]", "9:19 an item holds one list: bullets or steps"),
        ("- bullets: [{text: a, body: b}]", "9:35 expected a list of blocks, found text"),
        ("- bullets: [{text: a, body: []}]", "9:35 the body is empty"),
        ("- steps: [a]\n  continue: perhaps", "10:19 expected true or false"),
        ("- bullets: [a]\n  continue: true", "10:9 unknown key 'continue'"),
        ("- side-by-side: {left: [text: a]}", "9:23 'right' is missing"),
        ("- side-by-side: {left: [], right: [text: a]}", "9:30 the body is empty"),
        ("- side-by-side: [[text: a], [text: b]]", "9:23 expected keys and values, not a list"),
        ("- side-by-side: {left: [text: a], right: [text: b], left-width: 95%}", "9:71 the left side takes"),
        ("- {text: a, notes: [b]}", "9:26 expected notes by name"),
        ("- {text: a, notes: {}}", "9:26 expected notes by name"),
        ("- {text: a, notes: {patient: b}}", "9:27 a note can't be named as the audience 'patient'"),
        ("- {text: a, notes: {b: {text: c, id: d}}}", "9:40 unknown key 'id'"),
        ("- callout: {kind: important, title: 'a[^n]', body: [text: x]}", "9:43 a title, label or caption takes no"),
        ("- text: '[a[^n]](https://a.example)'", "9:16 a note's mark can't be inside a link"),
        ("- facts: []", "9:16 'facts' is empty"),
        ("- facts: [{label: a}]", "9:17 'value' is missing"),
        ("- writing-lines: {count: 0}", "9:32 expected a number from 1 to 40"),
        ("- use: Ring Us", "9:14 an id begins with a-z and goes on with a-z, 0-9, - and _"),
        # Tables.
        ("- table: {columns: [a], rows: [[b]], groups: [{title: c, rows: [[d]]}]}",
         "9:9 a table has rows or groups, not both"),
        ("- table: {columns: [a]}", "9:9 the table has no rows"),
        ("- table: {columns: [], rows: [[b]]}", "9:9 the table has no columns"),
        ("- table: {columns: [a], groups: [{title: c, rows: []}]}", "9:40 the group has no rows"),
        ("- table: {columns: [a, b], rows: [[c]]}", "9:41 the row has 1 cell, the table 2 columns"),
        ("- table: {columns: [a], groups: [{title: t, rows: [[c, d]]}]}",
         "9:58 the row has 2 cells, the table 1 column"),
        ("- table: {columns: [a], rows: [x]}", "9:38 expected a list of cells"),
        ("- table: {columns: [{title: a, when: {age: child}}], rows: [[b]]}", "9:38 unknown key 'when'"),
        ("- table: {columns: [a], rows: [[]]}", "9:38 the row has 0 cells, the table 1 column"),
        # Medicines, figures, QR codes.
        ("- medicines: {}", "9:9 a medicine grid needs rows or blank-rows"),
        ("- medicines: {rows: [{name: a}]}", "9:28 a medicine needs a dose at a time of day, or 'as-needed'"),
        ("- medicines: {rows: [{name: a, noon: '{{ date }}'}]}", "9:45 a medicine's name, strength, dose and time"),
        ("- figure: {file: a.png}", "9:17 'alt' is missing"),
        ("- figure: {file: a.png, alt: x, width: 1pt}", "9:9 an image is at least 3pt wide"),
        ("- qr: {url: 'javascript:x'}", "9:9 the url of a QR code is no address"),
        (f"- qr: {{url: 'https://{'x' * 300}.example'}}", "9:9 the url of a QR code has at most 300 characters"),
        # Audiences and facets.
        ("- {text: x, audience: []}", "9:29 no audience is named"),
        ("- {text: x, audience: pat ient}", "9:29 unknown audience 'pat ient'"),
        ("- {text: x, audience: [{a: b}]}", "9:30 expected text, found keys and values"),
        ("- {text: x, when: age}", "9:25 expected facets with values"),
        ("- {text: x, when: {}}", "9:25 no facet is named"),
        ("- {text: x, when: {ages: child}}", "9:26 unknown facet 'ages'"),
        ("- {text: x, when: {age: []}}", "9:31 no value is named"),
        ("- {text: x, when: {age: [kid]}}", "9:32 unknown value of age 'kid', expected child, adult or old"),
        ("- {text: x, if-unknown: maybe}", "9:31 unknown value 'maybe', expected keep or drop"),
    ],
)  # fmt: skip
def test_what_a_block_can_t_be(tmp_path: Path, body: str, problem: str) -> None:
    found = told(tmp_path, body)
    assert any(line.startswith(problem) for line in found), found


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("budget: 4\n", "4:9 expected audiences with pages"),
        ("budget: {patent: {pages: 4}}\n", "4:10 unknown audience 'patent'"),
        ("budget: {patient: {pages: 0}}\n", "4:27 expected a number from 1 to 500"),
        ("sources: [{id: a, title: A, url: 'ftp://a.example'}]\n", "4:11 "),
        ("summary: [x]\n", "4:10 expected text, found a list"),
        ("codes: {icd: x}\n", "4:14 expected a list, not text"),
    ],
)
def test_what_a_head_can_t_be(tmp_path: Path, head: str, problem: str) -> None:
    found = placed(problems(tmp_path, {"content/t.yaml": section("- text: x", head)}))
    assert any(line.startswith(problem) for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    audience: [patient, clinician]\n    body", "    body", "5:5 a section must say its audience"),
        ("  - id: s0\n    title", "  - title", "5:5 a section must have an id"),
        ("sections:\n  - id: s0", "sections:\n  - x\n  - id: s0", "5:5 expected keys and values, not text"),
        ("review: {status: draft}", "review: {status: reviewed, by: A}",
         "3:9 a review says 'by', 'role', 'date' and 'due'"),
        ("review: {status: draft}", "review: {status: draft, by: A}", "3:9 a draft has no reviewer and no dates"),
        ("review: {status: draft}", "review: {status: reviewed, by: A, role: B, date: 2026-01-02, due: 2026-01-02}",
         "3:9 the next review is due after this one"),
    ],
)  # fmt: skip
def test_what_a_topic_must_say(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = section("- text: x")
    assert old in text
    found = placed(problems(tmp_path, {"content/t.yaml": text.replace(old, new)}))
    assert problem in found


@pytest.mark.parametrize("sections", ["[]", "x", "{a: b}"])
def test_a_topic_has_sections(tmp_path: Path, sections: str) -> None:
    text = section("- text: x").partition("sections:")[0] + f"sections: {sections}\n"
    assert [d.message for d in problems(tmp_path, {"content/t.yaml": text})] == ["expected a list of sections"]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("words: x\n", "expected languages with words"),
        ("words: {es: {in-shor: x}}\n", "unknown key 'in-shor'"),
        ("words: {spanish: {in-short: x}}\n", "a language is written as en"),
        ("words: {es: [x]}\n", "expected keys and values, not a list"),
        ("address: []\n", "the list is empty"),
    ],
)
def test_a_clinic_s_words(tmp_path: Path, more: str, problem: str) -> None:
    found = [d.message for d in problems(tmp_path, {"clinic.yaml": CLINIC + more})]
    assert any(problem in message for message in found)


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        ("styles: [x]", "1:9 expected roles with styles"),
        ("styles: {boddy: {}}", "1:10 unknown role 'boddy'"),
        ("header: {left: {english: x}}", "1:17 expected text, or texts by language; a language is written as en"),
        ("header: {left: {en: '{{ nope }}'}}", "1:22 there is no 'nope'"),
    ],
)
def test_what_a_layout_can_t_be(tmp_path: Path, layout: str, problem: str) -> None:
    found = problems(tmp_path, {"layouts/own.yaml": layout, "layouts/plain.yaml": PLAIN})
    assert any(f"{d.span.line}:{d.span.column} {d.message}".startswith(problem) for d in found), found


def test_empty_text_is_taken_where_it_says_something(tmp_path: Path) -> None:
    body = "- table: {columns: [a], rows: [[\"\"]]}\n- figure: {file: pixel.png, alt: ''}"
    files = {"content/t.yaml": section(body), "layouts/own.yaml": "header: {left: ''}"}
    assert "own" in loaded(tmp_path, files).layouts


def test_text_is_told_by_its_likely_cause(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"content/t.yaml": section("- bullets: [a, {Note: b}]")})
    assert "quote" in problem.hint
