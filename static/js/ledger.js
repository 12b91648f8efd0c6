/* The formats of the public ledger, read as strictly as they are written: C2SP signed-note, tlog-checkpoint, tlog-tiles
   and tlog-proof, the Merkle tree of RFC 9162, the commitments of docs/ledger.md. Only what a browser brings: Web Crypto.
   Whatever is not exactly right throws an error whose message is a code. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
export const TILE = 256;

export class Wrong extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.facts = facts;
  }
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const same = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place]);
export const utf8 = (words) => encoder.encode(words);

export function words(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Wrong("not_text");
  }
}

/* Base64 has several spellings of the same bytes; only the one right spelling is read. */
export function unbase64(spelling) {
  let raw;
  try {
    raw = atob(spelling);
  } catch {
    throw new Wrong("not_base64");
  }
  if (btoa(raw) !== spelling) throw new Wrong("not_base64");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

export function unhex(spelling) {
  if (!/^([0-9a-f]{2})*$/.test(spelling)) throw new Wrong("not_hex");
  return Uint8Array.from(spelling.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function number(spelling) {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(spelling)) throw new Wrong("not_a_number");
  return Number(spelling);
}

/* JSON as RFC 8785 writes it. For the members that are used here this is JSON without spaces, by sorted keys. */
export function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

export const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

/* RFC 9162, 2.1.1: pairs are joined level by level; one that is left over rises as it is. */
export async function rootOf(hashes) {
  if (hashes.length === 0) return sha256();
  let level = hashes;
  while (level.length > 1) {
    const above = [];
    for (let from = 0; from < level.length; from += 8192) {
      const pairs = [];
      for (let at = from; at < Math.min(from + 8192, level.length); at += 2) {
        pairs.push(at + 1 < level.length ? nodeHash(level[at], level[at + 1]) : level[at]);
      }
      above.push(...(await Promise.all(pairs)));
    }
    level = above;
  }
  return level[0];
}

/* RFC 9162, 2.1.3.2. */
export async function rootFromProof(index, size, leaf, proof) {
  if (index >= size) throw new Wrong("not_included");
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (sn === 0) throw new Wrong("not_included");
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      hash = await nodeHash(hash, step);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  if (sn !== 0) throw new Wrong("not_included");
  return hash;
}

async function keyId(name, material) {
  return (await sha256(utf8(`${name}\n`), material)).slice(0, 4);
}

/* A verifier key, `name+id+base64(type || key)`, of type 1: Ed25519. */
export async function readKey(spelling) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(spelling.trim()) || [];
  if (!name) throw new Wrong("not_a_key");
  const material = unbase64(encoded);
  if (material.length !== 33 || material[0] !== 1) throw new Wrong("not_a_key");
  if (hex(await keyId(name, material)) !== id) throw new Wrong("not_a_key");
  return { name, id: unhex(id), raw: material.slice(1) };
}

/* What a signed note says, once one of these keys signed it; a signature of one of them that is wrong ends it. */
export async function openNote(note, keys) {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new Wrong("not_a_note");
  const text = note.slice(0, cut + 1);
  const lines = note.slice(cut + 2, -1).split("\n");
  let signed = 0;
  for (const line of lines) {
    const [, name, encoded] = /^— ([^+\s]+) ([A-Za-z0-9+/=]+)$/.exec(line) || [];
    if (!name) throw new Wrong("not_a_note");
    const signature = unbase64(encoded);
    const key = keys.find((one) => one.name === name && same(one.id, signature.slice(0, 4)));
    if (!key) continue;
    if (!(await verifies(key, signature.slice(4), utf8(text)))) throw new Wrong("signature");
    signed += 1;
  }
  if (signed === 0) throw new Wrong("unsigned");
  return text;
}

async function verifies(key, signature, message) {
  let ready;
  try {
    ready = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    throw new Wrong("no_ed25519");
  }
  return crypto.subtle.verify({ name: "Ed25519" }, ready, signature, message);
}

export function readCheckpoint(text) {
  const [origin, size, root, ...more] = text.split("\n");
  if (!origin || root === undefined || more.pop() !== "" || more.includes("")) throw new Wrong("not_a_checkpoint");
  const hash = unbase64(root);
  if (hash.length !== 32) throw new Wrong("not_a_checkpoint");
  return { origin, size: number(size), root: hash };
}

/* A receipt: what it says of itself, its place in the tree, and the head that was signed. */
export function readReceipt(file) {
  const [, extra, index, hashes, note] =
    /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex ([0-9]+)\n((?:[A-Za-z0-9+/=]+\n)*)\n([^]+)$/.exec(file) || [];
  if (!note) throw new Wrong("not_a_receipt");
  const proof = hashes.split("\n").slice(0, -1).map(unbase64);
  if (proof.some((hash) => hash.length !== 32)) throw new Wrong("not_a_receipt");
  const told = words(unbase64(extra));
  const facts = read(told, "not_a_receipt");
  const members = Object.keys(facts).sort().join();
  if (!["entry", "entry,payload,salt"].includes(members) || canonical(facts) !== told) throw new Wrong("not_a_receipt");
  return { ...facts, index: number(index), proof, note };
}

function read(json, code) {
  try {
    return JSON.parse(json);
  } catch {
    throw new Wrong(code);
  }
}

const MEMBERS = {
  statement: "d,k,n,s,v,x",
  endorse: "c,d,k,s,v,x",
  remove: "d,k,r,v",
  amend: "c,d,k,r,v",
  rebind: "d,k,r,v,x",
  key: "d,k,v,vkey",
};

/* An entry of the ledger: one of six kinds, in its one right spelling. */
export function readEntry(bytes) {
  const told = words(bytes);
  const entry = read(told, "not_an_entry");
  const members = entry && typeof entry === "object" ? Object.keys(entry).sort().join() : "";
  if (entry === null || MEMBERS[entry.k] !== members || entry.v !== 1 || canonical(entry) !== told) {
    throw new Wrong("not_an_entry");
  }
  return entry;
}

/* The entries of a bundle: each behind its length in two bytes. */
export function readBundle(bytes, expected) {
  const entries = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 2 + (bytes[at] << 8) + bytes[at + 1];
    if (!(end <= bytes.length)) throw new Wrong("not_a_bundle");
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  if (entries.length !== expected) throw new Wrong("not_a_bundle");
  return entries;
}

/* The path of a tile's number: groups of three digits, all but the last with an x; `.p/W` where it is not full. */
export function tilePath(place, width) {
  const digits = String(place);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g);
  const path = groups.map((group, at) => (at + 1 < groups.length ? `x${group}` : group)).join("/");
  return width === TILE ? path : `${path}.p/${width}`;
}

export async function commitment(salt, payload) {
  const bytes = unhex(salt);
  if (bytes.length !== 32) throw new Wrong("salt");
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(canonical(payload)))));
}
