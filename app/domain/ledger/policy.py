"""C2SP tlog-policy: whose heads are believed, and how many witnesses must have seen them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from app.domain.ledger.notes import COSIGNATURE, ED25519, Checkpoint, Note, Verifier
from app.domain.ledger.strict import Malformed, from_decimal

NOBODY = "none"


@dataclass
class Policy:
    """Keys of logs, witnesses by the name that this file gives them, groups, and the quorum."""

    logs: list[Verifier] = field(default_factory=list)
    witnesses: dict[str, Verifier] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)  # how many of whom
    quorum: str = ""

    @classmethod
    def parse(cls, text: str) -> Policy:
        """Raises Malformed with the number of the line."""
        policy = cls()
        for number, line in enumerate(text.split("\n"), 1):
            words = line.replace("\t", " ").split(" ")
            words = [word for word in words if word]
            if not words or words[0].startswith("#"):
                continue
            try:
                policy._take(words)
            except Malformed as error:
                raise Malformed(f"line {number} of the policy: {error}") from None
        if not policy.quorum:
            raise Malformed("the policy has no quorum line")
        return policy

    def accept(self, note: Note) -> Checkpoint:
        """The head that this note holds, if a log of the policy signed it and the quorum saw it. Raises Malformed."""
        head = Checkpoint.parse(note.text)
        logs = [log for log in self.logs if log.name == head.origin]
        if not logs:
            raise Malformed(f"the policy knows no log {head.origin}")
        if not note.signers(logs):
            raise Malformed("no log of the policy signed this head")
        seen = note.signers(list(self.witnesses.values()))
        if not self._witnessed(self.quorum, {name for name, key in self.witnesses.items() if key in seen}):
            raise Malformed(f"the witnesses that the policy asks for ({self.quorum}) did not sign this head")
        return head

    def _witnessed(self, name: str, seen: set[str]) -> bool:
        if name == NOBODY:
            return True
        if name in self.witnesses:
            return name in seen
        least, members = self.groups[name]
        return sum(self._witnessed(member, seen) for member in members) >= least

    def _take(self, words: Sequence[str]) -> None:
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self.logs.append(_key(vkey, ED25519, self.logs))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                self._is_new(name)
                self.witnesses[name] = _key(vkey, COSIGNATURE, self.witnesses.values())
            case ["group", name, least, *members] if members:
                self._is_new(name)
                used = [one for _, group in self.groups.values() for one in group]
                if any(not self._is_known(one) or one in used or members.count(one) > 1 for one in members):
                    raise Malformed("a member of the group is unknown, or in a group already")
                needed = {"any": 1, "all": len(members)}.get(least) or from_decimal(least, "how many of the group")
                if not 1 <= needed <= len(members):
                    raise Malformed("the group cannot have so many")
                self.groups[name] = needed, members
            case ["quorum", name] if not self.quorum and (name == NOBODY or self._is_known(name)):
                self.quorum = name
            case _:
                raise Malformed("that is no line of a policy")

    def _is_known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _is_new(self, name: str) -> None:
        if name == NOBODY or self._is_known(name):
            raise Malformed("that name is taken")


def _key(vkey: str, kind: int, others: Collection[Verifier]) -> Verifier:
    verifier = Verifier.from_vkey(vkey)
    if verifier.kind != kind:
        raise Malformed("a key of the wrong type")
    if any(one.key == verifier.key for one in others):
        raise Malformed("the same key twice")
    return verifier


def written(logs: Sequence[Verifier], witnesses: Sequence[Verifier] = ()) -> str:
    """A policy that believes these logs; witnesses are named, and none is asked for."""
    lines = [f"log {log.vkey}" for log in logs]
    lines += [f"witness {one.name} {one.vkey}" for one in witnesses]
    return "\n".join([*lines, "quorum none", ""])
