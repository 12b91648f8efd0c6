"""What the headings of columns mean, in the languages in which coalitions keep their lists.

Each line is a phrase: words that follow each other, each of which may go on ("organi" is organisation, organización,
organizacja); one that ends in $ is whole. The first field in the list with a phrase in the heading has it, so what
says more about a column stands before what says less: "e-mail of the organisation" is an e-mail.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from app.domain.text.words import in_latin, words

_LAST_LATIN = "ɏ"
_APART = re.compile("[_'’ʼ`]")  # l'organisation is two words here
_LONGEST = 300  # characters; the questions of web forms are long

_PHRASES = {
    "short_date": """
        date$, dated$, agreed on, signed on, sign on date, дата, fecha, datum$, tarih$, ամսաթիվ, ամսաթիվը, تاريخ, data$
    """,
    "ignore": """
        type of$, type$, kind of, тип, вид организации, number of$, how many, количество, численность, logo$, signature
        phone, tel$, telephone, tel number, mobile, whatsapp, signal$, fax, телефон, тел$, моб$, հեռախոս, ტელეფონ
        telefono, telefon, هاتف, telefone, móvil, portable$, score$, captcha, ip address, user agent
    """,
    "agreed": """
        how agreed, how did, how they agreed, how it agreed, how the organi, agreed how, agreed by, agreed via
        confirmed how, confirmed by, confirmed via, how confirmed, means of, method, channel, confirmation$, via$, how$
        way of, source, способ, как согла, как подтверд, канал, источник, ինչպես, եղանակ, comment a, mode d, moyen
        cómo, medio, modo, come ha, wie$, nasıl, jak$, як$, спосіб, كيف, طريقة, როგორ
    """,
    "consent": """
        agree to, i agree, we agree, agrees, agreed$, agree$, agreement, consent, permission, accept, may we, can we
        do you agree, happy to be listed, publish, listed$, ok to list, opt in, gdpr, endorse$, endorses$
        signed$, sign$, confirmed$, j accept, accord$, d accord, consent, acept, de acuerdo, согла, разреш
        подтвержд, համաձայն, հաստատ, موافق, einverst, zustimm, zgoda, zgadzam, onay$, kabul, concord, acconsent, aceit
        توافق, نوافق, الموافقة, على النشر, رضایت
        autori, თანახმ, თანხმობ, згод, погодж, akkoord, souhlas, status, статус, statut, estado$, կարգավիճակ
    """,
    "email": """
        e mail, email, electronic, mail$, mails$, mail address, courriel, correo, электронн, эл почт, почта$, имейл
        емейл, e пошт
        пошт, էլ փոստ, էլփոստ, էլ հասցե, էլեկտրոնային, ელ ფოსტ, ელფოსტ, ელექტრონულ, بريد, البريد, eposta, e posta
        ایمیل, электрон почт, adres e, մեյլ, imeyl, ел пошт, електронн
    """,
    "website": """
        website, web site, web$, webpage, web page, web address, url, urls, site$, site internet, site web, sitio
        página, homepage, home page, internet, link$, links$, lien$, сайт, вебсайт, веб, сайта, ссылка, կայք, կայքէջ
        կայքի, الموقع, موقع, საიტ, ვებ, strona, www$, facebook, sito, webseite, webauftritt, посилання, site da
        web sitesi, вебсторінк, հղում
    """,
    "date": """
        date$, dated$, date of, date signed, timestamp, time stamp, отметка времени, horodateur, marca temporal
        marca de
        zeitstempel, datum, fecha, data$, data di, data da, data de, дата, время, ամսաթիվ, ամսաթիվը, օր$, تاريخ, التاريخ
        طابع, თარიღ, tarih, zaman, submitted, received, signed on, when$, completion time, start time, created at
        informazioni cronologiche, sygnatura czasowa, carimbo, позначка часу, ժամանակ, signed at, date et heure
    """,
    "position": """
        title of person, position, job title, title$, role$, job, function, fonction, cargo, puesto, должност, посада
        պաշտոն, المنصب, منصب, الصفة, თანამდებობ, unvan, görev, funktion, stanowisko, carica, ruolo, qualité, função
        qualifica, должн, موقعیت, سمت, capacity
    """,
    "representative": """
        contact, person, representa, signed by, on behalf, first name, last name, surname, family name
        your name, responsable, représentant, nom et prénom, prénom, фио, ф и о, имя и фам, имя фам, фамил, представит
        контакт, лицо, представник, піб$, п і б, ներկայացուց, անուն ազգանուն, ազգանուն, կոնտակտ, պատասխանատու, ممثل
        الممثل, اسم الشخص, الشخص, წარმომადგ, გვარი, საკონტაქტო, yetkili, temsilci, ansprechp, vertret, vorname
        nombre y apellido, apellido, osoba, przedstaw, imię, referente, rappresent, nome e cognome, cognome, ad soyad
        director, president$, head of, name of signatory, name of the signatory, name of signer, signatory name
        signatory s name, submitted by, who signed, подписавш, підписант, contacto, kontakt
    """,
    "also_known_as": """
        acronym, abbrev, sigle, sigla, siglas, аббрев, сокращ, հապավում, կրճատ, skrót, abkürz, kısalt, short name
        also known, other name, former name, aka$, alias, скороч, اختصار, აბრევ, acrónimo, acrônimo
    """,
    "country": """
        country, countries, based in, where based, pays$, país, pais$, land$, staat$, страна, страны, країна, երկիր
        երկիրը, البلد, بلد, الدولة
        دولة, ქვეყან, ülke, paese, kraj$, nation$, nationality, краіна, کشور, country region, държава, država, země
        országa, ország, страна регистрации, гражданство
    """,
    "ignore_more": """
        address, adres, addres, dirección, direccion, адрес, адреса, հասցե, العنوان, მისამართ, indirizzo, endereço, city
        town$, ville$, ciudad, город, місто, քաղաք, region$, регион, área, area$, sector, field of, mission, member
        description, описание, մարզ, ქალაქ, stadt$, ort$, telegram
    """,
    "note": """
        comment, note$, notes$, remark, комментар, коммент, примечан, замечан, коментар, приміт, մեկնաբ, նշում, ծանոթ
        ملاحظ, შენიშვნ, notlar$, bemerk, anmerk, observa, osserva, uwag, message$, commentaire, comentario, opmerking
        additional info, other info, anything else
    """,
    "organisation_latin": """
        english, latin, transliter, romani, англ, латин, անգլ, լատին, anglais, inglés, ingles$, auf englisch, ინგლის
        англійськ, الإنجليزية, بالإنجليزية, ingilizce, angielsk, in inglese, em inglês
    """,
    "organisation": """
        organi, ngo, ngos, ong, association, entity, institution, company, group$, network$, організ, объедин, об єднан
        нко, нпо, организ, կազմակերպ, հկ, المنظمة, منظمة, المنظمات, الجمعية, جمعية, مؤسسة, المؤسسة, ორგანიზაც, kurum
        kurulu, örgüt, dernek, verein, asociaci, associac, associaz, stowarzysz, instytuc, signator, undersigned
        подписант, подписавшие, ստորագր, firmante, signataire, firmatari, unterzeichn, название, наименован, назва$
        անվանում, անվանումը, denominaz, dénominat, raison sociale, nazwa, denominac, union$, اسم المنظمة, سازمان
        arganiza, coalition, coorganis, cso, csos, endorsing, imzac
    """,
    "name": """
        name, nom$, nombre, имя$, імя, ім я, անուն, անունը, الاسم, اسم, სახელ, სახელი, ad$, adı$, isim, nome, jméno
        name$
        namn, naam, név, نام
    """,
    "number": """
        no$, nr$, n$, num$, number$, id$, п п, հ հ, s n, sl no, sno$, lp$, الرقم, رقم, sıra, номер, row$
    """,
}
_ALONE = 4  # words at most in a heading that only numbers the rows, or dates them
FIELDS = (
    "organisation",
    "organisation_latin",
    "also_known_as",
    "country",
    "website",
    "representative",
    "position",
    "email",
    "date",
    "consent",
    "agreed",
    "note",
    "number",
    "ignore",
)

Phrase = tuple[tuple[str, bool], ...]


@cache
def _phrases() -> dict[str, list[Phrase]]:
    return {field: [_phrase(one) for one in re.split("[,\n]", text) if one.strip()] for field, text in _PHRASES.items()}


def _phrase(text: str) -> Phrase:
    parts = [(part.removesuffix("$"), part.endswith("$")) for part in text.split()]
    return tuple((found, whole) for part, whole in parts for found in folded_words(part))


@lru_cache(maxsize=1024)  # several questions are asked of one cell, one after the other
def folded_words(text: str) -> tuple[str, ...]:
    """The words of a heading: small, without punctuation, without accents where they are in Latin script."""
    found = words(_APART.sub(" ", text))
    return tuple(word if max(word) > _LAST_LATIN else in_latin(word) for word in found)


@cache
def meaning(heading: str) -> str:
    """The field that this heading asks for, "name" for a name of whatever kind, "" where nothing is known of it."""
    text = heading.strip()
    if text in ("№", "#", "N°", "Nº", "№ п/п", "№№"):
        return "number"
    asked = folded_words(text[:_LONGEST])
    if not asked:
        return ""
    if "title" in asked and any(word.startswith("organi") for word in asked):
        return "organisation"  # as people write whose language has one word for name and title
    for field, phrases in _phrases().items():
        if field in ("number", "short_date") and len(asked) > _ALONE:
            continue
        if any(_is_in(phrase, asked) for phrase in phrases):
            return {"ignore_more": "ignore", "short_date": "date"}.get(field, field)
    return ""


def _is_in(phrase: Phrase, asked: tuple[str, ...]) -> bool:
    starts = range(len(asked) - len(phrase) + 1) if phrase else ()
    return any(all(map(_begins, phrase, asked[at:])) for at in starts)


def _begins(part: tuple[str, bool], word: str) -> bool:
    stem, whole = part
    return word == stem if whole else word.startswith(stem)
