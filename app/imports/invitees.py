"""A list of organisations to invite: every record with what would become of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from sqlalchemy.orm import Session

from app.domain.blocks import kept_out
from app.domain.endorsements.aliases import all_known
from app.domain.invitations.invitee import Invitee, Keyed, clean_contact
from app.domain.invitations.models import Invitation, InvitationState
from app.domain.invitations.operations import address_hash, organisation_hash
from app.domain.invitations.queries import all_of
from app.domain.likeness import Named
from app.domain.text import InvalidText, email_domain, email_key
from app.imports.columns import Columns
from app.imports.judging import Judged, judge
from app.imports.languages import Languages, language_column, language_in
from app.imports.reasons import Code, Reason, Verdict
from app.imports.same import Known, Register
from app.imports.sheet import Sheet


class Fate(StrEnum):
    """What would become of one record."""

    NEW = "new"
    PERHAPS = "perhaps"  # like one that is here or was asked: a person must say that it is another
    LISTED = "listed"  # it endorsed already
    INVITED = "invited"  # this address was asked already
    SAID_NO = "said_no"
    TWICE = "twice"  # it stands further up
    BLOCKED = "blocked"
    NO_ADDRESS = "no_address"
    FIX_NEEDED = "fix_needed"
    IGNORED = "ignored"  # no organisation: header, title, blank


INVITE, LEAVE = "invite", "leave"


@dataclass(frozen=True)
class Asked:
    """One record of the list: whom it names, what would become of it, and why."""

    record: int
    fate: Fate
    invitee: Invitee
    reasons: tuple[Reason, ...] = ()
    same_as: Known | None = None
    asked_before: Invitation | None = None  # whom of the invited it is, or is like
    choice: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it would be invited now."""
        return self.choice != LEAVE if self.fate is Fate.NEW else self.fate is Fate.PERHAPS and self.choice == INVITE

    @property
    def waits(self) -> bool:
        """Whether a person must still say what is to become of it."""
        return self.fate is Fate.PERHAPS and self.choice is None


@dataclass(frozen=True)
class GuestList:
    """A list as it is read and judged at one moment."""

    sheet: Sheet
    columns: Columns
    asked: Sequence[Asked]

    @cached_property
    def ready(self) -> list[Invitee]:
        """Those that would be invited now, in their order."""
        return [one.invitee for one in self.asked if one.is_ready]

    @cached_property
    def counts(self) -> Counter[Fate]:
        """How many of each fate."""
        return Counter(one.fate for one in self.asked)

    @property
    def waiting(self) -> int:
        """How many a person must still say something of."""
        return sum(one.waits for one in self.asked)


@dataclass(frozen=True, kw_only=True)
class House:
    """What the site knows that a list does not: its languages, and the keys of its hashes."""

    locales: Sequence[str]
    for_invitations: Keyed
    for_blocks: Keyed


Corrections = Mapping[int, Mapping[str, str]]
"""By record: the fields that a person wrote anew, `language` among them."""


def judge_list(
    session: Session,
    statement_id: int,
    sheet: Sheet,
    columns: Columns,
    *,
    house: House,
    locale: str,
    corrections: Corrections | None = None,
    choices: Mapping[int, str] | None = None,
) -> GuestList:
    """Every record with its fate; `locale` is of those of whom the list does not say it. Reads only."""
    corrections, choices = corrections or {}, choices or {}
    bench = _Bench(session, statement_id, house)
    languages, column = Languages(house.locales), language_column(columns)
    of_endorsements = {
        number: {name: text for name, text in fields.items() if name != "language"}
        for number, fields in corrections.items()
    }
    judged = judge(session, statement_id, sheet, columns, corrections=of_endorsements)
    cells = {record.number: record for record in sheet.records}
    asked = []
    for one in judged:
        said = language_in(cells[one.record], column, languages)
        chosen = corrections.get(one.record, {}).get("language")
        invitee = _invitee(one, chosen or said or locale)
        asked.append(replace(bench.fated(one, invitee), choice=choices.get(one.record)))
    return GuestList(sheet, columns, asked)


def _invitee(judged: Judged, locale: str) -> Invitee:
    facts = judged.facts
    try:
        contact = clean_contact(facts.representative)
    except InvalidText:
        contact = ""  # the mail says hello without it
    return Invitee(
        organisation=facts.organisation,
        organisation_latin=facts.organisation_latin,
        country=facts.country or "",
        website=facts.website,
        contact=contact,
        email=facts.email,
        locale=locale,
    )


_BY_VERDICT = {Verdict.IGNORE: Fate.IGNORED, Verdict.FIX_NEEDED: Fate.FIX_NEEDED, Verdict.EXCLUDED: Fate.SAID_NO}


class _Bench:
    """What is known while the records are judged one after the other."""

    def __init__(self, session: Session, statement_id: int, house: House) -> None:
        self.house = house
        self.kept_out = kept_out(session)
        before = all_of(session, statement_id)
        self.by_address = {one.address_hash: one for one in before}
        self.by_organisation = {one.organisation_hash: one for one in before}
        self.by_name = {one.public_id: one for one in before}
        self.invited = Register(all_known(session))
        for one in before:
            if one.organisation:
                self.invited.add(Known(_named(one), signatory=one.public_id))

    def fated(self, judged: Judged, invitee: Invitee) -> Asked:
        """What would become of one record."""
        asked = Asked(judged.record, Fate.NEW, invitee, judged.reasons, judged.same_as)
        if judged.verdict in _BY_VERDICT:
            return replace(asked, fate=_BY_VERDICT[judged.verdict])
        codes = {reason.code: reason for reason in judged.reasons}
        taken = codes.get(Code.EMAIL_TAKEN)
        if Code.SAME_IN_FILE in codes or (taken and taken.found):
            return replace(asked, fate=Fate.TWICE)
        if judged.verdict is Verdict.DUPLICATE or taken:
            return replace(asked, fate=Fate.LISTED)
        if not invitee.email:
            return replace(asked, fate=Fate.NO_ADDRESS)
        before = self.by_address.get(address_hash(invitee.email, self.house.for_invitations))
        if before is not None:
            said_no = before.state == InvitationState.NO
            return replace(asked, fate=Fate.SAID_NO if said_no else Fate.INVITED, asked_before=before)
        if self._is_blocked(invitee.email):
            return replace(asked, fate=Fate.BLOCKED)
        like = self._like(invitee)
        if like or judged.verdict is Verdict.SUSPECTED_DUPLICATE:
            return replace(asked, fate=Fate.PERHAPS, asked_before=like)
        return asked

    def _is_blocked(self, email: str) -> bool:
        return self.kept_out.holds(address=self.house.for_blocks(email_key(email)), domain=email_domain(email))

    def _like(self, invitee: Invitee) -> Invitation | None:
        """Whom of those that were invited at another address it may be."""
        same = self.by_organisation.get(organisation_hash(invitee.organisation, self.house.for_invitations))
        if same is not None:
            return same
        found = self.invited.alike(_named(invitee))
        return self.by_name[found[0].signatory] if found else None


def _named(one: Invitee | Invitation) -> Named:
    return Named(
        organisation=one.organisation,
        country=one.country or "",
        organisation_latin=one.organisation_latin,
        also_known_as="",
        website=one.website,
        email=one.email or "",
    )
