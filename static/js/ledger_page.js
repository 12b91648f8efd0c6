/* The buttons of "Check this list yourself" and what they say, step by step. */

const check = await import(`./ledger_check.js${new URL(import.meta.url).search}`); // of the same version

const place = document.querySelector("[data-ledger]");
const site = JSON.parse(place.dataset.ledger);
const words = JSON.parse(place.dataset.words);
const figures = new Intl.NumberFormat(document.documentElement.lang);

function sentence(code, facts = {}) {
  const value = (name) => {
    const fact = facts[name] ?? "";
    return typeof fact === "number" ? figures.format(fact) : `\u2068${fact}\u2069`; // a name turns no sentence around
  };
  return (words[code] || words.broken).replace(/\{(\w+)\}/g, (_, name) => value(name));
}

class Steps {
  constructor(list, verdict) {
    [this.list, this.verdict] = [list, verdict];
    list.replaceChildren();
    this.finish("", "");
  }

  begin(code, facts) {
    this.step = document.createElement("li");
    this.list.append(this.step);
    this.say(code, facts);
  }

  say(code, facts, kind = "doing") {
    this.step.className = `check__${kind}`;
    this.step.textContent = sentence(code, facts);
  }

  finish(kind, text) {
    this.verdict.className = kind ? `notice notice--${kind}` : "";
    this.verdict.textContent = text;
  }
}

/* Run one step; whatever goes wrong in it is said in its place, and ends the check. */
async function ran(steps, work) {
  try {
    await work();
    return true;
  } catch (error) {
    const known = error instanceof check.Wrong && words[error.message];
    if (!steps.step) steps.begin("broken");
    steps.say(known ? error.message : "broken", error.facts, "wrong");
    const unable = ["unreachable", "no_ed25519", "no_openings"].includes(error.message);
    steps.finish(unable ? "warning" : "danger", sentence(unable ? "verdict_unable" : "verdict_wrong"));
    return false;
  }
}

async function checkAll(steps) {
  steps.begin("head_doing");
  const head = await check.checkHead(site);
  steps.say("head_ok", { ...head, origin: head.origin }, "done");

  steps.begin("entries_doing", { done: 0, size: head.size });
  const all = await check.checkEntries(site, head, (done, size) => steps.say("entries_doing", { done, size }));
  steps.say("entries_ok", head, "done");

  steps.begin("earlier_doing");
  const earlier = await check.checkEarlier(head, all.hashes, localStorage);
  steps.say(earlier ? "earlier_ok" : "earlier_first", earlier || {}, "done");

  const listed = check.standing(all.entries);
  for (const { register, revisions, title } of site.statements) {
    steps.begin("register_doing", { title });
    const found = await check.checkRegister(register, all.entries, listed);
    steps.say(found.undisclosed ? "register_some" : "register_ok", { ...found, title }, "done");
    steps.begin("texts_doing", { title });
    const texts = await check.checkTexts(revisions, all.entries);
    steps.say("texts_ok", { ...texts, title }, "done");
  }
  steps.finish("success", sentence("verdict_right"));
}

async function checkReceipt(steps, file) {
  steps.begin("receipt_doing", { file: file.name });
  const found = await check.checkReceipt(site, new Uint8Array(await file.arrayBuffer()));
  const facts = { index: found.index, day: found.entry.d, name: found.payload?.name, digest: found.payload?.x };
  steps.say(found.payload ? "receipt_ok" : "receipt_bare", facts, "done");
  steps.finish("success", sentence("receipt_verdict"));
}

function listen(button, list, verdict) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    const steps = new Steps(list, verdict);
    await ran(steps, () => checkAll(steps));
    button.disabled = false;
  });
}

function listenForFiles(field, drop, list, verdict) {
  const take = async (file) => {
    if (!file) return;
    const steps = new Steps(list, verdict);
    await ran(steps, () => checkReceipt(steps, file));
  };
  field.addEventListener("change", () => take(field.files[0]));
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
}

const able = Boolean(globalThis.crypto?.subtle);
for (const one of place.querySelectorAll("[data-with-script]")) one.hidden = !able;
for (const one of place.querySelectorAll("[data-without-script]")) one.hidden = able;
const find = (name) => place.querySelector(`[data-check=${name}]`);
if (find("all")) listen(find("all"), find("steps"), find("verdict"));
if (find("receipt")) listenForFiles(find("receipt"), find("drop"), find("receipt-steps"), find("receipt-verdict"));
