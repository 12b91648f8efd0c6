"""undersigned-verify: check a receipt, a list of signatories or a whole public ledger. No server, no network.

This one file needs Python 3.11 and the package `cryptography`, and nothing else: copy it to any machine. It shares no
code with the site whose ledger it checks.

  undersigned-verify receipt RECEIPT --policy POLICY [--text FILE.md …] [--known CHECKPOINT …]
  undersigned-verify list signatories.json --log DIR [--policy POLICY]
  undersigned-verify log DIR [--policy POLICY] [--known CHECKPOINT …]
  undersigned-verify compare OLD NEW --log DIR [--policy POLICY]
  undersigned-verify watch --log DIR --state FILE --key KEYFILE [--policy POLICY]

DIR holds the published files below /ledger/: checkpoint, policy, tile/…. Keep a policy of your own: the one in DIR is
what the ledger says of itself. A receipt, a checkpoint or a note may be given wherever a CHECKPOINT is asked for.

It ends with 0 where everything is valid, 1 where something is not, 2 where it could not be checked (a file is missing,
an argument is wrong), 3 where everything is valid in itself but contradicts a head that you know.
"""

from __future__ import annotations

import argparse
import hmac
import json
import os
import re
import sys
import time
import unicodedata
from base64 import b64decode, b64encode
from hashlib import sha256

VALID, INVALID, UNUSABLE, CONTRADICTION = range(4)
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
FIELDS = {
    "statement": {"d", "k", "n", "s", "v", "x"},
    "endorse": {"c", "d", "k", "s", "v", "x"},
    "remove": {"d", "k", "r", "v"},
    "amend": {"c", "d", "k", "r", "v"},
    "rebind": {"d", "k", "r", "v", "x"},
    "key": {"d", "k", "v", "vkey"},
}
PAYLOAD = {"country", "lang", "name", "proof", "url", "v", "x"}


class Invalid(Exception):
    """Something does not prove what it should."""


class Contradicts(Exception):
    """Two heads that are both signed cannot both be true."""


class Unusable(Exception):
    """It could not be checked at all."""


# ---------------------------------------------------------------------------------- reading one spelling only
def need(condition, words):
    if not condition:
        raise Invalid(words)


def base64(text, words):
    try:
        content = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Invalid(f"{words} is not base64") from None
    need(b64encode(content).decode() == text, f"{words} is not written as base64 is")
    return content


def hashed(text, words):
    content = base64(text, words)
    need(len(content) == 32, f"{words} is not 32 bytes long")
    return content


def number(text, words):
    need(re.fullmatch(r"0|[1-9][0-9]{0,17}", text, re.ASCII), f"{words} is not a number")
    return int(text)


def is_count(value, least=0):
    return type(value) is int and least <= value < 2**53


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def parsed(content, words):
    try:
        value = json.loads(content)
        need(canonical(value) == content, f"{words} is not canonical JSON")
    except (ValueError, RecursionError):
        raise Invalid(f"{words} is not JSON") from None
    return value


def is_hex(text, size=32):
    return isinstance(text, str) and re.fullmatch(f"[0-9a-f]{{{size * 2}}}", text, re.ASCII) is not None


# -------------------------------------------------------------------------------------- the tree (RFC 9162)
def leaf_hash(entry):
    return sha256(b"\0" + entry).digest()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def root_of(hashes):
    row = list(hashes)
    if not row:
        return sha256().digest()
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)] + odd
    return row[0]


def check_inclusion(leaf, index, size, proof, root):
    need(index < size, f"the receipt says entry {index}, and its ledger has {size} entries")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        need(sn, "the proof is too long")
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(not sn, "the proof is too short")
    need(r == root, "the proof does not lead from the entry to the signed head")


# ------------------------------------------------------------------------------ notes, keys, policies (C2SP)
class Key:
    """A public key: of a log (type 1), or of a witness (type 4)."""

    def __init__(self, vkey):
        self.name, _, rest = vkey.partition("+")
        self.id, _, encoded = rest.partition("+")
        content = base64(encoded, "a key")
        need(len(content) == 33 and content[0] in (1, 4) and self.name, "a key is no Ed25519 key")
        need(sha256(self.name.encode() + b"\n" + content).hexdigest()[:8] == self.id, "a key has not its own id")
        self.kind, self.key = content[0], content[1:]

    def signed(self, text, signature):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        message = text.encode()
        if self.kind == 4:
            if len(signature) != 72 or signature[0] > 127:
                return False
            message = cosigned(text, int.from_bytes(signature[:8], "big"))
            signature = signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def cosigned(text, at):
    return f"cosignature/v1\ntime {at}\n{text}".encode()


class Head:
    """A signed head: its text, its signatures, and what they are under."""

    def __init__(self, note):
        self.note = note
        need(not any(letter < " " and letter != "\n" for letter in note), "the head has control characters in it")
        self.text, gap, lines = note.rpartition("\n\n")
        need(gap and lines.endswith("\n") and len(note) < 2**16, "that is no signed head")
        self.text += "\n"
        self.signatures = [self._signature(line) for line in lines[:-1].split("\n")]
        body = self.text.split("\n")
        need(len(body) == 4 and body[0], "that is no head of a ledger")
        self.origin, self.size, self.root = body[0], number(body[1], "the size"), hashed(body[2], "the root")

    @staticmethod
    def _signature(line):
        found = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        need(found, "a line under the head is no signature")
        content = base64(found[2], "a signature")
        need(len(content) > 4, "a signature is too short")
        return found[1], content[:4].hex(), content[4:]

    def signed_by(self, key):
        mine = [signature for name, id_, signature in self.signatures if (name, id_) == (key.name, key.id)]
        need(all(key.signed(self.text, one) for one in mine), f"a signature of {key.name} is not valid")
        return bool(mine)


class Policy:
    """Whom to believe."""

    def __init__(self, text):
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, {}, None
        for place, line in enumerate(text.split("\n"), 1):
            words = re.split(r"[ \t]+", line.strip(" \t"))
            if words != [""] and not words[0].startswith("#"):
                need(self._take(words), f"line {place} of the policy is none")
        need(self.quorum, "the policy has no quorum line")

    def _take(self, words):
        def new(name):
            return name != "none" and name not in self.witnesses and name not in self.groups

        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self.logs.append(Key(vkey))
                return self.logs[-1].kind == 1 and [one.key for one in self.logs].count(self.logs[-1].key) == 1
            case ["witness", name, vkey] | ["witness", name, vkey, _] if new(name):
                key = Key(vkey)
                known = any(one.key == key.key for one in self.witnesses.values())
                self.witnesses[name] = key
                return key.kind == 4 and not known
            case ["group", name, least, *members] if new(name) and members:
                used = [one for _, group in self.groups.values() for one in group]
                counts = {"any": 1, "all": len(members)}
                k = counts[least] if least in counts else number(least, "a group's number")
                fresh = all(not new(one) and one != "none" and one not in used for one in members)
                self.groups[name] = k, members
                return fresh and len(set(members)) == len(members) and 1 <= k <= len(members)
            case ["quorum", name] if self.quorum is None and (name == "none" or not new(name)):
                self.quorum = name
                return True
        return False

    def accept(self, head):
        logs = [key for key in self.logs if key.name == head.origin]
        need(logs, f"the policy does not name a ledger {head.origin}")
        signed = [key for key in logs if head.signed_by(key)]  # every one of them: a false signature is never passed by
        need(signed, "the head is not signed by a key that the policy names")
        seen = {name for name, key in self.witnesses.items() if head.signed_by(key)}
        need(self._met(self.quorum, seen), f"the head lacks the witnesses that the policy asks for ({self.quorum})")
        return head

    def _met(self, name, seen):
        if name == "none" or name in seen:
            return True
        if name not in self.groups:
            return False
        least, members = self.groups[name]
        return sum(self._met(one, seen) for one in members) >= least


# ------------------------------------------------------------------------------- entries and what they add up to
def entry_of(content, words):
    need(all(0x20 <= byte <= 0x7E for byte in content), f"{words} is not printable ASCII")
    entry = parsed(content, words)
    need(isinstance(entry, dict) and isinstance(entry.get("k"), str), f"{words} is of no known kind")
    need(set(entry) == FIELDS.get(entry["k"]), f"{words} does not have the fields of its kind")
    need(is_count(entry["v"]) and entry["v"] == 1, f"{words} has an unknown version")
    need(isinstance(entry["d"], str) and DAY.fullmatch(entry["d"]), f"{words} has no day")
    for key, good in (
        ("c", is_hex),
        ("x", is_hex),
        ("r", is_count),
        ("n", lambda n: is_count(n, 1)),
        ("s", lambda s: isinstance(s, str) and re.fullmatch(r"[a-z0-9][a-z0-9-]*", s)),
        ("vkey", lambda v: isinstance(v, str)),
    ):
        need(key not in entry or good(entry[key]), f"{words} has a wrong {key}")
    return entry


def check_opening(entry, payload, salt, words):
    need(isinstance(payload, dict) and set(payload) == PAYLOAD and payload["v"] == 1, f"{words}: no such facts")
    need(is_hex(salt), f"{words}: the salt is not 32 bytes in hexadecimal")
    made = hmac.digest(bytes.fromhex(salt), canonical(payload), "sha256").hex()
    need(hmac.compare_digest(made, entry["c"]), f"{words}: the facts are not those that the ledger commits to")


class Register:
    """Who stands listed after all entries."""

    def __init__(self):
        self.listed, self.texts, self.size = {}, {}, 0  # by `endorse` entry: slug, digest, entry with the commitment

    def take(self, entry):
        words, here, kind = f"entry {self.size}", self.size, entry["k"]
        self.size += 1
        if kind == "statement":
            known = self.texts.setdefault(entry["s"], [])
            known.append(entry["x"])
            need(entry["n"] == len(known), f"{words}: revision {entry['n']} of {entry['s']} is out of turn")
        elif kind == "endorse":
            need(entry["x"] in self.texts.get(entry["s"], ()), f"{words}: a text that was never published")
            self.listed[here] = [entry["s"], entry["x"], here, entry["x"]]
        elif kind != "key":
            one = self.listed.get(entry["r"])
            need(one, f"{words}: it is about entry {entry['r']}, which lists nobody")
            if kind == "remove":
                del self.listed[entry["r"]]
            elif kind == "amend":
                one[2:] = [here, one[1]]
            else:
                need(entry["x"] in self.texts[one[0]], f"{words}: a text that was never published")
                one[1] = entry["x"]


class Log:
    """The published files of a ledger, all of which were recomputed."""

    def __init__(self, folder, policy):
        self.folder = folder
        self.head = policy.accept(Head(text_of(os.path.join(folder, "checkpoint"))))
        self.entries = [entry for start in range(0, self.head.size, 256) for entry in self._bundle(start)]
        self.hashes = [leaf_hash(entry) for entry in self.entries]
        self._check_tiles()
        need(root_of(self.hashes) == self.head.root, "the entries are not those under the signed head")
        self.register = Register()
        self.read = [entry_of(content, f"entry {place}") for place, content in enumerate(self.entries)]
        for entry in self.read:
            self.register.take(entry)

    def _bundle(self, start):
        width = min(256, self.head.size - start)
        path = self._path("entries", start // 256, width)
        content, place, found = bytes_of(path), 0, []
        while place < len(content):
            length = int.from_bytes(content[place : place + 2], "big")
            found.append(content[place + 2 : place + 2 + length])
            place += 2 + length
        need(place == len(content) and len(found) == width, f"{path} does not hold {width} entries")
        return found

    def _check_tiles(self):
        level, row = 0, self.hashes
        while row:
            for start in range(0, len(row), 256):
                tile = row[start : start + 256]
                path = self._path(level, start // 256, len(tile))
                need(bytes_of(path) == b"".join(tile), f"{path} does not follow from the entries")
            row = [root_of(row[start : start + 256]) for start in range(0, len(row) - 255, 256)]
            level += 1

    def _path(self, level, place, width):
        groups = [f"{place % 1000:03}"]
        while place := place // 1000:
            groups.insert(0, f"x{place % 1000:03}")
        name = "/".join(groups) + (f".p/{width}" if width < 256 else "")
        return os.path.join(self.folder, "tile", str(level), name)

    def check_known(self, head, words):
        """That a head which somebody holds is of this very history."""
        if head.origin != self.head.origin:
            raise Unusable(f"{words} is of another ledger, {head.origin}")
        if head.size > self.head.size:
            raise Contradicts(f"{words} has {head.size} entries, and this ledger only {self.head.size}: it went back")
        if root_of(self.hashes[: head.size]) != head.root:
            raise Contradicts(f"{words} has other entries than this ledger: its history was rewritten")


# --------------------------------------------------------------------------------------------------- commands
def text_of(path):
    try:
        return bytes_of(path).decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not UTF-8") from None


def bytes_of(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None


def policy_of(arguments):
    path = arguments.policy
    if path is None:
        path = os.path.join(arguments.log, "policy")
        print(f"Note: no --policy was given, so {path} is believed, which the ledger says of itself.", file=sys.stderr)
    return Policy(text_of(path))


def head_in(path):
    """A head as such, or the one in a receipt."""
    text = text_of(path)
    return Head(text.partition("\n\n")[2] if text.startswith("c2sp.org/tlog-proof@v1\n") else text)


def receipt(arguments):
    policy, text = Policy(text_of(arguments.policy)), text_of(arguments.receipt)
    top, gap, note = text.partition("\n\n")
    lines = top.split("\n")
    need(gap and lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) > 2, "that is no receipt")
    need(lines[1].startswith("extra ") and lines[2].startswith("index "), "the receipt lacks a line")
    extra = parsed(base64(lines[1][6:], "the extra line"), "the extra line")
    need(isinstance(extra, dict) and set(extra) in ({"entry"}, {"entry", "payload", "salt"}), "the extra line is wrong")
    need(isinstance(extra["entry"], str) and extra["entry"].isascii(), "the entry is not ASCII")
    index, content = number(lines[2][6:], "the index"), extra["entry"].encode("ascii")
    head = policy.accept(Head(note))
    need(len(lines) < 67, "the proof is too long")
    check_inclusion(leaf_hash(content), index, head.size, [hashed(one, "the proof") for one in lines[3:]], head.root)
    entry = entry_of(content, f"entry {index}")
    payload = extra.get("payload")
    if "c" in entry:
        need(payload is not None, "the receipt does not say what the entry commits to")
        check_opening(entry, payload, extra["salt"], f"entry {index}")
        need(entry["k"] != "endorse" or payload["x"] == entry["x"], "the facts are bound to another text")
    else:
        need(payload is None, "the receipt says facts that the entry does not commit to")
    print(f"Valid: entry {index} of {head.origin} ({entry['k']}, {entry['d']}), under a head of {head.size} entries.")
    if payload:
        where = f" ({payload['country']})" if payload["country"] else ""
        print(f"  {payload['name']}{where}, {payload['url'] or 'no website'}; proof: {payload['proof']}")
    digest = (payload or {}).get("x") or entry.get("x")
    if digest:
        print(f"  bound to the text with the digest {digest}")
    check_texts(arguments.text, digest, entry.get("s"), arguments)
    for path in arguments.known or ():
        known = policy.accept(head_in(path))
        if known.size == head.size and known.root != head.root:
            raise Contradicts(f"{path} is a head of the same size with other entries: keep both, they prove tampering")
    return VALID


def check_texts(paths, digest, slug, arguments):
    """That these files are the text: the manifest over them is what was signed."""
    if not paths:
        return
    slug, revision = arguments.slug or slug, arguments.revision or 1
    if slug is None:
        raise Unusable("this entry does not name its statement: say it with --slug")
    texts = {}
    for path in paths:
        content = bytes_of(path)
        name = os.path.basename(path).removesuffix(".md")
        text = text_of(path)
        need(unicodedata.normalize("NFC", text) == text and "\r" not in text, f"{path} is not the text as published")
        texts[name] = sha256(content).hexdigest()
    manifest = canonical({"id": slug, "n": revision, "texts": texts, "v": 1})
    need(
        sha256(manifest).hexdigest() == digest,
        f"the text is not the one that was signed (looked at as revision {revision} of {slug}, in: {', '.join(texts)})",
    )
    print("  the text is the one that was signed, to the byte")


def list_(arguments):
    log = Log(arguments.log, policy_of(arguments))
    try:
        told = json.loads(text_of(arguments.list))
        rows, about, slug = told["signatories"], told["ledger"], told["statement"]["slug"]
        need(isinstance(about, dict) and isinstance(rows, list), "the list does not name a ledger")
        need(about["origin"] == log.head.origin, f"the list names another ledger, {about['origin']}")
        undisclosed = about["undisclosed"]
        texts = log.register.texts.get(slug, [])
        current = {one[2]: one for one in log.register.listed.values() if one[0] == slug}
        shown, salts = set(), set()
        for row in rows:
            words = f"“{row['name']}”"
            need(row["ledger"], f"{words} is on the list and in no entry")
            index, payload, salt = (row["ledger"][key] for key in ("index", "payload", "salt"))
            need(is_count(index) and index < log.head.size, f"{words}: entry {index} is under no head yet")
            need(index in current, f"{words}: entry {index} lists nobody now")
            need(index not in shown and salt not in salts, f"{words}: entry {index} or its salt is used twice")
            one = current[index]
            check_opening(log.read[index], payload, salt, words)
            need(payload["x"] == one[3], f"{words}: the facts are bound to another text than the entry")
            for key, fact in (("name", "name"), ("country", "country"), ("website", "url")):
                need(row[key] == payload[fact], f"{words}: the list says another {key} than the ledger")
            need(
                is_count(row["revision"], 1) and texts[row["revision"] - 1 : row["revision"]] == [one[1]],
                f"{words}: the list says another revision than the ledger",
            )
            shown.add(index)
            salts.add(salt)
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(f"the list is not one of this kind: {error}") from None
    missing = len(current) - len(shown)
    need(
        is_count(undisclosed) and undisclosed == missing,
        f"the ledger lists {len(current)} organisations, the list shows {len(shown)} and hides {undisclosed}",
    )
    print(f"Valid: {len(shown)} organisations are shown, each by its own entry; {missing} are listed and not shown.")
    return VALID


def log_(arguments):
    arguments.log = arguments.folder
    policy = policy_of(arguments)
    log = Log(arguments.folder, policy)
    for path in arguments.known or ():
        log.check_known(policy.accept(head_in(path)), path)
    live = len(log.register.listed)
    print(f"Valid: {log.head.size} entries of {log.head.origin}, {live} organisations listed now.")
    return VALID


def compare(arguments):
    policy = policy_of(arguments)
    old, new = policy.accept(head_in(arguments.old)), policy.accept(head_in(arguments.new))
    if old.origin != new.origin:
        raise Unusable("the two heads are of different ledgers")
    if old.size == new.size and old.root != new.root:
        raise Contradicts("the two heads have the same size and different entries: keep both, they prove tampering")
    log = Log(arguments.log, policy)
    for head, path in ((old, arguments.old), (new, arguments.new)):
        log.check_known(head, path)
    print(f"Valid: the head of {new.size} entries continues the one of {old.size}.")
    return VALID


def watch(arguments):
    """Sign what continues the last head that was seen; the state is written before anything is printed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    policy = policy_of(arguments)
    policy.quorum = "none"  # who signs is one of those whom others wait for
    log = Log(arguments.log, policy)
    if os.path.exists(arguments.state):
        log.check_known(policy.accept(head_in(arguments.state)), "the head seen last")
    name, key = own_key(arguments.key, arguments.name, Ed25519PrivateKey)
    part = f"{arguments.state}.part"
    with open(part, "w", encoding="utf-8", newline="") as file:
        file.write(log.head.note)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, arguments.state)
    at = int(time.time())
    public = key.public_key().public_bytes_raw()
    id_ = sha256(name.encode() + b"\n\x04" + public).digest()[:4]
    signature = id_ + at.to_bytes(8, "big") + key.sign(cosigned(log.head.text, at))
    print(f"— {name} {b64encode(signature).decode()}")
    vkey = f"{name}+{id_.hex()}+{b64encode(bytes([4]) + public).decode()}"
    print(f"Seen: {log.head.size} entries, consistent. Our key: {vkey}", file=sys.stderr)
    return VALID


def own_key(path, name, kind):
    """The key in that file, made where there is none: its name, and 32 bytes in base64."""
    if not os.path.exists(path):
        if not name or re.search(r"[\s+]", name):
            raise Unusable("say with --name what your key is to be called, such as partner.example/witness")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="ascii") as file:
            file.write(f"{name} {b64encode(kind.generate().private_bytes_raw()).decode()}\n")
    name, _, secret = text_of(path).strip().partition(" ")
    content = base64(secret, path)
    need(len(content) == 32, f"{path} holds no key")
    return name, kind.from_private_bytes(content)


def arguments_of(given):
    parser = argparse.ArgumentParser(prog="undersigned-verify", description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name, run, words):
        made = commands.add_parser(name, help=words)
        made.set_defaults(run=run)
        return made

    one = command("receipt", receipt, "that an endorsement was entered, under exactly that text")
    one.add_argument("receipt")
    one.add_argument("--policy", required=True)
    one.add_argument("--text", nargs="+", help="the files of the text, named by their language: en.md")
    one.add_argument("--revision", type=int, help="which revision the text is; 1 where nothing is said")
    one.add_argument("--slug", help="of the statement, where the entry does not name it")
    one.add_argument("--known", nargs="+", help="other receipts or heads that must not contradict this one")
    one = command("list", list_, "that every name shown is entered and not removed, and none is missing")
    one.add_argument("list")
    one.add_argument("--log", required=True)
    one.add_argument("--policy")
    one = command("log", log_, "that entries, tiles and head belong together")
    one.add_argument("folder")
    one.add_argument("--policy")
    one.add_argument("--known", nargs="+", help="receipts or heads that you kept: they must be of the same history")
    one = command("compare", compare, "that one head continues another")
    one.add_argument("old")
    one.add_argument("new")
    one.add_argument("--log", required=True)
    one.add_argument("--policy")
    one = command("watch", watch, "for a partner's timer: check, remember, cosign")
    one.add_argument("--log", required=True)
    one.add_argument("--state", required=True)
    one.add_argument("--key", required=True)
    one.add_argument("--name")
    one.add_argument("--policy")
    return parser.parse_args(given)


def main(given=None):
    """Run one command and return how it ended."""
    arguments = arguments_of(given)
    try:
        return arguments.run(arguments)
    except Invalid as error:
        print(f"NOT VALID: {error}.", file=sys.stderr)
        return INVALID
    except Contradicts as error:
        print(f"CONTRADICTION: {error}.", file=sys.stderr)
        return CONTRADICTION
    except (Unusable, OSError) as error:
        print(f"Not checked: {error}.", file=sys.stderr)
        return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
