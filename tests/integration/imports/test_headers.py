"""Headers in many languages, in two lines, below titles, in the middle, or none at all; columns corrected by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.imports.conftest import rows

HEADERS = {
    "en": "Name of organisation|Country|Website|Contact person|Position|E-mail|Date signed",
    "hy": "Կազմակերպության անվանումը|Երկիր|Կայք|Ներկայացուցիչ|Պաշտոն|Էլ. հասցե|Ամսաթիվ",
    "ru": "Название организации|Страна|Сайт|ФИО представителя|Должность|Электронная почта|Отметка времени",
    "fr": "Nom de l'organisation|Pays|Site web|Nom et prénom|Fonction|Adresse e-mail|Horodateur",
    "es": "Nombre de la organización|País|Página web|Representante|Cargo|Correo electrónico|Marca temporal",
    "ar": "اسم المنظمة|الدولة|الموقع الإلكتروني|الشخص المسؤول|المنصب|البريد الإلكتروني|التاريخ",
    "de": "Name der Organisation|Land|Webseite|Ansprechperson|Funktion|E-Mail|Zeitstempel",
    "uk": "Назва організації|Країна|Вебсайт|Представник|Посада|Ел. пошта|Позначка часу",
    "ka": "ორგანიზაციის დასახელება|ქვეყანა|ვებგვერდი|წარმომადგენელი|თანამდებობა|ელ. ფოსტა|თარიღი",
    "tr": "Kurum adı|Ülke|Web sitesi|Yetkili kişi|Ünvan|E-posta|Tarih",
    "pt": "Nome da organização|País|Site|Representante|Cargo|E-mail|Carimbo de data/hora",
    "it": "Nome dell'organizzazione|Paese|Sito web|Referente|Ruolo|E-mail|Informazioni cronologiche",
    "pl": "Nazwa organizacji|Kraj|Strona internetowa|Osoba kontaktowa|Stanowisko|E-mail|Sygnatura czasowa",
}
FIELDS = ["organisation", "country", "website", "representative", "position", "email", "date"]


@pytest.mark.parametrize("language", HEADERS)
def test_headings_in_many_languages(read_in: Any, language: str) -> None:
    header = HEADERS[language].split("|")
    person = ["Peace House", "Armenia", "peace.am", "Ani Petrosyan", "Director", "ani@peace.am", "29.07.2021"]
    read = read_in("\n".join(["Sign-ons", "", "\t".join(header), "\t".join(person)]))
    assert read.all["header_record"] == 3
    assert [read.all["columns"][heading] for heading in header] == FIELDS
    assert read.verdicts == ["ignore", "ignore", "ignore", "new"]


def test_a_web_form_with_long_questions(read_in: Any) -> None:
    read = read_in(
        "Timestamp,Email Address,What is the full official name of your organisation?,"
        "Name of your organisation in English,In which country is it registered?,Website (if any),Your name,"
        '"Do you agree that the name of your organisation is published, with its country and website?",Anything else?\n'
        "2021/07/29 3:15:22 PM GMT+4,a@dawn.am,Արշալույս,Dawn,Armenia,dawn.am,Ani,Yes,\n"
        "2021/07/29 3:20:22 PM GMT+4,b@dusk.am,Մայրամուտ,Dusk,Armenia,none,Aram,No,\n"
    )
    assert list(read.all["columns"].values()) == [
        "date",
        "email",
        "organisation",
        "organisation_latin",
        "country",
        "website",
        "representative",
        "consent",
        "note",
    ]
    assert read.verdicts == ["ignore", "new", "excluded"]


def test_a_header_in_two_lines(read_in: Any) -> None:
    read = read_in(
        rows(
            ["Organisation", None, None, "Contact person", None, "Consent"],
            ["Name", "Country", "Web", "Name", "E-mail", None],
            ["Peace House", "Armenia", "peace.am", "Ani", "ani@peace.am", "Yes"],
        ),
        filename="list.xlsx",
    )
    assert read.verdicts == ["ignore", "ignore", "new"]
    assert list(read.all["columns"].values()) == [
        "organisation",
        "country",
        "website",
        "representative",
        "email",
        "consent",
    ]


def test_a_header_that_comes_again_is_no_organisation(read_in: Any) -> None:
    read = read_in("Organisation,Country\nPeace House,AM\nOrganisation,Country\nOpen Door,GE\n")
    assert read.verdicts == ["ignore", "new", "ignore", "new"]


@pytest.mark.parametrize(
    "first", ["Organisation of Free Press", "Human Rights Association", "NGO Center", "Network of NGOs"]
)
def test_without_a_header_no_first_record_is_lost(read_in: Any, first: str) -> None:
    read = read_in(
        f"{first},Armenia,first.am,info@first.am\nPeace House,Georgia,peace.ge,a@peace.ge\nOpen Door,Georgia,,\n"
    )
    assert (read.all["header_record"], read.verdicts) == (None, ["new", "new", "new"])
    assert read.all["columns"] == {"A": "organisation", "B": "country", "C": "website", "D": "email"}
    alone = read_in(f"{first}\nPeace House\nOpen Door\n")
    assert alone.names == [first, "Peace House", "Open Door"]


def test_a_header_in_a_language_that_nobody_here_knows(read_in: Any) -> None:
    read = read_in(
        "Zirniq;Qalbut;Vorsk\nPeace House;Armenia;peace.am\nOpen Door;Georgia;door.ge\nFree Press;Georgia;fp.ge\n"
    )
    assert (read.all["header_record"], read.verdicts) == (1, ["ignore", "new", "new", "new"])
    assert read.all["columns"] == {"Zirniq": "organisation", "Qalbut": "country", "Vorsk": "website"}


def test_columns_can_be_corrected_by_heading_and_by_letter(read_in: Any, command: Any) -> None:
    content = "Who,Organisation,Where\nPeace House,Ani Petrosyan,Armenia\nOpen Door,Aram Sargsyan,Georgia\n"
    read = read_in(content, "--column", "Who=organisation", "--column", "B=representative", "--column", "C=country")
    assert read.names == ["Peace House", "Open Door"]
    assert read[2]["country"] == "AM"
    for wrong in ("Whom=organisation", "Who=owner"):
        refused = command(content, "--dry-run", "--column", wrong)
        assert refused.exit_code == 1
        assert "Error" in refused.output


def test_consent_or_how_it_agreed_is_told_by_the_answers(read_in: Any) -> None:
    asked = read_in("Organisation,Agreed\nPeace House,yes\nOpen Door,no\nFree Press,\n")
    assert (asked.all["columns"]["Agreed"], asked.verdicts) == ("consent", ["ignore", "new", "excluded", "warn"])
    told = read_in("Organisation,Agreed\nPeace House,by phone\nOpen Door,by e-mail to Ani\n")
    assert (told.all["columns"]["Agreed"], told.verdicts) == ("agreed", ["ignore", "new", "new"])


@pytest.mark.parametrize(
    "no", ["No", "нет", "Non", "ոչ", "لا", "FALSE", "0", "☐", "не согласны", "declined", "I do not agree"]
)
def test_who_refused_is_excluded_in_any_language(read_in: Any, no: str) -> None:
    read = read_in(f"Organisation\tCountry\tConsent\nPeace House\tAM\tyes\nOpen Door\tGE\t{no}\nFree Press\tGE\tyes\n")
    assert read.verdicts == ["ignore", "new", "excluded", "new"]
