"""A receipt (C2SP tlog-proof): the entry, what it commits to, its path in the tree and a signed head, in one file."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ledger import commitments
from app.domain.ledger.commitments import Payload
from app.domain.ledger.entries import Entry, Kind, parse
from app.domain.ledger.merkle import leaf_hash, verify_inclusion
from app.domain.ledger.notes import Checkpoint, Note, from_bytes
from app.domain.ledger.policy import Policy
from app.domain.ledger.strict import Malformed, base64, canonical, from_base64, from_canonical, from_decimal, from_hex

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PROOF = 63  # hashes


@dataclass(frozen=True)
class Receipt:
    """That this entry stands at this index under this head, and, of a commitment, what is committed to."""

    index: int
    entry: bytes
    payload: Payload | None  # of `endorse` and `amend` leaves; a receipt of another leaf has none
    salt: bytes | None
    proof: tuple[bytes, ...]
    note: Note

    def encode(self) -> str:
        """The file."""
        opening = {"payload": self.payload, "salt": self.salt.hex()} if self.salt is not None else {}
        extra = base64(canonical({"entry": self.entry.decode("ascii"), **opening}))
        lines = [FIRST_LINE, f"extra {extra}", f"index {self.index}", *map(base64, self.proof)]
        return "\n".join(lines) + f"\n\n{self.note}"

    @classmethod
    def parse(cls, file: bytes) -> Receipt:
        """Raises Malformed where the file is not written to the letter; nothing in it is proven by that."""
        text = from_bytes(file, "the receipt")
        head, gap, note = text.partition("\n\n")
        first, *lines = head.split("\n")
        if not gap or first != FIRST_LINE or len(lines) < 2 or len(lines) > LONGEST_PROOF + 2:
            raise Malformed("that is no receipt: it does not begin with " + FIRST_LINE)
        extra, index, *proof = lines
        if not extra.startswith("extra ") or not index.startswith("index "):
            raise Malformed("the receipt lacks its extra or its index line")
        entry, payload, salt = _extra(from_base64(extra.removeprefix("extra "), "the extra line"))
        receipt = cls(
            from_decimal(index.removeprefix("index "), "the index"),
            entry,
            payload,
            salt,
            tuple(from_base64(line, "a line of the proof", size=32) for line in proof),
            Note.parse(note),
        )
        if receipt.encode() != text:
            raise Malformed("the receipt is not written as receipts are")
        return receipt

    def verify(self, policy: Policy) -> tuple[Entry, Checkpoint]:
        """What is proven, under keys that the policy trusts. Raises Malformed where it is not."""
        head = policy.accept(self.note)
        verify_inclusion(leaf_hash(self.entry), self.index, head.size, self.proof, head.root)
        entry = parse(self.entry)
        if entry.commitment is not None and (
            self.salt is None
            or self.payload is None
            or not commitments.opens(entry.commitment, self.salt, self.payload)
        ):
            raise Malformed("the public facts in the receipt are not those that the entry commits to")
        if entry.kind is Kind.ENDORSE and self.payload is not None and self.payload["x"] != entry.digest:
            raise Malformed("the facts in the receipt are bound to another text than the entry")
        return entry, head


def _extra(content: bytes) -> tuple[bytes, Payload | None, bytes | None]:
    """Raises Malformed."""
    value = from_canonical(content, "the extra line")
    if not isinstance(value, dict) or set(value) not in ({"entry"}, {"entry", "payload", "salt"}):
        raise Malformed("the extra line does not have the fields of a receipt")
    if not isinstance(value["entry"], str) or not value["entry"].isascii():
        raise Malformed("the entry in the receipt is no ASCII text")
    entry = value["entry"].encode("ascii")
    if "salt" not in value:
        return entry, None, None
    salt = from_hex(value["salt"], "the salt", size=commitments.SALT_SIZE)
    return entry, commitments.checked(value["payload"]), salt
