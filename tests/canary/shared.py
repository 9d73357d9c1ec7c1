"""Random topics whose audiences share words: numbers, units, names of drugs, the clinic's own lines, a file's words."""

from __future__ import annotations

from canary.topics import Author

PHRASES = """
0.1 % | 1.0 % | 1/2 | 10-20 | 5 x 3 | 5 | 50 | 1 | 2 | 12 | 2026 | 1,000 | 1 / 2 | Page 1 of 2 | page 2 | 1. | 3 | [1]
5 mg | 50 mg | 5 ml | 0.5 mg/kg | 5-10 mg | mg | ml | % | twice a day | once a day | at night | 1 tablet | 2 tablets
Betamethasone | Hydrocortisone | Betamethasone 0.1 % | Betamethasone once a day | calcium | blood calcium | renal
The clinic | By day | 555 0100 | By day: 555 0100 | By day, 555 0100 | The clinic, by day: 555 0100 | clinic.example
handout | handout 0.1.0 | PDF | en | D | A | x-default | Adobe | sRGB | PDF/UA | part 1 | ISO 14289 | internal | FiraGO
2000-01-01 | January 1, 2000 | 2026-11-01 | November 1, 2026 | 11/1/26 | 2000 | 01 | 00
Draft | For patients and carers | In short | Sources | Name | [Name] | Medicine | Morning | as needed
Anna Quayle | Anna | A-7 | Dear Anna Quayle | w1x | w2x: | Title | QR code for | x.example | on | at | of | the | a | no
Ring the clinic if the pain is bad | if the pain is bad | Ring the clinic | the pain is bad, or worse than that
Take 5 ml twice a day with food | twice a day with food for 5 days | with food | for 5 days
"""
PHRASE = [phrase.strip() for line in PHRASES.strip().splitlines() for phrase in line.split("|")]


class Sharing(Author):
    """Writes texts of phrases that are in everybody's."""

    def word(self) -> str:
        self._count += 1
        return " ".join(self._random.choice(PHRASE) for _ in range(self._random.choice((1, 1, 1, 2, 3))))

    def address(self) -> str:
        return self._random.choice(("https://x.example", "https://clinic.example", f"https://x.example/{self._count}"))
