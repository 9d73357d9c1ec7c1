"""The words that a number or a name follows on the same line, in the program's languages: week 3, Mme Dupont."""

from __future__ import annotations

from handout.i18n.quantities import words

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
    yüzde boqolkiiba
    jour jours semaine semaines mois an ans année heure heures étape étapes stade chambre salle étage bâtiment porte lit
    tableau chapitre partie numéro téléphone poste n°
    giorno giorni settimana settimane mese mesi anno anni ora pagina pagine stadio stanza camera piano edificio letto
    tabella capitolo sezione domanda gruppo classe numero telefono interno
    dia dias semanas mês ano anos página páginas quarto andar edifício tabela seção secção pergunta telefone ramal
    weken dag dagen maand maanden jaar uur stap stappen kamer verdieping afdeling gebouw deur figuur tabel hoofdstuk
    deel vraag groep klasse nummer cyclus telefoon
    dzień dni dnia tydzień tygodnie tygodnia miesiąc miesiące rok roku godzina godziny strona strony krok kroki etap
    faza pokój piętro budynek łóżko rysunek tabela rozdział część pytanie grupa klasa numer cykl
    день дни дня неделя недели месяц год час страница страницы шаг этап фаза стадия палата кабинет комната этаж корпус
    рисунок таблица глава раздел часть вопрос группа тип класс номер цикл телефон
    дні тиждень тижні тижня місяць рік година сторінка сторінки крок етап стадія кабінет кімната поверх таблиця розділ
    частина питання група клас
    gün hafta ay yıl saat sayfa adım aşama evre oda kat bina kapı yatak şekil tablo bölüm soru grup sınıf numara
    ngày tuần tháng năm giờ trang bước phòng tầng giường hình bảng chương phần câu nhóm loại số
    jou semèn mwa ane paj etap chanm nimewo telefòn araw linggo buwan taon pahina hakbang silid palapag telepono numero
    maalin toddobaad bil sannad saacad
    يوم اليوم أسبوع الأسبوع شهر الشهر سنة السنة صفحة الصفحة غرفة الغرفة رقم خطوة الخطوة مرحلة المرحلة هاتف
    روز هفته ماه سال صفحه اتاق شماره مرحله تلفن دن ہفتہ مہینہ صفحہ کمرہ نمبر مرحلہ فون
    יום שבוע חודש שנה עמוד חדר מספר מס׳ מס' שלב קומה טלפון
    दिन सप्ताह हफ़्ता महीना वर्ष साल पृष्ठ कमरा कमरे नंबर चरण फ़ोन দিন সপ্তাহ মাস বছর পৃষ্ঠা কক্ষ নম্বর ধাপ ফোন
    ቀን ሳምንት ወር ዓመት ሰዓት ገጽ ክፍል ቁጥር ደረጃ ስልክ
    """
)
"""Words before a number, in lower case; without a full stop, which would end a sentence.

Those of time are Unicode's (CLDR), in the singular and where a text may have it in the plural.
"""

SHORT_LABELS = words(
    """
    no. nr. fig. figs. p. pp. ch. sec. vol. ext. tel. abb. tab. kap. s. núm. pág. págs. ca. approx.
    tél. págs. blz. pag. str. rys. стр. тел. рис. табл. каб. стор.
    tél: téléphone: telefono: telefone: telefoon: тел: телефон:
    tel: telephone: phone: mobile: fax: telefon: teléfono: móvil:
    """
)
"""Words before a number, with the full stop of a short form or with the colon before a telephone number."""

TITLES = words(
    """
    Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx. Prof Prof. PD Professor Doctor Nurse Sister Matron Sir Dame Lady Lord Rev
    Rev. Reverend St St. Herr Herrn Frau Hr. Fr. Fräulein Doktor Professorin Schwester med. dent. phil. med Dres.
    Dipl.-Psych. Dipl.-Ing. Priv.-Doz. Lic. Ing. Mag.
    Sr. Sra. Srta. Dra. Dr.ª D. D.ª Dña. Don Doña Señor Señora Señorita Doctora Profesor Profesora Enfermera Enfermero
    M. MM. Mme Mmes Mlle Pr Docteur Professeur Monsieur Madame Mademoiselle docteur professeur monsieur madame
    Sig. Sig.ra Sig.na Dott. Dott.ssa Prof.ssa Signor Signora Signorina Dottor Dottore Dottoressa Professore
    Professoressa sig. sig.ra dott. dott.ssa prof. prof.ssa signor signora dottor dottoressa
    Sr.ª Srª Drª Dona Senhor Senhora Doutor Doutora Professora Enf. Enfermeiro Enfermeira senhor senhora doutor doutora
    Dhr. dhr. Mevr. mevr. Mw. mw. drs. dr. Meneer meneer Mevrouw mevrouw
    Pan Pani Pana Panu Panią Państwo dr lek. mgr hab.
    г-н г-жа д-р проф. Г-н Г-жа Д-р Проф. господин госпожа доктор профессор Господин Госпожа Доктор Профессор
    пан пані Пан Пані Sayın Sn. Bay Bayan Doç. Op. Uzm. Ông Bà Anh Chị Cô ông bà BS. TS. ThS. PGS. GS.
    Mesye Msye Madanm Doktè Gng. Bb. Ginoong Ginang Binibining Mudane Marwo
    د. أ.د. آقای جناب محترمہ ד״ר ד"ר פרופ׳ פרופ' גב׳ גב' डॉ॰ डॉ. डॉ प्रो॰ प्रो. श्री श्रीमती ডা. ডাঃ ড. জনাব ዶ/ር ወ/ሮ ወ/ሪት ፕ/ር
    """
)
"""Titles before a name; in languages without capitals, those that are nothing else."""

PARTICLES = words("van de der den ten ter von zu di da do dos du des della del la le bin ibn al el")
"""Words that a family name may begin with, in lower case."""
