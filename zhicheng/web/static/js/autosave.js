// A draft makes a new version of its part: the next draft carries that one, and saving waits for a draft on its way.
// Else one's own typing would be taken for another window's. htmx's event names stand here and in app.js.
(() => {
  "use strict";
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const saved = document.getElementById("saved");
    if (!ctx.request.body?.has("version")) return;
    if (event.target.dataset.busy) { event.preventDefault(); return; } // the form itself is being sent
    ctx.request.body.set("version", saved.querySelector("[name=version]").value);
    ctx.target = saved; // the draft before has put a new one there
  });
  // Before app.js hears of it and locks the form.
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!submitter || !form.classList.contains("htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.addEventListener("htmx:finally:request", () => setTimeout(() => submitter.click()), { once: true });
  }, true);
})();
