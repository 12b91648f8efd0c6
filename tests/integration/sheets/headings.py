"""Headings: in many languages, below titles, over two rows, as long questions, again further down, or none at all."""

from __future__ import annotations

from tests.integration.sheets.expected import Sheet, doubted, excluded, ignored, looked_at, new, taken, text

IN_LANGUAGES = {
    "armenian": ("Կազմակերպության անվանումը", "Երկիր", "Կայք", "Ամսաթիվ", "Հայաստան"),
    "russian": ("Наименование организации", "Страна", "Веб-сайт", "Дата подписания", "Армения"),
    "french": ("Nom de l'association", "Pays", "Site internet", "Date de signature", "Arménie"),
    "spanish": ("Nombre de la organización", "País", "Sitio web", "Fecha", "Armenia"),
    "german": ("Name der Organisation", "Land", "Webseite", "Datum", "Armenien"),
    "arabic": ("اسم المنظمة", "البلد", "الموقع الإلكتروني", "التاريخ", "أرمينيا"),
    "ukrainian": ("Назва організації", "Країна", "Сайт", "Дата", "Вірменія"),
    "georgian": ("ორგანიზაციის დასახელება", "ქვეყანა", "ვებგვერდი", "თარიღი", "სომხეთი"),
    "turkish": ("Kuruluşun adı", "Ülke", "Web sitesi", "Tarih", "Ermenistan"),
    "portuguese": ("Nome da organização", "País", "Site", "Data", "Armênia"),
}
LANGUAGES = [
    Sheet(
        f"in-{language}.csv",
        text(
            ",".join(heading), f"Peace Dialogue,{country},peacedialogue.am,29.07.2021", f"Asparez Club,{country},,"
        ).encode(),
        [
            ignored(),
            new("Peace Dialogue", "AM", website="https://peacedialogue.am", date="2021-07-29"),
            new("Asparez Club", "AM"),
        ],
        1,
    )
    for language, (*heading, country) in IN_LANGUAGES.items()
]

GOOGLE = text(
    "Timestamp,Name of your organisation (as it should appear),In which country is your organisation registered?,"
    "Website (if any),Your name and position,Your e-mail,Do you agree to your organisation being listed publicly?",
    "7/28/2021 14:02:11,Peace Dialogue,Armenia,www.peacedialogue.am,Anna Petrosyan,anna@peacedialogue.am,Yes",
    "7/29/2021 9:15:40,Centre for Open Records,Georgia,,Giorgi K.,office@records.ge,No",
    '7/29/2021 9:17:02,Kharkiv Group,Ukraine,none,Olha,"olha@khpg.org, info@khpg.org","Yes, we agree"',
    "7/30/2021 23:59:59,Rafto,Norway,rafto.no,Kari,kari@rafto.no,",
)
GOOGLE_RUSSIAN = text(
    "Отметка времени,Полное название организации,Страна регистрации,Сайт организации,Ваше имя,Электронная почта,"
    "Согласны ли вы на публикацию названия организации?",
    "28.07.2021 14:02:11,Правозащитный центр «Весна»,Беларусь,spring96.org,Валентин,v@spring96.org,Да",
    "29.07.2021 9:15:40,Фонд «Общественный вердикт»,Россия,,Наталья,n@verdict.org,Нет",
    "29.07.2021 10:00:00,Кахарман,Казахстан,,Елена,e@kaharman.kz,да",
)
TITLES = text(
    "Joint statement on open archives,,,",
    "Signatories as of 30 July 2021,,,",
    ",,,",
    "No.,Organisation,Country,Notes",
    "1,Peace Dialogue,Armenia,",
    "2,Centre for Open Records,Georgia,called twice",
    "3,Kharkiv Group,Ukraine,",
)
TWO_ROWS = text(
    "Organisation,,Contact person,,",
    "Name,Country,Name,Position,E-mail",
    "Peace Dialogue,Armenia,Anna P.,Director,a@peace.am",
)
AGAIN = text(
    "#,Organisation,Country",
    "1,Peace Dialogue,Armenia",
    ",,",
    "#,Organisation,Country",
    "2,Kharkiv Group,Ukraine",
    "#,ORGANISATION,COUNTRY",
    "3,Rafto,Norway",
)
REORDERED = text(
    "E-mail,Country,Date,Web,Contact,Organization",
    "a@peace.am,Armenia,2021-07-29,peace.am,Anna Petrosyan,Peace Dialogue",
    ",Norway,,,,Rafto",
)
TWO_NAMES = text(
    "Название (на родном языке),Name in English,Country",
    "Правозащитный центр «Весна»,Human Rights Centre “Viasna”,Belarus",
    "Խաղաղության երկխոսություն,Peace Dialogue,Armenia",
)
NONE = text("Peace Dialogue,Armenia,www.peacedialogue.am", "Kharkiv Group,Ukraine,khpg.org", "Rafto,Norway,")
ONE_COLUMN = text("Peace Dialogue", "Centre for Open Records", "", "Kharkiv Human Rights Protection Group", "Total: 3")
SECOND_TABLE = text(
    "Organisation,Country",
    "Peace Dialogue,Armenia",
    "Rafto,Norway",
    ",",
    "Individuals,",
    "Name,Position",
    "Anna Petrosyan,Journalist",
    "Dr. Kari Nordmann,Professor",
)
TO_THE_RIGHT = text(
    "Organisation,Country,Website,,,Country,Number",
    "Peace Dialogue,Armenia,peace.am,,,Norway,1",
    "Rafto,Norway,,,,Armenia,1",
    ",,,,,Total,2",
)
CONSENTS = text(
    "Organisation;Country;Consent to publish",
    "Aurora Club;Armenia;Yes",
    "Bellona Club;Armenia;no",
    "Cassandra Club;Armenia;Ոչ",
    "Daedalus Club;Armenia;non",
    "Erasmus Club;Armenia;لا",
    "Fjordland Club;Armenia;NO - please do not publish",
    "Galatea Club;Armenia;No objection",
    "Hesperides Club;Armenia;x",
    "Ikaria Club;Armenia;FALSE",
    "Juniper Club;Armenia;awaiting board decision",
    "Kestrel Club;Armenia;Да, согласны",
    "Lighthouse Club;Armenia;не согласны",
    "Meridian Club;Armenia;I do not agree",
    "Nightingale Club;Armenia;Այո",
    "Obsidian Club;Armenia;✓",
    "Perihelion Club;Armenia;withdrawn 3 August",
)

FORMS = [
    Sheet(
        "google.csv",
        GOOGLE.encode(),
        [
            ignored(),
            new("Peace Dialogue", "AM", website="https://www.peacedialogue.am", date="2021-07-28"),
            excluded("Centre for Open Records"),
            doubted("Kharkiv Group", "UA", website=None),
            doubted("Rafto", "NO"),
        ],
        1,
    ),
    Sheet(
        "google-russian.csv",
        GOOGLE_RUSSIAN.encode(),
        [
            ignored(),
            new("Правозащитный центр «Весна»", "BY", date="2021-07-28"),
            excluded(),
            new("Кахарман", "KZ", date="2021-07-29"),
        ],
        1,
    ),
    Sheet(
        "titles.csv",
        TITLES.encode(),
        [
            *[ignored()] * 4,
            new("Peace Dialogue", "AM"),
            taken("Centre for Open Records", "GE"),
            new("Kharkiv Group", "UA"),
        ],
        4,
    ),
    Sheet("two-rows.csv", TWO_ROWS.encode(), [ignored(), ignored(), new("Peace Dialogue", "AM")], (1, 2)),
    Sheet(
        "again.csv",
        AGAIN.encode(),
        [
            ignored(),
            new("Peace Dialogue", "AM"),
            ignored(),
            ignored(),
            new("Kharkiv Group", "UA"),
            ignored(),
            new("Rafto", "NO"),
        ],
        1,
    ),
    Sheet(
        "reordered.csv",
        REORDERED.encode(),
        [ignored(), new("Peace Dialogue", "AM", website="https://peace.am", date="2021-07-29"), new("Rafto", "NO")],
        1,
    ),
    Sheet(
        "two-names.csv",
        TWO_NAMES.encode(),
        [ignored(), new("Правозащитный центр «Весна»", "BY"), new("Խաղաղության երկխոսություն", "AM")],
        1,
        {"columns": {"Name in English": "organisation_latin"}},
    ),
    Sheet(
        "no-heading.csv",
        NONE.encode(),
        [
            taken("Peace Dialogue", "AM", website="https://www.peacedialogue.am"),
            taken("Kharkiv Group", "UA"),
            taken("Rafto", "NO"),
        ],
        None,
    ),
    Sheet(
        "one-column.txt",
        ONE_COLUMN.encode(),
        [
            taken("Peace Dialogue", None),
            taken("Centre for Open Records"),
            ignored(),
            taken("Kharkiv Human Rights Protection Group"),
            ignored(),
        ],
        None,
    ),
    Sheet(
        "second-table.csv",
        SECOND_TABLE.encode(),
        [ignored(), new(), new(), ignored(), ignored(), ignored(), looked_at(), looked_at()],
        1,
    ),
    Sheet(
        "to-the-right.csv",
        TO_THE_RIGHT.encode(),
        [ignored(), taken("Peace Dialogue", "AM", website="https://peace.am"), taken("Rafto", "NO"), ignored()],
        1,
    ),
    Sheet(
        "consents.csv",
        CONSENTS.encode(),
        [
            ignored(),
            new("Aurora Club"),
            *[excluded()] * 5,
            taken("Galatea Club"),
            taken("Hesperides Club"),
            excluded(),
            looked_at(organisation="Juniper Club"),
            new("Kestrel Club"),
            excluded(),
            excluded(),
            new("Nightingale Club"),
            taken("Obsidian Club"),
            looked_at(),
        ],
        1,
    ),
]
FILES = LANGUAGES + FORMS
