"""Encodings, ends of lines, separators and quotes."""

from __future__ import annotations

from tests.integration.sheets.expected import Sheet, broken, doubted, ignored, new, taken, text

ENGLISH = text(
    "Organisation,Country,Website,Date",
    "Peace Dialogue,Armenia,www.peacedialogue.am,2021-07-29",
    "Łódzkie Stowarzyszenie „Żółć”,Poland,https://zolc.pl,30.07.2021",
    "مركز القاهرة لدراسات حقوق الإنسان,Egypt,,",
)
IN_ENGLISH = [
    ignored(),
    new("Peace Dialogue", "AM", website="https://www.peacedialogue.am", date="2021-07-29"),
    new("Łódzkie Stowarzyszenie „Żółć”", "PL", website="https://zolc.pl", date="2021-07-30"),
    new("مركز القاهرة لدراسات حقوق الإنسان", "EG", website=None, date=None),
]
RUSSIAN = text(
    "Организация;Страна;Сайт;Дата",
    "Правозащитный центр «Мемориал»;Россия;memo.ru;29.07.2021",
    "Бир Дуйно — Кыргызстан;Киргизия;;",
    "Белорусская ассоциация журналистов;Беларусь;https://baj.by;1 августа 2021 г.",
    end="\r\n",
)
IN_RUSSIAN = [
    ignored(),
    new("Правозащитный центр «Мемориал»", "RU", website="https://memo.ru", date="2021-07-29"),
    new("Бир Дуйно — Кыргызстан", "KG"),
    new("Белорусская ассоциация журналистов", "BY", website="https://baj.by", date="2021-08-01"),
]
UKRAINIAN = text(
    "Назва організації;Країна;Веб-сайт", "Товариство «Знання»;Україна;znannia.org.ua", "Ґендерний центр «Їжак»;Україна;"
)
IN_UKRAINIAN = [ignored(), new("Товариство «Знання»", "UA"), new("Ґендерний центр «Їжак»", "UA")]
FRENCH = text(
    "Nom de l’organisation;Pays;Site web",
    "Fédération internationale pour les droits humains;France;fidh.org",
    "L’Œuvre d’Étienne – secours;Belgique;",
    "Ligue suisse des droits de l’Homme;Suisse;",
)
IN_FRENCH = [
    ignored(),
    new("Fédération internationale pour les droits humains", "FR", website="https://fidh.org"),
    new("L’Œuvre d’Étienne – secours", "BE"),
    new("Ligue suisse des droits de l’Homme", "CH"),
]
SPANISH = text(
    "Organización;País;Página web;Fecha",
    "Comisión Mexicana de Defensa y Promoción de los Derechos Humanos;México;cmdpdh.org;3 de agosto de 2021",
    "Asociación Española «Ñandú»;España;;",
)
IN_SPANISH = [
    ignored(),
    new("Comisión Mexicana de Defensa y Promoción de los Derechos Humanos", "MX", date="2021-08-03"),
    new("Asociación Española «Ñandú»", "ES"),
]
ONE_ROW_BROKEN = (
    "Organisation,Country\nŽene u crnom,Serbia\n".encode()
    + "Société d’aide,France\n".encode("cp1252")
    + "Кахарман,Kazakhstan\n".encode()
)

ENCODINGS = [
    Sheet("utf8.csv", ENGLISH.encode(), IN_ENGLISH, 1),
    Sheet("utf8-mark.csv", ENGLISH.encode("utf-8-sig"), IN_ENGLISH, 1),
    Sheet("utf16.csv", ENGLISH.encode("utf-16"), IN_ENGLISH, 1),
    Sheet("utf16-be-mark.csv", b"\xfe\xff" + ENGLISH.encode("utf-16-be"), IN_ENGLISH, 1),
    Sheet("utf16-le.csv", ENGLISH.encode("utf-16-le"), IN_ENGLISH, 1),
    Sheet("utf16-be.csv", ENGLISH.encode("utf-16-be"), IN_ENGLISH, 1),
    Sheet("utf16-russian.tsv", RUSSIAN.replace(";", "\t").encode("utf-16-le"), IN_RUSSIAN, 1),
    Sheet("unicode-text.txt", RUSSIAN.replace(";", "\t").encode("utf-16"), IN_RUSSIAN, 1),
    Sheet("cp1251.csv", RUSSIAN.encode("cp1251"), IN_RUSSIAN, 1, {"encoding": ("cp1251", "windows-1251")}),
    Sheet("cp1251-ukrainian.csv", UKRAINIAN.encode("cp1251"), IN_UKRAINIAN, 1),
    Sheet("cp1252-french.csv", FRENCH.encode("cp1252"), IN_FRENCH, 1, {"encoding": ("cp1252", "windows-1252")}),
    Sheet("cp1252-spanish.csv", SPANISH.encode("cp1252"), IN_SPANISH, 1),
    Sheet(
        "one-row-broken.csv", ONE_ROW_BROKEN, [ignored(), new("Žene u crnom", "RS"), doubted(), new("Кахарман", "KZ")]
    ),
    Sheet(
        "koi8-r.csv",
        RUSSIAN.translate({171: 34, 187: 34, 8212: 45}).replace('"', "").encode("koi8-r"),
        [ignored(), *[taken()] * 3],
    ),
]

PLAIN = [ignored(), new("Peace Dialogue", "AM"), taken("Kharkiv Group, Ukraine", "UA"), new("Human Rights Watch", "US")]
COMMAS = 'Organisation,Country\nPeace Dialogue,Armenia\n"Kharkiv Group, Ukraine",Ukraine\nHuman Rights Watch,USA\n'
SEMICOLONS = "Organisation;Country\nPeace Dialogue;Armenia\nKharkiv Group, Ukraine;Ukraine\nHuman Rights Watch;USA\n"
BLANKS = '\n\nOrganisation,Country,,,\n,,,,\nPeace Dialogue,Armenia,,,\n   ,,,,\n"Kharkiv Group",Ukraine,,,'
UNCLOSED = (
    'Organisation,Country\nPeace Dialogue,Armenia\n"Kharkiv Group,Ukraine\nHuman Rights Watch,USA\nRafto,Norway\n'
)
INNER = 'Organisation,Country\nUnion "Roza",Armenia\n"Union "Lilia"",Armenia\n"Club ""Asparez""",Armenia\n'
SHIFTED = (
    "Organisation,Country,Website\nPeace Dialogue,Armenia,peacedialogue.am\n"
    "Asylum, Law and Justice,Armenia,https://asylum.am\nHuman Rights House\nRafto,Norway,rafto.no\n"
)
WRAPPED = 'Organisation,Country,Address\nPeace Dialogue,Armenia,"12 Street\nVanadzor\n\n2001"\nRafto,Norway,\n'
SPACED = 'Organisation, Country\n"Peace Dialogue", "Armenia"\n  Rafto  ,  Norway  \n'

SEPARATORS = [
    Sheet("commas.csv", COMMAS.encode(), PLAIN, 1),
    Sheet("semicolons.csv", SEMICOLONS.encode(), PLAIN, 1),
    Sheet("pipes.csv", SEMICOLONS.replace(";", "|").encode(), PLAIN, 1),
    Sheet("tabs.csv", SEMICOLONS.replace(";", "\t").encode(), PLAIN, 1),
    Sheet("named-separator.csv", ("sep=;\r\n" + SEMICOLONS).encode(), [ignored(), *PLAIN], 2),
    Sheet("cr-only.csv", SEMICOLONS.replace("\n", "\r").encode(), PLAIN, 1),
    Sheet("mixed-ends.csv", COMMAS.replace("\n", "\r\n", 2).encode(), PLAIN, 1),
    Sheet("no-last-end.csv", COMMAS.rstrip().encode(), PLAIN, 1),
    Sheet(
        "blanks.csv",
        BLANKS.encode(),
        [*[ignored()] * 4, new("Peace Dialogue", "AM"), ignored(), new("Kharkiv Group", "UA")],
        3,
    ),
    Sheet("hundred-columns.csv", COMMAS.replace("\n", "," * 420 + "\n").encode(), PLAIN, 1),
    Sheet(
        "unclosed-quote.csv",
        UNCLOSED.encode(),
        [ignored(), new("Peace Dialogue", "AM"), doubted(), new("Human Rights Watch", "US"), new("Rafto", "NO")],
    ),
    Sheet(
        "inner-quotes.csv",
        INNER.encode(),
        [ignored(), taken('Union "Roza"', "AM"), taken('Union "Lilia"', "AM"), new('Club "Asparez"', "AM")],
    ),
    Sheet(
        "shifted-cells.csv",
        SHIFTED.encode(),
        [ignored(), new("Peace Dialogue", "AM"), broken(), doubted("Human Rights House", None), new("Rafto", "NO")],
    ),
    Sheet("wrapped-cells.csv", WRAPPED.encode(), [ignored(), new("Peace Dialogue", "AM"), new("Rafto", "NO")]),
    Sheet("spaced.csv", SPACED.encode(), [ignored(), new("Peace Dialogue", "AM"), new("Rafto", "NO")]),
    Sheet(
        "nul-bytes.csv",
        b"Organisation,Country\nPeace\x00 Dialogue,Armenia\nRafto,Norway\n",
        [ignored(), taken("Peace Dialogue"), new("Rafto", "NO")],
    ),
    Sheet("header-only.csv", b"Organisation,Country,Website\n", [ignored()], 1),
]
FILES = ENCODINGS + SEPARATORS
