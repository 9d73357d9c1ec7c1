"""Every fact of the source reaches its readers, in our own words, and the patient's words are plain."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

from .passages import CONTENT, ROOT, Passage, blocks, longest_list, passages, plain, sentences
from .reading_grade import grade, syllables

HERE = Path(__file__).parent
TOPIC = "milia-like-calcinosis"
TOPICS = sorted(path.stem for path in CONTENT.glob("*.yaml") if "." not in path.stem)
AUDIENCES = ("patient", "clinician")
COUNTS = {"types": 2, "causes": 20, "symptoms": 20, "tests": 20, "treatments": 24, "medicines": 5}
RUN = 6
ADVERTISING = re.compile(
    r"\b(bookmark|shar(e|ing) (this|it|with)|thank|website|subscribe|follow us|boost|stay ahead|health journey"
    r"|valuable time|stay tuned|click|read more|our blog)",
    re.IGNORECASE,
)

Fact = dict[str, list[str]]
FACTS: dict[str, list[Fact]] = yaml.safe_load((HERE / "facts.yaml").read_text(encoding="utf-8"))


def holds(passage: str, token: str) -> bool:
    """Whether a word of the passage begins with the token, or with one of its alternatives."""
    return any(re.search(rf"(?<!\w){re.escape(part)}", passage, re.IGNORECASE) for part in token.split("|"))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain(text).casefold())


def prose(found: list[Passage]) -> list[str]:
    return [passage.text for passage in found if passage.role == "prose"]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("fact", [fact for facts in FACTS.values() for fact in facts], ids=lambda fact: fact["id"])
def test_fact_reaches_audience(fact: Fact, audience: str) -> None:
    found = [p for p in passages(TOPIC, audience) if all(holds(p.text, token) for token in fact[audience])]
    assert fact[audience]
    assert found
    # How sure the source is of it: what may be there stays what may be here.
    sure = fact.get("sure", [])
    assert any(all(holds(f"{p.under} {p.text}", word) for word in sure) for p in found), sure


@pytest.mark.parametrize("fact", FACTS["treatments"] + FACTS["medicines"], ids=lambda fact: fact["id"])
def test_a_treatment_is_a_choice_for_a_patient_not_an_order(fact: Fact) -> None:
    found = [p.text for p in passages(TOPIC, "patient") if all(holds(p.text, token) for token in fact["patient"])]
    assert [text for text in found if not holds(text, "may |can |could |is a medicine against")] == []


def test_no_fact_is_missing_from_the_list() -> None:
    assert {name: len(FACTS[name]) for name in COUNTS} == COUNTS
    ids = [fact["id"] for facts in FACTS.values() for fact in facts]
    assert len(set(map(str, ids))) == len(ids)


@pytest.mark.parametrize("topic", TOPICS)
def test_patient_reads_at_grade_six(topic: str) -> None:
    assert grade(prose(passages(topic, "patient"))) <= 6


@pytest.mark.parametrize("topic", TOPICS)
def test_patient_reads_each_block_at_grade_six(topic: str) -> None:
    found = blocks(topic, "patient")
    assert len(found) >= 8
    assert [(round(grade(texts), 1), texts) for texts in found if grade(texts) > 6] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_patient_meets_no_sentence_above_grade_twelve(topic: str) -> None:
    """Of two words and more: a name alone is no sentence."""
    found = [each for texts in blocks(topic, "patient") for text in texts for each in sentences(text)]
    assert len(found) > 20
    assert [each for each in found if " " in each and grade([each]) > 12] == []


SYLLABLES = {"calcium": 3, "milia": 3, "biopsy": 3, "named": 1, "tested": 2, "table": 2, "make": 1, "scans": 1}
SYLLABLES |= {"action": 2, "medicines": 3, "changes": 2, "calcinosis": 4, "scale": 1, "times": 1, "muscle": 2}


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_bullets_without_full_stops_are_one_sentence() -> None:
    assert grade(["It may be:", "red", "sore", "hot"]) == pytest.approx(grade(["It may be red sore hot."]))


@pytest.mark.parametrize("topic", TOPICS)
def test_patient_lists_are_short(topic: str) -> None:
    assert longest_list(topic, "patient") <= 7


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_is_copied_from_the_source(topic: str, audience: str) -> None:
    copied = set((HERE / "runs.txt").read_text(encoding="ascii").split())
    ours = words(" ".join(passage.text for passage in passages(topic, audience)))
    runs = [" ".join(ours[start : start + RUN]) for start in range(len(ours) - RUN + 1)]
    assert len(copied) > 1000
    assert len(runs) > 50
    assert [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:8] in copied] == []


@pytest.mark.parametrize("path", [*CONTENT.rglob("*.yaml"), ROOT / "clinic.yaml"], ids=lambda path: path.stem)
def test_nothing_advertises(path: Path) -> None:
    assert not ADVERTISING.search(path.read_text(encoding="utf-8"))
