"""The mail providers at which anybody can have an address; chosen by hand, the largest of each region."""

# With a domain for each country: yahoo.fr, hotmail.co.uk, outlook.com.br, yandex.kz.
FAMILIES = frozenset("yahoo ymail rocketmail hotmail outlook live msn gmx yandex tutanota googlemail".split())

PROVIDERS = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com
    yahoo.com ymail.com rocketmail.com myyahoo.com aol.com aim.com love.com icloud.com me.com mac.com
    privaterelay.appleid.com
    mail.com email.com usa.com inbox.com gmx.com gmx.net zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm
    europe.com asia.com post.com consultant.com engineer.com dr.com journalist.com lawyer.com activist.com workmail.com
    writeme.com iname.com myself.com techie.com musician.org cheerful.com contractor.net diplomats.com legislator.com
    humanoid.net reborn.com mailbox.com hotmail.co.uk lycos.com excite.com netscape.net netzero.net rediffmail.com
    hey.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com
    keemail.me hushmail.com hush.com hushmail.me mailfence.com startmail.com runbox.com riseup.net autistici.org
    inventati.org disroot.org systemli.org systemausfall.org aktivix.org espiv.net nadir.org so36.net immerda.ch
    cock.li airmail.cc danwin1210.de dismail.de elude.in onionmail.org onionmail.com ctemplar.com countermail.com
    duck.com mozmail.com simplelogin.com simplelogin.co anonaddy.com anonaddy.me addy.io slmail.me aleeas.com
    mailinator.com guerrillamail.com guerrillamail.net sharklasers.com yopmail.com yopmail.fr 10minutemail.com
    temp-mail.org tempmail.com throwawaymail.com getnada.com maildrop.cc trashmail.com trashmail.de dispostable.com
    moakt.com mohmal.com mailnesia.com fakeinbox.com tempr.email emailondeck.com spamgourmet.com discard.email
    comcast.net xfinity.com verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    optonline.net frontier.com windstream.net roadrunner.com rr.com q.com embarqmail.com centurylink.net
    btinternet.com btopenworld.com sky.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk talktalk.net
    tiscali.co.uk
    eircom.net rogers.com sympatico.ca bell.net shaw.ca telus.net videotron.ca cogeco.ca
    bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz
    web.de t-online.de freenet.de posteo.de posteo.net posteo.eu mailbox.org arcor.de online.de 1und1.de kabelmail.de
    email.de magenta.de vodafone.de bluewin.ch hispeed.ch sunrise.ch aon.at chello.at a1.net
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr
    skynet.be telenet.be proximus.be voo.be ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl hetnet.nl casema.nl
    upcmail.nl
    pt.lu vo.lu libero.it tiscali.it virgilio.it alice.it tin.it inwind.it iol.it fastwebnet.it tim.it aruba.it poste.it
    telefonica.net terra.es movistar.es ono.com sapo.pt clix.pt mail.pt netcabo.pt
    otenet.gr in.gr forthnet.gr freemail.gr hol.gr cytanet.com.cy superonline.com mynet.com ttmail.com
    telia.com bredband.net spray.se comhem.se online.no broadpark.no getmail.no luukku.com suomi24.fi elisanet.fi
    jubii.dk mail.dk ofir.dk simnet.is
    wp.pl o2.pl onet.pl onet.eu op.pl vp.pl poczta.onet.pl interia.pl interia.eu poczta.fm tlen.pl go2.pl
    gazeta.pl autograf.pl
    buziaczek.pl seznam.cz email.cz post.cz centrum.cz volny.cz atlas.cz spoluzaci.cz tiscali.cz quick.cz
    azet.sk zoznam.sk centrum.sk post.sk pobox.sk freemail.hu citromail.hu indamail.hu vipmail.hu t-online.hu
    abv.bg mail.bg dir.bg gbg.bg net.hr vip.hr siol.net email.si open.telekom.rs eunet.rs ptt.rs sbb.rs
    mail.ro home.ro k.ro email.ro clicknet.ro upcnet.ro mail.md inbox.lv apollo.lv inbox.lt one.lt mail.ee
    hot.ee online.ee
    mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru vk.com yandex.com ya.ru narod.ru
    rambler.ru rambler.ua lenta.ru autorambler.ru myrambler.ru ro.ru r0.ru pochta.ru qip.ru nm.ru hotbox.ru
    front.ru km.ru
    sibmail.com e1.ru ngs.ru bigmir.net land.ru pisem.net newmail.ru mail2000.ru
    ukr.net i.ua ua.fm email.ua meta.ua online.ua 3g.ua mail.ua freemail.ua ukrpost.ua
    tut.by mail.by open.by list.by mail.kz inbox.kz nur.kz mail.uz umail.uz mail.tj mail.am freenet.am netsys.am
    xter.net
    arminco.com web.am mail.az box.az caucasus.net posta.ge mail.ge gol.ge
    qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn vip.sina.com sohu.com
    139.com wo.cn
    189.cn 21cn.com aliyun.com tom.com 263.net  188.com hinet.net pchome.com.tw seed.net.tw netvigator.com
    naver.com daum.net hanmail.net nate.com kakao.com korea.com lycos.co.kr paran.com dreamwiz.com
    docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com excite.co.jp ocn.ne.jp so-net.ne.jp biglobe.ne.jp
    goo.jp goo.ne.jp infoseek.jp plala.or.jp au.com
    rediff.com indiatimes.com sify.com sancharnet.in vsnl.net vsnl.com in.com bsnl.in sltnet.lk wow.lk dhaka.net
    vnn.vn fpt.vn hcm.vnn.vn pacific.net.sg singnet.com.sg streamyx.com tm.net.my plasa.com telkom.net pldtdsl.net
    walla.com walla.co.il 012.net.il bezeqint.net netvision.net.il zahav.net.il barak.net.il
    maktoob.com emirates.net.ae eim.ae batelco.com.bh qatar.net.qa cyberia.net.lb idm.net.lb terra.net.lb scs-net.org
    link.net tedata.net.eg menanet.net topnet.tn planet.tn menara.ma caramail.com chmail.ir mailo.com netc.eu net-c.com
    chaharmahal.ir iran.ir post.ir
    webmail.co.za mweb.co.za telkomsa.net vodamail.co.za iafrica.com africamail.com ethionet.et kenyaweb.com
    wananchi.com
    uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com oi.com.br zipmail.com.br
    prodigy.net.mx infinitum.com.mx terra.com.mx fibertel.com.ar arnet.com.ar speedy.com.ar ciudad.com.ar
    adinet.com.uy vtr.net terra.cl une.net.co etb.net.co cantv.net ice.co.cr
    """.split()
)
