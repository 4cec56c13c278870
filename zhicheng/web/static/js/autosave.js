// A form with data-autosave keeps what is typed: a moment after a pause, at once when the page is left, again and again
// while there is no network. Every sending carries the page's id and a growing count, so that the server knows late ones
// and this page's own from another window's (ADR 10). What happens stands in #saved. htmx's event names stand here and in app.js.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const TYPING = 4000; // ms after the last key
  const CHOICE = 800;
  const LIMIT = 20000;
  const WAITS = [2, 5, 10, 20, 40, 60]; // s between tries
  const KEEPALIVE = 60000; // bytes a browser still sends for a page that is gone
  const ABOUT = ["csrfmiddlewaretoken", "page_id", "turn", "version"];
  const FIELD = "field"; // where one was typing, for coming back from sign-in
  const stash = new window.Stash(form.dataset);
  const bar = () => document.getElementById("saved");
  const state = { edits: 0, saved: 0, turn: 0, failures: 0, timer: 0, flight: null, box: 0, field: "" };

  const tell = (words, { retry = false, quiet = false } = {}) => {
    const version = bar().querySelector("[name=version]");
    const text = Object.assign(document.createElement("span"), { textContent: words });
    if (quiet) text.setAttribute("aria-hidden", "true");
    const again = Object.assign(document.createElement("button"), { type: "button", className: "link-btn", textContent: "重试" });
    again.addEventListener("click", () => save());
    bar().classList.toggle("danger", retry);
    bar().replaceChildren(text, ...(retry ? [" ", again] : []), ...(version ? [version] : []));
  };
  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("saved");
    if (!fresh) return;
    bar().className = fresh.className;
    bar().replaceChildren(...fresh.childNodes); // the place itself stays: screen readers listen to it
  };

  // A sign-in in another window made a new token.
  const freshen = () => {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    if (token) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
  };
  const typed = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const own = () => typed().filter(([name]) => !ABOUT.includes(name));
  const marks = () => typed().filter(([name]) => ABOUT.includes(name));
  // Each control under its id, with what holds its value.
  const controls = () => [...form.elements].filter(({ id, type }) => id && !["file", "hidden", "submit", "button"].includes(type))
    .map((one) => [one.id, one, ["checkbox", "radio"].includes(one.type) ? "checked" : "value"]);
  const hasFiles = () => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  const version = () => bar().querySelector("[name=version]")?.value;
  const put = () => stash.put({ entries: own(), version: version(), field: state.field });
  const remember = () => sessionStorage.setItem(FIELD, JSON.stringify({ path: location.pathname, field: state.field }));

  const send = async (entries) => {
    state.turn += 1;
    form.elements.turn.value = state.turn;
    freshen();
    const body = new URLSearchParams([...entries, ...marks()]);
    state.flight = new AbortController();
    const limit = setTimeout(() => state.flight?.abort(), LIMIT);
    try {
      return await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "HX-Request": "true" },
        signal: state.flight.signal,
        keepalive: body.toString().length < KEEPALIVE,
      });
    } finally {
      clearTimeout(limit);
      state.flight = null;
    }
  };

  const later = (wait) => { clearTimeout(state.timer); state.timer = setTimeout(save, wait); };
  const fail = async (words) => {
    const wait = WAITS[Math.min(state.failures, WAITS.length - 1)];
    state.failures += 1;
    const isStashed = await put();
    tell(isStashed ? `${words}，已加密暂存在本机，恢复后自动保存` : `${words}，修改没有保存。已填内容仍在本页，恢复后自动保存`, { retry: true });
    later(wait * 1000);
  };
  const done = (edits) => {
    state.saved = edits;
    state.failures = 0;
    stash.drop();
    document.dispatchEvent(new Event("app:active"));
    if (state.edits === edits && !hasFiles()) delete form.dataset.dirty;
  };
  const signIn = async (html) => {
    if (!await put()) { show(html); return; }
    tell("登录已过期，已填内容加密暂存在本机，正在转到登录页");
    delete form.dataset.dirty;
    location.assign(`${document.body.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`);
  };
  const settle = async (answer, edits) => {
    const html = await answer.text();
    if (answer.status === 200) { show(html); done(edits); return; }
    if (answer.status === 401) { await signIn(html); return; }
    if (answer.status === 409) { // kept in the history; the person decides on 保存
      state.saved = edits;
      show(html);
      return;
    }
    if (answer.status === 404) { await fail("登录的人换了，或这件申请不在了"); return; }
    await fail(answer.status === 403 ? "页面已过期" : "系统正忙");
  };

  // One at a time; what is typed meanwhile goes with the next.
  async function save() {
    clearTimeout(state.timer);
    if (state.flight || form.dataset.busy || state.edits === state.saved) return;
    const edits = state.edits;
    tell("正在保存…", { quiet: true });
    let answer;
    try { answer = await send(own()); } catch { if (!form.dataset.busy) await fail("网络中断"); return; }
    await settle(answer, edits);
    if (state.edits !== state.saved && !state.failures) later(TYPING);
  }

  const isBox = (target) => target.matches?.(".fill [hx-post]");
  form.addEventListener("input", () => {
    state.edits += 1;
    form.dataset.dirty = "1";
    if (state.failures) put();
    else later(TYPING);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" || state.failures) return;
    if (isBox(event.target)) { state.box = state.edits; clearTimeout(state.timer); return; } // it saves itself
    state.edits += 1;
    form.dataset.dirty = "1";
    later(CHOICE);
  });

  const held = () => new Map(controls().map(([key, one, hold]) => [key, one[hold]]));
  const putBack = (values) => controls().filter(([key]) => values.has(key)).forEach(([key, one, hold]) => {
    if (one.options && ![...one.options].some(({ value }) => value === values.get(key))) return; // not offered any longer
    one[hold] = values.get(key);
    one.tomselect?.sync();
    one.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Red boxes and the narrowing of choices go by htmx; they are sendings of this page, too.
  document.addEventListener("htmx:before:request", ({ target, detail }) => {
    if (!form.contains(target) || !detail.ctx.request.body?.has?.("page_id")) return;
    if (!isBox(target)) { detail.ctx.asked = held(); return; }
    state.turn += 1;
    detail.ctx.request.body.set("turn", state.turn);
  });
  // What was typed while the answer was on its way is newer than the answer.
  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    if (ctx.asked) ctx.newer = new Map([...held()].filter(([key, value]) => ctx.asked.get(key) !== value));
  });
  document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
    if (ctx.newer) putBack(ctx.newer);
    if (!form.isConnected || !target || !document.contains(target)) return;
    if (form.querySelector("#request-fields")?.contains(target)) { state.edits += 1; later(CHOICE); }
    else if (state.box && !state.failures && !bar().classList.contains("danger")) { done(state.box); state.box = 0; }
  });
  document.addEventListener("htmx:error", () => {
    if (state.box) { state.edits += 1; state.box = 0; save(); }
  });

  // 保存 overtakes a draft on its way: its count is higher.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    state.turn += 1;
    form.elements.turn.value = state.turn;
    freshen();
    clearTimeout(state.timer);
    setTimeout(() => state.flight?.abort());
    stash.drop();
  });

  // A page that is left saves first; so does one that goes out of sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const leaves = link && link.origin === location.origin && link.pathname !== location.pathname && !link.target;
    if (!leaves || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (state.edits === state.saved || hasFiles()) return;
    event.preventDefault();
    state.flight?.abort();
    setTimeout(async () => { await save(); location.assign(link.href); });
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && !state.failures) save(); });
  window.addEventListener("online", () => { if (state.failures) save(); });
  form.addEventListener("focusin", ({ target }) => { state.field = target.name || ""; });
  window.addEventListener("pagehide", remember);

  // ── coming back ──

  const focus = (name) => {
    const found = name ? form.elements[name] : null;
    const target = found instanceof RadioNodeList ? found[0] : found;
    target?.focus();
    if (target?.setSelectionRange && target.value) target.setSelectionRange(target.value.length, target.value.length);
  };
  const restore = async (kept) => {
    let answer;
    try { answer = await send(kept.entries); } catch { tell("网络中断，暂存的内容还在本机", { retry: false }); return; }
    if (answer.status !== 200) { show(await answer.text()); return; }
    stash.drop();
    state.field = kept.field;
    sessionStorage.setItem("back", "登录前填的内容已经恢复");
    location.reload();
  };
  const offer = (kept, isNewer) => {
    const box = Object.assign(document.createElement("section"), { className: "note note-amber" });
    const head = Object.assign(document.createElement("h2"), { textContent: "本机暂存了上次没有保存的内容" });
    const more = isNewer ? "恢复后就是网络中断前填的样子。" : "这一项后来又保存过。恢复后，现在的内容留在“历史版本”里。";
    const words = Object.assign(document.createElement("p"), { className: "small", textContent: more });
    const line = Object.assign(document.createElement("p"), { className: "mt-2" });
    const button = (text, kind, act) => {
      const one = Object.assign(document.createElement("button"), { type: "button", className: `btn btn-sm ${kind}`, textContent: text });
      one.addEventListener("click", act);
      return one;
    };
    line.append(
      button("恢复本机暂存的内容", "btn-2", () => restore(kept)), " ",
      button("不恢复，删除暂存", "btn-3", () => { stash.drop(); box.remove(); focus(own()[0]?.[0]); }),
    );
    const body = document.createElement("div");
    body.append(head, words, line);
    box.append(body);
    box.setAttribute("role", "status");
    document.getElementById("flash").append(box);
  };
  const differs = (entries) => JSON.stringify(entries) !== JSON.stringify(own());
  const start = async () => {
    const left = JSON.parse(sessionStorage.getItem(FIELD) || "{}");
    const said = sessionStorage.getItem("back");
    const cameFrom = document.referrer && new URL(document.referrer).pathname;
    const isBack = Boolean(said) || /^\/(accounts|login)\//.test(cameFrom || "");
    sessionStorage.removeItem("back");
    const kept = await stash.get();
    if (kept && !differs(kept.entries)) stash.drop();
    else if (kept && isBack && kept.version === version()) { await restore(kept); return; }
    else if (kept) offer(kept, kept.version === version());
    if (isBack && left.path === location.pathname) focus(left.field);
    if (said) tell(said);
  };
  start();
})();
