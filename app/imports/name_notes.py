"""What people write behind a name that is not part of it: how it signed, that it must be asked, a footnote's mark."""

from __future__ import annotations

import re

from app.imports.dates import day_of
from app.imports.headings import folded_words

_IN_BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]+)[)\]}>]?")
_BEHIND_DASH = re.compile(
    r"(?:\s+[-–—]+\s*|\s*[-–—]{2,}\s*|:\s+|\s*//\s*|\s*/\s+|;\s+|,\s+|\.\s+|\*\s+|\s+!+\s*)(\S.*)$"
)
_FOOTNOTE = re.compile(r"(?:[*†‡§¹²³⁰⁴-⁹]+|\[\d{1,2}\]|\s?\(\d{1,2}\)|(?<=[a-zа-яա-ֆ])[1-9])$")
_QUESTION = re.compile(
    r"\s*[\[(]?[?؟՞]+[!?]*[\])]?\s*$|\s*!{2,}\s*$|\?{2,}|[^\W\d_]\?[^\W\d_]"  # the last: lost letters
)
_SHORT_DATE = re.compile(r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?")

# Words of a note, whole or as they begin (with *).
_WORDS = """
tbc, tba, tbd, wip, pending, confirm*, unconfirm*, waiting, awaiting, wait, signed, signs, sign, signing, phone*, phoned
called, call, telephone*, whatsapp, sms, skype, zoom, email*, emailed, mail, mailed, verbal*, oral*, agreed, agrees
approved, checked, check, ask, asked, ask*, asap, todo, duplicate*, double, twice, again, same, see, sent, received, yes
no, ok, okay, not, maybe, perhaps, probably, possibly, spelling, name, new, add, added, updated, update*, changed, late
remove, removed, withdrew, withdrawn, withdraw*, declined, verify, verified, unsure, sure, question, query, via, through
logo, website, contact*, reply, replied, answer*, need*, must, still, later, tomorrow, today, yesterday, missing, draft
follow, reminder, reminded, resend, letter, form, online, urgent, note, nb, fyi, ps, subject, board, decision
provisional*
подпис*, подтв*, по, телефон*, тел, уточн*, жд*, ожид*, согл*, письм*, почт*, устно, проверить, проверено, дубл*, повтор
спросить, вопрос, позвон*, звон*, нет, да, возможно, новая, см, еще, ещё, добав*, отказ*, отозв*, ответ*
ստորագր*, հաստատ*, հեռախոս*, սպաս*, ստուգ*, ճշտ*, կրկն*, զանգ*, նամակ*, համաձայն*, նոր, հարցնել
confirmer, confirmé*, attente, signé*, téléphone, vérifi*, accord, relanc*, courriel, oralement, doublon
confirmar, confirmado*, pendiente, firmado, firmó, teléfono, correo, verificar, duplicado, falta
bestätig*, offen, unterschr*, telefonisch, prüfen, doppelt, fragen, folgt, zugesagt, ausstehend
підпис*, підтв*, уточн*, чека*, телефон*, перевірити, відмов*
onay*, telefon*, imzala*, bekleniyor, potwierdz*, podpis*, czeka*, sprawdz*, da confermare, confermat*, firmato
موقع, تأكيد, هاتف, بانتظار, დასაზუსტებელი, ხელმოწერ*, დადასტურ*
"""
_WHOLE = frozenset(
    " ".join(folded_words(word))
    for word in re.split(r"[,\n]", _WORDS)
    if word.strip() and not word.strip().endswith("*")
)
_STEMS = tuple("".join(folded_words(word)) for word in re.split(r"[,\n]", _WORDS) if word.strip().endswith("*"))
# Notes in themselves; what else begins a note in brackets can be a name, as in "Signed (Deaf Press)".
_ALWAYS = frozenset("tbc tba tbd wip pending unconfirmed signed phone duplicate asap awaiting waiting todo fyi".split())
_BETWEEN = frozenset(
    "to be by the a an for from with on of at is are was and we they it has have will и в с на от у".split()
)
_BEHIND_LONGEST = 10  # words of a note without brackets


def note_in(name: str) -> str:
    """The note that the name ends in, or holds in brackets; "" where there is none."""
    for found in _IN_BRACKETS.finditer(name):
        if _is_note(found[1]):
            return found[0]
    behind = _BEHIND_DASH.search(name)
    while behind is not None:
        if _is_note(behind[1], strictly=True):
            return behind[0].strip()
        behind = _BEHIND_DASH.search(name, behind.start(1))
    said = folded_words(name)
    if len(said) > 1 and said[-1] in _ALWAYS:
        return name.split()[-1]
    if len(said) > 1 and all(_is_known(word) or word in _BETWEEN or word in ("as", "above", "below") for word in said):
        return name
    return ""


def question_in(name: str) -> str:
    """The question or exclamation marks behind the name: somebody was not sure."""
    found = _QUESTION.search(name)
    return found[0].strip() if found else ""


def footnote_mark(name: str) -> str:
    """The mark of a footnote behind the name."""
    found = _FOOTNOTE.search(name)
    return found[0].strip() if found else ""


def _is_known(word: str) -> bool:
    return word in _WHOLE or word.startswith(_STEMS)


def _is_note(text: str, *, strictly: bool = False) -> bool:
    """Whether this says something about the sign-on; `strictly` where no brackets set it apart."""
    said = folded_words(text)
    if not said:
        return False
    if day_of(text).day is not None or _SHORT_DATE.search(text):
        return True
    known = [_is_known(word) for word in said if word not in _BETWEEN] or [False]
    if strictly and len(said) > _BEHIND_LONGEST:
        return False
    return (known[0] and (len(said) < 3 or sum(known) > 1)) or 2 * sum(known) > len(known) or bool(_ALWAYS & {*said})
