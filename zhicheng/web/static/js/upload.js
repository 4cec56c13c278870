// Files come in part by part, around the file control that also works without this. A part that is lost on the way is
// sent again; after a reload the same file goes on where it stopped. No names of files stay in the browser.
(() => {
  "use strict";
  const CHUNK = 512 * 1024, LONGEST_WAIT = 20000, OPEN = "uploads-open";
  const SIGNED_OUT = "登录已过期，重新登录后选择同一文件，会接着传";
  const say = (text) => { document.getElementById("live").textContent = text; };
  const sleep = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  const running = new Set();
  let waiting = null; // the button that was pressed before all was in

  const start = (place) => {
    const { upload: base, slot, max } = place.dataset;
    const form = place.closest("form");
    const input = place.querySelector("input[type=file]");
    const rows = place.querySelector("[data-rows]");
    const shape = place.querySelector("[data-row]");
    const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
    const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));

    const row = (name) => {
      const line = shape.content.firstElementChild.cloneNode(true);
      const part = (what) => line.querySelector(`[data-${what}]`);
      const bar = line.querySelector("progress");
      part("name").textContent = name;
      bar.setAttribute("aria-label", `${name} 上传进度`);
      part("stop").append(Object.assign(document.createElement("span"), { className: "vh", textContent: name }));
      rows.append(line);
      return {
        line, part, bar,
        words: (text) => { if (part("words").textContent !== text) part("words").textContent = text; },
        at: (percent) => { bar.value = percent; bar.textContent = `${percent}%`; },
        refuse(text) {
          part("words").textContent = text;
          part("words").className = "danger small";
          line.classList.add("is-refused");
          bar.remove();
          part("stop").firstChild.textContent = "知道了";
          say(`${name}：${text}`);
        },
      };
    };

    // Asks until there is an answer that says something; `null` when the person stopped it.
    const ask = async (url, options, job) => {
      for (let wait = 1000; !job.stopped; wait = Math.min(wait * 2, LONGEST_WAIT)) {
        try {
          const answer = await fetch(url, {
            redirect: "manual", ...options, signal: job.abort.signal,
            headers: { "X-CSRFToken": token(), Accept: "application/json", ...options.headers },
          });
          if (answer.type === "opaqueredirect" || answer.status === 401) return { error: SIGNED_OUT };
          if (answer.headers.get("Content-Type") === "application/json") return { status: answer.status, ...await answer.json() };
          if (answer.status < 500 && answer.status !== 429) return { error: "这个文件没有传成，刷新页面后再选一次" };
        } catch (problem) { if (job.stopped) return null; }
        job.row.words("网络中断，已传的部分还在，恢复后自动继续");
        await sleep(wait);
      }
      return null;
    };

    const post = (url, fields, job) => ask(url, { method: "POST", body: new URLSearchParams(fields) }, job);

    const hash = async (file) => {
      if (!window.crypto?.subtle) return "";
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };

    const send = async (file, job) => {
      if (file.size > +max) return { error: `有 ${(file.size / 1048576).toFixed(1)} MB，不能超过 ${max / 1048576} MB，压缩后再传` };
      let state = await post(base, { slot, name: file.name, size: file.size, sha256: await hash(file) }, job);
      if (state?.error) return state;
      if (state) job.url = state.url;
      if (state && !state.row) localStorage.setItem(OPEN, "1");
      rows.querySelector(`[data-url="${job.url}"]`)?.remove(); // it was offered to go on
      while (state && !state.error && !state.row) {
        const percent = Math.floor(state.received * 100 / file.size);
        job.row.at(percent);
        if (state.received < file.size) {
          job.row.words(`正在上传 ${percent}%`);
          const body = await file.slice(state.received, state.received + CHUNK).arrayBuffer();
          state = await ask(job.url, { method: "POST", body, headers: { "Upload-Offset": state.received, "Content-Type": "application/octet-stream" } }, job);
        } else {
          job.row.words("已传完，正在检查文件");
          state = await post(`${job.url}finish/`, {}, job);
        }
      }
      return state;
    };

    const take = async (file) => {
      const job = { row: row(file.name), abort: new AbortController(), stopped: false, url: "" };
      running.add(job);
      job.row.words("正在准备");
      job.row.part("stop").addEventListener("click", () => {
        job.stopped = true;
        job.abort.abort();
        if (job.url && running.has(job)) fetch(`${job.url}cancel/`, { method: "POST", headers: { "X-CSRFToken": token() } });
        job.row.line.remove();
        input.focus();
      });
      let state;
      try { state = await send(file, job); } catch { state = { error: "文件读不出来，检查文件还在不在，再选一次" }; }
      running.delete(job);
      if (state?.row) {
        job.row.line.insertAdjacentHTML("afterend", state.row);
        job.row.line.remove();
        say(`${file.name} 已上传`);
        changed();
      } else if (state) {
        job.row.refuse(state.error);
        waiting = null;
      }
      if (!running.size && waiting) { const button = waiting; waiting = null; button.click(); }
    };

    // The control keeps working by itself when this script is not here; with it, nothing waits for the form.
    place.addEventListener("input", (event) => { if (event.target === input) event.stopImmediatePropagation(); }, true);
    place.addEventListener("change", (event) => {
      if (event.target !== input) return;
      event.stopImmediatePropagation();
      const files = [...input.files];
      input.value = "";
      files.forEach(take);
    }, true);

    rows.addEventListener("click", (event) => {
      if (!event.target.closest("[data-remove]")) return;
      event.target.closest("li").remove();
      say("已移除");
      changed();
      input.focus();
    });

    const offer = ({ url, name, percent }) => {
      const one = row(name);
      one.line.dataset.url = url;
      one.at(percent);
      one.words(`继续上传，已传 ${percent}%。选择同一个文件`);
      one.part("again").hidden = false;
      one.part("again").addEventListener("click", () => input.click());
      one.part("stop").firstChild.textContent = "不传了";
      one.part("stop").addEventListener("click", () => {
        fetch(`${url}cancel/`, { method: "POST", headers: { "X-CSRFToken": token() } });
        one.line.remove();
        input.focus();
      });
    };
    if (localStorage.getItem(OPEN)) {
      fetch(`${base}?slot=${encodeURIComponent(slot)}`, { redirect: "manual", headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { uploads: [] }))
        .then(({ uploads }) => { uploads.forEach(offer); if (!uploads.length && !running.size) localStorage.removeItem(OPEN); })
        .catch(() => {});
    }
  };

  // What is on its way comes in before the form goes.
  document.addEventListener("submit", (event) => {
    if (!running.size || !event.submitter || !event.target.querySelector("[data-upload]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
    const words = `还有 ${running.size} 个文件正在上传，传完后自动继续`;
    const saved = document.getElementById("saved");
    if (saved?.firstChild?.nodeType === 3) saved.firstChild.textContent = words; else saved?.prepend(words);
    say(words);
  }, true);
  document.querySelectorAll("[data-upload]").forEach(start);
})();
