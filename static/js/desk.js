/* Working with keys at the desk. Whatever has a key says so itself (data-key="a", or "g q" for two in a row): its key
   presses or focuses it, so page and keys cannot disagree. In a list (data-row) j and k go from line to line. Keys are
   ignored while somebody types, with Ctrl, Alt or Meta, and by those who turned them off; every one has a link or a
   button that does the same. */

const SETTING = "undersigned.keys";
const BREATH = 250; /* after a page appears: whoever presses twice by mistake has not read it yet */
const SEQUENCE = 1200; /* so long the first of two keys waits for the second */

const dialog = document.getElementById("keys");
const rows = [...document.querySelectorAll("[data-row]")];
let first = { key: "", at: 0 };
let pressed = false;
let ready = false;

const off = () => localStorage.getItem(SETTING) === "off";

/* The key as it is called on a Latin keyboard, whichever alphabet is switched on. */
function named({ key, code, shiftKey }) {
  if (key === "Enter") return key;
  if (/^[A-Z]$/.test(key)) return shiftKey ? "" : key.toLowerCase();
  if (/^[!-~]$/.test(key)) return key;
  if (shiftKey || key.length > 1) return "";
  return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? { Slash: "/" }[code] ?? "").toLowerCase();
}

const typing = (element) =>
  element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

const of = (key) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((element) => element.checkVisibility());

function use(element) {
  if (element.matches("input, select, textarea")) {
    element.focus();
    if (element.matches("input")) element.select();
    return;
  }
  if (element.matches("button[type=submit]")) {
    if (!ready) return;
    chooseThis(element);
    pressed = true;
  }
  element.click();
}

/* In the list: a button for what is ticked takes the line that one stands on, where nothing is ticked. */
function chooseThis(button) {
  const box = current()?.querySelector("input[type=checkbox]");
  if (box?.form === button.form && !box.form.querySelector("[data-row] :checked")) tick(box, true);
}

function tick(box, on) {
  box.checked = on;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

const current = () => rows.find((row) => row.contains(document.activeElement));

function move(step) {
  const place = rows.indexOf(current());
  const next = rows[place < 0 ? (step > 0 ? 0 : -1) : place + step];
  if (!next) return false;
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

const inList = {
  j: () => move(1),
  k: () => move(-1),
  o: () => current()?.querySelector("a").click(),
  x: () => {
    const box = current()?.querySelector("input[type=checkbox]");
    if (box) tick(box, !box.checked);
  },
};

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || off()) return;
  if (dialog.open || pressed) return;
  const key = named(event);
  if (!key) return;
  if (typing(event.target)) {
    if (key === "Enter") goOn(event);
    return;
  }
  const repeats = key === "j" || key === "k";
  if (key === "Enter" || (event.repeat && !(repeats && rows.length))) return;
  const sequence = event.timeStamp - first.at < SEQUENCE ? of(`${first.key} ${key}`) : undefined;
  first = { key, at: event.timeStamp };
  if (sequence) use(sequence);
  else if (rows.length && Object.hasOwn(inList, key)) inList[key]();
  else if (key === "?") dialog.showModal();
  else if (of(key)) use(of(key));
  else return;
  event.preventDefault();
}

/* Enter in a list of reasons goes on with the reason that is chosen. */
function goOn(event) {
  const list = event.target.closest("select[data-key]");
  const button = list?.form.querySelector(`button[value="${CSS.escape(list.dataset.for ?? "")}"]`);
  if (!button || !list.value) return;
  event.preventDefault();
  pressed = true;
  chooseThis(button);
  button.click();
}

const opener = document.getElementById("keys-open");
const choice = document.getElementById("keys-on");
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
document.getElementById("keys-close").addEventListener("click", () => dialog.close());
choice.checked = !off();
choice.addEventListener("change", () => {
  localStorage.setItem(SETTING, choice.checked ? "on" : "off");
  describe();
});

/* Those who listen to the page hear which key does the same. */
function describe() {
  for (const element of document.querySelectorAll("[data-key]")) {
    if (off()) element.removeAttribute("aria-keyshortcuts");
    else if (!element.dataset.key.includes(" ")) element.setAttribute("aria-keyshortcuts", element.dataset.key);
  }
}

describe();
document.addEventListener("keydown", onKey);
setTimeout(() => {
  ready = true;
  document.documentElement.dataset.keys = "ready";
}, BREATH);
window.addEventListener("pageshow", () => {
  pressed = false;
});
