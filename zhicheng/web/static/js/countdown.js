// Goes on counting from the server's clock; the words follow core/moments.py. China has one zone and no summer time.
(() => {
  "use strict";
  const count = (box) => {
    const ahead = box.dataset.now - Date.now();
    const [words, time] = ["[data-left]", "[data-time]"].map((name) => box.querySelector(name));
    const left = (seconds) => {
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds % 3600 / 60)];
      return seconds <= 0 ? "已截止"
        : seconds >= 172800 ? `还有 ${Math.floor(seconds / 86400)} 天`
        : seconds < 3600 ? `还有 ${Math.ceil(seconds / 60)} 分钟`
        : `还有 ${hours} 小时${minutes ? ` ${minutes} 分钟` : ""}`;
    };
    const tick = () => {
      const now = Date.now() + ahead;
      time.textContent = new Date(now + 28800000).toISOString().slice(11, 19);
      const said = left((box.dataset.due - now) / 1000);
      if (words.textContent !== said) words.textContent = said;
    };
    const timer = setInterval(() => (box.isConnected ? tick() : clearInterval(timer)), 1000);
  };
  for (const box of document.querySelectorAll("[data-countdown]")) count(box);
})();
