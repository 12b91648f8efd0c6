"""Two organisations side by side: their names, their other names, their addresses."""

from __future__ import annotations

import re

from app.domain.likeness.addresses import domains
from app.domain.likeness.named import NO_ALIASES, Aliases, Found, Ground, Likeness, Named
from app.domain.likeness.reading import read
from app.domain.likeness.verdict import compare

_OTHERS = re.compile(r"[;\n|/]|,\s")
_MOST_OTHERS = 6
_SAME_SITE = 90
_SAME_MAIL = 75


def likeness(a: Named, b: Named, *, aliases: Aliases = NO_ALIASES) -> Likeness | None:
    """How alike the two are, or None where nobody would want to see the one beside the other.

    Two organisations of one general name, such as Human Rights Centre, in two countries are two.
    """
    one, other = read(a.organisation).key, read(b.organisation).key
    if aliases.keeps_apart(one, other):
        return None
    found = _by_name(a, b)
    if aliases.joins(one, other) and one != other:
        found.append((98, Ground.JOINED, other))
    sites = domains(a.website) & domains(b.website)
    if sites:
        found.append((_SAME_SITE, Ground.WEBSITE, min(sites)))
    mine, theirs = domains(a.website) | domains(a.email), domains(b.website) | domains(b.email)
    if not sites and (mails := mine & theirs):
        found.append((_SAME_MAIL, Ground.EMAIL_DOMAIN, min(mails)))
    if not found:
        return None
    found.sort(key=lambda each: -each[0])
    matched: dict[Ground, str] = {}
    for _, ground, what in found:
        matched.setdefault(ground, what)
    return Likeness(found[0][0], tuple(matched), matched)


def other_names(named: Named) -> list[str]:
    """The other names that an organisation gave, one by one."""
    return parted(named.also_known_as)


def parted(also_known_as: str) -> list[str]:
    """Several names written in one field, one by one."""
    given = [name.strip() for name in _OTHERS.split(also_known_as) if name.strip()]
    return given[:_MOST_OTHERS]


def _by_name(a: Named, b: Named) -> list[tuple[int, Ground, str]]:
    """What the names say: of the pairs of all their names the one that says most."""
    countries = (a.country.upper(), b.country.upper())
    main = compare(read(a.organisation), read(b.organisation), countries)
    if main and main.score >= 97:
        return _as_grounds(main)
    found = _as_grounds(main) if main else []
    for mine, my_ground in _names(a):
        for theirs, their_ground in _names(b):
            ground = my_ground or their_ground
            if ground and (other := compare(read(mine), read(theirs), countries)):
                found.append((min(95, other.score), ground, f"{mine} – {theirs}"))
    return found


def _names(named: Named) -> list[tuple[str, Ground | None]]:
    found: list[tuple[str, Ground | None]] = [(named.organisation, None)]
    if named.organisation_latin:
        found.append((named.organisation_latin, Ground.LATIN_NAME))
    return found + [(name, Ground.ALSO_KNOWN_AS) for name in other_names(named)]


def _as_grounds(found: Found) -> list[tuple[int, Ground, str]]:
    return [(found.score - place, ground, what) for place, (ground, what) in enumerate(found.grounds)]
