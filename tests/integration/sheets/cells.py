"""What stands in cells instead of what should: notes in names, numbers, errors, three ways to write a date."""

from __future__ import annotations

import unicodedata

from tests.integration.sheets.expected import Sheet, broken, doubted, ignored, looked_at, new, taken, text, warned
from tests.integration.sheets.many_names import names

DECOMPOSED = unicodedata.normalize("NFD", "Société des Amis de l'Éthiopie")
ARABIC = "مركز القاهرة لدراسات حقوق الإنسان"
FIFTY = "Committee for the Protection of Journalists and Wr"
LONG = "Association of Women Lawyers and Human Rights Defenders of the Southern Regions, Branch of Meghri and Kapan"

NAMES: list[tuple[str, object]] = [
    ("12. Peace Dialogue", warned("12. Peace Dialogue")),
    ("• Kharkiv Group", warned("• Kharkiv Group")),
    ("- Rafto", warned("- Rafto")),
    ("Bellona (confirmed by phone 12.07)", warned("Bellona (confirmed by phone 12.07)")),
    ("Helsinki Assembly Vanadzor*", warned("Helsinki Assembly Vanadzor*")),
    ("Club Asparez - TBC", warned("Club Asparez - TBC")),
    ("Eurasia Trust (waiting for board)", warned("Eurasia Trust (waiting for board)")),
    ("Народный совет (ждём ответа)", warned("Народный совет (ждём ответа)")),
    ("Center for Rights (CFR)", new("Center for Rights (CFR)")),
    ("350.org", new("350.org")),
    ("350", doubted("350")),
    ("1325", doubted("1325")),
    ("Peace\u200b Brigades\ufeff", taken("Peace Brigades")),
    ("\u00a0 Amnesty Norge \u00a0", taken("Amnesty Norge")),
    ("Front\u00a0Line Defenders", taken(("Front Line Defenders", "Front\u00a0Line Defenders"))),
    (f"\u200f{ARABIC}\u200f", taken(ARABIC)),
    ("کمیته\u200cی حقوق بشر", new("کمیته\u200cی حقوق بشر")),
    (DECOMPOSED, taken("Société des Amis de l'Éthiopie")),
    ("WOMEN FOR PEACE", taken("WOMEN FOR PEACE")),
    ("Bund / Федерация / Federation", taken("Bund / Федерация / Federation")),
    ("Union A; Union B; Union C; Union D", looked_at(organisation="Union A; Union B; Union C; Union D")),
    ('"Club of Gyumri\nClub of Goris\nClub of Kapan"', looked_at()),
    (FIFTY, warned(FIFTY)),
    (LONG, new(LONG)),
    ("N/A", broken()),
    ("-", broken()),
    ("n/a", broken()),
    ("нет", broken()),
    ("same as above", broken()),
    ("ditto", broken()),
    ("#REF!", broken()),
    ("#NAME?", broken()),
    ("TRUE", broken()),
    ("?", broken()),
    ("info@peace.am", broken()),
    ("https://peace.am", doubted()),
    ('=HYPERLINK("https://x.org";"Peace Union")', doubted()),
    ("'+Plus Foundation", taken()),
    ("Journalists&#39; Union &amp; Friends", looked_at()),
    ("Soci\ufffdt\ufffd d'Aide", doubted()),
    ("SociÃ©tÃ© Nationale", doubted()),
    ("President of Helsinki Committee, Avetik Ishkhanyan", taken()),
    ("Women's Fund…", looked_at()),
    ("Test", looked_at()),
]


def _cell(name: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return name if name.startswith('"') else quoted if set(name) & set('",\n') else name


NAME_FILES = [
    Sheet(
        "names.csv",
        text("Organisation,Country", *[f"{_cell(name)},Armenia" for name, _ in NAMES]).encode(),
        [ignored(), *[expected for _, expected in NAMES]],  # type: ignore[list-item]
        1,
    )
]

DATES: list[tuple[str, object]] = [
    ("29.07.2021", new(date="2021-07-29")),
    ("2021-07-29", new(date="2021-07-29")),
    ("29/07/2021", new(date="2021-07-29")),
    ("29 July 2021", new(date="2021-07-29")),
    ("July 29, 2021", new(date="2021-07-29")),
    ("29-Jul-21", taken(date="2021-07-29")),
    ("29.7.21", taken(date="2021-07-29")),
    ("29.07.2021 14:35", new(date="2021-07-29")),
    ("2021-07-29T14:35:10+04:00", new(date="2021-07-29")),
    ("44406", taken(date="2021-07-29")),
    ("44406.607", taken(date="2021-07-29")),
    ("29 июля 2021 г.", new(date="2021-07-29")),
    ("29 հուլիսի 2021 թ.", new(date="2021-07-29")),
    ("29 juillet 2021", new(date="2021-07-29")),
    ("1er août 2021", new(date="2021-08-01")),
    ("29. Juli 2021", new(date="2021-07-29")),
    ("29 de julio de 2021", new(date="2021-07-29")),
    ("29 липня 2021 року", new(date="2021-07-29")),
    ("٢٩/٠٧/٢٠٢١", taken(date="2021-07-29")),
    ("31.02.2021", doubted(date=None)),
    ("end of July", doubted(date=None)),
    ("July", doubted(date=None)),
    ("2021", doubted(date=None)),
    ("yesterday", doubted(date=None)),
    ("29 July", doubted(date=None)),
    ("12.08.1921", doubted()),
    ("12.08.2091", doubted()),
    ("-", taken(date=None)),
    ("Thursday, July 29, 2021", new(date="2021-07-29")),
    ("29.07.2021 (by phone)", taken(date="2021-07-29")),
    ("20210729", taken(date="2021-07-29")),
]
AMBIGUOUS = text("Organisation,Country,Date", "Rosewood Theatre,Armenia,03/04/2021", "Saffron Guild,Armenia,05/06/2021")
MONTH_FIRST = text("Organisation,Country,Date", "Rosewood Theatre,Armenia,7/28/2021", "Saffron Guild,Armenia,8/1/2021")

DATE_FILES = [
    Sheet(
        "dates.csv",
        text(
            "Organisation;Country;Date signed",
            *[f"{name};Armenia;{day}" for name, (day, _) in zip(names(len(DATES)), DATES, strict=True)],
        ).encode(),
        [ignored(), *[expected for _, expected in DATES]],  # type: ignore[list-item]
        1,
    ),
    Sheet("ambiguous-dates.csv", AMBIGUOUS.encode(), [ignored(), doubted(), doubted()], 1),
    Sheet("month-first.csv", MONTH_FIRST.encode(), [ignored(), new(date="2021-07-28"), taken(date="2021-08-01")], 1),
]

SITES: list[tuple[str, object]] = [
    ("www.peace.am", new(website="https://www.peace.am")),
    ("dialogue.am/en/about", new(website="https://dialogue.am/en/about")),
    ("http://union.org/", new(website="http://union.org/")),
    ("HTTPS://Upper.ORG", taken(website=("https://upper.org", "HTTPS://Upper.ORG", "https://Upper.ORG"))),
    ("https:/slash.org", doubted()),
    ("soon.am (new site soon)", doubted()),
    ("info@peace.am", doubted(website=None)),
    ("https://a.am; https://b.am", doubted()),
    ("none", taken(website=None)),
    ("нет сайта", taken(website=None)),
    ("facebook.com/peaceam", taken(website="https://facebook.com/peaceam")),
    ("under construction", doubted(website=None)),
    ("կայք.հայ", taken()),
    ("javascript:alert(1)", doubted(website=None)),
    ("+374 10 123456", doubted(website=None)),
    ("@peaceam", doubted(website=None)),
    ("#N/A", taken(website=None)),
    ("http://", taken(website=None)),
    ("www.dot.am.", taken()),
    ("<a href='https://tag.am'>tag.am</a>", doubted()),
]
SITE_FILES = [
    Sheet(
        "websites.csv",
        text(
            "Organisation,Country,Website",
            *[f"{name},Armenia,{site}" for name, (site, _) in zip(names(len(SITES)), SITES, strict=True)],
        ).encode(),
        [ignored(), *[expected for _, expected in SITES]],  # type: ignore[list-item]
        1,
    )
]
FILES = NAME_FILES + DATE_FILES + SITE_FILES
