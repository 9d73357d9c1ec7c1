from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handout.diagnostics import Diagnostic, Span
from handout.inline import LONGEST_PARAGRAPH, paragraphs, plain
from handout.inline.runs import Citation, Field, Reference, Runs, Words
from handout.source.values import Scalar

HERE = Span("t.yaml", 4, 7)


def runs(text: str) -> Runs:
    problems: list[Diagnostic] = []
    found = paragraphs(Scalar(text, HERE), problems)
    assert problems == []
    assert len(found) <= 1
    return found[0] if found else ()


def shown(text: str) -> str:
    """Runs as `<s e link>words` marks, to be read."""
    out = []
    for run in runs(text):
        match run:
            case Words() | Field():
                look = (
                    "s" * run.strong
                    + "e" * run.emphasis
                    + (f" {run.link}" if run.link else "")
                    + (f" {run.lang}" if run.lang else "")
                )
                words = run.text if isinstance(run, Words) else ".".join(run.expression.path)
                words = words if isinstance(run, Words) else "{" + words + "}"
                out.append(f"<{look}>{words}</>" if look else words)
            case Reference():
                out.append(f"[#{run.target}]")
            case Citation():
                out.append(f"[@{run.source}]")
    return "".join(out)


def told(text: str, style: str = "") -> list[str]:
    problems: list[Diagnostic] = []
    paragraphs(Scalar(text, HERE, style, 6 if style == "|" else 0), problems)
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("plain text", "plain text"),
        ("  two\n lines  ", "two lines"),
        ("**strong** and *emphasis*", "<s>strong</> and <e>emphasis</>"),
        ("__strong__ and _emphasis_", "<s>strong</> and <e>emphasis</>"),
        ("و**ملتهبة** (ال*كلمة*)", "و<s>ملتهبة</> (ال<e>كلمة</>)"),
        ("ה**מילה**", "ה<s>מילה</>"),
        ("و5**3", "و5**3"),
        ("***both***", "<se>both</>"),
        ("**a *b* c**", "<s>a </><se>b</><s> c</>"),
        ("*a **b** c*", "<e>a </><se>b</><e> c</>"),
        # CommonMark's rule of three, and what it says of runs that only half match.
        ("*foo**bar**baz*", "<e>foo**bar**baz</>"),
        ("**a*", "*<e>a</>"),
        ("*a**", "<e>a</>*"),
        ("a * b * c", "a * b * c"),
        ("** a **", "** a **"),
        ("*a _b* c_", "<e>a _b</> c_"),
        ("*(*a*)*", "<e>(a)</>"),
        ("snake_case_name", "snake_case_name"),
        # A dose isn't emphasis.
        ("5*3*2 mg", "5*3*2 mg"),
        ("(AUC)*(GFR + 25)*(1.1), (3+2)*4 and (5)*6*7", "(AUC)*(GFR + 25)*(1.1), (3+2)*4 and (5)*6*7"),
        ("2*3 and 4*5", "2*3 and 4*5"),
        ("a*b*c", "a*b*c"),
        # Scripts without spaces have none around what is emphasised.
        ("每天使用**润肤霜**两次", "每天使用<s>润肤霜</>两次"),
        ("使用**「润肤霜」**两次，*三次*。", "使用<s>「润肤霜」</>两次，<e>三次</>。"),
        ("**注意：**请停用", "<s>注意：</>请停用"),
        ("每次**5 mg**服用", "每次<s>5 mg</>服用"),
        ("**보습제**를 바르세요", "<s>보습제</>를 바르세요"),
        ("ทา**ครีม**วันละ", "ทา<s>ครีม</>วันละ"),
        ("លាប**ក្រែម**ពីរ", "លាប<s>ក្រែម</>ពីរ"),
        ("每次5*3*2片", "每次5*3*2片"),
        ("使用_润肤霜_两次", "使用_润肤霜_两次"),
        ("\\*not\\* \\[a\\](b) \\{{ x \\\\", "*not* [a](b) {{ x \\"),
        ("\\a stays", "\\a stays"),
        # Nothing else of Markdown, and no HTML.
        ("<5 mg> &lt; `code` ~~x~~ # h", "<5 mg> &lt; `code` ~~x~~ # h"),
        ("![alt](https://a.example)", "![alt](https://a.example)"),
        ("<https://a.example> https://a.example", "<https://a.example> https://a.example"),
        ("[the site](https://a.example/x)", "< https://a.example/x>the site</>"),
        ("[a **b**](#c)", "< #c>a </><s #c>b</>"),
        ("[Grüß *Gott*]{lang=de}!", "< de>Grüß </><e de>Gott</>!"),
        ("**[a]{lang=es-MX} b**", "<s es-MX>a</><s> b</>"),
        ("[[hola]{lang=es}, you](https://a.example)", "< https://a.example es>hola</>< https://a.example>, you</>"),
        ("[say [hola]{lang=es} or [salut]{lang=fr}]{lang=en}", "< en>say </>< es>hola</>< en> or </>< fr>salut</>"),
        ("[{{ clinic.name }}]{lang=es}", "< es>{clinic.name}</>"),
        (
            "\\[a]{lang=es} [b] {lang=es} c]{lang=es} [d]{class=es}",
            "[a]{lang=es} [b] {lang=es} c]{lang=es} [d]{class=es}",
        ),
        ("**[a](tel:555)**", "<s tel:555>a</>"),
        ("[a](<mailto:a@b.example>)", "< mailto:a@b.example>a</>"),
        ("[a](https://a.example/x_(y))", "< https://a.example/x_(y)>a</>"),
        ("[a\\](b)", "[a](b)"),
        ("[a] and ](b)", "[a] and ](b)"),
        ("[a [b](#c) d](#e)", "[a < #c>b</> d](#e)"),
        ("See [](#what-is-it).", "See [#what-is-it]."),
        ("**[](#x)**", "[#x]"),
        ("Known [@smith]; [@b-1]", "Known [@smith]; [@b-1]"),
        ("[@Smith]", "[@Smith]"),
        ("Hello {{ patient.name }}!", "Hello {patient.name}!"),
        ("**{{ patient.name }}**", "<s>{patient.name}</>"),
        ("[{{ clinic.name }}](https://a.example)", "< https://a.example>{clinic.name}</>"),
        ("{{ patient.name | default('[*x*](y)') }}", "{patient.name}"),
        ("a*{{ patient.name }}*", "a*{patient.name}*"),
        ("**\n**", "** **"),
        # Blanks for the pen, marks of notes, names of files: signs that are meant as they stand.
        ("Date: ____/____/______   Pressure: ___/___", "Date: ____/____/______ Pressure: ___/___"),
        ("__._ kg, __/__, _ _ _, [_], [__]", "__._ kg, __/__, _ _ _, [_], [__]"),
        ("___:___ |_|_| |_|name|_|", "___:___ |_|_| |_|name|_|"),
        ("____kg____ and ____", "____kg____ and ____"),
        ("_important: ___/___ mmHg_", "<e>important: ___/___ mmHg</>"),
        ("Fecha: __/__/____  Hora: __:__, __,__ °C", "Fecha: __/__/____ Hora: __:__, __,__ °C"),
        ("___/90 to 120/___ and __/d, d/__", "___/90 to 120/___ and __/d, d/__"),
        ("Weight ___kg, Pulse:___ (__)", "Weight ___kg, Pulse:___ (__)"),
        ("__Weight:__ _so_, _this_.", "<s>Weight:</> <e>so</>, <e>this</>."),
        ("**Weight:** ___ kg; **Pulse:** ___", "<s>Weight:</> ___ kg; <s>Pulse:</> ___"),
        ("*** * ** ***** *-* _→_", "*** * ** ***** *-* _→_"),
        ("Stop **!** **¿?** and (**!!**)", "Stop <s>!</> <s>¿?</> and (<s>!!</>)"),
        ("*!* *?* and **,** **.** ** ! **", "*!* *?* and **,** **.** ** ! **"),
        ("**✓** or *→*, ***☎***, **+**", "<s>✓</> or <e>→</>, <se>☎</>, <s>+</>"),
        ("marked with *, such as Aspirin* and Ibuprofen*, can", "marked with *, such as Aspirin* and Ibuprofen*, can"),
        ("(*) are for you; all with (*) must be", "(*) are for you; all with (*) must be"),
        ("'*' or \"**\" or “*” or [**] and '*'", "'*' or \"**\" or “*” or [**] and '*'"),
        ("*) only with food; **) never", "*) only with food; **) never"),
        ("with * or with *.", "with * or with *."),
        ("Aspirin*) and Ibuprofen*)", "Aspirin*) and Ibuprofen*)"),
        ("(*abnormal) and (*high)", "(*abnormal) and (*high)"),
        ("*, ** and ***: see below*", "*, ** and ***: see below*"),
        ("Aspirin*/** and 5 * 3", "Aspirin*/** and 5 * 3"),
        ("file _draft_v2_.pdf, __init__.py", "file _draft_v2_.pdf, __init__.py"),
        ("https://a.example/_b_/*c*/d www.a.example/_b_", "https://a.example/_b_/*c*/d www.a.example/_b_"),
        ("to _a_b_@c.example", "to _a_b_@c.example"),
        ("\\{% and \\{# and {x}", "{% and {# and {x}"),
        # Emphasis stays emphasis beside all that.
        ("**www.a.example**, *a@b.example*", "<s>www.a.example</>, <e>a@b.example</>"),
        ("(see **[a](#b)**)", "(see <s #b>a</>)"),
        ("**{{ patient.name }}**, *5 mg*/*10 mg*", "<s>{patient.name}</>, <e>5 mg</>/<e>10 mg</>"),
        ("“*so*” (**so**) **“so”** *(so)*.", "“<e>so</>” (<s>so</>) <s>“so”</> <e>(so)</>."),
        ("*.5 mg* and **≥ 38 °C**", "<e>.5 mg</> and <s>≥ 38 °C</>"),
        ("**_a_** ***b*** *a **b***", "<se>a</> <se>b</> <e>a </><se>b</>"),
        # A backslash ends a line, and nothing else does.
        ("12 Mill Lane\\\nRiverside", "12 Mill Lane\nRiverside"),
        ("12 Mill Lane \\ \n  Riverside", "12 Mill Lane\nRiverside"),
        ("12 Mill Lane  \nRiverside", "12 Mill Lane Riverside"),
        ("a\\\\\nb", "a\\ b"),
        ("a\\\n\\\nb", "a\nb"),
        ("**a\\\nb** c", "<s>a\nb</> c"),
        ("[a\\\nb](#c)", "< #c>a\nb</>"),
        ("{{ patient.name }}\\\n{{ patient.id }}", "{patient.name}\n{patient.id}"),
        # At the end of a paragraph there is no line to end, as in CommonMark.
        ("a\\\n", "a\\"),
        ("[]", "[]"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_inline_text(text: str, out: str) -> None:
    assert shown(text) == out


def test_a_blank_line_parts_paragraphs() -> None:
    found = paragraphs(Scalar("one\ntwo\n \t\nthree\n\n\nfour\n", HERE, "|", 2), [])
    assert ["".join(run.text for run in runs if isinstance(run, Words)) for runs in found] == [
        "one two",
        "three",
        "four",
    ]


def test_emphasis_ends_with_its_paragraph() -> None:
    found = paragraphs(Scalar("**one\n\ntwo**", HERE, "|", 2), [])
    assert found == ((Words("**one"),), (Words("two**"),))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ab {{ nope }}", "4:10 there is no 'nope'"),
        ("ab {{ patient.name", "4:10 '{{' without '}}'"),
        ("{{", "4:7 '{{' without '}}'"),
        ("a {{ date }} b {{ patient.name", "4:22 '{{' without '}}'"),
        ("{{ date }} **b** {{ x", "4:24 '{{' without '}}'"),
        ("x {{ }}", "4:9 there is nothing between '{{' and '}}'"),
        ("[a](https://a.example/{{ patient.name }})", "4:9 a field can't be in a link's address"),
        ("a {% if x %}b{% endif %}", "4:9 '{%' begins a statement or a comment of a template, and there are none here"),
        ("{%- if x -%}", "4:7 '{%' begins a statement or a comment of a template, and there are none here"),
        ("**{# note #}**", "4:9 '{#' begins a statement or a comment of a template, and there are none here"),
        ("[a](javascript:x)", "4:7 a link to 'javascript:' is not allowed"),
        ("[a](file:///etc/passwd)", "4:7 a link to 'file:' is not allowed"),
        ("[a](page.html)", "4:7 'page.html' is not an address"),
        ("[a]()", "4:7 '' is not an address"),
        ("[a](#Nope)", "4:7 '#Nope' is not an address"),
        ("[a](https:)", "4:7 the address 'https:' leads nowhere"),
        ("[a](https:clinic.example)", "4:7 the address 'https:clinic.example' leads nowhere"),
        ("[a](HTTP:///clinic)", "4:7 the address 'HTTP:///clinic' leads nowhere"),
        ("[a](https://)", "4:7 the address 'https://' leads nowhere"),
        ("[a](mailto:clinic)", "4:7 the address 'mailto:clinic' leads nowhere"),
        ("[a](mailto:@clinic.example)", "4:7 the address 'mailto:@clinic.example' leads nowhere"),
        ("[a](tel:reception)", "4:7 the address 'tel:reception' leads nowhere"),
        ("[](https://a.example)", "4:7 a link without words"),
        ("[ ](https://a.example)", "4:7 a link without words"),
        ("[a [@b]](#c)", "4:7 a link can't be inside a link"),
        ('[a](https://a.example "title")', "4:7 a link's title would be lost"),
        ("[a](https://a.example/b c)", "4:7 the address 'https://a.example/b c' has a space in it"),
        ("[a](<tel:01632 960123>)", "4:7 the address 'tel:01632 960123' has a space in it"),
        ("[a](01632 960123)", "4:7 '01632 960123' is not an address"),
        ("[5 mg](10 mg)", "4:7 '10 mg' is not an address"),
        ("x" * (LONGEST_PARAGRAPH + 1), "4:7 a paragraph of 20,001 characters; at most 20,000 are allowed"),
    ],
)
def test_what_can_t_be_printed_is_told_where_it_stands(text: str, problem: str) -> None:
    assert problem in told(text)


def test_a_problem_in_a_block_has_its_own_line() -> None:
    assert told("fine\n\n  and {{ nope }}\n", "|") == ["7:13 there is no 'nope'"]


def test_a_title_is_folded() -> None:
    assert plain(" a \n\n b\u00a0c ") == "a b\u00a0c"


MARKS = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "](#x)",
    "[](#y)",
    "[@z]",
    "\\",
    "\\*",
    " ",
    "\n",
    "!",
    ".",
    "`",
]
MARKS += ["<", ">", "&", "{", "}", "](https://a.example)", "{{ date }}", "é", "–"]
WORDS = st.integers(0, 9_999).map(lambda number: f"w{number}")
MIXES = st.lists(st.sampled_from(MARKS) | WORDS, max_size=40)


@settings(max_examples=400)
@example(["**", "w1", "*", "w2", "*"])
@example(["[", "[", "w1", "](#x)", "w2", "](#x)"])
@given(MIXES)
def test_no_word_is_ever_lost(mix: list[str]) -> None:
    problems: list[Diagnostic] = []
    found = paragraphs(Scalar("".join(mix), HERE), problems)
    if problems:
        return
    words = re.findall(r"w\d+", re.sub(r"\]\(#x\)|\]\(https://a.example\)", "]", "".join(mix)))
    out = "".join(run.text if isinstance(run, Words) else " " for runs in found for run in (*runs, Words("\n")))
    assert re.findall(r"w\d+", out) == words


@settings(max_examples=400)
@given(st.lists(st.sampled_from(["*", "_", "**", "(", ")", " ", "é", "."]) | WORDS, max_size=30))
def test_marks_of_emphasis_vanish_in_pairs(mix: list[str]) -> None:
    text = "".join(mix)
    found = paragraphs(Scalar(text, HERE), [])
    out = "".join(run.text for runs in found for run in runs if isinstance(run, Words))
    for mark in "*_":
        assert (text.count(mark) - out.count(mark)) % 2 == 0
    looks = any(run.strong or run.emphasis for runs in found for run in runs)
    assert looks == (len(re.sub(r"\s", "", out)) < len(re.sub(r"\s", "", text)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Say [hola]{lang=Spanish}",
            "4:11 'Spanish' is no language; a language is written as en, en-GB or zh-Hant (BCP 47)",
        ),
        ("Say [hola]{lang=}", "4:11 '' is no language; a language is written as en, en-GB or zh-Hant (BCP 47)"),
        ("Say []{lang=es}", "4:11 a phrase without words"),
    ],
)
def test_a_phrase_has_words_and_a_language(text: str, message: str) -> None:
    assert told(text) == [message]


@settings(max_examples=300)
@given(st.text(max_size=100) | MIXES.map("".join))
def test_any_text_is_runs_or_problems(text: str) -> None:
    problems: list[Diagnostic] = []
    found = paragraphs(Scalar(text, HERE), problems)
    for runs in found:
        assert runs
        for run in runs:
            assert not isinstance(run, Words) or run.text


UNITS = [
    "*",
    "**a",
    "*a_",
    "a*",
    "_a_",
    "[",
    "]",
    "[a](",
    "[a](#b)",
    "](#b)",
    "{{",
    "}}",
    "{",
    "{{'",
    "\\",
    "(((",
    "![",
]
UNITS += ["![", "[](", "**a*", "[a](<", "a_*", "[@", "{{date}}", "***a**_b_", "*a ", "_a ", "*a **b ", "[a](b ", "a \n"]


@pytest.mark.parametrize("unit", UNITS)
def test_twenty_thousand_characters_of_anything_are_taken(unit: str) -> None:
    """Quadratic matching would take minutes here, and the suite with it."""
    text = (unit * LONGEST_PARAGRAPH)[:LONGEST_PARAGRAPH].strip()
    problems: list[Diagnostic] = []
    found = paragraphs(Scalar(text, HERE), problems)
    assert found or problems
