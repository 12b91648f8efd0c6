"""Refusals of the domain: codes and facts, never sentences; pages turn them into words."""

from __future__ import annotations

from datetime import datetime


class DomainError(Exception):
    """Base of every refusal."""


class TransitionRefused(DomainError):
    """The state machine has no such move from here for this actor."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"{action} from {state}")
        self.action, self.state = action, state


class StaleDecision(DomainError):
    """Somebody changed the endorsement after the page was read."""

    def __init__(self, public_id: str) -> None:
        super().__init__(public_id)
        self.public_id = public_id


class StaleStatement(DomainError):
    """Another editor changed the statement after the page was read."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class MergeRefused(DomainError):
    """Two endorsements cannot be made one, or told apart, as they stand: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyEndorsed(DomainError):
    """The organisation is on the register already; `public_id` names that endorsement."""

    def __init__(self, public_id: str) -> None:
        super().__init__(public_id)
        self.public_id = public_id


class ReasonRequired(DomainError):
    """The action needs a reason from the list and none was given."""


class UndoRefused(DomainError):
    """The last decision cannot be undone any more, or not by this moderator: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyAtOnce(DomainError):
    """More were chosen than are done at one time; `most` may be."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


class StatementClosed(DomainError):
    """The statement takes no endorsements at this moment."""

    def __init__(self, slug: str, closed_at: datetime | None) -> None:
        super().__init__(slug)
        self.slug, self.closed_at = slug, closed_at


class RevisionChanged(DomainError):
    """A newer revision was published after the form was read."""

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(f"saw {seen}, now {current}")
        self.seen, self.current = seen, current


class RebindingRefused(DomainError):
    """A signature cannot be noted to stand under a newer text: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotFound(DomainError):
    """There is no such thing, or not for this actor."""


class StatementRefused(DomainError):
    """A statement cannot be stored as it stands: `code` says why, `found` what was met."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}" if found else code)
        self.code, self.found = code, found


class AccountRefused(DomainError):
    """An account cannot be made or changed as asked: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class VoiceRefused(DomainError):
    """That person cannot be asked for a second voice: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class InvitationRefused(DomainError):
    """Invitations cannot be sent or changed as asked: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RateLimited(DomainError):
    """Too many of these in too short a time; `seconds` until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds


class Overloaded(DomainError):
    """Too much is being computed at this moment; nothing was changed, and trying again is safe."""
