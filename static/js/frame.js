/* In the frame: tells the page around it how high its content is, whenever that changes or it is asked. Nothing else. */

function tell() {
  parent.postMessage({ undersigned: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
}

if (parent !== window) {
  new ResizeObserver(tell).observe(document.documentElement);
  window.addEventListener("message", (event) => event.source === parent && tell());
}
