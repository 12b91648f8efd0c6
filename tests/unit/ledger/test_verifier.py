"""The verifier on its own: what is in order passes, each of many tricks is caught, and how it ends says which."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.notes import Note, Signature, verifier_of
from app.domain.ledger.policy import written
from app.domain.statements.digest import revision_digest
from tests.unit.ledger.on_disk import Files, verify
from tests.unit.ledger.signing import DAY, KEY, ORIGIN, OTHER, POLICY, facts, salt
from tools import undersigned_verify

VALID, INVALID, UNUSABLE, CONTRADICTION = range(4)
Say = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files.make(tmp_path).write()


def test_what_is_in_order_is_valid(files: Files, capsys: Say) -> None:
    log = str(files.folder)
    assert verify(capsys, "receipt", files.receipt(), "--policy", files.policy)[0] == VALID
    code, words = verify(capsys, "list", files.list_file(), "--log", log)
    assert (code, "294 organisations are shown" in words) == (VALID, True)
    assert verify(capsys, "log", log, "--policy", files.policy, "--known", files.receipt(size=200)) == (
        VALID,
        f"Valid: 300 entries of {ORIGIN}, 294 organisations listed now.\n",
    )
    old = files.file("old", str(files.note(20)))
    assert verify(capsys, "compare", old, str(files.folder / "checkpoint"), "--log", log)[0] == VALID


def test_a_receipt_of_a_text_at_hand(tmp_path: Path, capsys: Say) -> None:
    text = b"# For archives\n\nNow.\n"
    digest = revision_digest("joint", 1, {"en": text})
    files = Files.make(tmp_path, 12)
    entry = Entry(kind=Kind.STATEMENT, day=DAY, slug="joint", number=1, digest=digest).encode()
    files.entries[0] = entry
    receipt = files.write().receipt(0, payload=None, salt=None)
    path = files.file("en.md", text)
    known = ("receipt", receipt, "--policy", files.policy, "--text", path)
    assert verify(capsys, *known)[0] == VALID
    files.file("en.md", text.replace(b"Now", b"now"))
    assert verify(capsys, *known)[0] == INVALID
    files.file("en.md", text + "cafe\u0301\n".encode())
    assert verify(capsys, *known)[0] == INVALID
    assert verify(capsys, *known[:-1], str(tmp_path / "fr.md"))[0] == UNUSABLE


def test_every_single_bit_of_a_receipt_counts(tmp_path: Path) -> None:
    files = Files.make(tmp_path, 8).write()
    content = Path(files.receipt(1)).read_bytes()
    wrong = files.file("wrong", b"")
    arguments = undersigned_verify.arguments_of(["receipt", wrong, "--policy", files.policy])
    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        undersigned_verify.bytes_of = lambda path, changed=changed: (  # type: ignore[assignment]
            bytes(changed) if path == wrong else Path(path).read_bytes()
        )
        with pytest.raises(undersigned_verify.Invalid):
            arguments.run(arguments)


@pytest.fixture(autouse=True)
def _reads_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undersigned_verify, "bytes_of", undersigned_verify.bytes_of)  # put back after each test


RECEIPTS: dict[str, Callable[[Files], str]] = {
    "for another entry": lambda files: files.receipt(index=6),
    "other facts": lambda files: files.receipt(payload=facts(6)),
    "another salt": lambda files: files.receipt(salt=salt(6)),
    "no facts": lambda files: files.receipt(payload=None, salt=None),
    "another entry": lambda files: files.receipt(entry=files.entries[6]),
    "a shorter proof": lambda files: files.receipt(proof=()),
    "another head": lambda files: files.receipt(note=files.note(200)),
    "another key": lambda files: files.receipt(note=files.note(key=OTHER)),
    "another key, same id": lambda files: files.receipt(note=_with_our_id(files.note(key=OTHER))),
    "another ledger": lambda files: files.receipt(note=files.note(origin="evil.example/ledger")),
    "not a receipt": lambda files: files.file("x", "c2sp.org/tlog-proof@v1\n"),
    "binary": lambda files: files.file("x", b"\xff\xfe"),
}


def _with_our_id(note: Note) -> Note:
    ours = verifier_of(ORIGIN, KEY).id
    return Note(note.text, (Signature(ORIGIN, ours, note.signatures[0].content),))


@pytest.mark.parametrize("trick", RECEIPTS)
def test_a_false_receipt_is_caught(files: Files, trick: str, capsys: Say) -> None:
    if trick == "for another entry":  # its proof, the facts of the one before
        path = files.receipt(index=6, payload=facts(5), salt=salt(5), entry=files.entries[5])
    else:
        path = RECEIPTS[trick](files)
    assert verify(capsys, "receipt", path, "--policy", files.policy)[0] == INVALID


def test_two_heads_of_one_size_are_proof_of_tampering(files: Files, tmp_path: Path, capsys: Say) -> None:
    other = Files.make(tmp_path / "other")
    (tmp_path / "other").mkdir()
    other.entries[7], other.entries[8] = other.entries[8], other.entries[7]
    fork = files.file("fork", str(other.note()))
    known = ("receipt", files.receipt(), "--policy", files.policy, "--known", fork)
    assert verify(capsys, *known)[0] == CONTRADICTION
    log = str(files.folder)
    assert verify(capsys, "log", log, "--known", fork)[0] == CONTRADICTION
    assert verify(capsys, "compare", fork, str(files.folder / "checkpoint"), "--log", log)[0] == CONTRADICTION
    shorter = files.file("shorter", str(other.note(100)))
    assert verify(capsys, "compare", shorter, str(files.folder / "checkpoint"), "--log", log)[0] == CONTRADICTION


def test_an_old_head_is_served_again(files: Files, capsys: Say) -> None:
    newest = files.file("kept", str(files.note()))
    files.entries = files.entries[:200]
    files.write()
    code, words = verify(capsys, "log", str(files.folder), "--known", newest)
    assert (code, "went back" in words) == (CONTRADICTION, True)


def test_what_is_hidden_and_said_to_be_hidden_is_valid(files: Files, capsys: Say) -> None:
    told = files.listing()
    told["signatories"].pop()
    told["ledger"]["undisclosed"] = 1
    assert verify(capsys, "list", files.list_file(told), "--log", str(files.folder))[0] == VALID


@pytest.mark.parametrize(
    "arguments",
    [
        ("receipt", "nowhere", "--policy", "POLICY"),
        ("log", "nowhere"),
        ("list", "nowhere", "--log", "LOG"),
        ("compare", "nowhere", "nowhere", "--log", "LOG"),
    ],
)
def test_what_cannot_be_checked_is_said_so(files: Files, arguments: tuple[str, ...], capsys: Say) -> None:
    places = {"POLICY": files.policy, "LOG": str(files.folder)}
    assert verify(capsys, *(places.get(one, one) for one in arguments))[0] == UNUSABLE


def test_it_needs_nothing_but_python_and_cryptography() -> None:
    tree = ast.parse(Path(undersigned_verify.__file__).read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} - sys.stdlib_module_names == {"cryptography"}
    assert not {"socket", "ssl", "urllib", "http", "subprocess"} & {name.partition(".")[0] for name in imported}


def test_wrong_usage_ends_with_two() -> None:
    with pytest.raises(SystemExit) as ended:
        undersigned_verify.main(["receipt"])
    assert ended.value.code == UNUSABLE


def test_a_file_of_the_ledger_that_is_missing(files: Files, capsys: Say) -> None:
    (files.folder / "tile" / "0" / "000").unlink()
    assert verify(capsys, "log", str(files.folder))[0] == UNUSABLE


def test_a_partner_watches_and_cosigns(files: Files, capsys: Say) -> None:
    own = ("--state", str(files.folder / "seen"), "--key", str(files.folder / "key"))
    log = ("watch", "--log", str(files.folder), *own)
    assert verify(capsys, *log)[0] == UNUSABLE, "a key needs a name"
    assert undersigned_verify.main([*log, "--name", "partner.example/w"]) == VALID
    told = capsys.readouterr()
    vkey = told.err.rsplit(" ", 1)[1].strip()
    note = Note.parse(str(files.note()) + told.out)
    assert POLICY.accept(note).size == 300
    asking = files.file(
        "asking", written([verifier_of(ORIGIN, KEY)]).replace("quorum none", f"witness w {vkey}\nquorum w")
    )
    files.file("checkpoint", str(note))
    assert verify(capsys, "log", str(files.folder), "--policy", asking)[0] == VALID
    files.file("checkpoint", str(files.note()))
    assert verify(capsys, "log", str(files.folder), "--policy", asking)[0] == INVALID
    files.entries[7], files.entries[8] = files.entries[8], files.entries[7]
    files.write()
    assert verify(capsys, *log)[0] == CONTRADICTION
    assert (
        sha256((files.folder / "seen").read_bytes()).digest()
        == sha256(str(Files.make(files.folder).note()).encode()).digest()
    )
