"""A callout for emergencies is refused where nobody knows the number, and prints that of the clinic's country."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, document, loaded, section
from handout.check.workspace import check
from handout.diagnostics import HandoutError
from handout.document import walk
from handout.i18n.emergency import emergency_number
from handout.pipeline import Renderer, Request

EMERGENCY = "- callout: {kind: emergency, body: [text: Do not wait.]}\n"


def with_clinic(language: str, more: str = "") -> dict[str, str]:
    clinic = CLINIC.replace("language: en\n", f"language: {language}\n{more}")
    return {"clinic.yaml": clinic, "content/t.yaml": section(EMERGENCY)}


def test_a_number_that_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, with_clinic("en"))
    [found] = [each for each in check(tmp_path, ["t"]) if each.severity == "error"]
    with pytest.raises(HandoutError) as caught:
        document(workspace)
    assert (found,) == caught.value.diagnostics
    assert (found.code, found.span.line) == ("emergency-number", 9)


@pytest.mark.parametrize(
    ("language", "more", "line", "link"),
    [
        ("en-GB", "", "Call 999", "tel:999"),
        ("en-US", "", "Call 911", "tel:911"),
        ("es-US", "", "Llame al 911", "tel:911"),
        ("de-AT", "", "Notruf 112", "tel:112"),
        ("en-GB", "emergency: 1 55\n", "Call 1 55", "tel:155"),
        ("en", "emergency: Bell 3\n", "Call Bell 3", None),
    ],
)
def test_the_number_is_the_clinics_or_its_countrys(
    tmp_path: Path, language: str, more: str, line: str, link: str | None
) -> None:
    workspace = loaded(tmp_path, with_clinic(language, more))
    assert [each for each in check(tmp_path, ["t"]) if each.severity == "error"] == []
    [leaf] = [leaf for leaf in walk(document(workspace).body) if leaf.role == "phone"]
    assert (leaf.text, leaf.runs[0].link) == (line, link)
    assert Renderer(workspace).render(Request(topics=("t",), audience="patient")).pages == 1


def test_countries() -> None:
    languages = ("en-GB", "en-AU", "zh-Hans-NZ", "de-DE", "en", "zh-Hans", "pt-BR")
    assert [emergency_number(each) for each in languages] == ["999", "000", "111", "112", None, None, None]
