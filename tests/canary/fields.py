"""Random topics with a patient's fields in their texts, random layouts for them, and random records."""

from __future__ import annotations

import datetime
from random import Random

from canary.files import dump
from canary.topics import FACETS, Author, Readers
from canary.workspace import CLINIC
from handout.patients import Patient
from handout.patients.values import FieldValue

LANGUAGES = ("en", "en-GB", "de", "ar", "he", "hi", "ru", "tr")
FIELDS = ("name", "name", "name", "id", "note", "ward", "seen_by", "appointment", "birth_date", "choice", "age", "side")
DATES = ("appointment", "birth_date")
PROSE = {
    "ar": "خذ قرصا واحدا في اليوم مع الماء (مرتين) ٥ ملغ 400 mg، صباحًا ومساءً",
    "he": "קח כדור אחד ביום עם מים (בבוקר) 400 מ״ג שָׁלוֹם",
    "hi": "दिन में दो बार एक गोली लें (सुबह) 400 mg क्षत्रिय ज्वर",
    "ru": "Принимайте по одной таблетке в день (утром) 5 мг",
    "en": "take one tablet in the evening 5 mg 12.5 ml/kg 10–20 (see) “quoted” o’clock fi ffl office mother-in-law's",
}
_NAMES = """
Anna Anne Zoë O’Brien Quayle Smith-Jones Ångström Łucja Nguyễn İpek Straße affluent Ελένη ΄Αννα Юлия Ћирић სალომე
محمد عبد الله فاطمة شہزاد יוסף שָׂרָה दीपिका क्षेत्री สมชาย ِب <b>x</b> *Ann* {{x}} (Jr.) [1] 10 mg 2026-01-01 555-0199 50%
« » — ✓ ½ ² ﬁ ٠١٢
"""
NAMES = _NAMES.split()
BANDS = (
    "name", "id", "birth_date", "ward | default('–')", "note | default('none')", "appointment | default('on a day')",
)  # fmt: skip
STATIC = ("{{ clinic.name }}", "{{ topic.title }}", "{{ topic.summary }}", "{{ page }}", "{{ page_of_pages }}", "ΩΨ لـ")
ROLES = (
    "body",
    "item",
    "cell",
    "callout-text",
    "summary-text",
    "header",
    "footer",
    "patient-value",
    "value",
    "caption",
)
LOOKS = (
    {"align": "right"}, {"align": "center"}, {"size": "9pt"}, {"size": "14pt"}, {"weight": "bold"},
    {"slant": "italic"}, {"leading": 1.6},
)  # fmt: skip


class Fielding(Author):
    """Writes fields, and words of several scripts, into the texts."""

    def __init__(self, chance: Random, *, loose: bool) -> None:
        super().__init__(chance, loose=loose)
        self._readers: Readers = ()

    def text(self, readers: Readers, *, drops: bool = False) -> object:
        """A text whose fields its readers may have."""
        self._readers = readers
        return super().text(readers, drops=drops)

    def inline(self) -> str:
        """A text of one paragraph."""
        parts = [super().inline()]
        while not self.chance(3):
            parts.insert(self._random.randint(0, len(parts)), self._field() if self.chance(2) else self._prose())
        return self._random.choice((" ", " ", "", "/")).join(parts)

    def _prose(self) -> str:
        words = self._random.choice([*PROSE.values()]).split()
        return " ".join(self._random.choice(words) for _ in range(self._random.choice((1, 2, 4, 12))))

    def _field(self) -> str:
        name = "room" if self._readers == ("clinician",) and self.chance(2) else self._random.choice(FIELDS)
        shown = f"patient.{name}"
        if name in DATES and self.chance(2):
            shown += f" | date('{self._random.choice(('full', 'long', 'medium', 'short'))}')"
        if name not in FACETS and self.chance(3):
            shown += f" | default('{self._random.choice(('', 'none', '–', 'not known'))}')"
        look = self._random.choice(("{}", "{}", "**{}**", "*{}*", "[{}](https://x.example)", "({})", "{}.", "{}’s"))
        return look.format("{{ " + shown + " }}")


def clinic(seed: int) -> str:
    """A clinic whose fields the topic of this seed may print, in a language of its own."""
    more = "".join(
        f"  {name}: {{type: text, label: {name}, required: false, max: 2000}}\n" for name in ("note", "ward")
    )
    language = Random(seed).choice(LANGUAGES)
    found = CLINIC.replace("language: en", f"language: {language}").replace("{en: Choice}", "Choice")
    return found.replace("facets:\n", f"{more}facets:\n")


def layout(chance: Random) -> str:
    """A layout with fields in its headers and footers."""
    margins = {side: f"{chance.randint(12, 35)}mm" for side in ("top", "left", "right")}
    found: dict[str, object] = {
        "page": {"margins": margins, "columns": chance.choice((1, 1, 2)), "size": chance.choice(("A4", "Letter"))},
        "text": {"scale": chance.choice(("standard", "standard", "clear", "large"))},
        "styles": {role: chance.choice(LOOKS) for role in chance.sample(ROLES, 4)},
        "header": {**_cells(chance), **({"first": _cells(chance)} if chance.random() < 0.5 else {})},
        "footer": _cells(chance),
        "show": {name: chance.random() < 0.5 for name in ("masthead", "patient-box", "summary", "contents", "sources")},
    }
    return dump(found, flow=False)


def _cells(chance: Random) -> dict[str, str]:
    cells = {}
    for side in chance.sample(("left", "center", "right"), chance.randint(1, 2)):
        parts = ["{{ patient." + chance.choice(BANDS) + " }}" for _ in range(chance.randint(0, 2))]
        parts.append(chance.choice(("{}", "**{}**")).format(chance.choice(STATIC)))
        chance.shuffle(parts)
        cells[side] = chance.choice((" ", ", ", " – ")).join(parts)
    return cells


def records(chance: Random, count: int) -> list[Patient]:
    """Records of which many lack what others have."""
    return [Patient(values=_values(chance, number), personal=True) for number in range(count)]


def _values(chance: Random, number: int) -> dict[str, FieldValue]:
    born = datetime.date(chance.randint(1930, 2024), chance.randint(1, 12), chance.randint(1, 28))
    found: dict[str, FieldValue] = {"id": f"A-{number}", "name": _words(chance, 3) + "a", "birth_date": born}
    for name, most in (("note", 30), ("ward", 3), ("seen_by", 3), ("room", 4)):
        if chance.random() < 0.6:
            found[name] = _words(chance, most)
    if chance.random() < 0.9:
        found["appointment"] = datetime.datetime.fromisoformat(f"2026-12-{chance.randint(10, 28)}T09:30")
    choices = {**FACETS, "choice": ("a", "b")}
    return found | {name: chance.choice(values) for name, values in choices.items() if chance.random() < 0.8}


def _words(chance: Random, most: int) -> str:
    return " ".join(chance.choice(NAMES) for _ in range(chance.randint(1, most)))
