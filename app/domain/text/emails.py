"""E-mail addresses: accepted or not, and which are one mailbox."""

from __future__ import annotations

import idna
from email_validator import EmailNotValidError, validate_email

from app.domain.text.lines import InvalidText, clean_line
from app.domain.text.scripts import mixes_scripts

LONGEST = 254
_GMAIL = ("gmail.com", "googlemail.com")

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com yahoo.com
    yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.in yahoo.com.br yahoo.com.ar ymail.com rocketmail.com
    aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me protonmail.ch tutanota.com tutanota.de tuta.io
    tuta.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org mail.ru inbox.ru
    list.ru bk.ru internet.ru yandex.ru yandex.com ya.ru yandex.by yandex.kz rambler.ru lenta.ru ukr.net i.ua meta.ua
    bigmir.net tut.by mail.kz qq.com 163.com 126.com sina.com sohu.com yeah.net foxmail.com naver.com daum.net
    hanmail.net rediffmail.com zoho.com fastmail.com hey.com riseup.net autistici.org disroot.org orange.fr wanadoo.fr
    free.fr laposte.net sfr.fr libero.it tiscali.it virgilio.it alice.it wp.pl o2.pl onet.pl interia.pl seznam.cz
    centrum.cz abv.bg uol.com.br bol.com.br terra.com.br freemail.hu citromail.hu mail.com email.com comcast.net
    verizon.net att.net btinternet.com sky.com hushmail.com
    """.split()
)


def clean_email(value: str) -> str:
    """The address, its domain in lower case; "" stays "". Says nothing of whether it exists. Raises InvalidText."""
    line = clean_line(value, longest=LONGEST)
    if not line:
        return ""
    try:
        found = validate_email(
            line, check_deliverability=False, strict=True, test_environment=True, globally_deliverable=False
        )
    except (EmailNotValidError, ValueError):
        raise InvalidText("not_an_address") from None
    if "." not in found.domain:
        raise InvalidText("not_an_address")
    if any(mixes_scripts(label) for label in found.domain.split(".")):
        raise InvalidText("mixed_scripts")
    return found.normalized


def email_key(address: str) -> str:
    """What all spellings of one mailbox share: case, +tags and, at Gmail, dots are dropped."""
    local, _, domain = address.strip().casefold().rpartition("@")
    try:
        domain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        domain = domain or ""
    local = local.split("+", 1)[0] or local
    if domain in _GMAIL:
        local, domain = local.replace(".", "") or local, _GMAIL[0]
    return f"{local}@{domain}"


def email_domain(address: str) -> str:
    """The part after the @, in lower case."""
    return address.rpartition("@")[2].casefold()


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there, so that it says nothing of an organisation."""
    return domain.casefold() in FREE_MAIL
