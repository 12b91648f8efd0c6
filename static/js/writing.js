/* The preview follows what is typed: the server renders it, by a request that changes nothing. */

const PAUSE = 400; /* milliseconds without a key before it is asked for */
const form = document.querySelector("form[data-rendered]");
const shown = document.getElementById("shown");
let timer = 0;
let asked = 0;

async function render() {
  const number = (asked += 1);
  const body = new FormData();
  for (const name of ["csrf_token", "title", "addressed_to", "language", "body"]) {
    const field = form.elements[name];
    if (field) body.set(name, field.value);
  }
  try {
    const answer = await fetch(form.dataset.rendered, { method: "POST", body });
    if (!answer.ok || number !== asked) return;
    const { html } = await answer.json();
    shown.innerHTML = html; /* made safe by the server, as for every reader */
    shown.hidden = false;
  } catch {
    /* The button beside the text shows it, too. */
  }
}

form.addEventListener("input", (event) => {
  if (!["title", "addressed_to", "language", "body"].includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(render, PAUSE);
});
if (form.elements.body.value) render();
