"""The words that stay on one line with a number or a name, in the program's languages."""

from __future__ import annotations

from handout.i18n.quantities import SYMBOLS as AMOUNTS
from handout.i18n.quantities import WORDS, words

SYMBOLS = AMOUNTS | words(
    """
    fg G MG Mg KG ML Ml mL dL cL µL μL uL nl nL pl pL fL um s ms h d MJ kW mV fmol M mM µM μM nM mEq mEQ Eq mOsm osm
    Da kDa iu E µIU μIU Mio C F ppb rpm cmH Torr Fr Ch D x × € £ $ EUR GBP USD CHF am pm AM PM ft yd
    """
)
"""Symbols whose case matters: `m` is a metre, and `M` is molar."""

_ENGLISH = """
    kilo kilos decilitre decilitres kilometre kilometres kilometer kilometers mile miles inch inches foot feet stone
    stones pound pounds ounce ounces pint pints calorie joules caplet caplets squirt squirts tsp tbsp cup cups glass
    glasses scoop scoops pen pens pump pumps fingertip fingertips pea portion portions time times second seconds sec
    secs minute minutes min mins hour hours hr hrs day days night nights week weeks wk wks fortnight fortnights
    month months mth mths year years yr yrs o'clock beat beats breath breaths thousand million millions billion ext
    extension mls mgs mcgs kgs kms cms gm gms noon midnight hourly cell cells session sessions visit visits stitch
    stitches slice slices meal meals cigarette cigarettes gauge french
"""
_GERMAN = """
    deziliter kilometer pfund unze kalorien kilokalorien dragee dragees tr btl hüben sprühstoß sprühstößen spraystoß
    lutschtablette lutschtabletten tl el tasse tassen glas gläser gläsern portion portionen mal sekunde sekunden sek
    minute minuten stunde stunden std tag tage tagen nacht nächte nächten woche wochen wo monat monate monaten jahr
    jahre jahren uhr tausend tsd million millionen milliarden euro franken durchwahl nebenstelle
"""
_SPANISH = """
    nanogramo nanogramos decilitro decilitros kilómetro kilómetros libra libras onza onzas caloría calorías
    kilocalorías comp píldora píldoras cáps inhalación pulverización nebulización aplicación aplicaciones óvulo
    óvulos cuchara cucharas vaso vasos taza tazas porción porciones vez veces segundo segundos seg minuto minutos
    hora horas día días noche noches semana semanas mes meses año años millón millones euros extensión
"""
_OTHERS = """
    seconde secondes heure heures jour jours nuit nuits semaine semaines mois an ans fois verre verres
    secondo secondi minuti ora ore giorno giorni notte notti settimana settimane mese mesi anno anni volta volte
    segundos minutos horas dia dias noites semanas mês anos vezes copo copos
    seconden minuten uur uren dag dagen nacht nachten week weken maand maanden jaar jaren keer glas
    sekunda sekundy sekund minuta minuty minut godzina godziny godzin dzień dni noc nocy tydzień tygodnie tygodni
    miesiąc miesiące miesięcy rok lata lat raz razy szklanka szklanki szklanek
    секунда секунды секунд минута минуты минут час часа часов день дня дней ночь ночи ночей неделя недели недель месяц
    месяца месяцев год года лет раз раза стакан стакана стаканов
    секунди хвилина хвилини хвилин година години годин дні днів тиждень тижні тижнів місяць місяці місяців рік роки
    років рази разів склянка склянки склянок
    saniye dakika saat gün gece hafta ay yıl kez kere defa bardak
    giây phút giờ ngày đêm tuần tháng năm lần ly cốc
    segonn minit èdtan jou nwit semèn mwa ane fwa vè
    segundo minuto oras araw gabi linggo buwan taon beses baso
    मिग्रा मिली ग्राम मिलीग्राम मिलीलीटर यूनिट गोली गोलियाँ कैप्सूल बूँद बूँदें चम्मच बार मिनट घंटा घंटे दिन हफ़्ते सप्ताह महीने साल
    মিগ্রা মিলি গ্রাম মিলিগ্রাম মিলিলিটার ইউনিট ট্যাবলেট বড়ি ক্যাপসুল ফোঁটা চামচ বার মিনিট ঘণ্টা দিন সপ্তাহ মাস বছর
    ሚግ ሚሊ ግራም ሚሊግራም ሚሊሊትር ዩኒት ጽላት እንክብል ጠብታ ጠብታዎች ማንኪያ ጊዜ ደቂቃ ደቂቃዎች ሰዓት ሰዓታት ቀን ቀናት ሳምንት ሳምንታት ወር ወራት ዓመት ዓመታት
    ilbiriqsi daqiiqo saac saacadood maalin maalmood habeen toddobaad bil bilood sano jeer koob
    ثانية ثوان ثواني دقيقة دقائق ساعة ساعات ساعتين يوم يوما أيام ليلة ليال ليالي أسبوع أسابيع شهر أشهر شهور سنة سنوات
    عام أعوام ص م صباحا مساء ظهرا مرة مرات كوب أكواب كأس
    ثانیه دقیقه ساعت روز شب هفته ماه سال بار مرتبه لیوان فنجان
    سیکنڈ منٹ گھنٹہ گھنٹے گھنٹوں دن رات ہفتہ ہفتے ہفتوں مہینہ مہینے مہینوں مرتبہ گلاس کپ
    שנייה שניות דקה דקות דק׳ דק' שעה שעות יום ימים לילה לילות שבוע שבועות חודש חודשים שנה שנים פעם פעמים כוס כוסות
"""
UNITS = frozenset(
    word.casefold() for word in WORDS | words(_ENGLISH) | words(_GERMAN) | words(_SPANISH) | words(_OTHERS)
)
"""Units in small letters, as `str.casefold` gives them: ss for ß."""

MILLIONS = words("hundred thousand tsd million millions mio millionen mil millón millones")
"""Words between a number and its unit, in lower case."""

PHRASES = frozenset(
    (
        ("per", "cent"), ("por", "ciento"), ("mm", "hg"), ("cm", "h2o"), ("fl", "oz"), ("a", "m"), ("p", "m"),
        ("international", "units"), ("internationale", "einheiten"), ("unidades", "internacionales"),
        ("fingertip", "units"), ("fluid", "ounces"), ("degrees", "celsius"), ("degrees", "fahrenheit"),
        ("میلی", "گرم"), ("میلی", "لیتر"), ("ملی", "گرام"), ("ملی", "لیٹر"), ("سانتی", "متر"), ("سی", "سی"),
        ("وحدة", "دولية"), ("وحدات", "دولية"), ("יחידות", "בינלאומיות"),
        ("grad", "celsius"), ("grados", "centígrados"), ("square", "metres"), ("square", "meters"),
    )
)  # fmt: skip
"""Units of two words, in lower case."""

JOINING = words("to or in of by bis oder von a o u de hasta إلى أو تا یا سے עד או")
"""Words between two numbers."""

UP_TO = words("to bis a hasta إلى تا سے עד")
"""The words of `JOINING` that also join two numbers with their units."""

PER = words("/ per pro por je")
"""Words between a unit and the unit that it is counted by."""

LABELS = words(
    """
    week day month year hour age aged room ward floor level bay bed building block gate door desk suite unit clinic zone
    area line extension ext step stage grade phase cycle course dose type class group part section chapter page figure
    table box appendix question item number no version option method category tel telephone phone fax mobile ph
    iu ui ie ph spf inr size flat eur gbp usd chf
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
"""Words before a number, in lower case; without a full stop, which would end a sentence."""

SHORT_LABELS = words(
    """
    no. nr. fig. figs. p. pp. ch. sec. vol. ext. tel. abb. tab. kap. s. núm. pág. págs. ca. approx.
    tel: telephone: phone: mobile: fax: telefon: teléfono: móvil:
    """
)
"""Words before a number, with the full stop of a short form or with the colon before a telephone number."""

MONTHS = words(
    """
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Januar Jänner Februar März Mai Juni Juli Oktober Dezember Mär Okt Dez
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    ene feb abr jun jul ago sept oct nov dic
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari maart mei juni juli augustus
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
    Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre
    Janaayo Febraayo Maarso Abriil Maayo Juun Luulyo Sebtembar Oktoobar Noofeembar Diseembar
    janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    ژانویه فوریه آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
    جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
    ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
    בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
    """
)

TITLES = words(
    """
    Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Prof Prof. PD Professor Doctor Nurse Sister Matron Sir Dame Lady Lord Rev
    Rev. Reverend St St. Herr Herrn Frau Hr. Fr. Fräulein Doktor Professorin Schwester med. dent. phil. med Dres.
    Dipl.-Psych. Dipl.-Ing. Priv.-Doz. Lic. Ing. Mag.
    Sr. Sra. Srta. Dra. Dr.ª D. D.ª Dña. Don Doña Señor Señora Señorita Doctora Profesor Profesora Enfermera Enfermero
    """
)
