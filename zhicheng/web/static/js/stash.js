// What is typed while nothing reaches the server lies in this browser, sealed with a key that only its owner's pages
// carry: whoever signs in next cannot read it. It goes with the next save, with sign-out (app.js), or after a day.
(() => {
  "use strict";
  const DAY = 24 * 3600 * 1000;
  const HEAD = "stash:";
  const NONCE = 12;
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const pack = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
  const unpack = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  window.Stash = class {
    constructor({ stash, key }) {
      this.place = `${HEAD}${stash}:${location.pathname}`;
      this.hex = key;
      this.turn = 0; // a put that is overtaken writes nothing
    }

    key() { return crypto.subtle.importKey("raw", bytes(this.hex), "AES-GCM", false, ["encrypt", "decrypt"]); }

    // Whether it lies there now. Without HTTPS browsers seal nothing, and nothing is left behind unsealed.
    async put(value) {
      const turn = ++this.turn;
      try {
        const iv = crypto.getRandomValues(new Uint8Array(NONCE));
        const text = new TextEncoder().encode(JSON.stringify(value));
        const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key(), text));
        if (turn !== this.turn) return true;
        localStorage.setItem(this.place, JSON.stringify({ at: Date.now(), iv: pack(iv), sealed: pack(sealed) }));
        return true;
      } catch {
        return false;
      }
    }

    async get() {
      try {
        const kept = JSON.parse(localStorage.getItem(this.place));
        const how = { name: "AES-GCM", iv: unpack(kept.iv) };
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await this.key(), unpack(kept.sealed))));
      } catch {
        return null;
      }
    }

    drop() {
      this.turn += 1;
      localStorage.removeItem(this.place);
    }
  };

  Object.keys(localStorage).filter((name) => name.startsWith(HEAD)).forEach((name) => {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(name)).at; } catch { /* not ours to read: it goes */ }
    if (!(Date.now() - at < DAY)) localStorage.removeItem(name);
  });
})();
