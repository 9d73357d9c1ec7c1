"""XLIFF out and in again: the same texts, and nothing of what an agency may spoil."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from canary.translations import ORIGINAL, SPEAKING, TRANSLATION
from canary.workspace import write, written
from handout.diagnostics import HandoutError
from handout.translate.files import all_works, work
from handout.translate.originals import Original, Originals
from handout.translate.update import skeleton, updated
from handout.translate.xliff import elements
from handout.translate.xliff.delivery import delivered, not_taken
from handout.translate.xliff.writing import xliff
from translate.originals import pages_of, read, spoken, topic_files, translator

SEEDS = st.integers(0, 2**32)
WORKED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
DOCTYPE = r"a document type \(DOCTYPE\) isn't supported"
PAGE = ORIGINAL.replace("- one", "- Use **5 mg** of [it](https://x.example)")


def translated(sent: str) -> str:
    """What an agency makes of a file: it has each text, with its codes."""
    sent = re.sub(
        r"( +)<source>(.*?)</source>\n",
        lambda found: f"{found[0]}{found[1]}<target>{spoken(found[2])}</target>\n",
        sent,
    )
    return sent.replace('state="initial"', 'state="translated"')


def original(root: Path, page: str = PAGE) -> Original:
    return Originals(write(root, {"clinic.yaml": SPEAKING, "content/t.yaml": page})).named("t")


def sent(root: Path) -> str:
    return xliff([work(original(root), "es")], "es")


def told(root: Path, content: str | bytes, page: str = PAGE) -> str:
    """What is said of a file that comes back."""
    content = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(HandoutError) as refused:
        delivered(content, "back.xlf", [original(root, page)], "es")
    assert refused.value.exit_code == 3
    return str(refused.value)


@settings(max_examples=15, **WORKED)
@given(seed=SEEDS)
def test_what_goes_out_comes_back(seed: int) -> None:
    pages = topic_files(seed)
    note(pages_of(pages))
    with written(pages) as root:
        found = read(root)
        assert found is not None
        out = xliff([work(found, "es")], "es")
        note(out)
        back = delivered(translated(out).encode(), "back.xlf", [found], "es")["content/t.yaml"]
        new = skeleton(found, "# By hand.", "t.es.yaml", back)
        assert new.missing == new.changed == 0
        by_hand = updated(found, translator(skeleton(found, "# By hand.", "t.es.yaml").content.decode()).encode(), "t")
        assert {path: runs.text.split() for path, runs in new.said.items()} == {
            path: runs.text.split() for path, runs in by_hand.said.items()
        }
        # A translation that is sent as it is comes back as it is.
        (root / "content" / "t.es.yaml").write_bytes(new.content)
        again = xliff([work(found, "es")], "es")
        assert 'state="initial"' not in again
        same = delivered(again.encode(), "back.xlf", [found], "es")
        assert updated(found, new.content, "t.es.yaml", same["content/t.yaml"]).content == new.content


def test_a_unit_says_where_it_is_and_for_whom(tmp_path: Path) -> None:
    text = sent(tmp_path)
    assert (
        '<note category="place">content/t.yaml:17:19</note>\n        <note category="audience">clinician</note>' in text
    )
    assert (
        '<pc id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">5 mg</pc>'
        in text
    )
    assert '<data id="d3">](https://x.example)</data>' in text
    assert re.search(r'<ph id="1" [^>]*disp="{{ clinic.contacts.day.phone }}"', text)
    assert elements.root(text.encode(), "x").name == "xliff"


def test_ids_stay_when_other_texts_change(tmp_path: Path) -> None:
    ids = set(re.findall(r'unit id="(.*?)"', sent(tmp_path)))
    page = PAGE.replace("      - bullets", "      - text: Something new.\n      - bullets")
    later = xliff([work(original(tmp_path, page), "es")], "es")
    assert ids < set(re.findall(r'unit id="(.*?)"', later))


def test_states_say_what_is_done(tmp_path: Path) -> None:
    write(tmp_path, {"content/t.es.yaml": TRANSLATION.replace("uno", "Use **5 mg** de [eso](https://x.example)")})
    assert set(re.findall(r'state="(.*?)"', sent(tmp_path))) == {"translated"}
    page = PAGE.replace("2026-02-01", "2026-03-01").replace("Dry skin", "Very dry skin")
    made = work(original(tmp_path), "es")
    (tmp_path / "content/t.es.yaml").write_bytes(made.written.content)
    out = xliff([work(original(tmp_path, page), "es")], "es")
    assert out.count('state="initial"') == 1
    assert '<note category="older-source">Dry skin</note>' in out
    assert not_taken(out.encode(), "back.xlf") == []
    kept = delivered(out.encode(), "back.xlf", [original(tmp_path, page)], "es")["content/t.yaml"]
    assert ("title",) not in kept
    assert len(kept) == 5


def test_words_whose_state_is_still_initial_are_told(tmp_path: Path) -> None:
    out = sent(tmp_path)
    assert not_taken(out.encode(), "back.xlf") == []
    done = translated(out)
    assert not_taken(done.encode(), "back.xlf") == []
    (warning,) = not_taken(done.replace('state="translated"', 'state="initial"').encode(), "back.xlf")
    assert warning.message == f"{done.count('<target>')} paragraphs left out, because the state is 'initial'"
    assert warning.span.line == done[: done.index("<target>")].count("\n") + 1
    assert warning.severity == "warning"


def test_a_checked_translation_is_not_changed_by_an_agency(tmp_path: Path) -> None:
    found = original(tmp_path)
    reviewed = TRANSLATION.replace(
        "{status: draft}", "{status: reviewed, by: B, role: GP, date: 2026-01-01, due: 2028-01-01}"
    )
    write(tmp_path, {"content/t.es.yaml": reviewed})
    with pytest.raises(HandoutError, match="a clinician has checked this translation"):
        all_works([found], "es", {"content/t.yaml": {("title",): "Otra"}})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('trgLang="es"', 'trgLang="fr"', "back.xlf:2:1: trgLang is 'fr', and has to be 'es'"),
        (' trgLang="es"', "", "trgLang is missing"),
        ('srcLang="en"', 'srcLang="de"', "srcLang is 'de', and has to be 'en'"),
        ("content/t.yaml\">", "content/u.yaml\">", "back.xlf:3:3: this is of another topic or fragment"),
        ("<source>Dry skin</source>", "<source>Old skin</source>", "back.xlf:8:5: this translates another text than"),
        (r'<unit id="u-[0-9a-f]+-1" name="title"', '<unit id="u-0-1" name="title"', "of today has no such text"),
        (r'<target>(.*?)<ph id="1".*?/>', r"<target>\1", "the code {{ clinic.contacts.day.phone }} is missing"),
        (r'(<target>.*?)(<ph id="1".*?/>)', r"\1\2\2", "day.phone }} is there more than once"),
        (r'<target>(.*?)<pc id="1".*?>(.*?)</pc>', r"<target>\1\2", r"the code \*\*…\*\* is missing"),
        (r"(<target>.*?)5 mg", r"\1<cp hex='001A'/>5 mg", "<cp> isn't known here"),
        (r'<target>Use <pc id="1"', '<target>Use <pc id="9"', "the original has no such code"),
        (r"<target>Use <pc", "<target>Use un<pc", "bold, italic or a link begins or ends where"),
        ("<target>Dry", "<target>D\u202ery", "invisible character U\\+202E"),
        ("<target>Dry", "<target>{{ x }} Dry", "takes no {{ }}"),
        (r"(?s)<target>Use it at night.*?</target>", "<target></target>", "only 1 of the 2 paragraphs"),
        (r"(?s)(<unit id.*?</unit>)", r"\1\1", "is there twice"),
        ("document:2.0", "document:1.2", "this is no XLIFF 2 file"),
        ("</xliff>", "", "the XML is broken"),
        (r"<xliff", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff', DOCTYPE),
        (r"<xliff", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff', DOCTYPE),
        ("UTF-8", "x-nothing", "its encoding is unknown|the XML is broken"),
        (r"(?s)<source>Dry.*?</target>", "<source>" + "<mrk>" * 70 + "</mrk>" * 70 + "</source>", "more than 64 deep"),
        (r"(?s)<file.*</file>", "", "there is no file in it"),
    ],
)  # fmt: skip
def test_what_is_spoilt_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    good = translated(sent(tmp_path))
    bad = re.sub(old, new if "\\1" in new or "\\2" in new else new.replace("\\", "\\\\"), good, count=1)
    assert bad != good
    message = told(tmp_path, bad)
    assert re.search(said, message), message
    assert message.startswith("back.xlf")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    bad = translated(sent(tmp_path)).replace("<source>Dry skin", "<source>x").replace("<source>What", "<source>y")
    assert told(tmp_path, bad).count("this translates another text") == 2


def test_an_older_original_is_refused(tmp_path: Path) -> None:
    back = translated(sent(tmp_path))
    said = told(tmp_path, back, PAGE.replace("Dry skin", "Very dry skin"))
    assert "the original of today has no such text\n  hint: write the file again with `xliff`" in said


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    large = translated(sent(tmp_path)) + " " * elements.LARGEST
    assert "the file is over 16 MiB" in told(tmp_path, large)


def test_what_an_agency_adds_is_left_out(tmp_path: Path) -> None:
    back = translated(sent(tmp_path))
    back = back.replace(
        "<target>Dry skin", '<target><mrk id="m1" type="term">Piel</mrk> & seca'.replace("&", "&amp;"), 1
    )
    back = back.replace("<segment id", '<segment xmlns:x="urn:x" x:y="z" id').replace(
        "</file>", '<x:y xmlns:x="urn:x">w</x:y></file>'
    )
    texts = delivered(back.encode(), "back.xlf", [original(tmp_path)], "es")["content/t.yaml"]
    assert texts["title",] == "Piel & seca"
