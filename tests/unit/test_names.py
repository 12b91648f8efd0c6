"""Names of organisations as people type them, and as people type them who mean harm."""

from __future__ import annotations

import unicodedata

import pytest

from app.domain.text import (
    NAME_LONGEST,
    InvalidText,
    clean_line,
    clean_name,
    clean_paragraphs,
    organisation_key,
    search_key,
)

GENUINE = """
350.org
≡ Art
İHD
°Celsius Collective
“Asparez” Journalists Club NGO
Open Society Foundations – Armenia
Helsinki Citizens’ Assembly – Vanadzor
Amnesty International / Section française, Médecins & Réfugiés, Genève
Çağdaş Hukukçular Derneği
Kürt Çalışmaları Merkezi
Lögmannafélag Íslands
Łódzkie Stowarzyszenie „Równość”
Hội Nhà báo Độc lập Việt Nam
Trung tâm Phát triển Cộng đồng (CDC)
Ọmọ Yorùbá Ẹgbẹ́ Àgbáyé
Kāhui Tika Tangata
ʻAha Pūnana Leo
Helsingin Ihmisoikeusyhdistys ry
Հելսինկյան քաղաքացիական ասամբլեայի Վանաձորի գրասենյակ
«Ասպարեզ» լրագրողների ակումբ ՀԿ
Ձայն և իրավունք
Центр громадянських свобод
Общество «Мемориал»
Сдружение „Граждани“
Ґендерна рівність – Їжакевич
ადამიანის უფლებათა ცენტრი
ა(ა)იპ „საფარი“
Ένωση για τα Δικαιώματα του Ανθρώπου
האגודה לזכויות האזרח בישראל
רופאים לזכויות אדם (ע״ר)
שָׁלוֹם עַכְשָׁו
المنظمة المصرية لحقوق الإنسان
مُؤَسَّسَةُ الحَقّ
مرکز مدافعان حقوق بشر
خانه‌ی آزادی
انجمن روزنامه‌نگاران
انسانی حقوق کمیشن پاکستان
मानवाधिकार जन निगरानी समिति
क्‍षेत्रीय विकास संस्था
বাংলাদেশ মহিলা পরিষদ
র‍্যাপিড রেসপন্স
தமிழ்நாடு மக்கள் உரிமைக் கழகம்
മനുഷ്യാവകാശ സംഘടന
അവന്‍ സാംസ്കാരിക വേദി
ಮಾನವ ಹಕ್ಕುಗಳ ಸಂಘ
మానవ హక్కుల వేదిక
ශ්‍රී ලංකා මානව හිමිකම් කේන්ද්‍රය
ਮਨੁੱਖੀ ਅਧਿਕਾਰ ਸਭਾ
สมาคมสิทธิเสรีภาพของประชาชน
เครือข่ายผู้หญิง
လျှို့ဝှက်ချက် အဖွဲ့
ពលរដ្ឋដើម្បីសិទ្ធិមនុស្ស
བོད་ཀྱི་འགྲོ་བ་མིའི་ཐོབ་ཐང་།
የኢትዮጵያ ሰብዓዊ መብቶች ጉባኤ
中国人权捍卫者
國際特赦組織台灣分會
特定非営利活動法人アムネスティ・インターナショナル日本
葛\U000e0100城人権センター
I ❤\ufe0f Yerevan
인권운동사랑방
사단법인 참여연대
""".strip().splitlines()

UNSEEN = {
    "control_character": "\x00\t\x1b\x7f\x9f\ud800\udcff\uf8ff\U0010fffd\uffff\ufdd0",
    "line_break": "\n\r\v\f\x85\u2028\u2029",
    "direction_character": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "invisible_character": "\u200b\u2060\ufeff\u00ad\u3164\u115f\u1160\u2800\uffa0\u200c\u200d\u034f\u180e\u2063\u206a"
    "\ufffb\U000e0041\U000e0001\U0001d173\ufe00\ufe0f\U000e0100\u180b",
}
REFUSED = [
    *((f"Am{unseen}nesty", code) for code, all_ in UNSEEN.items() for unseen in all_),
    ("Amnesty\r\nBcc: everybody", "line_break"),
    ("\u200dAmnesty", "invisible_character"),
    ("Amnesty\u200c", "invisible_character"),
    ("خانه \u200cما", "invisible_character"),
    ("A" + 5 * "\u0301" + "mnesty", "too_many_marks"),
    ("Á" + 4 * "\u0316" + "mnesty", "too_many_marks"),
    ("A" + 500 * "\u0316", "too_many_marks"),
    ("A" + 20 * "\u20dd", "too_many_marks"),
    ("क" + 6 * "\u094d\u200d", "too_many_marks"),
    ("Win https://evil.example", "looks_like_address"),
    ("WWW.evil.example", "looks_like_address"),
    ("boss@evil.example", "looks_like_address"),
    ("Ｗｗｗ．evil", "looks_like_address"),
    ("a＠b", "looks_like_address"),
    ("javascript://x", "looks_like_address"),
    ("!!!", "no_letter"),
    ("«»", "no_letter"),
    ("≡", "no_letter"),
    ("\u0301\u0302", "no_letter"),
    ("A" * 201, "too_long"),
    ("A" * 32_768, "too_long"),
    ("e\u0301" * 201, "too_long"),
    ("ነ" * 198 + "𐐀𐐀", "too_long_bytes"),
]

# Nothing unseen is in them, and names may mix scripts: they are accepted, and shown to moderators beside the genuine.
LOOK_ALIKES = {
    "Аmnesty International": "Amnesty International",
    "Amnеsty Internаtional": "Amnesty International",
    "Ａｍｎｅｓｔｙ International": "Amnesty International",
    "𝐀𝐦𝐧𝐞𝐬𝐭𝐲 International": "Amnesty International",
    "Amnesty\u00a0International": "Amnesty International",
    "Amnesty\u2003International": "Amnesty International",
    "Amnesty-International": "Amnesty International",
    "AMNESTY INTERNATIONAL®": "Amnesty International",
    "Ámnesty Internátional": "Amnesty International",
    "Reporters Without Borders, Inc.": "Reporters without Borders",
}


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_name_is_printed_as_it_was_typed(name: str) -> None:
    assert clean_name(f" {name}\u00a0") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_name_is_found_by_any_word_of_it_in_any_case(name: str) -> None:
    for word in [*name.split(), name.upper(), unicodedata.normalize("NFD", name)]:
        assert search_key(word) in search_key(name)


def test_genuine_names_have_keys_of_their_own() -> None:
    assert len({organisation_key(name) for name in GENUINE}) == len(GENUINE) == 61


@pytest.mark.parametrize(("name", "code"), REFUSED)
def test_a_hostile_name_is_refused_with_the_code_of_its_fault(name: str, code: str) -> None:
    with pytest.raises(InvalidText) as refusal:
        clean_name(name)
    assert refusal.value.code == code


def test_at_least_sixty_hostile_names_are_refused() -> None:
    assert len(REFUSED) >= 60


def test_a_refusal_names_the_character_and_says_no_more() -> None:
    with pytest.raises(InvalidText) as refusal:
        clean_line("Am\u202enesty", longest=20)
    assert (refusal.value.character, str(refusal.value)) == ("U+202E", "direction_character U+202E")


def test_a_text_that_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(InvalidText) as refusal:
        clean_line("1234567", longest=6)
    assert (refusal.value.code, refusal.value.character) == ("too_long", "6")


@pytest.mark.parametrize(("look_alike", "genuine"), LOOK_ALIKES.items())
def test_a_look_alike_is_accepted_and_has_the_key_of_the_genuine_name(look_alike: str, genuine: str) -> None:
    assert organisation_key(clean_name(look_alike)) == organisation_key(genuine)


def test_no_name_is_no_name_and_the_form_decides_whether_that_will_do() -> None:
    assert [clean_name(""), clean_name(" \n"), clean_line("", longest=5), clean_paragraphs("\t", longest=5)] == [""] * 4


def test_a_name_may_be_as_long_as_two_languages_need() -> None:
    name = "Centre for Development, Law and Democracy / Zentrum für Entwicklung, Recht und Demokratie / " * 2
    assert clean_name(name) == name.strip()
    assert len(clean_name("a" * NAME_LONGEST)) == NAME_LONGEST


def test_what_was_typed_in_parts_is_measured_as_it_will_be_printed() -> None:
    assert clean_name("e\u0301" * NAME_LONGEST) == "é" * NAME_LONGEST
    assert clean_name(unicodedata.normalize("NFD", "각" * NAME_LONGEST)) == "각" * NAME_LONGEST


def test_spaces_within_a_line_stay_as_they_were_typed() -> None:
    assert (
        clean_line("\u3000Sans\u202ffrontières  et\u00a0libres ", longest=40) == "Sans\u202ffrontières  et\u00a0libres"
    )


def test_a_mongolian_separator_stands_between_mongolian_letters_only() -> None:
    assert clean_name("ᠮᠣᠩᠭᠣᠯ ᠠᠯᠪ\u180eᠠ")
    with pytest.raises(InvalidText):
        clean_name("ᠮᠣᠩᠭᠣᠯ\u180e")


def test_paragraphs_keep_their_lines_and_lose_their_tabs() -> None:
    assert clean_paragraphs("\r\nOne\r\n\r\n\tTwo\rThree\u2028Four\n", longest=40) == "One\n\n Two\nThree\nFour"


@pytest.mark.parametrize("character", ["\x00", "\v", "\u200b", "\u202e", "\ud800"])
def test_paragraphs_refuse_what_a_line_refuses(character: str) -> None:
    with pytest.raises(InvalidText):
        clean_paragraphs(f"One\n{character}Two", longest=40)


def test_a_long_persian_note_keeps_its_joiners() -> None:
    note = "روزنامه‌نگاران می‌خواهند. " * 75
    assert clean_paragraphs(note, longest=2000) == note.strip()
