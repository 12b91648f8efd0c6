"""What speaks for and against an endorsement, in plain sentences. It never decides by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_timedelta
from flask_babel import gettext as _

from app.domain.endorsements.models import Endorsement
from app.domain.text import email_domain, is_free_mail, website_domain
from app.web.labels import SUSPICIONS


@dataclass(frozen=True)
class Sign:
    """One observation: how it weighs (ok, care, stop, plain), its kind in a word, the sentence."""

    weight: str
    kind: str
    sentence: str


def signs(endorsement: Endorsement, same_name: Sequence[Endorsement]) -> list[Sign]:
    """Everything that was observed, the strongest first."""
    if endorsement.is_founding:
        return [Sign("ok", _("founding"), _("Listed from the start. How it agreed: %(how)s", how=endorsement.agreed))]
    return [*_mailbox(endorsement), *_domain(endorsement), *_names(same_name), *_robot(endorsement)]


def _mailbox(endorsement: Endorsement) -> Iterator[Sign]:
    if endorsement.confirmed_at is None:
        yield Sign("plain", _("mailbox"), _("The link sent to %(email)s was not used yet.", email=endorsement.email))
        return
    took = max(endorsement.confirmed_at - endorsement.created_at, timedelta(seconds=1))
    after = format_timedelta(took, granularity="second")
    yield Sign(
        "ok",
        _("mailbox"),
        _("The link sent to %(email)s was used %(time)s after signing.", email=endorsement.email, time=after),
    )


def _domain(endorsement: Endorsement) -> Iterator[Sign]:
    mail, site = email_domain(endorsement.email or ""), website_domain(endorsement.website)
    if is_free_mail(mail):
        yield Sign("care", _("domain"), _("The address is with %(mail)s, where anybody can have one.", mail=mail))
    elif not site:
        yield Sign("plain", _("domain"), _("No website was given to compare the address with."))
    elif mail == site or mail.endswith(f".{site}") or site.endswith(f".{mail}"):
        yield Sign("ok", _("domain"), _("The address belongs to the website that was given, %(site)s.", site=site))
    else:
        yield Sign("care", _("domain"), _("The address is at %(mail)s, the website is %(site)s.", mail=mail, site=site))


def _names(same_name: Sequence[Endorsement]) -> Iterator[Sign]:
    if same_name:
        yield Sign("care", _("same name"), _("This statement has another endorsement under this name; see below."))


def _robot(endorsement: Endorsement) -> Iterator[Sign]:
    if endorsement.suspicion:
        yield Sign("stop", _("robot"), str(SUSPICIONS[endorsement.suspicion]))
