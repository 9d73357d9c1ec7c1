"""What is answered to whom, without the network; and what is on the page, escaped."""

from __future__ import annotations

import re

import pytest

from handout.diagnostics import Diagnostic, Span
from handout.preview import view
from handout.preview.routes import POLICY, STATIC, Response, Site
from handout.preview.state import AudienceColumn, PageImage, PreviewState

SITE = Site(8000, "token-of-this-run")
NASTY = "<script>alert('x')</script>&\"'"


def _page(number: int, words: str = "Some words.") -> PageImage:
    return PageImage(number=number, key=f"{number:032x}", width=10, height=20, png=b"picture", words=words)


def _column(audience: str, *, restricted: bool = False, stale: bool = False, title: str = "Dry skin") -> AudienceColumn:
    pages = (_page(1), _page(2))
    return AudienceColumn(
        audience=audience, restricted=restricted, title=title, layout=audience, language="en", pages=pages, stale=stale
    )


STATE = PreviewState(version=3, topic="dry-skin", columns=(_column("patient"), _column("clinician", restricted=True)))


def get(
    target: str, *, method: str = "GET", hosts: tuple[str, ...] = ("127.0.0.1:8000",), state: PreviewState = STATE
) -> Response:
    return SITE.answer(method, target, hosts, state)


def test_the_page_and_what_belongs_to_it() -> None:
    assert SITE.address == "http://127.0.0.1:8000/token-of-this-run/"
    html = get("/token-of-this-run/").body.decode()
    for name in re.findall(r'(?:src|href)="([^"#]+)"', html):
        answer = get(f"/token-of-this-run/{name}")
        assert answer.status == 200, name
        assert "://" not in name
    assert {name for name in STATIC if f'"{name}"' in html} == set(STATIC)
    assert get("/token-of-this-run/events").events


@pytest.mark.parametrize(
    "hosts",
    [
        (), ("",), ("evil.example",), ("evil.example:8000",), ("127.0.0.1",), ("127.0.0.1:8001",), ("127.0.0.1:80000",),
        ("127.0.0.1:8000.evil.example",), ("127.0.0.1:8000", "evil.example"), ("[::1]:8000",), ("0.0.0.0:8000",),
    ],
)  # fmt: skip
def test_a_foreign_name_is_refused_even_with_the_token(hosts: tuple[str, ...]) -> None:
    answer = get("/token-of-this-run/", hosts=hosts)
    assert answer.status == 403
    assert b"Dry skin" not in answer.body


def test_this_machine_has_two_names() -> None:
    assert get("/token-of-this-run/", hosts=("localhost:8000",)).status == 200
    assert get("/token-of-this-run/", hosts=("LOCALHOST:8000",)).status == 200
    assert Site(80, "token-of-this-run").answer("GET", "/token-of-this-run/", ("127.0.0.1",), STATE).status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/", "", "/token-of-this-run", "/token-of-this-ru/", "/token-of-this-runn/", "/TOKEN-OF-THIS-RUN/", "/é/", "//",
        "/style.css", "/page/00000000000000000000000000000001.png", "http://127.0.0.1:8000/token-of-this-run/",
    ],
)  # fmt: skip
def test_without_the_token_there_is_nothing(target: str) -> None:
    answer = get(target)
    assert answer.status == 404
    assert b"token-of-this-run" not in answer.body


@pytest.mark.parametrize(
    "name",
    [
        "nothing", "view?x=1", "../routes.py", "page.html", "view.html", "routes.py", "page/", "page/1.png",
        "page/00000000000000000000000000000001", "page/../style.css", "%2e%2e/style.css", "style.css/",
    ],
)  # fmt: skip
def test_other_names_are_nothing_even_with_the_token(name: str) -> None:
    assert get(f"/token-of-this-run/{name}").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get"])
def test_nothing_but_get(method: str) -> None:
    assert get("/token-of-this-run/", method=method).status == 405
    assert get("/", method=method).status == 404


def test_nothing_from_elsewhere_may_run_on_the_page() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    html = view.page(STATE)
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)
    assert re.findall(r"<script[^>]*>", html) == ['<script src="script.js" defer>']


def test_everything_from_files_is_escaped() -> None:
    problem = Diagnostic(Span(NASTY, 1, 2), NASTY, NASTY)
    column = AudienceColumn(
        audience="patient", restricted=False, title=NASTY, layout="own", language=NASTY, pages=(_page(1, NASTY),),
    )  # fmt: skip
    state = PreviewState(version=1, topic=NASTY, columns=(column,), problems=(problem,), warnings=(problem,))
    html = view.page(state)
    assert "alert" in html
    assert "<script>alert" not in html
    assert html.count("<script") == 1
    assert not re.search(r'="[^"]*(?:<|\'x\')[^"]*"', html)


def test_columns_say_for_whom_they_are_and_pages_what_they_are() -> None:
    html = view.page(STATE)
    patient, clinician = html.split('data-audience="clinician"')
    assert "Restricted – not for patients" not in patient
    assert "Restricted – not for patients" in clinician
    assert "For patients" in patient
    assert 'alt="Page 2 of 2: Dry skin, for patient. Opens large."' in patient
    assert "<h1>Dry skin</h1>" in html
    assert re.findall(r"<h(\d)", html) == ["1", "2", "2"]


def test_how_things_stand() -> None:
    wrong = Diagnostic(Span("a.yaml", 3, 4), "it is wrong", "mend it")
    stale = tuple(_column(name, stale=True) for name in ("patient", "clinician"))
    assert view.status(PreviewState(topic="dry-skin")) == "Making the pages …"
    assert view.status(STATE) == "Up to date"
    broken = PreviewState(version=4, topic="dry-skin", columns=stale, problems=(wrong,))
    html = view.fragment(broken)
    assert "1 mistake; the greyed pages are the last good ones" in html
    assert "<title>✗ Dry skin" in view.page(broken)
    assert "<title>Dry skin" in view.page(STATE)
    assert html.count("Last good version") == 2
    assert html.count(", last good version. Opens large.") == 4
    assert re.sub(r"<[^>]+>", "", html[html.index("<li") : html.index("</li>")]) == (
        "error a.yaml:3:4 it is wrong hint: mend it"
    )
    assert (
        view.status(PreviewState(version=1, topic="dry-skin", problems=(wrong, wrong)))
        == "2 mistakes; there are no pages yet"
    )
