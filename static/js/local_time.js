/* Beside a moment in the statement's zone: what the reader's own clock shows then, where that differs. */

const page = document.documentElement.lang;
const language = page === "en" ? "en-GB" : page; /* as the server writes it */
const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });

function minutesOf(text) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(text);
  return offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
}

for (const time of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(time.dateTime);
  if (-moment.getTimezoneOffset() === minutesOf(time.dateTime)) continue;
  const own = document.createElement("span");
  own.className = "own-time";
  own.textContent = ` (${time.dataset.local.replace("#", format.format(moment))})`;
  time.after(own);
}
