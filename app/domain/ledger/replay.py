"""The ledger read from its beginning: what is listed now, and the first leaf that does not follow from those before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.strict import Malformed


@dataclass(frozen=True)
class Listed:
    """One endorsement that was listed and not removed."""

    leaf: int  # its `endorse` leaf, to which later ones refer
    slug: str
    digest: str  # of the text by which it stands
    opening: int  # the leaf that commits to its public facts: the `endorse`, or the last `amend`
    commitment: str


class Contradiction(Malformed):
    """A leaf that cannot follow those before it."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(f"leaf {index}: {why}")
        self.index = index


@dataclass
class Register:
    """What the leaves so far leave standing."""

    size: int = 0
    listed: dict[int, Listed] = field(default_factory=dict)
    revisions: dict[str, list[str]] = field(default_factory=dict)  # digests by slug, from number 1
    vkeys: list[str] = field(default_factory=list)
    removed: int = 0

    def take(self, entry: Entry) -> None:
        """One leaf more. Raises Contradiction, and stays as it was."""
        index = self.size
        if entry.kind is Kind.STATEMENT:
            self._publish(index, entry)
        elif entry.kind is Kind.KEY:
            self.vkeys.append(entry.vkey or "")
        elif entry.kind is Kind.ENDORSE:
            slug, digest, committed = entry.slug or "", entry.digest or "", entry.commitment or ""
            self._knows(index, slug, digest)
            self.listed[index] = Listed(index, slug, digest, index, committed)
        else:
            self._change(index, entry)
        self.size += 1

    def _publish(self, index: int, entry: Entry) -> None:
        known = self.revisions.get(entry.slug or "", [])
        if entry.number != len(known) + 1:
            raise Contradiction(index, f"revision {entry.number} of {entry.slug} after {len(known)}")
        self.revisions[entry.slug or ""] = [*known, entry.digest or ""]

    def _knows(self, index: int, slug: str, digest: str) -> None:
        if digest not in self.revisions.get(slug, []):
            raise Contradiction(index, f"a text of {slug} that was never published")

    def _change(self, index: int, entry: Entry) -> None:
        one = self.listed.get(entry.ref if entry.ref is not None else -1)
        if one is None:
            raise Contradiction(index, f"it refers to leaf {entry.ref}, which lists nobody")
        if entry.kind is Kind.REMOVE:
            del self.listed[one.leaf]
            self.removed += 1
        elif entry.kind is Kind.AMEND:
            self.listed[one.leaf] = replace(one, opening=index, commitment=entry.commitment or "")
        else:
            self._knows(index, one.slug, entry.digest or "")
            self.listed[one.leaf] = replace(one, digest=entry.digest or "")


def replayed(entries: Iterable[Entry]) -> Register:
    """The register that these leaves add up to. Raises Contradiction."""
    register = Register()
    for entry in entries:
        register.take(entry)
    return register
