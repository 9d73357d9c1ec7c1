"""The words that stay on one line with a number before them, and the names of months, in the program's languages."""

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
_FURTHER = """
    deciliter deciliters centiliter centiliters centilitre centilitres kilocalorie blister blisters strip strips enema
    enemas u
    zentiliter kilokalorie fuß zoll
    centilitro centilitros kilocaloría kilojulio kilojulios pie pies pulgada pulgadas cdta cda tza milimol milimoles
    j décilitre décilitres millimètre millimètres centimètre centimètres mètre mètres
    kilomètre kilomètres pied pieds pouce pouces tasses degré degrés cp cps gél
    decilitri centilitri percento millimetro millimetri centimetro centimetri
    metri chilometro chilometri chilocaloria chilocalorie piede piedi pollice pollici tazza tazze gradi millimoli cpr
    ano quilômetro quilômetros quilocaloria quilocalorias quilojoule quilojoules
    pé pés polegada polegadas xícara xícaras grau graus milimols
    minuut wkn mnd jr kilocalorieën voet theelepels eetlepels graad graden millimol tabl dl
    godz dnia tygodnia tydz tyg miesiąca mies roku
    mililitra decylitr decylitry decylitrów decylitra centylitr centylitry centylitrów
    centylitra milimetr milimetry milimetrów milimetra centymetr centymetry centymetrów centymetra metr metry metrów
    metra
    kilometr kilometry kilometrów kilometra kilokaloria kilokalorii kilodżul kilodżule kilodżuli kilodżula
    stopa stopy stóp stopień stopnie stopni stopnia cale cali cala milimole milimoli milimola kaps sasz
    мин ч дн нед мес децилитр децилитра децилитров дл сантилитр сантилитра
    сантилитров процент процента процентов миллиметр миллиметра миллиметров мм сантиметр сантиметра сантиметров см метр
    метра метров километр километра километров км килокалория килокалории килокалорий ккал килоджоуль килоджоуля
    килоджоулей кдж фут фута футов дюйм дюйма дюймов градус градуса градусов миллимоль миллимоля миллимолей сут таб табл
    капс кап амп
    хв тижня тиж місяця міс року міліграми мікрограми мікрограмів кілограми
    мілілітри
    літри децилітри децилітрів відсоток відсотки відсотків відсотка міліметр міліметри міліметрів
    міліметра сантиметри сантиметрів метри метрів кілометр кілометри кілометрів кілометра кілокалорія кілокалорії
    кілокалорій кілоджоуль кілоджоулі кілоджоулів кілоджоуля фути футів дюйми дюймів чашка чашки чашок градуси градусів
    мілімоль мілімолі мілімолів мілімоля крап доба доби діб
    sn dk sa hf desilitre santilitre milimetre santimetre kilokalori kilojul inç çk yk sb derece tane adet
    tiếng đềxilít milimét xentimét mét kilômét tách độ
    porsyento milimetro sentimetro kilometro sentilitro talampakan tasa
    ilbrqsi daqiiqad saacad toddobaadyo sannad sannado maykrogaraam kiilogaraam disilitar
    milimitir sentimitir mitir malqaacad malqaacadood degrii
    टैबलेट गोलियां बूंद बूंदें खुराक खुराकें ডোজ ক্যাপসুল ክኒን ክኒኖች
    सेकंड से॰ मि॰ घं॰ घं महीना माह वर्ष मि॰ग्रा॰ माइक्रोग्राम मा॰ग्रा॰ ग्रा॰ ग्रा किलोग्राम कि॰ग्रा॰ किग्रा लीटर ली॰
    डेसीलीटर प्रतिशत मिलीमीटर मि॰मी॰ मिमी सेंटीमीटर सें॰मी॰ सेमी मीटर किलोमीटर कि॰मी॰ किमी इंच कप डिग्री मिलीमोल
    مغم مكغم ملتر ديسيلتر بالمائة مليمتر مم سنتيمتر متر أمتار كيلومتر كيلومترات كم قدم بوصة سعرة
    دسی‌لیتر درصد میلی‌متر کیلومتر کیلوکالری فوت اینچ پیمانه میلی‌مول
    فیصد میٹر فیٹ انچ ڈگری مائکروگرام
    שניה שנ׳ שע׳ ימ׳ גר׳ ל׳ דציליטר דצ״ל מילימטר מילימטרים סנטימטר סנטימטרים מטר מטרים מ׳ קילומטר קילומטרים ק״מ מעלת
    কেজি লিটার ডেসিলিটার সেকেন্ড সেঃ মিঃ ঘঃ মাইক্রোগ্রাম কিলোগ্রাম মিলিমিটার মিমি সেন্টিমিটার সেমি মিটার কিলোমিটার কিমি
    কাপ ডিগ্রী ডিগ্রি মিলিমোল শতাংশ
    ሰከንድ ሰከንዶች ሰዓቶች ማግ ግ ኪሎግራም ኪግ ሊትር ሊ ዴሊ ፐርሰንት ሚሊሜትር ሚሜ ሴንቲሜትር ሴሜ ሜትር ኪሎሜትር ኪሜ ኩባያ ዲግሪ
"""
"""Units that Unicode's data (CLDR) has besides, and short forms, in all languages of the program.

Letters that are words too, as the Russian one for *with* or a second, aren't among them.
"""
UNITS = frozenset(
    word.casefold() for word in WORDS.union(*map(words, (_ENGLISH, _GERMAN, _SPANISH, _OTHERS, _FURTHER)))
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
        ("degrees", "c"), ("degrees", "f"), ("degree", "celsius"), ("degree", "fahrenheit"), ("grad", "fahrenheit"),
        ("grado", "celsius"), ("grados", "celsius"), ("degré", "celsius"), ("degrés", "celsius"), ("gradi", "celsius"),
        ("grau", "celsius"), ("graus", "celsius"), ("graad", "celsius"), ("graden", "celsius"), ("pour", "cent"),
        ("por", "cento"), ("per", "cento"), ("stopni", "celsjusza"), ("stopnia", "celsjusza"),
        ("stopnie", "celsjusza"), ("градус", "цельсия"), ("градуса", "цельсия"), ("градусов", "цельсия"),
        ("градусів", "цельсія"), ("градуса", "цельсія"), ("ч", "л"), ("ст", "л"), ("чайная", "ложка"),
        ("чайные", "ложки"), ("чайных", "ложек"), ("столовая", "ложка"), ("столовые", "ложки"), ("столовых", "ложек"),
        ("чайна", "ложка"), ("чайні", "ложки"), ("чайних", "ложок"), ("столова", "ложка"), ("столові", "ложки"),
        ("столових", "ложок"), ("santigrat", "derece"), ("çay", "kaşığı"), ("yemek", "kaşığı"), ("tatlı", "kaşığı"),
        ("su", "bardağı"), ("độ", "c"), ("kiilo", "mitir"), ("degrii", "selsiyaas"), ("मि॰", "ली॰"),
        ("डिग्री", "सेल्सियस"), ("درجة", "مئوية"), ("درجهٔ", "سلسیوس"), ("درجه", "سلسیوس"), ("مائکرو", "گرام"),
        ("کلو", "گرام"), ("ڈیسی", "لیٹر"), ("سینٹی", "میٹر"), ("ملی", "میٹر"), ("ڈگری", "سیلسیس"),
        ("מעלות", "צלזיוס"), ("ডিগ্রী", "সেলসিয়াস"), ("ডিগ্রি", "সেলসিয়াস"), ("ሚሊ", "ሊትር"), ("ዲግሪ", "ሴልሺየስ"),
    )
)  # fmt: skip
"""Units of two words, in lower case."""

UP_TO = words("to bis a hasta à até tot t/m do до ila đến tới hanggang ilaa से থেকে እስከ إلى تا سے עד")
"""Words between two numbers that also join two numbers with their units."""

JOINING = UP_TO | words(
    "or in of by oder von o u de ou of sur su em op lub albo na или из або чи veya hoặc oswa ama या বা ወይም أو یا או"
)
"""Words between two numbers."""

PER = words("/ per pro por je par na на")
"""Words between a unit and the unit that it is counted by."""

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
