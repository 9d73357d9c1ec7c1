"""The scan in scripts without spaces: it finds parts of a restricted sentence, and refuses no right document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any
from zlib import crc32

import pytest

from canary.files import files
from canary.oracle import Oracle, Reader
from canary.topics import FACETS, FIRST, Author
from canary.workspace import CLINIC, written
from handout import select
from handout.content.blocks.table_cells import Cell
from handout.content.blocks.table_columns import Column
from handout.content.nodes import Node
from handout.diagnostics import HandoutError, Span
from handout.document import Document, Figure, QrCode, Table, every
from handout.i18n import dictionary
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.verify.privacy.denylist import DenyList, RestrictedText
from handout.verify.privacy.leak_detector import LeakDetector, leak_detector
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import words
from handout.verify.privacy.scanned_document import scanned_document
from handout.verify.privacy.written import plain
from handout.workspace.load import load

SENTENCES = {
    "th": "ตรวจการทำงานของตับก่อนเริ่มยาและหยุดยาทันทีหากผู้ป่วยมีอาการตัวเหลือง",
    "zh-Hans": "用药前检查肝功能，如转氨酶升高三倍以上请立即停药。",
    "zh-Hant": "用藥前檢查肝功能，如轉氨酶升高三倍以上請立即停藥。",
    "ja": "投与前に肝機能を検査し、ＡＬＴが基準値の３倍を超えたら直ちに中止する。",
    "km": "ពិនិត្យមុខងារថ្លើមមុនចាប់ផ្តើមថ្នាំហើយឈប់ថ្នាំភ្លាមប្រសិនបើលើស៣ដង",
    "lo": "ກວດການເຮັດວຽກຂອງຕັບກ່ອນເລີ່ມຢາແລະຢຸດຢາທັນທີ",
    "my": "ဆေးမစမီအသည်းလုပ်ငန်းစစ်ဆေးပြီးသုံးဆကျော်လျှင်ချက်ချင်းရပ်ပါ။",
}
FINE = {
    "th": "รับประทานยาวันละสองครั้งหลังอาหาร",
    "zh-Hans": "每日两次，饭后服用，如有不适请联系诊所。",
    "zh-Hant": "每日兩次，飯後服用，如有不適請聯絡診所。",
    "ja": "１日２回、食後に飲んでください。",
    "km": "លេបថ្នាំពីរដងក្នុងមួយថ្ងៃបន្ទាប់ពីអាហារ",
    "lo": "ກິນຢາມື້ລະສອງຄັ້ງຫຼັງອາຫານ",
    "my": "တစ်နေ့နှစ်ကြိမ်အစာစားပြီးနောက်ဆေးသောက်ပါ။",
}


def detector(denied: str, *permitted: str) -> LeakDetector:
    allowed = Permitted()
    allowed.own(*permitted)
    return LeakDetector(DenyList([RestrictedText(plain(denied), Span("t.yaml"))], allowed.texts), allowed)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_part_of_a_sentence_is_found_wherever_it_is_cut(language: str) -> None:
    denied, fine = SENTENCES[language], FINE[language]
    net = detector(denied, fine)
    letters = words(denied)
    assert len(letters) > 15
    for start in range(len(letters) - 5):
        part = "".join(letters[start : start + 6])
        assert [*net.leaks([part])], part
        assert [*net.leaks([f"{fine}{part}{fine}"])], part
        ends = "".join(letters[start : start + 3]), "".join(letters[start + 3 : start + 6])
        assert [*net.leaks([ends[0], f"{ends[1]} {fine}"])], part  # at the end of a page
    assert [*net.leaks([fine])] == []


@pytest.mark.parametrize("language", SENTENCES)
def test_spaces_marks_and_width_of_lines_make_no_difference(language: str) -> None:
    net = detector(SENTENCES[language])
    letters = words(SENTENCES[language])
    assert [*net.leaks([" ".join(letters[2:8])])]
    assert [*net.leaks(["「" + "・".join(letters[2:8]) + "」"])]


def test_a_value_between_two_letters_is_explained_by_both() -> None:
    net = detector("王芳疑似狼疮", "亲爱的", "先生，请每日服用", "王芳", "5", "毫克。")
    assert [*net.leaks(["亲爱的王芳先生，请每日服用5毫克。"])] == []
    assert [*net.leaks(["亲爱的王芳疑似狼疮，请每日服用5毫克。"])]


PHRASES = {
    "th": "ยา ครีม วันละ 2 ครั้ง หลังอาหาร โทร คลินิก ถ้า ปวด มาก ตับ ไต ห้าม หยุด เอง 5 มก. 0.1 % 12 ๓ สัปดาห์ แพทย์",
    "zh": "药 乳膏 每日 2 次 饭后 请 联系 诊所 如果 疼痛 加重 肝 肾 不要 自行 停药 5 毫克 0.1 % 12 三 周 医生 （ ） ，",
    "ja": "薬 クリーム １日 2 回 食後 に 電話 クリニック もし 痛み が ひどい 肝臓 腎臓 中止 しない 5 mg 12 週 「 」",
    "km": "ថ្នាំ ក្រែម មួយថ្ងៃ 2 ដង ក្រោយអាហារ ទូរស័ព្ទ គ្លីនិក បើ ឈឺ ខ្លាំង ថ្លើម តម្រងនោម កុំ ឈប់ 5 មក 0.1 % 12 ៣ សប្តាហ៍",
}


def sharing(language: str) -> type[Author]:
    """An author of sentences without spaces, of phrases that are in everybody's."""
    phrases = PHRASES[language].split(" ")

    class Unspaced(Author):
        def word(self) -> str:
            self._count += 1
            chosen = "".join(self._random.choice(phrases) for _ in range(self._random.choice((1, 2, 3, 6))))
            return chosen if chosen.strip("（），「」、% ") else phrases[0]

    return Unspaced


def found_in(renderer: Renderer, request: Request, document: Document) -> list[Any]:
    """What the detector finds in the words of a document, leaf by leaf."""
    _, context = renderer.selected("t", request)
    net = leak_detector(scanned_document(renderer.workspace, context, ("t",), request.audience))
    return [hit for text in said(document) for hit in net.leaks([text])]


def said(document: Document) -> list[str]:
    texts = [leaf.text for leaf in document.every_leaf]
    return texts + [node.alt for node in every(document.body) if isinstance(node, Figure | QrCode)]


def presses(pages: Iterator[Mapping[str, str]]) -> Iterator[Renderer]:
    for each in pages:
        with written(each) as root:
            try:
                yield Renderer(load(root))
            except HandoutError:
                continue


def never_refused(language: str, seeds: range) -> int:
    made = 0
    for renderer in presses(files(seed, author=sharing(language)) for seed in seeds):
        for audience in ("patient", "carer"):
            request = Request(topics=("t",), audience=audience)
            try:
                document = renderer.document(request)
            except HandoutError:
                continue
            assert found_in(renderer, request, document) == []
            made += 1
    return made


@pytest.mark.parametrize("language", PHRASES)
def test_no_right_topic_is_refused(language: str) -> None:
    assert never_refused(language, range(70)) > 50


@pytest.mark.deep
@pytest.mark.parametrize("language", PHRASES)
def test_no_right_topic_is_refused_of_1_000(language: str) -> None:
    assert never_refused(language, range(1_000)) > 800


def test_a_right_document_in_thai_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it: fonts, lines, and the scan of the finished file."""
    monkeypatch.setattr(dictionary, "installed", lambda: True)
    monkeypatch.setattr(dictionary, "divided", lambda stretch, tag: tuple(syllables(stretch)))
    made = 0
    for renderer in presses(files(seed, author=sharing("th")) for seed in range(20)):
        try:
            renderer.render(Request(topics=("t",), audience="patient"))
            made += 1
        except HandoutError as error:
            assert error.exit_code != 5, str(error)
    assert made > 4


def syllables(stretch: str) -> Iterator[int]:
    """Where two consonants stand side by side: about where a syllable ends."""
    return (match.start() + 1 for match in re.finditer("[ก-ฮ](?=[เแโใไก-ฮ])", stretch))


ALPHABETS = {
    "zh": ("肝肾心肺脑胃肠皮骨血", "轻重急慢新旧左右内外", "患者需复查"),
    "ja": ("肝腎心肺脳胃腸皮骨血", "アイウエオカキクケコ", "の再検査が必要"),
    "th": ("กขคงจชซญดต", "ทธนบปผฝพฟภ", "ควรตรวจซ้ำ"),
    "km": ("កខគឃងចឆជឈញ", "ដឋឌឍណតថទធន", "ត្រូវពិនិត្យម្តងទៀត"),
}


def sentence(number: int, language: str) -> str:
    """A sentence of its own for each number, most of which all others have too."""
    firsts, seconds, end = ALPHABETS[language]
    return "".join(f"{firsts[int(digit)]}{seconds[int(digit)]}" for digit in f"{number:03}") + end


def numbers(texts: list[str], language: str) -> set[int]:
    """Of the sentences that are in some texts, whole or cut."""
    firsts, seconds, _ = ALPHABETS[language]
    found = re.findall("".join(f"([{firsts}])[{seconds}]" for _ in range(3)), "\n".join(texts))
    return {int("".join(str(firsts.index(letter)) for letter in each)) for each in found}


def unspaced(pages: Mapping[str, str], language: str) -> dict[str, str]:
    """A random topic with a sentence for each of its canaries, but in addresses."""
    canary = re.compile(r"(?<![/\w])w(\d\d+)x")
    return {name: canary.sub(lambda match: sentence(int(match[1]), language), text) for name, text in pages.items()}


def patients_numbers(pages: Mapping[str, str]) -> set[int]:
    """The canaries that some patient gets."""
    oracle = Oracle({"clinic.yaml": CLINIC, **pages})
    every_case = (dict(zip(FACETS, values, strict=True)) for values in product(*FACETS.values()))
    found = (oracle.said(Reader("patient", facets)) for facets in every_case)
    names = (word for each in found if each is not None for word in (*each.words, *each.alts))
    return {int(name[1:-1]) for name in names if re.fullmatch(r"w\d+x", name)}


@pytest.mark.parametrize("language", ALPHABETS)
def test_whatever_a_broken_select_lets_through_is_found(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    true, salt = select.excluded, 0

    def broken(node: Node, audience: str) -> str:
        which = "columns" if isinstance(node, Column | Cell) else f"{node.span.line}:{node.span.column}"
        return "" if crc32(f"{salt} {which}".encode()) % 2 == 0 else true(node, audience)

    monkeypatch.setattr(select, "excluded", broken)
    leaked = right = 0
    for salt in range(25):
        pages = files(salt)
        own = patients_numbers(pages)
        for renderer in presses(iter([unspaced(pages, language)])):
            facets = {name: values[0] for name, values in FACETS.items()}
            request = Request(topics=("t",), audience="patient", patient=Patient(values=facets, personal=False))
            try:
                document = renderer.document(request)
            except HandoutError:
                continue
            if any(
                len(row.cells) != len(table.columns)
                for table in every(document.body)
                if isinstance(table, Table)
                for group in table.groups
                for row in group.rows
            ):
                continue
            wrong = {number for number in numbers(said(document), language) if number >= FIRST} - own
            assert bool(found_in(renderer, request, document)) == bool(wrong), (salt, wrong)
            leaked, right = leaked + bool(wrong), right + (not wrong)
    assert leaked > 3 and right > 0
