"""How people write countries beside the names that CLDR has, and the three-letter codes of ISO 3166-1."""

from __future__ import annotations

# Names in use that are in no list, and codes of other lists: of licence plates, sport, the European Union.
_USUAL = """
US: USA, U S A, US, United States of America, United States, America, The States, США, ԱՄՆ, EEUU, EUA, États-Unis
US: Соединенные Штаты Америки, Соединённые Штаты, Stany Zjednoczone Ameryki, ABD, الولايات المتحدة الأمريكية, СШA
GB: UK, U K, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, United Kingdom, GBR
GB: Великобритания, Англия, Шотландия, Мեծ Բրիտանիա, Մեծ Բրիտանիա, Անգլիա, Royaume-Uni, Grande-Bretagne, Angleterre
GB: Gran Bretaña, Inglaterra, Großbritannien, England und Wales, İngiltere, Велика Британія, Wielka Brytania, بريطانيا
NL: Holland, The Netherlands, NED, Голландия, Нидерланды, Pays-Bas, Hollande, Holanda
CZ: Czech Republic, Czechia, Чехия, Чешская Республика, République tchèque, República Checa, Tschechien, Čechy
TR: Türkiye, Turkey, Turkiye, Турция, Թուրքիա
RU: Russian Federation, Russia, РФ, Россия, Российская Федерация, ՌԴ, Russie
AM: Republic of Armenia, RA, РА, ՀՀ, Հայաստանի Հանրապետություն, Hayastan, Армения, Republic Armenia
GE: Republic of Georgia, Georgia, Sakartvelo, Грузия, Վրաստան
MD: Moldova, Republic of Moldova, Молдавия, Молдова, Moldavie, Moldawien, Moldavia
BY: Belarus, Белоруссия, Беларусь, Belorussia, Bielorussie, Weißrussland, Weissrussland, Belarús
KG: Kyrgyzstan, Kirghizia, Kyrgyz Republic, Киргизия, Кыргызстан, Kirghizistan, Kirgisien
KZ: Kazakstan, Kazakhstan
TJ: Tadjikistan, Tajikistan
AZ: Azerbaidjan, Azerbaijan, Azerbaycan
UA: Ukraine, the Ukraine
PS: Palestine, State of Palestine, Occupied Palestinian Territory, Occupied Palestinian Territories, oPt, Палестина
PS: فلسطين, West Bank, Gaza, Palestinian Territories
MK: Macedonia, North Macedonia, FYROM, FYR Macedonia, Македония, MKD, Republic of North Macedonia
XK: Kosovo, KOS, XKX, Kosova, Косово
BA: Bosnia, Bosnia and Herzegovina, Bosnia & Herzegovina, BiH, Bosnia-Herzegovina, Босния
KR: South Korea, Republic of Korea, ROK, Южная Корея
KP: North Korea, DPRK
CD: DRC, DR Congo, Democratic Republic of the Congo, Democratic Republic of Congo, Congo-Kinshasa, RDC
CG: Republic of the Congo, Congo-Brazzaville, Congo Brazzaville, Republic of Congo
CI: Ivory Coast, Côte d'Ivoire, Cote d Ivoire
MM: Burma, Myanmar
SZ: Swaziland, Eswatini
CV: Cape Verde, Cabo Verde
TL: East Timor, Timor-Leste
IR: Iran, Islamic Republic of Iran
SY: Syria, Syrian Arab Republic
LA: Laos, Lao PDR
VN: Vietnam, Viet Nam
BO: Bolivia
VE: Venezuela
TZ: Tanzania
TW: Taiwan, Taiwan ROC
HK: Hong Kong
CN: China, PR China, PRC
VA: Holy See, Vatican
AE: UAE, United Arab Emirates, ОАЭ
SA: KSA, Saudi
DE: Deutschland, BRD, GER, ФРГ
CH: Suisse, Schweiz, Svizzera, SUI
DK: DEN
PT: POR
GR: GRE, EL, Hellas
HR: CRO
BG: BUL
LV: LAT
SI: SLO
ES: España, Espana
IE: Eire, Republic of Ireland
LK: Sri-Lanka, Ceylon
PH: Philippines, The Philippines, PHI
ZA: RSA
AL: Shqiperia
SS: South Sudan
CF: CAR, Central African Republic
GM: Gambia
BS: Bahamas
TT: Trinidad
"""
_THREE = """
AFG AF ALA AX ALB AL DZA DZ ASM AS AND AD AGO AO AIA AI ATA AQ ATG AG ARG AR ARM AM ABW AW AUS AU AUT AT AZE AZ BHS BS
BHR BH BGD BD BRB BB BLR BY BEL BE BLZ BZ BEN BJ BMU BM BTN BT BOL BO BES BQ BIH BA BWA BW BVT BV BRA BR IOT IO BRN BN
BGR BG BFA BF BDI BI CPV CV KHM KH CMR CM CAN CA CYM KY CAF CF TCD TD CHL CL CHN CN CXR CX CCK CC COL CO COM KM COG CG
COD CD COK CK CRI CR CIV CI HRV HR CUB CU CUW CW CYP CY CZE CZ DNK DK DJI DJ DMA DM DOM DO ECU EC EGY EG SLV SV GNQ GQ
ERI ER EST EE SWZ SZ ETH ET FLK FK FRO FO FJI FJ FIN FI FRA FR GUF GF PYF PF ATF TF GAB GA GMB GM GEO GE DEU DE GHA GH
GIB GI GRC GR GRL GL GRD GD GLP GP GUM GU GTM GT GGY GG GIN GN GNB GW GUY GY HTI HT HMD HM VAT VA HND HN HKG HK HUN HU
ISL IS IND IN IDN ID IRN IR IRQ IQ IRL IE IMN IM ISR IL ITA IT JAM JM JPN JP JEY JE JOR JO KAZ KZ KEN KE KIR KI PRK KP
KOR KR KWT KW KGZ KG LAO LA LVA LV LBN LB LSO LS LBR LR LBY LY LIE LI LTU LT LUX LU MAC MO MDG MG MWI MW MYS MY MDV MV
MLI ML MLT MT MHL MH MTQ MQ MRT MR MUS MU MYT YT MEX MX FSM FM MDA MD MCO MC MNG MN MNE ME MSR MS MAR MA MOZ MZ MMR MM
NAM NA NRU NR NPL NP NLD NL NCL NC NZL NZ NIC NI NER NE NGA NG NIU NU NFK NF MKD MK MNP MP NOR NO OMN OM PAK PK PLW PW
PSE PS PAN PA PNG PG PRY PY PER PE PHL PH PCN PN POL PL PRT PT PRI PR QAT QA REU RE ROU RO RUS RU RWA RW BLM BL SHN SH
KNA KN LCA LC MAF MF SPM PM VCT VC WSM WS SMR SM STP ST SAU SA SEN SN SRB RS SYC SC SLE SL SGP SG SXM SX SVK SK SVN SI
SLB SB SOM SO ZAF ZA SGS GS SSD SS ESP ES LKA LK SDN SD SUR SR SJM SJ SWE SE CHE CH SYR SY TWN TW TJK TJ TZA TZ THA TH
TLS TL TGO TG TKL TK TON TO TTO TT TUN TN TUR TR TKM TM TCA TC TUV TV UGA UG UKR UA ARE AE GBR GB USA US UMI UM URY UY
UZB UZ VUT VU VEN VE VNM VN VGB VG VIR VI WLF WF ESH EH YEM YE ZMB ZM ZWE ZW
"""

# Names that two countries share.
SHARED = frozenset("congo kongo korea corea koreya coree".split())

_codes = _THREE.split()
THREE_LETTERS = dict(zip(_codes[::2], _codes[1::2], strict=True))
USUAL_NAMES = {
    name.strip().replace(" ", "").upper() if len(name.strip()) <= 4 else name.strip(): line[:2]
    for line in _USUAL.strip().splitlines()
    for name in line[3:].split(",")
}
