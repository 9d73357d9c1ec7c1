"""What a line never ends inside of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.document import Run
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText
from handout.layout.text.unbreakable import binds, bonds, plain
from layout.documents import FONTS, STYLES, leaf

DOSES = """
    37.5_mg · 2.5_mg/kg · 12,5_mg · 0.5_µg · 250_mcg · 100_micrograms · 5_ml · 5_mL · 10_millilitres · 2_l · 400_IU
    1_000_units · 100_IU/ml · 1_tablet · 2_tablets, · ½_tablet · 1_½_tablets · 1_1/2_tablets · 1-2_tablets · 2_capsules
    3_puffs · 4_drops · 2_sachets · 2_fingertip_units · 3_times a day · 3_x daily · 8_hours · 10_days · 6_weeks
    (2_weeks) · 37.5_°C · 98_°F · 80_kg · 170_cm · 120/80_mmHg · 120_mm_Hg · 5.5_mmol/L · 48_mmol/mol · 5_% · 5_per_cent
    10.25_×_10⁹/L · 10.25_x_10^9/L · 10.25_×10⁹/L · <_5 · <_5_mg/L · ≥_18_years · ±_2 · £_20 · 20_€ · 5_million
    90_mL/min/1.73_m² · 2_×_5_mg · 1_-_2 · 1_–_2_tablets · 5_mg_–_10_mg · 500_mg_/_5_ml · 1_to_2_tablets · 1_or_2
    8_in_24_hours · 1_in_10 people · 9_am · 2:30_pm · 9_a.m. · 9_p._m. · 9_o’clock · 9_o'clock · 21_h · 2_tablet(s)
    >=_18_years · +/-_2 · 5_mls · 6_hourly · 12_noon · 3_–_5_days · 30_mins · 2_L/min · 10_cmH2O · 10⁶_cells/kg
    5_international_units · take 1_tablet at 8_am · 5_mg_per_kg · 5_mg_per_kg_per_day · 2.5_mg_/_kg_/_day · 10^9_/_L
    5_mg_to_10_mg · 0.5mg_to_1mg · 500mg_/_5ml · 3_million_units · IU_500 · 1_:_10 · 37.5°_C · −_5_kg · 2_by_3_cm
    38·5_°C · 7·5_mg · 37_degrees_C · 5_blisters · 10_u · 2_tablets_/_day · 5_mg/_5_ml · 5_mg_/5_ml
    5_mg_kg⁻¹_day⁻¹, · 2_ml_min⁻¹ · 5mg_kg⁻¹ · 24_kg_m⁻² · 10_mg_kg-1_day-1 · 1_g_m−2 daily · the dose in mg_kg⁻¹.
    100_micrograms/_hour · 2_tablets_/day · 10^9_/L · 5_mg/_kg · 37_°_C
"""
PLACES = """
    Week_3 · Day_1 · week_3 and 4 · room_12 · Room_12, · Ward_7b · page_2 · No._5 · Fig._2 · Stage_3 · pH_7 · Ext._3
    Weeks_3 and 4 · weeks_1_to_4 · (555)_010-0199 · +1_(555)_010-0199 · +44_20_7946_0018_x3 · 030_/_90_18_20
    01632_960_123 · +44_(0)20_7946_0018 · (01632)_960_123 · 555_0100 · 555_0100_ext._3 · 555_0100_ext_3 · 0800_11_11_11
    3_March · 3_March_2026 · March_3,_2026 · March_2026 · Monday 3_March · 3rd_March · 3rd_of_March
    3rd_of_March_2026 · Tel:_020_7946_0123 · SPF_30 · 12_Sept. · up to 5_May · Flat_3 · EUR_10
    Dr_Smith · Dr._Smith · Mrs_Ann Lee · Prof._Dr._Huber · Dr._med._Huber · (Mr_Lee) · St_Mary’s Hospital · Nurse_Lee
    Dr_A_Patel · Dr._A._B._Smith · Prof._J.-P._Lee · (Mrs_A._Lee) · by A._B._Smith
"""
COUNTED = """
    two_tablets · Two_tablets, · (one_capsule) · half_a_tablet · one_or_two_puffs · take two_ml · ten_drops
    5_ft_6_in · 5_ft_6 · 6_feet_2_inches, · 9_stone_4_pounds · stage_IV · Grade_II. · Type_I · phase_IIb
    zwei_Tabletten · eine_Tablette · ein_bis_zwei_Hübe · Stadium_IV · dos_comprimidos · una_tableta · medio_comprimido
    two_and_a_half_tablets · 2_and_a_half_tablets · one_tablet_and_a_half · eine_halbe_Tablette · deux_comprimés_et_demi
    un_demi_comprimé · une_ou_deux_bouffées · una_tableta_y_media · due_compresse · una_compressa_e_mezza
    jedną_tabletkę · mezza_compressa
    dois_comprimidos · um_comprimido_e_meio · twee_en_een_halve_tablet · een_halve_tablet · dwie_tabletki · pół_tabletki
    две_с_половиной_таблетки · одну_таблетку · дві_таблетки · bir_buçuk_tablet · yarım_tablet · iki_damla
    hai_viên · nửa_viên · twa_grenn · dalawang_tableta · laba_kiniin · दो_गोलियाँ, · आधी_गोली · দুটি_ট্যাবলেট · ሁለት_ክኒኖች
    5_टैबलेट
"""
GERMAN = """
    12,5_mg · 1_Tablette · 2_Tabletten · 20_Tropfen · 2_Hübe · 8_Stunden · 9_Uhr · 10_I.E. · 100_IE/ml · 1_TL · 3_mal
    täglich · 3_x täglich · 2_bis_3 · 1_oder_2 · 5_Prozent · 3._März · 24._Dezember_2026 · Woche_3 · Zimmer_12 · Nr._5
    4_Sprühstöße · 8_Uhr_30 · 5_mg_pro_kg · 1_Mio._I.E. · 1’000_mg · 10'000_I.E. · 1.–3._Mai · 1.-3._März_2026
    3._12._2026 · am 24._3._1980, · Frau_Huber · Herr_Huber · Herrn_Dr._Huber · 38_Grad_Celsius · Tel._0351_123
    Durchwahl_5 · 5_Stück
"""
SPANISH = """
    12,5_mg · 1_comprimido · 2_cápsulas · 20_gotas · 3_veces al día · cada 8_horas · 1_a_2 · 1_o_2 · 5_por_ciento
    3_de_marzo · 24_de_diciembre_de_2026 · semana_3 · sala_12 · núm._5 · n.º_5 · Dra._Ruiz · Sra._Ruiz · Sr._Ruiz
    10_UI · 5_mg_por_kg · 2_cucharadas · 38_grados · tel._91_123_45_67 · hasta 5_días
"""
OTHERS = """
    2_kilogrammes · 2_centimètres · 5_pour_cent · 1_à_2_comprimés · 38_degrés_Celsius · 2_g_à_3_g · 1_ou_2_gélules
    10_mg_par_kg · 5_j · 2_litri · 5_chilogrammi · 1_o_2_compresse · 5_per_cento · 2_gramas · 1_até_2_comprimidos
    5_por_cento · 2_tot_3_tabletten · 5_procent · 1_minuut · 1_theelepel · 2_theelepels · 8_u · 1_do_2_tabletek
    5_gramów
    5_litrów · na 5_dni · 38_stopni_Celsjusza · co 8_godz. · 10_mg_na_kg · каждые 8_ч, · 5_мин · 2_литра
    1_или_2_таблетки · 5_см
    2_чайные_ложки · 38_градусов_Цельсия · 8_хв · 5_кілограмів · 5_відсотків · 1_до_2_таблеток · 2_santimetre
    1_çay_kaşığı · yüzde_5 · 1_veya_2_tablet · 5_miligam · 2_lít · 38_độ_C · 1_hoặc_2_viên · 5_sentimetro
    1_hanggang_2_tableta · 5_garaam · 1_ilaa_2_kiniin · 5_मि॰ग्रा॰ · 10_मि॰_ली॰ · 5_से_10_मिलीग्राम · 2_लीटर
    ২_লিটার · ৫_থেকে_১০_মিলিগ্রাম · 5_ሊትር · 1_እስከ_2_ጽላት
    semaine_3 · Chambre_12, · étapes_1_à_3 · n°_5 · tél._1 · settimana_3 · stanza_12 · pagina_2 · página_2 · quarto_12
    week_3 · kamer_12 · blz._4 · tydzień_3 · pokój_12 · str._4 · неделя_3 · палата_12 · стр._4 · тиждень_3 · кімната_12
    hafta_3 · oda_12 · ngày_3_tháng_11_năm_2026 · phòng_12 · semèn_3 · linggo_3 · toddobaad_3
    सप्ताह_3 · সপ্তাহ_3 · ሳምንት_3
    Mme_Dupont · M._Dupont · le docteur_Martin · Mme_la · Sig.ra_Rossi · il dott._Rossi · Dott.ssa_Maria Rossi
    Sr.ª_Silva · a senhora_Silva · mevr._de Vries · Dhr._Jansen · dr._van Dijk · Pani_Kowalska · dr_Kowalski
    dr_hab._Nowak
    г-жа_Иванова · д-р_Шевченко · пані_Шевченко · Sayın_Yılmaz · Uzm._Dr._Yılmaz · Bà_Nguyễn · Madanm_Jean · Gng._Santos
    Marwo_Ali · डॉ._शर्मा · श्रीमती_शर्मा · ডা._রহমান · ዶ/ር_አበበ
    14_h_30, · le 1er_mai · le 1er_mars_2026
    5_मिलीग्राम · दिन में 2_बार · 2_गोलियाँ, · ৫_মিলিগ্রাম · দিনে 2_বার, · 5_ሚሊግራም · በቀን 2_ጊዜ · 3_ቀናት።
"""
APART = """
    the skin · 5, then 10 · 5. Then mg · Take 5. Tablets are · B12 levels · of 2024. Dr says · in 5 may get
    the doctor may ·     12 Mill Lane · mg tablets · for 3 people · that week. 3 people · mg tablets are
    Ask A nurse · and/ or 5_days · either/ or · vitamin A. Take · Sir · Miss a dose · Dr · 5 · beds per ward
    Take tablets to 3 people · les 3 ou · 3. 12. Take · 5. 12 · in 5. 2026 is · two people · one of the tablets
    stage fright · I am · now and half of it · un enfant et demi · and a nurse
"""

FROM_RIGHT = """
    خذ 5_ملغ ثم 2_حبة، كل 8_ساعات لمدة 10_أيام · من 5_إلى_10_ملغ · ٢٫٥_مل · 9:30_ص، ثم 10:15_م · ½_حبة · ٥_حبةً
    5_ملغم_/_يوم · 38_درجة_مئوية · 2_كيلومتر · 5_درصد · 2_کیلومتر · 5_کلو_گرام · 3_ק״מ · 38_מעלות_צלזיוס
    1,000_وحدة_دولية · 100_ملغ/كغ · 500_ملغ, و5_مل · 3_مارس_2026 في · 5_میلی_گرم هر 8_ساعت · 5_میلی‌گرم · 5_ملی_گرام
    اور 2_گولیاں · 12_مئی_2026 · 5_מ״ג ו-2.5_מ"ל, או 2_כדורים
    الأسبوع_3 · غرفة_12 · رقم_5 · هفته_3 · اتاق_12 · ہفتہ_3 · کمرہ_12 · שבוע_3 · חדר_12 · ד״ר_לוי · גב'_לוי · د._سالم
    5_עד_10_מ"ג/ק"ג · 500_יח' · 3_במרץ_2026 · 8_שעות · خذ نصف_حبة، أو ثلاث_حبات · دو_قرص · نیم_قرص · دو_گولیاں
    חצי_כדור · שתי_כפיות · שלושה_כדורים
"""
FROM_RIGHT_APART = "خذ 5 ثم امش · كل حبة 2 · קחו 5 אחר כך · بعد مارس ثم · ב-5 ערים"


def _cases(*texts: str) -> list[str]:
    return [
        " ".join(case.split()) for text in texts for case in text.replace("\n    ", " · ").split(" · ") if case.strip()
    ]


def bound(text: str) -> str:
    """The text with the spaces marked that glue."""
    found = set(bonds(text))
    return "".join("_" if char == " " and at + 1 in found else char for at, char in enumerate(text))


@pytest.mark.parametrize("case", _cases(DOSES, COUNTED, PLACES, GERMAN, SPANISH, OTHERS, FROM_RIGHT))
def test_what_belongs_together(case: str) -> None:
    assert bound(case.replace("_", " ")) == case


@pytest.mark.parametrize("case", _cases(APART, FROM_RIGHT_APART))
def test_what_may_part(case: str) -> None:
    assert bound(case) == case


def broken(*runs: str | Run, measure: float) -> list[str]:
    made = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS).set(leaf(*runs), measure)
    return texts(made)


def texts(made: ShapedText) -> list[str]:
    return ["".join(glyphs.text for glyphs in line.glyphs) for line in made.lines]


@pytest.mark.parametrize(
    "unit", ["10⁹/L", "mg/kg", "(mg/kg)", "2.5 mg/kg", "3 tablets/day", "mL/min/1.73 m²", "IU/ml,"]
)
def test_a_unit_with_a_stroke_is_whole(unit: str) -> None:
    assert broken(f"incomprehensible {unit} incomprehensible", measure=90.0)[1].strip() == unit


def test_other_strokes_part() -> None:
    assert broken("and/or/perhaps/not", measure=62.0) == ["and/or/", "perhaps/not"]


def test_over_runs_of_other_looks_and_beside_a_patients_words() -> None:
    assert broken("Take it now: ", Run(text="37.5", strong=True), " mg", measure=80.0)[-1] == "37.5 mg"
    assert broken("Take it now: ", Run(text="37.5", slot=True), " mg", measure=80.0)[-1] == "37.5 mg"
    assert broken("You will see Dr ", Run(text="Smith", slot=True), measure=80.0)[-1] == "Dr Smith"


def test_a_line_that_is_ended_ends() -> None:
    assert broken("take 5 \nmg of it", measure=200.0)[-1] == "mg of it"
    assert [*bonds("take 5 \nmg")] == []


def test_a_blank_for_the_pen_keeps_its_unit() -> None:
    assert broken("Take it now: ", Run(text="[dose]", blank=30.0), " mg", measure=95.0) == [
        "Take it now: ",
        "[dose] mg",
    ]


def test_what_is_longer_than_a_line_parts_at_its_spaces() -> None:
    assert broken("+44 (0)20 7946 0018", measure=62.0) == ["+44 (0)20 ", "7946 0018"]
    assert broken("10.25 × 10⁹/L", measure=36.0) == ["10.25 × ", "10⁹/L"]


SOME = """
skin form. of de Dr 5 2.5 mg per cent × – / < to 1 March 3. Week ml/kg (5 Smith the tablets 0100 ext. a I.U. Ann
per mg million 2026 3, : 5mg kg
"""
WORDS = st.sampled_from(SOME.split())
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


@given(TEXTS, st.sampled_from(("skin calcium", "form. Others,", "(hard bumps)")), TEXTS)
def test_between_plain_words_nothing_reaches_over(before: str, middle: str, after: str) -> None:
    """So a text may be measured in parts there."""
    left, right = middle.split()
    assert plain(left)
    assert plain(right)
    head, tail = f"{before} {left} ", f"{right} {after}"
    assert {*bonds(head + tail)} == {*bonds(head), *(len(head) + at for at in bonds(tail))}


@pytest.mark.parametrize("word", ["राजेश.", "রহিম.", "วิชัย.", "דוד."])
def test_the_last_letter_of_a_name_in_a_script_without_capitals_is_no_initial(word: str) -> None:
    """Each name at the end of a sentence would be looked at as a whole text."""
    assert not binds(word)
    assert binds("A.")
