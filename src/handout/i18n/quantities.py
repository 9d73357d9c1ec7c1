"""Units as they are written beside numbers in texts on health: `5 mg`, `IU 500000`, `2 tablets`.

They are in one module, since several parts of the program ask whether a number is an amount.  The symbols are those of
the SI and of medicine (ISO 80000, UCUM), the words those of the program's languages.
"""

from __future__ import annotations

import re

from handout.source.patterns import apart, uncompiled


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _both(text: str) -> frozenset[str]:
    """The symbols of a text, with either sign for micro."""
    return words(text) | words(text.replace("µ", "μ"))


SYMBOLS = _both(
    """
    kg g mg µg ug mcg ng pg l L dl cl ml cc µl ul fl mol mmol µmol umol nmol pmol mosmol mval meq IU I.U. IE I.E. UI
    U.I. MIU mIU kIU U mU µU kU MU m dm cm mm µm nm km m² m2 cm² cm2 mm² mm2 cm³ cm3 mm³ mm3 J kJ cal kcal W V A mA
    Hz kHz MHz Ω Pa kPa hPa bar mbar mmHg cmH2O N mN Gy cGy mGy Sv mSv µSv Bq kBq MBq GBq Ci mCi µCi % ‰ ppm ° °C °F
    ℃ ℉ K dpt dB bpm lb lbs oz st
    """
)
"""Symbols behind a number, or before it, such as `IU`; case matters for symbols of one letter."""

_ENGLISH = """
    gram grams gramme grammes kilogram kilograms milligram milligrams milligramme milligrammes microgram micrograms
    microgramme microgrammes nanogram nanograms nanogramme nanogrammes litre litres liter liters millilitre
    millilitres milliliter milliliters mole moles millimole millimoles unit units percent degree degrees mil mils
    tablet tablets tab tabs pill pills capsule capsules cap caps drop drops puff puffs spray sprays sachet sachets
    patch patches ampoule ampoules amp amps vial vials lozenge lozenges suppository suppositories pessary pessaries
    dose doses inhalation inhalations spoon spoons spoonful spoonfuls teaspoon teaspoons teaspoonful teaspoonfuls
    tablespoon tablespoons tablespoonful tablespoonfuls injection injections application applications metre metres
    meter meters centimetre centimetres centimeter centimeters millimetre millimetres millimeter millimeters
    kilojoule kilojoules kilocalories calories
"""
_GERMAN = """
    gramm kilogramm milligramm mikrogramm nanogramm einheit einheiten prozent grad tablette tabletten tbl pille
    pillen kapsel kapseln kps tropfen trpf gtt hub hübe sprühstöße beutel pflaster ampulle ampullen zäpfchen dosis
    dosen löffel teelöffel esslöffel messlöffel spritze spritzen stück stk zentimeter
"""
_SPANISH = """
    gramo gramos kilogramo kilogramos miligramo miligramos microgramo microgramos litro litros mililitro mililitros
    unidad unidades grado grados comprimido comprimidos tableta tabletas pastilla pastillas cápsula cápsulas gota
    gotas inhalaciones pulverizaciones sobre sobres parche parches ampolla ampollas viales supositorio supositorios
    cucharada cucharadas cucharadita cucharaditas cucharilla cucharillas inyección inyecciones metro metros
    centímetro centímetros milímetro milímetros
"""
_OTHERS = """
    kilogrammes litri chilogrammo chilogrammi grama gramas quilograma quilogramas gramy gramów kilogramy kilogramów
    kilograma mikrogramy mikrograma litr litry litrów litra литр литра литров килограмм килограмма килограммов грами
    літр літра літрів кілограм кілограма кілограмів miligam micrôgam gam kilôgam mililít lít garaam mililitar
    litar procent
    gramme grammes kilogramme milligramme milligrammes microgramme microgrammes millilitre millilitres unité unités
    comprimé comprimés gélule gélules goutte gouttes bouffée bouffées ampoules suppositoires cuillère cuillères
    cuillerée cuillerées dosettes
    grammo grammi milligrammo milligrammi microgrammo microgrammi millilitro millilitri unità compressa compresse
    pastiglia pastiglie capsula capsule goccia gocce bustina bustine fiala fiale supposta supposte cucchiaio cucchiai
    cucchiaino cucchiaini cerotto cerotti
    miligrama miligramas micrograma microgramas mililitros unidade unidades comprimidos cápsulas gotas saqueta saquetas
    ampola ampolas supositório supositórios colher colheres adesivo adesivos dose doses
    milligram microgram milliliter eenheid eenheden tablet tabletten capsule capsules druppel druppels pufje pufjes
    zakje zakjes pleister pleisters ampul ampullen zetpil zetpillen lepel lepels eetlepel theelepel
    miligram miligramy miligramów mikrogramów mililitr mililitry mililitrów jednostka jednostki jednostek tabletka
    tabletki tabletek kapsułka kapsułki kapsułek kropla krople kropli saszetka saszetki saszetek ampułka ampułki ampułek
    czopek czopki czopków łyżka łyżki łyżek łyżeczka łyżeczki łyżeczek plaster plastry plastrów dawka dawki dawek
    мг мкг г кг мл л ед МЕ ммоль мкмоль грамм грамма граммов миллиграмм миллиграмма миллиграммов микрограмм микрограмма
    миллилитр миллилитра миллилитров единица единицы единиц таблетка таблетки таблеток капсула капсулы капсул капля
    капли капель ампула ампулы ампул пакетик пакетика пакетиков пластырь пластыря пластырей свеча свечи свечей ложка
    ложки ложек доза дозы доз вдох вдоха вдохов
    од МО грам грама грамів міліграм міліграма міліграмів мікрограм мікрограма мілілітр мілілітра мілілітрів одиниця
    одиниці одиниць таблетки таблеток капсули крапля краплі крапель ампули пакетик пакетики пакетиків пластир пластирі
    свічка свічки свічок ложки ложок дози вдихи вдихів
    miligram mikrogram mililitre ünite tablet tabletler kapsül damla poşet ampul fitil kaşık ölçek doz puf
    viên giọt gói ống muỗng thìa miếng liều nhát đơn
    miligram mikwogram mililit inite grenn gout ti-kiyè kiyè sachè
    miligramo mikrogramo mililitro yunit tableta kapsula patak kutsara kutsarita pakete
    miligaraam mililitir halbeeg kiniin kaabsol dhibcood dhibic qaado bakidh
    ملغ ملغم مغ ملجم مجم مكغ مكجم ميكروغرام ميكروجرام غ غم غرام غرامات جرام جم كغ كغم كيلوغرام كيلوجرام مليغرام ملليغرام
    ميليغرام مليجرام ملليجرام مل ملل مليلتر ملليلتر ميليلتر لتر سم ملم وحدة وحدات حبة حبات حبتان حبوب قرص أقراص كبسولة
    كبسولات قطرة قطرات بخة بخات ملعقة ملاعق جرعة جرعات أمبولة أمبولات تحميلة تحاميل لصقة لصقات كيس أكياس حقنة حقن درجة
    میلی‌گرم میلیگرم میکروگرم گرم کیلوگرم کیلو میلی‌لیتر میلیلیتر لیتر سی‌سی سانتی‌متر واحد عدد کپسول قطره پاف قاشق شیاف
    آمپول ساشه درجه ملی‌گرام ملیگرام گرام کلو ملی‌لیٹر ملیلیٹر لیٹر یونٹ گولی گولیاں گولیوں قطرے چمچ خوراک خوراکیں
    מ״ג מק״ג מ״ל ק״ג ס״מ מ״מ יח׳ יח' מג מקג קג גרם מיליגרם מיקרוגרם קילוגרם קילו מיליליטר ליטר יחידה יחידות
    כדור כדורים טבליה טבליות טבלייה טבליות קפסולה קפסולות כמוסה כמוסות טיפה טיפות שאיפה שאיפות כף כפות כפית כפיות
    מנה מנות אמפולה אמפולות נר נרות מדבקה מדבקות זריקה זריקות מעלה מעלות אחוז אחוזים
"""
"""French, Italian, Portuguese, Dutch, Polish, Russian, Ukrainian, Turkish, Vietnamese, Haitian, Tagalog, Somali,
Arabic, Persian, Urdu, Hebrew."""
WORDS = words(_ENGLISH) | words(_GERMAN) | words(_SPANISH) | words(_OTHERS)
"""Units in words, and forms of medicines that are counted, in lower case; case doesn't matter."""

PHRASES = ("per cent", "por ciento")
"""Units of two words."""

_PER = r"(?:/|\bper\s|\bpro\s|\bpor\s|\bje\s)"
_NUMBER = r"\d[\d.,'·]*"
_DASH = apart("[\u2010-\u2015]") + "|" + apart("\u2212")
_BETWEEN = rf"\s?(?:[-/x×*+±~]|{_DASH}|\b(?:to|or|and|bis|oder|und|a|o|y)\b)\s?"
_REACH = 60
"""How many characters on either side of a number are searched for a unit."""

# Units of one word are looked up in a set: compiling a pattern of 540 words takes as long as laying out a page.
_NO_WORD = sorted((unit for unit in (*SYMBOLS, *PHRASES, *WORDS) if not unit.isalnum()), key=len, reverse=True)
_MARKED = f"(?i:{'|'.join(map(re.escape, _NO_WORD))})"
"""The units that have other characters than letters and digits."""
# Between the number and its unit the rest of a range may be: 500000 to 900000 IU.
_BEHIND = uncompiled(
    rf"(?:{_BETWEEN}{_NUMBER})*\s?[-(]?(?:{_MARKED}(?!\w)|(?:{_PER}\s?)?(?:{_MARKED}(?!\w)|(?P<word>\w+)))"
)
_BEFORE = uncompiled(
    rf"(?P<own>\d\s?)?(?<![^\W\d_])(?:{_MARKED}|(?P<word>[^\W\d_]+(?:[23]|[Hh]2[Oo])??))"
    rf"\)?[:=.]?\s?(?:{_NUMBER}{_BETWEEN})*$"
)
_SHORT = frozenset(unit for unit in (*SYMBOLS, *WORDS) if len(unit) == 1)
_TURKISH = str.maketrans("İı", "ii")


def _folded(word: str) -> str:
    return word.translate(_TURKISH).lower()


_LONG = frozenset(_folded(unit) for unit in (*SYMBOLS, *PHRASES, *WORDS) if len(unit) > 1)


def is_unit(word: str) -> bool:
    """Whether a word, without marks around it, is a unit or a form that is counted."""
    return word in _SHORT or _folded(word) in _LONG


def has_unit(text: str, start: int, end: int) -> bool:
    """Whether the number between two indexes of a text has a unit: behind it, or before it as in `IU 500000`.

    A unit that follows a number of its own, as in `70 kg 12/03/2026`, is that number's.
    """
    behind = _BEHIND.match(text, end, end + _REACH)
    if behind and (behind["word"] is None or is_unit(behind["word"])):
        return True
    before = _BEFORE.search(text[max(start - _REACH, 0) : start])
    return before is not None and before["own"] is None and (before["word"] is None or is_unit(before["word"]))
