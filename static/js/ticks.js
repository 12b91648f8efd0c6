/* Boxes in a list: all of them at once, and how many are ticked. */

const form = document.querySelector("form[data-ticks]");
const boxes = form ? [...form.querySelectorAll("[data-row] input[type=checkbox]")] : [];

function count() {
  const number = boxes.filter((box) => box.checked).length;
  const all = form.querySelector("[data-all] input");
  const said = form.querySelector("[data-number]");
  all.checked = number === boxes.length;
  all.indeterminate = number > 0 && number < boxes.length;
  said.textContent = number ? said.dataset.number.replace("#", number.toLocaleString(document.documentElement.lang)) : "";
}

if (boxes.length) {
  const all = form.querySelector("[data-all]");
  all.hidden = false;
  form.addEventListener("change", (event) => {
    if (all.contains(event.target)) for (const box of boxes) box.checked = event.target.checked;
    count();
  });
  window.addEventListener("pageshow", count); /* a browser that goes back keeps what was ticked */
}
