"""Rows that are no organisations, and organisations that stand in more than one row or on the register already."""

from __future__ import annotations

from tests.integration.sheets.expected import (
    Sheet,
    alike,
    broken,
    doubted,
    ignored,
    looked_at,
    new,
    same,
    taken,
    text,
    warned,
)

TOTALS = text(
    "Organisation,Country",
    "Peace Dialogue,Armenia",
    "Rafto,Norway",
    "TOTAL: 57,",
    "Total,2",
    "Итого 57 организаций,",
    "57,",
    "Ընդամենը՝ 57,",
    "Total organisations: 57,",
    "Всего: 2,",
    "Sum,57",
    "Gesamt: 57,",
    "In total 57 organisations from 12 countries,",
)
NO_TOTALS = text(
    "Organisation,Country",
    "Total Recall Archive,Armenia",
    "Totally Free Press,Norway",
    "50 Plus Women,Austria",
    "2000 Mothers for Peace,Chile",
)
FOOTERS = text(
    "Organisation,Country",
    "Peace Dialogue,Armenia",
    "Rafto*,Norway",
    "* provisional,",
    "Note: please add new names below,",
    "Last updated: 30.07.2021,",
    "Source: e-mails to the secretariat,",
    "____________________,",
    "(continued on next page),",
    "Page 1 of 2,",
    "Примечание: список не окончательный,",
    "To be contacted next week:,",
    "=====,=====",
)
TWICE = text(
    "Organisation,Country",
    "Peace Dialogue,Armenia",
    "PEACE DIALOGUE,Armenia",
    "Peace Dialogue NGO,Armenia",
    "“Peace  Dialogue”,Armenia",
    "Peace Dialogue,Armenia",
    "Правозащитный центр Мемориал,Russia",
    "Pravozashchitny tsentr Memorial,Russia",
    "Kharkiv Human Rights Group,Ukraine",
    "Human Rights Group Kharkiv,Ukraine",
    "Peace-Dialogue,Armenia",
)
CHAPTERS = text(
    "Organisation,Country",
    "Transparency International,Germany",
    "Transparency International Armenia,Armenia",
    "Transparency International Georgia,Georgia",
    "Amnesty International,United Kingdom",
    "Amnesty International Norway,Norway",
    "Helsinki Citizens' Assembly Vanadzor,Armenia",
    "Helsinki Citizens' Assembly Azerbaijan,Azerbaijan",
)
BY_WEBSITE = text(
    "Organisation,Country,Website",
    "Журналисты за права человека,Russia,https://www.jhr-example.org",
    "Rafto,Norway,rafto.no",
    "Journalists for Human Rights,Russia,jhr-example.org/en",
    "Bellona,Norway,facebook.com/bellona",
    "Fritt Ord,Norway,facebook.com/frittord",
)
PEOPLE = text(
    "Organisation,Country",
    "Peace Dialogue,Armenia",
    "Anna Petrosyan,Armenia",
    "Dr. Ivan Petrov,Ukraine",
    "Mr. John Smith,UK",
    "individual,Norway",
    "Independent journalist,Norway",
)
REGISTERED = ("Open Archives Union", "Free Voices Assembly")  # what is on the statement already
KNOWN = text(
    "Organisation,Country",
    "Open Archives Union,Armenia",
    "OPEN ARCHIVES UNION NGO,Armenia",
    "Open Archive Union,Armenia",
    "Free Voices Assembly,Armenia",
    "Kharkiv Group,Ukraine",
)
NUMBERED = text(
    "№;Организация;Страна;Дата",
    "1;Весна;Беларусь;29.07.2021",
    "2;Кахарман;Казахстан;",
    ";Всего: 2;;",
    ";;;",
    "3;;;",
    "4;Нота Бене;Таджикистан;",
)
PRIVATE = text(
    "Organisation,Country,Contact,Phone,E-mail",
    'Peace Dialogue,Armenia,Anna,+37410123456,"anna@peace.am; info@peace.am"',
    "Rafto,Norway,Kari,0047 555,kari(at)rafto.no",
    "Bellona,Norway,,,office@bellona.no",
    "Fritt Ord,Norway,,,Kari Nordmann <kari@frittord.no>",
    "Lighthouse Library,Norway,,,not-an-address",
)

NAMELESS = text("Organisation,Country", "Peace Dialogue,Armenia", ",Georgia", "Rafto,Norway", ",Ukraine")

FILES = [
    Sheet("nameless.csv", NAMELESS.encode(), [ignored(), new(), broken(None, "GE"), new(), broken(None, "UA")], 1),
    Sheet("totals.csv", TOTALS.encode(), [ignored(), new(), new(), *[ignored()] * 10], 1),
    Sheet("no-totals.csv", NO_TOTALS.encode(), [ignored(), *[taken()] * 4], 1),
    Sheet("footers.csv", FOOTERS.encode(), [ignored(), new(), warned("Rafto*"), *[looked_at()] * 9, ignored()], 1),
    Sheet(
        "twice.csv",
        TWICE.encode(),
        [
            ignored(),
            new("Peace Dialogue"),
            same("PEACE DIALOGUE", 2),
            alike("Peace Dialogue NGO", 2),
            same("“Peace  Dialogue”", 2),
            same("Peace Dialogue", 2),
            new(),
            alike("Pravozashchitny tsentr Memorial", 7),
            new(),
            alike(..., 9),
            alike("Peace-Dialogue", 2),
        ],
        1,
    ),
    Sheet("chapters.csv", CHAPTERS.encode(), [ignored(), *[taken()] * 7], 1),
    Sheet("by-website.csv", BY_WEBSITE.encode(), [ignored(), new(), new(), alike(..., 2), taken(), taken()], 1),
    Sheet(
        "people.csv",
        PEOPLE.encode(),
        [
            ignored(),
            new(),
            taken("Anna Petrosyan"),
            warned("Dr. Ivan Petrov"),
            warned("Mr. John Smith"),
            doubted(),
            looked_at(),
        ],
        1,
    ),
    Sheet(
        "on-the-register.csv",
        KNOWN.encode(),
        [
            ignored(),
            same(..., "Open Archives Union"),
            same(..., "Open Archives Union"),
            alike(..., "Open Archives Union"),
            same(..., "Free Voices Assembly"),
            new(),
        ],
        1,
    ),
    Sheet(
        "numbered.csv",
        NUMBERED.encode(),
        [
            ignored(),
            new("Весна", "BY"),
            new("Кахарман", "KZ"),
            ignored(),
            ignored(),
            looked_at(),
            new("Нота Бене", "TJ"),
        ],
        1,
    ),
    Sheet(
        "private.csv", PRIVATE.encode(), [ignored(), doubted("Peace Dialogue"), taken(), new(), taken(), doubted()], 1
    ),
]
