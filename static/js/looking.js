/* While this endorsement is in view, the colleagues are told so; and who else looks at it is shown here. */

const place = document.querySelector("[data-looking]");
const others = place.querySelector("[role=status]");
const token = place.querySelector("[name=csrf_token]").value;
let timer = 0;

async function tell(gone = false) {
  const body = new URLSearchParams({ csrf_token: token });
  if (gone) body.set("gone", "1");
  try {
    const answer = await fetch(place.dataset.looking, { method: "POST", body, keepalive: gone });
    if (!answer.ok || gone) return;
    const words = (await answer.json()).looking.join(". ");
    if (others.textContent !== words) others.textContent = words;
  } catch {
    /* The next word may get through; nothing depends on it. */
  }
}

function watch() {
  clearInterval(timer);
  if (document.visibilityState === "hidden") return;
  tell();
  timer = setInterval(tell, Number(place.dataset.every) * 1000);
}

document.addEventListener("visibilitychange", watch);
window.addEventListener("pageshow", (event) => event.persisted && watch());
window.addEventListener("pagehide", () => {
  clearInterval(timer);
  tell(true);
});
watch();
