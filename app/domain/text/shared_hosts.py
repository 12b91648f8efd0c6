"""Hosts at which anybody can have a page, so that the host says nothing of who made it; chosen by hand.

Only what the Public Suffix List lacks: it has github.io and blogspot.com, but not wordpress.com.
"""

SHARED = frozenset(
    """
    wordpress.com tumblr.com livejournal.com medium.com substack.com ghost.io blogger.com over-blog.com
    canalblog.com overblog.com hypotheses.org eklablog.com skyrock.com blogger.de twoday.net blogsky.com blogfa.com
    mihanblog.com persianblog.ir blog.ir ameblo.jp ameba.jp hatenablog.com fc2.com livedoor.jp seesaa.net note.com
    tistory.com egloos.com pixnet.net sina.com.cn weibo.com zhihu.com douban.com jianshu.com
    wix.com wixsite.com weebly.com squarespace.com jimdo.com jimdosite.com jimdofree.com strikingly.com webnode.com
    webnode.page webnode.at webnode.cz site123.me yolasite.com webs.com tripod.com angelfire.com bravenet.com
    webflow.io carrd.co about.me notion.site notion.so hubspot.com godaddysites.com mystrikingly.com 000webhostapp.com
    awardspace.com freehosting.com byethost.com infinityfreeapp.com e-monsite.com sitew.com pagesperso-orange.fr
    free.fr wanadoo.fr chez.com altervista.org beepworld.de homepage24.de page.tl npage.de
    ucoz.com ucoz.ru ucoz.net ucoz.org ucoz.ua ucoz.kz ucoz.ae my1.ru at.ua do.am clan.su moy.su 3dn.ru
    narod.ru narod2.ru tilda.cc tilda.ws tilda.com nethouse.ru umi.ru jimdo.ru hol.es okis.ru nm.ru chat.ru
    diary.ru beon.ru mirtesen.ru teletype.in telegra.ph taplink.cc taplink.at taplink.ws
    google.com goo.gl blogspot.com withgoogle.com googleusercontent.com google.ru g.page
    facebook.com fb.com fb.me instagram.com threads.net twitter.com x.com t.co t.me telegram.me telegram.org
    vk.com vk.ru vkontakte.ru ok.ru odnoklassniki.ru mail.ru dzen.ru zen.yandex.ru yandex.ru disk.yandex.ru
    linkedin.com youtube.com youtu.be tiktok.com pinterest.com reddit.com discord.gg discord.com whatsapp.com wa.me
    mastodon.social bsky.app bsky.social flickr.com vimeo.com soundcloud.com behance.net xing.com meetup.com
    linktr.ee linktree.com lnk.bio beacons.ai bio.link allmylinks.com msha.ke campsite.bio bit.ly tinyurl.com ow.ly
    patreon.com gofundme.com buymeacoffee.com ko-fi.com
    change.org causes.com eventbrite.com typeform.com jotform.com surveymonkey.com forms.gle airtable.com
    dropbox.com box.com onedrive.live.com scribd.com issuu.com academia.edu researchgate.net
    wikipedia.org fandom.com wikidot.com wikia.com pbworks.com groups.io github.com gitlab.com
    sourceforge.net bitbucket.org azurewebsites.net herokuapp.com appspot.com
    """.split()
)
