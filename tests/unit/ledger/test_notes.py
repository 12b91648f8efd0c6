"""Notes, heads, keys and policies, to the letter."""

from __future__ import annotations

import pytest

from app.domain.ledger.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    Signature,
    Verifier,
    cosign,
    sign,
    verifier_of,
)
from app.domain.ledger.policy import Policy, written
from app.domain.ledger.strict import Malformed
from tests.unit.ledger.signing import KEY, ORIGIN, OTHER, POLICY, small

# The example of the C2SP specification signed-note.
EXAMPLE = """\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore \
NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""
LOG, WITNESS = verifier_of(ORIGIN, KEY), verifier_of("partner.example/w", OTHER, COSIGNATURE)


def test_the_example_of_the_specification_is_read() -> None:
    note = Note.parse(EXAMPLE)
    assert note.text.endswith("ed è subito sera.\n")
    assert note.signatures[0].name == "quasimodo.example/salvatore"
    assert note.signatures[0].id.hex() == "367ba04b"
    assert str(note) == EXAMPLE


def test_a_head_is_signed_and_recognised() -> None:
    note = Note.parse(str(small(7).note))
    assert POLICY.accept(note) == Checkpoint.parse(note.text)
    assert note.signers([LOG, WITNESS]) == [LOG]


def test_every_single_bit_of_a_head_counts() -> None:
    head = str(small(7).note).encode()
    for bit in range(len(head) * 8):
        changed = bytearray(head)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Malformed, UnicodeDecodeError)):
            POLICY.accept(Note.parse(changed.decode()))


@pytest.mark.parametrize(
    "text", ["", "\n", "a\n1\n\n", "a\n01\nAA==\n", f"{ORIGIN}\n1\n{'A' * 43}=\nmore\n", f"{ORIGIN}\n-1\n{'A' * 43}=\n"]
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "note",
    [
        "text\n",
        "text\n\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n— name\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n— name AAAA\n",
        "te\txt\n\n— name AAAAAAA=\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n" + "— name AAAAAAA=\n" * 33,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Malformed):
        Note.parse(note)


def test_a_key_is_written_with_its_id() -> None:
    assert Verifier.from_vkey(LOG.vkey) == LOG
    assert LOG.vkey.startswith(f"{ORIGIN}+")
    for wrong in (LOG.vkey.replace(LOG.id.hex(), "00000000"), LOG.vkey[:-1], "x", "a b+00000000+AA==", "+0+AA=="):
        with pytest.raises(Malformed):
            Verifier.from_vkey(wrong)


def test_another_key_of_the_same_name_or_id_proves_nothing() -> None:
    note = small(7, key=OTHER).note
    with pytest.raises(Malformed, match="no log of the policy"):
        POLICY.accept(note)
    claimed = Note(note.text, (Signature(ORIGIN, LOG.id, note.signatures[0].content),))
    with pytest.raises(Malformed, match="not valid"):
        POLICY.accept(claimed)
    with pytest.raises(Malformed, match="knows no log"):
        POLICY.accept(small(7, origin="other.example/ledger").note)


def test_a_rotated_key_signs_beside_the_old_one() -> None:
    note = small(7).note
    both = note.with_signatures(sign(note.text, ORIGIN, OTHER))
    new = Policy.parse(written([verifier_of(ORIGIN, OTHER)]))
    assert POLICY.accept(both) == new.accept(Note.parse(str(both)))


def test_a_witness_says_when_it_saw_a_head() -> None:
    note = small(7).note
    seen = note.with_signatures(cosign(note.text, WITNESS.name, OTHER, time=1_800_000_000))
    assert Note.parse(str(seen)).signers([LOG, WITNESS]) == [LOG, WITNESS]
    asking = Policy.parse(f"log {LOG.vkey}\nwitness partner {WITNESS.vkey}\nquorum partner\n")
    assert asking.accept(seen).size == 7
    with pytest.raises(Malformed, match="witnesses"):
        asking.accept(note)
    late = cosign(note.text, WITNESS.name, OTHER, time=1_800_000_001)
    assert len(seen.with_signatures(late).signatures) == 2


@pytest.mark.parametrize("change", [slice(0, 7), slice(8, 70)])
def test_a_time_that_was_not_signed_is_refused(change: slice) -> None:
    note = small(7).note
    line = cosign(note.text, WITNESS.name, OTHER, time=1_800_000_000)
    content = bytearray(line.content)
    content[change.start] ^= 0x80
    with pytest.raises(Malformed, match="not valid"):
        note.with_signatures(Signature(line.name, line.id, bytes(content))).signers([WITNESS])


def test_groups_of_witnesses() -> None:
    keys = [verifier_of(f"w{number}", key, COSIGNATURE) for number, key in enumerate((KEY, OTHER))]
    lines = ["# whom we believe", f"log\t{LOG.vkey} https://sign.example.org/ledger"]
    lines += [f"witness W{number} {key.vkey}" for number, key in enumerate(keys)]
    note = small(7).note
    one = note.with_signatures(cosign(note.text, "w0", KEY, time=1))
    for least, accepted in (("any", True), ("all", False), ("1", True), ("2", False)):
        policy = Policy.parse("\n".join([*lines, f"group both {least} W0 W1", "quorum both", ""]))
        if accepted:
            assert policy.accept(one).size == 7
        else:
            with pytest.raises(Malformed, match="witnesses"):
                policy.accept(one)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log {LOG.vkey}",
        f"log {WITNESS.vkey}\nquorum none",
        f"log {LOG.vkey}\nlog {LOG.vkey}\nquorum none",
        f"witness none {WITNESS.vkey}\nquorum none",
        "quorum nobody",
        "quorum none\nquorum none",
        "group g any\nquorum none",
        "group g any nobody\nquorum none",
        f"witness w {WITNESS.vkey}\ngroup g 2 w\nquorum g",
        f"witness w {WITNESS.vkey}\ngroup g any w\ngroup h any w\nquorum h",
        "believe everything",
    ],
)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        Policy.parse(text)
