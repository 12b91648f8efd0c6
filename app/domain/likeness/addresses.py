"""The domains that an organisation has to itself, from its website or its e-mail address."""

from __future__ import annotations

from functools import cache, lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from app.domain.text import email_domain, is_free_mail, website_domain
from app.domain.text.websites import ascii_domain

# Where anybody has a page and the list of public suffixes does not say so.
_SHARED = frozenset(
    """
    facebook.com fb.com fb.me instagram.com twitter.com x.com t.me telegram.me telegram.org youtube.com youtu.be vk.com
    ok.ru linkedin.com tiktok.com linktr.ee medium.com substack.com patreon.com wordpress.com wordpress.org wixsite.com
    wix.com weebly.com webflow.io squarespace.com tilda.ws tilda.cc jimdo.com jimdosite.com livejournal.com ucoz.ru
    ucoz.com narod.ru tumblr.com blogger.com google.com goo.gl bit.ly github.com gitlab.com notion.site notion.so
    godaddysites.com strikingly.com ning.com change.org gofundme.com eventbrite.com meetup.com wikipedia.org
    wikidata.org archive.org mystrikingly.com over-blog.com canalblog.com altervista.org blogfa.com weibo.com
    naver.com daum.net tistory.com hatenablog.com ameblo.jp whatsapp.com threads.net bsky.app mailchi.mp yolasite.com
    """.split()
)


@lru_cache(maxsize=8192)
def domains(address: str) -> frozenset[str]:
    """The domain of this website or e-mail address that its owner has alone; none where others have pages there too."""
    if not address.strip():
        return frozenset()
    if "@" in address and "/" not in address:
        host = email_domain(address)
    else:
        host = website_domain(address if "//" in address else f"https://{address}")
    try:
        host = ascii_domain(host)
    except idna.IDNAError:
        return frozenset()
    own = _suffixes().privatesuffix(host) if "." in host else None
    if own is None or own in _SHARED or is_free_mail(own) or is_free_mail(host):
        return frozenset()
    return frozenset({own})


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
