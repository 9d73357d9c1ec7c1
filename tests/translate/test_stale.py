"""What `check` says of a translation whose original has changed, by the records above its texts."""

from __future__ import annotations

from pathlib import Path

from canary.translations import ORIGINAL, SPEAKING, TRANSLATION
from canary.workspace import write
from handout.check.workspace import check
from handout.requests.warnings import text_warnings
from handout.translate.files import all_works
from handout.translate.files import write as write_works
from handout.translate.originals import Originals
from handout.translate.stale import stale
from handout.workspace.load import load

CODE = "stale-translation"
RING = "audience: [patient, clinician]\nreview: {status: draft}\nupdated: 2026-02-01\nbody: [{text: Ring by day.}]\n"
TRANSLATED_RING = "translates: 2026-02-01\nreview: {status: draft}\nbody: [{text: Llame.}]\n"


def found(root: Path) -> list[str]:
    """What a check of the whole workspace says of texts that are out of date."""
    return [f"{each.span} {each.severity}: {each.message}" for each in check(root, None) if each.code == CODE]


def recorded(root: Path) -> None:
    write(root, {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL, "content/t.es.yaml": TRANSLATION})
    write_works(all_works([Originals(root).named("t")], "es"))


def test_a_dose_that_changed_is_told_though_nobody_changed_the_date(tmp_path: Path) -> None:
    recorded(tmp_path)
    assert found(tmp_path) == []
    write(tmp_path, {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL.replace("Put 5 g", "Put 2 g")})
    said = "content/t.es.yaml:14:15 warning: the original of this text has changed since it was translated"
    assert found(tmp_path) == [said]
    assert [each.code for each in check(tmp_path, ["t"]) if each.code == CODE] == [CODE]
    write_works(all_works([Originals(tmp_path).named("t")], "es"))
    [marked] = found(tmp_path)
    assert marked.endswith("has changed since it was translated")
    text = (tmp_path / "content/t.es.yaml").read_text(encoding="utf-8")
    start = text.index("    # was: |")
    (tmp_path / "content/t.es.yaml").write_text(
        text[:start] + text[text.index("    # en: |", start) :], encoding="utf-8"
    )
    assert found(tmp_path) == []


def test_who_prints_the_translation_is_warned_too(tmp_path: Path) -> None:
    recorded(tmp_path)
    write(tmp_path, {"content/t.yaml": ORIGINAL.replace("Put 5 g", "Put 2 g")})
    printed = [each.code for each in text_warnings(load(tmp_path, ["t"], languages=("es",)))]
    assert printed == ["translation-numbers", "translation-numbers", CODE]
    assert text_warnings(load(tmp_path, ["t"])) == []


def test_a_translation_without_records_or_with_mistakes_is_left_to_others(tmp_path: Path) -> None:
    write(tmp_path, {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL, "content/t.es.yaml": TRANSLATION})
    assert found(tmp_path) == []
    write(
        tmp_path,
        {
            "clinic.yaml": SPEAKING,
            "content/t.es.yaml": "# en: x\ntitle: [\n",
            "content/gone.es.yaml": "# en: x\na: b\n",
        },
    )
    assert found(tmp_path) == []


def test_a_fragment_that_changed_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"clinic.yaml": SPEAKING, "content/fragments/ring.yaml": RING})
    write(tmp_path, {"content/fragments/ring.es.yaml": TRANSLATED_RING})
    write_works(all_works([Originals(tmp_path).named("ring")], "es"))
    assert found(tmp_path) == []
    write(tmp_path, {"content/fragments/ring.yaml": RING.replace("by day", "by night")})
    assert [each.partition(":")[0] for each in found(tmp_path)] == ["content/fragments/ring.es.yaml"]


def test_nothing_that_the_check_has_read_is_read_again(tmp_path: Path) -> None:
    recorded(tmp_path)
    write(tmp_path, {"content/t.yaml": ORIGINAL.replace("Put 5 g", "Put 2 g")})
    workspace = load(tmp_path, languages=None)
    write(tmp_path, {"content/t.yaml": "title: [", "clinic.yaml": "name: ["})
    assert [problem.code for problem in stale(workspace)] == [CODE]
