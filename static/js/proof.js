/* While the form is filled in, a worker finds the number that the challenge was made from. The form waits for it if it
   is sent sooner. Where no worker can run it is sent without, and a moderator looks at it first. */

const field = document.querySelector("input[data-challenge]");
const status = document.getElementById("proof-status");
const challenge = JSON.parse(field.dataset.challenge);
let over = false;
let pressed = null;

function end(number) {
  over = true;
  if (number !== null) {
    const { algorithm, challenge: hash, salt, signature } = challenge;
    field.value = btoa(JSON.stringify({ algorithm, challenge: hash, number, salt, signature }));
  }
  status.textContent = "";
  if (pressed) field.form.requestSubmit(pressed);
}

field.form.addEventListener("submit", (event) => {
  if (over) return;
  event.preventDefault();
  pressed = event.submitter;
  status.textContent = status.dataset.working;
});

try {
  const worker = new Worker(field.dataset.worker);
  worker.addEventListener("message", (event) => end(event.data));
  worker.addEventListener("error", () => end(null));
  worker.postMessage(challenge);
} catch {
  end(null);
}
