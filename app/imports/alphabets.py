"""Which letters the languages write beyond ASCII, and how often: enough to tell one old encoding from another."""

from __future__ import annotations

# The letters of scripts other than Latin, the most frequent first.
_BY_FREQUENCY = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўјљњћђџѓќѕ",
    "αοιετνσηρπκμλςωυδγχθφβξζψάέήίόύώϊϋΐΰ",
    "اليمونتربدهسعحكفةجقأىخطصإشزضذغءثظئؤآپچگژکی",
    "יולהמאתרבשנםקדעחגפסטצןזךכףץ",
)
# The letters beyond ASCII of each language in Latin script.
_WESTERN = (
    "éèêàçùâîôûëïüœæÿ",
    "áéíóúñüªº",
    "äöüß",
    "ãõáéíóúâêôçàüº",
    "åäöéæøü",
    "àèéìòùîí",
    "áéíóúýþæöð",
    "ëïéèöüóáê",
    "àèéíïòóúüç",
)
_CENTRAL = (
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýžľĺŕôä",
    "áéíóöőúüű",
    "ăâîşţșț",
    "čćđšžá",
    "äöüßé",
)
_TURKISH = ("çğıöşüâîûi̇",)
_BALTIC = ("āčēģīķļņšūžõ", "ąčęėįšųūž", "äöõüšž")

LANGUAGES: dict[str, tuple[str, ...]] = {
    "windows-1252": _WESTERN,
    "windows-1250": _CENTRAL,
    "windows-1254": (*_TURKISH, *_WESTERN[:6]),
    "windows-1257": _BALTIC,
    "iso-8859-2": _CENTRAL,
    "mac-roman": _WESTERN,
    "cp850": _WESTERN,
    "cp852": _CENTRAL,
}

# Every old encoding that is considered, with what speaks against each beforehand: those that few files have.
ENCODINGS: dict[str, float] = {
    "windows-1252": 0.0,
    "windows-1251": 0.0,
    "windows-1250": 0.04,
    "windows-1254": 0.04,
    "windows-1253": 0.05,
    "windows-1255": 0.05,
    "windows-1256": 0.05,
    "windows-1257": 0.08,
    "koi8-r": 0.1,
    "koi8-u": 0.11,
    "cp866": 0.1,
    "iso-8859-5": 0.12,
    "mac-cyrillic": 0.12,
    "iso-8859-2": 0.12,
    "mac-roman": 0.12,
    "cp850": 0.12,
    "cp852": 0.14,
}


def weights() -> dict[str, float]:
    """How much each letter beyond Latin script speaks for the encoding that shows it: from 1 down to 0.1."""
    steps = (1.0,) * 10 + (0.7,) * 8 + (0.4,) * 8
    return {
        letter: steps[rank] if rank < len(steps) else 0.1
        for letters in _BY_FREQUENCY
        for rank, letter in enumerate(letters)
    }
