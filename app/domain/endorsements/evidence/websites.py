"""The address beside the website: does one domain hold both? By kept lists alone; nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.endorsements.evidence.kinds import Domain
from app.domain.text import host_of_email, host_of_website, is_free_mail, is_shared_host, registrable_domain
from app.domain.text.domains import name_within


@dataclass(frozen=True)
class Compared:
    """How the two relate, and the hosts that were compared; "" where there is none."""

    code: Domain
    mail: str
    site: str


def compare(email: str, website: str) -> Compared:
    """How the address's domain and the website's relate."""
    mail, site = host_of_email(email), host_of_website(website)
    return Compared(_relation(mail, site, website), mail, site)


def proof_domain(website: str) -> str:
    """The domain at which the owner of the website can put a record; "" where nobody or anybody can."""
    site = host_of_website(website)
    return "" if is_shared_host(site) else registrable_domain(site)


def _relation(mail: str, site: str, website: str) -> Domain:
    mail_domain, site_domain = registrable_domain(mail), registrable_domain(site)
    if is_free_mail(mail) or is_free_mail(mail_domain):
        return Domain.FREE_MAIL
    if not website:
        return Domain.NO_WEBSITE
    if is_shared_host(site):
        return Domain.SHARED_HOST
    if not mail_domain or not site_domain:
        return Domain.NOT_A_DOMAIN
    if mail == site or (mail_domain == site_domain == mail and site == f"www.{mail}"):
        return Domain.BELONGS
    if mail_domain == site_domain:
        return Domain.SUBDOMAIN
    return Domain.SISTER if name_within(mail_domain) == name_within(site_domain) else Domain.ELSEWHERE
