"""The receipt that goes with the mail *approved* and with corrections, and the plain sheet beside it."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

from flask import current_app
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.ledger.notes import Verifier
from app.domain.ledger.queries import known_keys
from app.domain.outbox.models import Message, MessageKind
from app.mail.addresses import absolute_url
from app.mail.lines import one_line, wrapped
from app.signing.receipts import File, Waiting, receipts_of

CARRY = (MessageKind.APPROVED, MessageKind.AMENDED, MessageKind.AMENDMENT)
WAIT_AT_MOST = 2  # attempts that are put off until a head is signed: a minute, then five


def is_awaited(message: Message, session: Session) -> bool:
    """Whether a mail should wait a little because its receipt will be there soon."""
    return message.attempts <= WAIT_AT_MOST and _found(message, session) is Waiting.NOT_SIGNED


def receipts_for(message: Message, session: Session) -> Sequence[File]:
    """What the mail carries; nothing where there is none, as on a site that has no key."""
    found = _found(message, session)
    return () if isinstance(found, Waiting) else found


def attach(mail: EmailMessage, files: Sequence[File], sheets: Sequence[str]) -> None:
    """Put each receipt and its sheet into the mail."""
    for file, words in zip(files, sheets, strict=True):
        # Not as text: no server on the way may touch an end of line, for it would not verify any more.
        mail.add_attachment(file.content.encode(), maintype="application", subtype="octet-stream", filename=file.name)
        mail.add_attachment(words.encode(), maintype="text", subtype="plain; charset=utf-8", filename=sheet_name(file))


def sheet_name(file: File) -> str:
    """Of the sheet beside a receipt."""
    return file.name.replace(".tlog-proof", ".txt")


def sheet(file: File, endorsement: Endorsement, keys: Sequence[Verifier], locale: str) -> str:
    """What was signed, what proves it, how to verify, how to withdraw: plain words in the language that is set."""
    revision = endorsement.revision
    template = current_app.jinja_env.get_template("mail/receipt.txt")
    words = template.render(
        organisation=one_line(endorsement.organisation),
        title=one_line(revision.text_in(locale).title),
        number=revision.number,
        digest=revision.digest,
        text_url=absolute_url(
            "statement.text",
            slug=endorsement.statement.slug,
            number=revision.number,
            language=revision.text_in(locale).language,
        ),
        file=file.name,
        leaf=file.receipt.index,
        vkeys=[one.vkey for one in keys],
        policy_url=absolute_url("ledger.policy"),
        find_url=absolute_url("endorse.find", locale=locale),
    )
    # Commands and keys stand behind four spaces, and are never cut.
    lines = [line if line.startswith(" ") else wrapped(line).rstrip("\n") for line in words.split("\n")]
    return "\n".join(lines) + "\n"


def sheets_for(files: Sequence[File], message: Message, session: Session, locale: str) -> list[str]:
    """The sheet of each."""
    if not files:
        return []
    endorsement, keys = session.get_one(Endorsement, message.endorsement_id), known_keys(session)
    return [sheet(file, endorsement, keys, locale) for file in files]


def _found(message: Message, session: Session) -> Sequence[File] | Waiting:
    if message.kind not in CARRY or message.endorsement_id is None:
        return Waiting.NOT_LISTED
    return receipts_of(session, message.endorsement_id)
