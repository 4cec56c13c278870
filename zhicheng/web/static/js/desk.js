// The review page: the directory shows where one reads, and the checklist has keys.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const SWITCH = "desk-keys-off";
  const quiet = () => document.querySelector("#keys-on")?.checked === false;

  // The checklist lies beside the material: an item brings its part into view.
  const items = () => all(".check > li[id^='f-check-']");
  const part = (item) => document.getElementById(`a-${item.id.slice("f-check-".length)}`);
  const here = () => items().indexOf(document.activeElement.closest(".check > li"));
  const move = (step) => {
    const list = items();
    const item = list[Math.min(Math.max(here() + step, 0), list.length - 1)];
    if (!item) return;
    part(item)?.scrollIntoView({ block: "start" });
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const choose = (value) => {
    const item = items()[here()];
    const radio = item?.querySelector(`input[value=${value}]`);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    if (value === "problem") item.querySelector("textarea")?.focus();
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    1: () => choose("ok"),
    2: () => choose("problem"),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]");
    const act = keys[event.key.toLowerCase()];
    if (!act || typing || busy || quiet()) return;
    event.preventDefault();
    act();
  });

  // Who does not want them turns them off, for good in this browser.
  const tick = document.querySelector("#keys-on");
  if (tick) {
    tick.checked = !localStorage.getItem(SWITCH);
    tick.addEventListener("change", () => {
      if (tick.checked) localStorage.removeItem(SWITCH); else localStorage.setItem(SWITCH, "1");
    });
  }

  const links = all(".side-nav a");
  const shown = new Set();
  const watch = new IntersectionObserver((entries) => {
    entries.forEach(({ isIntersecting, target }) => shown[isIntersecting ? "add" : "delete"](`#${target.id}`));
    const current = links.find((link) => shown.has(link.hash));
    links.forEach((link) => link.toggleAttribute("aria-current", link === current));
    current?.setAttribute("aria-current", "true");
  }, { rootMargin: "-90px 0px -50%" });
  links.forEach((link) => { const target = document.querySelector(link.hash); if (target) watch.observe(target); });
})();
