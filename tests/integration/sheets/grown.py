"""Lists that grew over weeks and went through many programs: joined, garbled, with one organisation twice."""

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

CONCATENATED = text(
    "\ufeffOrganisation,Country",
    "Peace Dialogue,Armenia",
    "\ufeffOrganisation,Country",
    "Rafto,Norway",
    "Peace Dialogue,Armenia",
)
DOS = "Organisation,Country\r\nPeace Dialogue,Armenia\r\nRafto,Norway\r\n\x1a"
QUOTED_BLANK = (
    'Organisation,Country,Address\r\n"Peace Dialogue",Armenia,"Line one\r\n\r\n\r\nLine two"\r\n"Rafto",Norway,""\r\n'
)
SOFT = text(
    "Organisation,Country",
    "Frei\u00adheit\u00ads\u00adbund,Germany",
    "\u2060Rafto\u2060,Norway",
    "श्\u200dरी मानव अधिकार,India",
    "Ⅳ Internationale,France",
)
FORMULAE = text(
    "Organisation,Country",
    "=cmd|'/C calc'!A1,Armenia",
    "+374 10 123456,Armenia",
    "-Rafto,Norway",
    "@bellona,Norway",
    '"=1+1",Norway',
    "+Plus Initiative,Norway",
    "=Equality= Network,Norway",
)
LONG = text("Organisation,Country", "Peace " * 60 + ",Armenia", "Rafto,Norway", "A,Norway", ".,Norway", "X Y,Norway")
SHARED_CELLS = text(
    "Organisation;Country;Website",
    "Peace Dialogue;Armenia;peace.am",
    "Union of Women, Youth and Sport;Armenia;",
    "Bellona and Rafto;Norway;",
    "Nota Bene / Dar / Kalam;Tajikistan;",
    "1) Women of Goris 2) Women of Kapan 3) Women of Meghri;Armenia;",
    "Centre for Rights, Foundation for Peace, Union of Lawyers, Network of Women;Armenia;",
)
LEGAL = text(
    "Organisation,Country",
    "Общественная организация «Весна»,Belarus",
    "ОО «Весна»,Belarus",
    "Vesna,Belarus",
    "Amnesty International,UK",
    "Amnesty International Ltd.,UK",
    "Women's Voice NGO,Armenia",
    "«Women’s Voice» NGO,Armenia",
    "Women's Voice,Georgia",
)
ACRONYMS = text(
    "Organisation,Country",
    "International Federation for Human Rights (FIDH),France",
    "FIDH,France",
    "Human Rights Watch,USA",
    "HRW,USA",
    "Norwegian Helsinki Committee,Norway",
    "Netherlands Helsinki Committee,Netherlands",
    "Committee Against Torture,Russia",
    "Committee of Torture Victims,Georgia",
)
GARBLED = text(
    "Organisation,Country",
    "РџСЂР°РІРѕР·Р°С‰РёС‚РЅС‹Р№ С†РµРЅС‚СЂ,Russia",
    "Soci&eacute;t&eacute; Nationale,France",
    "S?o Paulo Rights,Brazil",
    "Rafto,Norway",
)
DATES = text(
    "Organisation,Country,Date",
    "Peace Dialogue,Armenia,03/08/2021",
    "Rafto,Norway,29/07/2021",
    "Bellona,Norway,2021/07/30",
    "Fritt Ord,Norway,07/30/2021",
)
FILES = [
    Sheet(
        "concatenated.csv",
        CONCATENATED.encode(),
        [ignored(), new("Peace Dialogue"), ignored(), new("Rafto"), same("Peace Dialogue", 2)],
        1,
    ),
    Sheet("dos.csv", DOS.encode(), [ignored(), new("Peace Dialogue"), new("Rafto"), ignored()], 1),
    Sheet("quoted-blank.csv", QUOTED_BLANK.encode(), [ignored(), new("Peace Dialogue", "AM"), new("Rafto", "NO")], 1),
    Sheet(
        "soft.csv",
        SOFT.encode(),
        [
            ignored(),
            taken("Freiheitsbund", "DE"),
            taken("Rafto", "NO"),
            taken("श्\u200dरी मानव अधिकार", "IN"),
            taken("Ⅳ Internationale", "FR"),
        ],
        1,
    ),
    Sheet(
        "formulae.csv",
        FORMULAE.encode(),
        [ignored(), broken(), doubted(), warned("-Rafto"), doubted(), broken(), warned("+Plus Initiative"), doubted()],
        1,
    ),
    Sheet("long.csv", LONG.encode(), [ignored(), broken(), new("Rafto"), taken("A"), broken(), taken()], 1),
    Sheet(
        "shared-cells.csv",
        SHARED_CELLS.encode(),
        [ignored(), new(), taken(), taken(), taken(), doubted(), doubted()],
        1,
    ),
    Sheet(
        "legal.csv",
        LEGAL.encode(),
        [ignored(), new(), alike(..., 2), alike(..., 2), new(), alike(..., 5), new(), alike(..., 7), looked_at()],
        1,
    ),
    Sheet(
        "acronyms.csv",
        ACRONYMS.encode(),
        [ignored(), new(), alike(..., 2), new(), alike(..., 4), new(), taken(), taken(), taken()],
        1,
    ),
    Sheet("garbled.csv", GARBLED.encode(), [ignored(), doubted(), looked_at(), looked_at(), new("Rafto")], 1),
    Sheet(
        "dates-tell.csv",
        DATES.encode(),
        [
            ignored(),
            taken(date=("2021-08-03", None)),
            new(date="2021-07-29"),
            new(date="2021-07-30"),
            taken(date="2021-07-30"),
        ],
        1,
    ),
]
