"""Yes and no, and nothing at all, in the languages in which web forms and lists have them."""

from __future__ import annotations

import re
from enum import StrEnum

from app.imports.headings import folded_words
from app.imports.sheet import Cell


class Answer(StrEnum):
    """What a cell says when it was asked for consent."""

    YES = "yes"
    NO = "no"
    NONE = "none"  # it is empty
    UNCLEAR = "unclear"


_YES = """
yes, y, ok, okay, true, wahr, vrai, verdadero, vero, истина, 1, x, v, agree, agreed, i agree, we agree, accepted, accept
signed, confirmed, approved, sure, of course, done, да, ага, д, согласен, согласна, согласны, подписано, подписали
подтверждено, подтвердили, согласие, այո, համաձայն, համաձայն եմ, համաձայն ենք, ստորագրված է, так, згода, згоден
згодна, згодні, oui, o, d accord, j accepte, accepte, si, sí, s, acepto, de acuerdo, sim, aceito, ja, j, zustimmung
einverstanden, tak, zgadzam się, evet, kabul, kabul ediyorum, onaylıyorum, კი, დიახ, თანახმა ვარ, თანახმა, نعم, موافق
أوافق, بله, d, certo, accetto, ano, áno, igen, da, joined, endorsed, listed, ჰო, ha
"""
_NO = """
no, n, not, false, falsch, faux, falso, ложь, 0, disagree, i disagree, do not agree, i do not agree, don t agree
refused
declined, rejected, withdrawn, withdrew, not signed, not agreed, opted out, refuses, declines, decline, refuse, removed
cancelled, нет, не, н, не согласен, не согласна, не согласны, отказ, отказались, отказано, отозвано, не подписано, ոչ
համաձայն չեմ, համաձայն չենք, հրաժարվել, հրաժարվել է, մերժել, ні, не згоден, не згодна, відмова, non, refus, refuse
je refuse, je n accepte pas, pas d accord, no acepto, rechazado, não, nao, recusado, nein, abgelehnt, nie, odmowa, hayır
hayir, reddedildi, არა, უარი, لا, غير موافق, لا أوافق, خیر, rifiutato, nem, ne, do not list, do not publish, don t list
not to be listed, withdraw, unsubscribed, not interested, refusal
"""
_NO_OBJECTION = """
no objection, no objections, not opposed, no problem, no problems, not against, нет возражений, не возражаю
не возражаем, не против, ոչ մի առարկություն, pas d objection, aucune objection, sin objeción, sin objeciones
ningún inconveniente, kein einwand, keine einwände, keine bedenken, немає заперечень, не проти, bez zastrzeżeń
لا مانع, لا اعتراض, sem objeção, sem objeções
"""
_THE_SAME = """
ditto, same, same as above, as above, see above, the same, idem, id, ibid, ibidem, то же, то же самое, тот же, та же
там же, նույնը, նույն, նույնպես, le même, la même, même, lo mismo, el mismo, ídem, dasselbe, derselbe, dto, те саме
той самий, نفسه, نفس الشيء, მასვე, იგივე, aynı
"""
_TICKED = frozenset("☑☒✓✔✅🗸☓✗✘❌❎☐□⬜")
_TICKS = frozenset("☑✓✔✅🗸☒")
_BLANK_WORDS = """
n a, na, none, nil, null, nan, no website, no site, нет, нет сайта, н д, отсутствует, չկա, ոչ, немає, нема, aucun
aucune
sans, ninguno, ninguna, no tiene, kein, keine, brak, yok, لا يوجد, არ არის, non disponibile, nessuno, não tem, unknown
неизвестно, անհայտ, inconnu, tbd, tba, tbc, see above, anonymous, -
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(" ".join(folded_words(one)) for line in text.strip().splitlines() for one in line.split(","))


_ALL_YES, _ALL_NO, _ALL_BLANK = _set(_YES), _set(_NO), _set(_BLANK_WORDS)
_ALL_WITHOUT_OBJECTION, _ALL_THE_SAME = _set(_NO_OBJECTION), _set(_THE_SAME)
_SAME_MARKS = re.compile(r"[\s\-–—]*(?:[\"”“″〃]|''|//|,,)[\s\-–—]*")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")  # has no word in it, and says a country
_LONGEST = 60  # characters of what says nothing
_BEGINNING = 4  # words of a sentence in which the answer is


def answer_in(cell: Cell) -> Answer:
    """The answer in this cell: the whole of it, or what its sentence begins with."""
    text = cell.text.strip().strip("\ufe0f")
    if not text or text in ("-", "—", "–"):
        return Answer.NONE
    if text[0] in _TICKED:
        return Answer.YES if text[0] in _TICKS else Answer.NO
    if text in ("+", "++"):
        return Answer.YES
    said = folded_words(text)
    whole = " ".join(said)
    if whole in _ALL_NO:
        return Answer.NO
    if whole in _ALL_YES:
        return Answer.YES
    if any(" ".join(said[:size]) in _ALL_WITHOUT_OBJECTION for size in range(2, _BEGINNING + 1)):
        return Answer.YES
    for size in range(min(_BEGINNING, len(said)), 0, -1):
        start = " ".join(said[:size])
        if start in _ALL_NO:
            return Answer.NO
        if start in _ALL_YES and len(start) > 1:
            return Answer.YES
    return Answer.UNCLEAR


def says_the_same(text: str) -> bool:
    """Whether this points to what stands above: "ditto", or a mark for it."""
    return bool(_SAME_MARKS.fullmatch(text)) or " ".join(folded_words(text)) in _ALL_THE_SAME


def says_nothing(text: str) -> bool:
    """Whether somebody wrote something for nothing: n/a, a dash, "no website"."""
    if len(text) > _LONGEST:
        return False
    said = folded_words(text)
    return " ".join(said) in _ALL_BLANK if said else not _FLAG.search(text)
