"""What `check` says of a translation whose original has changed, by the records above its texts."""

from __future__ import annotations

from pathlib import Path

from canary.translations import ORIGINAL, SPEAKING, TRANSLATION
from canary.workspace import write
from handout.translate.files import all_works
from handout.translate.files import write as write_works
from handout.translate.originals import Originals
from handout.translate.stale import stale

FILES = ("clinic.yaml", "content/t.yaml", "content/t.es.yaml", "content/gone.es.yaml", "content/fragments/f.es.yaml")


def found(root: Path) -> list[str]:
    return [f"{each.span} {each.severity}: {each.message}" for each in stale(root, FILES)]


def recorded(root: Path) -> None:
    write(root, {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL, "content/t.es.yaml": TRANSLATION})
    write_works(all_works([Originals(root).named("t")], "es"))


def test_a_dose_that_changed_is_told_though_nobody_changed_the_date(tmp_path: Path) -> None:
    recorded(tmp_path)
    assert found(tmp_path) == []
    write(tmp_path, {"clinic.yaml": SPEAKING, "content/t.yaml": ORIGINAL.replace("Put 5 g", "Put 2 g")})
    said = "content/t.es.yaml:14:15 warning: the original of this text has changed since it was translated"
    assert found(tmp_path) == [said]
    write_works(all_works([Originals(tmp_path).named("t")], "es"))
    [marked] = found(tmp_path)
    assert marked.endswith("has changed since it was translated")
    text = (tmp_path / "content/t.es.yaml").read_text(encoding="utf-8")
    start = text.index("    # was: |")
    (tmp_path / "content/t.es.yaml").write_text(
        text[:start] + text[text.index("    # en: |", start) :], encoding="utf-8"
    )
    assert found(tmp_path) == []


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
