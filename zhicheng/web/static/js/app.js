// Small helps on top of pages that work without them. Elements ask for one by data-module.
// htmx's event names stand only here and in autosave.js.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { document.getElementById("live").textContent = text; };
  document.documentElement.classList.add("js");

  const modules = {
    // Says how many characters are missing or too many.
    counter(area) {
      const { max, min } = area.dataset;
      const line = document.createElement("p");
      line.className = "counter";
      area.after(line);
      const count = () => {
        const n = [...area.value].length;
        const over = max && n > +max;
        line.textContent = over ? `多了 ${n - max} 字，不超过 ${max} 字`
          : min && n < +min ? `还差 ${min - n} 字，应为 ${min}${max ? ` 至 ${max}` : ""} 字`
          : max ? `已填 ${n} 字，还可填 ${max - n} 字` : `已填 ${n} 字`;
        line.classList.toggle("over", Boolean(over));
      };
      area.addEventListener("input", count);
      count();
    },

    // The control lies over the whole box and takes dropped files itself; what was chosen is listed.
    drop(box) {
      const input = box.querySelector("input[type=file]");
      const list = box.querySelector("[data-chosen]");
      const show = () => list.replaceChildren(...[...input.files].map((file) => {
        const row = document.createElement("li");
        row.textContent = `${file.name}（${(file.size / 1048576).toFixed(1)} MB），保存时上传`;
        return row;
      }));
      input.addEventListener("change", show);
      for (const name of ["dragover", "dragleave", "drop"]) {
        box.addEventListener(name, () => box.classList.toggle("is-over", name === "dragover"));
      }
    },

    // Asks before changes are lost; forms of the strip at the top are data-plain.
    dirty(form) {
      form.addEventListener("input", () => { form.dataset.dirty = "1"; });
      form.addEventListener("submit", () => { delete form.dataset.dirty; });
    },

    // Moves to the next red box of the sheet.
    "next-box"(button) {
      const next = () => {
        const boxes = all(".fill:not(.filled) :is(input:not([type=hidden]), textarea)");
        const after = boxes.filter((box) => document.activeElement.compareDocumentPosition(box) & 4);
        (after[0] || boxes[0] || button).focus();
      };
      button.addEventListener("click", next);
      document.addEventListener("keydown", (event) => {
        if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); next(); }
      });
    },

    // A long list becomes a search box; a short one stays a native select.
    typeahead(select) {
      const { script, style, url } = select.dataset;
      const start = () => { const box = new window.TomSelect(select, {
        maxOptions: url ? 50 : null,
        valueField: "value", labelField: "text", searchField: url ? [] : ["text"],
        shouldLoad: (text) => text.length > 1, loadThrottle: 250,
        load: url ? (text, done) => fetch(`${url}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } })
          .then((answer) => answer.json()).then((found) => done(found.results)).catch(() => done()) : null,
        render: {
          option: (data, escape) => `<div>${escape(data.text)}${data.hint ? `<small>${escape(data.hint)}</small>` : ""}</div>`,
          no_results: (data, escape) => `<div class="no-results">没有找到“${escape(data.input)}”。${escape(select.dataset.missing || "")}</div>`,
          loading: () => '<div class="no-results">正在查找…</div>',
          not_loading: () => '<div class="no-results">输入 2 个字开始查找</div>',
        },
      });
        for (const { name, value } of [...select.attributes]) {
          if (/^aria-(de|inv)/.test(name)) box.control_input.setAttribute(name, value);
        }
        select.setAttribute("aria-hidden", "true");
        select.addEventListener("focus", () => box.focus());
      };
      if (window.TomSelect) { start(); return; }
      if (!document.querySelector(`link[href="${style}"]`)) {
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
      }
      let tag = document.querySelector(`script[src="${script}"]`);
      if (!tag) document.head.append(tag = Object.assign(document.createElement("script"), { src: script }));
      tag.addEventListener("load", start);
    },
  };

  // The dialog is the confirmation page without leaving; the link still leads to that page.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    const closer = event.target.closest("[data-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); }
  });

  // One click, one request: the request key on the server decides, this only tells.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.method !== "post" || "plain" in form.dataset || !button) return;
    if (form.dataset.busy) { event.preventDefault(); return; }
    form.dataset.busy = event.defaultPrevented ? "swap" : "page"; // htmx sends it, or the browser
    button.dataset.words = button.textContent;
    setTimeout(() => { button.setAttribute("aria-disabled", "true"); button.textContent = "正在提交…"; });
  });
  const unlock = (which) => all(`form[data-busy${which}]`).forEach((form) => {
    delete form.dataset.busy;
    all("[data-words]", form).forEach((button) => {
      button.textContent = button.dataset.words;
      button.removeAttribute("aria-disabled");
      delete button.dataset.words;
    });
  });
  window.addEventListener("pageshow", () => unlock(""));
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty]")) event.preventDefault();
  });

  const start = (root) => {
    all("[data-module]", root).forEach((element) => {
      if (element.dataset.started) return;
      element.dataset.started = "1";
      modules[element.dataset.module]?.(element);
    });
    all("[data-focus]", root).slice(0, 1).forEach((target) => { target.tabIndex = -1; target.focus(); });
  };

  // Five minutes before the end of an idle session; what htmx fetches counts as activity.
  const body = document.body;
  const warning = document.getElementById("session-warning");
  let timers = [];
  const rewind = () => {
    timers.forEach(clearTimeout);
    if (!warning) return;
    timers = [
      setTimeout(() => warning.showModal(), 25 * 60000),
      setTimeout(() => location.assign(`${body.dataset.login}?next=${encodeURIComponent(location.pathname)}`), 30 * 60000),
    ];
  };
  warning?.querySelector("[data-stay]").addEventListener("click", () => {
    fetch(body.dataset.session, { method: "HEAD" }).then(() => { warning.close(); rewind(); });
  });

  document.addEventListener("app:active", rewind);
  document.addEventListener("htmx:after:swap", () => { unlock("=swap"); rewind(); start(document); });
  document.addEventListener("htmx:error", () => {
    unlock("=swap");
    if (!document.querySelector("form[data-autosave]")) say("网络中断，刚才的操作没有完成。已填内容仍在本页，网络恢复后再试一次");
  });
  // Nothing of a person who signs out stays in the browser.
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/accounts/logout/")) return;
    Object.keys(localStorage).filter((name) => name.startsWith("stash:")).forEach((name) => localStorage.removeItem(name));
    sessionStorage.clear();
  });
  start(document);
  rewind();
  // A narrow screen scrolls the navigation sideways.
  document.querySelector(".nav.app [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
})();
