"""Skeletons and updates of random topics: each text once, nothing lost, and no text said of another original."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, example, given, note, settings
from hypothesis import strategies as st

from canary.translations import dumped, translation
from canary.workspace import written
from handout.content.authored_texts import authored_texts
from handout.content.topic import Topic
from handout.diagnostics import HandoutError
from handout.source.yaml import parse
from handout.source.yaml.placed import placed
from handout.translate.alignment import Alignment
from handout.translate.originals import Original
from handout.translate.recorded import text_lines
from handout.translate.records import canonical
from handout.translate.skeleton import Skeleton
from handout.translate.source_lines import SourceLines
from handout.translate.update import skeleton, updated
from handout.workspace.load import load
from translate.originals import DATES, changed, pages_of, read, spoken, topic_files, translator

SEEDS = st.integers(0, 2**32)
WORKED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def made(original: Original) -> str:
    return skeleton(original, "# By hand.", "t.es.yaml").content.decode()


def said(original: Original, content: bytes) -> list[tuple[str, str, str]]:
    """Each text of a translation in the file's order: what it translates, what its record says, and the text."""
    value, problems = parse(content, "t.es.yaml")
    assert not problems, problems
    assert value is not None
    text = content.decode()
    lines = SourceLines(text, placed(text, value, "t.es.yaml"), original.language)
    writer = Skeleton(original.shape, original.language, with_sources=lines.root.get("sources") is not None)
    root = Alignment(writer, lines.records_in).part(original.value, lines.root)
    assert root.same
    found = []
    for each in text_lines(root, lines):
        comments = lines.comments(lines.comments_above(each.line), each.line)
        records = [comment.record for comment in comments if comment.record is not None]
        was = records[0].was or records[0].text if len(records) == 1 else ""
        found.append((each.current, was, canonical(each.given.text)))
    return found


@settings(max_examples=15, **WORKED)
@given(seed=SEEDS)
def test_a_skeleton_has_each_text_once_and_in_reading_order(seed: int) -> None:
    pages = topic_files(seed)
    note(pages_of(pages))
    with written(pages) as root:
        original = read(root)
        assert original is not None
        new = skeleton(original, "# By hand.", "t.es.yaml")
        found = said(original, new.content)
        assert isinstance(original.written, Topic)
        titles = {source.title.span for source in original.written.sources}
        texts = [text for text in authored_texts(original.written) if text.span not in titles]
        assert new.missing == sum(bool(paragraphs) for text in texts for _, paragraphs in text.choices)
        records = re.findall(r"(w\d+x)", new.content.decode())
        assert len(records) == len(set(records))
        assert new.missing == sum(bool(current) for current, _, _ in found)
        assert updated(original, new.content, "t.es.yaml").content == new.content


@settings(max_examples=10, **WORKED)
@given(seed=SEEDS)
def test_a_filled_skeleton_can_be_printed(seed: int) -> None:
    pages = topic_files(seed)
    with written(pages) as root:
        names = {path.stem for path in (root / "content").rglob("*.yaml")}
        for name in names:
            original = read(root, name)
            assert original is not None
            original.translation("es").write_text(translator(made(original)), encoding="utf-8")
            note(original.translation("es").read_text(encoding="utf-8"))
        workspace = load(root, ["t"], languages=["es"])
        assert workspace.translated_into("t") == ["es"], workspace.left_out


def an_update_says_nothing_wrong(seed: int, changing: int, *, by_hand: bool | None) -> None:
    chance = Random(changing)
    pages = topic_files(seed)
    with written(pages) as root:
        path = root / "content" / "t.yaml"
        first = read(root)
        assert first is not None
        old = (
            _by_hand(pages["content/t.yaml"], chance, flow=by_hand) if by_hand is not None else translator(made(first))
        )
        old = updated(first, old.encode(), "t.es.yaml").content.decode()
        note(old)
        texts = {text for _, _, text in said(first, old.encode())}
        page = pages["content/t.yaml"]
        for date in DATES[1:]:
            page = changed(page, chance, date)
            path.write_text(page, encoding="utf-8")
            original = read(root)
            if original is None:
                event("a mistake")
                return
            note(page)
            new = updated(original, old.encode(), "t.es.yaml")
            note(new.content.decode())
            again = updated(original, new.content, "t.es.yaml")
            assert again.content == new.content
            event(f"changed {min(new.changed, 2)}, missing {min(new.missing, 2)}, gone {min(new.gone, 2)}")
            _nothing_wrong(original, new.content, texts)
            assert (f"translates: {date}" in new.content.decode()) == (not new.changed and not new.missing)
            old = new.content.decode()


def _nothing_wrong(original: Original, content: bytes, texts: set[str]) -> None:
    """Each text translates what its record says, or is empty; and no text of before has gone."""
    for current, was, text in said(original, content):
        if was and text and was != "?":
            assert text == canonical(spoken(was))
        if not was:
            assert text in ("", canonical(spoken(current))) or text in texts
    words = re.findall(r"\w+", content.decode().replace("\\n", " "))
    for text in texts:
        assert set(re.findall(r"\w+", text)) <= set(words), text


def _by_hand(page: str, chance: Random, *, flow: bool) -> str:
    """A translation as a person may write it, without records."""
    value = yaml.safe_load(page)
    found = {**translation(value), "translates": DATES[0]}
    return str(yaml.safe_dump(found, default_flow_style=flow, sort_keys=False, width=10_000)) if flow else dumped(found)


@settings(max_examples=15, **WORKED)
@given(seed=SEEDS, changing=SEEDS)
def test_an_update_says_nothing_wrong(seed: int, changing: int) -> None:
    an_update_says_nothing_wrong(seed, changing, by_hand=None)


@settings(max_examples=10, **WORKED)
@given(seed=SEEDS, changing=SEEDS, flow=st.booleans())
@example(seed=770175221, changing=3063584336, flow=True)
def test_an_update_of_what_was_written_by_hand_says_nothing_wrong(seed: int, changing: int, flow: bool) -> None:
    an_update_says_nothing_wrong(seed, changing, by_hand=flow)


def spoilt(text: str, chance: Random) -> str:
    """A translation after somebody's mistakes: lines that are lost, twice, moved in, or of another shape."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        if not lines:
            break
        at = chance.randrange(len(lines))
        line = lines[at]
        ways = [
            [], [line, line], ["  " + line], [line.replace(":", ": x", 1)], ["# mine", line],
            [re.sub(r"(\w+):.*", r"\1: [a, {b: c}]", line)], [line.replace("title", "titel")],
        ]  # fmt: skip
        lines[at : at + 1] = chance.choice(ways)
    return "\n".join(lines)


def a_spoilt_translation_is_refused_or_kept(seed: int, spoiling: int, *, by_hand: bool | None) -> None:
    chance = Random(spoiling)
    pages = topic_files(seed)
    with written(pages) as root:
        original = read(root)
        assert original is not None
        page = pages["content/t.yaml"]
        old = spoilt(translator(made(original)) if by_hand is None else _by_hand(page, chance, flow=by_hand), chance)
        note(old)
        try:
            new = updated(original, old.encode(), "t.es.yaml")
        except HandoutError:
            event("refused")
            return
        assert updated(original, new.content, "t.es.yaml").content == new.content
        typed = re.compile(r"\bv\d+x\b|\bmine\b")
        assert set(typed.findall(old)) <= set(typed.findall(new.content.decode().replace("\\n", " ")))


@settings(max_examples=25, **WORKED)
@given(seed=SEEDS, spoiling=SEEDS, by_hand=st.sampled_from([None, True, False]))
@example(seed=0, spoiling=7352, by_hand=None)
def test_a_spoilt_translation_is_refused_or_kept(seed: int, spoiling: int, by_hand: bool | None) -> None:
    a_spoilt_translation_is_refused_or_kept(seed, spoiling, by_hand=by_hand)


@pytest.mark.deep
@settings(max_examples=3000, **WORKED)
@given(seed=SEEDS, spoiling=SEEDS, by_hand=st.sampled_from([None, True, False]))
def test_many_spoilt_translations_are_refused_or_kept(seed: int, spoiling: int, by_hand: bool | None) -> None:
    a_spoilt_translation_is_refused_or_kept(seed, spoiling, by_hand=by_hand)


@pytest.mark.deep
@settings(max_examples=2000, **WORKED)
@given(seed=SEEDS, changing=SEEDS, by_hand=st.sampled_from([None, None, True, False]))
def test_many_updates_say_nothing_wrong(seed: int, changing: int, by_hand: bool | None) -> None:
    an_update_says_nothing_wrong(seed, changing, by_hand=by_hand)


def test_the_seed_s_translation_is_kept_byte_for_byte() -> None:
    root = Path(__file__).parents[2]
    original = read(root, "milia-like-calcinosis")
    assert original is not None
    content = original.translation("es").read_bytes()
    new = updated(original, content, "x.es.yaml")
    kept = [line for line in new.content.decode().splitlines() if not re.match(r" *# en-GB: ", line)]
    assert kept == [line for line in content.decode().splitlines() if not re.match(r" *# en-GB: ", line)]
    assert new.changed == new.missing == new.gone == 0
