"""Documents as files: which are there, which of them may be shown, and which must go.

The name of a file says what it shows. One that is behind is shown as long as everything in it is still so, which the
audit trail says: since then, nothing may have happened to its statement but what only adds to a register.
"""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.documents.contents import Contents
from app.domain.events.queries import event_moment, happened_since
from app.domain.statements.snapshot import Version, snapshots

PDF, PNG = "pdf", "png"
KINDS = (PDF, PNG)
# What takes nothing off a register and changes nothing on it. Whatever is not named here is taken to do so.
ONLY_ADDS = (
    *(
        f"endorsement:{what}"
        for what in ("endorsed", "endorsed_again", "confirmed", "approved", "imported", "declined")
    ),
    *(f"endorsement:{what}" for what in ("voice_asked", "voice_answered", "looked_at", "record_looked_up")),
    *(f"endorsement:{what}" for what in ("assigned", "let_go", "note_left", "links_renewed", "amendment_proposed")),
    "endorsement:contact_erased",  # what readers see stays as it is
    *(f"statement:{what}" for what in ("delivered", "delivery_made", "careful", "careful_ended", "edited")),
    *(f"statement:{what}" for what in ("closed", "closing_set", "reopened", "late_allowed", "late_ended")),
    *(f"statement:{what}" for what in ("revision_begun", "revision_discarded", "text_removed")),
)
_NAME = re.compile(
    r"(?P<locale>[A-Za-z-]+)-(?P<register>\d+)-(?P<digest>[0-9a-f]{32})-(?P<event>\d+)-(?P<moment>\d+)"
    r"-(?P<look>[0-9a-f]{8})\.(?P<kind>pdf|png)"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Kept(NamedTuple):
    """One file, and what it shows: as its name says."""

    path: Path
    locale: str
    kind: str
    version: Version  # its digest is the beginning of the revision's
    event_id: int  # the newest event when it was made, and its moment: another database has others
    event_at: datetime
    look: str  # how documents looked when it was made

    @property
    def made_at(self) -> datetime:
        """When it was written."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


class Shelf:
    """The folder of the documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only maker on this machine; wait for the one that is at work."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.folder / "lock", "a", opener=_private) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def pack(self, public_id: str) -> Path:
        """The file of that delivery, whether it is there or not."""
        return self.folder / "packs" / f"{public_id}.zip"

    def of(self, statement_id: int, locale: str, kind: str) -> list[Kept]:
        """What is kept of that kind, the newest first."""
        found = [one for one in self._in(self._place(statement_id)) if (one.locale, one.kind) == (locale, kind)]
        return sorted(found, key=lambda one: (one.version.register_version, one.event_id), reverse=True)

    def everything(self) -> list[Kept]:
        """Every document that is kept."""
        places = self.folder.glob("statement-*") if self.folder.is_dir() else ()
        return [one for place in places for one in self._in(place)]

    def to_show(self, session: Session, version: Version, locale: str, kind: str) -> Kept | None:
        """The newest that is true, the one of this version first; None where there is none."""
        kept = self.of(version.statement_id, locale, kind)
        kept.sort(key=lambda one: one.version == _short(version), reverse=True)
        return next((one for one in kept if is_true(session, one, version)), None)

    def keep(self, shown: Contents, locale: str, kind: str, look: str, content: bytes) -> Path:
        """Write it down, whole or not at all, in the place of those before it."""
        place = self._place(shown.statement.id)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = self.of(shown.statement.id, locale, kind)
        moment = (shown.event_at - _EPOCH) // _MICROSECOND
        version = f"{shown.statement.register_version}-{shown.revision.digest[:32]}"
        path = place / f"{locale}-{version}-{shown.event_id}-{moment}-{look}.{kind}"
        write_whole(path, content)
        for one in before:
            if one.path != path:
                one.path.unlink(missing_ok=True)
        return path

    def tidy(self, session: Session, *, at: datetime) -> int:
        """Remove what is not true any more. Returns how many files went."""
        versions = {one.version.statement_id: one.version for one in snapshots(session, at=at)}
        gone = 0
        for one in self.everything():
            version = versions.get(one.version.statement_id)
            if version is None or not is_true(session, one, version):
                one.path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _place(self, statement_id: int) -> Path:
        return self.folder / f"statement-{statement_id}"

    def _in(self, place: Path) -> Iterator[Kept]:
        with suppress(FileNotFoundError):
            for path in place.iterdir():
                if name := _NAME.fullmatch(path.name):
                    yield _kept(path, name)


def is_true(session: Session, kept: Kept, now: Version) -> bool:
    """Whether all that this document says is still so, though others may have signed meanwhile."""
    if kept.version.digest != now.digest[:32] or kept.version.register_version > now.register_version:
        return False
    if kept.event_id and event_moment(session, kept.event_id) != kept.event_at:
        return False  # of a database that this one has replaced
    if kept.version.register_version == now.register_version:
        return True
    return not happened_since(session, kept.event_id, statement_id=now.statement_id, but=ONLY_ADDS)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write_whole(path: Path, content: bytes) -> None:
    """The file with this content, whole or not at all, for nobody else to read."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _short(version: Version) -> Version:
    return version._replace(digest=version.digest[:32])


def _kept(path: Path, name: re.Match[str]) -> Kept:
    version = Version(int(path.parent.name.removeprefix("statement-")), int(name["register"]), name["digest"])
    moment = _EPOCH + int(name["moment"]) * _MICROSECOND
    return Kept(path, name["locale"], name["kind"], version, int(name["event"]), moment, name["look"])
