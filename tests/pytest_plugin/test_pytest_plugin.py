"""The pytest plugin as other people's repositories have it: in runs of pytest of its own."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from docs.pages import MANUAL, examples
from handout.pdf import write_pdf
from handout.pytest_plugin.rendering import RenderOptions, rendered
from handout.regression.golden.failure_files import keep
from handout.regression.golden.parse import parsed
from handout.regression.golden.verdict import compare_with_golden, golden_text
from pdf.make import FONTS, Keys, document, set_pages
from program import ROOT, workspace

Pytester = pytest.Pytester


def pdf(*paragraphs: str, title: str = "Asthma") -> bytes:
    k = Keys()
    return write_pdf(set_pages(document(k.h(1, title), *map(k.p, paragraphs))), FONTS)


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything that an inner run loads is there before it: what it loads itself goes when it ends.

    It would be loaded anew by each, and what this process keeps of its types would be that of another library.
    """
    import_module("handout.pytest_plugin.fixture")
    import_module("babel.dates")  # for a style of date that the documents below have not
    small = pdf("Words.")
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "g.txt").write_text(golden_text(pdf("Others.")), encoding="utf-8")
    assert compare_with_golden(folder / "g.txt", "g", golden_text(small)).fails()
    keep(folder / "evidence" / "g", small, "", (1,))
    wish = RenderOptions(
        topic="preparing-for-your-visit", audience="patient", layout=None, patient=None, paper=None, scale=None,
        language=None, date="2026-11-22",
    )  # fmt: skip
    assert rendered(ROOT, wish)


@pytest.fixture
def project(pytester: Pytester, monkeypatch: pytest.MonkeyPatch) -> Pytester:
    """A repository with two PDFs, and nothing of this run's own around it."""
    monkeypatch.delenv("CI", raising=False)
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = -p no:hypothesispytest -p no:cov\n")
    pytester.path.joinpath("one.pdf").write_bytes(pdf("Use your inhaler.", "Sit up at night."))
    pytester.path.joinpath("other.pdf").write_bytes(pdf("Use your spray.", "Sit up at night."))
    return pytester


ONE = """
from pathlib import Path

def test_one(handout_golden):
    handout_golden(Path("one.pdf"))
"""
BOTH = f"""
{ONE}
def test_other(handout_golden):
    handout_golden(Path("other.pdf").read_bytes())
"""


def golden(project: Pytester, name: str, file: str = "test_both") -> Path:
    return project.path / "golden" / file / f"{name}.txt"


def ran(project: Pytester, *arguments: str, **outcomes: int) -> str:
    """What a run printed, once it has ended as expected."""
    result = project.runpytest_inprocess(*arguments)
    result.assert_outcomes(**outcomes)
    return result.stdout.str()


def test_a_missing_golden_is_written_and_the_test_fails(project: Pytester) -> None:
    project.makepyfile(test_both=BOTH)
    said = ran(project, failed=2)
    assert "golden/test_both/test_one.txt was missing; it is written now: read it, and run again" in said
    written = parsed(golden(project, "test_one").read_text(encoding="utf-8"), "g")
    assert [passage.text for passage in written.reading.pages[0].passages] == [
        "Asthma", "Use your inhaler.", "Sit up at night.",
    ]  # fmt: skip
    assert written.tags == ("Document", "  H1 Asthma", "  P Use your inhaler.", "  P Sit up at night.")
    said = ran(project, passed=2)
    assert "-- handout" not in said


def test_under_ci_nothing_is_written(project: Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    project.makepyfile(test_both=BOTH)
    said = ran(project, failed=2)
    assert "golden/test_both/test_one.txt is missing, and goldens are not written under CI" in said
    assert not (project.path / "golden").exists()
    result = project.runpytest_inprocess("--handout-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "goldens are not written under CI" in result.stderr.str()
    assert not (project.path / "golden").exists()


def changed(project: Pytester) -> None:
    """Goldens are there, and one document has changed."""
    project.makepyfile(test_both=BOTH)
    ran(project, "--handout-update", passed=2)
    project.path.joinpath("one.pdf").write_bytes(pdf("Use your inhaler twice.", "Sit up at night."))


def test_a_failure_shows_what_changed_and_keeps_it(project: Pytester) -> None:
    changed(project)
    said = ran(project, failed=1, passed=1)
    assert "golden/test_both/test_one.txt: the words changed" in said
    assert "twice" in said
    assert "Asthma" in said
    assert "Traceback" not in said
    assert "fixture.py" not in said
    assert "pytest --handout-update 'test_both.py::test_one'" in said
    kept = project.path / "handout-evidence" / "test_both.test_one"
    assert sorted(path.name for path in kept.iterdir()) == ["new.pdf", "new.txt", "page-1.png"]
    assert kept.joinpath("new.pdf").read_bytes() == project.path.joinpath("one.pdf").read_bytes()
    assert "inhaler twice." in kept.joinpath("new.txt").read_text(encoding="utf-8")
    assert (project.path / "handout-evidence" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert "twice" not in golden(project, "test_one").read_text(encoding="utf-8")
    # When it passes again, nothing is left of it.
    ran(project, "--handout-update", passed=2)
    ran(project, passed=2)
    assert not kept.exists()


def test_a_failure_says_no_more_than_anybody_reads(project: Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handout.pytest_plugin.fixture.MOST_LINES", 5)
    project.makepyfile(test_both=ONE)
    project.path.joinpath("one.pdf").write_bytes(pdf(*(f"Line {number} is here." for number in range(20))))
    ran(project, "--handout-update", passed=1)
    project.path.joinpath("one.pdf").write_bytes(pdf(*(f"Line {number} was there." for number in range(20))))
    said = ran(project, failed=1)
    assert "Line 1 is here." in said
    assert "Line 19 is here." not in said
    assert " more lines\n" in said


def test_documents_are_no_doctests_and_doctests_stay(project: Pytester) -> None:
    project.makepyfile(test_both=ONE)
    project.path.joinpath("one.pdf").write_bytes(pdf(">>> 1 + 1", "3"))
    ran(project, "--handout-update", passed=1)
    golden(project, "test_doctest").write_text(">>> 1 + 1\n2\n", encoding="utf-8")
    ran(project, passed=2)


def test_an_update_writes_only_what_ran_and_changed(project: Pytester) -> None:
    changed(project)
    project.path.joinpath("other.pdf").write_bytes(pdf("Something else."))
    before = golden(project, "test_other").read_bytes()
    said = ran(project, "--handout-update", "test_both.py::test_one", passed=1)
    assert "golden/test_both/test_one.txt" in said.partition("goldens written")[2]
    assert "test_other" not in said
    assert "twice" in golden(project, "test_one").read_text(encoding="utf-8")
    assert golden(project, "test_other").read_bytes() == before


def test_goldens_as_editors_leave_them_still_hold(project: Pytester) -> None:
    project.makepyfile(test_both=ONE)
    ran(project, failed=1)
    path = golden(project, "test_one")
    edited = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"  \r\n")
    path.write_bytes(edited)
    ran(project, passed=1)
    ran(project, "--handout-update", passed=1)
    assert path.read_bytes() == edited


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ((b"inhaler", b"inhalor"), "inhalor"),
        ((b"=== tags", b"<<<<<<< HEAD\n=== tags"), "test_one.txt:7:1: there is a merge conflict here"),
        ((b"=== tags", b""), "the tags are missing: the file was cut off"),
        ((b"inhaler", b"inh\xe4ler"), "test_one.txt:5:1: not UTF-8"),
    ],
)
def test_goldens_edited_by_hand_give_a_difference_or_a_message(
    project: Pytester, edit: tuple[bytes, bytes], said: str
) -> None:
    project.makepyfile(test_both=ONE)
    ran(project, failed=1)
    path = golden(project, "test_one")
    good = path.read_bytes()
    path.write_bytes(good.replace(*edit))
    told = ran(project, failed=1)
    assert said in told
    assert "Traceback" not in told
    assert path.read_bytes() == good.replace(*edit)
    ran(project, "--handout-update", passed=1)
    assert path.read_bytes() == good


@pytest.mark.parametrize("arguments", [(), ("--handout-update",)])
def test_a_golden_of_a_newer_handout_is_left_alone(project: Pytester, arguments: tuple[str, ...]) -> None:
    project.makepyfile(test_both=ONE)
    ran(project, failed=1)
    path = golden(project, "test_one")
    newer = path.read_bytes().replace(b"golden 1", b"golden 2")
    path.write_bytes(newer)
    told = ran(project, *arguments, failed=1)
    assert "the golden is of format 2, and this handout knows 1" in told
    assert "install the newer handout" in told
    assert path.read_bytes() == newer


def test_a_golden_by_older_rules_says_whether_only_these_differ(project: Pytester) -> None:
    project.makepyfile(test_both=ONE)
    ran(project, failed=1)
    path = golden(project, "test_one")
    older = path.read_bytes().replace(b"rules 2", b"rules 1")
    path.write_bytes(older)
    told = ran(project, failed=1)
    assert "the golden was made by older extraction rules" in told
    assert "rules 1, and these are rules 2: the words are the same" in told
    assert "write it again with handout snapshot update or pytest --handout-update" in told
    path.write_bytes(older.replace(b"your inhaler", b"yourinhaler"))
    told = ran(project, failed=1)
    assert "every letter and digit is the same, so only the rules differ" in told
    path.write_bytes(older.replace(b"your inhaler", b"your tablet"))
    assert "letters or digits differ, so it isn't only the rules" in ran(project, failed=1)
    ran(project, "--handout-update", passed=1)
    assert b"extraction rules 2" in path.read_bytes()


def test_two_tests_can_not_use_one_golden(project: Pytester) -> None:
    named = BOTH.replace('(Path("one.pdf"))', '(Path("one.pdf"), "same")').replace("_bytes())", '_bytes(), "Same")')
    project.makepyfile(test_both=named)
    said = ran(project, "--handout-update", failed=1, passed=1)
    assert "two tests use golden/test_both/Same.txt: test_both.py::test_one and test_both.py::test_other" in said
    assert b"inhaler" in golden(project, "same").read_bytes()


def test_a_test_with_two_pdfs_names_them(project: Pytester) -> None:
    twice = ONE + '    handout_golden(Path("other.pdf"))\n'
    project.makepyfile(test_both=twice)
    said = ran(project, "--handout-update", failed=1)
    assert "this test compares two PDFs with golden/test_both/test_one.txt" in said
    project.makepyfile(test_both=twice.replace('"other.pdf")', '"other.pdf"), "the-other"'))
    ran(project, "--handout-update", passed=1)
    assert golden(project, "the-other").is_file()


@pytest.mark.parametrize("name", ["a/b", "..", "con", "x" * 200, ""])
def test_a_name_that_no_file_can_have(project: Pytester, name: str) -> None:
    project.makepyfile(test_both=ONE.replace('"one.pdf")', f'"one.pdf"), {name!r}'))
    said = ran(project, "--handout-update", failed=1)
    assert "no golden can be named" in said
    assert not (project.path / "golden").exists()


def test_goldens_are_named_after_classes_and_parameters(project: Pytester) -> None:
    project.makepyfile(
        test_both="""
        import pytest
        from pathlib import Path

        class TestAll:
            @pytest.mark.parametrize("name", ["one", "other"])
            def test_it(self, name, handout_golden):
                handout_golden(Path(name + ".pdf"))
        """
    )
    ran(project, "--handout-update", passed=2)
    names = sorted(path.name for path in (project.path / "golden" / "test_both").iterdir())
    assert names == ["TestAll-test_it-one.txt", "TestAll-test_it-other.txt"]


def unused(said: str) -> list[str]:
    _, _, rest = said.partition("goldens that no test uses")
    return [line for line in rest.splitlines()[1:] if line.endswith(".txt")]


def test_goldens_that_nobody_uses_are_told_when_whole_files_ran(project: Pytester) -> None:
    project.makepyfile(test_both=BOTH, test_gone=BOTH)
    ran(project, "--handout-update", passed=4)
    project.makepyfile(test_both=ONE)
    (project.path / "test_gone.py").unlink()
    golden(project, "notes").write_text("no golden", encoding="utf-8")
    left = ["golden/test_both/test_other.txt"]
    gone = ["golden/test_gone/test_one.txt", "golden/test_gone/test_other.txt"]
    assert unused(ran(project, passed=1)) == left + gone
    assert golden(project, "test_other").is_file()
    assert unused(ran(project, "-k", "one", passed=1)) == left + gone
    project.makepyfile(test_both=BOTH)
    assert unused(ran(project, passed=2)) == gone
    for arguments in (["-k", "one"], ["test_both.py::test_one"], ["--deselect", "test_both.py::test_other"]):
        assert unused(ran(project, *arguments, passed=1)) == []


def test_a_skipped_or_failing_test_still_has_its_golden(project: Pytester) -> None:
    project.makepyfile(test_both=BOTH)
    ran(project, "--handout-update", passed=2)
    project.makepyfile(test_both=ONE + "\ndef test_other(handout_golden):\n    assert False\n")
    assert unused(ran(project, passed=1, failed=1)) == []
    project.makepyfile(test_both="import pytest\n" + ONE + "\ndef test_other(handout_golden):\n    pytest.skip('x')\n")
    assert unused(ran(project, passed=1, skipped=1)) == []


def scan() -> bytes:
    """A PDF without words."""
    import io

    import pikepdf

    file = pikepdf.new()
    file.add_blank_page()
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def encrypted() -> bytes:
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Secret."))) as file:
        file.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def test_what_can_not_be_read_fails_with_a_message(project: Pytester) -> None:
    for name, content in {"scan": scan(), "encrypted": encrypted(), "broken": b"%PDF-1.7\nno", "empty": b""}.items():
        (project.path / f"{name}.pdf").write_bytes(content)
    project.makepyfile(
        test_both="""
        import pytest
        from pathlib import Path

        @pytest.mark.parametrize("name", ["scan", "encrypted", "broken", "empty", "absent"])
        def test_it(name, handout_golden):
            handout_golden(Path(name + ".pdf"))
        """
    )
    said = ran(project, "--handout-update", failed=5)
    assert "scan.pdf: there is no text in the PDF" in said
    assert "encrypted.pdf: the PDF is encrypted" in said
    assert "broken.pdf: the PDF is broken" in said
    assert "empty.pdf: the file is empty" in said
    assert "absent.pdf: no such file" in said
    assert not (project.path / "golden").exists()


def test_any_pdf_has_its_golden(project: Pytester) -> None:
    """One that nobody tagged, as most programs make them."""
    module: Any = import_module("reportlab.pdfgen.canvas")

    def write(words: str) -> None:
        canvas = module.Canvas(str(project.path / "one.pdf"))
        canvas.drawString(72, 720, words)
        canvas.save()

    project.makepyfile(test_both=ONE)
    write("Take two a day.")
    ran(project, "--handout-update", passed=1)
    assert golden(project, "test_one").read_text(encoding="utf-8").splitlines()[2:] == [
        "=== page 1 of 1, 595 x 842 pt", "  Take two a day.", "=== no tags",
    ]  # fmt: skip
    ran(project, passed=1)
    write("Take three a day.")
    assert "- Take two a day." in ran(project, failed=1)


def test_a_topic_is_rendered_for_audience_layout_and_patient(project: Pytester) -> None:
    project.makepyfile(
        test_both=f"""
        ROOT = {str(ROOT)!r}

        def test_patient(handout_golden):
            anna = {{"name": "Anna Smith", "id": "A-1", "birth_date": "1961-04-05",
                    "appointment": "2026-12-03T09:30", "seen_by": "Dr B. Jones"}}
            pdf = handout_golden.render(ROOT, "preparing-for-your-visit", audience="patient", patient=anna,
                                        page="Letter", text="large", layout="base", date="2026-11-22")
            handout_golden(pdf)

        def test_refused(handout_golden):
            handout_golden.render(ROOT, "preparing-for-your-visit", audience="carer")

        def test_no_date(handout_golden):
            handout_golden.render(ROOT, "preparing-for-your-visit", audience="patient", date="yesterday")
        """
    )
    said = ran(project, "--handout-update", passed=1, failed=2)
    assert "handout_golden.render: date: " in said
    assert "there is no audience 'carer'; there are patient, clinician" in said
    text = golden(project, "test_patient").read_text(encoding="utf-8")
    assert "Anna Smith" in text
    assert "22 November 2026" in text
    assert ", 612 x 792 pt" in text


def test_a_refusal_is_told_once_and_in_words_for_python(project: Pytester) -> None:
    project.makepyfile(
        test_both=f"""
        ROOT = {str(ROOT)!r}
        ANNA = {{"name": "Anna Smith", "birth_date": "1.2.1999"}}

        def test_value(handout_golden):
            handout_golden.render(ROOT, "preparing-for-your-visit", audience="patient", patient=ANNA)

        def test_folder(handout_golden, tmp_path):
            handout_golden.render(tmp_path, "preparing-for-your-visit", audience="patient")

        def test_name(handout_golden):
            handout_golden(b"", "a/b")
        """
    )
    said = ran(project, failed=3)
    assert said.splitlines().count("patient: field 'birth_date': a date is written as 2026-11-01") == 1
    assert "1.2.1999" not in said
    assert "test_folder0: there is no clinic.yaml in it" in said
    assert "hint: name the folder of a workspace" in said
    for other in ("--set", "-C DIR", "During handling", "HandoutError", "ValueError"):
        assert other not in said


def test_the_example_of_the_manual_runs(project: Pytester) -> None:
    (example,) = (e for e in examples(MANUAL / "regression.md") if e.language == "python")
    (project.path / "leaflet.pdf").write_bytes(pdf("A leaflet."))
    workspace(project.path / "content-repository", of=ROOT)
    project.makepyfile(test_both=example.text)
    ran(project, "--handout-update", passed=2)
    assert golden(project, "test_what_anna_gets").is_file()


def test_workers_of_xdist_keep_one_book(project: Pytester) -> None:
    project.makepyfile(test_both=BOTH)
    ran(project, "--handout-update", passed=2)
    golden(project, "test_third").write_bytes(golden(project, "test_one").read_bytes())
    result = project.runpytest_subprocess("-n2", "--handout-update")
    result.assert_outcomes(passed=2)
    assert unused(result.stdout.str()) == ["golden/test_both/test_third.txt"]


def test_two_workers_of_xdist_can_not_use_one_golden(project: Pytester) -> None:
    # Two groups are two workers' work, so neither knows of the other's golden.
    named = BOTH.replace('(Path("one.pdf"))', '(Path("one.pdf"), "same")').replace("_bytes())", '_bytes(), "same")')
    for group in ("one", "other"):
        named = named.replace(f"\ndef test_{group}", f"\n@pytest.mark.xdist_group('{group}')\ndef test_{group}")
    project.makepyfile(test_both=f"import pytest\n{named}")
    result = project.runpytest_subprocess("-n2", "--handout-update", "--dist=loadgroup")
    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    said = result.stdout.str()
    assert "goldens that two tests use" in said
    assert "golden/test_both/same.txt: test_both.py::test_one" in said


def test_the_plugin_costs_nothing_where_it_is_not_used(project: Pytester) -> None:
    project.makepyfile("import sys\n\ndef test_nothing():\n    print(*sorted(sys.modules))\n")
    result = project.runpytest_subprocess("-s")
    result.assert_outcomes(passed=1)
    loaded = {name for line in result.stdout.lines for name in line.split()}
    assert "handout.pytest_plugin" in loaded
    heavy = {
        "msgspec",
        "pypdfium2",
        "reportlab",
        "PIL",
        "yaml",
        "jinja2",
        "babel",
        "handout.regression.golden",
        "handout.source",
    }
    assert loaded & heavy == set()
