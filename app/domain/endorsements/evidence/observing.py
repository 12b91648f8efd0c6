"""Looking at an endorsement: everything that can be seen of it now is stored afresh, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.endorsements.evidence import letters
from app.domain.endorsements.evidence.agreement import BY_DOMAIN, agreed_by
from app.domain.endorsements.evidence.bursts import bursts
from app.domain.endorsements.evidence.kinds import Agreed, Burst, Dns, Finding, Kind, Mailbox, SecondVoice
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.others import same_as
from app.domain.endorsements.evidence.websites import compare, proof_domain
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.endorsements.voices import Answer, voices
from app.domain.text import host_of_website, organisation_key

_MUTUAL = (Kind.SAME_AS, Kind.SPOOF)  # what is said of one is said of the other, too


def observe(session: Session, endorsement: Endorsement, *, at: datetime) -> None:
    """Look at it and store what was seen in the place of what was seen before.

    What was asked of a name server is not asked again, but kept as far as it still holds.
    An unconfirmed endorsement is not looked at: nobody may have meant it.
    """
    if endorsement.state is State.UNCONFIRMED:
        return
    with change_of_agreement(session, endorsement):
        letters.remember_looks(session, endorsement)
        found, of_others = _look(session, endorsement)
        _forget(session, endorsement)
        _store(session, endorsement.id, found, at=at)
        for other_id, finding in of_others:
            _store(session, other_id, (finding,), at=at)
        session.flush()


def observations(session: Session, endorsement_id: int) -> Sequence[Observation]:
    """What is stored of it, the weightiest first; each with the other endorsement that it is about."""
    return session.scalars(
        sa.select(Observation)
        .where(Observation.endorsement_id == endorsement_id)
        .options(joinedload(Observation.other))
        .order_by(sa.func.abs(Observation.weight).desc(), Observation.weight, Observation.id)
    ).all()


def at_a_glance(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[Observation]]:
    """By endorsement, what is stored of how its address stands to its website, and what speaks against it."""
    found: dict[int, list[Observation]] = {}
    wanted = sa.or_(Observation.weight < 0, Observation.kind == Kind.DOMAIN)
    for one in session.scalars(
        sa.select(Observation).where(Observation.endorsement_id.in_(ids), wanted).order_by(Observation.id)
    ):
        found.setdefault(one.endorsement_id, []).append(one)
    return found


def forget_address(session: Session, endorsement_id: int) -> None:
    """Drop what was seen by the e-mail address, but that it is at the organisation's own domain."""
    by_address = sa.or_(
        sa.and_(Observation.kind == Kind.DOMAIN, Observation.code.not_in(BY_DOMAIN)),
        Observation.kind == Kind.BURST,
    )
    session.execute(sa.delete(Observation).where(Observation.endorsement_id == endorsement_id, by_address))


@contextmanager
def change_of_agreement(session: Session, endorsement: Endorsement) -> Iterator[None]:
    """Readers see how an organisation agreed: where that changes on the register, their pages are told."""
    if endorsement.state is not State.APPROVED:
        yield
        return
    before = agreed_by(endorsement, _stored(session, endorsement.id))
    yield
    session.flush()
    if agreed_by(endorsement, _stored(session, endorsement.id)) != before:
        endorsement.statement.register_version += 1
        session.flush()


def _look(session: Session, endorsement: Endorsement) -> tuple[list[Finding], list[tuple[int, Finding]]]:
    """What is seen of it, and what of others because of it."""
    found = [*_agreement(endorsement), *_domain(endorsement), *letters.oddities(letters.names_of(endorsement))]
    found += _voices(session, endorsement)
    if endorsement.suspicion:
        found.append(Finding(kind=Kind.ROBOT, code=endorsement.suspicion))
    of_others: list[tuple[int, Finding]] = []
    for ours, theirs in chain(same_as(session, endorsement), letters.look_alikes(session, endorsement)):
        found.append(ours)
        of_others.append((ours.other_id or 0, theirs))
    for finding, together in bursts(session, endorsement):
        found.append(finding)
        of_others += [(other_id, finding) for other_id in _pending(session, together, endorsement.id)]
    return found, of_others


def _agreement(endorsement: Endorsement) -> Iterator[Finding]:
    if endorsement.agreed is not None:
        yield Finding(kind=Kind.AGREED, code=Agreed.FOUNDING if endorsement.is_founding else Agreed.IN_WRITING)
    if endorsement.confirmed_at is not None:
        yield Finding(kind=Kind.MAILBOX, code=Mailbox.USED)
    elif endorsement.email:
        yield Finding(kind=Kind.MAILBOX, code=Mailbox.NOT_ASKED)


def _domain(endorsement: Endorsement) -> Iterator[Finding]:
    if endorsement.email:
        compared = compare(endorsement.email, endorsement.website)
        yield Finding(kind=Kind.DOMAIN, code=compared.code, facts={"mail": compared.mail, "site": compared.site})


def _voices(session: Session, endorsement: Endorsement) -> Iterator[Finding]:
    for voice in voices(session, endorsement.id):
        code = {Answer.YES: SecondVoice.CONFIRMED, Answer.NO: SecondVoice.DENIED, None: SecondVoice.ASKED}[voice.said]
        if code is SecondVoice.CONFIRMED and organisation_key(voice.organisation) != endorsement.organisation_key:
            code = SecondVoice.OUTDATED
        yield Finding(kind=Kind.SECOND_VOICE, code=code, facts={"voice": voice.public_id})


def _forget(session: Session, endorsement: Endorsement) -> None:
    """Drop what is seen afresh, here and where others were told of this one; keep what was asked and still holds."""
    asked = {voice.public_id for voice in voices(session, endorsement.id)}
    for row in _stored(session, endorsement.id):
        if row.kind == Kind.DNS:
            _check_record(session, row, endorsement)
        elif row.kind == Kind.SECOND_VOICE and row.facts["voice"] not in asked:
            continue  # the person's address was erased; what they said holds
        elif not _is_past_seeing(row, endorsement):
            session.delete(row)
    session.execute(sa.delete(Observation).where(Observation.other_id == endorsement.id, Observation.kind.in_(_MUTUAL)))
    session.flush()


def _check_record(session: Session, row: Observation, endorsement: Endorsement) -> None:
    """A record speaks for the website at whose domain it was; found under another name, it must be looked up again."""
    if row.facts["domain"] != proof_domain(endorsement.website):
        session.delete(row)
    elif row.code in (Dns.FOUND, Dns.OUTDATED):
        row.code = Dns.FOUND if row.facts["key"] == endorsement.organisation_key else Dns.OUTDATED
        row.weight = Finding(kind=Kind.DNS, code=row.code).weight


def _is_past_seeing(row: Observation, endorsement: Endorsement) -> bool:
    """Whether it was seen by a network that is forgotten by now, or by an address that is erased."""
    if row.kind == Kind.BURST and row.code == Burst.NETWORK:
        return endorsement.source is None
    return (
        row.kind == Kind.DOMAIN and not endorsement.email and row.facts["site"] == host_of_website(endorsement.website)
    )


def _stored(session: Session, endorsement_id: int) -> Sequence[Observation]:
    return session.scalars(sa.select(Observation).where(Observation.endorsement_id == endorsement_id)).all()


def _pending(session: Session, ids: Iterable[int], but: int) -> Sequence[int]:
    """Which of these a moderator has still to decide, and who have not been told of this burst."""
    told = sa.exists().where(Observation.endorsement_id == Endorsement.id, Observation.kind == Kind.BURST)
    return session.scalars(
        sa.select(Endorsement.id).where(
            Endorsement.id.in_(ids), Endorsement.id != but, Endorsement._state == State.PENDING, ~told
        )
    ).all()


def _store(session: Session, endorsement_id: int, found: Iterable[Finding], *, at: datetime) -> None:
    session.add_all(
        Observation(
            endorsement_id=endorsement_id,
            other_id=finding.other_id,
            kind=finding.kind,
            code=finding.code,
            weight=finding.weight,
            facts=finding.facts,
            observed_at=at,
        )
        for finding in found
    )
