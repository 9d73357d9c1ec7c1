"""The words that numbers and names are bound to, in English, German and Spanish."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SYMBOLS = _words(
    """
    g kg mg µg μg ug mcg ng pg fg G MG Mg KG ML Ml l L ml mL dl dL cl cL µl µL μl μL ul uL nl nL pl pL fl fL cc
    m mm cm dm km µm μm um nm s ms h d J kJ MJ cal kcal W kW V mV A mA Hz kHz MHz N Pa kPa hPa bar mbar dB
    mol mmol µmol μmol umol nmol pmol fmol M mM µM μM nM mEq mEQ meq Eq mval mOsm osm Da kDa
    U IU iu UI IE E mU µU μU kU mIU µIU μIU kIU MU MIU Mio Gy cGy mGy Sv mSv µSv μSv Bq kBq MBq GBq Ci mCi
    C F K °C °F ° ℃ ℉ % ‰ ppm ppb rpm bpm mmHg cmH kPa Torr Fr Ch D dpt x × € £ $ EUR GBP USD CHF
    am pm AM PM oz lb lbs st ft yd
    """
)
"""Written so and not otherwise: `m` is a metre, and `M` is molar."""

_ENGLISH = """
    gram grams gramme grammes milligram milligrams milligramme milligrammes microgram micrograms microgramme
    microgrammes nanogram nanograms kilogram kilograms kilo kilos litre litres liter liters millilitre millilitres
    milliliter milliliters decilitre decilitres metre metres meter meters millimetre millimetres millimeter millimeters
    centimetre centimetres centimeter centimeters kilometre kilometres kilometer kilometers mile miles inch inches foot
    feet stone stones pound pounds ounce ounces pint pints unit units mole moles millimole millimoles degree degrees
    percent calorie calories kilocalories joules tablet tablets tab tabs capsule capsules cap caps caplet caplets pill
    pills puff puffs inhalation inhalations drop drops spray sprays squirt squirts sachet sachets patch patches ampoule
    ampoules vial vials injection injections dose doses suppository suppositories pessary pessaries lozenge lozenges
    spoon spoons spoonful spoonfuls teaspoon teaspoons teaspoonful teaspoonfuls tablespoon tablespoons tablespoonful
    tablespoonfuls tsp tbsp cup cups glass glasses scoop scoops pen pens pump pumps application applications fingertip
    fingertips pea portion portions time times second seconds sec secs minute minutes min mins hour hours hr hrs day
    days night nights week weeks wk wks fortnight fortnights month months mth mths year years yr yrs o'clock beat beats
    breath breaths thousand million millions billion ext extension
    mls mgs mcgs kgs kms cms gm gms noon midnight hourly cell cells session sessions visit visits stitch stitches slice
    slices meal meals cigarette cigarettes gauge french
"""
_GERMAN = """
    gramm milligramm mikrogramm nanogramm kilogramm liter milliliter deziliter meter millimeter zentimeter kilometer
    pfund unze einheit einheiten grad prozent kalorien kilokalorien tablette tabletten tbl kapsel kapseln kps pille
    pillen dragee dragees tropfen trpf tr btl hub hübe hüben sprühstoß sprühstöße sprühstößen spraystoß beutel pflaster
    ampulle ampullen amp spritze spritzen dosis dosen zäpfchen lutschtablette lutschtabletten messlöffel
    teelöffel esslöffel löffel tl el tasse tassen glas gläser gläsern stück stk
    portion portionen mal sekunde sekunden sek minute minuten
    stunde stunden std tag tage tagen nacht nächte nächten woche wochen wo monat monate monaten jahr jahre jahren uhr
    tausend tsd million millionen milliarden euro franken durchwahl nebenstelle
"""
_SPANISH = """
    gramo gramos miligramo miligramos microgramo microgramos nanogramo nanogramos kilogramo kilogramos litro litros
    mililitro mililitros decilitro decilitros metro metros milímetro milímetros centímetro centímetros kilómetro
    kilómetros libra libras onza onzas unidad unidades grado grados caloría calorías kilocalorías comprimido comprimidos
    comp tableta tabletas pastilla pastillas píldora píldoras cápsula cápsulas cáps gota gotas inhalación inhalaciones
    pulverización pulverizaciones nebulización aplicación aplicaciones sobre sobres parche parches ampolla ampollas vial
    viales inyección inyecciones supositorio supositorios óvulo óvulos dosis cuchara cucharas cucharada cucharadas
    cucharadita cucharaditas vaso vasos taza tazas porción porciones vez veces segundo segundos seg minuto minutos hora
    horas día días noche noches semana semanas mes meses año años mil millón millones euros extensión
"""
UNITS = frozenset(word.casefold() for word in _words(_ENGLISH) | _words(_GERMAN) | _words(_SPANISH))
"""Without capitals, as `str.casefold` gives them: ss for ß."""

MILLIONS = _words("hundred thousand tsd million millions mio millionen mil millón millones")
"""Behind a number and before its unit, in lower case."""

PHRASES = frozenset(
    (
        ("per", "cent"), ("por", "ciento"), ("mm", "hg"), ("cm", "h2o"), ("fl", "oz"), ("a", "m"), ("p", "m"),
        ("international", "units"), ("internationale", "einheiten"), ("unidades", "internacionales"),
        ("fingertip", "units"), ("fluid", "ounces"), ("degrees", "celsius"), ("degrees", "fahrenheit"),
        ("grad", "celsius"), ("grados", "centígrados"), ("square", "metres"), ("square", "meters"),
    )
)  # fmt: skip
"""Units of two words, in lower case."""

JOINING = _words("to or in of by bis oder von a o u de hasta")
"""Between two numbers."""

UP_TO = _words("to bis a hasta")
"""Of these, those also between two numbers with their units."""

PER = _words("/ per pro por je")
"""Between a unit and the one that it is counted by."""

LABELS = _words(
    """
    week day month year hour age aged room ward floor level bay bed building block gate door desk suite unit clinic zone
    area line extension ext step stage grade phase cycle course dose type class group part section chapter page figure
    table box appendix question item number no version option method category tel telephone phone fax mobile ph
    iu ui ie ph spf inr size
    weeks days months years pages steps stages phases sections chapters figures tables questions parts approx circa
    woche tag monat jahr stunde alter raum zimmer station etage stock gebäude haus eingang tor tür schalter bett schritt
    stufe stadium grad phase zyklus dosis typ klasse gruppe teil abschnitt kapitel seite abbildung tabelle anhang frage
    punkt nummer nr version telefon durchwahl postfach
    wochen seiten schritte
    semana día mes año hora edad sala habitación planta piso edificio puerta ventanilla cama paso etapa grado fase ciclo
    tipo clase grupo parte sección capítulo página figura tabla cuadro anexo pregunta punto número nº n.º versión
    teléfono móvil extensión consulta consultorio
    """
)
"""Before a number, in lower case; without a full stop, which would end a sentence."""

SHORT_LABELS = _words(
    """
    no. nr. fig. figs. p. pp. ch. sec. vol. ext. tel. abb. tab. kap. s. núm. pág. págs. ca. approx.
    tel: telephone: phone: mobile: fax: telefon: teléfono: móvil:
    """
)
"""Before a number, with the full stop of a short form or with the colon before a telephone number."""

MONTHS = _words(
    """
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Januar Jänner Februar März Mai Juni Juli Oktober Dezember Mär Okt Dez
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    ene feb abr jun jul ago sept oct nov dic
    """
)

TITLES = _words(
    """
    Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Prof Prof. PD Professor Doctor Nurse Sister Matron Sir Dame Lady Lord Rev
    Rev. Reverend St St. Herr Herrn Frau Hr. Fr. Fräulein Doktor Professorin Schwester med. dent. phil. med Dres.
    Dipl.-Psych. Dipl.-Ing. Priv.-Doz. Lic. Ing. Mag.
    Sr. Sra. Srta. Dra. Dr.ª D. D.ª Dña. Don Doña Señor Señora Señorita Doctora Profesor Profesora Enfermera Enfermero
    """
)
