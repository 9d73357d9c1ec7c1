"""The page in a real browser: both audiences, an edit, a mistake, its mending, and what the keyboard reaches."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import environment, workspace

from .browser import Browser, chromium
from .test_making import edit

STATUS = "document.getElementById('status').textContent"
DRAWN = "[...document.images].every((image) => image.complete && image.naturalWidth > 0)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path / "clinic")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """A preview of the workspace, as somebody would start it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "handout", "preview", "plain", "--watch"],
        cwd=folder, env=environment({}), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(tmp_path / "profile") as browser:
        browser.size(1366, 768)
        yield browser


def words(audience: str) -> str:
    return f"document.querySelector('#for-{audience} pre')?.textContent"


def test_following_what_is_written(browser: Browser, address: str, folder: Path) -> None:
    browser.open(address)
    browser.wait(f"document.images.length == 2 && {DRAWN}")
    assert browser.ask(STATUS) == "Up to date"
    assert browser.ask("document.title") == "A plain topic – handout preview"
    assert "Some words." in browser.ask(words("patient"))
    assert "More words." not in browser.ask(words("patient"))
    assert "More words." in browser.ask(words("clinician"))
    left, right = (
        browser.ask(f"document.querySelector('#for-{name} img').getBoundingClientRect().left")
        for name in ("patient", "clinician")
    )
    assert left < 683 < right, "the audiences don't stand side by side"
    assert "Restricted – not for patients" in browser.ask("document.getElementById('for-clinician').innerText")

    # What hasn't changed isn't loaded again, and the reader stays where they are.
    browser.ask("scrollTo(0, 200); document.querySelector('#for-clinician img').mine = true")
    edit(folder, "Some words.", "Quite other words, <mark>not bold</mark>.")
    edit(folder, "audience: [patient, clinician]\n    body", "audience: [patient]\n    body")
    browser.wait("document.querySelectorAll('.changed').length == 2")
    assert browser.ask(STATUS) == "Up to date; 2 pages have changed"
    assert "Quite other words, <mark>not bold</mark>." in browser.ask(words("patient"))
    assert browser.ask("scrollY") == 200
    browser.ask("document.querySelector('#for-clinician img').mine = true")
    edit(folder, "Quite other", "Still other")
    browser.wait(f"{words('patient')}.includes('Still other')")
    assert browser.ask(STATUS) == "Up to date; 1 page has changed"
    assert browser.ask("document.querySelector('#for-clinician img').mine === true")

    edit(folder, "audience: clinician", "audience: clinican")
    browser.wait("document.querySelectorAll('.stale').length == 2")
    assert browser.ask(STATUS) == "1 mistake; the greyed pages are the last good ones"
    told = browser.ask("document.getElementById('notes').innerText")
    for said in ("content/plain.yaml:12:15", "unknown audience 'clinican'", "did you mean 'clinician'?"):
        assert said in told
    assert browser.ask("getComputedStyle(document.querySelector('#for-patient img')).filter") != "none"
    assert "Still other" in browser.ask(words("patient"))

    edit(folder, "audience: clinican", "audience: clinician")
    browser.wait("document.querySelectorAll('.stale').length == 0")
    assert browser.ask("document.getElementById('notes').innerText.trim()") == ""
    assert browser.ask(STATUS) == "Up to date"
    browser.wait(DRAWN)
    assert [asked for asked in browser.asked if not asked.startswith(address)] == []


def test_a_start_with_a_mistake_and_content_that_looks_like_a_page(
    browser: Browser, address: str, folder: Path
) -> None:
    browser.open(address)
    browser.wait("document.images.length == 2")
    title = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
    edit(folder, "A plain topic", title)
    browser.wait("document.querySelector('h1').textContent.includes('taken')")
    assert browser.ask("document.title") == f"{title} – handout preview"
    assert browser.ask("document.images.length") == 2
    edit(folder, "review: {status: draft}", "")
    browser.open(address)
    browser.wait("document.querySelectorAll('.error').length == 1")
    assert browser.ask("document.title").startswith("✗ ")


def test_a_narrow_window_and_the_keyboard(browser: Browser, address: str, folder: Path) -> None:
    browser.size(360, 640)
    browser.open(address)
    browser.wait(f"document.images.length == 2 && {DRAWN}")
    assert browser.ask("document.documentElement.scrollWidth") <= 360
    assert browser.ask("document.querySelector('nav').innerText.split(/\\s+/)") == ["patient", "clinician"]
    reached = []
    for _ in range(7):
        browser.call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
        browser.call("Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(browser.ask("document.activeElement.localName"))
    assert reached == ["a", "a", "a", "a", "summary", "a", "summary"]
    names = browser.ask("[...document.images].map((image) => image.alt)")
    assert names == [f"Page 1 of 1: A plain topic, for {name}. Opens large." for name in ("patient", "clinician")]


@pytest.mark.parametrize("variable", ["CI", "HANDOUT_REQUIRE_BROWSER"])
def test_without_a_browser_it_is_skipped_but_never_where_one_is_required(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("CI", "HANDOUT_REQUIRE_BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        chromium()
    monkeypatch.setenv(variable, "1")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        chromium()


def test_the_end_is_told(browser: Browser, folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "handout", "preview", "plain", "--watch"],
        cwd=folder, env=environment({}), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    browser.open(process.stdout.readline().strip())
    browser.wait("document.images.length == 2")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    browser.wait(f"{STATUS} == 'The preview has ended; start it again in the terminal'")
