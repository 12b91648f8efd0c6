"""A list that editors work on: read as they said, and judged beside what is on the site now."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.blocks import Block
from app.domain.endorsements.import_drafts import register_mark
from app.domain.invitations.models import Invitation, Mailing
from app.imports.columns import guess_columns
from app.imports.invitees import GuestList, House, judge_list
from app.imports.opened import Settings
from app.imports.reading import read


def look_at(session: Session, mailing: Mailing, *, house: House, settings: Settings | None = None) -> GuestList:
    """Read and judge the list; reads only. Raises Unreadable."""
    wanted = settings or Settings.from_json(mailing.settings)
    sheet = read(mailing.raw or b"", mailing.filename, encoding=wanted.encoding, sheet=wanted.sheet)
    columns = guess_columns(sheet, header_record=wanted.header)
    if wanted.fields is not None and len(wanted.fields) == len(columns.fields):
        columns = replace(columns, fields=wanted.fields)
    return judge_list(
        session,
        mailing.statement_id,
        sheet,
        columns,
        house=house,
        locale=mailing.locale,
        corrections={int(number): fields for number, fields in mailing.corrections.items()},
        choices={int(number): choice for number, choice in mailing.choices.items()},
    )


def mark(session: Session, mailing: Mailing) -> str:
    """Another text whenever the list, its letter, or anything that its records are compared with has changed."""
    asked = session.execute(
        sa.select(sa.func.count(), sa.func.max(Invitation.id), sa.func.sum(Invitation.version)).where(
            Invitation.statement_id == mailing.statement_id
        )
    ).one()
    blocks = session.execute(sa.select(sa.func.count(), sa.func.max(Block.id))).one()
    parts = (mailing.version, register_mark(session, mailing.statement_id), *asked, *blocks)
    return " ".join(str(part or 0) for part in parts)
