"""How long things wait, in words; rounded so that nothing sounds shorter than it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.units import format_unit
from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.endorsements.waiting import TypicalWait, typical_wait
from app.extensions import db
from app.web.locale import babel_locale
from app.web.work import now

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def typical() -> str:
    """What the last decisions took, or that there were too few of them to tell."""
    return typical_words(typical_wait(db.session(), at=now()))


def typical_words(found: TypicalWait | None) -> str:
    """The sentence for this wait."""
    if found is None:
        return _("How long it takes cannot be said yet: there were too few decisions lately.")
    return ngettext(
        "Half of the last %(num)s was decided within %(time)s.",
        "Half of the last %(num)s were decided within %(time)s.",
        found.decided,
        time=rounded_up(found.half_within),
    )


def since(moment: datetime) -> str:
    """How long ago that was."""
    return rounded_up(now() - moment)


def rounded_up(time: timedelta) -> str:
    """Such as `9 hours`: minutes up to an hour, hours up to two days, then days; begun ones count whole."""
    unit, name = next(
        (pair for pair in ((_MINUTE, "minute"), (_HOUR, "hour")) if time <= _LONGEST[pair[1]]), (_DAY, "day")
    )
    return format_unit(max(1, -(-time // unit)), f"duration-{name}", locale=babel_locale())


_LONGEST = {"minute": timedelta(minutes=60), "hour": timedelta(hours=48)}
