"""What forms export, and lists whose headings and ends are of somebody's own making."""

from __future__ import annotations

from tests.integration.sheets.expected import Sheet, excluded, ignored, looked_at, new, taken, text, warned

STARRED = text(
    '"Name of the signing NGO *","Country *","Website\n(if any)","Date of endorsement (dd/mm/yyyy)"',
    "Peace Dialogue,Armenia,peace.am,03/08/2021",
    "Rafto,Norway,,29/07/2021",
)
UPPER = text(
    "ORG NAME|COUNTRY OF REGISTRATION|URL|SIGNED ON", "Peace Dialogue|Armenia|peace.am|2021-07-29", "Rafto|Norway||"
)
PEOPLE = text(
    "First name,Last name,Job title,Organization,Country,Email address",
    "Anna,Petrosyan,Director,Peace Dialogue,Armenia,anna@peace.am",
    "Kari,Nordmann,Secretary General,Rafto,Norway,kari@rafto.no",
)
STATUS = text(
    "Signatory,Country,Status,Comments",
    "Peace Dialogue,Armenia,signed,",
    "Rafto,Norway,declined,no mandate",
    "Bellona,Norway,pending,board meets on Friday",
    "Fritt Ord,Norway,signed,",
    "Nota Bene,Tajikistan,withdrawn,security",
)
HOW = text(
    "Organisation,Country,How agreed,Contact",
    'Peace Dialogue,Armenia,"by e-mail, 28 July",Anna',
    "Rafto,Norway,phone call with Kari,",
)
TITLE_SAYS_SO = text(
    "List of organisations supporting the statement on open archives,,",
    "Organisation / Country list as of July,,",
    ",,",
    "Organisation,Country,Website",
    "Peace Dialogue,Armenia,",
    "Rafto,Norway,",
)
ENDS = text(
    "Organisation,Country,Notes",
    "Peace Dialogue,Armenia,",
    "Rafto,Norway,",
    ",,",
    "Confirmed: 2,,",
    "Pending: 3,,",
    "TOTAL,,2",
    ",,",
    "Statistics,,",
    "Armenia,1,",
    "Norway,1,",
    "Grand total,2,",
)
NAMES_ONLY_AND_NOTES = text(
    "Signatories:",
    "",
    "1. Peace Dialogue",
    "2. Union of Roses (Georgia)",
    "3) Rafto, Norway",
    "",
    "+ two more to be confirmed",
)
UNKNOWN_HEADS = text(
    "Wer,Woher,Wo im Netz", "Peace Dialogue,Armenia,peace.am", "Rafto,Norway,rafto.no", "Bellona,Norway,bellona.no"
)
GOOGLE_FULL = text(
    "Timestamp,Email Address,1. What is the full official name of your organization in English?,"
    '2. And in your own language (if different)?,3. Country,4. Web page,"5. Name, surname and position of the person",'
    "6. We consent to the organization's name being published with the statement.,Untitled Question",
    "2021/07/28 4:15:02 PM GMT+4,a@vesna.by,Human Rights Centre Viasna,Праваабарончы цэнтр «Вясна»,Belarus,"
    'spring96.org,"Valiantsin S., chair",I agree,',
    "2021/07/29 9:15:02 AM GMT+4,b@rafto.no,Rafto Foundation,,Norway,https://rafto.no,Kari,I agree,",
    "2021/07/29 9:15:02 PM GMT+4,c@bellona.no,Bellona Foundation,same,Norway,,Ola,I do not agree,",
)
RTL = text(
    "اسم المنظمة;البلد;الموقع;هل توافقون على النشر؟",
    "\u202bمركز القاهرة لدراسات حقوق الإنسان\u202c;مصر;cihrs.org;نعم",
    "جمعية النساء;لبنان;;لا",
    "شبكة الإعلام;الأردن;;نعم",
)
ARMENIAN = text(
    "Հ/Հ\tԿազմակերպություն\tԵրկիր\tԷլ. հասցե\tՀամաձա՞յն եք հրապարակմանը",
    "1\t«Ասպարեզ» ակումբ\tՀՀ\tinfo@asparez.am\tԱյո",
    "2\tԽաղաղության երկխոսություն\tՀայաստան\t\tՈչ",
    "3\tՀելսինկյան կոմիտե\tՎրաստան\t\tԱյո",
    "\tԸնդամենը՝ 3\t\t\t",
)

FILES = [
    Sheet(
        "starred.csv",
        STARRED.encode(),
        [
            ignored(),
            taken("Peace Dialogue", "AM", website="https://peace.am", date="2021-08-03"),
            new("Rafto", "NO", date="2021-07-29"),
        ],
        1,
    ),
    Sheet(
        "upper.csv",
        UPPER.encode(),
        [ignored(), new("Peace Dialogue", "AM", website="https://peace.am", date="2021-07-29"), new("Rafto", "NO")],
        1,
    ),
    Sheet(
        "people-and-organisations.csv", PEOPLE.encode(), [ignored(), new("Peace Dialogue", "AM"), new("Rafto", "NO")], 1
    ),
    Sheet(
        "status.csv",
        STATUS.encode(),
        [
            ignored(),
            new("Peace Dialogue"),
            excluded("Rafto"),
            looked_at(organisation="Bellona"),
            new("Fritt Ord"),
            excluded("Nota Bene"),
        ],
        1,
    ),
    Sheet("how.csv", HOW.encode(), [ignored(), new("Peace Dialogue", "AM"), new("Rafto", "NO")], 1),
    Sheet(
        "title-says-so.csv",
        TITLE_SAYS_SO.encode(),
        [*[ignored()] * 4, new("Peace Dialogue", "AM"), new("Rafto", "NO")],
        4,
    ),
    Sheet(
        "ends.csv",
        ENDS.encode(),
        [
            ignored(),
            new(),
            new(),
            ignored(),
            looked_at(),
            looked_at(),
            ignored(),
            ignored(),
            looked_at(),
            looked_at(),
            looked_at(),
            ignored(),
        ],
        1,
    ),
    Sheet(
        "names-and-notes.txt",
        NAMES_ONLY_AND_NOTES.encode(),
        [ignored(), ignored(), warned("1. Peace Dialogue"), warned(), warned(), ignored(), looked_at()],
    ),
    Sheet(
        "unknown-heads.csv",
        UNKNOWN_HEADS.encode(),
        [ignored(), new("Peace Dialogue", "AM", website="https://peace.am"), new(), new("Bellona", "NO")],
        1,
    ),
    Sheet(
        "google-full.csv",
        GOOGLE_FULL.encode(),
        [
            ignored(),
            taken(..., "BY", date="2021-07-28"),
            taken("Rafto Foundation", "NO", date="2021-07-29"),
            excluded(),
        ],
        1,
    ),
    Sheet(
        "rtl.csv",
        RTL.encode(),
        [
            ignored(),
            taken("مركز القاهرة لدراسات حقوق الإنسان", "EG"),
            excluded("جمعية النساء", "LB"),
            new("شبكة الإعلام", "JO"),
        ],
        1,
    ),
    Sheet(
        "armenian.tsv",
        ARMENIAN.encode("utf-16"),
        [ignored(), new("«Ասպարեզ» ակումբ", "AM"), excluded(), new("Հելսինկյան կոմիտե", "GE"), ignored()],
        1,
    ),
]
