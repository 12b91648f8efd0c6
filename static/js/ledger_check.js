/* "Check this list yourself": everything that the ledger promises is computed again here, in front of the reader, from
   the files that anybody can fetch. Nothing is sent anywhere, a receipt that is dropped here least of all. */

const ledger = await import(`./ledger.js${new URL(import.meta.url).search}`); // of the same version
export const { Wrong } = ledger;
const AT_ONCE = 6; // files

async function fetched(url) {
  let answer;
  try {
    answer = await fetch(url, { cache: "no-cache", credentials: "omit" });
  } catch {
    throw new Wrong("unreachable", { file: url });
  }
  if (!answer.ok) throw new Wrong("unreachable", { file: url });
  return new Uint8Array(await answer.arrayBuffer());
}

const fetchedWords = async (url) => ledger.words(await fetched(url));
const fetchedJson = async (url) => JSON.parse(await fetchedWords(url));

/* The ledger's keys, the newest first. */
async function readKeys(site) {
  const lines = (await fetchedWords(site.keys)).trim().split("\n");
  return Promise.all(lines.map(ledger.readKey));
}

/* The head, signed by the ledger's key. */
export async function checkHead(site) {
  const keys = await readKeys(site);
  const note = await fetchedWords(site.checkpoint);
  const head = ledger.readCheckpoint(await ledger.openNote(note, keys));
  if (head.origin !== keys[0].name) throw new Wrong("other_ledger", { origin: head.origin });
  return head;
}

/* Every entry, from the first to the last; together they must be exactly what the head signs. */
export async function checkEntries(site, head, progress) {
  const bundles = Math.ceil(head.size / ledger.TILE);
  const parts = new Array(bundles);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < bundles) {
      const place = next++;
      const width = Math.min(ledger.TILE, head.size - place * ledger.TILE);
      const bytes = await fetched(`${site.tiles}entries/${ledger.tilePath(place, width)}`);
      parts[place] = ledger.readBundle(bytes, width);
      progress((done += width), head.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const raw = parts.flat();
  const hashes = [];
  for (let at = 0; at < raw.length; at += 4096) {
    hashes.push(...(await Promise.all(raw.slice(at, at + 4096).map(ledger.leafHash))));
  }
  if (!ledger.same(await ledger.rootOf(hashes), head.root)) throw new Wrong("root");
  return { entries: raw.map(ledger.readEntry), hashes };
}

/* What this browser saw the last time must be the beginning of what it sees now. */
export async function checkEarlier(head, hashes, memory) {
  const key = `undersigned.ledger ${head.origin}`;
  let earlier = null;
  try {
    earlier = JSON.parse(memory.getItem(key));
  } catch {
    /* Nothing was remembered that could be read: then there is nothing to compare. */
  }
  if (earlier) {
    if (earlier.size > head.size) throw new Wrong("shorter", earlier);
    const then = await ledger.rootOf(hashes.slice(0, earlier.size));
    if (ledger.hex(then) !== earlier.root) throw new Wrong("rewritten", earlier);
  }
  memory.setItem(key, JSON.stringify({ size: head.size, root: ledger.hex(head.root) }));
  return earlier;
}

/* What each entry has become: the listings that stand, with the text that each stands under. */
export function standing(entries) {
  const listed = new Map();
  entries.forEach((entry, index) => {
    if (entry.k === "endorse") {
      listed.set(index, { slug: entry.s, text: entry.x, opened: index, c: entry.c });
      return;
    }
    if (!("r" in entry)) return;
    const about = listed.get(entry.r);
    if (!about) throw new Wrong("about_nothing", { index });
    if (entry.k === "remove") listed.delete(entry.r);
    if (entry.k === "amend") [about.opened, about.c] = [index, entry.c];
    if (entry.k === "rebind") about.text = entry.x;
  });
  return listed;
}

/* One register: every name opens an entry that stands, under the text that is shown, none is shown twice, and none that
   stands is missing. */
export async function checkRegister(url, entries, listed) {
  const register = await fetchedJson(url);
  const slug = register.statement.slug;
  if (!register.ledger) throw new Wrong("no_openings", { slug });
  const open = new Map([...listed.values()].filter((one) => one.slug === slug).map((one) => [one.opened, one]));
  const due = open.size;
  const texts = new Map(entries.filter((one) => one.k === "statement" && one.s === slug).map((one) => [one.n, one.x]));
  for (const one of register.signatories) {
    const facts = { name: one.name, slug };
    if (!one.ledger) throw new Wrong("not_logged", facts);
    const stands = open.get(one.ledger.index);
    if (!stands) throw new Wrong(one.ledger.index < entries.length ? "not_standing" : "not_logged", facts);
    open.delete(one.ledger.index);
    if ((await ledger.commitment(one.ledger.salt, one.ledger.payload)) !== stands.c) throw new Wrong("opening", facts);
    const { name, country, url: website } = one.ledger.payload;
    const shown = [name, country || null, website || null, texts.get(one.revision)];
    if (ledger.canonical(shown) !== ledger.canonical([one.name, one.country, one.website, stands.text])) {
      throw new Wrong("other_name", facts);
    }
  }
  if (open.size !== register.ledger.undisclosed) throw new Wrong("missing", { slug, number: open.size });
  return { slug, shown: register.signatories.length, due, undisclosed: register.ledger.undisclosed };
}

/* The texts: each file has the digest that the manifest says, and the manifest the one that is logged. */
export async function checkTexts(url, entries) {
  const told = await fetchedJson(url);
  const { slug } = told;
  const logged = new Map(entries.filter((one) => one.k === "statement" && one.s === slug).map((one) => [one.n, one.x]));
  for (const revision of told.revisions) {
    const texts = {};
    for (const { language, url: file } of revision.files) {
      texts[language] = ledger.hex(await ledger.sha256(await fetched(new URL(file, location.href).pathname)));
    }
    const manifest = ledger.canonical({ id: slug, n: revision.number, texts, v: 1 });
    const digest = ledger.hex(await ledger.sha256(ledger.utf8(manifest)));
    const facts = { slug, number: revision.number };
    if (!logged.has(revision.number)) throw new Wrong("text_not_logged", facts);
    if (digest !== logged.get(revision.number)) throw new Wrong("other_text", facts);
    logged.delete(revision.number);
  }
  if (logged.size) throw new Wrong("text_missing", { slug, number: [...logged.keys()][0] });
  return { slug, number: told.revisions.length };
}

/* A receipt, against the ledger's keys: nothing of it is sent anywhere. */
export async function checkReceipt(site, bytes) {
  const keys = await readKeys(site);
  const receipt = ledger.readReceipt(ledger.words(bytes));
  const head = ledger.readCheckpoint(await ledger.openNote(receipt.note, keys));
  if (head.origin !== keys[0].name) throw new Wrong("other_ledger", { origin: head.origin });
  const raw = ledger.utf8(receipt.entry);
  const entry = ledger.readEntry(raw);
  const root = await ledger.rootFromProof(receipt.index, head.size, await ledger.leafHash(raw), receipt.proof);
  if (!ledger.same(root, head.root)) throw new Wrong("not_included");
  const opened = receipt.payload && entry.c === (await ledger.commitment(receipt.salt, receipt.payload));
  if (entry.c ? !opened : receipt.payload) throw new Wrong("not_a_receipt");
  return { entry, payload: receipt.payload, index: receipt.index, size: head.size };
}
