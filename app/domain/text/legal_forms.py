"""What the law adds to an organisation's name, in the languages in which we met it.

Only what says nothing about which organisation it is. Association, union, foundation, centre and club tell one from
another (İnsan Hakları Derneği is not İnsan Hakları Vakfı), so none of these words is here.
"""

from __future__ import annotations

from app.domain.text.words import in_latin, words

Form = tuple[str, ...]

_LAST_LATIN = "ɏ"


def _form(of: list[str]) -> Form:
    """Words as forms are compared: without accents in Latin script, untouched in others, where ГО is not Go."""
    return tuple(in_latin(word) if max(word) <= _LAST_LATIN else word for word in of)


def _listed(text: str) -> frozenset[Form]:
    return frozenset(_form(words(form)) for line in text.strip().splitlines() for form in line.split(","))


# Dropped where a name begins and where it ends.
_AROUND = _listed("""
ONG, ONGD, ASBL, AISBL, VZW, IVZW, onlus, ODV, LSM, NVO, gUG, gGmbH
ՀԿ, Հ/Կ, հասարակական կազմակերպություն
ГО, ОО, РОО, МРОО, РБОО, НКО, АНО, НПО, НУО, НВО, ОФ, МГО, ВГО, БО, СНЦ
общественная организация, региональная общественная организация, межрегиональная общественная организация
некоммерческая организация, автономная некоммерческая организация, неправительственная организация
громадська організація, громадське об'єднання, неурядова організація, неприбуткова організація
грамадскае аб'яднанне, неправителствена организация, невладина организација
ა(ა)იპ, აიპ, N(N)LE, NNLE
organisation non gouvernementale, association sans but lucratif, organizzazione non governativa
organización no gubernamental, organização não governamental, organizație neguvernamentală
organizacja pozarządowa, Nichtregierungsorganisation, sivil toplum kuruluşu, qeyri hökumət təşkilatı
منظمة غير حكومية, منظمة غير ربحية, سازمان مردم‌نهاد, سازمان غیردولتی, سمن
사단법인, 재단법인, 비영리단체, (사), 特定非営利活動法人, 認定NPO法人, NPO法人
一般社団法人, 公益社団法人, 一般財団法人, 公益財団法人, 財團法人, 社團法人, 财团法人, 社团法人, 社会福祉法人, 学校法人
պետական ոչ առևտրային կազմակերպություն, ՊՈԱԿ, ՍՊԸ, ՓԲԸ, ԲԲԸ
МОО, МБОО, РМОО, АНКО, ГС, БФ, МБФ, МБО, ТОО, ООО, ОЮЛ, ЧУ, НУ, НП, ОД
республиканское общественное объединение, общественное объединение, местная общественная организация
международная общественная организация, местное общественное объединение, городская общественная организация
громадська спілка, всеукраїнська громадська організація, благодійна організація, міжнародна громадська організація
удружење грађана, udruženje građana, здружение на граѓани, OJQ, İctimai Birliyi, İctimai Birlik, İB, QHT, STK, STÖ, MTÜ
Oy, Ab
organisation de la société civile, organización de la sociedad civil, NRO, OSC, OING, OSFL, OBNL, OSBL
""")
# Words of English names too (NGO Monitor): dropped at the beginning only before a quoted name or two words more.
_AROUND_NAMES = _listed("""
NGO, NGOs, INGO, CSO, NPO, civil society organization, civil society organisation
non-governmental organization, non-governmental organisation, nongovernmental organization, nongovernmental organisation
non-profit organization, non-profit organisation, nonprofit organization, nonprofit organisation
not-for-profit organization, not-for-profit organisation, public organization, public organisation
""")
# Dropped at the end only: elsewhere they can be words.
_BEHIND = _listed("""
e.V., e. V., eingetragener Verein, GmbH, Inc, Incorporated, Ltd, Limited, LLC, LLP, PLC, CIO, CIC, Regd, 501(c)(3)
A.C., A. C., asociación civil, IAP, S.r.l., SARL, APS, ETS, loi 1901, association loi 1901, r.y., z.s., z. s., o.p.s.
z.ú., o.s., n.o., o.z., spolek, občanské sdružení, občianske združenie, non-profit, nonprofit, public association
Kft., nonprofit Kft., közhasznú nonprofit Kft., közhasznú egyesület, gemeinnützige GmbH, gemeinnütziger Verein, e.G.
association sans but lucratif, vereniging zonder winstoogmerk, registered charity, Pty Ltd, Pvt Ltd, Private Limited
Corp., Corporation, B.V., N.V., A/S, Oy, ry, S.A., S.L., s.r.o., sp. z o.o., Regd., ע״ר, חל״צ, בע״מ, שע״מ
""")
_AT_END = _AROUND | _AROUND_NAMES | _BEHIND
_LONGEST = max(map(len, _AT_END))

# Written together with the name too, in a script that does not part words.
_ATTACHED = sorted(form[0] for form in _AROUND if form[0].endswith("法人"))


def without_legal_forms(name: list[str], *, quoted: bool) -> list[str]:
    """The words of a name without its legal forms; never none of them. `quoted`: it has quotes around a part."""
    kept = list(name)
    while size := next((size for size in _sizes(kept) if _form(kept[-size:]) in _AT_END), 0):
        del kept[-size:]
    while size := next((size for size in _sizes(kept) if _begins(kept, size, quoted)), 0):
        del kept[:size]
    for form in _ATTACHED:
        if kept:
            kept[0] = kept[0].removeprefix(form) or kept[0]
    return kept


def _sizes(kept: list[str]) -> range:
    """How many words a form may have here, the longest first; one word is always left."""
    return range(min(_LONGEST, len(kept) - 1), 0, -1)


def _begins(kept: list[str], size: int, quoted: bool) -> bool:
    form = _form(kept[:size])
    return form in _AROUND or (form in _AROUND_NAMES and (quoted or len(kept) - size > 1))
