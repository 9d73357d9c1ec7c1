"""The kinds of lists that hospitals have, each with its workspace, for the benchmark of lists."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from batch_material import AUDIENCE, TOPIC, names, workspace

PLAIN = "plain: names in Latin letters"
_VIETNAMESE = "Nguyễn Trần Phạm Huỳnh Đặng Bùi Thị Văn Ngọc Hữu Ánh Bảo Dũng Hằng Khương Lệ Mỹ Phượng Quỳnh Tuấn"
_GREEK = "Ελένη Γιώργος Μαρία Νίκος Παπαδοπούλου Οικονόμου Αλεξίου Βασιλική"
_CYRILLIC = "Юлия Дмитрий Соколова Иванов Щербаков Жанна Олексій Ґалаґан Ђорђе Живковић"
_SCRIPTS = {
    "Arabic": "محمد فاطمة علي عبد الله حسن زينب إبراهيم خديجة يوسف مريم القحطاني الأنصاري",
    "Hebrew": "דוד שרה כהן לוי מרים יוסף אברהם רבקה מזרחי פרץ",
    "Devanagari": "प्रिया राजेश शर्मा कृष्ण लक्ष्मी सिंह अग्रवाल श्रीवास्तव मिश्रा क्षत्रिय",
    "Thai": "สมชาย สุดา ใจดี น้ำฝน วิชัย ปราณี ศรีสุข ทองคำ",
    "Bengali": "রহিম ফাতেমা চৌধুরী মুখোপাধ্যায় সরকার আনোয়ার শ্রাবণী ইসলাম",
    "Chinese": "王小明 李静 张伟 陳美玲 刘洋 赵敏 黄建国 周杰 吴秀英 徐丽",
    "Japanese": "山田花子 佐藤健 鈴木さくら タナカ 高橋ひろし 中村ゆい 小林めぐみ",
    "Korean": "김민준 이서연 박지훈 최수빈 정하은 강도윤 조은우",
}
_TEN = (_GREEK, _CYRILLIC, *_SCRIPTS.values())
_TRANSLATED = {
    "ar": ("تتكون نتوءات صغيرة صلبة تحت الجلد. لونها", "إلى {{ patient.name }}. "),
    "es": ("Se forman bultos pequeños y duros debajo de la piel.", "Para {{ patient.name }}. "),
}
"""Before what each translation has the patient's name, and with which words."""
_WORDS = "take rest after the meal and drink water often ask us if you feel unwell or the skin is sore again today"
_SIGNS = ("≥ 2", "≤ 5", "• rest", "… wait", "€ 5", "→ call")
_TOPICS = (TOPIC, "preparing-for-your-visit", "a-day-at-the-clinic")
_LAYOUTS = {
    "green": 'styles: {heading1: {color: "#1a5a34"}, heading2: {color: "#1a5a34"}}\n',
    "narrow": "page: {margins: {top: 25mm, bottom: 30mm, left: 36mm, right: 36mm}}\n",
}
_OPTIONAL = tuple(f"extra{at}" for at in range(1, 7))

Row = dict[str, str]


class List(NamedTuple):
    """A kind of list."""

    rows: Callable[[int], Iterator[Row]]
    text: str = ""
    """Put into the topic, as a block of YAML."""
    fields: str = ""
    """Declared in clinic.yaml, as lines of YAML."""
    options: tuple[str, ...] = ()
    limit: float | None = 2.0
    """How many times the plain list's time it may take."""
    lead: float | None = None
    """How many times as fast as Typst it must be."""
    topics: tuple[str, ...] = (TOPIC,)
    times: int = 1
    """How many times as many records as other lists it has: a lead over others shows where the start weighs little."""


def _rows(count: int, more: Callable[[random.Random, int], Row] = lambda chance, number: {}) -> Iterator[Row]:
    chance = random.Random(7)
    for number, name in enumerate(names(count), 1):
        yield {"id": f"A-{number:06}", "name": name, **more(chance, number)}


def _named(share: float, *scripts: str) -> Callable[[int], Iterator[Row]]:
    words = [names.split() for names in scripts]

    def name(chance: random.Random, _: int) -> Row:
        return {"name": " ".join(chance.sample(chance.choice(words), 3))} if chance.random() < share else {}

    return lambda count: _rows(count, name)


def _notes(least: int, most: int, signs: bool = False) -> Callable[[int], Iterator[Row]]:
    def note(chance: random.Random, _: int) -> Row:
        words = chance.choices(_WORDS.split(), k=chance.randint(least, most))
        if signs:
            words[len(words) // 2] = chance.choice(_SIGNS)
        return {"note": " ".join(words)}

    return lambda count: _rows(count, note)


def _some(*fields: str) -> Callable[[int], Iterator[Row]]:
    def values(chance: random.Random, _: int) -> Row:
        return {field: chance.choice(_WORDS.split()) if chance.random() < 0.5 else "" for field in fields}

    return lambda count: _rows(count, values)


def _mixed(count: int) -> Iterator[Row]:
    """Records of two languages, three layouts and three topics, of which only the first is translated."""

    def choices(chance: random.Random, _: int) -> Row:
        topic = chance.choice(_TOPICS)
        language = chance.choice(("en-GB", "es")) if topic == TOPIC else "en-GB"
        visit = {
            "appointment": f"2027-03-{chance.randint(1, 31):02} 09:{chance.randint(0, 59):02}",
            "seen_by": "Dr Hill",
        }
        asked = {"topic": topic, "layout": chance.choice(("patient", *_LAYOUTS)), "language": language}
        return asked | (visit if topic == _TOPICS[1] else {})

    return _rows(count, choices)


def _optional(names: tuple[str, ...], more: str = "") -> str:
    return "".join(f"  {name}: {{type: text, required: false, max: 2000{more}}}\n" for name in names)


_NOTE = "      - text: \"{{ patient.note | default('none') }}\"\n"
_TABLE = """      - table:
          columns: [What, Yours]
          rows:
            - [Ward, "{{ patient.extra1 | default('none') }}"]
            - [Room, "{{ patient.extra2 | default('none') }}"]
            - [Bed, "{{ patient.extra3 | default('none') }}"]
"""
_PRINTED = "      - facts:\n" + "".join(
    f'          - {{label: {name}, value: "{{{{ patient.{name} }}}}"}}\n' for name in _OPTIONAL
)
LISTS = {
    PLAIN: List(_rows),
    "half the names Vietnamese": List(_named(0.5, _VIETNAMESE)),
    "a tenth Greek or Cyrillic": List(_named(0.1, _GREEK, _CYRILLIC)),
    **{f"names in {script}": List(_named(1.0, words)) for script, words in _SCRIPTS.items()},
    "names in eight scripts": List(_named(1.0, *_SCRIPTS.values())),
    "names in ten scripts": List(_named(0.9, *_TEN), limit=None, lead=25),
    "names in Latin letters, a long list": List(_rows, limit=None, lead=25, times=10),
    "names in ten scripts, a long list": List(_named(0.9, *_TEN), limit=None, lead=25, times=10),
    "letters in Arabic, Latin names": List(_rows, options=("--language", "ar")),
    "letters in Arabic, Arabic names": List(_named(1.0, _SCRIPTS["Arabic"]), options=("--language", "ar")),
    "names in three European scripts": List(_named(0.8, _VIETNAMESE, _GREEK, _CYRILLIC)),
    "very long names": List(
        lambda count: _rows(count, lambda chance, _: {"name": " ".join(chance.choices(names(50), k=4))})
    ),
    "notes of 5 to 60 words": List(_notes(5, 60), _NOTE, _optional(("note",)), limit=3.0),
    "the same with … ≥ • € →": List(_notes(5, 60, signs=True), _NOTE, _optional(("note",)), limit=3.0),
    "notes of 5 to 130 words": List(_notes(5, 130), _NOTE, _optional(("note",)), limit=3.0),
    "fields in the cells of a table": List(_some(*_OPTIONAL[:3]), _TABLE, _optional(_OPTIONAL), limit=3.0),
    "six optional fields, half missing": List(_some(*_OPTIONAL), _PRINTED, _optional(_OPTIONAL)),
    "the same six, declared and not printed": List(_some(*_OPTIONAL), "", _optional(_OPTIONAL)),
    "a note for clinicians only": List(_notes(5, 20), "", _optional(("note",), ", audience: clinician")),
    "two languages, three layouts, three topics": List(
        _mixed,
        options=("--topics-column", "topic", "--layout-column", "layout", "--language-column", "language"),
        topics=_TOPICS,
    ),
    "in print runs": List(_rows, options=("--combine",), limit=1.5),
}


def made(folder: Path, name: str, count: int) -> list[str]:
    """The workspace and the list of one kind, and the arguments of its batch."""
    kind = LISTS[name]
    folder.mkdir()
    root = workspace(folder / "workspace")
    topic = root / "content" / f"{TOPIC}.yaml"
    text = topic.read_text(encoding="utf-8")
    at = text.index("      - text: ", text.index("id: what-might-i-notice"))
    block = f"{kind.text}        audience: patient\n" if kind.text else ""
    topic.write_text(text[:at] + block + text[at:], encoding="utf-8")
    if kind.fields:
        clinic = root / "clinic.yaml"
        said = clinic.read_text(encoding="utf-8")
        clinic.write_text(said.replace("\nfields:\n", f"\nfields:\n{kind.fields}", 1), encoding="utf-8")
    for language, (place, words) in _TRANSLATED.items():
        translation = root / "content" / f"{TOPIC}.{language}.yaml"
        said = translation.read_text(encoding="utf-8")
        translation.write_text(said.replace(place, words + place, 1), encoding="utf-8")
    for layout, look in _LAYOUTS.items():
        said = f"extends: patient\naudience: [patient]\n{look}"
        (root / "layouts" / f"{layout}.yaml").write_text(said, encoding="utf-8")
    path = folder / "list.csv"
    rows = [*kind.rows(count)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys() | dict.fromkeys(key for row in rows for key in row))
        writer.writeheader()
        writer.writerows(rows)
    return ["-C", str(root), "batch", *kind.topics, "--audience", AUDIENCE, "--patients", str(path), *kind.options]


def asked(call: list[str], out: Path) -> list[str]:
    """A batch's arguments with the places of what it makes."""
    named = [str(out / "print.pdf")] if call[-1] == "--combine" else []
    return [*call, *named, "-o", str(out / "out"), "--workers", "2"]
