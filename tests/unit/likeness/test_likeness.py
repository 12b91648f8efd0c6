"""Would a moderator want to see the one organisation beside the other? Yes, and on this ground."""

from __future__ import annotations

import pytest

from app.domain.likeness import Aliases, Ground, Likeness, Named, likeness

ASPAREZ = Named(organisation="«Asparez» Journalists' Club NGO", country="AM")
VANADZOR = "Helsinki Citizens' Assembly – Vanadzor"


def compared(one: str, other: str, *, countries: tuple[str, str] = ("AM", "AM")) -> Likeness | None:
    return likeness(
        Named(organisation=one, country=countries[0]),
        Named(organisation=other, country=countries[1]),
    )


ALIKE = [
    ("«Asparez» Journalists' Club NGO", "Asparez Journalists Club", Ground.SAME_KEY),
    ("Asparez Journalists Club", "Аsраrеz Journalists Club", Ground.LOOKS_ALIKE),
    ("Modern Media", "Modem Media", Ground.LOOKS_ALIKE),
    ("Fr0nt Line Defenders", "Front Line Defenders", Ground.LOOKS_ALIKE),
    ("Public Journalism Club", "Pubilc Journalism Club", Ground.SPELLING),
    ("Viasna", "Vaisna", Ground.SPELLING),
    ("Frontline Defenders", "Front Line Defenders", Ground.SPELLING),
    ("Armenian Helsinki Committee", "Helsinki Committee of Armenia", Ground.WORD_ORDER),
    ("Journalists' Club", "Club of Journalists", Ground.WORD_ORDER),
    ("Союз журналистов Армении", "Союза журналистов Армении", Ground.INFLECTION),
    ("Հանրային լրագրության ակումբ", "Հանրային լրագրության ակումբի", Ground.INFLECTION),
    ("Türk Tabipleri Birliği", "Türk Tabipleri Birliği'ne", Ground.PARTS),
    ("Asparez", "«Asparez» Journalists' Club of Gyumri", Ground.PARTS),
    ("Article 19: Global Campaign for Free Expression", "Article 19", Ground.PARTS),
    ("Հանրային լրագրության ակումբ / Public Journalism Club", "Public Journalism Club", Ground.PARTS),
    ("Union of Journalists of Armenia", "Union of Journalists", Ground.PARTS),
    ("Комитет «Общее дело» помощи беженцам", "Комитет «Общее дело»", Ground.PARTS),
    ("Saathi Zameen Foundation for Legal Aid and Land", "Saathi Zameen", Ground.PARTS),
    ("Institute of Literature", "Institute of Literature named after Manuk Abeghyan", Ground.PARTS),
    ("Documenta", "Documenta – Centre for Dealing with the Past", Ground.PARTS),
    ("FEDO", "Feminist Dalit Organization", Ground.ACRONYM),
    ("RADDHO", "Rencontre africaine pour la défense des droits de l'homme", Ground.ACRONYM),
    ("HCA Vanadzor", VANADZOR, Ground.ACRONYM),
    ("PJC", "Public Journalism Club", Ground.ACRONYM),
    ("БАЖ", "Белорусская ассоциация журналистов", Ground.ACRONYM),
    ("ՀՔԱ Վանաձոր", "Հելսինկյան քաղաքացիական ասամբլեա Վանաձոր", Ground.ACRONYM),
    ("DGB", "Deutscher Gewerkschaftsbund", Ground.ACRONYM),
    ("Ասպարեզ", "Аспарез", Ground.SAME_KEY),
    ("Ukrainska Helsinska Spilka z prav liudyny", "Українська Гельсінська спілка з прав людини", Ground.OTHER_SCRIPT),
    ("Al Mezan", "الميزان", Ground.OTHER_SCRIPT),
    ("B'Tselem", "בצלם", Ground.OTHER_SCRIPT),
    ("Public Journalism Club", "Հանրային լրագրության ակումբ", Ground.TRANSLATION),
    ("Human Rights Association", "İnsan Hakları Derneği", Ground.TRANSLATION),
    ("Chinese Human Rights Defenders", "中国人权捍卫者", Ground.TRANSLATION),
    ("Palestinian Centre for Human Rights", "المركز الفلسطيني لحقوق الإنسان", Ground.TRANSLATION),
]


@pytest.mark.parametrize(("one", "other", "ground"), ALIKE)
def test_two_names_of_one_organisation_are_shown_with_their_ground(one: str, other: str, ground: Ground) -> None:
    found = compared(one, other)
    assert found is not None
    assert ground in found.grounds
    assert found.matched[ground] or ground is Ground.PARTS


APART = [
    ("Transparency International Kenya", "Transparency International Uganda", ("KE", "UG")),
    ("Amnesty International", "Amnesty International Armenia", ("GB", "AM")),
    ("Amnesty International", "Amnesty International UK", ("GB", "GB")),
    ("Transparency International", "Transparency International Anti-Corruption Center", ("DE", "AM")),
    ("Media Centre Vanadzor", "Media Centre Gyumri", ("AM", "AM")),
    ("Human Rights Centre", "Human Rights Centre", ("GE", "AZ")),
    ("Centre for Human Rights", "Centre for Women's Rights", ("AM", "AM")),
    ("Union of Journalists", "Club of Journalists", ("AM", "AM")),
    ("Union of Journalists", "Union against Journalists", ("AM", "AM")),
    ("Women against Violence", "Violence against Women", ("AM", "AM")),
    ("Union of Young Journalists", "Union of Journalists", ("AM", "AM")),
    ("Youth for Peace", "Youth for Democracy", ("AM", "AM")),
    ("School No. 5", "School No. 6", ("AM", "AM")),
    ("Tamkeen", "Tamkeen Youth", ("JO", "JO")),
    (
        "Kutaisi Education, Development and Employment Center",
        "Batumi Education, Development and Employment Center",
        ("GE", "GE"),
    ),
    ("Women's Rights Center", "Women's Resource Center", ("AM", "AM")),
    ("臺北市立第一女子高級中學", "臺北市立第二女子高級中學", ("TW", "TW")),
    ("Friedrich Ebert Foundation", "Friedrich Ebert Institute", ("DE", "DE")),
    ("HRC", "HRW", ("AM", "AM")),
    ("HRC", "Human Rights Centre", ("US", "GE")),
    ("CPJ (Committee to Protect Journalists)", "CPJ (Center for Public Justice)", ("US", "US")),
    ("Austrian Press Club", "Australian Press Club", ("", "")),
    ("Красный Крест Армении", "Красный Крест Грузии", ("", "")),
]


@pytest.mark.parametrize(("one", "other", "countries"), APART)
def test_two_organisations_are_kept_apart(one: str, other: str, countries: tuple[str, str]) -> None:
    assert compared(one, other, countries=countries) is None


def test_a_wrong_country_does_not_hide_a_name_of_its_own() -> None:
    assert compared("«Asparez» Journalists' Club", "Asparez Journalists Club", countries=("AM", "AZ")) is not None


def test_what_a_moderator_joined_is_found_and_what_one_kept_apart_is_not() -> None:
    other = Named(organisation="Гюмрийский пресс-клуб", country="AM")
    pair = ("asparez journalists club", "gyumriyskiy press klub")
    assert likeness(ASPAREZ, other) is None
    joined = likeness(ASPAREZ, other, aliases=Aliases(joined=[pair]))
    assert joined is not None
    assert joined.grounds == (Ground.JOINED,)
    assert likeness(ASPAREZ, other, aliases=Aliases(joined=[pair], kept_apart=[pair])) is None
    assert likeness(ASPAREZ, ASPAREZ, aliases=Aliases(kept_apart=[pair])) is not None


def test_two_names_joined_with_a_third_are_joined() -> None:
    aliases = Aliases(joined=[("a", "b"), ("b", "c")])
    assert aliases.joins("a", "c")


def test_one_website_tells_more_than_two_names() -> None:
    one = Named(organisation="Liberty", country="GB", website="https://www.libertyhumanrights.org.uk/about")
    other = Named(organisation="National Council", country="US", website="http://libertyhumanrights.org.uk")
    found = likeness(one, other)
    assert found is not None
    assert found.grounds[0] is Ground.WEBSITE
    assert found.matched[Ground.WEBSITE] == "libertyhumanrights.org.uk"


@pytest.mark.parametrize(
    ("one_page", "other_page"),
    [
        ("facebook.com/one", "facebook.com/two"),
        ("one.wordpress.com", "two.wordpress.com"),
        ("one.github.io", "two.github.io"),
        ("one.blogspot.com", "two.blogspot.com"),
        ("one.org.uk", "two.org.uk"),
    ],
)
def test_a_page_where_anybody_has_one_says_nothing(one_page: str, other_page: str) -> None:
    one = Named(organisation="Asparez", website=f"https://{one_page}")
    other = Named(organisation="Democracy Today", website=f"https://{other_page}")
    assert likeness(one, other) is None


def test_an_address_at_ones_own_domain_tells_and_one_at_a_mail_provider_does_not() -> None:
    one = Named(organisation="Liberty", email="ani@asparez.am")
    assert likeness(one, Named(organisation="Zhoghovurd", website="https://asparez.am")) is not None
    free = Named(organisation="Liberty", email="ani@gmail.com")
    assert likeness(free, Named(organisation="Zhoghovurd", email="aram@gmail.com")) is None


def test_the_latin_name_and_the_other_names_that_an_organisation_gave_count() -> None:
    native = Named(organisation="創価学会", country="JP", organisation_latin="Soka Gakkai")
    found = likeness(native, Named(organisation="Soka Gakkai", country="JP"))
    assert found is not None
    assert Ground.LATIN_NAME in found.grounds
    known = Named(organisation="Liberty", country="GB", also_known_as="NCCL; National Council for Civil Liberties")
    found = likeness(known, Named(organisation="National Council for Civil Liberties", country="GB"))
    assert found is not None
    assert Ground.ALSO_KNOWN_AS in found.grounds
