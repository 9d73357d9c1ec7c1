"""What an update does to a translation, change by change."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.translations import ORIGINAL, SPEAKING, TRANSLATION
from canary.workspace import write
from handout.diagnostics import HandoutError
from handout.translate.files import all_works, work
from handout.translate.files import write as write_works
from handout.translate.originals import Original, Originals, into
from handout.translate.update import WrittenTranslation, updated

LATER = ORIGINAL.replace("2026-02-01", "2026-03-01")


def original(root: Path, page: str = ORIGINAL) -> Original:
    return Originals(write(root, {"clinic.yaml": SPEAKING, "content/t.yaml": page})).named("t")


def recorded(root: Path, translation: str = TRANSLATION) -> str:
    return updated(original(root), translation.encode(), "content/t.es.yaml").content.decode()


def after(root: Path, page: str, translation: str) -> WrittenTranslation:
    return updated(original(root, page), translation.encode(), "content/t.es.yaml")


def lines(written: WrittenTranslation) -> list[str]:
    return [line.strip() for line in written.content.decode().splitlines()]


def test_a_skeleton_has_the_texts_above_empty_values(tmp_path: Path) -> None:
    made = work(original(tmp_path), "es")
    assert made.file == "content/t.es.yaml"
    assert made.written.missing == made.written.texts == 6
    text = made.written.content.decode()
    assert text.startswith("# content/t.yaml in Spanish. Above each text is the original's: # en: …\n")
    assert (
        text[text.index("translates") :]
        == """\
translates: 2026-02-01
review: {status: draft}
# en: Dry skin
title:
sections:
  - id: what
    # en: What is it?
    title:
    body:
    # en: |
    #   Put 5 g on your skin. Ring {{ clinic.contacts.day.phone }}.
    #
    #   Use it at night [@book].
      - text:
      - bullets:
        # en: one
          -
        # en: only the doctors of this clinic may read this sentence
          - text:
        # en: for children
          - text:
"""
    )


def test_what_is_written_by_hand_gets_its_records_and_stays(tmp_path: Path) -> None:
    by_hand = TRANSLATION.replace("  - id: what", "  # A note of mine.\n  - id: what").replace("uno", "'uno'")
    new = recorded(tmp_path, by_hand)
    kept = "".join(
        line
        for line in new.splitlines(keepends=True)
        if not line.strip().startswith(("# en:", "#  ")) and line.strip() != "#"
    )
    assert kept == by_hand
    assert new.count("# en:") == 6


def test_a_text_that_changed_is_marked_until_the_mark_is_deleted(tmp_path: Path) -> None:
    old = recorded(tmp_path)
    page = LATER.replace("- one", "- one or two")
    new = after(tmp_path, page, old)
    assert (new.changed, new.missing, new.gone) == (1, 0, 0)
    text = new.content.decode()
    assert "        # was: one\n        # en: one or two\n          - uno\n" in text
    assert "translates: 2026-02-01" in text
    mended = text.replace("        # was: one\n", "").replace("- uno", "- uno o dos")
    assert after(tmp_path, page, mended).content.decode() == mended.replace("2026-02-01", "2026-03-01")


def test_the_oldest_text_is_kept_and_a_text_that_came_back_needs_no_mark(tmp_path: Path) -> None:
    old = after(tmp_path, LATER.replace("- one", "- two"), recorded(tmp_path)).content.decode()
    new = after(tmp_path, LATER.replace("- one", "- three"), old).content.decode()
    assert "# was: one\n        # en: three\n" in new
    back = after(tmp_path, LATER, new)
    assert back.changed == 0
    assert back.content.decode() == recorded(tmp_path).replace("2026-02-01", "2026-03-01")


def test_what_is_new_is_empty_and_what_is_gone_is_at_the_end(tmp_path: Path) -> None:
    page = LATER.replace("- one\n", "- something else entirely\n          - one\n").replace(
        "          - text: for children\n            when: {age: child}\n            if-unknown: keep\n", ""
    )
    new = after(tmp_path, page, recorded(tmp_path))
    assert (new.changed, new.missing, new.gone) == (0, 1, 2)
    text = new.content.decode()
    assert "        # en: something else entirely\n          -\n        # en: one\n          - uno\n" in text
    assert text.endswith(
        "\n# No longer in the original; delete what isn't needed:\n"
        "#           # en: for children\n#             - text: para niños\n"
    )
    again = after(tmp_path, LATER.replace("          - one\n", ""), text)
    assert again.content.decode().count("# No longer in the original") == 1


def test_an_item_that_moved_takes_its_text_along(tmp_path: Path) -> None:
    page = LATER.replace("          - one\n", "") + "          - one\n"
    new = after(tmp_path, page, recorded(tmp_path))
    assert (new.changed, new.missing, new.gone) == (0, 0, 0)
    assert new.content.decode().endswith("# en: one\n          - uno\n")


def test_a_section_is_found_by_its_id(tmp_path: Path) -> None:
    more = "  - {id: more, title: More, audience: [patient], body: [{text: Words.}]}\n"
    first = LATER.replace("sections:\n", f"sections:\n{more}")
    new = after(tmp_path, first, recorded(tmp_path))
    assert new.missing == 2
    filled = (
        new.content.decode()
        .replace("title:\n    body:", "title: Más\n    body:")
        .replace("- text:\n", "- text: Palabras.\n")
    )
    assert after(tmp_path, first, filled).missing == 0
    swapped = after(tmp_path, LATER + more, filled)
    assert (swapped.missing, swapped.changed, swapped.gone) == (0, 0, 0)
    assert lines(swapped).index("- id: what") < lines(swapped).index("- id: more")


@pytest.mark.parametrize(
    ("old", "new"),
    [("- one", "- {patient: one, clinician: two}"), ("- one", "- text: one\n            audience: patient")],
)
def test_another_shape_is_written_anew_and_the_old_text_is_kept(tmp_path: Path, old: str, new: str) -> None:
    written = after(tmp_path, LATER.replace(old, new), recorded(tmp_path))
    assert written.missing >= 1
    assert any(line.startswith("#") and line.endswith("uno") for line in lines(written))


def test_a_list_in_brackets_is_written_anew_with_its_texts(tmp_path: Path) -> None:
    by_hand = TRANSLATION[: TRANSLATION.index("      - bullets")] + (
        '      - bullets: [uno, {text: "solo, los médicos"}, {text: para niños}]\n'
    )
    new = after(tmp_path, LATER.replace("- one\n", "- one\n          - another\n"), recorded(tmp_path, by_hand))
    assert (new.missing, new.changed, new.gone) == (1, 0, 0)
    found = lines(new)
    assert found[found.index("- bullets:") :] == [
        "- bullets:", "# en: one", "- uno", "# en: another", "-",
        "# en: only the doctors of this clinic may read this sentence", "- text: solo, los médicos",
        "# en: for children", "- text: para niños",
    ]  # fmt: skip


def test_a_text_whose_original_isn_t_known_is_marked_once_the_date_is_older(tmp_path: Path) -> None:
    new = after(tmp_path, LATER, TRANSLATION)
    assert new.changed == 6
    assert "# was: ?\n" in new.content.decode()
    assert "translates: 2026-02-01" in new.content.decode()


def test_line_ends_a_mark_and_a_last_line_without_an_end_stay(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + TRANSLATION.rstrip("\n").replace("\n", "\r\n").encode()
    new = updated(original(tmp_path), content, "content/t.es.yaml").content
    assert new.startswith(b"\xef\xbb\xbftranslates")
    assert new.count(b"\n") == new.count(b"\r\n") > 20
    assert updated(original(tmp_path), new, "content/t.es.yaml").content == new


def test_a_line_of_a_text_is_no_comment(tmp_path: Path) -> None:
    by_hand = TRANSLATION.replace("Úselo", "# en: Úselo").replace("      - bullets", "      - bullets")
    new = recorded(tmp_path, by_hand)
    assert "          # en: Úselo por la noche [@book].\n" in new


def test_a_broken_translation_is_refused_and_left_alone(tmp_path: Path) -> None:
    root = tmp_path
    write(root, {"content/t.es.yaml": "title: [", "content/f": ""})
    with pytest.raises(HandoutError, match=r"content/t.es.yaml:\d+:\d+: not YAML"):
        all_works([original(root)], "es")
    anchored = TRANSLATION.replace("- uno", '- &a "uno"').replace("para niños", "*a")
    with pytest.raises(HandoutError, match="an anchor or an alias is here\n  hint: write the text out in both places"):
        after(root, ORIGINAL, anchored)


def test_an_original_without_a_date_or_with_a_mistake_is_refused(tmp_path: Path) -> None:
    undated = original(tmp_path, ORIGINAL.replace("updated: 2026-02-01\n", ""))
    with pytest.raises(HandoutError, match="it has no 'updated'"):
        work(undated, "es")
    with pytest.raises(HandoutError, match=r"content/t.yaml:\d+:5: unknown key 'titel'"):
        original(tmp_path, ORIGINAL.replace("    title: What", "    titel: What"))


@pytest.mark.parametrize(
    ("tag", "said"), [("en-GB", "is in 'en' itself"), ("spanish", "did you mean 'es'"), ("1", "BCP 47")]
)
def test_a_language_that_is_none_is_refused(tmp_path: Path, tag: str, said: str) -> None:
    with pytest.raises(HandoutError, match=said):
        into(tag, original(tmp_path))


def test_fragments_have_translations_too(tmp_path: Path) -> None:
    fragment = "audience: [patient]\nreview: {status: draft}\nupdated: 2026-02-01\nbody: [{text: Ring us.}]\n"
    write(tmp_path, {"content/fragments/f.yaml": fragment, "clinic.yaml": SPEAKING})
    write(tmp_path, {"content/t.yaml": ORIGINAL.replace("      - bullets", "      - use: f\n      - bullets")})
    originals = Originals(tmp_path)
    topic = originals.named("content/t.yaml")
    [used] = originals.used_by(topic)
    assert used.file == "content/fragments/f.yaml"
    write_works(all_works([topic, originals.named("f")], "es"))
    assert "      - use: f\n" in (tmp_path / "content/t.es.yaml").read_text(encoding="utf-8")
    assert "  - text:\n" in (tmp_path / "content/fragments/f.es.yaml").read_text(encoding="utf-8")
    with pytest.raises(HandoutError, match="this is a translation itself\n  hint: name the original, 't'"):
        originals.named("t.es")
    with pytest.raises(HandoutError, match="there is no topic or fragment 'ff'"):
        originals.named("ff")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"content/t.es.yaml": TRANSLATION})
    made = all_works([original(tmp_path)], "es")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("handout.system.replacing.replace", full)
        with pytest.raises(HandoutError, match="can't be written") as refused:
            write_works(made)
    assert refused.value.exit_code == 6
    assert (tmp_path / "content/t.es.yaml").read_text(encoding="utf-8") == TRANSLATION
    assert sorted(path.name for path in (tmp_path / "content").iterdir() if path.is_file()) == [
        "pixel.png",
        "t.es.yaml",
        "t.yaml",
    ]
    (tmp_path / "content/t.es.yaml").write_text(TRANSLATION + "\n", encoding="utf-8")
    with pytest.raises(HandoutError, match="the file was changed meanwhile"):
        write_works(made)


def test_a_key_is_put_in_at_the_end_of_an_item_in_a_list_that_changes_too(tmp_path: Path) -> None:
    page = LATER + "            label: Kids\n          - last\n"
    new = after(tmp_path, page, recorded(tmp_path))
    assert (new.missing, new.changed, new.gone) == (2, 0, 0)
    found = lines(new)
    start = found.index("- text: para niños")
    assert found[start:] == ["- text: para niños", "# en: Kids", "label:", "# en: last", "-"]


def test_a_key_is_put_in_before_the_record_of_the_next_text(tmp_path: Path) -> None:
    page = ORIGINAL.replace("title: Dry skin\n", "title: Dry skin\nsummary: In short.\n")
    new = after(tmp_path, page, TRANSLATION)
    assert lines(new)[2:7] == ["# en: Dry skin", "title: Piel seca", "# en: In short.", "summary:", "sections:"]


def test_a_record_that_was_spoilt_is_kept_as_a_comment(tmp_path: Path) -> None:
    spoilt = recorded(tmp_path).replace("# en: |", "# en: x |")
    new = after(tmp_path, ORIGINAL, spoilt)
    assert new.changed == 1
    assert lines(new).count("#   Use it at night [@book].") == 2
    assert after(tmp_path, ORIGINAL, new.content.decode()).content == new.content
