"""Which of its names an organisation is listed under: the one in the reader's script, where it has one."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.likeness.compare import parted
from app.domain.text.scripts import main_script

_LONGEST_ACRONYM = 6


class Names(NamedTuple):
    """The name to read, and another to know it by elsewhere; "" where there is none."""

    shown: str
    beside: str


def names_in(script: str, organisation: str, latin: str, also_known_as: str) -> Names:
    """The names for readers of this script (ISO 15924): as printed, unless another of its names is in their script.

    An acronym alone is no name to list an organisation under.
    """
    if main_script(organisation) != script:
        for name in (latin, *parted(also_known_as)):
            if main_script(name) == script and not _is_acronym(name):
                return Names(name, organisation)
    return Names(organisation, latin)


def _is_acronym(name: str) -> bool:
    return len(name) <= _LONGEST_ACRONYM and " " not in name
