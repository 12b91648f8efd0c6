"""The mail providers at which anybody can have an address; chosen by hand, the largest of each region."""

# With a domain for each country: yahoo.fr, hotmail.co.uk, outlook.com.br, yandex.kz.
FAMILIES = frozenset({"yahoo", "ymail", "hotmail", "outlook", "live", "gmx", "yandex", "tutanota"})

PROVIDERS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com
    yahoo.com ymail.com rocketmail.com myyahoo.com aol.com aim.com icloud.com me.com mac.com
    mail.com email.com usa.com inbox.com gmx.com gmx.net zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm
    hey.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com
    keemail.me hushmail.com mailfence.com startmail.com runbox.com riseup.net autistici.org disroot.org systemli.org
    cock.li duck.com mozmail.com simplelogin.com mailinator.com guerrillamail.com yopmail.com
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net eircom.net rogers.com sympatico.ca shaw.ca
    bigpond.com optusnet.com.au xtra.co.nz
    web.de t-online.de freenet.de posteo.de posteo.net mailbox.org arcor.de online.de bluewin.ch hispeed.ch aon.at
    chello.at orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr skynet.be telenet.be ziggo.nl kpnmail.nl
    planet.nl xs4all.nl home.nl libero.it tiscali.it virgilio.it alice.it tin.it telefonica.net terra.es sapo.pt
    otenet.gr in.gr telia.com online.no broadpark.no luukku.com suomi24.fi jubii.dk
    wp.pl o2.pl onet.pl onet.eu op.pl interia.pl poczta.fm tlen.pl seznam.cz email.cz centrum.cz post.cz volny.cz
    azet.sk zoznam.sk centrum.sk freemail.hu citromail.hu indamail.hu abv.bg mail.bg dir.bg net.hr siol.net
    inbox.lv inbox.lt one.lt mail.ee hot.ee
    mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru yandex.com ya.ru rambler.ru lenta.ru autorambler.ru myrambler.ru
    ukr.net i.ua meta.ua bigmir.net email.ua online.ua tut.by mail.by mail.kz mail.am freenet.am
    qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn 21cn.com aliyun.com tom.com
    naver.com daum.net hanmail.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com excite.co.jp
    rediffmail.com rediff.com indiatimes.com sify.com walla.com walla.co.il 012.net.il bezeqint.net
    maktoob.com emirates.net.ae chmail.ir mailo.com webmail.co.za mweb.co.za telkomsa.net vodamail.co.za
    uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com prodigy.net.mx fibertel.com.ar arnet.com.ar
    """.split()
)
