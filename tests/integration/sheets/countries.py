"""Countries as people write them: in their language, by a flag, a nickname or an old name, two at once, or a city."""

from __future__ import annotations

from tests.integration.sheets.expected import Sheet, doubted, ignored, new, taken, text, warned
from tests.integration.sheets.many_names import names

CLEAR = {
    "AM": [
        "Armenia",
        "armenia ",
        "ARMENIA",
        "Republic of Armenia",
        "Армения",
        "Հայաստան",
        "Arménie",
        "🇦🇲 Armenia",
        "🇦🇲",
        "AM",
        "ARM",
        "أرمينيا",
    ],
    "US": ["USA", "U.S.A.", "United States of America", "the United States", "США", "EE.UU.", "États-Unis", "US"],
    "GB": ["UK", "United Kingdom", "Great Britain", "Великобритания", "Royaume-Uni", "U.K."],
    "NL": ["Holland", "The Netherlands", "Netherlands", "Pays-Bas", "Нидерланды"],
    "CZ": ["Czech Republic", "Czechia", "Чехия"],
    "TR": ["Türkiye", "Turkey", "Turkiye", "Турция"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire"],
    "MK": ["Macedonia", "North Macedonia"],
    "MM": ["Burma", "Myanmar"],
    "PS": ["Palestine", "State of Palestine", "فلسطين"],
    "XK": ["Kosovo", "Kosova"],
    "TW": ["Taiwan"],
    "HK": ["Hong Kong"],
    "RU": ["Russia", "Russian Federation", "РФ", "Россия", "Российская Федерация", "Ռուսաստան"],
    "BY": ["Belarus", "Беларусь", "Белоруссия"],
    "KG": ["Kyrgyzstan", "Kyrgyz Republic", "Киргизия", "Кыргызстан"],
    "MD": ["Moldova", "Republic of Moldova", "Молдова", "Молдавия"],
    "DE": ["Germany", "Deutschland", "ГЕРМАНИЯ", "Allemagne"],
    "GE": ["Georgia", "საქართველო", "Грузия", "Վրաստան"],
    "CD": ["DR Congo", "Democratic Republic of the Congo", "DRC"],
    "KR": ["South Korea", "Republic of Korea"],
    "LB": ["لبنان", "Liban"],
    "EG": ["مصر", "Egypt"],
    "VN": ["Viet Nam", "Vietnam"],
    "BA": ["Bosnia and Herzegovina", "Bosnia & Herzegovina", "Bosnia"],
    "AE": ["UAE", "United Arab Emirates"],
    "UA": ["Україна", "Ukraine", "Украина"],
    "IN": ["India", "भारत"],
    "JP": ["日本", "Japan"],
}
DOUBTFUL = {  # what may be proposed, never taken without a word
    "Armenai": ("AM", None),
    "Germnay": ("DE", None),
    "Armenia / Georgia": ("AM", "GE", None),
    "Congo": ("CG", "CD", None),
    "Korea": ("KR", "KP", None),
    "Brussels": ("BE", None),
    "Yerevan": ("AM", None),
    "international": (None,),
    "Europe": (None,),
    "EU": (None,),
    "USSR": (None,),
    "same as above": ("AM", "EU", None),
    "-": (None,),
    "#N/A": (None,),
    "Yes": (None,),
    "TBC": (None,),
    "35": (None,),
    "Yugoslavia": (None,),
}
LATIN_CODES = {"DE": "DE", "FR": "FR", "ge": "GE", "CH": "CH", "CA": "CA"}


def _sheet(name: str, pairs: list[tuple[str, object]]) -> Sheet:
    lines = [f"{organisation}\t{country}" for organisation, (country, _) in zip(names(len(pairs)), pairs, strict=True)]
    return Sheet(name, text("Organisation\tCountry", *lines).encode(), [ignored(), *[e for _, e in pairs]], 1)  # type: ignore[list-item]


FILES = [
    *[
        _sheet(
            f"countries-{i}.tsv",
            [(word, new(country=code)) for code, words in list(CLEAR.items())[i : i + 5] for word in words],
        )
        for i in range(0, len(CLEAR), 5)
    ],
    _sheet(
        "countries-doubtful.tsv",
        [("Armenia", new(country="AM")), *[(word, doubted(country=codes)) for word, codes in DOUBTFUL.items()]],
    ),
    _sheet("countries-codes.tsv", [(word, new(country=code)) for word, code in LATIN_CODES.items()]),
    Sheet(
        "country-as-section.csv",
        text(
            "Organisation,Website",
            "ARMENIA,",
            "Peace Dialogue,peace.am",
            "Union of Roses,",
            ",",
            "Georgia,",
            "Tbilisi Archive Group,",
            "Studio Monitor,monitor.ge",
        ).encode(),
        [
            ignored(),
            ignored(),
            warned("Peace Dialogue", ("AM", None)),
            warned("Union of Roses", ("AM", None)),
            ignored(),
            ignored(),
            warned("Tbilisi Archive Group", ("GE", None)),
            warned("Studio Monitor", ("GE", None)),
        ],
        1,
    ),
    Sheet(
        "country-once.csv",
        text(
            "Country;Organisation",
            "Armenia;Peace Dialogue",
            ";Union of Roses",
            ";Asparez Club",
            "Georgia;Studio Monitor",
            ";Tbilisi Archive Group",
        ).encode(),
        [
            ignored(),
            new("Peace Dialogue", "AM"),
            warned("Union of Roses", ("AM", None)),
            warned("Asparez Club", ("AM", None)),
            new("Studio Monitor", "GE"),
            warned("Tbilisi Archive Group", ("GE", None)),
        ],
        1,
    ),
    Sheet(
        "country-ditto.csv",
        text(
            "Country;Organisation",
            "Armenia;Peace Dialogue",
            "same;Union of Roses",
            '"""";Asparez Club',
            "–//–;Lori Youth",
            "idem;Ijevan Voice",
        ).encode(),
        [ignored(), new("Peace Dialogue", "AM"), *[doubted(country=("AM", None))] * 4],
        1,
    ),
    Sheet(
        "city-and-country.csv",
        text(
            "Organisation;City, country",
            "Peace Dialogue;Vanadzor, Armenia",
            "Studio Monitor;Tbilisi (Georgia)",
            "Rafto;Norway",
        ).encode(),
        [ignored(), taken("Peace Dialogue", ("AM", None)), taken("Studio Monitor", ("GE", None)), taken("Rafto", "NO")],
        1,
    ),
]
