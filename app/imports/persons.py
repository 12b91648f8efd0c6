"""Whether a "name" is a person's: a title before it, or a given name and a surname and nothing else."""

from __future__ import annotations

import re

from app.imports.contents import says_organisation
from app.imports.headings import folded_words

_TITLES = re.compile(
    r"(?:mr|mrs|ms|miss|dr|prof|professor|sir|rev|hon|mme|mlle|monsieur|madame|herr|frau|sr|sra|señor|señora|don|doña|"
    r"г-н|г-жа|господин|госпожа|проф|пан|пані|պրն|տիկին|պարոն|sig|sig\.ra|dott|bay|bayan|السيد|السيدة|د)\.?\s+\S",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ич|овна|евна|ична|івна)$")
_SURNAME = re.compile(
    r"\w{2,}(?:yan|ian|yants|ov|ova|ev|eva|enko|sky|ski|ska|skaya|skiy|dze|shvili|vili|iani|oğlu|oglu|sson|sen|"
    r"ян|янц|ов|ова|ев|ева|енко|ский|ская|ин|ина|дзе|швили|յան|յանց|ძე|შვილი)$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[^\W\d_]{3,},?\s(?:[^\W\d_]\.\s?){1,2}|(?:[^\W\d_]\.\s?){1,2}[^\W\d_]{3,}")
_FAMILIES = re.compile(r"\w{2,}(?:yan|yants|dze|shvili|enko|ян|янц|дзе|швили|енко|յան|յանց|ძე|შვილი)$", re.IGNORECASE)
# What ends as surnames do and is none.
_WORDS = frozenset(
    """
    guardian meridian christian civilian canadian norwegian armenian ukrainian russian belarusian georgian iranian
    egyptian syrian indian asian brazilian italian hungarian bulgarian romanian serbian bosnian albanian croatian
    austrian australian nigerian ethiopian tunisian libyan palestinian jordanian lithuanian latvian estonian mongolian
    cambodian colombian peruvian historian librarian humanitarian vegetarian obsidian lesbian musician physician
    custodian utopian egalitarian libertarian caucasian eurasian belgian persian macedonian moldavian californian
    haitian malaysian indonesian ghanaian parisian arabian slovenian algerian kenyan libyan sudanian mauritanian
    malian sicilian victorian pedestrian parliamentarian median bastian ova nova
    украина украине армян славян медицина родина община долина женщина картина машина вершина середина старина основа
    слова права глава голова дубрава новости псков ростов саратов тамбов азов киев харьков чернигов львов берлин
    пушкин святослов
    """.split()
)
_GIVEN = frozenset(
    """
    anna ana anne anahit ani ara aram armen arman artur astghik david davit gayane gor grigor hasmik hayk karen karine
    levon lilit lusine mariam mariam mane marine mher nare narek nune ruben sona suren tigran vahan vardan zara zaruhi
    john james robert michael william mary patricia jennifer linda elizabeth susan sarah thomas charles peter paul mark
    george maria marie jean pierre jacques claire sophie jose juan carlos luis pedro antonio ahmed mohamed mohammed
    muhammad mahmoud ali hassan fatima aisha layla yusuf omar khaled ivan dmitry dmitri sergey sergei alexander
    aleksandr
    alexei aleksey andrei andrey nikolai olga elena natalia natalya tatiana svetlana irina ekaterina anastasia vladimir
    giorgi nino tamar ketevan irakli levan zurab mykola oleksandr olena oksana hans klaus petra sabine giovanni giuseppe
    laura ahmet mehmet mustafa ayşe emine katarzyna agnieszka piotr pawel krzysztof jan
    анна арам армен давид мария елена ольга наталья татьяна светлана ирина иван сергей дмитрий александр алексей андрей
    николай владимир михаил олег екатерина анастасия олександр олена оксана микола
    անահիտ աննա արամ արմեն դավիթ լիլիթ լուսինե լևոն մարիամ նարե նարեկ տիգրան կարեն գայանե հայկ գոռ
    """.split()
)


_NO_NAMES = frozenset(
    " ".join(folded_words(one))
    for one in """individual, individuals, private person, private individual, personal capacity, in personal capacity,
    in a personal capacity, independent, independent journalist, independent expert, independent consultant
    independent researcher, freelance, freelancer, freelance journalist, journalist, activist, citizen, lawyer, student
    физлицо, физическое лицо, частное лицо, независимый журналист, журналист, активист, активистка, гражданин
    անհատ, ֆիզիկական անձ, անկախ լրագրող, լրագրող, à titre personnel, à titre individuel, particulier, indépendant
    a título personal, a título individual, particular, privatperson, einzelperson, фізична особа, приватна особа
    """.replace("\n", ",").split(",")
)


def looks_like_person(name: str) -> bool:
    """Whether this is how people are called rather than organisations, or says that there is only a person."""
    if _TITLES.match(name) or _INITIALS.fullmatch(name) or " ".join(folded_words(name)) in _NO_NAMES:
        return True
    parts = name.replace(",", " ").split()
    if not 2 <= len(parts) <= 4 or says_organisation(name) or any(not part.strip(".-'’").isalpha() for part in parts):
        return False
    if not all(part[0].isupper() or part[0].lower() == part[0].upper() for part in parts):
        return False
    given = any("".join(folded_words(part)) in _GIVEN or part.casefold() in _GIVEN for part in parts[:2])
    last, first = parts[-1], parts[0]
    surname = (bool(_SURNAME.fullmatch(last)) and last.casefold() not in _WORDS) or (
        bool(_FAMILIES.fullmatch(first)) and first.casefold() not in _WORDS
    )
    return (
        (given and len(parts) <= 3)
        or (surname and len(parts) == 2)
        or any(_PATRONYMIC.fullmatch(part) for part in parts[1:] if len(parts) == 3 and not part.isascii())
    )
